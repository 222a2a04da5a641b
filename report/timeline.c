#include "report/timeline/timeline-internal.h"

#include "base/mem.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static struct handling *handling_add(struct trainee *trainee,
				     const struct acd_event *event)
{
	struct handling *handling;

	trainee->handling =
	    mem_resize(trainee->handling, (size_t)trainee->n_handling + 1,
		       sizeof(*trainee->handling));
	handling = &trainee->handling[trainee->n_handling++];
	*handling = (struct handling){
	    .contact = event->contact,
	    .visit = event->visit,
	    .rings = SIM_NEVER,
	    .answered = SIM_NEVER,
	    .held = SIM_NEVER,
	    .dropped = SIM_NEVER,
	    .checks = {.script = -1},
	    .disposal = -1,
	};
	return handling;
}

static struct handling *handling_find(struct trainee *trainee,
				      const struct acd_event *event)
{
	for (int i = 0; i < trainee->n_handling; i++) {
		struct handling *handling = &trainee->handling[i];

		if (handling->contact == event->contact &&
		    handling->visit == event->visit)
			return handling;
	}
	return NULL;
}

/* Only those that go on: answered, and not over. */
static struct handling *handling_open(struct trainee *trainee,
				      const struct acd_event *event)
{
	struct handling *handling = handling_find(trainee, event);

	return handling != NULL && handling->answered != SIM_NEVER &&
		       handling->dropped == SIM_NEVER
		   ? handling
		   : NULL;
}

static void handling_remove(struct trainee *trainee, struct handling *handling)
{
	*handling = trainee->handling[--trainee->n_handling];
}

/* Entries */

static int trainee_number(const struct timeline *timeline,
			  const struct trainee *trainee)
{
	return (int)(trainee - timeline->trainees);
}

static bool has_room(struct timeline *timeline)
{
	size_t n = timeline->n_entries;

	if (n >= TIMELINE_ENTRIES) {
		timeline->left_out++;
		return false;
	}
	if ((n & (n - 1)) == 0)
		timeline->entries =
		    mem_resize(timeline->entries, n > 0 ? 2 * n : 1,
			       sizeof(*timeline->entries));
	return true;
}

static void note(struct timeline *timeline, const struct trainee *trainee,
		 enum timeline_what what, const struct acd_event *event,
		 sim_time length, const char *text)
{
	if (!has_room(timeline))
		return;
	timeline->entries[timeline->n_entries++] = (struct timeline_entry){
	    .at = event->at,
	    .length = length,
	    .contact = event->contact,
	    .text = text != NULL && text[0] != '\0' ? mem_text(text) : NULL,
	    .trainee = trainee_number(timeline, trainee),
	    .what = what,
	    .state = trainee->state,
	};
}

/* Up to now he did what he does; from now on perhaps something else. */
static void account(const struct timeline *timeline, struct trainee *trainee,
		    sim_time now)
{
	struct timeline_figures *figures = &trainee->figures;
	struct plan_share share =
	    plan_share(center_conf(timeline->center), figures->agent,
		       trainee->state, trainee->accounted, now);

	figures->scheduled += share.scheduled;
	figures->kept += share.kept;
	trainee->accounted = now;
}

/* Ringing, and what comes of it */

typedef void (*take_h)(struct timeline *timeline, struct trainee *trainee,
		       const struct acd_event *event);

static void on_alerting(struct timeline *timeline, struct trainee *trainee,
			const struct acd_event *event)
{
	handling_add(trainee, event)->rings = event->at;
	note(timeline, trainee, WHAT_RINGS, event, -1, NULL);
}

/* Who answers at once had nothing to answer: the call was put through. */
static void count_ring(struct timeline_figures *figures,
		       const struct handling *handling)
{
	if (handling->rings >= handling->answered)
		return;
	figures->rings++;
	figures->ring_time += handling->answered - handling->rings;
}

static sim_time rang(const struct handling *handling, sim_time now)
{
	return handling != NULL && handling->rings != SIM_NEVER
		   ? now - handling->rings
		   : -1;
}

