#include "report/places.h"

#include <assert.h>

void places_init(struct places *places, const struct center_conf *conf)
{
	struct interval_plan plan = center_intervals(conf);
	bool steady = conf->steady.batches > 0;

	places->queues = conf->n_queues - conf->n_campaigns;
	places->groups = conf->n_groups;
	places->campaigns = conf->n_campaigns;
	places->sites = conf->n_sites;
	places->pops = conf->customers.pop.pops;
	places->callbacks = false;
	for (int i = 0; i < conf->n_queues; i++)
		places->callbacks |= conf->queues[i].callback.takes;
	places->intervals = steady ? 0 : plan.per_day;
	places->days = steady ? 0 : plan.days;
	places->observations = steady ? plan.per_day : 1;
	places->count = place_day(places, places->days, -1);
}

int place_queue(const struct places *places, int queue)
{
	assert(queue >= -1 && queue < places->queues);
	return 1 + queue;
}

int place_group(const struct places *places, int group)
{
	return 1 + places->queues + group;
}

int place_campaign(const struct places *places, int campaign)
{
	return place_group(places, places->groups) + campaign;
}

int place_site(const struct places *places, int site)
{
	return place_campaign(places, places->campaigns) + site;
}

int place_interval(const struct places *places, int interval, int queue)
{
	return place_site(places, places->sites) +
	       interval * (1 + places->queues) + 1 + queue;
}

int place_day(const struct places *places, int day, int queue)
{
	return place_interval(places, places->intervals + day, queue);
}

enum place_kind place_kind(const struct places *places, int place)
{
	int first_group = place_group(places, 0);
	int first_campaign = place_campaign(places, 0);
	int first_site = place_site(places, 0);
	int first_interval = place_interval(places, 0, -1);

	if (place >= first_group && place < first_campaign)
		return PLACE_GROUP;
	if (place >= first_campaign && place < first_site)
		return PLACE_CAMPAIGN;
	if (place >= first_site && place < first_interval)
		return PLACE_SITE;
	if (place >= first_interval)
		place = (place - first_interval) % (1 + places->queues);
	return place == 0 ? PLACE_CENTER : PLACE_QUEUE;
}
