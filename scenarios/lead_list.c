#include "scenarios/lead_list.h"

#include "base/mem.h"
#include "scenarios/files.h"
#include "scenarios/nearest.h"
#include "scenarios/scan.h"

#include <stdlib.h>
#include <string.h>

#define PHONE_BYTES 24 /* of digits */

enum column { PHONE, ZONE, CONSENT, REGISTERS, VALUE, ANSWERS, COLUMNS };

static const char *const columns[COLUMNS] = {"phone",	    "zone",  "consent",
					     "do-not-call", "value", "answers"};

struct reading {
	struct loader *loader;
	const struct sheet *sheet;
	int at[COLUMNS]; /* -1: the file has none */
	struct lead_conf *leads;
};

static bool is_ignored(const struct lead_list *list, const char *name)
{
	for (int i = 0; i < list->n_ignored; i++)
		if (strcmp(list->ignored[i], name) == 0)
			return true;
	return false;
}

static int unknown_column(const struct sheet *sheet, int column,
			  struct err *err)
{
	const char *name = sheet_name(sheet, column);
	struct nearest nearest;

	sheet_name_error(sheet, column, err,
			 "a lead list has no column '%.60s'", name);
	nearest_init(&nearest, name);
	for (int i = 0; i < COLUMNS; i++)
		nearest_offer(&nearest, columns[i]);
	if (nearest.best != NULL)
		return nearest_hint(&nearest, err);
	return err_hint(err,
			"to leave it out: list: {file: ..., ignore: "
			"[%.60s]}",
			name);
}

static int find_columns(struct reading *reading, const struct lead_list *list)
{
	const struct sheet *sheet = reading->sheet;
	struct err *err = reading->loader->err;

	for (int i = 0; i < COLUMNS; i++)
		reading->at[i] = -1;
	for (int i = 0; i < sheet->n_columns; i++) {
		const char *name = sheet_name(sheet, i);
		int k = 0;

		while (k < COLUMNS && strcmp(columns[k], name) != 0)
			k++;
		if (k == COLUMNS && !is_ignored(list, name))
			return unknown_column(sheet, i, err);
		if (k < COLUMNS && reading->at[k] >= 0)
			return sheet_name_error(sheet, i, err,
						"the column '%s' is there "
						"twice",
						name);
		if (k < COLUMNS)
			reading->at[k] = i;
	}
	return reading->at[PHONE] >= 0 ? 0
				       : sheet_need(sheet, columns[PHONE], err);
}

/* Digits, and a + before them; what makes them easy to read is dropped. */
static int read_phone(const struct reading *reading, size_t row,
		      struct lead_conf *lead)
{
	int column = reading->at[PHONE];
	const char *text = sheet_text(reading->sheet, row, column);
	char phone[PHONE_BYTES + 1];
	size_t n = 0;
	size_t digits = 0;

	for (const char *p = text; *p != '\0' && n < PHONE_BYTES; p++) {
		bool digit = *p >= '0' && *p <= '9';

		if (digit || (*p == '+' && n == 0))
			phone[n++] = *p;
		else if (strchr(" -./()", *p) == NULL)
			break;
		digits += digit;
		if (p[1] == '\0' && digits >= 3) {
			phone[n] = '\0';
			lead->phone = arena_text(reading->loader->arena, phone);
			return 0;
		}
	}
	return sheet_error(reading->sheet, row, column, reading->loader->err,
			   "wanted a telephone number such as +49 30 1234567, "
			   "got '%.40s'",
			   text);
}

/* +02:00, or minutes: in quarters of an hour, as the world's zones are. */
static bool scan_zone(const char *text, int32_t *zone)
{
	double sign = *text == '-' ? -1 : 1;
	const char *p = text + (*text == '-' || *text == '+');
	double minutes;

	if (strchr(text, ':') != NULL) {
		if (!scan_clock(&p, &minutes))
			return false;
		minutes /= 60;
	} else if (!scan_number(&p, &minutes)) {
		return false;
	}
	*zone = (int32_t)(minutes <= LEAD_ZONE ? sign * minutes : 1);
	return scan_end(p) && minutes >= 0 && minutes == *zone * sign &&
	       *zone % 15 == 0;
}

static int read_zone(const struct reading *reading, size_t row,
		     struct lead_conf *lead)
{
	const char *text = sheet_text(reading->sheet, row, reading->at[ZONE]);

	if (scan_zone(text, &lead->zone))
		return 0;
	return sheet_error(reading->sheet, row, reading->at[ZONE],
			   reading->loader->err,
			   "wanted a zone such as +02:00 or 120, up to 26 "
			   "hours and in quarters of one, got '%.40s'",
			   text);
}

static int read_consent(const struct reading *reading, size_t row,
			struct lead_conf *lead)
{
	const char *text =
	    sheet_text(reading->sheet, row, reading->at[CONSENT]);

	if (strcmp(text, "yes") == 0)
		lead->flags |= LEAD_CONSENTS;
	if (strcmp(text, "yes") == 0 || strcmp(text, "no") == 0)
		return 0;
	return sheet_error(reading->sheet, row, reading->at[CONSENT],
			   reading->loader->err,
			   "wanted yes or no, got '%.40s'", text);
}

