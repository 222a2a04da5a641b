#include "report/report.h"

#include "base/mem.h"
#include "report/clock.h"
#include "report/grid.h"

#include <stdlib.h>
#include <string.h>

#define LABEL	      (2 * CLOCK_TEXT)
#define ARRAY_SIZE(a) ((int)(sizeof(a) / sizeof((a)[0])))

/* The offered are the abandoned, answered, overflowed, closed and called off;
 * the last three have a column where there are any. */
static const enum measure_id main_columns[] = {
    MEASURE_OFFERED,	MEASURE_BLOCKED,       MEASURE_ABANDONED,
    MEASURE_ANSWERED,	MEASURE_OVERFLOWED,    MEASURE_CLOSED,
    MEASURE_CALLED_OFF, MEASURE_SERVICE_LEVEL, MEASURE_ASA,
    MEASURE_MAX_WAIT,	MEASURE_AHT,	       MEASURE_OCCUPANCY,
};

static const enum measure_id more_columns[] = {
    MEASURE_DAILY_LEVEL, MEASURE_DAYS_MET,  MEASURE_ABANDON_FRACTION,
    MEASURE_DELAYED,	 MEASURE_MEAN_WAIT, MEASURE_QUEUE_LENGTH,
    MEASURE_SLOT_LOAD,
};

static const enum measure_id callback_columns[] = {
    MEASURE_CALLBACKS_OFFERED, MEASURE_CALLBACKS_TAKEN,
    MEASURE_CALLBACK_ATTEMPTS, MEASURE_CALLBACKS_ANSWERED,
    MEASURE_CALLBACKS_FAILED,  MEASURE_CALLBACK_DELAY,
    MEASURE_CALLBACKS_WAITING,
};

static const enum measure_id pop_columns[] = {
    MEASURE_POPS_FOUND,	   MEASURE_POPS_SEVERAL, MEASURE_POPS_NONE,
    MEASURE_POPS_TOO_SLOW, MEASURE_POPS_SAVED,
};

static const enum measure_id level_columns[] = {
    MEASURE_SL1, MEASURE_SL2, MEASURE_SL3,
    MEASURE_SL4, MEASURE_SL5, MEASURE_SL6,
};

static const enum measure_id visit_columns[] = {
    MEASURE_TALK,
    MEASURE_HOLD,
    MEASURE_WRAP_UP,
    MEASURE_ABANDON_WAIT,
    MEASURE_BLOCKED_FRACTION,
    MEASURE_TRANSFERRED_IN,
    MEASURE_OVERFLOWED_IN,
    MEASURE_EFFORT,
};

static const enum measure_id flow_columns[] = {
    MEASURE_ATTEMPTS,  MEASURE_RETRIES,	    MEASURE_RECALLS,
    MEASURE_BLOCKED,   MEASURE_LEFT,	    MEASURE_SELF_SERVED,
    MEASURE_VOICEMAIL, MEASURE_TURNED_AWAY, MEASURE_OFFERED,
    MEASURE_TRANSFERS, MEASURE_CONFERENCES, MEASURE_CALLBACKS_ASKED,
};

static const enum measure_id group_columns[] = {
    MEASURE_STAFFED,   MEASURE_PLANNED,	  MEASURE_OVERTIME, MEASURE_SHRINKAGE,
    MEASURE_OCCUPANCY, MEASURE_SLOT_LOAD, MEASURE_HANDLED,
};

static const enum measure_id dial_columns[] = {
    MEASURE_ATTEMPTS,	  MEASURE_LIVE_ANSWERS,	  MEASURE_RIGHT_PARTIES,
    MEASURE_ABANDON_RATE, MEASURE_BUDGET_SPENT,	  MEASURE_BREACHES,
    MEASURE_TALK_RATE,	  MEASURE_CONTACT_RATE,	  MEASURE_BETWEEN_CALLS,
    MEASURE_LIST_LEFT,	  MEASURE_LIST_EXHAUSTED, MEASURE_EXHAUSTED_AFTER,
};

