/*
 * A live session, as its links see it: one running center, what is shown of
 * it, and the one door through which commands go in.
 *
 * The driver (run/live) makes it and owns it: it alone knows the clock, keeps
 * the journal, and moves the calendar.  A link reads the center through
 * center_view_*, hears of each event after the connections are up to date,
 * and asks for everything else by session_command().
 *
 * Everything runs on one libevent loop, in one thread.
 */
#ifndef CTI_SESSION_H
#define CTI_SESSION_H

#include "acd/center.h"
#include "acd/command.h"
#include "base/list.h"
#include "cti/connections.h"

#include <stdbool.h>
#include <stdint.h>

struct customers;
struct event_base;
struct history;
struct json_t;
struct screen_pop;
struct session;
struct users;

enum role { ROLE_NONE, ROLE_AGENT, ROLE_SUPERVISOR, ROLE_ADMIN, ROLES };

/* "agent", "supervisor", "admin"; ROLE_NONE: there is none of that name. */
const char *role_name(enum role role);
enum role role_find(const char *name);

/* Who asks; each line of the journal names him. */
struct actor {
	const char *name; /* of the user */
	enum role role;
	const char *link; /* "ami", "csta", "http", "driver" */
};

/* A link's ear.  It may write to its clients, and ask nothing of the floor
 * while it is told. */
struct listener {
	struct list link;
	uint64_t kinds; /* EVENT_BIT()s */
	void (*event)(void *arg, const struct acd_event *event);
	/* What the clock does has changed: speed, pause, end; or NULL. */
	void (*clock)(void *arg);
	/* Something of the lesson has; or NULL. */
	void (*lesson)(void *arg);
	void *arg;
};

/* Who is told of each screen pop: cti/customers/screen_pop.h. */
struct pop_listener {
	struct list link;
	void (*pop)(void *arg, const struct screen_pop *pop);
	void *arg;
};

enum session_clock { CLOCK_RUNS, CLOCK_PAUSED, CLOCK_OVER };

struct session_state {
	enum session_clock clock;
	double speed;	/* 1 .. 100 */
	sim_time now;	/* virtual */
	bool read_only; /* the journal failed: commands are refused */
};

/* What the driver does for the links. */
struct session_driver {
	int (*command)(struct session *session, const struct actor *actor,
		       const struct acd_command *command, struct acd_reply *out,
		       struct err *err);
	int (*pause)(struct session *session, const struct actor *actor,
		     bool paused, struct err *err);
	int (*speed)(struct session *session, const struct actor *actor,
		     double speed, struct err *err);
	/* Runs at once to a later moment, then pauses. */
	int (*step)(struct session *session, const struct actor *actor,
		    sim_time to, struct err *err);
	/* When a virtual moment was, or is, on the clock on the wall [us
	 * since 1970, UTC]; NULL: there is no such clock. */
	int64_t (*due)(const struct session *session, sim_time at);
	/* What trainees did so far, as a format has it ("json", "figures",
	 * "csv", "html"), of one user, as he may see it, or (NULL) of all:
	 * new text, the caller's.  NULL: the session keeps no timeline. */
	char *(*timeline)(const struct session *session, const char *format,
			  const char *user);
};

/* The lesson that is given on the floor. */
struct session_lesson {
	/* As cti/http/show_lesson.c has it, and the receiver's: as a trainee is
	 * shown it, without what is still to come and without the goals of
	 * others; user NULL: all of it. */
	struct json_t *(*show)(void *arg, const char *user);
	void *arg;
};

struct session {
	const struct session_driver *driver;
	const char *name; /* the scenario's */
	struct center *center;
	struct connections *connections;
	struct history *history; /* NULL: is not kept */
	struct event_base *base;
	struct users *users;
	struct customers *customers;	     /* NULL: no database */
	const struct session_lesson *lesson; /* NULL: none is given */
	struct session_state state;
	struct list listeners;
	struct list pop_listeners;
	struct list *next; /* of them, while they are told */
	int64_t midnight;  /* of day 0 [s since 1970, UTC] */
	void *arg;	   /* the driver's */
};

/* Advances to now, journals the command and does it; the listeners have heard
 * of what it caused before this returns.  Returns 0, or -1 with err. */
int session_command(struct session *session, const struct actor *actor,
		    const struct acd_command *command, struct acd_reply *out,
		    struct err *err);

/* The role that a command needs at least; and at the place of an agent who is
 * somebody else, which the links see to: only they know who sits where. */
enum role session_role_for(enum command_kind kind);
enum role session_role_for_others(enum command_kind kind);

/* Borrows it until session_ignore(), which it may ask for while it is told;
 * a new one hears of the next event. */
void session_listen(struct session *session, struct listener *listener);
void session_ignore(struct session *session, struct listener *listener);

/* Borrows it until session_unpop(); neither while it is told. */
void session_pop(struct session *session, struct pop_listener *listener);
void session_unpop(struct session *session, struct pop_listener *listener);
void session_tell_pop(struct session *session, const struct screen_pop *pop);

/* What the driver calls after each event and each change of the clock. */
void session_tell(struct session *session, const struct acd_event *event);
void session_tell_clock(struct session *session);
void session_tell_lesson(struct session *session);

/* A virtual moment as the links write it [us since 1970, UTC]. */
int64_t session_wall(const struct session *session, sim_time at);

#endif
