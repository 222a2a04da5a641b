#include "scenarios/keys.h"

#include "base/mem.h"
#include "scenarios/offered.h"

#include <math.h>
#include <stdlib.h>

/*
 * What would run for ever: callers who are passed on without end, who wait
 * for nobody, or who call again and again while the clock stands still.
 * Only what is certain is refused; that something is likely to take long is
 * the scenario's own business.
 */
struct crew {
	bool there;   /* somebody serves the queue */
	bool answers; /* and answers some calls */
};

struct endless {
	struct loader *loader;
	const struct center_conf *center;
	struct crew *crews;	 /* [n_queues] */
	struct offered *offered; /* [n_queues] */
	unsigned char *circling; /* [n_reasons] */
};

static bool is_steady(const struct center_conf *center)
{
	return center->steady.batches > 0;
}

/* Callers who wait at closing are served, not sent away. */
static bool drains(const struct center_conf *center)
{
	return is_steady(center) || center->day.at_close == CLOSE_DRAIN;
}

static bool rings(const struct center_conf *center, int queue)
{
	return channels[center->queues[queue].channel].rings;
}

static void crews_fill(const struct center_conf *center, struct crew *crews)
{
	for (int i = 0; i < center->n_teams; i++) {
		const struct team_conf *team = &center->teams[i];

		if (team->count == 0 || team->absence >= 1 ||
		    team->availability <= 0)
			continue;
		for (int k = 0; k < team->n_skills; k++) {
			struct crew *crew = &crews[team->skills[k].skill];

			crew->there = true;
			crew->answers |= team->no_answer.share < 1 ||
					 !rings(center, team->skills[k].skill);
		}
	}
}

/* Transfers */

static bool passes_on(const struct endless *endless, int reason)
{
	const struct transfer_conf *transfer =
	    &endless->center->reasons[reason].transfer;

	if (transfer->share < 1)
		return false;
	for (int i = 0; i < transfer->n_ways; i++) {
		const struct transfer_way *way = &transfer->ways[i];

		if (way->weight > 0 && (!endless->circling[way->reason] ||
					!endless->crews[way->queue].answers))
			return false;
	}
	return true;
}

/* The largest set of reasons each of whose talks leads into the set again. */
static void circling_fill(const struct endless *endless)
{
	bool changed = true;

	for (int i = 0; i < endless->center->n_reasons; i++)
		endless->circling[i] = 1;
	while (changed) {
		changed = false;
		for (int i = 0; i < endless->center->n_reasons; i++) {
			if (!endless->circling[i] || passes_on(endless, i))
				continue;
			endless->circling[i] = 0;
			changed = true;
		}
	}
}

static int way_on(const struct endless *endless, int reason)
{
	const struct transfer_conf *transfer =
	    &endless->center->reasons[reason].transfer;
	int i = 0;

	while (transfer->ways[i].weight <= 0)
		i++;
	return transfer->ways[i].reason;
}

static int circle(const struct endless *endless, int reason)
{
	const struct reason_conf *reasons = endless->center->reasons;
	struct loader *loader = endless->loader;
	char names[256] = "";
	size_t n = 0;
	int at;

	/* After so many steps it is in the circle, not only on the way. */
	for (int i = 0; i < endless->center->n_reasons; i++)
		reason = way_on(endless, reason);
	at = reason;
	do {
		at = way_on(endless, at);
		if (n < sizeof(names))
			n += (size_t)snprintf(names + n, sizeof(names) - n,
					      ", %.40s", reasons[at].name);
	} while (at != reason);
	loader_error(loader,
		     tree_get(tree_get(loader_item(loader, "reasons", reason),
				       "transfer"),
			      "share"),
		     "every talk ends in a transfer, for ever: %.40s%s",
		     reasons[reason].name, names);
	return err_hint(loader->err, "a circle needs a share below 100%%");
}

static int check_transfers(const struct endless *endless)
{
	const struct center_conf *center = endless->center;

	circling_fill(endless);
	for (int i = 0; i < center->n_reasons; i++)
		if (endless->circling[i] &&
		    (drains(center) ||
		     dist_mean(&center->reasons[i].talk) <= 0))
			return circle(endless, i);
	return 0;
}

/* Queues where nobody answers */

/* Callers are passed on to it who never give up. */
static bool passed_on_to(const struct center_conf *center, int queue)
{
	for (int i = 0; i < center->n_reasons; i++) {
		const struct transfer_conf *transfer =
		    &center->reasons[i].transfer;

		for (int k = 0; transfer->share > 0 && k < transfer->n_ways;
		     k++) {
			const struct transfer_way *way = &transfer->ways[k];

			if (way->queue == queue && way->weight > 0 &&
			    isinf(offered_longest(&center->queues[queue],
						  &center->reasons[way->reason],
						  SIM_NEVER)))
				return true;
		}
	}
	return false;
}