static const enum measure_id reach_columns[] = {
    MEASURE_CONNECTED, MEASURE_DROPPED,	       MEASURE_HUNG_UP,
    MEASURE_MACHINES,  MEASURE_FALSE_MACHINES, MEASURE_PREVIEWS,
    MEASURE_SKIPPED,   MEASURE_CALLBACKS,      MEASURE_REFUSALS,
    MEASURE_SALES,     MEASURE_LINE_HOURS,     MEASURE_OCCUPANCY,
    MEASURE_AHT,
};

static const enum measure_id site_columns[] = {
    MEASURE_STAFFED, MEASURE_HANDLED, MEASURE_OCCUPANCY,
    MEASURE_AHT,     MEASURE_CUT,
};

static const enum measure_id cost_columns[] = {
    MEASURE_WAGES,   MEASURE_TELCO, MEASURE_ABANDON_COST,
    MEASURE_REVENUE, MEASURE_NET,   MEASURE_COST_PER_CONTACT,
};

/* A report being printed. */
struct page {
	const struct report *report;
	const struct center_conf *conf;
	const struct places *places;
	struct interval_plan plan;
	struct measure_set printed; /* their formulas come last */
	FILE *out;
};

static void print_grid(struct page *page, const char *corner,
		       const struct grid_row *rows, int n_rows,
		       const enum measure_id *columns, int n_columns)
{
	struct grid grid = {
	    page->report->summary, corner, n_rows, rows, n_columns, columns};

	grid_print(&grid, &page->printed, page->out);
}

/* 80% in 20 s */
static void queue_goal(const struct queue_conf *queue, char text[LABEL])
{
	char within[CLOCK_TEXT];

	clock_length(within, queue->within);
	if (queue->target > 0)
		snprintf(text, LABEL, "%g%% in %s", queue->target * 100,
			 within);
	else
		snprintf(text, LABEL, "in %s", within);
}

static const char *plural(int n)
{
	return n == 1 ? "" : "s";
}

static void print_span(const struct page *page)
{
	char from[CLOCK_TEXT], to[CLOCK_TEXT], length[CLOCK_TEXT];
	char warm_up[CLOCK_TEXT];
	const struct steady_conf *steady = &page->conf->steady;

	clock_length(length, page->plan.length);
	if (steady->batches > 0) {
		clock_length(warm_up, steady->warm_up);
		fprintf(page->out,
			"steady state: %d batches of %s after a warm-up of "
			"%s; counts are of a batch",
			steady->batches, length, warm_up);
		return;
	}
	clock_text(from, page->plan.from);
	clock_text(to, page->plan.to);
	if (page->plan.days > 1)
		fprintf(page->out, "%d days of ", page->plan.days);
	fprintf(page->out, "%s-%s", from, to);
	if (page->plan.days > 1)
		fputs("; counts are of all days together", page->out);
}

static void print_title(const struct page *page)
{
	int n = summary_replications(page->report->summary);

	fprintf(page->out, "%s\n", page->report->scenario);
	print_span(page);
	fprintf(page->out, "; %d replication%s, seed %llu\n\n", n, plural(n),
		(unsigned long long)page->report->seed);
}

/* The center, and its queues where there are several. */
static void print_overview(struct page *page, const char *corner,
			   const enum measure_id *columns, int n_columns)
{
	int queues = page->places->queues > 1 ? page->places->queues : 0;
	struct grid_row *rows = mem_array((size_t)queues + 1, sizeof(*rows));

	rows[0] = (struct grid_row){"center", 0, queues > 0};
	for (int i = 0; i < queues; i++)
		rows[i + 1] =
		    (struct grid_row){page->conf->queues[i].name,
				      place_queue(page->places, i), false};
	print_grid(page, corner, rows, queues + 1, columns, n_columns);
	free(rows);
}

/* The last column of visits is of those with chats. */
static int has_chats(const struct center_conf *conf)
{
	for (int i = 0; i < conf->n_queues; i++)
		if (channels[conf->queues[i].channel].slots)
			return 1;
	return 0;
}

