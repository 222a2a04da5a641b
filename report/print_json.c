#include "report/report.h"

#include "report/clock.h"
#include "report/cpu.h"

#include <jansson.h>

/* Ten digits say all that is meant, and 0.1 is written as 0.1. */
#define FORMAT (JSON_INDENT(1) | JSON_REAL_PRECISION(10))

#define PARTS(part) (1u << (part))
#define USUAL                                                                  \
	(PARTS(PART_MAIN) | PARTS(PART_MORE) | PARTS(PART_CALLBACK) |          \
	 PARTS(PART_POP))
#define ALL (~PARTS(PART_COST))

static json_t *json_of(bool known, double value)
{
	return known ? json_real(value) : json_null();
}

static json_t *json_estimate(const struct report *report, int place,
			     enum measure_id measure)
{
	struct estimate estimate = summary_get(report->summary, place, measure);
	json_t *json = json_object();

	json_object_set_new(json, "value",
			    json_of(estimate.known, estimate.value));
	json_object_set_new(
	    json, "half_width",
	    json_of(estimate.known && estimate.sure, estimate.half_width));
	return json;
}

/* Measures of the given parts; the levels by other definitions in an object
 * of their own. */
static json_t *json_place(const struct report *report, int place,
			  unsigned parts)
{
	enum place_kind kind =
	    place_kind(summary_places(report->summary), place);
	json_t *json = json_object(), *levels = json_object();

	if (!summary_places(report->summary)->callbacks)
		parts &= ~PARTS(PART_CALLBACK);
	if (!summary_places(report->summary)->pops)
		parts &= ~PARTS(PART_POP);

	for (int i = 0; i < MEASURES; i++) {
		const struct measure *measure = &measures[i];
		bool level = measure->part == PART_LEVELS;

		if ((measure->kinds & kind) == 0 ||
		    (parts & PARTS(measure->part)) == 0)
			continue;
		json_object_set_new(
		    level ? levels : json, measure->name,
		    json_estimate(report, place, (enum measure_id)i));
	}
	if (json_object_size(levels) > 0)
		json_object_set_new(json, "service_levels", levels);
	else
		json_decref(levels);
	return json;
}

static json_t *json_queue(const struct report *report, int queue)
{
	const struct queue_conf *conf =
	    &summary_conf(report->summary)->queues[queue];
	int place = place_queue(summary_places(report->summary), queue);
	json_t *json = json_place(report, place, ALL);

	json_object_set_new(json, "target",
			    json_of(conf->target > 0, conf->target));
	json_object_set_new(json, "within_s",
			    json_real(sim_to_seconds(conf->within)));
	return json;
}

static json_t *json_queues(const struct report *report)
{
	const struct center_conf *conf = summary_conf(report->summary);
	json_t *json = json_object();

	for (int i = 0; i < conf->n_queues - conf->n_campaigns; i++)
		json_object_set_new(json, conf->queues[i].name,
				    json_queue(report, i));
	return json;
}

static json_t *json_groups(const struct report *report)
{
	const struct center_conf *conf = summary_conf(report->summary);
	const struct places *places = summary_places(report->summary);
	json_t *json = json_object();

	for (int i = 0; i < conf->n_groups; i++)
		json_object_set_new(
		    json, conf->groups[i].name,
		    json_place(report, place_group(places, i), ALL));
	return json;
}

static json_t *json_campaigns(const struct report *report)
{
	const struct center_conf *conf = summary_conf(report->summary);
	const struct places *places = summary_places(report->summary);
	json_t *json = json_object();

	for (int i = 0; i < conf->n_campaigns; i++)
		json_object_set_new(
		    json, conf->campaigns[i].name,
		    json_place(report, place_campaign(places, i), ALL));
	return json;
}

/* What a site did, and what it cost. */
static json_t *json_sites(const struct report *report)
{
	const struct center_conf *conf = summary_conf(report->summary);
	const struct places *places = summary_places(report->summary);
	unsigned parts = conf->costs.counted ? ~0u : ALL;
	json_t *json = json_object();

	for (int i = 0; i < conf->n_sites; i++)
		json_object_set_new(
		    json, conf->sites[i].name,
		    json_place(report, place_site(places, i), parts));
	return json;
}

static json_t *json_cost(const struct report *report, int place)
{
	return json_place(report, place, PARTS(PART_COST));
}

static void set_cost(json_t *json, const char *name,
		     const struct report *report, int place)
{
	json_object_set_new(json, name, json_cost(report, place));
}

static json_t *json_costs(const struct report *report)
{
	const struct center_conf *conf = summary_conf(report->summary);
	const struct places *places = summary_places(report->summary);
	json_t *json = json_object(), *queues = json_object();
	json_t *campaigns = json_object(), *sites = json_object();

	for (int i = 0; i < places->queues; i++)
		set_cost(queues, conf->queues[i].name, report,
			 place_queue(places, i));
	for (int i = 0; i < places->campaigns; i++)
		set_cost(campaigns, conf->campaigns[i].name, report,
			 place_campaign(places, i));
	for (int i = 0; i < places->sites; i++)
		set_cost(sites, conf->sites[i].name, report,
			 place_site(places, i));
	json_object_set_new(json, "currency",
			    conf->costs.currency != NULL
				? json_string(conf->costs.currency)
				: json_null());
	set_cost(json, "total", report, 0);
	json_object_set_new(json, "queues", queues);
	json_object_set_new(json, "campaigns", campaigns);
	json_object_set_new(json, "sites", sites);
	return json;
}