static int never_answered(const struct endless *endless, int queue)
{
	struct loader *loader = endless->loader;

	loader_error(loader, loader_name(loader, "queues", queue),
		     endless->crews[queue].there
			 ? "callers wait here for ever: all who serve this "
			   "queue let every call ring"
			 : "callers wait here for ever: nobody serves this "
			   "queue in a steady state");
	return err_hint(loader->err, "%s, or a patience that ends",
			endless->crews[queue].there ? "a no-answer below 100%"
						    : "agents with this skill");
}

static int check_queues(const struct endless *endless)
{
	const struct center_conf *center = endless->center;

	for (int i = 0; i < center->n_queues; i++) {
		/* After hours, a queue that nobody serves is sent away. */
		if (endless->crews[i].answers || !drains(center) ||
		    (!endless->crews[i].there && !is_steady(center)))
			continue;
		if (endless->offered[i].for_ever || passed_on_to(center, i))
			return never_answered(endless, i);
	}
	return 0;
}

/* Calling again */

/* Where a caller stands at the very moment at which he dialled. */
struct place {
	int queue;
	int reason;
	bool busy_if_full;
};

/* What has no length is passed at once; true while the flow goes on. */
static bool passed(const struct step_conf *step, struct place *place)
{
	if (step->leave > 0)
		return false;
	if (step->kind == STEP_ANNOUNCE)
		return dist_is_zero(&step->announce.length);
	if (step->kind == STEP_IDENTIFY)
		return dist_is_zero(&step->identify.length);
	if (step->kind != STEP_REASON || step->menu.n_choices > 1)
		return false;
	place->reason = step->menu.choices[0].target.reason;
	return true;
}

static bool is_at_once(const struct center_conf *center, int flow,
		       struct place *place);

static bool is_target_at_once(const struct center_conf *center,
			      const struct target *target, struct place *place)
{
	if (target->reason >= 0)
		place->reason = target->reason;
	if (target->kind == TARGET_FLOW)
		return is_at_once(center, target->index, place);
	place->queue = target->index;
	place->busy_if_full = true;
	return target->kind == TARGET_QUEUE;
}

static bool is_at_once(const struct center_conf *center, int flow,
		       struct place *place)
{
	const struct flow_conf *conf = &center->flows[flow];
	int i = 0;

	while (i < conf->n_steps && passed(&conf->steps[i], place))
		i++;
	if (i == conf->n_steps)
		return false;
	if (conf->steps[i].kind == STEP_GOTO)
		return is_target_at_once(center, &conf->steps[i].go, place);
	if (conf->steps[i].kind != STEP_QUEUE)
		return false;
	place->queue = conf->steps[i].queue.queue;
	place->busy_if_full = conf->steps[i].queue.full.kind == TARGET_HANG_UP;
	return true;
}

static bool again(const struct retry_conf *retry, double first, double further)
{
	return first > 0 && further >= 1 && retry->most == 0 &&
	       dist_mean(&retry->after) <= 0;
}

static bool again_busy(const struct retry_conf *retry)
{
	return again(retry, retry->busy_first, retry->busy_further);
}

static bool again_abandoned(const struct retry_conf *retry)
{
	return again(retry, retry->abandon_first, retry->abandon_further);
}

/* The retry that holds for a caller of this source, and its node. */
struct redial {
	const struct retry_conf *retry;
	const struct node *node;
	int number;
};

static struct redial redial_of(const struct endless *endless, int source,
			       int reason)
{
	const struct center_conf *center = endless->center;
	const struct source_conf *conf = &center->sources[source];
	bool own = reason >= 0 && center->reasons[reason].has_retry;
	struct redial redial = {
	    .retry = own ? &center->reasons[reason].retry : &conf->retry,
	    .node = own ? loader_item(endless->loader, "reasons", reason)
			: loader_item(endless->loader, "arrivals", source),
	};

	redial.number =
	    redial.retry->number >= 0 ? redial.retry->number : conf->number;
	return redial;
}

static int calls_again(struct loader *loader, const struct redial *redial,
		       const char *who)
{
	loader_error(loader, tree_get(tree_get(redial->node, "retry"), "after"),
		     "who %s calls again at the same moment, for ever", who);
	return err_hint(loader->err, "give after a length above 0, or most a "
				     "number");
}

/* True where who must wait leaves at once. */
static bool leaves_at_once(const struct center_conf *center,
			   const struct place *place)
{
	return offered_longest(&center->queues[place->queue],
			       &center->reasons[place->reason], SIM_NEVER) <= 0;
}

static int check_source(const struct endless *endless, int source)
{
	const struct center_conf *center = endless->center;
	struct place place = {-1, center->sources[source].reason, false};
	struct redial redial = redial_of(endless, source, place.reason);
	const struct number_conf *number = &center->numbers[redial.number];

	if (number->trunk >= 0 && again_busy(redial.retry))
		return calls_again(endless->loader, &redial, "hears busy");
	if (!is_at_once(center, number->flow, &place))
		return 0;
	if (place.reason < 0)
		place.reason = center->queues[place.queue].default_reason;
	redial = redial_of(endless, source, place.reason);
	if (place.busy_if_full && center->queues[place.queue].capacity >= 0 &&
	    again_busy(redial.retry))
		return calls_again(endless->loader, &redial,
				   "finds the queue full");
	if (leaves_at_once(center, &place) && again_abandoned(redial.retry))
		return calls_again(endless->loader, &redial,
				   "does not wait at all");
	return 0;
}

