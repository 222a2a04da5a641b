#include "tests/floor_case.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const outcomes[OUTCOMES] = {
    [OUTCOME_OPEN] = "open",
    [OUTCOME_ANSWERED] = "answered",
    [OUTCOME_ABANDONED] = "abandoned",
    [OUTCOME_BALKED] = "balked",
    [OUTCOME_REFUSED] = "refused",
    [OUTCOME_OVERFLOWED] = "overflowed",
    [OUTCOME_CLOSED] = "closed",
    [OUTCOME_CALLBACK] = "callback",
    [OUTCOME_BLOCKED] = "blocked",
    [OUTCOME_LEFT] = "left",
    [OUTCOME_SELF_SERVED] = "self-served",
    [OUTCOME_VOICEMAIL] = "voicemail",
    [OUTCOME_TURNED_AWAY] = "turned away",
    [OUTCOME_CALLED_BACK] = "called back",
    [OUTCOME_CALLBACK_LOST] = "lost",
};

void text_add(char *text, size_t size, const char *format, ...)
{
	size_t n = strlen(text);
	va_list args;

	va_start(args, format);
	assert_true(vsnprintf(text + n, size - n, format, args) <
		    (int)(size - n));
	va_end(args);
}

void text_compare(const char *what, const char *wanted, const char *got)
{
	if (wanted == NULL || strcmp(wanted, got) == 0)
		return;
	fprintf(stderr, "%s, wanted:\n%s\ngot:\n%s\n", what, wanted, got);
	fail();
}

/* 1 q@10 answered@20 a0 100+0+10: the contact, queue and entry, outcome, the
 * agent and his work. */
static void on_record(void *arg, const struct acd_record *record)
{
	struct floor *floor = arg;

	assert_true(floor->n_records < FLOOR_CALLS);
	floor->all[floor->n_records++] = *record;
	TEXT_ADD(floor->records, "%" PRIu64 " ", record->contact);
	if (record->queue >= 0)
		TEXT_ADD(floor->records, "%s@%.10g ",
			 floor->scenario->center.queues[record->queue].name,
			 sim_to_seconds(record->entered));
	TEXT_ADD(floor->records, "%s@%.10g", outcomes[record->outcome],
		 sim_to_seconds(record->ended));
	if (record->agent >= 0) {
		TEXT_ADD(floor->records, " a%d ", record->agent);
		if (floor->suite->work != NULL)
			floor->suite->work(floor, record);
		else
			TEXT_ADD(floor->records, "%g+%g+%g",
				 sim_to_seconds(record->talk),
				 sim_to_seconds(record->hold),
				 sim_to_seconds(record->wrap_up));
	}
	TEXT_ADD(floor->records, "\n");
}

/* 0 ready, 10 talking: an agent's states and when they began. */
static void on_agent(struct floor *floor, const struct acd_event *event)
{
	char *text = floor->people[event->agent];

	if (floor->state[event->agent] == event->state)
		return;
	floor->state[event->agent] = event->state;
	text_add(text, sizeof(floor->people[0]), "%s%.10g %s",
		 text[0] != '\0' ? ", " : "", sim_to_seconds(event->at),
		 agent_state_name((enum agent_state)event->state));
}

static void on_event(void *arg, const struct center *center,
		     const struct acd_event *event)
{
	struct floor *floor = arg;

	(void)center;
	if (event->kind == EVENT_AGENT)
		on_agent(floor, event);
	else
		floor->suite->event(floor, event);
}

static const char *or_usual(const char *given, const char *usual)
{
	return given != NULL ? given : usual;
}

#define PART(part) or_usual(this->part, suite->usual.part)

struct scenario *scenario_of_text(const char *text, const char *name)
{
	struct err err = {0};
	struct scenario *scenario =
	    scenario_parse(text, strlen(text), name, ".", &err);

	if (scenario == NULL) {
		err_print(&err, stderr);
		fail();
	}
	return scenario;
}

