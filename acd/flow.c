/*
 * The call flow's steps.  A step either goes on at once, waits for its
 * length to pass, or sends the caller elsewhere; the table below says who
 * does what.
 */
#include "acd/center-internal.h"

#include <assert.h>
#include <string.h>

/* One step's draws: whether he hangs up, what he chooses, how long. */
enum { DRAW_LEAVE, DRAW_CHOICE, DRAW_LENGTH, DRAW_ERROR };

struct step_run {
	struct center *center;
	struct contact *contact;
	const struct step_conf *step;
	struct stream stream;
};

/* Before a step is heard: how long it lasts [us]. */
typedef sim_time (*step_length_h)(struct step_run *run);

/* After it: where to. */
enum move_kind {
	MOVE_ON,    /* to the next step */
	MOVE_AGAIN, /* the same step once more */
	MOVE_TO,    /* to the target */
	MOVE_GONE,  /* the flow has no more to say about him */
};

struct move {
	enum move_kind kind;
	struct target target;
};

typedef struct move (*step_end_h)(struct step_run *run);

struct step_way {
	step_length_h length; /* NULL: none */
	step_end_h end;
};

static const struct move move_on = {MOVE_ON, {TARGET_NEXT, -1, -1}};
static const struct move move_again = {MOVE_AGAIN, {TARGET_NEXT, -1, -1}};
static const struct move move_gone = {MOVE_GONE, {TARGET_NEXT, -1, -1}};

static struct move move_to(const struct target *target)
{
	return (struct move){MOVE_TO, *target};
}

static int step_place(const struct step_run *run)
{
	const struct flow_conf *flow =
	    &run->center->conf->flows[run->contact->flow];

	return run->contact->flow * 1024 + (int)(run->step - flow->steps);
}

static void run_init(struct step_run *run, struct center *center,
		     struct contact *contact)
{
	run->center = center;
	run->contact = contact;
	run->step = contact->step;
}

/* A step heard again, by a wrong key or after an overflow, draws anew. */
static uint32_t hearing(const struct contact *contact)
{
	return (uint32_t)contact->visits * 64 + contact->tries;
}

/* A step without chance draws nothing; what was drawn at its beginning still
 * holds at its end. */
static uint64_t draw(struct step_run *run, int which)
{
	struct contact *contact = run->contact;

	if (!contact->step_drawn) {
		run->stream = contact_stream_at(contact, step_place(run));
		stream_block(&run->stream, PURPOSE_STEP, hearing(contact),
			     contact->step_words);
		contact->step_drawn = true;
	}
	return contact->step_words[which];
}

static sim_time length_of(struct step_run *run, const struct dist *dist)
{
	uint64_t word = dist_is_certain(dist) ? 0 : draw(run, DRAW_LENGTH);

	return dist_length(dist, word, &run->stream, PURPOSE_STEP_LENGTH);
}

static sim_time announce_length(struct step_run *run)
{
	return length_of(run, &run->step->announce.length);
}

static struct move announce_end(struct step_run *run)
{
	(void)run;
	return move_on;
}

static struct move choose(const struct menu_step *menu, uint64_t word)
{
	double u = uniform_of(word);
	int i;

	for (i = 0; i < menu->n_choices - 1; i++) {
		u -= menu->choices[i].share;
		if (u < 0)
			break;
	}
	return move_to(&menu->choices[i].target);
}

static sim_time menu_length(struct step_run *run)
{
	return length_of(run, &run->step->menu.prompt);
}

/* A wrong key: hears it again, until his tries are used up. */
static struct move menu_end(struct step_run *run)
{
	const struct menu_step *menu = &run->step->menu;

	if (uniform_of(draw(run, DRAW_ERROR)) >= menu->errors)
		return choose(menu, draw(run, DRAW_CHOICE));
	return ++run->contact->tries < menu->tries ? move_again
						   : move_to(&menu->otherwise);
}

static sim_time identify_length(struct step_run *run)
{
	return length_of(run, &run->step->identify.length);
}