static int check_recall(struct loader *loader, int reason)
{
	const struct recall_conf *recall =
	    &loader->scenario->center.reasons[reason].recall;
	const struct node *node = loader_item(loader, "reasons", reason);

	if (recall->share < 1 || recall->resolved > 0 ||
	    dist_mean(&recall->after) > 0)
		return 0;
	loader_error(loader, tree_get(tree_get(node, "recall"), "after"),
		     "nothing is ever resolved, and everybody calls again at "
		     "once, for ever");
	return err_hint(loader->err, "a resolved above 0%%, a share below "
				     "100%%, or a length above 0");
}

static int check_again(const struct endless *endless)
{
	for (int i = 0; i < endless->center->n_reasons; i++)
		if (check_recall(endless->loader, i) != 0)
			return -1;
	for (int i = 0; i < endless->center->n_sources; i++)
		if (check_source(endless, i) != 0)
			return -1;
	return 0;
}

/* Dialing */

static double talk_mean(const struct endless *endless, int reason)
{
	const struct reason_conf *conf = &endless->center->reasons[reason];

	return dist_mean(&conf->talk) + dist_mean(&conf->wrap_up);
}

/* Until the agent who is reserved for a person is free again. */
static double person_takes(const struct endless *endless,
			   const struct campaign_conf *conf)
{
	double takes = dist_mean(&conf->answer.person_rings);

	if (conf->right_party > 0)
		takes += talk_mean(endless, conf->reason);
	if (conf->right_party < 1)
		takes += talk_mean(endless, conf->wrong_party);
	return takes;
}

static double machine_takes(const struct endless *endless,
			    const struct campaign_conf *conf)
{
	double takes = dist_mean(&conf->answer.machine_rings);

	if (conf->machine_talk >= 0)
		takes += talk_mean(endless, conf->machine_talk);
	return takes;
}

/* Whether none of what may be met takes any time. */
static bool dials_at_once(const struct endless *endless,
			  const struct campaign_conf *conf)
{
	const struct answer_conf *answer = &conf->answer;
	double least = 1, most = 0, takes = dist_mean(&conf->detection.decides);

	for (int hour = 0; hour < 24; hour++) {
		least = fmin(least, answer->person[hour]);
		most = fmax(most, answer->person[hour]);
	}
	if (most > 0)
		takes += person_takes(endless, conf);
	if (least < 1 && answer->other[RESULT_MACHINE] > 0)
		takes += machine_takes(endless, conf);
	if (least < 1 && answer->other[RESULT_FAX] > 0)
		takes += dist_mean(&answer->machine_rings);
	if (least < 1 && answer->other[RESULT_NO_ANSWER] > 0)
		takes += 1;
	if (least < 1)
		takes += dist_mean(&answer->fails);
	return !(takes > 0);
}

static bool skips_all(const struct campaign_conf *conf)
{
	return conf->mode < MODE_PROGRESSIVE && conf->skips >= 1;
}

/* An agent who is reserved, free at once and reserved again, by a list that
 * has no end. */
static int check_campaign(const struct endless *endless, int campaign)
{
	const struct campaign_conf *conf =
	    &endless->center->campaigns[campaign];
	struct loader *loader = endless->loader;

	if (conf->leads.n > 0 || conf->mode > MODE_PROGRESSIVE ||
	    !endless->crews[conf->queue].there ||
	    (conf->mode < MODE_PROGRESSIVE && dist_mean(&conf->preview) > 0) ||
	    !(skips_all(conf) || dials_at_once(endless, conf)))
		return 0;
	loader_error(
	    loader,
	    tree_get(loader_item(loader, "campaigns", campaign), "answer"),
	    "an agent is dialed for again and again at the same "
	    "moment, for ever");
	return err_hint(loader->err, "give the rings or the talk a length "
				     "above 0, or the campaign a list");
}

static int check_campaigns(const struct endless *endless)
{
	for (int i = 0; i < endless->center->n_campaigns; i++)
		if (check_campaign(endless, i) != 0)
			return -1;
	return 0;
}

int endless_check(struct loader *loader)
{
	const struct center_conf *center = &loader->scenario->center;
	size_t queues = (size_t)center->n_queues;
	struct endless endless = {
	    .loader = loader,
	    .center = center,
	    .crews = mem_array(queues, sizeof(struct crew)),
	    .offered = mem_array(queues, sizeof(struct offered)),
	    .circling = mem_array((size_t)center->n_reasons, 1),
	};
	int failed;

	crews_fill(center, endless.crews);
	offered_queues(center, endless.offered);
	failed = check_transfers(&endless) != 0 ||
		 check_queues(&endless) != 0 || check_again(&endless) != 0 ||
		 check_campaigns(&endless) != 0;
	free(endless.crews);
	free(endless.offered);
	free(endless.circling);
	return failed ? -1 : 0;
}