static void on_answered(struct timeline *timeline, struct trainee *trainee,
			const struct acd_event *event)
{
	struct handling *handling = handling_find(trainee, event);

	if (handling == NULL)
		handling = handling_add(trainee, event);
	handling->answered = event->at;
	checking_begin(&handling->checks, timeline->center, event->contact);
	handling->owes = event->other < 0;
	trainee->figures.answered++;
	count_ring(&trainee->figures, handling);
	note(timeline, trainee, WHAT_ANSWERED, event, rang(handling, event->at),
	     NULL);
}

static void stops(struct timeline *timeline, struct trainee *trainee,
		  const struct acd_event *event, enum timeline_what what)
{
	struct handling *handling = handling_find(trainee, event);

	note(timeline, trainee, what, event, rang(handling, event->at), NULL);
	if (handling != NULL)
		handling_remove(trainee, handling);
}

/* Whose link is lost could not answer. */
static void on_no_answer(struct timeline *timeline, struct trainee *trainee,
			 const struct acd_event *event)
{
	if (event->agent == timeline->lost) {
		stops(timeline, trainee, event, WHAT_STOPPED);
		return;
	}
	trainee->figures.missed++;
	stops(timeline, trainee, event, WHAT_MISSED);
}

static void on_silent(struct timeline *timeline, struct trainee *trainee,
		      const struct acd_event *event)
{
	stops(timeline, trainee, event, WHAT_STOPPED);
}

/* Talking */

static void on_held(struct timeline *timeline, struct trainee *trainee,
		    const struct acd_event *event)
{
	struct handling *handling = handling_open(trainee, event);

	if (handling == NULL || handling->held != SIM_NEVER)
		return;
	handling->held = event->at;
	note(timeline, trainee, WHAT_HELD, event, -1, NULL);
}

/* Each hold is one of its own, however often a caller was put there. */
static sim_time hold_end(struct trainee *trainee, struct handling *handling,
			 sim_time now)
{
	struct timeline_figures *figures = &trainee->figures;
	sim_time length;

	if (handling->held == SIM_NEVER)
		return -1;
	length = now - handling->held;
	handling->held = SIM_NEVER;
	handling->hold += length;
	figures->holds++;
	figures->hold += length;
	if (length > figures->longest_hold)
		figures->longest_hold = length;
	return length;
}

static void on_retrieved(struct timeline *timeline, struct trainee *trainee,
			 const struct acd_event *event)
{
	struct handling *handling = handling_open(trainee, event);
	sim_time length =
	    handling != NULL ? hold_end(trainee, handling, event->at) : -1;

	if (length >= 0)
		note(timeline, trainee, WHAT_RETRIEVED, event, length, NULL);
}

static void on_consulted(struct timeline *timeline, struct trainee *trainee,
			 const struct acd_event *event)
{
	note(timeline, trainee, WHAT_CONSULTED, event, -1, NULL);
}

static const char *cause_name(int cause)
{
	static const char *const names[CAUSES] = {
	    [CAUSE_NONE] = "",
	    [CAUSE_CALLER] = "the caller hung up",
	    [CAUSE_AGENT] = "the agent hung up",
	    [CAUSE_TRANSFER] = "passed on",
	    [CAUSE_OUTAGE] = "cut by an outage",
	    [CAUSE_CLOSED] = "closed",
	    [CAUSE_COMMAND] = "taken away",
	};

	return cause >= 0 && cause < CAUSES ? names[cause] : "";
}

/* Who is passed on, or taken away, has not ended here. */
static bool ends_here(int cause)
{
	return cause != CAUSE_TRANSFER && cause != CAUSE_COMMAND;
}

