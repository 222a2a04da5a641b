/*
 * What only commands bring: nothing of it exists before the first one, so
 * that a run that nobody steers pays nothing.
 *
 *   desks     an agent's: who listens to his calls; what he was told
 *   dialogs   with personas
 *   data      attached to contacts, until the last trace of them is gone
 *   asides    contacts in a place of command: parked, hearing music, in a
 *             conference room, being called
 */
#ifndef ACD_LIVE_H
#define ACD_LIVE_H

#include "acd/center-internal.h"
#include "acd/command.h"

enum {
	PARK_PLACES = 20,
	CONTACT_KEYS = 32,
};

struct desk {
	int monitored_by; /* a supervisor's agent; -1 */
	enum monitoring monitoring;
	struct destination calls; /* whom he is rung for to call */
	char *why;		  /* not ready; NULL: nobody said */
	sim_time rings_until;	  /* a chat, beside others */
	sim_time asks;		  /* a break of that length; 0: none */
	sim_time asked_at;	  /* when */
	char *asked_why;	  /* NULL: he did not say */
	sim_time break_left;	  /* of breaks that have not begun */
	sim_time break_ends;	  /* the one that he is on; 0: on none */
	struct member_own *own;	  /* skills that are not his team's; NULL */
};

struct aside;
struct data;
struct dialog;

struct live {
	struct desk *desks;	/* [n_agents] */
	struct data *data;	/* by contact */
	struct aside *asides;	/* by contact */
	struct dialog *dialogs; /* by contact: acd/dialog.h */
	struct aside *places[PARK_PLACES];
	uint64_t originated; /* contacts that commands called */
	uint64_t absences;   /* commands that sent people home */
};

/* The center's, made when it is first asked for. */
struct live *live_of(struct center *center);
void live_free(struct center *center);

/* The last trace of a contact is gone. */
void live_forget(struct center *center, uint64_t contact);

/* data.c */

/* The contact's data n; false: no more. */
bool data_view(const struct live *live, uint64_t contact, int n,
	       const char **key, const char **text);

/* Is there room for the key? */
bool data_fits(const struct live *live, uint64_t contact, const char *key);

/* Sets it; "" forgets it. */
void data_set(struct live *live, uint64_t contact, const char *key,
	      const char *text);
void data_forget(struct live *live, uint64_t contact);
void data_free(struct live *live);

/* aside.c */

enum aside_kind { ASIDE_PARKED, ASIDE_MUSIC, ASIDE_ROOM, ASIDE_CALLED };

/* Where a contact is by command; NULL: nowhere of this kind. */
struct aside *aside_find(const struct center *center, uint64_t contact);
enum aside_kind aside_kind_of(const struct aside *aside);
int aside_place(const struct aside *aside);

/* A free parking place; -1. */
int aside_free_place(const struct center *center);

/* He goes there.  Parked: in which place, by whom (or -1), for how long. */
void aside_park(struct center *center, struct contact *contact, int place,
		int parker, sim_time length);
void aside_music(struct center *center, struct contact *contact);
void aside_room(struct center *center, struct contact *contact, int room);

/* A number rings that leads to him; then he goes there. */
void aside_call(struct center *center, struct contact *contact,
		const struct destination *to);

/* He leaves it for another place; unparked by an agent, or by nobody. */
void aside_leave(struct center *center, struct aside *aside, int agent);
void asides_free(struct center *center);

#endif
