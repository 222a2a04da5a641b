#include "run/erlang/erlang_print.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>

static void row_fill(const struct erlang_request *request, unsigned agents,
		     struct erlang_row *row)
{
	erlang_formula_row(request->formula, &request->question, agents, row);
}

static unsigned first_row(const struct erlang_request *request)
{
	return request->agents > request->rows ? request->agents - request->rows
					       : 1;
}

static unsigned last_row(const struct erlang_request *request)
{
	unsigned last = request->agents + request->rows;

	return last < ERLANG_AGENTS_MAX ? last : ERLANG_AGENTS_MAX;
}

static void print_question(const struct erlang_request *request)
{
	const struct erlang_demand *demand = &request->question.demand;

	printf("Erlang %c: ", request->formula->name[0] - 'a' + 'A');
	if (demand->calls > 0)
		printf("%.6g calls/h, AHT %.6g s, ", demand->calls * 3600,
		       demand->aht);
	printf("load %.6g erlangs", request->question.load);
	if (request->formula->abandons)
		printf(", patience %.6g s", demand->patience);
	if (request->formula->waits)
		printf(", T = %.6g s", demand->within);
	printf("\n\n");
}

static void print_heads(const struct erlang_formula *formula)
{
	size_t i;

	printf("%8s", formula->staff);
	for (i = 0; i < formula->n_columns; i++)
		if (formula->columns[i].head != NULL)
			printf(" %8s", formula->columns[i].head);
	printf("\n%8s", "");
	for (i = 0; i < formula->n_columns; i++)
		if (formula->columns[i].head != NULL)
			printf(" %8s", formula->columns[i].unit);
	printf("\n");
}

static void print_row(const struct erlang_request *request,
		      const struct erlang_row *row)
{
	const struct erlang_formula *formula = request->formula;
	const struct erlang_column *column = formula->columns;
	const struct erlang_column *end = column + formula->n_columns;
	bool percent;

	printf("%c%7u", row->agents == request->agents ? '>' : ' ',
	       row->agents);
	for (; column < end; column++) {
		percent = column->unit[0] == '%';
		if (column->head != NULL)
			printf(" %8.2f", erlang_formula_cell(row, column) *
					     (percent ? 100 : 1));
	}
	printf("\n");
}

static void print_goal(const struct erlang_request *request)
{
	const char *staff = request->formula->staff;

	if (!erlang_request_solves(request))
		return;
	printf("\n%u %s: the fewest that reach", request->agents, staff);
	if (request->has_target)
		printf(" %s %.6g %%", request->formula->aim,
		       request->question.target * 100);
	if (request->has_max_abandon)
		printf("%s abandon <= %.6g %%",
		       request->has_target ? " and" : "",
		       request->question.max_abandon * 100);
	printf("\n");
}

static void print_table(const struct erlang_request *request)
{
	unsigned agents, endless = 0;
	struct erlang_row row;

	print_question(request);
	print_heads(request->formula);
	for (agents = first_row(request); agents <= last_row(request);
	     agents++) {
		row_fill(request, agents, &row);
		endless = row.stable ? endless : agents;
		print_row(request, &row);
	}
	print_goal(request);
	printf("\n%s\n", request->formula->note);
	if (endless)
		printf("inf: up to %u agents the load is not less than the "
		       "agents,\nso the queue grows without end\n",
		       endless);
}

static void print_csv(const struct erlang_request *request)
{
	const struct erlang_formula *formula = request->formula;
	unsigned agents;
	struct erlang_row row;
	size_t i;

	printf("answer,%s", formula->staff);
	for (i = 0; i < formula->n_columns; i++)
		printf(",%s", formula->columns[i].key);
	printf("\n");
	for (agents = first_row(request); agents <= last_row(request);
	     agents++) {
		row_fill(request, agents, &row);
		printf("%d,%u", agents == request->agents, agents);
		for (i = 0; i < formula->n_columns; i++)
			printf(",%.15g",
			       erlang_formula_cell(&row, &formula->columns[i]));
		printf("\n");
	}
}

/* JSON knows no infinity: null. */
static void json_put(json_t *object, const char *key, double value)
{
	json_object_set_new(object, key,
			    isfinite(value) ? json_real(value) : json_null());
}

static json_t *json_row(const struct erlang_request *request, unsigned agents)
{
	const struct erlang_formula *formula = request->formula;
	json_t *object = json_object();
	struct erlang_row row;
	size_t i;

	row_fill(request, agents, &row);
	json_object_set_new(object, formula->staff, json_integer(agents));
	json_object_set_new(object, "stable", json_boolean(row.stable));
	for (i = 0; i < formula->n_columns; i++)
		json_put(object, formula->columns[i].key,
			 erlang_formula_cell(&row, &formula->columns[i]));
	return object;
}

static json_t *json_question(const struct erlang_request *request)
{
	const struct erlang_formula *formula = request->formula;
	const struct erlang_demand *demand = &request->question.demand;
	json_t *object = json_object();

	json_object_set_new(object, "formula", json_string(formula->name));
	if (demand->calls > 0) {
		json_put(object, "calls_per_hour", demand->calls * 3600);
		json_put(object, "aht_s", demand->aht);
	}
	json_put(object, "load_erlangs", request->question.load);
	if (request->formula->abandons)
		json_put(object, "patience_s", demand->patience);
	if (formula->waits)
		json_put(object, "within_s", demand->within);
	if (request->has_target)
		json_put(object, "target", request->question.target);
	if (request->has_max_abandon)
		json_put(object, "max_abandon", request->question.max_abandon);
	json_object_set_new(object, "note", json_string(formula->note));
	return object;
}

static void print_json(const struct erlang_request *request)
{
	json_t *object = json_question(request), *rows = json_array();
	unsigned agents;

	json_object_set_new(object, request->formula->staff,
			    json_integer(request->agents));
	json_object_set_new(object, "answer",
			    json_row(request, request->agents));
	for (agents = first_row(request); agents <= last_row(request); agents++)
		json_array_append_new(rows, json_row(request, agents));
	json_object_set_new(object, "rows", rows);
	json_dumpf(object, stdout, JSON_INDENT(2) | JSON_REAL_PRECISION(15));
	printf("\n");
	json_decref(object);
}

void erlang_print(const struct erlang_request *request)
{
	static void (*const print[])(const struct erlang_request *request) = {
	    [ERLANG_FORMAT_TABLE] = print_table,
	    [ERLANG_FORMAT_JSON] = print_json,
	    [ERLANG_FORMAT_CSV] = print_csv,
	};

	print[request->format](request);
}
