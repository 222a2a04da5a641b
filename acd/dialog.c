#include "acd/dialog.h"

#include "acd/chat.h"
#include "acd/persona.h"
#include "acd/talk-internal.h"
#include "base/mem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <uthash.h>

#define SILENCE	 (10 * SIM_SECOND) /* then it begins to count */
#define NO_WORD	 (30 * SIM_SECOND) /* the same in a chat */
#define GOOD_BYE (4 * SIM_SECOND)  /* from it to the end */
#define LONGEST	 (10 * SIM_MINUTE) /* silence that everybody ends */
#define SLOWEST	 1e-6		   /* points a second that a [us] shows */
#define A_CHANCE 10		   /* above his limit, when answered */

/* What the caller does, as far as it touches his mood. */
enum activity { HE_WAITS, HE_HOLDS, HE_TALKS, HE_IS_AWAY };

struct utterance {
	sim_time at;
	bool by_agent;
	int reply; /* said, or answered; -1 */
	struct words words;
	char *own; /* the words are; NULL */
};

struct verified {
	int script;
	int step;
	sim_time at;
	bool passed;
};

struct dialog {
	uint64_t id; /* of the contact */
	struct contact *contact;
	struct center *center;
	const struct persona_conf *persona; /* NULL: only verified */
	struct alarm alarm;
	const struct call *with; /* who speaks to him just now; NULL */
	enum activity activity;
	double mood;
	enum mood_word word;
	sim_time settled; /* the mood is, up to then */
	sim_time spoken;  /* the last words, or the talk's begin */
	sim_time ends;	  /* good-bye is said: when; SIM_NEVER */
	uint64_t said;	  /* replies: a bit each */
	bool writes;	  /* a chat */
	bool steered;	  /* in this talk somebody has said something */
	bool solved;
	int from, to; /* utterances kept */
	struct utterance utterances[DIALOG_UTTERANCES];
	int n_verified;
	struct verified verified[DIALOG_VERIFIED];
	UT_hash_handle hh;
};

struct dialog *dialog_find(const struct center *center, uint64_t contact)
{
	struct dialog *dialog = NULL;

	if (center->live != NULL)
		HASH_FIND(hh, center->live->dialogs, &contact, sizeof(contact),
			  dialog);
	return dialog;
}

static struct call *call_of(const struct dialog *dialog)
{
	if (dialog->contact->gone)
		return NULL;
	return contact_call(&dialog->center->pool, dialog->contact);
}

/* Mood */

static enum activity activity_of(const struct dialog *dialog)
{
	const struct call *call = call_of(dialog);
	const struct aside *aside;

	if (dialog->contact->gone)
		return HE_IS_AWAY;
	if (call == NULL) {
		aside = aside_find(dialog->center, dialog->id);
		return aside != NULL && aside_kind_of(aside) <= ASIDE_MUSIC
			   ? HE_HOLDS
			   : HE_IS_AWAY;
	}
	if (call->role != CALL_CALLER)
		return HE_IS_AWAY;
	if (call->state != CALL_TALKING)
		return HE_WAITS;
	if (!call->agent->taken || !(call->queue->rings || call->queue->slots))
		return HE_IS_AWAY;
	return talk_is_held(call) ? HE_HOLDS : HE_TALKS;
}

/* By which his mood falls, a second, once it does. */
static double rate_of(const struct dialog *dialog)
{
	const struct mood_conf *mood = &dialog->persona->mood;
	const double rates[] = {
	    [HE_WAITS] = mood->waiting,
	    [HE_HOLDS] = mood->holding,
	    [HE_TALKS] = mood->silence,
	    [HE_IS_AWAY] = 0,
	};
	double rate = rates[dialog->activity];

	if (dialog->ends != SIM_NEVER || dialog->contact->gone)
		return 0;
	return rate < SLOWEST ? 0 : rate;
}

/* From when on it falls: from the last settling, or the end of a pause that is
 * no silence yet. */
static sim_time falls_from(const struct dialog *dialog)
{
	sim_time silent = dialog->spoken + (dialog->writes ? NO_WORD : SILENCE);

	return dialog->activity == HE_TALKS && silent > dialog->settled
		   ? silent
		   : dialog->settled;
}

