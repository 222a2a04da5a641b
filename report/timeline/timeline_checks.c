/*
 * Verification: which steps of a contact's script he had to verify, and
 * whether he found what is true.  What is verified is told by numbers among
 * the script's steps that verify something.
 */
#include "report/timeline/timeline-internal.h"

#include <string.h>

/* NULL: there is none. */
static const struct script_conf *script_of(const struct checking *checking,
					   const struct center *center)
{
	return checking->script >= 0
		   ? &center_conf(center)->scripts[checking->script]
		   : NULL;
}

/* A step, as a set; empty: nothing is verified there. */
static check_set set_of(const struct script_conf *script, int step)
{
	int before = 0;

	if (script == NULL || step < 0 || step >= script->n_steps ||
	    script->steps[step].verify == NULL)
		return 0;
	for (int i = 0; i < step; i++)
		before += script->steps[i].verify != NULL;
	return before < 64 ? (check_set)1 << before : 0;
}

static const char *fact_of(const struct center *center, int script, int step)
{
	return center_conf(center)->scripts[script].steps[step].verify;
}

/* The steps of a script that verify what somebody has verified, perhaps by
 * another script. */
static check_set done_by(const struct script_conf *script,
			 const struct center *center,
			 const struct view_verified *view)
{
	const char *fact = fact_of(center, view->script, view->step);
	check_set all = 0;

	for (int i = 0; script != NULL && i < script->n_steps; i++)
		if (script->steps[i].verify != NULL &&
		    strcmp(script->steps[i].verify, fact) == 0)
			all |= set_of(script, i);
	return all;
}

bool checking_verdict(const struct center *center,
		      const struct acd_event *event, struct view_verified *out)
{
	for (int i = 0; center_view_verified(center, event->contact, i, out);
	     i++)
		if (out->step == event->step && out->at == event->at)
			return true;
	return false;
}

/* Also by another in a conference; what he did himself counts all the same. */
static void add_done(struct checking *checking, const struct center *center,
		     uint64_t contact)
{
	const struct script_conf *script = script_of(checking, center);
	struct view_verified view;

	for (int i = 0; center_view_verified(center, contact, i, &view); i++)
		checking->before |= done_by(script, center, &view);
}

void checking_begin(struct checking *checking, const struct center *center,
		    uint64_t contact)
{
	checking->script = center_view_script(center, contact);
	add_done(checking, center, contact);
}

static bool has_fact(const struct persona_conf *persona, const char *fact)
{
	for (int i = 0; i < persona->n_facts; i++)
		if (strcmp(persona->facts[i].name, fact) == 0)
			return true;
	return false;
}

/* All that the script asks for; of a persona what he can be asked. */
static check_set asked(const struct script_conf *script,
		       const struct persona_conf *persona)
{
	check_set all = 0;

	for (int i = 0; script != NULL && i < script->n_steps; i++)
		if (persona == NULL || script->steps[i].verify == NULL ||
		    has_fact(persona, script->steps[i].verify))
			all |= set_of(script, i);
	return all;
}

/* Of who is no persona, or has not that fact, nobody knows. */
static bool is_mistaken(const struct script_conf *script,
			const struct center *center,
			const struct acd_event *event)
{
	struct view_persona view;
	const char *fact;

	if (!center_view_persona(center, event->contact, &view))
		return false;
	fact = script->steps[event->step].verify;
	return has_fact(view.persona, fact) &&
	       persona_is_wrong(view.persona, fact) == (event->state != 0);
}

/* The last verdict of a step holds. */
void checking_take(struct checking *checking, const struct center *center,
		   const struct acd_event *event)
{
	const struct script_conf *script = script_of(checking, center);
	check_set step = set_of(script, event->step);
	struct view_verified view;

	if (step == 0 || !checking_verdict(center, event, &view) ||
	    view.script != checking->script)
		return;
	checking->passed &= ~step;
	checking->failed &= ~step;
	checking->mistaken &= ~step;
	*(event->state != 0 ? &checking->passed : &checking->failed) |= step;
	if (is_mistaken(script, center, event))
		checking->mistaken |= step;
}

/* Who hung up unsolved gave him no time for the rest; who was passed on, or
 * taken away, others may ask. */
static bool had_his_time(const struct center *center,
			 const struct acd_event *event)
{
	struct view_persona view;

	if (event->cause != CAUSE_CALLER && event->cause != CAUSE_AGENT)
		return false;
	return event->cause == CAUSE_AGENT ||
	       !center_view_persona(center, event->contact, &view) ||
	       view.solved;
}

void checking_end(struct checking *checking, const struct center *center,
		  const struct acd_event *event)
{
	struct view_persona view = {.persona = NULL};

	center_view_persona(center, event->contact, &view);
	add_done(checking, center, event->contact);
	if (had_his_time(center, event))
		checking->wanted =
		    asked(script_of(checking, center), view.persona) &
		    ~checking->before;
}

static int size(check_set set)
{
	return __builtin_popcountll(set);
}

int checking_given(const struct checking *checking)
{
	return size(checking->passed | checking->failed);
}

int checking_mistaken(const struct checking *checking)
{
	return size(checking->mistaken);
}

void checking_count(const struct checking *checking,
		    struct timeline_checks *checks)
{
	check_set done = checking->passed | checking->failed;

	checks->wanted += size(checking->wanted | done);
	checks->passed += size(checking->passed);
	checks->failed += size(checking->failed);
	checks->missed += size(checking->wanted & ~done);
	checks->mistaken += size(checking->mistaken);
}
