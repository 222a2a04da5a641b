#include "run/arguments.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define DIGITS_MAX    15 /* what a double keeps */
#define DURATION_MAX  (3650 * 86400.0)
#define RATE_MAX      1e6
#define LOAD_MAX      1e7
#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

struct unit {
	const char *name;
	double seconds;
};

/* Within a duration each unit is shorter than the one before. */
static const struct unit durations[] = {
    {"d", 86400.0}, {"h", 3600.0}, {"min", 60.0},
    {"m", 60.0},    {"s", 1.0},	   {"ms", 0.001},
};

static const struct unit rates[] = {
    {"s", 1.0},	   {"sec", 1.0},     {"min", 60.0},  {"m", 60.0},
    {"h", 3600.0}, {"hour", 3600.0}, {"d", 86400.0}, {"day", 86400.0},
};

static const struct unit *unit_find(const struct unit *units, size_t n,
				    const char *name, size_t length)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (strlen(units[i].name) == length &&
		    strncmp(units[i].name, name, length) == 0)
			return &units[i];
	return NULL;
}

/* Digits, perhaps a point and digits; returns what follows, or NULL. */
static const char *number(const char *text, double *value)
{
	size_t whole = strspn(text, "0123456789"), length = whole, part = 0;
	char copy[DIGITS_MAX + 2];

	if (whole > 0 && text[whole] == '.') {
		part = strspn(text + whole + 1, "0123456789");
		length += 1 + part;
	}
	if (whole == 0 || length > sizeof(copy) - 1 ||
	    (length > whole && part == 0))
		return NULL;
	memcpy(copy, text, length);
	copy[length] = '\0';
	*value = strtod(copy, NULL);
	return text + length;
}

static const char *duration_part(const char *text, double *last, double *sum)
{
	const struct unit *unit;
	size_t length;
	double value;

	text = number(text, &value);
	if (text == NULL)
		return NULL;
	length = strspn(text, "abcdefghijklmnopqrstuvwxyz");
	unit = unit_find(durations, ARRAY_SIZE(durations), text, length);
	if (unit == NULL || unit->seconds >= *last)
		return NULL;
	*last = unit->seconds;
	*sum += value * unit->seconds;
	return text + length;
}

int arguments_duration(const char *text, double *seconds, struct err *err)
{
	double last = 1e9, sum = 0.0;
	const char *rest = text;

	do
		rest = duration_part(rest, &last, &sum);
	while (rest != NULL && *rest != '\0');
	if (rest == NULL) {
		err_set(err, "a duration was wanted, got '%.60s'", text);
		return err_hint(err, "write a number and its unit, of ms, s, "
				     "m, h or d: 20s, 3m, 1h30m");
	}
	if (sum > DURATION_MAX)
		return err_set(err,
			       "a duration of at most 3650d was wanted, "
			       "got '%.60s'",
			       text);
	*seconds = sum;
	return 0;
}

static bool rate_read(const char *text, double *value)
{
	const struct unit *unit;

	text = number(text, value);
	if (text == NULL || *text++ != '/')
		return false;
	unit = unit_find(rates, ARRAY_SIZE(rates), text, strlen(text));
	if (unit == NULL)
		return false;
	*value /= unit->seconds;
	return true;
}

int arguments_rate(const char *text, double *per_second, struct err *err)
{
	double value;

	if (!rate_read(text, &value)) {
		err_set(err, "a rate was wanted, got '%.60s'", text);
		return err_hint(err, "write a number, '/' and a unit of s, "
				     "min, h or day: 400/h");
	}
	if (value <= 0 || value > RATE_MAX)
		return err_set(err,
			       "a rate above 0 and up to 1000000/s was "
			       "wanted, got '%.60s'",
			       text);
	*per_second = value;
	return 0;
}

int arguments_share(const char *text, double *share, struct err *err)
{
	double value = -1.0;
	const char *rest = number(text, &value);
	bool percent = rest != NULL && strcmp(rest, "%") == 0;

	if (percent)
		value /= 100;
	else if (rest == NULL || *rest != '\0' || strcmp(text, "1") == 0)
		value = -1.0;
	if (value < 0 || value > 1) {
		err_set(err,
			"a share from 0%% to 100%% was wanted, got '%.60s'",
			text);
		return err_hint(err, "write 80%% or 0.8");
	}
	*share = value;
	return 0;
}

int arguments_load(const char *text, double *erlangs, struct err *err)
{
	double value = 0.0;
	const char *rest = number(text, &value);

	if (rest == NULL || (*rest != '\0' && strcmp(rest, "erl") != 0) ||
	    value <= 0 || value > LOAD_MAX) {
		err_set(err, "a load in erlangs was wanted, got '%.60s'", text);
		return err_hint(err, "write a number above 0 and up to "
				     "10000000, such as 12.5");
	}
	*erlangs = value;
	return 0;
}

int arguments_count(const char *text, unsigned min, unsigned max,
		    unsigned *count, struct err *err)
{
	size_t length = strspn(text, "0123456789");
	unsigned long value = 0;

	if (length > 0 && length <= 10 && text[length] == '\0')
		value = strtoul(text, NULL, 10);
	else
		length = 0;
	if (length == 0 || value < min || value > max)
		return err_set(err,
			       "a whole number from %u to %u was wanted, "
			       "got '%.60s'",
			       min, max, text);
	*count = (unsigned)value;
	return 0;
}

int arguments_number(const char *text, uint64_t min, uint64_t *number,
		     struct err *err)
{
	size_t length = strspn(text, "0123456789");
	unsigned long long got;

	errno = 0;
	got = strtoull(text, NULL, 10);
	if (length == 0 || text[length] != '\0' || errno != 0 || got < min)
		return err_set(err,
			       "a whole number from %llu to %llu was wanted, "
			       "got '%.60s'",
			       (unsigned long long)min,
			       (unsigned long long)UINT64_MAX, text);
	*number = got;
	return 0;
}
