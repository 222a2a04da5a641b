#include "run/ladder/ladder-internal.h"

#include "base/mem.h"
#include "cti/numbering.h"
#include "report/table.h"
#include "run/live/journal_line.h"

#include <stdlib.h>
#include <string.h>

struct ladder *ladder_alloc(const struct center *center, uint64_t contact)
{
	struct ladder *ladder = MEM_NEW(struct ladder);

	ladder->center = center;
	ladder->connections = connections_alloc(center);
	ladder->contacts[ladder->n_contacts++] = contact;
	ladder->source = -1;
	return ladder;
}

void ladder_free(struct ladder *ladder)
{
	int i;

	if (ladder == NULL)
		return;
	for (i = 0; i < ladder->n_rungs; i++)
		free(ladder->rungs[i].states);
	free(ladder->rungs);
	free(ladder->lanes);
	free(ladder->dialed);
	connections_free(ladder->connections);
	free(ladder);
}

/* Lanes */

static void name_trunk(const struct ladder *ladder, int number, char *text,
		       size_t size)
{
	const struct center_conf *conf = center_conf(ladder->center);
	int trunk = number >= 0 ? conf->numbers[number].trunk : -1;

	snprintf(text, size, "%s",
		 trunk >= 0 ? conf->trunks[trunk].name : "trunk");
}

static void name_lane(const struct ladder *ladder,
		      const struct acd_event *event, struct lane *lane)
{
	static const char *const names[LANE_KINDS] = {
	    [LANE_CALLER] = "caller",
	    [LANE_IVR] = "IVR",
	    [LANE_LINK] = "link",
	    [LANE_DATABASE] = "database",
	};
	const struct center_conf *conf = center_conf(ladder->center);

	if (lane->kind == LANE_TRUNK)
		name_trunk(ladder, event->number, lane->name,
			   sizeof(lane->name));
	else if (lane->kind == LANE_QUEUE)
		snprintf(lane->name, sizeof(lane->name), "queue %.200s",
			 lane->index >= 0 ? conf->queues[lane->index].name
					  : "");
	else if (lane->kind == LANE_AGENT)
		numbering_member(ladder->center, lane->index, lane->name,
				 sizeof(lane->name));
	else
		snprintf(lane->name, sizeof(lane->name), "%s",
			 names[lane->kind]);
}

static int lane_find(const struct ladder *ladder, enum lane_kind kind,
		     int index)
{
	int i;

	for (i = 0; i < ladder->n_lanes; i++)
		if (ladder->lanes[i].kind == kind &&
		    ladder->lanes[i].index == index)
			return i;
	return -1;
}

static int lane_of(struct ladder *ladder, enum lane_kind kind, int index,
		   const struct acd_event *event)
{
	int found = lane_find(ladder, kind, index);
	struct lane *lane;

	if (found >= 0)
		return found;
	ladder->lanes = mem_resize(ladder->lanes, (size_t)ladder->n_lanes + 1,
				   sizeof(*ladder->lanes));
	lane = &ladder->lanes[ladder->n_lanes];
	*lane = (struct lane){.kind = kind, .index = index};
	name_lane(ladder, event, lane);
	return ladder->n_lanes++;
}

/* States */

static void add_state(struct rung *rung, int lane, const char *text)
{
	struct rung_state *state = NULL;
	size_t n;
	int i;

	for (i = 0; i < rung->n_states; i++)
		if (rung->states[i].lane == lane)
			state = &rung->states[i];
	if (state == NULL) {
		rung->states =
		    mem_resize(rung->states, (size_t)rung->n_states + 1,
			       sizeof(*rung->states));
		state = &rung->states[rung->n_states++];
		*state = (struct rung_state){.lane = lane};
	}
	n = strlen(state->text);
	snprintf(state->text + n, sizeof(state->text) - n, "%s%s",
		 n > 0 ? "+" : "", text);
}

/* An agent who is in two calls shows both states; of one that has just ended
 * only where he has no other. */
static bool is_shown(const struct party *party,
		     const struct connection *connection)
{
	const struct connection *at = NULL;

	if (connection->state != CONNECTION_NULL)
		return true;
	while ((at = connections_party(party, at)) != NULL)
		if (at->agent == connection->agent &&
		    at->state != CONNECTION_NULL)
			return false;
	return true;
}

