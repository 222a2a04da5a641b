/*
 * A call flow: what a caller hears and does between the line and a queue (the
 * IVR), as a list of steps.  A step that leads elsewhere names its target; a
 * flow that ends without one hangs up.
 */
#ifndef ACD_FLOW_H
#define ACD_FLOW_H

#include "sim/distribution.h"

#include <stdbool.h>
#include <stdint.h>

enum target_kind {
	TARGET_NEXT, /* the step after this one */
	TARGET_FLOW,
	TARGET_QUEUE, /* the queue, with no way out of it */
	TARGET_VOICEMAIL,
	TARGET_HANG_UP,
};

struct target {
	enum target_kind kind;
	int index;  /* of the flow or queue */
	int reason; /* the contact's from there on; -1: as it was */
};

/* One choice of a menu, or of a `reason` step's mix. */
struct choice_conf {
	const char *digit;
	double share; /* of those who choose; they sum to 1 */
	struct target target;
};

struct announce_step {
	struct dist length;
};

struct menu_step {
	struct dist prompt;
	double errors; /* P(wrong key or none) each time it is heard */
	int tries;     /* then otherwise */
	struct target otherwise;
	int n_choices;
	struct choice_conf *choices;
};

enum identify_by { IDENTIFY_ANI, IDENTIFY_DIGITS };

struct identify_step {
	enum identify_by by;
	double hit; /* P(found) */
	struct dist length;
};

struct self_service_step {
	struct dist length;
	double solves; /* P(the caller needs nobody any more) */
};

/* All conditions that are given must hold. */
struct branch_step {
	sim_time from; /* of day; from = to: at any time */
	sim_time to;
	int queue; /* -1: no queue condition */
	int waiting_over;
	uint32_t tiers; /* bits; 0: any */
	double share;	/* of callers; 1: all */
	struct target target;
};

/* One of the ways that calls are shared among. */
struct route_conf {
	double share;
	sim_time from; /* of day; from = to: at any time */
	sim_time to;
	int queue; /* whose agents and callers count; -1: it is never full */
	int waiting_over; /* full when more wait than that; -1: never */
	struct target target;
};

/* By shares, among those whose hours it is. */
struct distribute_step {
	int n_routes;
	struct route_conf *routes;
	bool has_otherwise; /* else the others share what one cannot take */
	struct target otherwise;
};

struct queue_step {
	int queue;
	sim_time timeout;	/* SIM_NEVER: waits as long as he likes */
	struct target overflow; /* where to after the timeout */
	struct target full;	/* where to when refused; HANG_UP: busy tone */
};

/* He will be called back: the line is free at once. */
struct callback_step {
	int queue;
	struct dist after; /* before he joins those to be called */
};

struct voicemail_step {
	struct dist length;
};

enum step_kind {
	STEP_ANNOUNCE,
	STEP_MENU,
	STEP_IDENTIFY,
	STEP_SELF_SERVICE,
	STEP_BRANCH,
	STEP_DISTRIBUTE,
	STEP_REASON, /* choices with TARGET_NEXT and a reason each */
	STEP_QUEUE,
	STEP_GOTO,
	STEP_VOICEMAIL,
	STEP_HANG_UP,
	STEP_CALLBACK,
};

struct step_conf {
	enum step_kind kind;
	double leave; /* P(the caller hangs up during the step) */
	union {
		struct announce_step announce;
		struct menu_step menu; /* STEP_REASON too: choices only */
		struct identify_step identify;
		struct self_service_step self_service;
		struct branch_step branch;
		struct distribute_step distribute;
		struct queue_step queue;
		struct target go;
		struct voicemail_step voicemail;
		struct callback_step callback;
	};
};

struct flow_conf {
	const char *name;
	int n_steps;
	struct step_conf *steps;
};

#endif
