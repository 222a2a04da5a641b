#include "tests/theory/families.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Classes are queues c1, c2; pools are groups p1, p2, p3. */
enum { CLASSES = 2, POOLS = 3 };

struct design {
	int pools;
	double lambda[CLASSES], theta[CLASSES];
	int sizes[POOLS];
	double mu[CLASSES][POOLS]; /* 0: does not serve */
	int level[CLASSES][POOLS]; /* of the pool in the class's order; 0 */
	int rank[CLASSES][POOLS];  /* of the class in the pool's order; 0 */
};

/* The i-th part of a text, or the empty one. */
static const char *part(const char *text, char separator, int i, char *to,
			size_t size)
{
	size_t length;

	for (; i > 0; i--) {
		text = strchr(text, separator);
		if (text == NULL)
			return to[0] = '\0', to;
		text++;
	}
	length = strcspn(text, (char[]){separator, '\0'});
	snprintf(to, size, "%.*s", (int)length, text);
	return to;
}

static const char *text_of(const struct trial *trial, const char *column,
			   char separator, int i, char *to, size_t size)
{
	return part(rows_text(trial->rows, trial->row, column), separator, i,
		    to, size);
}

static double number_of(const struct trial *trial, const char *column, int i)
{
	char text[64];

	return atof(text_of(trial, column, ';', i, text, sizeof(text)));
}

/* Where `2>1` has the name, from 1; 0: it has not. */
static int place_in(const char *order, int name)
{
	char text[16];

	for (int i = 0; i < POOLS; i++)
		if (atoi(part(order, '>', i, text, sizeof(text))) == name)
			return i + 1;
	return 0;
}

static void read_pair(const struct trial *trial, struct design *design, int c,
		      int p)
{
	char text[64], rate[64];

	text_of(trial, "pool_pref", '|', c, text, sizeof(text));
	design->level[c][p] = place_in(text, p + 1);
	text_of(trial, "class_pref", '|', p, text, sizeof(text));
	design->rank[c][p] = place_in(text, c + 1);
	text_of(trial, "mu", '|', c, text, sizeof(text));
	design->mu[c][p] = atof(part(text, ';', p, rate, sizeof(rate)));
}

static void read_design(const struct trial *trial, struct design *design)
{
	memset(design, 0, sizeof(*design));
	for (int p = 0; p < POOLS; p++) {
		design->sizes[p] = (int)number_of(trial, "pool_sizes", p);
		design->pools += design->sizes[p] > 0;
	}
	for (int c = 0; c < CLASSES; c++) {
		design->lambda[c] = number_of(trial, "lambda", c);
		design->theta[c] = number_of(trial, "theta", c);
		for (int p = 0; p < design->pools; p++)
			read_pair(trial, design, c, p);
	}
}

static void say_pool(const struct trial *trial, const struct design *design,
		     int p)
{
	FILE *to = trial->says;

	fprintf(to, "  - {group: p%d, count: %d, skills: {", p + 1,
		design->sizes[p]);
	for (int c = 0; c < CLASSES; c++)
		if (design->level[c][p] > 0)
			fprintf(to,
				"%sc%d: {level: %d, rank: %d, talk: "
				"exponential(%.9fs)}",
				c > 0 && design->level[0][p] > 0 ? ", " : "",
				c + 1, design->level[c][p], design->rank[c][p],
				trial->unit / design->mu[c][p]);
	fprintf(to, "}}\n");
}

static void say(const struct trial *trial, const struct design *design)
{
	FILE *to = trial->says;

	fprintf(to, "callfloor: 1\nnumbers: {\"1\": f1, \"2\": f2}\n"
		    "flows: {f1: [queue: c1], f2: [queue: c2]}\n"
		    "queues: {c1: {}, c2: {}}\narrivals:\n");
	for (int c = 0; c < CLASSES; c++)
		fprintf(to, "  \"%d\": {rate: %.15f/s}\n", c + 1,
			design->lambda[c] / trial->unit);
	fprintf(to, "reasons:\n");
	for (int c = 0; c < CLASSES; c++)
		fprintf(to,
			"  c%d: {talk: %.9fs, patience: "
			"exponential(%.9fs)}\n",
			c + 1, trial->unit, trial->unit / design->theta[c]);
	fprintf(to, "agents:\n");
	for (int p = 0; p < design->pools; p++)
		say_pool(trial, design, p);
}

static double slowest(const struct design *design)
{
	double least = fmin(design->theta[0], design->theta[1]);

	for (int c = 0; c < CLASSES; c++)
		for (int p = 0; p < design->pools; p++)
			if (design->level[c][p] > 0)
				least = fmin(least, design->mu[c][p]);
	return 1 / least;
}

static void class_cells(struct trial *trial, int c)
{
	static const struct {
		const char *column;
		enum measure_id measure;
	} cells[] = {
	    {"P_all_busy_per_class", MEASURE_DELAYED},
	    {"P_abandon_per_class", MEASURE_ABANDON_FRACTION},
	    {"E_wait_per_class", MEASURE_MEAN_WAIT},
	    {"E_queue_per_class", MEASURE_QUEUE_LENGTH},
	};

	for (size_t i = 0; i < sizeof(cells) / sizeof(cells[0]); i++)
		trial_measure_of(trial, cells[i].column,
				 number_of(trial, cells[i].column, c), c,
				 cells[i].measure);
}

/* c1@p2=0.34: of a class by a pool, in a unit of time. */
static void throughput_cells(struct trial *trial)
{
	char text[64];
	int c, p;
	double want;

	for (int i = 0; i < CLASSES * POOLS; i++) {
		text_of(trial, "throughput_class@pool", ';', i, text,
			sizeof(text));
		if (sscanf(text, "c%d@p%d=%lf", &c, &p, &want) != 3)
			return;
		trial_value(trial, "throughput_class@pool", want, AT_CENTER,
			    FIGURES + TALLY_SERVED + (c - 1) * WATCH_GROUPS +
				p - 1,
			    FIGURE_LENGTH)
		    ->scale = 1e6 * trial->unit;
	}
}

static void row(struct trial *trial)
{
	struct design design;

	read_design(trial, &design);
	say(trial, &design);
	trial->rate = (design.lambda[0] + design.lambda[1]) / trial->unit;
	trial->relaxes = slowest(&design) * trial->unit;
	for (int c = 0; c < CLASSES; c++) {
		trial_knows_calls(trial, c, FIGURE_OFFERED,
				  design.lambda[c] / trial->unit);
		class_cells(trial, c);
	}
	for (int p = 0; p < design.pools; p++)
		trial_measure_of(trial, "occupancy_per_pool",
				 number_of(trial, "occupancy_per_pool", p),
				 AT_GROUP + p, MEASURE_OCCUPANCY);
	throughput_cells(trial);
}

const struct theory theory_skill_routing = {"skill_routing_ctmc.csv",
					    .row = row};
