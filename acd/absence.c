#include "acd/absence.h"

#include "acd/live.h"
#include "agents/draws.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

struct draw {
	uint64_t word;
	int agent;
};

static bool is_named(const struct center *center, const struct agent *agent,
		     const char *name)
{
	const struct group_conf *group =
	    &center->conf->groups[agent->team->group];

	return strcmp(group->name, name) == 0 ||
	       (agent->shift != NULL && strcmp(agent->shift->name, name) == 0);
}

/* By his shift; or, perhaps, by his staff plan. */
static bool is_to_come(const struct center *center, const struct agent *agent)
{
	if (agent->staff != NULL)
		return !agent->excused &&
		       agent->staff->at < agent->team->staff->n_steps;
	return alarm_is_set(&center->calendar, &agent->day);
}

static bool is_expected(const struct center *center, const struct agent *agent)
{
	if (agent->taken)
		return false;
	if (agent->duty != DUTY_OFF)
		return true;
	return agent->state == AGENT_LOGGED_OFF && is_to_come(center, agent);
}

static bool exists(const struct center *center, const char *name)
{
	const struct center_conf *conf = center->conf;
	int i;

	for (i = 0; i < conf->n_groups; i++)
		if (strcmp(conf->groups[i].name, name) == 0)
			return true;
	for (i = 0; i < conf->n_shifts; i++)
		if (strcmp(conf->shifts[i].name, name) == 0)
			return true;
	return false;
}

int absence_people(const struct center *center, const char *name)
{
	int i, n = 0;

	if (!exists(center, name))
		return -1;
	for (i = 0; i < center->n_agents; i++)
		n += is_named(center, &center->agents[i], name) &&
		     is_expected(center, &center->agents[i]);
	return n;
}

static int by_word(const void *a, const void *b)
{
	const struct draw *x = a, *y = b;

	if (x->word != y->word)
		return x->word < y->word ? -1 : 1;
	return x->agent - y->agent;
}

static uint64_t word_of(struct center *center, int agent)
{
	struct stream stream = stream_agent(&center->key, agent, center->day);

	stream.visit |= live_of(center)->absences << 32;
	return stream_word(&stream, PURPOSE_MISSING, 0);
}

/* In the order in which they go: free(). */
static struct draw *draws_of(struct center *center, const char *name)
{
	struct draw *draws =
	    mem_array((size_t)center->n_agents, sizeof(struct draw));
	size_t n = 0;
	int i;

	for (i = 0; i < center->n_agents; i++)
		if (is_named(center, &center->agents[i], name) &&
		    is_expected(center, &center->agents[i]))
			draws[n++] = (struct draw){word_of(center, i), i};
	qsort(draws, n, sizeof(struct draw), by_word);
	return draws;
}

/* The day may end when another goes. */
static void leave(struct center *center, struct agent *agent)
{
	if (!is_expected(center, agent))
		return;
	agent->excused = true;
	if (agent->staff == NULL || agent->duty != DUTY_OFF)
		floor_send_home(center, agent);
}

static void tell(struct center *center, int people)
{
	struct acd_event event = event_blank(EVENT_ABSENCE);

	event.state = people;
	if (center_wants(center, EVENT_ABSENCE))
		center_emit(center, &event);
}

void absence_begin(struct center *center, const char *name, int people)
{
	struct draw *draws;
	int i;

	live_of(center)->absences++;
	draws = draws_of(center, name);
	tell(center, people);
	for (i = 0; i < people; i++)
		leave(center, &center->agents[draws[i].agent]);
	free(draws);
}