/* He has waited until he was answered, whoever answered. */
static sim_time falls_to(const struct dialog *dialog)
{
	const struct call *call = call_of(dialog);
	sim_time now = center_now(dialog->center);

	if (dialog->activity == HE_WAITS && call != NULL &&
	    call->state == CALL_TALKING && call->ended < now)
		return call->ended;
	return now;
}

static double mood_now(const struct dialog *dialog)
{
	sim_time from = falls_from(dialog), to = falls_to(dialog);

	if (to <= from)
		return dialog->mood;
	return fmax(dialog->mood - rate_of(dialog) * sim_to_seconds(to - from),
		    0);
}

/* Telling */

static void tell(const struct dialog *dialog, enum acd_event_kind kind,
		 int state, int step)
{
	struct center *center = dialog->center;
	const struct call *call =
	    dialog->with != NULL ? dialog->with : call_of(dialog);
	struct acd_event event = call != NULL
				     ? event_about_call(kind, call)
				     : event_about(kind, dialog->contact);

	event.state = state;
	event.step = step;
	if (center_wants(center, kind))
		center_emit(center, &event);
}

static void mood_is(struct dialog *dialog, double mood)
{
	enum mood_word word;

	dialog->mood = fmin(fmax(mood, 0), 100);
	word = mood_word_of(dialog->mood);
	if (word == dialog->word)
		return;
	dialog->word = word;
	tell(dialog, EVENT_MOOD, (int)word, -1);
}

static void settle(struct dialog *dialog)
{
	double mood = mood_now(dialog);

	dialog->settled = center_now(dialog->center);
	mood_is(dialog, mood);
}

/* When it will have fallen below a mood; SIM_NEVER. */
static sim_time falls_below(const struct dialog *dialog, double limit)
{
	double rate = rate_of(dialog);

	if (rate <= 0)
		return SIM_NEVER;
	return sim_after(
	    falls_from(dialog),
	    sim_from_seconds(fmax(dialog->mood - limit, 0) / rate) + 1);
}

static sim_time sooner(sim_time a, sim_time b)
{
	return a < b ? a : b;
}

static sim_time next_of(const struct dialog *dialog)
{
	const struct persona_conf *persona = dialog->persona;
	sim_time next = dialog->ends;

	if (next != SIM_NEVER)
		return next;
	next = falls_below(dialog, persona->mood.leaves_below);
	if (dialog->word < MOOD_ANGRY)
		next =
		    sooner(next, falls_below(dialog, mood_least(dialog->word)));
	if (dialog->activity == HE_TALKS && dialog->steered)
		next = sooner(next, dialog->spoken + LONGEST);
	return next;
}

static void plan(struct dialog *dialog)
{
	sim_time next = next_of(dialog);
	sim_time now = center_now(dialog->center);

	alarm_set(&dialog->center->calendar, &dialog->alarm,
		  next > now ? next : now);
}

/* Utterances */

static struct utterance *utterance_at(struct dialog *dialog, int i)
{
	return &dialog->utterances[i % DIALOG_UTTERANCES];
}

static struct utterance *room(struct dialog *dialog)
{
	struct utterance *room = utterance_at(dialog, dialog->to);

	if (dialog->to - dialog->from == DIALOG_UTTERANCES) {
		free(room->own);
		dialog->from++;
	}
	dialog->to++;
	dialog->spoken = center_now(dialog->center);
	return room;
}

static void told(struct dialog *dialog, bool by_agent)
{
	tell(dialog, EVENT_SAID, by_agent, dialog->to - 1);
}

static void says(struct dialog *dialog, struct words words, int reply)
{
	if (!words_are_said(&words))
		return;
	*room(dialog) = (struct utterance){
	    .at = center_now(dialog->center),
	    .reply = reply,
	    .words = words,
	};
	told(dialog, false);
}

static void agent_says(struct dialog *dialog, int reply, const char *text)
{
	struct utterance *utterance = room(dialog);

	*utterance = (struct utterance){
	    .at = center_now(dialog->center),
	    .by_agent = true,
	    .reply = reply,
	};
	if (text[0] != '\0') {
		utterance->own = mem_text(text);
		utterance->words.en = utterance->words.zh = utterance->own;
	} else {
		utterance->words = dialog->persona->replies[reply].text;
	}
	told(dialog, true);
}

/* The end */

