#include "run/explain_pacing.h"

#include "acd/center.h"
#include "acd/outbound/ledger.h"
#include "acd/outbound/pacer.h"
#include "report/clock.h"
#include "report/table.h"

/* VICIdial's: a level moves this often. */
#define STEP (15 * SIM_SECOND)

static void put_clock(char text[CLOCK_TEXT], sim_time at)
{
	sim_time of_day = at % SIM_DAY;
	char minute[CLOCK_TEXT];

	clock_text(minute, of_day - of_day % SIM_MINUTE);
	snprintf(text, CLOCK_TEXT, "%.5s:%02d", minute,
		 (int)(of_day % SIM_MINUTE / SIM_SECOND));
}

static double percent(const struct drop_count *count)
{
	return 100 * drops_share(count);
}

static void print_head(FILE *out)
{
	fputs("One run.  level: lines an agent; difference: agents ready less "
	      "persons waiting;\nallowed: share of answers it may drop now; "
	      "answers: of calls placed; frees: agents\nwho get free while it "
	      "rings; then drops of answers over the last minute, five\n"
	      "minutes, half hour, hour, and today.\n\n"
	      "     time  campaign          level  differ. allowed answers  "
	      "frees    1m    5m   30m   60m  today\n",
	      out);
}

static void print_line(const struct center *center, int campaign, sim_time at,
		       FILE *out)
{
	struct pacer_numbers numbers;
	char clock[CLOCK_TEXT];

	center_view_pacing(center, campaign, &numbers);
	put_clock(clock, at);
	fprintf(out,
		"%9s  %-16.16s %6.3f %8.2f %6.1f%% %6.1f%% %6.1f %4.1f%% "
		"%4.1f%% %4.1f%% %4.1f%% %5.1f%%\n",
		clock, center_conf(center)->campaigns[campaign].name,
		numbers.level, numbers.difference, 100 * numbers.allowed,
		100 * numbers.answer, numbers.frees,
		percent(&numbers.drops[DROPS_MINUTE]),
		percent(&numbers.drops[DROPS_FIVE_MINUTES]),
		percent(&numbers.drops[DROPS_HALF_HOUR]),
		percent(&numbers.drops[DROPS_HOUR]),
		percent(&numbers.drops[DROPS_DAY]));
}

/* Those who reserve agents have no pace. */
static bool is_paced(const struct campaign_conf *conf)
{
	return conf->mode == MODE_POWER || conf->mode == MODE_PREDICTIVE;
}

static void print_lines(struct center *center, FILE *out)
{
	const struct center_conf *conf = center_conf(center);
	sim_time at = conf->day.from;
	bool more = true;

	while (more) {
		at += STEP;
		more = center_run_until(center, at);
		for (int i = 0; i < conf->n_campaigns; i++)
			if (at % SIM_DAY < conf->day.to && more &&
			    at % SIM_DAY > conf->day.from &&
			    is_paced(&conf->campaigns[i]))
				print_line(center, i, at, out);
	}
}

static void window_row(struct table *table, const struct ledger *ledger,
		       const struct ledger_window *window)
{
	char text[64], clock[CLOCK_TEXT];

	table_row(table);
	snprintf(text, sizeof(text), "%d", (int)(window->from / SIM_DAY) + 1);
	table_cell(table, text);
	snprintf(text, sizeof(text), "%llu",
		 (unsigned long long)ledger_answers(
		     window, ledger->regime->denominator));
	table_cell(table, text);
	snprintf(text, sizeof(text), "%llu",
		 (unsigned long long)ledger_abandons(window));
	table_cell(table, text);
	snprintf(text, sizeof(text), "%.2f%%",
		 100 * ledger_share(ledger, window));
	table_cell(table, text);
	snprintf(text, sizeof(text), "%g%%", 100 * ledger->regime->limit);
	table_cell(table, text);
	put_clock(clock, window->breached.at);
	snprintf(text, sizeof(text), "day %d %s, attempt %llu",
		 (int)(window->breached.at / SIM_DAY) + 1, clock,
		 (unsigned long long)window->breached.id);
	table_cell(table, window->over ? text : "kept");
}

static void print_ledger(const struct center *center, int campaign, FILE *out)
{
	const struct ledger *ledger = center_view_ledger(center, campaign);
	struct table *table = table_alloc();

	fprintf(out, "\n%s under %s\n",
		center_conf(center)->campaigns[campaign].name,
		ledger->regime->title != NULL ? ledger->regime->title
					      : ledger->regime->name);
	table_column(table, "window from day");
	table_column(table, "judged");
	table_column(table, "abandoned");
	table_column(table, "share");
	table_column(table, "limit");
	table_column(table, "breached by");
	for (int i = 0; i < ledger->n_windows; i++)
		window_row(table, ledger, &ledger->windows[i]);
	table_print(table, out);
	table_free(table);
}

void explain_pacing(const struct center_conf *conf, uint64_t seed, FILE *out)
{
	struct center *center = center_alloc(conf, seed, 0);

	print_head(out);
	print_lines(center, out);
	for (int i = 0; i < conf->n_campaigns; i++)
		if (conf->campaigns[i].regime != NULL)
			print_ledger(center, i, out);
	center_free(center);
}
