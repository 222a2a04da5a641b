#include "scenarios/value.h"

#include "scenarios/scan.h"

#include <math.h>

static int wanted(struct err *err, const char *what, const char *text)
{
	if (text[0] == '\0')
		return err_set(err, "wanted %s, got nothing", what);
	return err_set(err, "wanted %s, got '%.60s'", what, text);
}

static int out_of_bounds(struct err *err, const char *text, const char *least,
			 const char *most)
{
	return err_set(err, "wanted %s to %s, got '%.60s'", least, most, text);
}

int value_number(const char *text, double *number, struct err *err)
{
	const char *at = text;

	if (!scan_number(&at, number) || !scan_end(at))
		return wanted(err, "a number such as 1.5", text);
	if (fabs(*number) > 1e15)
		return out_of_bounds(err, text, "a number from -1e15", "1e15");
	return 0;
}

int value_count(const char *text, double *count, struct err *err)
{
	const char *at = text;

	if (!scan_number(&at, count) || !scan_end(at) ||
	    *count != floor(*count) || *count < 0 || *count > 1e15)
		return wanted(err, "a whole number such as 12", text);
	return 0;
}

int value_duration(const char *text, double *seconds, struct err *err)
{
	const char *at = text;
	double number;

	if (scan_duration(&at, seconds) && scan_end(at))
		return *seconds <= VALUE_LONGEST
			   ? 0
			   : out_of_bounds(err, text, "a duration from 0",
					   "3650d");
	wanted(err, "a duration such as 20s, 3m or 1h30m", text);
	at = text;
	if (scan_number(&at, &number) && scan_end(at) && number >= 0)
		err_hint(err, "a duration has a unit: ms, s, m, h or d");
	return -1;
}

int value_clock(const char *text, double *seconds, struct err *err)
{
	const char *at = text;

	if (!scan_clock(&at, seconds) || !scan_end(at))
		return wanted(err, "a time of day such as \"08:00\"", text);
	if (*seconds > 48 * 3600)
		return out_of_bounds(err, text, "a time from 00:00", "48:00");
	return 0;
}

static const struct per {
	const char *name;
	double seconds;
} pers[] = {
    {"h", 3600}, {"hour", 3600}, {"min", 60},	 {"minute", 60}, {"m", 60},
    {"s", 1},	 {"second", 1},	 {"day", 86400}, {"d", 86400},
};

static bool scan_per(const char **at, double *seconds)
{
	for (size_t i = 0; i < sizeof(pers) / sizeof(pers[0]); i++)
		if (scan_word(at, pers[i].name)) {
			*seconds = pers[i].seconds;
			return true;
		}
	return false;
}

int value_rate(const char *text, double *per_second, struct err *err)
{
	const char *at = text;
	double number;
	double per;

	if (!scan_number(&at, &number) || number < 0 || !scan_char(&at, '/') ||
	    !scan_per(&at, &per) || !scan_end(at)) {
		wanted(err, "a rate such as 120/h or 2/min", text);
		return err_hint(err, "a rate says per what: /s, /min, /h or "
				     "/day");
	}
	*per_second = number / per;
	if (*per_second > 1e6)
		return out_of_bounds(err, text, "a rate from 0", "1000000/s");
	return 0;
}

int value_share(const char *text, double *share, struct err *err)
{
	const char *at = text;
	double number;

	if (scan_share(&at, share) && scan_end(at))
		return 0;
	wanted(err, "a share such as 80% or 0.8", text);
	at = text;
	if (scan_number(&at, &number) && scan_end(at) && number >= 1 &&
	    number <= 100)
		err_hint(err, "did you mean %.60s%%?", text);
	return -1;
}
