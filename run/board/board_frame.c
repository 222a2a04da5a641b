#include "run/board/board_frame.h"

#include "agents/state.h"
#include "base/mem.h"
#include "report/table.h"

#include <stdlib.h>
#include <string.h>

#define CELL 128

static double number(const json_t *object, const char *name)
{
	return json_number_value(json_object_get(object, name));
}

static const char *text(const json_t *object, const char *name)
{
	const char *value = json_string_value(json_object_get(object, name));

	return value != NULL ? value : "";
}

/* What others wrote does not steer the terminal. */
static void text_cell(struct table *table, const char *value)
{
	char out[CELL] = "";
	unsigned char *at = (unsigned char *)out;

	snprintf(out, sizeof(out), "%s", value);
	for (; *at != '\0'; at++) {
		if (*at < ' ' || *at == 0x7f)
			*at = '?';
		if (at[0] == 0xc2 && at[1] >= 0x80 && at[1] < 0xa0)
			at[0] = at[1] = '?';
	}
	/* Cut in the middle of a character? */
	while (at > (unsigned char *)out &&
	       (size_t)(at - (unsigned char *)out) == sizeof(out) - 1 &&
	       at[-1] >= 0x80)
		*--at = '\0';
	table_cell(table, out);
}

static void whole_cell(struct table *table, double value)
{
	char out[CELL];

	snprintf(out, sizeof(out), "%.0f", value);
	table_cell(table, out);
}

/* 0:42, 1:02:03 */
static void length_cell(struct table *table, double seconds)
{
	long whole = seconds > 0 ? (long)seconds : 0;
	char out[CELL];

	if (whole >= 3600)
		snprintf(out, sizeof(out), "%ld:%02ld:%02ld", whole / 3600,
			 whole / 60 % 60, whole % 60);
	else
		snprintf(out, sizeof(out), "%ld:%02ld", whole / 60, whole % 60);
	table_cell(table, out);
}

static void share_cell(struct table *table, const json_t *share)
{
	char out[CELL] = "-";

	if (json_is_number(share))
		snprintf(out, sizeof(out), "%.1f%%",
			 100 * json_number_value(share));
	table_cell(table, out);
}

static void head(const json_t *state, double now, FILE *out)
{
	long seconds = (long)now;
	const char *title = text(state, "title");

	fprintf(out, "%s  day %ld, %02ld:%02ld:%02ld  x%g, %s%s\n\n",
		title[0] != '\0' ? title : text(state, "scenario"),
		seconds / 86400 + 1, seconds / 3600 % 24, seconds / 60 % 60,
		seconds % 60, number(state, "speed"), text(state, "clock"),
		json_is_true(json_object_get(state, "read_only"))
		    ? ", commands are refused: the journal fails"
		    : "");
}

static void columns(struct table *table, const char *const *heads)
{
	while (*heads != NULL)
		table_column(table, *heads++);
}

static void table_end(struct table *table, FILE *out)
{
	table_print(table, out);
	table_free(table);
	putc('\n', out);
}

static void queue_row(struct table *table, const json_t *queue, double ahead)
{
	const json_t *staff = json_object_get(queue, "staff");
	double waiting = number(queue, "waiting");

	table_row(table);
	text_cell(table, text(queue, "queue"));
	whole_cell(table, waiting);
	if (waiting > 0)
		length_cell(table, number(queue, "longest_wait") + ahead);
	else
		table_cell(table, "-");
	whole_cell(table, number(queue, "entered") - number(queue, "refused"));
	whole_cell(table, number(queue, "answered"));
	whole_cell(table, number(queue, "abandoned"));
	share_cell(table, json_object_get(queue, "service_level"));
	share_cell(table, json_object_get(queue, "target"));
	whole_cell(table, number(staff, "ready"));
	whole_cell(table, number(staff, "busy"));
	whole_cell(table, number(staff, "not_ready"));
	table_cell(table, json_is_false(json_object_get(queue, "open"))
			      ? "closed"
			      : "open");
}

static void queues(const json_t *list, double ahead, FILE *out)
{
	static const char *const heads[] = {
	    "queue",	 "waiting", "longest", "offered", "answered",
	    "abandoned", "level",   "target",  "ready",	  "busy",
	    "not ready", "gate",    NULL};
	struct table *table = table_alloc();
	const json_t *queue;
	size_t i;

	columns(table, heads);
	json_array_foreach(list, i, queue) queue_row(table, queue, ahead);
	table_end(table, out);
}

