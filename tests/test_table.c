#include "report/table.h"

#include "report/grid.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct {
	const char *text;
	int width;
} widths[] = {
    {"", 0},	 {"loans", 5},	{"信用卡", 6}, {"loans 贷款", 10},
    {"±1.2", 4}, {"カード", 6}, {"（）", 4},   {"e\xcc\x81", 1},
};

static void test_width(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(widths) / sizeof(widths[0]); i++)
		assert_int_equal(text_width(widths[i].text), widths[i].width);
}

static void test_lines_up(void **state)
{
	static const char wanted[] = "queue   offered  level\n"
				     "──────────────────────\n"
				     "center   12        50%\n"
				     "──────────────────────\n"
				     "信用卡    8 ±10\n"
				     "a       1.5 ±2    100%\n";
	struct table *table = table_alloc();
	char *text;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	(void)state;
	table_column(table, "queue");
	table_column(table, "offered");
	table_column(table, "level");
	table_row(table);
	table_cell(table, "center");
	table_cell(table, "12");
	table_cell(table, "50%");
	table_rule(table);
	table_row(table);
	table_cell(table, "信用卡");
	table_cell_noted(table, "8", "±10");
	table_cell(table, "");
	table_row(table);
	table_cell(table, "a");
	table_cell_noted(table, "1.5", "±2");
	table_cell(table, "100%");
	table_print(table, out);
	fclose(out);
	assert_string_equal(text, wanted);
	free(text);
	table_free(table);
}

struct estimate_case {
	enum measure_unit unit;
	struct estimate estimate;
	const char *value, *note;
};

static const struct estimate_case estimates[] = {
    {UNIT_SHARE, {true, .8472, true, .0117}, "84.7%", "±1.2"},
    {UNIT_SHARE, {true, .8472, false, 0}, "84.7%", ""},
    {UNIT_SHARE, {false, 0, true, 0}, "-", ""},
    {UNIT_COUNT, {true, 142, false, 0}, "142", ""},
    {UNIT_COUNT, {true, 142, true, 2.06}, "142.0", "±2.1"},
    {UNIT_COUNT, {true, 18320.4, true, 120.2}, "18,320", "±120"},
    {UNIT_COUNT, {true, 1234567, false, 0}, "1,234,567", ""},
    {UNIT_COUNT, {true, -1234.5, true, 1}, "-1,234", "±1"},
    {UNIT_COUNT, {true, 0, true, 0}, "0", ""},
    {UNIT_SECONDS, {true, 12.34, true, .56}, "12.3", "±0.6"},
    {UNIT_WHOLE_SECONDS, {true, 188.7, true, 21.6}, "189", "±22"},
    {UNIT_CALLERS, {true, .934, true, .03}, "0.93", "±0.03"},
    {UNIT_HOURS, {true, 219.44, true, 1.4}, "219.4", "±1.4"},
};

static void test_estimate_text(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(estimates) / sizeof(estimates[0]); i++) {
		struct estimate_text text;

		estimate_text(&text, estimates[i].unit, &estimates[i].estimate);
		assert_string_equal(text.value, estimates[i].value);
		assert_string_equal(text.note, estimates[i].note);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_width),
	    cmocka_unit_test(test_lines_up),
	    cmocka_unit_test(test_estimate_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
