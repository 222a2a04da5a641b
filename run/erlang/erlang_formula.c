#include "run/erlang/erlang_formula.h"

#include <string.h>

#define COLUMN(letter, key, member, head, unit)                                \
	{                                                                      \
		key, head, unit, offsetof(struct erlang_##letter, member)      \
	}
#define COLUMNS(array) sizeof(array) / sizeof((array)[0]), array

static const struct erlang_column b_columns[] = {
    COLUMN(b, "blocking", blocking, "blocked", "%"),
    COLUMN(b, "carried_erlangs", carried, "carried", "erlangs"),
    COLUMN(b, "occupancy", occupancy, "occupied", "%"),
};

static const struct erlang_column c_columns[] = {
    COLUMN(c, "occupancy", occupancy, "occupied", "%"),
    COLUMN(c, "p_wait", wait_gt0, "wait>0", "%"),
    COLUMN(c, "asa_s", asa, "ASA", "s"),
    COLUMN(c, "mean_wait_if_waiting_s", wait_if_gt0, "waiters", "s"),
    COLUMN(c, "wait_p90_s", wait_p90, "p90", "s"),
    COLUMN(c, "queue", queue, "queue", "callers"),
    COLUMN(c, "service_level", service_level, "SL", "%"),
};

static const struct erlang_column a_columns[] = {
    COLUMN(a, "occupancy", occupancy, "occupied", "%"),
    COLUMN(a, "p_wait", wait_gt0, "wait>0", "%"),
    COLUMN(a, "p_abandon", abandon, "abandon", "%"),
    COLUMN(a, "asa_s", asa, "ASA", "s"),
    COLUMN(a, "mean_wait_s", wait_all, NULL, "s"),
    COLUMN(a, "mean_wait_abandoned_s", wait_abandoned, NULL, "s"),
    COLUMN(a, "queue", queue, "queue", "callers"),
    COLUMN(a, "service_level", sl_offered, "SL-3", "%"),
    COLUMN(a, "service_level_answered", sl_answered, "SL-1", "%"),
    COLUMN(a, "service_level_net", sl_net, "SL-4", "%"),
    COLUMN(a, "p_abandon_within", abandon_within, NULL, "%"),
    COLUMN(a, "p_still_waiting", still_waiting, NULL, "%"),
};

static void b_fill(const struct erlang_question *question,
		   struct erlang_row *row)
{
	row->stable = true;
	erlang_b(question->load, row->agents, &row->result.b);
}

static void c_fill(const struct erlang_question *question,
		   struct erlang_row *row)
{
	erlang_c(&question->demand, row->agents, &row->result.c);
	row->stable = row->result.c.stable;
}

static void a_fill(const struct erlang_question *question,
		   struct erlang_row *row)
{
	row->stable = true;
	erlang_a(&question->demand, row->agents, &row->result.a);
}

static unsigned b_solve(const struct erlang_question *question)
{
	return erlang_b_lines(question->load, question->target);
}

static unsigned c_solve(const struct erlang_question *question)
{
	return erlang_c_agents(&question->demand, question->target);
}

static unsigned a_solve(const struct erlang_question *question)
{
	struct erlang_goal goal = {question->target, question->max_abandon};

	return erlang_a_agents(&question->demand, &goal);
}

static const struct erlang_formula formulas[] = {
    {"b", "lines", false, false, COLUMNS(b_columns),
     "blocked <=", "blocked = calls turned away / offered", b_fill, b_solve},
    {"c", "agents", true, false, COLUMNS(c_columns), "SL >=",
     "SL = answered within T / offered; in Erlang C nobody abandons\n"
     "ASA = mean wait over all calls; waiters = over those who wait at all",
     c_fill, c_solve},
    {"a", "agents", true, true, COLUMNS(a_columns), "SL-3 >=",
     "SL-3 = answered within T / (answered + abandoned)\n"
     "SL-1 = answered within T / answered\n"
     "SL-4 = answered within T / (answered + abandoned - abandoned within T)\n"
     "ASA = mean wait of the calls answered",
     a_fill, a_solve},
};

const struct erlang_formula *erlang_formula_find(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof(formulas) / sizeof(formulas[0]); i++)
		if (name != NULL && strcmp(name, formulas[i].name) == 0)
			return &formulas[i];
	return NULL;
}

void erlang_formula_row(const struct erlang_formula *formula,
			const struct erlang_question *question, unsigned agents,
			struct erlang_row *row)
{
	row->agents = agents;
	formula->fill(question, row);
}

double erlang_formula_cell(const struct erlang_row *row,
			   const struct erlang_column *column)
{
	const char *result = (const char *)&row->result;

	return *(const double *)(const void *)(result + column->offset);
}
