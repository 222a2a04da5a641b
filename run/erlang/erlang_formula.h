/*
 * The three formulas of `callfloor erlang`, alike to whoever asks: each turns
 * a demand and a number of agents (in b: of lines) into a row of numbers, and
 * finds the fewest agents that reach a goal.  What the numbers are called, in
 * what unit they are and what they mean stands beside them.
 */
#ifndef RUN_ERLANG_ERLANG_FORMULA_H
#define RUN_ERLANG_ERLANG_FORMULA_H

#include "plan/erlang.h"

#include <stdbool.h>
#include <stddef.h>

/* What is known of the calls, and what is to be reached. */
struct erlang_question {
	struct erlang_demand demand;
	double load;	    /* erlangs */
	double target;	    /* service level; b: blocking */
	double max_abandon; /* share */
};

/* One number of agents and what it gives. */
struct erlang_row {
	unsigned agents;
	bool stable;
	union {
		struct erlang_b b;
		struct erlang_c c;
		struct erlang_a a;
	} result;
};

/* One number of a row; those without a head are left out of the table. */
struct erlang_column {
	const char *key;
	const char *head;
	const char *unit;
	size_t offset; /* in row.result */
};

struct erlang_formula {
	const char *name;
	const char *staff; /* agents or lines */
	bool waits;	   /* asks for the handling time, may for T */
	bool abandons;	   /* asks for patience */
	size_t n_columns;
	const struct erlang_column *columns;
	const char *aim;
	const char *note;
	/* All of the row but its agents, which are known. */
	void (*fill)(const struct erlang_question *question,
		     struct erlang_row *row);
	/* The fewest agents that reach the goal; 0: no number does. */
	unsigned (*solve)(const struct erlang_question *question);
};

/* NULL if there is none of that name, or no name. */
const struct erlang_formula *erlang_formula_find(const char *name);

void erlang_formula_row(const struct erlang_formula *formula,
			const struct erlang_question *question, unsigned agents,
			struct erlang_row *row);

double erlang_formula_cell(const struct erlang_row *row,
			   const struct erlang_column *column);

#endif