struct scenario *scenario_of_case(const struct floor_suite *suite,
				  const struct floor_case *this)
{
	char text[2 * FLOOR_TEXT] = "callfloor: 1\n";
	const char *part;

/* A part as it stands between what opens and what closes it. */
#define SAY(before, name, after)                                               \
	if ((part = PART(name)) != NULL)                                       \
	TEXT_ADD(text, before "%s" after, part)
	SAY("day: {", day, "}\n");
	SAY("numbers: {", numbers, "}\n");
	SAY("arrivals: {", arrivals, "}\n");
	TEXT_ADD(text, "flows: {");
	SAY("main: ", main, "");
	SAY(", side: ", side, "");
	SAY("", flows, "");
	TEXT_ADD(text, "}\n");
	SAY("reasons: {", reasons, "}\n");
	SAY("queues: {", queues, "}\n");
	SAY("sites: {", sites, "}\n");
	SAY("agents: [", agents, "]\n");
	SAY("", more, "\n");
#undef SAY
	return scenario_of_text(text, this->name);
}

/* The source's contacts; NULL: none. */
static void come_at(struct floor *floor, int source, const char *text)
{
	struct source_conf *conf = &floor->scenario->center.sources[source];
	char *end;
	size_t n = 0;

	for (; text != NULL; text = end) {
		double at = strtod(text, &end);

		if (end == text)
			break;
		assert_true(n < FLOOR_CALLS);
		floor->moments[source][n++] = sim_from_seconds(at);
	}
	conf->trace = floor->moments[source];
	conf->n_trace = n;
}

static void all_come(struct floor *floor, const struct floor_case *this)
{
	const struct floor_suite *suite = floor->suite;
	const char *const times[FLOOR_SOURCES] = {PART(calls), PART(second),
						  PART(mails)};
	int i, n = floor->scenario->center.n_sources;

	for (i = 0; i < FLOOR_SOURCES; i++)
		if (i < n)
			come_at(floor, i, times[i]);
		else
			assert_null(times[i]);
}

struct floor *floor_open(const struct floor_suite *suite,
			 const struct floor_case *this, uint64_t seed)
{
	struct floor *floor = calloc(1, sizeof(*floor));
	int i;

	assert_non_null(floor);
	floor->suite = suite;
	floor->scenario = scenario_of_case(suite, this);
	all_come(floor, this);
	for (i = 0; i < FLOOR_AGENTS; i++)
		floor->state[i] = -1;
	floor->observer = (struct acd_observer){
	    .kinds = EVENT_BIT(EVENT_AGENT) | suite->kinds,
	    .event = on_event,
	    .record = on_record,
	    .arg = floor,
	};
	floor->center = center_alloc(&floor->scenario->center, seed, 0);
	center_observe(floor->center, &floor->observer);
	return floor;
}

void floor_close(struct floor *floor)
{
	center_free(floor->center);
	scenario_free(floor->scenario);
	free(floor);
}

static void assert_nobody_inside(const struct floor *floor)
{
	struct view_queue queue;
	struct view_callbacks callbacks;
	int i;

	center_view_queue(floor->center, -1, &queue);
	assert_int_equal(queue.in_center, 0);
	assert_int_equal(queue.waiting + queue.alerting + queue.in_service, 0);
	for (i = 0; i < floor->scenario->center.n_inbound; i++) {
		center_view_callbacks(floor->center, i, &callbacks);
		assert_int_equal(callbacks.taken,
				 callbacks.answered + callbacks.failed);
	}
}

static void assert_time_accounted(const struct floor *floor)
{
	const struct center_conf *conf = &floor->scenario->center;
	struct view_times times;
	sim_time sum = 0;
	int agents = 0, i;

	center_view_times(floor->center, -1, &times);
	for (i = 0; i < AGENT_STATES; i++)
		sum += times.in_state[i];
	for (i = 0; i < conf->n_teams; i++)
		agents += conf->teams[i].count;
	assert_int_equal(sum,
			 agents * calendar_now(center_calendar(floor->center)));
}

void floor_run(struct floor *floor)
{
	assert_false(center_run_until(floor->center, 10 * SIM_DAY));
	assert_nobody_inside(floor);
	assert_time_accounted(floor);
}

static void place_of(struct acd_command *command, const char *word)
{
	static const enum destination_kind kinds[128] = {
	    ['q'] = TO_QUEUE,  ['a'] = TO_AGENT, ['f'] = TO_FLOW,
	    ['p'] = TO_PARK,   ['m'] = TO_MUSIC, ['r'] = TO_CONFERENCE,
	    ['+'] = TO_NUMBER,
	};

	command->to.kind = kinds[(unsigned char)word[0] & 127];
	command->to.index = atoi(word + 1);
	if (command->to.kind == TO_NUMBER)
		snprintf(command->text, COMMAND_TEXT, "%s", word);
}