/* He hangs up, wherever he is; the dialog may be gone then. */
static void hang_up(struct dialog *dialog)
{
	struct center *center = dialog->center;
	struct contact *contact = dialog->contact;
	struct aside *aside = aside_find(center, dialog->id);
	struct call *call = call_of(dialog);

	if (call != NULL && call->state == CALL_TALKING) {
		if (call->queue->rings)
			talk_hang_up(center, call, CAUSE_CALLER,
				     dialog->solved);
		else if (call->queue->slots)
			chat_hang_up(center, call, CAUSE_CALLER,
				     dialog->solved);
	} else if (call != NULL) {
		waiting_end(center, call, OUTCOME_ABANDONED);
	} else if (aside != NULL) {
		aside_leave(center, aside, -1);
		contact_leave(center, contact, OUTCOME_LEFT, CAUSE_CALLER);
	}
}

static bool is_worn_down(const struct dialog *dialog)
{
	return dialog->ends == SIM_NEVER &&
	       dialog->mood < dialog->persona->mood.leaves_below;
}

/* with: whom he says it to; NULL: his agent. */
static void leaves_angry(struct dialog *dialog, const struct call *with)
{
	dialog->ends = center_now(dialog->center);
	dialog->with = with;
	if (dialog->activity == HE_TALKS)
		says(dialog, dialog->persona->angry, -1);
	dialog->with = NULL;
	hang_up(dialog);
}

static bool is_silent(const struct dialog *dialog)
{
	return dialog->steered && dialog->activity == HE_TALKS &&
	       center_now(dialog->center) >= dialog->spoken + LONGEST;
}

static void ring(void *arg)
{
	struct dialog *dialog = arg;

	settle(dialog);
	dialog->activity = activity_of(dialog);
	if (dialog->activity == HE_IS_AWAY)
		return;
	if (center_now(dialog->center) >= dialog->ends)
		hang_up(dialog);
	else if (is_worn_down(dialog) || is_silent(dialog))
		leaves_angry(dialog, NULL);
	else
		plan(dialog);
}

/* Where he is now. */
static void look(struct dialog *dialog)
{
	enum activity activity = activity_of(dialog);

	if (activity == dialog->activity)
		return;
	settle(dialog);
	dialog->activity = activity;
	if (activity == HE_TALKS)
		dialog->spoken = center_now(dialog->center);
	plan(dialog);
}

void dialogs_look(struct center *center)
{
	struct dialog *dialog, *next;

	HASH_ITER(hh, center->live->dialogs, dialog, next)
	if (dialog->persona != NULL)
		look(dialog);
}

/* Life */

static struct dialog *make(struct center *center, struct contact *contact)
{
	struct live *live = live_of(center);
	struct dialog *dialog = mem_array(1, sizeof(*dialog));

	dialog->id = contact->id;
	dialog->contact = contact;
	dialog->center = center;
	dialog->ends = SIM_NEVER;
	dialog->activity = HE_IS_AWAY;
	alarm_init(&center->calendar, &dialog->alarm, ring, dialog);
	HASH_ADD(hh, live->dialogs, id, sizeof(dialog->id), dialog);
	return dialog;
}

static void drop(struct dialog *dialog)
{
	struct center *center = dialog->center;

	HASH_DEL(center->live->dialogs, dialog);
	alarm_finish(&center->calendar, &dialog->alarm);
	for (; dialog->from < dialog->to; dialog->from++)
		free(utterance_at(dialog, dialog->from)->own);
	free(dialog);
}

void dialog_forget(struct center *center, uint64_t contact)
{
	struct dialog *dialog = dialog_find(center, contact);

	if (dialog != NULL)
		drop(dialog);
}

void dialogs_free(struct center *center)
{
	struct dialog *dialog, *next;

	HASH_ITER(hh, center->live->dialogs, dialog, next)
	drop(dialog);
}

static const struct persona_conf *persona_of(const struct center *center,
					     const struct call *call)
{
	const struct center_conf *conf = center->conf;
	uint64_t word = stream_word(&call->contact->stream, PURPOSE_PERSONA, 0);

	return persona_pick(conf->personas, conf->n_personas, call->reason,
			    uniform_of(word));
}

