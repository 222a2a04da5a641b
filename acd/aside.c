/*
 * Contacts in a place of command, with no agent and in no queue.  A caller
 * who is parked, or hears music, or is alone in a conference room waits as one
 * on hold does; those who are in a room together talk, for as long as each
 * needs, and who is called is called.
 */
#include "acd/live.h"

#include "acd/hold.h"
#include "acd/originate.h"
#include "acd/pass.h"
#include "base/mem.h"

#include <stdlib.h>
#include <uthash.h>

struct aside {
	uint64_t id; /* of the contact */
	struct contact *contact;
	struct center *center;
	struct alarm alarm;
	enum aside_kind kind;
	int place;	       /* parked; or the room */
	int parker;	       /* -1 */
	sim_time returns;      /* parked: when */
	sim_time gives_up;     /* when he hangs up by himself */
	sim_time left;	       /* room: talk that he needs with the others */
	bool talks;	       /* with them: that ends at gives_up */
	struct destination to; /* called: where he goes then */
	enum call_result says; /* called: what the number will say */
	UT_hash_handle hh;
};

struct aside *aside_find(const struct center *center, uint64_t contact)
{
	struct aside *aside = NULL;

	if (center->live != NULL)
		HASH_FIND(hh, center->live->asides, &contact, sizeof(contact),
			  aside);
	return aside;
}

enum aside_kind aside_kind_of(const struct aside *aside)
{
	return aside->kind;
}

int aside_place(const struct aside *aside)
{
	return aside->kind == ASIDE_PARKED || aside->kind == ASIDE_ROOM
		   ? aside->place
		   : -1;
}

int aside_free_place(const struct center *center)
{
	int i;

	if (center->live == NULL)
		return 0;
	for (i = 0; i < PARK_PLACES; i++)
		if (center->live->places[i] == NULL)
			return i;
	return -1;
}

static void park_event(struct center *center, const struct aside *aside,
		       enum acd_event_kind kind, int agent)
{
	struct acd_event event = event_about(kind, aside->contact);

	event.step = aside->place;
	event.agent = agent;
	if (center_wants(center, kind))
		center_emit(center, &event);
}

/* The others in his room. */
static int company(const struct aside *aside)
{
	const struct aside *other;
	int n = 0;

	for (other = aside->center->live->asides; other != NULL;
	     other = other->hh.next)
		n += other != aside && other->kind == ASIDE_ROOM &&
		     other->place == aside->place;
	return n;
}

static void free_one(struct aside *aside)
{
	struct center *center = aside->center;

	HASH_DEL(center->live->asides, aside);
	if (aside->kind == ASIDE_PARKED)
		center->live->places[aside->place] = NULL;
	alarm_finish(&center->calendar, &aside->alarm);
	free(aside);
}

static sim_time sooner(sim_time a, sim_time b)
{
	return a < b ? a : b;
}

static void plan(struct aside *aside)
{
	alarm_set(&aside->center->calendar, &aside->alarm,
		  sooner(aside->returns, aside->gives_up));
}

/* From now on he talks with others; or is alone, and waits. */
static void room_talk(struct aside *aside, bool talks)
{
	struct center *center = aside->center;
	sim_time now = center_now(center), length = aside->left;

	if (!talks) {
		aside->left = aside->gives_up - now;
		if (aside->left > 0) /* else he has all that he needs */
			length =
			    hold_patience(center, aside->contact, aside->place);
		else
			length = 0;
	}
	aside->talks = talks;
	aside->gives_up = sim_after(now, length);
	plan(aside);
}

/* Somebody has come to the room, or has gone. */
static void room_changed(struct center *center, int room)
{
	struct aside *aside;

	for (aside = center->live->asides; aside != NULL;
	     aside = aside->hh.next)
		if (aside->kind == ASIDE_ROOM && aside->place == room &&
		    aside->talks != (company(aside) > 0))
			room_talk(aside, !aside->talks);
}

/* Out of it, told of where it is a parking place. */
void aside_leave(struct center *center, struct aside *aside, int agent)
{
	enum aside_kind kind = aside->kind;
	int place = aside->place;

	if (kind == ASIDE_PARKED)
		park_event(center, aside, EVENT_UNPARKED, agent);
	free_one(aside);
	if (kind == ASIDE_ROOM)
		room_changed(center, place);
}

/* Back to who parked him, if he is ready; to his queue, or on in his flow. */
static void park_over(struct center *center, struct aside *aside)
{
	struct contact *contact = aside->contact;
	int parker = aside->parker;

	aside_leave(center, aside, -1);
	pass_return(center, contact, parker);
}

static void aside_ring(void *arg)
{
	struct aside *aside = arg;
	struct center *center = aside->center;
	struct contact *contact = aside->contact;
	struct destination to = aside->to;
	enum call_result says = aside->says;

	if (aside->kind == ASIDE_PARKED &&
	    center_now(center) >= aside->returns &&
	    aside->returns <= aside->gives_up) {
		park_over(center, aside);
		return;
	}
	if (aside->kind == ASIDE_CALLED) {
		aside_leave(center, aside, -1);
		originate_over(center, contact, says, &to);
		return;
	}
	aside_leave(center, aside, -1);
	contact_leave(center, contact, OUTCOME_LEFT, CAUSE_CALLER);
}

static struct aside *aside_begin(struct center *center, struct contact *contact,
				 enum aside_kind kind)
{
	struct live *live = live_of(center);
	struct aside *aside = mem_array(1, sizeof(*aside));

	aside->id = contact->id;
	aside->contact = contact;
	aside->center = center;
	aside->kind = kind;
	aside->parker = -1;
	aside->returns = aside->gives_up = SIM_NEVER;
	alarm_init(&center->calendar, &aside->alarm, aside_ring, aside);
	HASH_ADD(hh, live->asides, id, sizeof(aside->id), aside);
	return aside;
}

void aside_park(struct center *center, struct contact *contact, int place,
		int parker, sim_time length)
{
	struct aside *aside = aside_begin(center, contact, ASIDE_PARKED);
	sim_time now = center_now(center);

	aside->place = place;
	aside->parker = parker;
	aside->returns = sim_after(now, length);
	aside->gives_up = sim_after(now, hold_patience(center, contact, place));
	center->live->places[place] = aside;
	plan(aside);
	park_event(center, aside, EVENT_PARKED, parker);
}

void aside_music(struct center *center, struct contact *contact)
{
	struct aside *aside = aside_begin(center, contact, ASIDE_MUSIC);

	aside->gives_up =
	    sim_after(center_now(center), hold_patience(center, contact, 0));
	plan(aside);
}

void aside_room(struct center *center, struct contact *contact, int room)
{
	struct aside *aside = aside_begin(center, contact, ASIDE_ROOM);

	aside->place = room;
	aside->left = hold_room_talk(center, contact);
	aside->gives_up =
	    sim_after(center_now(center), hold_patience(center, contact, 0));
	plan(aside);
	room_changed(center, room);
}

void aside_call(struct center *center, struct contact *contact,
		const struct destination *to)
{
	struct aside *aside = aside_begin(center, contact, ASIDE_CALLED);

	aside->to = *to;
	aside->gives_up = sim_after(center_now(center),
				    originate_ring(contact, &aside->says));
	plan(aside);
}

void asides_free(struct center *center)
{
	struct aside *aside, *next;

	HASH_ITER(hh, center->live->asides, aside, next)
	free_one(aside);
}