static void states_of(struct ladder *ladder, const struct party *party,
		      const struct acd_event *event, struct rung *rung)
{
	const struct connection *at = NULL;

	while ((at = connections_party(party, at)) != NULL)
		if (is_shown(party, at))
			add_state(
			    rung,
			    lane_of(ladder,
				    at->agent < 0 ? LANE_CALLER : LANE_AGENT,
				    at->agent, event),
			    connection_state_name(at->state));
}

/* Rungs */

static struct rung *rung_add(struct ladder *ladder, sim_time at, int from,
			     int to)
{
	struct rung *rung;

	ladder->rungs = mem_resize(ladder->rungs, (size_t)ladder->n_rungs + 1,
				   sizeof(*ladder->rungs));
	rung = &ladder->rungs[ladder->n_rungs++];
	*rung = (struct rung){.at = at, .from = from, .to = to};
	return rung;
}

static void show(struct ladder *ladder, const struct acd_event *event)
{
	const struct party *party;
	struct rung_way way;
	struct rung *rung;
	int from, to;

	if (!ladder_way(ladder, event, &way))
		return;
	from = lane_of(ladder, way.from, way.from_index, event);
	to = lane_of(ladder, way.to, way.to_index, event);
	rung = rung_add(ladder, event->at, from, to);
	memcpy(rung->text, way.text, sizeof(rung->text));
	party = connections_contact(ladder->connections, event->contact);
	if (party != NULL)
		states_of(ladder, party, event, rung);
}

/* Whose event it is */

static bool is_his(const struct ladder *ladder, uint64_t contact)
{
	int i;

	for (i = 0; i < ladder->n_contacts; i++)
		if (ladder->contacts[i] == contact)
			return true;
	return false;
}

static bool same_person(const struct acd_event *a, int source, uint64_t ordinal)
{
	return a->source == source && a->ordinal == ordinal;
}

/* Numbers being dialed, until they are somebody's or nobody's. */
static void keep_dialed(struct ladder *ladder, const struct acd_event *event)
{
	int i, n = 0;

	if (event->kind == EVENT_DIAL_OVER) {
		for (i = 0; i < ladder->n_dialed; i++)
			if (!same_person(&ladder->dialed[i], event->source,
					 event->ordinal))
				ladder->dialed[n++] = ladder->dialed[i];
		ladder->n_dialed = n;
		return;
	}
	if (ladder->n_dialed == ladder->room_dialed) {
		ladder->room_dialed = ladder->room_dialed * 2 + 64;
		ladder->dialed =
		    mem_resize(ladder->dialed, (size_t)ladder->room_dialed,
			       sizeof(*ladder->dialed));
	}
	ladder->dialed[ladder->n_dialed++] = *event;
}

static void show_dialed(struct ladder *ladder)
{
	int i;

	for (i = 0; i < ladder->n_dialed; i++)
		if (same_person(&ladder->dialed[i], ladder->source,
				ladder->ordinal))
			show(ladder, &ladder->dialed[i]);
}

static void meet(struct ladder *ladder, const struct acd_event *event)
{
	ladder->source = event->source;
	ladder->ordinal = event->ordinal;
	ladder->inside = true;
	ladder->customer =
	    center_view_customer(ladder->center, event->source, event->ordinal);
	show_dialed(ladder);
}

/* He is called back, as another contact. */
static bool comes_back(struct ladder *ladder, const struct acd_event *event)
{
	if (event->kind != EVENT_CALLED_BACK || !ladder->to_call ||
	    !same_person(event, ladder->source, ladder->ordinal) ||
	    ladder->n_contacts == LADDER_CONTACTS)
		return false;
	ladder->contacts[ladder->n_contacts++] = event->contact;
	ladder->inside = true;
	ladder->to_call = false;
	return true;
}

static void follow(struct ladder *ladder, const struct acd_event *event)
{
	struct lane *lane;
	int agent;

	if (event->kind == EVENT_CALLBACK)
		ladder->to_call = true;
	else if (event->kind == EVENT_CALLBACK_FAILED)
		ladder->to_call = false;
	else if (event->kind == EVENT_ENDED)
		ladder->inside = false;
	else if (event->kind == EVENT_NO_ANSWER) {
		agent = lane_find(ladder, LANE_AGENT, event->agent);
		lane = &ladder->lanes[agent];
		lane->let_ring = true;
	}
}