/* What the wait has left of it; he hears the agent out a little. */
static double first_mood(const struct persona_conf *persona,
			 const struct call *call)
{
	const struct mood_conf *mood = &persona->mood;
	sim_time waited =
	    call->contact->dialed != NULL ? 0 : call->ended - call->clock;
	double left = mood->starts - mood->waiting * sim_to_seconds(waited);

	return fmax(left, fmin(mood->starts, mood->leaves_below + A_CHANCE));
}

static struct dialog *dialog_with(struct center *center,
				  const struct persona_conf *persona,
				  struct call *call)
{
	struct dialog *dialog = dialog_find(center, call->contact->id);

	if (dialog == NULL)
		dialog = make(center, call->contact);
	if (dialog->persona != NULL) {
		settle(dialog);
		return dialog;
	}
	dialog->persona = persona;
	dialog->settled = center_now(center);
	dialog->mood = first_mood(persona, call);
	dialog->word = mood_word_of(dialog->mood);
	return dialog;
}

static const struct persona_conf *met_before(const struct center *center,
					     const struct call *call)
{
	const struct dialog *dialog = dialog_find(center, call->contact->id);

	return dialog != NULL ? dialog->persona : NULL;
}

RARE void dialog_answered(struct center *center, struct call *call)
{
	const struct persona_conf *persona = met_before(center, call);
	struct dialog *dialog;

	if (!call->agent->taken)
		return;
	if (persona == NULL)
		persona = persona_of(center, call);
	if (persona == NULL)
		return;
	dialog = dialog_with(center, persona, call);
	dialog->activity = activity_of(dialog);
	dialog->writes = call->queue->slots;
	dialog->steered = false;
	says(dialog, persona->opening, -1);
	plan(dialog);
}

RARE void dialog_over(struct center *center, const struct contact *contact)
{
	struct dialog *dialog = dialog_find(center, contact->id);

	if (dialog == NULL || dialog->persona == NULL)
		return;
	settle(dialog);
	dialog->activity = HE_IS_AWAY;
	alarm_clear(&center->calendar, &dialog->alarm);
}

/* Phases at whose end he has what he needs. */
static bool is_need(const struct call *call)
{
	if (call->queue->slots)
		return call->state == CALL_TALKING;
	return call->phase == PHASE_LAST || call->phase == PHASE_ALTERNATES ||
	       call->phase == PHASE_CONFERS;
}

bool dialog_holds(const struct center *center, const struct call *call)
{
	const struct dialog *dialog;

	if (!call->agent->taken || call->role != CALL_CALLER || !is_need(call))
		return false;
	dialog = dialog_find(center, call->contact->id);
	return dialog != NULL && dialog->steered;
}

bool dialog_bears(const struct center *center, const struct contact *contact)
{
	const struct dialog *dialog = dialog_find(center, contact->id);

	return dialog != NULL && dialog->persona != NULL &&
	       dialog->persona->mood.holding > 0;
}

/* Words */

int dialog_check(const struct center *center, const struct call *call,
		 struct err *err)
{
	const struct dialog *dialog = dialog_find(center, call->contact->id);
	unsigned long long id = call->contact->id;

	if (!call->agent->taken)
		return err_set(err,
			       "agent %d speaks by himself: take him first",
			       call->agent->id);
	if (dialog == NULL || dialog->persona == NULL)
		return err_set(err,
			       "contact %llu is no persona: nothing said to "
			       "him is heard",
			       id);
	if (dialog->activity == HE_IS_AWAY && call->role != CALL_CALLER)
		return err_set(err,
			       "contact %llu does not listen to agent %d: "
			       "whose caller he is speaks by himself",
			       id, call->agent->id);
	if (dialog->activity != HE_TALKS)
		return err_set(err,
			       "contact %llu does not hear agent %d: retrieve "
			       "him first",
			       id, call->agent->id);
	return 0;
}

static void mood_add(struct dialog *dialog, int reply)
{
	double change = dialog->persona->replies[reply].mood;
	bool first = (dialog->said >> reply & 1) == 0;

	if (first || change < 0)
		mood_is(dialog, dialog->mood + change);
}

static void solve(struct dialog *dialog)
{
	dialog->solved = true;
	says(dialog, dialog->persona->goodbye, -1);
	dialog->ends = sim_after(center_now(dialog->center), GOOD_BYE);
}