static void on_dropped(struct timeline *timeline, struct trainee *trainee,
		       const struct acd_event *event)
{
	struct handling *handling = handling_open(trainee, event);

	if (handling == NULL)
		return;
	hold_end(trainee, handling, event->at);
	handling->dropped = event->at;
	if (handling->owes)
		checking_end(&handling->checks, timeline->center, event);
	handling->owes = handling->owes && ends_here(event->cause);
	note(timeline, trainee, WHAT_OVER, event,
	     event->at - handling->answered, cause_name(event->cause));
}

static bool is_over(const struct center *center, uint64_t contact)
{
	struct view_contact view;

	return !center_view_contact(center, contact, &view) ||
	       view.place == PLACE_AWAY;
}

/* Whom he verified and passed on may tell others yet who he is. */
static void keep_open(struct timeline *timeline, struct trainee *trainee,
		      const struct handling *handling)
{
	struct timeline_checks *checks = &trainee->figures.checks;
	int mistaken = checking_mistaken(&handling->checks);

	if (checking_given(&handling->checks) == 0 ||
	    is_over(timeline->center, handling->contact))
		return;
	trainee->open = mem_resize(trainee->open, (size_t)trainee->n_open + 1,
				   sizeof(*trainee->open));
	trainee->open[trainee->n_open++] =
	    (struct open_case){handling->contact, mistaken};
	checks->open++;
	checks->untold += mistaken;
}

static void close_cases(struct trainee *trainee, uint64_t contact)
{
	struct timeline_checks *checks = &trainee->figures.checks;

	for (int i = trainee->n_open - 1; i >= 0; i--) {
		if (trainee->open[i].contact != contact)
			continue;
		checks->open--;
		checks->untold -= trainee->open[i].mistaken;
		trainee->open[i] = trainee->open[--trainee->n_open];
	}
}

/* The contact is done with, its wrap-up too. */
static void handle(struct timeline *timeline, struct trainee *trainee,
		   struct handling *handling, const struct acd_event *event)
{
	struct timeline_figures *figures = &trainee->figures;
	struct acd_event of = *event;
	sim_time wrap_up = event->at - handling->dropped;

	figures->contacts++;
	figures->talk +=
	    handling->dropped - handling->answered - handling->hold;
	figures->wrap_up += wrap_up;
	figures->handled += event->at - handling->answered;
	figures->without_disposition +=
	    handling->owes && handling->disposal < 0;
	checking_count(&handling->checks, &figures->checks);
	keep_open(timeline, trainee, handling);
	of.contact = handling->contact;
	note(timeline, trainee, WHAT_HANDLED, &of, wrap_up, NULL);
	handling_remove(trainee, handling);
}

static void handle_over(struct timeline *timeline, struct trainee *trainee,
			const struct acd_event *event)
{
	for (int i = trainee->n_handling - 1; i >= 0; i--)
		if (trainee->handling[i].dropped != SIM_NEVER)
			handle(timeline, trainee, &trainee->handling[i], event);
}

/* How it ended */

static const char *disposition(const struct center *center, uint64_t contact)
{
	const char *key, *text;

	for (int i = 0; center_view_data(center, contact, i, &key, &text); i++)
		if (strcmp(key, "disposition") == 0)
			return text;
	return "";
}

static int disposal_of(struct trainee *trainee, const char *code)
{
	int i;

	for (i = 0; i < trainee->n_disposals; i++)
		if (strcmp(trainee->disposals[i].code, code) == 0)
			return i;
	trainee->disposals = mem_resize(trainee->disposals, (size_t)i + 1,
					sizeof(*trainee->disposals));
	trainee->disposals[i] = (struct disposal){mem_text(code), 0};
	trainee->n_disposals++;
	return i;
}

/* The last word on a contact holds. */
static void dispose(struct trainee *trainee, struct handling *handling,
		    const char *code)
{
	int disposal = disposal_of(trainee, code);

	if (handling->disposal >= 0) {
		trainee->disposals[handling->disposal].n--;
		trainee->figures.disposed--;
	}
	handling->disposal = disposal;
	trainee->disposals[disposal].n++;
	trainee->figures.disposed++;
}