static struct move identify_end(struct step_run *run)
{
	run->contact->known =
	    uniform_of(draw(run, DRAW_CHOICE)) < run->step->identify.hit;
	run->contact->asked =
	    run->step->identify.by == IDENTIFY_ANI ? ASKED_ANI : ASKED_DIGITS;
	return move_on;
}

static sim_time self_service_length(struct step_run *run)
{
	return length_of(run, &run->step->self_service.length);
}

static struct move self_service_end(struct step_run *run)
{
	if (uniform_of(draw(run, DRAW_CHOICE)) >=
	    run->step->self_service.solves)
		return move_on;
	contact_leave(run->center, run->contact, OUTCOME_SELF_SERVED,
		      CAUSE_CALLER);
	return move_gone;
}

static bool in_hours(const struct branch_step *branch, sim_time now)
{
	sim_time of_day = now % SIM_DAY;

	if (branch->from == branch->to)
		return true;
	if (branch->from < branch->to)
		return of_day >= branch->from && of_day < branch->to;
	return of_day >= branch->from || of_day < branch->to;
}

static bool tier_is_in(const struct contact *contact, uint32_t tiers)
{
	return tiers == 0 || (contact->known && contact->tier >= 0 &&
			      (tiers & (1u << contact->tier)));
}

static struct move branch_end(struct step_run *run)
{
	const struct branch_step *branch = &run->step->branch;
	bool taken =
	    in_hours(branch, center_now(run->center)) &&
	    (branch->queue < 0 || run->center->queues[branch->queue].waiting >
				      branch->waiting_over) &&
	    tier_is_in(run->contact, branch->tiers) &&
	    uniform_of(draw(run, DRAW_CHOICE)) < branch->share;

	return taken ? move_to(&branch->target) : move_on;
}

static struct move distribute_end(struct step_run *run)
{
	const struct target *target =
	    distribute_pick(run->center, &run->step->distribute,
			    uniform_of(draw(run, DRAW_CHOICE)));

	return target != NULL ? move_to(target) : move_on;
}

static struct move reason_end(struct step_run *run)
{
	return choose(&run->step->menu, draw(run, DRAW_CHOICE));
}

static struct move goto_end(struct step_run *run)
{
	return move_to(&run->step->go);
}

static sim_time voicemail_length(struct step_run *run)
{
	return length_of(run, &run->step->voicemail.length);
}

static struct move voicemail_end(struct step_run *run)
{
	contact_leave(run->center, run->contact, OUTCOME_VOICEMAIL,
		      CAUSE_CALLER);
	return move_gone;
}

static struct move hang_up_end(struct step_run *run)
{
	contact_leave(run->center, run->contact, OUTCOME_TURNED_AWAY,
		      CAUSE_CLOSED);
	return move_gone;
}

static struct move callback_end(struct step_run *run)
{
	callback_ask(run->center, run->contact, &run->step->callback);
	return move_gone;
}

static const struct step_way ways[] = {
    [STEP_ANNOUNCE] = {announce_length, announce_end},
    [STEP_MENU] = {menu_length, menu_end},
    [STEP_IDENTIFY] = {identify_length, identify_end},
    [STEP_SELF_SERVICE] = {self_service_length, self_service_end},
    [STEP_BRANCH] = {NULL, branch_end},
    [STEP_DISTRIBUTE] = {NULL, distribute_end},
    [STEP_REASON] = {NULL, reason_end},
    [STEP_GOTO] = {NULL, goto_end},
    [STEP_VOICEMAIL] = {voicemail_length, voicemail_end},
    [STEP_HANG_UP] = {NULL, hang_up_end},
    [STEP_CALLBACK] = {NULL, callback_end},
};

/* The step's length has passed, or it has none. */
static struct move step_over(struct step_run *run)
{
	if (run->contact->leaving) {
		contact_leave(run->center, run->contact, OUTCOME_LEFT,
			      CAUSE_CALLER);
		return move_gone;
	}
	return ways[run->step->kind].end(run);
}

/* How long until something happens; he who hangs up does so part way. */
static sim_time step_length(struct step_run *run)
{
	step_length_h length = ways[run->step->kind].length;
	sim_time whole = length != NULL ? length(run) : 0;
	double u;

	run->contact->leaving = false;
	if (run->step->leave <= 0)
		return whole;
	u = uniform_of(draw(run, DRAW_LEAVE));
	run->contact->leaving = u < run->step->leave;
	if (!run->contact->leaving)
		return whole;
	return (sim_time)((double)whole * u / run->step->leave);
}