static void answer(struct dialog *dialog, int reply)
{
	const struct reply_conf *conf = &dialog->persona->replies[reply];

	mood_add(dialog, reply);
	dialog->said |= UINT64_C(1) << reply;
	if (conf->solves || !is_worn_down(dialog))
		says(dialog, persona_answer(conf), reply);
	if (conf->solves)
		solve(dialog);
}

static void is_puzzled(struct dialog *dialog)
{
	const struct persona_conf *persona = dialog->persona;

	mood_is(dialog, dialog->mood - persona->mood.puzzled);
	if (!is_worn_down(dialog))
		says(dialog, persona->puzzled, -1);
}

static void react(struct dialog *dialog, int reply)
{
	if (reply >= 0)
		answer(dialog, reply);
	else
		is_puzzled(dialog);
}

int dialog_match(const struct center *center, const struct call *call,
		 const char *text)
{
	const struct dialog *dialog = dialog_find(center, call->contact->id);

	return persona_match(dialog->persona,
			     persona_open(dialog->persona, dialog->said), text);
}

void dialog_say(struct center *center, struct call *call, int reply,
		const char *text)
{
	struct dialog *dialog = dialog_find(center, call->contact->id);
	bool was_leaving = dialog->ends != SIM_NEVER;

	settle(dialog);
	dialog->steered = true;
	dialog->with = call;
	agent_says(dialog, reply, text);
	if (dialog->ends == SIM_NEVER)
		react(dialog, reply);
	dialog->with = NULL;
	if (is_worn_down(dialog))
		leaves_angry(dialog, call);
	else if (!was_leaving)
		plan(dialog);
}

/* Verification */

static struct verified *verified_at(struct dialog *dialog, int script, int step)
{
	int i;

	for (i = 0; i < dialog->n_verified; i++)
		if (dialog->verified[i].script == script &&
		    dialog->verified[i].step == step)
			return &dialog->verified[i];
	return i < DIALOG_VERIFIED ? &dialog->verified[dialog->n_verified++]
				   : &dialog->verified[i - 1];
}

void dialog_verify(struct center *center, struct call *call, int script,
		   int step, bool passed)
{
	struct dialog *dialog = dialog_find(center, call->contact->id);
	struct acd_event event = event_about_call(EVENT_VERIFIED, call);

	if (dialog == NULL)
		dialog = make(center, call->contact);
	*verified_at(dialog, script, step) = (struct verified){
	    .script = script,
	    .step = step,
	    .at = center_now(center),
	    .passed = passed,
	};
	event.state = passed;
	event.step = step;
	if (center_wants(center, EVENT_VERIFIED))
		center_emit(center, &event);
}

/* Shown */

bool center_view_persona(const struct center *center, uint64_t contact,
			 struct view_persona *out)
{
	const struct dialog *dialog = dialog_find(center, contact);

	if (dialog == NULL || dialog->persona == NULL)
		return false;
	*out = (struct view_persona){
	    .persona = dialog->persona,
	    .mood = mood_now(dialog),
	    .falls = rate_of(dialog),
	    .falls_from = falls_from(dialog),
	    .open = persona_open(dialog->persona, dialog->said),
	    .said = dialog->said,
	    .solved = dialog->solved,
	    .from = dialog->from,
	    .to = dialog->to,
	};
	out->word = mood_word_of(out->mood);
	if (out->falls_from < center_now(center))
		out->falls_from = center_now(center);
	return true;
}

bool center_view_talk(const struct center *center, uint64_t contact, int n,
		      struct view_utterance *out)
{
	const struct dialog *dialog = dialog_find(center, contact);
	const struct utterance *utterance;

	if (dialog == NULL || n < dialog->from || n >= dialog->to)
		return false;
	utterance = &dialog->utterances[n % DIALOG_UTTERANCES];
	*out = (struct view_utterance){
	    .at = utterance->at,
	    .by_agent = utterance->by_agent,
	    .words = utterance->words,
	    .reply = utterance->reply,
	};
	return true;
}

bool center_view_verified(const struct center *center, uint64_t contact, int n,
			  struct view_verified *out)
{
	const struct dialog *dialog = dialog_find(center, contact);

	if (dialog == NULL || n < 0 || n >= dialog->n_verified)
		return false;
	*out = (struct view_verified){
	    .script = dialog->verified[n].script,
	    .step = dialog->verified[n].step,
	    .at = dialog->verified[n].at,
	    .passed = dialog->verified[n].passed,
	};
	return true;
}