/* A chat has no wrap-up of the agent's state: this ends its own. */
static void on_disposed(struct timeline *timeline, struct trainee *trainee,
			const struct acd_event *event)
{
	const char *code = disposition(timeline->center, event->contact);
	struct handling *handling = handling_find(trainee, event);

	note(timeline, trainee, WHAT_DISPOSED, event, -1, code);
	if (handling == NULL)
		return;
	dispose(trainee, handling, code);
	if (handling->dropped != SIM_NEVER && trainee->state == AGENT_CHATTING)
		handle(timeline, trainee, handling, event);
}

/* What he and a persona say to each other */

/* Both languages, where they are not the same. */
static void both(const struct words *words, char *text, size_t size)
{
	if (strcmp(words->en, words->zh) == 0)
		snprintf(text, size, "%s", words->en);
	else
		snprintf(text, size, "%s / %s", words->en, words->zh);
}

static void on_said(struct timeline *timeline, struct trainee *trainee,
		    const struct acd_event *event)
{
	char text[2 * COMMAND_TEXT];
	struct view_utterance said;

	if (!center_view_talk(timeline->center, event->contact, event->step,
			      &said))
		return;
	both(&said.words, text, sizeof(text));
	note(timeline, trainee, said.by_agent ? WHAT_SAID : WHAT_HEARD, event,
	     -1, text);
}

static void on_mood(struct timeline *timeline, struct trainee *trainee,
		    const struct acd_event *event)
{
	note(timeline, trainee, WHAT_MOOD, event, -1,
	     mood_word_name((enum mood_word)event->state));
}

static const char *step_name(const struct center *center,
			     const struct acd_event *event)
{
	struct view_verified view;

	if (!checking_verdict(center, event, &view))
		return "?";
	return center_conf(center)->scripts[view.script].steps[view.step].name;
}

static void on_verified(struct timeline *timeline, struct trainee *trainee,
			const struct acd_event *event)
{
	struct handling *handling = handling_find(trainee, event);
	char text[COMMAND_TEXT];

	snprintf(text, sizeof(text), "%s: %s",
		 step_name(timeline->center, event),
		 event->state != 0 ? "passed" : "failed");
	note(timeline, trainee, WHAT_VERIFIED, event, -1, text);
	if (handling != NULL)
		checking_take(&handling->checks, timeline->center, event);
}

/* His state */

static void note_state(struct timeline *timeline, struct trainee *trainee,
		       const struct acd_event *event)
{
	struct view_agent view;

	center_view_agent(timeline->center, event->agent, &view);
	note(timeline, trainee, WHAT_STATE, event, -1,
	     trainee->state == AGENT_AUX ? view.why : NULL);
}

/* A record that he looked at is dialed, or it is not. */
static void count_preview(struct timeline *timeline, struct trainee *trainee,
			  enum agent_state was, const struct acd_event *event)
{
	if (trainee->state == AGENT_PREVIEW)
		trainee->figures.previews++;
	if (was != AGENT_PREVIEW || trainee->state == AGENT_DIALING)
		return;
	trainee->figures.skips++;
	note(timeline, trainee, WHAT_SKIPPED, event, -1, NULL);
}

static void on_asked(struct timeline *timeline, struct trainee *trainee,
		     const struct acd_event *event)
{
	static const char *const answers[] = {
	    [BREAK_REFUSED] = "refused",
	    [BREAK_ASKED] = "asked",
	    [BREAK_APPROVED] = "approved",
	};

	note(timeline, trainee, WHAT_ASKED, event, -1, answers[event->state]);
}

static bool still_works(enum agent_state state)
{
	return state == AGENT_WRAP_UP || state == AGENT_CHATTING;
}

static void on_agent(struct timeline *timeline, struct trainee *trainee,
		     const struct acd_event *event)
{
	enum agent_state was = trainee->state;

	account(timeline, trainee, event->at);
	trainee->state = (enum agent_state)event->state;
	if (!still_works(trainee->state))
		handle_over(timeline, trainee, event);
	count_preview(timeline, trainee, was, event);
	note_state(timeline, trainee, event);
}