/* Agents: only what they do because of him. */
static void take_agent(struct ladder *ladder, const struct acd_event *event)
{
	int found = lane_find(ladder, LANE_AGENT, event->agent);
	bool wraps =
	    event->state == AGENT_WRAP_UP && is_his(ladder, event->contact);
	struct lane *lane;
	bool shown;

	if (found < 0)
		return;
	lane = &ladder->lanes[found];
	shown = wraps || lane->wraps ||
		(lane->let_ring && event->state == AGENT_RONA);
	lane->wraps = wraps;
	lane->let_ring = false;
	if (shown)
		snprintf(rung_add(ladder, event->at, found, found)->text,
			 LADDER_TEXT, "agent state: %s",
			 agent_state_name((enum agent_state)event->state));
}

static bool is_dialing(const struct acd_event *event)
{
	return event->contact == 0 &&
	       (event->kind == EVENT_DIALED || event->kind == EVENT_REACHED ||
		event->kind == EVENT_DIAL_OVER);
}

void ladder_take(struct ladder *ladder, const struct acd_event *event)
{
	if (event->contact > ladder->last)
		ladder->last = event->contact;
	if (event->kind == EVENT_AGENT) {
		take_agent(ladder, event);
		return;
	}
	if (is_dialing(event))
		keep_dialed(ladder, event);
	if (event->contact == 0 ||
	    (!is_his(ladder, event->contact) && !comes_back(ladder, event)))
		return;
	if (ladder->source < 0)
		meet(ladder, event);
	connections_take(ladder->connections, event);
	show(ladder, event);
	follow(ladder, event);
}

/* Commands */

/* What the floor will refuse may lead anywhere. */
static bool is_there(int index, int n)
{
	return index >= 0 && index < n;
}

static bool is_in_call(const struct ladder *ladder, int agent)
{
	return is_there(agent, center_view_agents(ladder->center)) &&
	       connections_agent(ladder->connections, agent, NULL) != NULL;
}

/* " to queue cards"; nothing where it leads nowhere. */
static void say_destination(const struct ladder *ladder,
			    const struct acd_command *command, char *text,
			    size_t size)
{
	const struct center_conf *conf = center_conf(ladder->center);
	int kind = (int)command->to.kind, index = command->to.index;
	char agent[NUMBERING_TEXT];

	text[0] = '\0';
	if (kind == TO_QUEUE && is_there(index, conf->n_queues))
		snprintf(text, size, " to queue %.80s",
			 conf->queues[index].name);
	else if (kind == TO_FLOW && is_there(index, conf->n_flows))
		snprintf(text, size, " to %.80s", conf->flows[index].name);
	else if (kind == TO_NUMBER)
		snprintf(text, size, " to %.80s", command->text);
	else if (kind == TO_MUSIC)
		snprintf(text, size, " to music");
	else if (kind == TO_PARK)
		snprintf(text, size, " to a parking place");
	else if (kind == TO_CONFERENCE)
		snprintf(text, size, " to room %d", index + 1);
	if (kind != TO_AGENT ||
	    !is_there(index, center_view_agents(ladder->center)))
		return;
	numbering_member(ladder->center, index, agent, sizeof(agent));
	snprintf(text, size, " to %s", agent);
}

void ladder_command(struct ladder *ladder, const struct journal_line *line)
{
	const struct acd_event none = {.number = -1};
	const struct acd_command *command = &line->command;
	bool of_agent = is_in_call(ladder, command->agent);
	char where[LADDER_TEXT / 2];
	struct rung *rung;
	int from, to;

	if (!of_agent && !is_his(ladder, command->contact))
		return;
	from = lane_of(ladder, LANE_LINK, -1, &none);
	to = of_agent ? lane_of(ladder, LANE_AGENT, command->agent, &none)
		      : lane_of(ladder, LANE_CALLER, -1, &none);
	rung = rung_add(ladder, line->at, from, to);
	say_destination(ladder, command, where, sizeof(where));
	snprintf(rung->text, sizeof(rung->text), "%s%s, by %s on %s",
		 command_name(command->kind), where, line->actor, line->link);
}

/* Questions */

bool ladder_is_over(const struct ladder *ladder)
{
	int i;

	if (ladder->source < 0 || ladder->inside || ladder->to_call)
		return false;
	for (i = 0; i < ladder->n_lanes; i++)
		if (ladder->lanes[i].wraps)
			return false;
	return true;
}

bool ladder_is_empty(const struct ladder *ladder)
{
	return ladder->n_rungs == 0;
}

uint64_t ladder_last_contact(const struct ladder *ladder)
{
	return ladder->last;
}
