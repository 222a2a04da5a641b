#include "cti/moment.h"

#include <string.h>

#define HOURS 876000000 /* a hundred thousand years */

static char *put_digits(char *p, uint64_t number, int digits)
{
	char reversed[20];
	int n = 0;

	do
		reversed[n++] = (char)('0' + number % 10);
	while ((number /= 10) > 0);
	while (digits-- > n)
		*p++ = '0';
	while (n > 0)
		*p++ = reversed[--n];
	return p;
}

int moment_text(sim_time time, char text[MOMENT_TEXT])
{
	uint64_t seconds = (uint64_t)(time / SIM_SECOND);
	char *p = put_digits(text, seconds / 3600, 2);

	*p++ = ':';
	p = put_digits(p, seconds / 60 % 60, 2);
	*p++ = ':';
	p = put_digits(p, seconds % 60, 2);
	*p++ = '.';
	p = put_digits(p, (uint64_t)(time % SIM_SECOND), 6);
	*p = '\0';
	return (int)(p - text);
}

/* At most so many digits; how many there were. */
static int digits(const char **p, int most, int64_t *number)
{
	int n = 0;

	*number = 0;
	while (n < most && **p >= '0' && **p <= '9') {
		*number = *number * 10 + *(*p)++ - '0';
		n++;
	}
	return n;
}

/* Seconds and their fraction, after the colon. */
static int seconds_parse(const char **p, sim_time *time)
{
	int64_t whole, part;
	int n;

	if (digits(p, 2, &whole) != 2 || whole > 59)
		return -1;
	*time += whole * SIM_SECOND;
	if (**p != '.')
		return 0;
	++*p;
	n = digits(p, 6, &part);
	if (n == 0)
		return -1;
	for (; n < 6; n++)
		part *= 10;
	*time += part;
	return 0;
}

static int parse(const char *text, sim_time *time)
{
	const char *p = text;
	int64_t hours, minutes;
	sim_time read;

	if (digits(&p, 9, &hours) == 0 || hours > HOURS || *p++ != ':' ||
	    digits(&p, 2, &minutes) != 2 || minutes > 59)
		return -1;
	read = hours * SIM_HOUR + minutes * SIM_MINUTE;
	if (*p == ':') {
		p++;
		if (seconds_parse(&p, &read) < 0)
			return -1;
	}
	if (*p != '\0')
		return -1;
	*time = read;
	return 0;
}

int moment_read(const char *text, sim_time *time)
{
	char again[MOMENT_TEXT];
	sim_time read;

	if (parse(text, &read) < 0)
		return -1;
	moment_text(read, again);
	if (strcmp(again, text) != 0)
		return -1;
	*time = read;
	return 0;
}

int moment_parse(const char *text, sim_time *time, struct err *err)
{
	if (parse(text, time) == 0)
		return 0;
	err_set(err, "a time of the day was wanted, got '%.60s'", text);
	return err_hint(err, "write 09:30 or 09:30:15");
}
