/*
 * The calendar of a center: every alarm that is set, and the clock that moves
 * only when one rings.
 *
 * Order is stated once, here: alarms ring by time, and at one time in the
 * order in which they were set; the feed (the next arrival from outside) is a
 * scalar beside them and at equal times rings first.
 *
 * An alarm is embedded in whoever waits; setting, moving and clearing one is
 * O(1) as a rule and O(log n) at worst, and allocates nothing once the
 * calendar has grown to its size.
 */
#ifndef SIM_CALENDAR_H
#define SIM_CALENDAR_H

#include "sim/time.h"

#include <stdbool.h>
#include <stddef.h>

typedef void (*alarm_h)(void *arg);

/* An alarm's place in the calendar. */
struct bell {
	alarm_h ring;
	void *arg;
	sim_time time;	 /* SIM_NEVER: not set */
	uint32_t next;	 /* in its list, 0: none; or its node in the heap */
	uint32_t before; /* in its list, 0: none; or that it is in the heap */
};

/* Embedded in whoever keeps it; the fields are the calendar's own. */
struct calendar {
	sim_time now;
	sim_time feed_at;
	sim_time first_at;  /* of the earliest in the lists; SIM_NEVER */
	sim_time heap_at;   /* of the earliest in the heap; SIM_NEVER */
	sim_time reach;	    /* of the lists: what rings from then on waits */
	struct bell *bells; /* [slot] */
	uint32_t *lists;    /* first slots of what rings soon; 0: none */
	uint64_t *taken;    /* a bit for each list that is not empty */
	uint32_t last_list; /* one less than there are: a power of two */
	uint32_t first;	    /* slot of the earliest in the lists; 0: none */
	unsigned span;	    /* log2 of a list's [us] */
	/* how the lists were used since they were last looked after */
	uint32_t until_tuned;	  /* settings */
	uint32_t settings;	  /* at which that is */
	uint64_t steps;		  /* past others in the first list */
	uint64_t heaped;	  /* not in the lists */
	unsigned __int128 *nodes; /* a heap of all the others */
	uint32_t seq;		  /* of the last joining */
	uint32_t end;		  /* one behind the last node */
	uint32_t space;		  /* nodes that there is room for */
	uint32_t slots;
	uint32_t slot_space;
	uint32_t free_slot; /* chain through link of slots given back */
	alarm_h feed;
	void *feed_arg;
	alarm_h near_of; /* calendar_nears(): before this ring */
	alarm_h near;
};

struct alarm {
	uint32_t slot; /* the calendar's name for it; 0 before alarm_init */
};

void calendar_init(struct calendar *calendar);
void calendar_finish(struct calendar *calendar);

/* Drops every alarm and the feed's time; the clock stands. Alarms keep their
 * slots and can be set again. */
void calendar_clear(struct calendar *calendar);

/* The same, and the clock is back at 0. */
void calendar_reset(struct calendar *calendar);

/* Gives the alarm a slot for life: what it rings is kept there. */
void alarm_init(struct calendar *calendar, struct alarm *alarm, alarm_h ring,
		void *arg);
void alarm_finish(struct calendar *calendar, struct alarm *alarm);

/* Rings at time, which must not be past; SIM_NEVER clears.  An alarm that is
 * set already is moved, and counts as set now. */
void alarm_set(struct calendar *calendar, struct alarm *alarm, sim_time time);
void alarm_clear(struct calendar *calendar, struct alarm *alarm);
bool alarm_is_set(const struct calendar *calendar, const struct alarm *alarm);

/* When it will ring; SIM_NEVER: it is not set. */
sim_time alarm_time(const struct calendar *calendar, const struct alarm *alarm);

/* The feed: called at the time it last gave; SIM_NEVER when it is dry. */
void calendar_feed(struct calendar *calendar, alarm_h ring, void *arg);
void calendar_feed_at(struct calendar *calendar, sim_time time);

/* A hint for large calendars, where memory is far away: before an alarm with
 * this ring rings, near() is called with its arg while another is at work, to
 * bring nearer what the ring will touch; arg's own memory was asked for
 * before.  One ring has it; near() is not always called. */
void calendar_nears(struct calendar *calendar, alarm_h ring, alarm_h near);

/* So many alarms that memory is far away: hints are worth their price. */
enum { CALENDAR_LARGE = 4096 };

static inline bool calendar_is_large(const struct calendar *calendar)
{
	return __builtin_expect(calendar->slots > CALENDAR_LARGE, 0);
}

/* A hint, likewise: the alarm will soon be set. */
static inline void alarm_near(const struct calendar *calendar,
			      const struct alarm *alarm)
{
	__builtin_prefetch(&calendar->bells[alarm->slot]);
}

static inline sim_time calendar_now(const struct calendar *calendar)
{
	return calendar->now;
}

sim_time calendar_next(const struct calendar *calendar);
/* Alarms that are set; it looks at each. */
size_t calendar_count(const struct calendar *calendar);

/* Rings every alarm due at or before end, then stands at end; with SIM_NEVER
 * it rings all there is and stands at the last. */
void calendar_run_until(struct calendar *calendar, sim_time end);

#endif