static void take_word(struct acd_command *command, const char *word)
{
	const char *rest = word + 1;

	switch (word[0]) {
	case 'a':
		command->agent = atoi(rest);
		break;
	case 'b':
		command->other = atoi(rest);
		break;
	case 'q':
		command->queue = atoi(rest);
		break;
	case 's':
		command->site = atoi(rest);
		break;
	case 'o':
		command->source = atoi(rest);
		break;
	case 'g':
		command->campaign = atoi(rest);
		break;
	case 'c':
		command->contact = strtoull(rest, NULL, 10);
		break;
	case 'l':
		command->length = sim_from_seconds(strtod(rest, NULL));
		break;
	case 'v':
		command->value = strtod(rest, NULL);
		break;
	case 'k':
		snprintf(command->key, COMMAND_KEY, "%s", rest);
		break;
	case '=':
		snprintf(command->text, COMMAND_TEXT, "%s", rest);
		break;
	case '>':
		place_of(command, rest);
		break;
	default:
		fail_msg("what is %s?", word);
	}
}

/* To its moment; the rest of the line. */
static char *wait_for(struct floor *floor, char *line)
{
	bool before = line[0] == '<';
	sim_time at = sim_from_seconds(strtod(line + before, &line));

	center_run_until(floor->center, before ? at - 1 : at);
	return line;
}

static void obey_line(struct floor *floor, char *line)
{
	struct acd_command command;
	struct err err = {0};
	char *word, *more;
	bool refused;

	line = wait_for(floor, line);
	word = strtok_r(line, " ", &more);
	refused = word[0] == '!';
	command = command_of(command_find(word + refused));
	assert_int_not_equal(command.kind, COMMAND_NONE);
	while ((word = strtok_r(NULL, " ", &more)) != NULL)
		take_word(&command, word);
	if ((center_command(floor->center, &command, NULL, &err) < 0) !=
	    refused)
		fail_msg("%s at %g: %s", command_name(command.kind),
			 sim_to_seconds(
			     calendar_now(center_calendar(floor->center))),
			 refused ? "obeyed" : err.what);
}

void floor_obey(struct floor *floor, const char *commands)
{
	char text[FLOOR_TEXT] = "", *line, *more;

	TEXT_ADD(text, "%s", commands);
	for (line = strtok_r(text, "\n", &more); line != NULL;
	     line = strtok_r(NULL, "\n", &more))
		obey_line(floor, line);
}

void floor_compare_people(const struct floor *floor, const char *wanted)
{
	char got[FLOOR_TEXT] = "";
	int i;

	for (i = 0; i < FLOOR_AGENTS; i++)
		if (floor->people[i][0] != '\0')
			TEXT_ADD(got, "%s\n", floor->people[i]);
	text_compare("people", wanted, got);
}

static void compare_counts(const struct floor *floor, const char *wanted)
{
	struct view_callbacks view;
	char got[FLOOR_TEXT] = "";

	if (wanted == NULL)
		return;
	center_view_callbacks(floor->center, 0, &view);
	TEXT_ADD(got, "%d %d %d %d %d %g", (int)view.offered, (int)view.taken,
		 (int)view.attempts, (int)view.answered, (int)view.failed,
		 sim_to_seconds(view.delay));
	text_compare("counts", wanted, got);
}

void floor_compare(const struct floor *floor, const struct floor_case *this)
{
	int i;

	text_compare("records", this->records, floor->records);
	floor_compare_people(floor, this->people);
	compare_counts(floor, this->counts);
	for (i = 0; i < floor->scenario->center.n_sites; i++)
		assert_int_equal(center_view_cut(floor->center, i),
				 i < FLOOR_SITES ? this->cut[i] : 0);
}

void floor_case_run(const struct floor_suite *suite,
		    const struct floor_case *this)
{
	struct floor *floor = floor_open(suite, this, 1);

	assert_non_null(this->records);
	floor_run(floor);
	floor_compare(floor, this);
	floor_close(floor);
}