/* "40 agents: 3 ready, 30 talking, ..." */
static void states(const json_t *agents, FILE *out)
{
	int counts[AGENT_STATES] = {0};
	const char *before = ": ";
	const json_t *agent;
	size_t i;

	json_array_foreach(agents, i, agent) for (int k = 0; k < AGENT_STATES;
						  k++) counts[k] +=
	    strcmp(text(agent, "state"),
		   agent_state_name((enum agent_state)k)) == 0;
	fprintf(out, "%zu agents", json_array_size(agents));
	for (int k = 0; k < AGENT_STATES; k++) {
		if (counts[k] == 0)
			continue;
		fprintf(out, "%s%d %s", before, counts[k],
			agent_state_name((enum agent_state)k));
		before = ", ";
	}
	fputs("\n\n", out);
}

static int state_of(const json_t *agent)
{
	for (int k = 0; k < AGENT_STATES; k++)
		if (strcmp(text(agent, "state"),
			   agent_state_name((enum agent_state)k)) == 0)
			return k;
	return 0;
}

/* Those who are at work first, by state, longest in it first. */
static int agent_compare(const void *a, const void *b)
{
	const json_t *one = *(const json_t *const *)a;
	const json_t *two = *(const json_t *const *)b;
	int first = state_of(one), second = state_of(two);
	double before = number(one, "since"), after = number(two, "since");

	if (first != second)
		return (first == 0) - (second == 0) != 0
			   ? (first == 0) - (second == 0)
			   : first - second;
	if (before != after)
		return before < after ? -1 : 1;
	return strcmp(text(one, "agent"), text(two, "agent"));
}

static void agent_row(struct table *table, const json_t *agent, double now)
{
	const json_t *contact = json_object_get(agent, "contact");
	char id[CELL] = "";

	if (json_is_integer(contact))
		snprintf(id, sizeof(id), "%lld",
			 (long long)json_integer_value(contact));
	table_row(table);
	text_cell(table, text(agent, "agent"));
	text_cell(table, text(agent, "name"));
	text_cell(table, text(agent, "state"));
	length_cell(table, now - number(agent, "since"));
	text_cell(table, text(agent, "why"));
	table_cell(table, id);
	whole_cell(table, number(agent, "handled"));
	table_cell(table, json_is_true(json_object_get(agent, "taken"))
			      ? "a person"
			      : "");
}

static void agents(const json_t *list, double now, int most, FILE *out)
{
	static const char *const heads[] = {"agent",   "name",	 "state",
					    "for",     "reason", "contact",
					    "handled", "who",	 NULL};
	size_t n = json_array_size(list);
	const json_t **sorted = mem_array(n, sizeof(*sorted));
	struct table *table = table_alloc();

	columns(table, heads);
	for (size_t i = 0; i < n; i++)
		sorted[i] = json_array_get(list, i);
	qsort(sorted, n, sizeof(*sorted), agent_compare);
	for (size_t i = 0; i < n && (most < 0 || i < (size_t)most); i++)
		agent_row(table, sorted[i], now);
	table_end(table, out);
	free(sorted);
}

static void campaign_row(struct table *table, const json_t *campaign)
{
	double judged = number(campaign, "judged");
	json_t *share = judged > 0
			    ? json_real(number(campaign, "abandoned") / judged)
			    : json_null();

	table_row(table);
	text_cell(table, text(campaign, "campaign"));
	text_cell(table, text(campaign, "mode"));
	whole_cell(table, number(campaign, "attempts"));
	whole_cell(table, number(campaign, "connected"));
	whole_cell(table, number(campaign, "right_parties"));
	whole_cell(table, number(campaign, "dropped"));
	share_cell(table, share);
	whole_cell(table, number(campaign, "sales"));
	whole_cell(table, number(campaign, "list_left"));
	json_decref(share);
}

static void campaigns(const json_t *list, FILE *out)
{
	static const char *const heads[] = {
	    "campaign", "mode",	     "dialed", "connected", "right parties",
	    "dropped",	"abandoned", "sales",  "left",	    NULL};
	struct table *table;
	const json_t *campaign;
	size_t i;

	if (json_array_size(list) == 0)
		return;
	table = table_alloc();
	columns(table, heads);
	json_array_foreach(list, i, campaign) campaign_row(table, campaign);
	table_end(table, out);
}

void board_frame(const json_t *snapshot, double ahead, int most, FILE *out)
{
	const json_t *state = json_object_get(snapshot, "state");
	const json_t *people = json_object_get(snapshot, "agents");
	double now = number(state, "now") + ahead;

	head(state, now, out);
	queues(json_object_get(snapshot, "queues"), ahead, out);
	campaigns(json_object_get(snapshot, "campaigns"), out);
	states(people, out);
	agents(people, now, most, out);
}
