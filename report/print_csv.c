/*
 * CSV as spreadsheets read it (RFC 4180): a head, then one line a place, with
 * each measure's value and half-width side by side.  An empty field is a
 * number that there is none of.
 */
#include "report/report.h"

#include "report/clock.h"

#include <string.h>

/* What a line is about; "" where it does not apply. */
struct line {
	const char
	    *what; /* center, queue, group, campaign, site, interval, day */
	const char *name; /* of the queue or group */
	const char *day;
	const char *from, *to;
	int place;
};

static bool is_printed(const struct report *report,
		       const struct measure *measure)
{
	bool dials = summary_places(report->summary)->campaigns > 0;

	if (measure->part == PART_DIAL)
		return dials;
	if (measure->part == PART_FLOW && (measure->kinds & PLACE_CAMPAIGN))
		return dials || report->all;
	if (measure->part == PART_SITE)
		return summary_places(report->summary)->sites > 0;
	if (measure->part == PART_COST)
		return summary_conf(report->summary)->costs.counted;
	if (measure->part == PART_CALLBACK)
		return summary_places(report->summary)->callbacks;
	if (measure->part == PART_POP)
		return summary_places(report->summary)->pops;
	return report->all || measure->part == PART_MAIN ||
	       measure->part == PART_MORE;
}

static void print_text(const char *text, FILE *out)
{
	if (strpbrk(text, ",\"\r\n") == NULL) {
		fputs(text, out);
		return;
	}
	putc('"', out);
	for (; *text != '\0'; text++) {
		if (*text == '"')
			putc('"', out);
		putc(*text, out);
	}
	putc('"', out);
}

static void print_head(const struct report *report, FILE *out)
{
	fputs("what,name,day,from,to", out);
	for (int i = 0; i < MEASURES; i++)
		if (is_printed(report, &measures[i]))
			fprintf(out, ",%s,%s_half_width", measures[i].name,
				measures[i].name);
	fputs("\r\n", out);
}

static void print_estimate(const struct estimate *estimate, FILE *out)
{
	putc(',', out);
	if (estimate->known)
		fprintf(out, "%.10g", estimate->value);
	putc(',', out);
	if (estimate->known && estimate->sure)
		fprintf(out, "%.10g", estimate->half_width);
}

/* Money is of whole runs alone. */
static bool has(const struct report *report, const struct line *line,
		int measure)
{
	if (measures[measure].part == PART_COST &&
	    (line->day != NULL || line->from != NULL))
		return false;
	return (measures[measure].kinds &
		place_kind(summary_places(report->summary), line->place)) != 0;
}

static void print_line(const struct report *report, const struct line *line,
		       FILE *out)
{
	const char *const texts[] = {line->name, line->day, line->from,
				     line->to};

	fputs(line->what, out);
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		putc(',', out);
		print_text(texts[i] != NULL ? texts[i] : "", out);
	}
	for (int i = 0; i < MEASURES; i++) {
		struct estimate estimate = summary_get(
		    report->summary, line->place, (enum measure_id)i);

		if (measures[i].part >= PART_DIAL && !has(report, line, i))
			estimate.known = false;
		if (is_printed(report, &measures[i]))
			print_estimate(&estimate, out);
	}
	fputs("\r\n", out);
}

static const char *queue_name(const struct report *report, int queue)
{
	return queue < 0 ? ""
			 : summary_conf(report->summary)->queues[queue].name;
}

static void print_queues(const struct report *report, FILE *out)
{
	const struct places *places = summary_places(report->summary);

	for (int i = -1; i < places->queues; i++)
		print_line(report,
			   &(struct line){.what = i < 0 ? "center" : "queue",
					  .name = queue_name(report, i),
					  .place = place_queue(places, i)},
			   out);
}

static void print_groups(const struct report *report, FILE *out)
{
	const struct group_conf *groups = summary_conf(report->summary)->groups;
	const struct places *places = summary_places(report->summary);

	for (int i = 0; i < places->groups; i++)
		print_line(report,
			   &(struct line){.what = "group",
					  .name = groups[i].name,
					  .place = place_group(places, i)},
			   out);
}

static void print_campaigns(const struct report *report, FILE *out)
{
	const struct center_conf *conf = summary_conf(report->summary);
	const struct places *places = summary_places(report->summary);

	for (int i = 0; i < places->campaigns; i++)
		print_line(report,
			   &(struct line){.what = "campaign",
					  .name = conf->campaigns[i].name,
					  .place = place_campaign(places, i)},
			   out);
}

static void print_sites(const struct report *report, FILE *out)
{
	const struct site_conf *sites = summary_conf(report->summary)->sites;
	const struct places *places = summary_places(report->summary);

	for (int i = 0; i < places->sites; i++)
		print_line(report,
			   &(struct line){.what = "site",
					  .name = sites[i].name,
					  .place = place_site(places, i)},
			   out);
}

static void print_interval(const struct report *report, int interval, FILE *out)
{
	const struct places *places = summary_places(report->summary);
	struct interval_plan plan =
	    center_intervals(summary_conf(report->summary));
	char from[CLOCK_TEXT], to[CLOCK_TEXT];

	clock_interval(&plan, interval, from, to);
	for (int i = -1; i < places->queues; i++)
		print_line(report,
			   &(struct line){
			       .what = "interval",
			       .name = queue_name(report, i),
			       .from = from,
			       .to = to,
			       .place = place_interval(places, interval, i)},
			   out);
}

static void print_day(const struct report *report, int day, FILE *out)
{
	const struct places *places = summary_places(report->summary);
	char number[16];

	snprintf(number, sizeof(number), "%d", day + 1);
	for (int i = -1; i < places->queues; i++)
		print_line(report,
			   &(struct line){.what = "day",
					  .name = queue_name(report, i),
					  .day = number,
					  .place = place_day(places, day, i)},
			   out);
}

void report_print_csv(const struct report *report, FILE *out)
{
	const struct places *places = summary_places(report->summary);

	print_head(report, out);
	print_queues(report, out);
	print_groups(report, out);
	print_campaigns(report, out);
	print_sites(report, out);
	for (int i = 0; i < places->intervals; i++)
		print_interval(report, i, out);
	for (int i = 0; i < places->days && places->days > 1; i++)
		print_day(report, i, out);
}
