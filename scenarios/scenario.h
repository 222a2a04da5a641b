/*
 * A scenario: one YAML file that describes a call center, loaded, checked
 * and turned into the plain confs that a center is built from.
 */
#ifndef SCENARIOS_SCENARIO_H
#define SCENARIOS_SCENARIO_H

#include "acd/center_conf.h"
#include "base/err.h"

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct run_conf {
	uint64_t seed;
	int replications;
	double precision; /* relative half-width to reach; 0: none */
};

/* What a real day was, printed beside the simulated one. */
struct actual_day_conf {
	double offered;
	double abandon_fraction;
	double served_within; /* share of the served within 20 s */
	double asa;	      /* [s] */
};

/* A file that a scenario names, and where it is. */
struct scenario_file {
	const char *name; /* as the scenario has it */
	const char *path;
};

#define SCENARIO_WARNINGS 16

struct scenario {
	const char *name; /* the title; the file's name where there is none */
	const char *file;
	struct center_conf center;
	struct run_conf run;
	int n_actual;
	struct actual_day_conf *actual; /* one a day, or none */
	int n_warnings;
	struct err *warnings; /* what is legal, but hardly meant */
	int n_files;
	struct scenario_file *files; /* that were read besides, each once */
	struct arena *arena;	     /* owns all of the above */
};

/* NULL and err on a bad file; nothing is half loaded. */
struct scenario *scenario_load(const char *file, struct err *err);

/* The same where the files that it names are elsewhere now: they are sought
 * in that list and nowhere else. */
struct scenario *scenario_load_moved(const char *file,
				     const struct scenario_file *moved,
				     int n_moved, struct err *err);

/* The same from memory; name stands for the file in errors, and files that
 * it refers to are sought beside directory. */
struct scenario *scenario_parse(const char *text, size_t bytes,
				const char *name, const char *directory,
				struct err *err);
void scenario_free(struct scenario *scenario); /* NULL is fine */

/* Prints the warnings as errors are, with "warning:" after the place. */
void scenario_warn(const struct scenario *scenario, FILE *out);

/* What a key of the scenario file means: `queues.NAME.capacity`, or every
 * key below it.  -1 and err, with the nearest key, where there is none. */
int scenario_explain(const char *key, FILE *out, struct err *err);

/* Prints the paths of the keys whose name is the word's, wherever they
 * stand, or the nearest to it. */
void scenario_find(const char *word, FILE *out);

/* docs/scenario.md and the JSON Schema, from the same tables. */
void scenario_reference(FILE *out);
void scenario_schema(FILE *out);

#endif