/* Who sits there */

static int trainee_add(struct timeline *timeline, int agent, const char *user)
{
	struct trainee *trainee;

	timeline->trainees =
	    mem_resize(timeline->trainees, (size_t)timeline->n_trainees + 1,
		       sizeof(*timeline->trainees));
	trainee = &timeline->trainees[timeline->n_trainees];
	*trainee = (struct trainee){
	    .figures = {.agent = agent,
			.user = mem_text(user),
			.from = SIM_NEVER,
			.to = SIM_NEVER},
	};
	return timeline->n_trainees++;
}

static void sit_down(struct timeline *timeline, const struct acd_event *event)
{
	const char *user =
	    timeline->takes == event->agent ? timeline->user : "";
	int n = timeline_find(timeline, event->agent, user);
	struct trainee *trainee;
	struct view_agent view;

	if (n < 0)
		n = trainee_add(timeline, event->agent, user);
	trainee = &timeline->trainees[n];
	center_view_agent(timeline->center, event->agent, &view);
	trainee->state = view.state;
	trainee->accounted = event->at;
	if (trainee->figures.from == SIM_NEVER)
		trainee->figures.from = event->at;
	trainee->figures.to = SIM_NEVER;
	trainee->figures.previews += trainee->state == AGENT_PREVIEW;
	timeline->seats[event->agent] = n;
	note(timeline, trainee, WHAT_TOOK, event, -1, NULL);
}

/* What he leaves behind somebody else ends. */
static void leave(struct timeline *timeline, struct trainee *trainee,
		  const struct acd_event *event)
{
	account(timeline, trainee, event->at);
	handle_over(timeline, trainee, event);
	trainee->n_handling = 0;
	trainee->figures.to = event->at;
	timeline->seats[event->agent] = -1;
	note(timeline, trainee, WHAT_LEFT, event, -1, NULL);
}

static const take_h takers[EVENT_KINDS] = {
    [EVENT_ALERTING] = on_alerting,   [EVENT_ANSWERED] = on_answered,
    [EVENT_NO_ANSWER] = on_no_answer, [EVENT_SILENT] = on_silent,
    [EVENT_HELD] = on_held,	      [EVENT_RETRIEVED] = on_retrieved,
    [EVENT_CONSULTED] = on_consulted, [EVENT_DROPPED] = on_dropped,
    [EVENT_DISPOSED] = on_disposed,   [EVENT_AGENT] = on_agent,
    [EVENT_SAID] = on_said,	      [EVENT_MOOD] = on_mood,
    [EVENT_VERIFIED] = on_verified,   [EVENT_ASKED] = on_asked,
};

static struct trainee *at_seat(const struct timeline *timeline, int agent)
{
	int n = agent >= 0 ? timeline->seats[agent] : -1;

	return n >= 0 ? &timeline->trainees[n] : NULL;
}

static void on_taken(struct timeline *timeline, const struct acd_event *event)
{
	struct trainee *trainee = at_seat(timeline, event->agent);

	if (trainee != NULL)
		leave(timeline, trainee, event);
	if (event->state != 0)
		sit_down(timeline, event);
}

/* Whoever comes in, the one who called him in has made it. */
static void on_passed(struct timeline *timeline, const struct acd_event *event)
{
	struct trainee *trainee = at_seat(timeline, event->other);
	struct handling *handling;

	if (trainee == NULL)
		return;
	if (event->kind == EVENT_TRANSFERRED) {
		trainee->figures.transfers++;
		note(timeline, trainee, WHAT_TRANSFERRED, event, -1, NULL);
		return;
	}
	trainee->figures.conferences++;
	note(timeline, trainee, WHAT_CONFERENCED, event, -1, NULL);
	for (int i = 0; i < trainee->n_handling; i++) {
		handling = &trainee->handling[i];
		if (handling->contact == event->contact)
			hold_end(trainee, handling, event->at);
	}
}

