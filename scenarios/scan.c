#include "scenarios/scan.h"

#include <stdlib.h>
#include <string.h>

#define DIGITS 24 /* of one number, at most */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool in_word(char c)
{
	return is_letter(c) || is_digit(c) || c == '-' || c == '_';
}

static const char *skip_spaces(const char *at)
{
	while (*at == ' ' || *at == '\t')
		at++;
	return at;
}

bool scan_end(const char *at)
{
	return *skip_spaces(at) == '\0';
}

bool scan_char(const char **at, char c)
{
	const char *p = skip_spaces(*at);

	if (*p != c)
		return false;
	*at = p + 1;
	return true;
}

bool scan_word(const char **at, const char *word)
{
	const char *p = skip_spaces(*at);
	size_t length = strlen(word);

	if (strncmp(p, word, length) != 0 || in_word(p[length]))
		return false;
	*at = p + length;
	return true;
}

bool scan_name(const char **at, char name[SCAN_WORD])
{
	const char *p = skip_spaces(*at);
	size_t n = 0;

	if (!is_letter(*p))
		return false;
	while (in_word(p[n]))
		n++;
	if (n >= SCAN_WORD)
		return false;
	memcpy(name, p, n);
	name[n] = '\0';
	*at = p + n;
	return true;
}

bool scan_number(const char **at, double *number)
{
	const char *p = skip_spaces(*at);
	char digits[DIGITS + 3];
	size_t n = *p == '-';
	int points = 0;

	if (!is_digit(p[n]))
		return false;
	while (is_digit(p[n]) || (p[n] == '.' && is_digit(p[n + 1])))
		points += p[n++] == '.';
	if (n > DIGITS || points > 1)
		return false;
	memcpy(digits, p, n);
	digits[n] = '\0';
	*number = strtod(digits, NULL);
	*at = p + n;
	return true;
}

static const struct unit {
	const char *name;
	double seconds;
} units[] = {
    {"d", 86400}, {"h", 3600}, {"min", 60}, {"ms", 0.001}, {"m", 60}, {"s", 1},
};

static double unit_find(const char **at)
{
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		size_t length = strlen(units[i].name);

		if (strncmp(*at, units[i].name, length) == 0 &&
		    !is_letter((*at)[length])) {
			*at += length;
			return units[i].seconds;
		}
	}
	return 0;
}

bool scan_duration(const char **at, double *seconds)
{
	const char *p = skip_spaces(*at);
	double sum = 0;
	double last = 1e9;
	double number;
	double unit;

	if (p[0] == '0' && !in_word(p[1]) && p[1] != '.') {
		*seconds = 0;
		*at = p + 1;
		return true;
	}
	do {
		if (*p == '-' || !scan_number(&p, &number))
			return false;
		unit = unit_find(&p);
		if (unit <= 0 || unit >= last)
			return false;
		sum += number * unit;
		last = unit;
	} while (is_digit(*p));
	if (in_word(*p))
		return false;
	*seconds = sum;
	*at = p;
	return true;
}

bool scan_share(const char **at, double *share)
{
	const char *p = *at;
	double number;

	if (!scan_number(&p, &number) || number < 0)
		return false;
	if (scan_char(&p, '%'))
		number /= 100;
	else if (number >= 1)
		return false;
	if (number > 1)
		return false;
	*share = number;
	*at = p;
	return true;
}

/* Two digits below 60; hours may have one, and more. */
static bool scan_part(const char **at, bool hours, double *out)
{
	const char *p = *at;
	int n = is_digit(p[0]) ? 1 + is_digit(p[1]) : 0;
	int value;

	if (n == 0 || (n == 1 && !hours) || is_digit(p[n]))
		return false;
	value = n == 1 ? p[0] - '0' : (p[0] - '0') * 10 + p[1] - '0';
	if (!hours && value > 59)
		return false;
	*out = value;
	*at = p + n;
	return true;
}

bool scan_clock(const char **at, double *seconds)
{
	const char *p = skip_spaces(*at);
	double hour;
	double minute;
	double second = 0;

	if (!scan_part(&p, true, &hour) || *p++ != ':' ||
	    !scan_part(&p, false, &minute))
		return false;
	if (*p == ':') {
		p++;
		if (!scan_part(&p, false, &second))
			return false;
	}
	*seconds = hour * 3600 + minute * 60 + second;
	*at = p;
	return true;
}