static void print_center(struct page *page)
{
	struct grid_row center = {"center", 0, false};
	int n_visit = ARRAY_SIZE(visit_columns) - 1 + has_chats(page->conf);

	print_overview(page, "", main_columns, ARRAY_SIZE(main_columns));
	print_overview(page, "", more_columns, ARRAY_SIZE(more_columns));
	print_overview(page, "", callback_columns,
		       ARRAY_SIZE(callback_columns));
	if (page->places->pops)
		print_overview(page, "", pop_columns, ARRAY_SIZE(pop_columns));
	if (page->report->all) {
		print_overview(page, "", level_columns,
			       ARRAY_SIZE(level_columns));
		print_overview(page, "", visit_columns, n_visit);
	}
	print_grid(page, "calls", &center, 1, flow_columns,
		   ARRAY_SIZE(flow_columns));
}

/* Rows with labels of their own: a first one for all, then one a part. */
struct rows {
	struct grid_row *rows;
	char (*labels)[LABEL];
};

static void rows_init(struct rows *rows, int n, const char *all, int place)
{
	rows->rows = mem_array((size_t)n + 1, sizeof(*rows->rows));
	rows->labels = mem_array((size_t)n + 1, sizeof(*rows->labels));
	rows->rows[0] = (struct grid_row){all, place, true};
	for (int i = 1; i <= n; i++)
		rows->rows[i].label = rows->labels[i];
}

static void rows_finish(struct rows *rows)
{
	free(rows->rows);
	free(rows->labels);
}

static void label_interval(const struct page *page, int interval,
			   char label[LABEL])
{
	char from[CLOCK_TEXT], to[CLOCK_TEXT];

	clock_interval(&page->plan, interval, from, to);
	snprintf(label, LABEL, "%s-%s", from, to);
}

/* Where no table of its own says it. */
static void print_goals(const struct page *page)
{
	char goal[LABEL];

	for (int i = 0; i < page->places->queues; i++) {
		queue_goal(&page->conf->queues[i], goal);
		fprintf(page->out, "%s: service level %s\n",
			page->conf->queues[i].name, goal);
	}
	putc('\n', page->out);
}

static void print_queue(struct page *page, int queue)
{
	const struct queue_conf *conf = &page->conf->queues[queue];
	int n = page->places->intervals;
	char goal[LABEL];
	struct rows rows;

	queue_goal(conf, goal);
	fprintf(page->out, "%s: service level %s\n", conf->name, goal);
	rows_init(&rows, n, page->plan.days > 1 ? "all days" : "day",
		  place_queue(page->places, queue));
	for (int i = 0; i < n; i++) {
		rows.rows[i + 1].place = place_interval(page->places, i, queue);
		label_interval(page, i, rows.labels[i + 1]);
	}
	print_grid(page, "", rows.rows, n + 1, main_columns,
		   ARRAY_SIZE(main_columns));
	rows_finish(&rows);
}

static void print_queues(struct page *page)
{
	for (int i = 0; i < page->places->queues; i++)
		print_queue(page, i);
}

static void print_days(struct page *page)
{
	int n = page->places->days;
	struct rows rows;

	rows_init(&rows, n, "all days", 0);
	for (int i = 0; i < n; i++) {
		rows.rows[i + 1].place = place_day(page->places, i, -1);
		snprintf(rows.labels[i + 1], LABEL, "%d", i + 1);
	}
	print_grid(page, "day", rows.rows, n + 1, main_columns,
		   ARRAY_SIZE(main_columns));
	rows_finish(&rows);
}

/* All together, where there are several. */
static void print_groups(struct page *page)
{
	int n = page->places->groups;
	struct grid_row *rows = mem_array((size_t)n + 1, sizeof(*rows));
	int skipped = n == 1 ? 1 : 0;

	rows[0] = (struct grid_row){"all", 0, true};
	for (int i = 0; i < n; i++)
		rows[i + 1] =
		    (struct grid_row){page->conf->groups[i].name,
				      place_group(page->places, i), false};
	print_grid(page, "agents", rows + skipped, n + 1 - skipped,
		   group_columns, ARRAY_SIZE(group_columns));
	free(rows);
}