static const struct {
	const char *word;
	uint8_t flag;
} registers[] = {
    {"national", LEAD_DNC_NATIONAL},
    {"company", LEAD_DNC_COMPANY},
    {"campaign", LEAD_DNC_CAMPAIGN},
};

static uint8_t register_flag(const char *word, size_t n)
{
	for (size_t i = 0; i < sizeof(registers) / sizeof(registers[0]); i++)
		if (strlen(registers[i].word) == n &&
		    memcmp(registers[i].word, word, n) == 0)
			return registers[i].flag;
	return 0;
}

/* national+company; nothing: on none. */
static int read_registers(const struct reading *reading, size_t row,
			  struct lead_conf *lead)
{
	const char *text =
	    sheet_text(reading->sheet, row, reading->at[REGISTERS]);
	const char *p = text;

	while (*p != '\0') {
		size_t n = strcspn(p, "+");
		uint8_t flag = register_flag(p, n);

		if (flag == 0 || (p[n] == '+' && p[n + 1] == '\0'))
			return sheet_error(reading->sheet, row,
					   reading->at[REGISTERS],
					   reading->loader->err,
					   "wanted national, company, campaign "
					   "or several with + between, got "
					   "'%.40s'",
					   text);
		lead->flags |= flag;
		p += n + (p[n] == '+');
	}
	return 0;
}

static int read_float(const struct reading *reading, size_t row,
		      enum column column, double min, double max, float *out)
{
	double number;

	if (sheet_number(reading->sheet, row, reading->at[column], min, max,
			 &number, reading->loader->err) != 0)
		return -1;
	*out = (float)number;
	return 0;
}

static int read_lead(const struct reading *reading, size_t row)
{
	struct lead_conf *lead = &reading->leads[row];
	const int *at = reading->at;

	lead->answers = 1;
	if (read_phone(reading, row, lead) != 0 ||
	    (at[ZONE] >= 0 && read_zone(reading, row, lead) != 0) ||
	    (at[CONSENT] >= 0 && read_consent(reading, row, lead) != 0) ||
	    (at[REGISTERS] >= 0 && read_registers(reading, row, lead) != 0))
		return -1;
	if (at[VALUE] >= 0 &&
	    read_float(reading, row, VALUE, -1e9, 1e9, &lead->value) != 0)
		return -1;
	return at[ANSWERS] < 0
		   ? 0
		   : read_float(reading, row, ANSWERS, 0, 100, &lead->answers);
}

static int by_phone(const void *a, const void *b)
{
	const struct lead_conf *x = *(const struct lead_conf *const *)a;
	const struct lead_conf *y = *(const struct lead_conf *const *)b;
	int sign = strcmp(x->phone, y->phone);

	return sign != 0 ? sign : (x > y) - (x < y);
}

/* The first row whose number an earlier one has; and that one. */
static size_t find_twin(const struct lead_conf *leads, size_t n,
			size_t *earlier)
{
	const struct lead_conf **sorted = mem_array(n, sizeof(*sorted));
	size_t twin = n;

	for (size_t i = 0; i < n; i++)
		sorted[i] = &leads[i];
	qsort(sorted, n, sizeof(*sorted), by_phone);
	for (size_t i = 1; i < n; i++) {
		size_t row = (size_t)(sorted[i] - leads);

		if (row >= twin ||
		    strcmp(sorted[i]->phone, sorted[i - 1]->phone) != 0)
			continue;
		twin = row;
		*earlier = (size_t)(sorted[i - 1] - leads);
	}
	free(sorted);
	return twin;
}

static int check_twins(const struct reading *reading)
{
	const struct sheet *sheet = reading->sheet;
	size_t earlier = 0;
	size_t row = find_twin(reading->leads, sheet->n_rows, &earlier);

	if (row == sheet->n_rows)
		return 0;
	sheet_error(sheet, row, reading->at[PHONE], reading->loader->err,
		    "the number '%s' is there twice",
		    reading->leads[row].phone);
	return err_hint(reading->loader->err, "the first is in line %u",
			sheet_line(sheet, earlier));
}

static int read_leads(struct loader *loader, const struct sheet *sheet,
		      struct lead_list *list, struct leads_conf *leads)
{
	struct reading reading = {.loader = loader, .sheet = sheet};

	if (find_columns(&reading, list) != 0)
		return -1;
	reading.leads =
	    arena_array(loader->arena, sheet->n_rows, sizeof(reading.leads[0]));
	for (size_t row = 0; row < sheet->n_rows; row++)
		if (read_lead(&reading, row) != 0)
			return -1;
	list->has_value = reading.at[VALUE] >= 0;
	list->has_consent = reading.at[CONSENT] >= 0;
	leads->n = (int)sheet->n_rows;
	leads->leads = reading.leads;
	return check_twins(&reading);
}

int lead_list_load(struct loader *loader, const struct node *node,
		   struct lead_list *list, struct leads_conf *leads)
{
	struct sheet sheet;
	int failed;

	if (list->file != NULL && list->count > 0)
		return loader_error(loader, node,
				    "wanted a file or a count, got both");
	leads->n = list->count;
	if (list->file == NULL || strcmp(list->file, "endless") == 0)
		return 0;
	if (files_sheet(loader, node, list->file, &sheet) != 0)
		return -1;
	failed = read_leads(loader, &sheet, list, leads);
	sheet_finish(&sheet);
	return failed;
}