/* Whoever verified him, and wherever he was passed on to. */
static void on_ended(struct timeline *timeline, const struct acd_event *event)
{
	for (int i = 0; i < timeline->n_trainees; i++)
		close_cases(&timeline->trainees[i], event->contact);
}

static void on_event(void *arg, const struct center *center,
		     const struct acd_event *event)
{
	struct timeline *timeline = arg;
	struct trainee *trainee = at_seat(timeline, event->agent);

	(void)center;
	if (event->kind == EVENT_TAKEN)
		on_taken(timeline, event);
	else if (event->kind == EVENT_ENDED)
		on_ended(timeline, event);
	else if (takers[event->kind] == NULL)
		on_passed(timeline, event);
	else if (trainee != NULL)
		takers[event->kind](timeline, trainee, event);
}

static uint64_t kinds(void)
{
	uint64_t all = EVENT_BIT(EVENT_TAKEN) | EVENT_BIT(EVENT_TRANSFERRED) |
		       EVENT_BIT(EVENT_CONFERENCED) | EVENT_BIT(EVENT_ENDED);

	for (int i = 0; i < EVENT_KINDS; i++)
		if (takers[i] != NULL)
			all |= EVENT_BIT(i);
	return all;
}

struct timeline *timeline_alloc(const struct center *center,
				timeline_name_h name)
{
	struct timeline *timeline = MEM_NEW(struct timeline);

	timeline->center = center;
	timeline->name = name;
	timeline->n_agents = center_view_agents(center);
	timeline->seats = mem_array((size_t)timeline->n_agents, sizeof(int));
	for (int i = 0; i < timeline->n_agents; i++)
		timeline->seats[i] = -1;
	timeline->takes = timeline->lost = -1;
	timeline->observer = (struct acd_observer){
	    .kinds = kinds(), .event = on_event, .arg = timeline};
	return timeline;
}

static void trainee_finish(struct trainee *trainee)
{
	for (int i = 0; i < trainee->n_disposals; i++)
		free(trainee->disposals[i].code);
	free(trainee->disposals);
	free(trainee->handling);
	free(trainee->open);
	free((char *)(uintptr_t)trainee->figures.user);
}

void timeline_free(struct timeline *timeline)
{
	if (timeline == NULL)
		return;
	for (int i = 0; i < timeline->n_trainees; i++)
		trainee_finish(&timeline->trainees[i]);
	for (size_t i = 0; i < timeline->n_entries; i++)
		free(timeline->entries[i].text);
	free(timeline->trainees);
	free(timeline->entries);
	free(timeline->seats);
	free(timeline->user);
	free(timeline);
}

struct acd_observer *timeline_observer(struct timeline *timeline)
{
	return &timeline->observer;
}

void timeline_command(struct timeline *timeline, const char *user,
		      const struct acd_command *command)
{
	timeline->takes = timeline->lost = -1;
	if (command->kind == COMMAND_LINK_LOST)
		timeline->lost = command->agent;
	if (command->kind != COMMAND_TAKE)
		return;
	free(timeline->user);
	timeline->user = mem_text(user);
	timeline->takes = command->agent;
}

int timeline_trainees(const struct timeline *timeline)
{
	return timeline->n_trainees;
}

int timeline_find(const struct timeline *timeline, int agent, const char *user)
{
	for (int i = 0; i < timeline->n_trainees; i++) {
		const struct timeline_figures *figures =
		    &timeline->trainees[i].figures;

		if (figures->agent == agent && strcmp(figures->user, user) == 0)
			return i;
	}
	return -1;
}

void timeline_figures(const struct timeline *timeline, int trainee,
		      sim_time now, struct timeline_figures *out)
{
	struct trainee copy;

	assert(trainee >= 0 && trainee < timeline->n_trainees);
	copy = timeline->trainees[trainee];
	if (copy.figures.to == SIM_NEVER)
		account(timeline, &copy, now);
	*out = copy.figures;
}