/* What the dialer did, and what it cost the law. */
static void print_campaigns(struct page *page)
{
	int n = page->places->campaigns;
	struct grid_row *rows = mem_array((size_t)n + 1, sizeof(*rows));

	for (int i = 0; i < n; i++)
		rows[i] =
		    (struct grid_row){page->conf->campaigns[i].name,
				      place_campaign(page->places, i), false};
	print_grid(page, "campaign", rows, n, dial_columns,
		   ARRAY_SIZE(dial_columns));
	print_grid(page, "campaign", rows, n, reach_columns,
		   ARRAY_SIZE(reach_columns));
	free(rows);
}

static void print_sites(struct page *page, const char *corner,
			const enum measure_id *columns, int n_columns)
{
	int n = page->places->sites;
	struct grid_row *rows = mem_array((size_t)n + 1, sizeof(*rows));

	for (int i = 0; i < n; i++)
		rows[i] = (struct grid_row){page->conf->sites[i].name,
					    place_site(page->places, i), false};
	print_grid(page, corner, rows, n, columns, n_columns);
	free(rows);
}

/* Queues and campaigns sum to the center. */
static int cost_rows(const struct page *page, struct grid_row *rows)
{
	const struct center_conf *conf = page->conf;
	const struct places *places = page->places;
	int n = 0;

	rows[n++] = (struct grid_row){"center", 0, true};
	for (int i = 0; i < places->queues; i++)
		rows[n++] = (struct grid_row){conf->queues[i].name,
					      place_queue(places, i), false};
	for (int i = 0; i < places->campaigns; i++)
		rows[n++] = (struct grid_row){conf->campaigns[i].name,
					      place_campaign(places, i), false};
	return n;
}

static void print_costs(struct page *page)
{
	const struct places *places = page->places;
	const char *currency = page->conf->costs.currency;
	int most = 1 + places->queues + places->campaigns;
	struct grid_row *rows = mem_array((size_t)most, sizeof(*rows));
	int n = cost_rows(page, rows);

	print_grid(page, currency != NULL ? currency : "costs", rows, n,
		   cost_columns, ARRAY_SIZE(cost_columns));
	free(rows);
	if (places->sites > 0)
		print_sites(page, "site", cost_columns,
			    ARRAY_SIZE(cost_columns));
}

static void print_formulas(const struct page *page)
{
	for (int i = 0; i < MEASURES; i++) {
		const struct measure *measure = &measures[i];

		if (!page->printed.has[i] || measure->formula == NULL)
			continue;
		fprintf(page->out, "%-*s %s\n", 18, measure->title,
			measure->formula);
	}
}

static void print_notes(const struct page *page)
{
	bool steady = page->places->days == 0;
	int n = summary_observations(page->report->summary);

	if (n > 1)
		fprintf(page->out,
			"± is the half-width of the 95 %% confidence "
			"interval, over %d %s.\n",
			n, steady ? "batches" : "replications");
	fprintf(page->out,
		"A visit counts in the %s of its queue entry, wherever it "
		"ends.\n",
		steady ? "batch" : "interval");
	if (!steady)
		fputs("What happens after closing counts in the day's last "
		      "interval.\n",
		      page->out);
	putc('\n', page->out);
}

void report_print_table(const struct report *report, FILE *out)
{
	struct page page = {
	    .report = report,
	    .conf = summary_conf(report->summary),
	    .places = summary_places(report->summary),
	    .plan = center_intervals(summary_conf(report->summary)),
	    .out = out,
	};

	print_title(&page);
	if (page.places->queues > 0)
		print_center(&page);
	if (page.places->days > 0)
		print_queues(&page);
	else
		print_goals(&page);
	if (page.places->days > 1)
		print_days(&page);
	print_groups(&page);
	if (page.places->campaigns > 0)
		print_campaigns(&page);
	if (page.places->sites > 0)
		print_sites(&page, "site", site_columns,
			    ARRAY_SIZE(site_columns));
	if (page.conf->costs.counted)
		print_costs(&page);
	if (report->n_actual > 0)
		actual_print(report->summary, report->actual, report->n_actual,
			     out);
	print_notes(&page);
	print_formulas(&page);
}