static void step_event(struct step_run *run)
{
	if (center_wants(run->center, EVENT_STEP))
		event_of_contact(run->center, EVENT_STEP, run->contact);
}

/* True while the step goes on: the caller listens. */
static bool step_begin(struct step_run *run)
{
	struct center *center = run->center;
	sim_time length;

	run_init(run, center, run->contact);
	run->contact->step_drawn = false;
	step_event(run);
	length = step_length(run);
	if (length == 0)
		return false;
	run->contact->awaits = AWAITS_STEP;
	alarm_set(&center->calendar, &run->contact->first.wait,
		  sim_after(center_now(center), length));
	return true;
}

static void flow_at(struct contact *contact, const struct center *center,
		    int flow)
{
	contact->flow = (int16_t)flow;
	contact->step = center->conf->flows[flow].steps;
	contact->tries = 0;
}

static bool at_end(const struct center *center, const struct contact *contact)
{
	const struct flow_conf *flow = &center->conf->flows[contact->flow];

	return contact->step == flow->steps + flow->n_steps;
}

/* To the next step; at the flow's end the line is dead. */
static bool flow_next(struct center *center, struct contact *contact)
{
	contact->step++;
	contact->tries = 0;
	if (!at_end(center, contact))
		return true;
	contact_leave(center, contact, OUTCOME_TURNED_AWAY, CAUSE_CLOSED);
	return false;
}

/* What a target means; true when the flow goes on. */
static bool follow(struct center *center, struct contact *contact,
		   const struct target *target)
{
	if (target->reason >= 0)
		contact->reason = (int16_t)target->reason;
	switch (target->kind) {
	case TARGET_NEXT:
		return flow_next(center, contact);
	case TARGET_FLOW:
		flow_at(contact, center, target->index);
		return true;
	case TARGET_QUEUE:
		queue_enter_caller(center, contact, target->index, NULL);
		return false;
	case TARGET_VOICEMAIL:
		contact_leave(center, contact, OUTCOME_VOICEMAIL, CAUSE_CALLER);
		return false;
	case TARGET_HANG_UP:
		contact_leave(center, contact, OUTCOME_TURNED_AWAY,
			      CAUSE_CLOSED);
		return false;
	}
	return false;
}

/* True when the flow goes on with the contact's step. */
static bool move(struct step_run *run, struct move move)
{
	switch (move.kind) {
	case MOVE_ON:
		return follow(run->center, run->contact, &move_on.target);
	case MOVE_AGAIN:
		return true;
	case MOVE_TO:
		return follow(run->center, run->contact, &move.target);
	case MOVE_GONE:
		break;
	}
	return false;
}

/* True when the flow goes on with the next step. */
static bool step_take(struct center *center, struct contact *contact)
{
	struct step_run run = {.center = center, .contact = contact};

	return !step_begin(&run) && move(&run, step_over(&run));
}

/* A queue step ends the flow, as long as nothing brings the caller back. */
static void flow_run(struct center *center, struct contact *contact)
{
	while (contact->step->kind != STEP_QUEUE)
		if (!step_take(center, contact))
			return;
	queue_enter_caller(center, contact, contact->step->queue.queue,
			   contact->step);
}

void flow_enter(struct center *center, struct contact *contact,
		const struct number *number)
{
	contact->flow = number->flow;
	contact->step = number->first;
	if (number->first->kind != STEP_QUEUE) /* there they are far away */
		contact->tries = 0;
	flow_run(center, contact);
}

void flow_resume(struct center *center, struct contact *contact)
{
	struct step_run run = {.center = center, .contact = contact};

	contact->awaits = AWAITS_NOTHING;
	run_init(&run, center, contact);
	if (move(&run, step_over(&run)))
		flow_run(center, contact);
}

void flow_go(struct center *center, struct contact *contact,
	     const struct target *target)
{
	if (follow(center, contact, target))
		flow_run(center, contact);
}