/* The center and its queues in an interval or on a day. */
static void set_places(json_t *json, const struct report *report, int at,
		       int (*place)(const struct places *, int, int),
		       unsigned parts)
{
	const struct center_conf *conf = summary_conf(report->summary);
	const struct places *places = summary_places(report->summary);
	json_t *queues = json_object();

	json_object_set_new(json, "total",
			    json_place(report, place(places, at, -1), parts));
	for (int i = 0; i < conf->n_queues - conf->n_campaigns; i++)
		json_object_set_new(
		    queues, conf->queues[i].name,
		    json_place(report, place(places, at, i), parts));
	json_object_set_new(json, "queues", queues);
}

static json_t *json_interval(const struct report *report, int interval)
{
	struct interval_plan plan =
	    center_intervals(summary_conf(report->summary));
	char from[CLOCK_TEXT], to[CLOCK_TEXT];
	json_t *json = json_object();

	clock_interval(&plan, interval, from, to);
	json_object_set_new(json, "from", json_string(from));
	json_object_set_new(json, "to", json_string(to));
	set_places(json, report, interval, place_interval, USUAL);
	return json;
}

static json_t *json_intervals(const struct report *report)
{
	json_t *json = json_array();

	for (int i = 0; i < summary_places(report->summary)->intervals; i++)
		json_array_append_new(json, json_interval(report, i));
	return json;
}

static json_t *json_actual(const struct actual_day *day)
{
	json_t *json = json_object();

	for (int i = 0; i < ACTUAL_MEASURES; i++)
		json_object_set_new(
		    json, actual_measures[i].name,
		    json_real(actual_value(day, &actual_measures[i])));
	return json;
}

static json_t *json_days(const struct report *report)
{
	int n_days = summary_places(report->summary)->days;
	json_t *json = json_array();

	for (int i = 0; i < n_days; i++) {
		json_t *day = json_object();

		json_object_set_new(day, "day", json_integer(i + 1));
		set_places(day, report, i, place_day,
			   USUAL | PARTS(PART_LEVELS));
		if (i < report->n_actual)
			json_object_set_new(day, "actual",
					    json_actual(&report->actual[i]));
		json_array_append_new(json, day);
	}
	return json;
}

static json_t *json_error(const struct report *report)
{
	json_t *json = json_object();

	for (int i = 0; i < ACTUAL_MEASURES; i++) {
		struct actual_error error =
		    actual_error(report->summary, report->actual,
				 report->n_actual, &actual_measures[i]);
		json_t *one = json_object();

		json_object_set_new(one, "mae",
				    json_of(error.known, error.mae));
		json_object_set_new(
		    one, "correlation",
		    json_of(error.correlates, error.correlation));
		json_object_set_new(json, actual_measures[i].name, one);
	}
	return json;
}

static json_t *json_steady(const struct steady_conf *steady)
{
	json_t *json = json_object();

	json_object_set_new(json, "batches", json_integer(steady->batches));
	json_object_set_new(json, "batch_s",
			    json_real(sim_to_seconds(steady->batch)));
	json_object_set_new(json, "warm_up_s",
			    json_real(sim_to_seconds(steady->warm_up)));
	return json;
}

/* What the numbers are of: days, or the batches of a steady state. */
static void set_days(json_t *json, const struct report *report)
{
	const struct center_conf *conf = summary_conf(report->summary);

	if (conf->steady.batches > 0)
		json_object_set_new(json, "steady", json_steady(&conf->steady));
	else if (summary_places(report->summary)->days > 1 ||
		 report->n_actual > 0)
		json_object_set_new(json, "days", json_days(report));
	if (report->n_actual > 0)
		json_object_set_new(json, "error", json_error(report));
}

/* JSON's whole numbers end at 2^63; a seed beyond is given as text. */
static json_t *json_seed(uint64_t seed)
{
	char text[32];

	if (seed <= INT64_MAX)
		return json_integer((json_int_t)seed);
	snprintf(text, sizeof(text), "%llu", (unsigned long long)seed);
	return json_string(text);
}

void report_print_json(const struct report *report, FILE *out)
{
	const struct summary *summary = report->summary;
	char cpu[CPU_TEXT];
	json_t *json = json_object();

	cpu_text(cpu);
	json_object_set_new(json, "scenario", json_string(report->scenario));
	json_object_set_new(json, "seed", json_seed(report->seed));
	json_object_set_new(json, "replications",
			    json_integer(summary_replications(summary)));
	json_object_set_new(json, "cpu", json_string(cpu));
	json_object_set_new(json, "total", json_place(report, 0, ALL));
	json_object_set_new(json, "queues", json_queues(report));
	json_object_set_new(json, "groups", json_groups(report));
	if (summary_places(summary)->campaigns > 0)
		json_object_set_new(json, "campaigns", json_campaigns(report));
	if (summary_places(summary)->sites > 0)
		json_object_set_new(json, "sites", json_sites(report));
	if (summary_conf(summary)->costs.counted)
		json_object_set_new(json, "costs", json_costs(report));
	json_object_set_new(json, "intervals", json_intervals(report));
	set_days(json, report);
	json_dumpf(json, out, FORMAT);
	putc('\n', out);
	json_decref(json);
}
