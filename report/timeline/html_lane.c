#include "report/timeline/html.h"

#include <string.h>

enum { WIDTH = 1000, TICKS = 10 };

struct lane {
	FILE *out;
	sim_time from, to;
	sim_time since; /* of the state; SIM_NEVER: he is not there */
	enum agent_state state;
	sim_time in_state[AGENT_STATES];
};

static double place(const struct lane *lane, sim_time at)
{
	sim_time length = lane->to - lane->from;

	return length > 0 ? WIDTH * (double)(at - lane->from) / (double)length
			  : 0;
}

static void length_text(sim_time length, char text[TIMELINE_TEXT])
{
	long long seconds = (long long)((length + SIM_SECOND / 2) / SIM_SECOND);

	if (seconds >= 3600)
		snprintf(text, TIMELINE_TEXT, "%lld:%02lld:%02lld",
			 seconds / 3600, seconds / 60 % 60, seconds % 60);
	else
		snprintf(text, TIMELINE_TEXT, "%lld:%02lld", seconds / 60,
			 seconds % 60);
}

static void span_end(struct lane *lane, sim_time at)
{
	double x = place(lane, lane->since);
	double width = place(lane, at) - x;
	char clock[TIMELINE_TEXT], length[TIMELINE_TEXT];

	if (lane->since == SIM_NEVER || at <= lane->since)
		return;
	lane->in_state[lane->state] += at - lane->since;
	timeline_clock(lane->since, false, clock);
	length_text(at - lane->since, length);
	fprintf(lane->out,
		"<rect class=\"s-%s\" x=\"%.2f\" y=\"0\" width=\"%.2f\" "
		"height=\"44\"><title>%s %s, %s</title></rect>\n",
		agent_state_name(lane->state), x, width, clock,
		agent_state_name(lane->state), length);
}

static void take_entry(struct lane *lane, const struct timeline_entry *entry)
{
	bool changes = entry->what == WHAT_STATE || entry->what == WHAT_TOOK;

	if (!changes && entry->what != WHAT_LEFT)
		return;
	span_end(lane, entry->at);
	lane->state = entry->state;
	lane->since = changes ? entry->at : SIM_NEVER;
}

static void draw_missed(const struct lane *lane,
			const struct timeline_entry *entry)
{
	double x = place(lane, entry->at);
	char clock[TIMELINE_TEXT];

	if (entry->what != WHAT_MISSED)
		return;
	timeline_clock(entry->at, false, clock);
	fprintf(lane->out,
		"<path class=\"missed\" d=\"M%.2f 48l5 9h-10z\"><title>%s "
		"missed</title></path>\n",
		x, clock);
}

static sim_time tick_length(sim_time length)
{
	static const int minutes[] = {1, 2, 5, 10, 15, 30, 60, 120, 240, 720};
	size_t i;

	for (i = 0; i + 1 < sizeof(minutes) / sizeof(minutes[0]); i++)
		if (length / (minutes[i] * SIM_MINUTE) <= TICKS)
			break;
	return minutes[i] * SIM_MINUTE;
}

static void draw_ticks(const struct lane *lane)
{
	sim_time step = tick_length(lane->to - lane->from);
	sim_time at = (lane->from + step - 1) / step * step;
	char clock[TIMELINE_TEXT];

	/* A session of many days has no more ticks than a page has room. */
	for (int n = 0; at <= lane->to && n < 10 * TICKS; at += step, n++) {
		double x = place(lane, at);

		timeline_clock(at, false, clock);
		clock[strlen(clock) - 3] = '\0';
		fprintf(lane->out,
			"<path class=\"tick\" d=\"M%.2f 44v20\"/><text "
			"x=\"%.2f\" y=\"76\">%s</text>\n",
			x, x, clock);
	}
}

static void draw(struct lane *lane, const struct timeline *timeline,
		 int trainee)
{
	for (size_t i = 0; i < timeline->n_entries; i++)
		if (timeline->entries[i].trainee == trainee)
			take_entry(lane, &timeline->entries[i]);
	span_end(lane, lane->to);
	draw_ticks(lane);
	for (size_t i = 0; i < timeline->n_entries; i++)
		if (timeline->entries[i].trainee == trainee)
			draw_missed(lane, &timeline->entries[i]);
}

/* Colours alone say nothing to some, and to a black printer. */
static void print_key(const struct lane *lane)
{
	sim_time all = 0;
	char length[TIMELINE_TEXT];

	for (int i = 0; i < AGENT_STATES; i++)
		all += lane->in_state[i];
	fputs("<ul class=\"key\">\n", lane->out);
	for (int i = 0; i < AGENT_STATES; i++) {
		const char *name = agent_state_name((enum agent_state)i);

		if (lane->in_state[i] == 0)
			continue;
		length_text(lane->in_state[i], length);
		fprintf(lane->out,
			"<li><svg width=\"12\" height=\"12\" "
			"aria-hidden=\"true\"><rect class=\"s-%s\" "
			"width=\"12\" height=\"12\"/></svg> %s <b>%s</b> "
			"<span>%.0f %%</span></li>\n",
			name, name, length,
			100 * (double)lane->in_state[i] / (double)all);
	}
	fputs("</ul>\n", lane->out);
}

void html_lane(const struct timeline *timeline, int trainee, sim_time now,
	       FILE *out)
{
	const struct timeline_figures *figures =
	    &timeline->trainees[trainee].figures;
	struct lane lane = {
	    .out = out,
	    .from = figures->from,
	    .to = figures->to != SIM_NEVER ? figures->to : now,
	    .since = SIM_NEVER,
	};

	fputs("<div class=\"wide\" role=\"region\" aria-label=\"States\" "
	      "tabindex=\"0\">\n<svg class=\"lane\" "
	      "viewBox=\"-24 0 1048 80\" role=\"img\" "
	      "aria-label=\"States over time; the list below says how long "
	      "each lasted\">\n",
	      out);
	draw(&lane, timeline, trainee);
	fputs("</svg>\n</div>\n", out);
	print_key(&lane);
}
