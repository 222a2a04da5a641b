#include "cti/ami/mask.h"

#include "cti/ami/request.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const struct {
	const char *name;
	unsigned mask;
} names[] = {
    {"system", CLASS_SYSTEM},
    {"call", CLASS_CALL},
    {"log", CLASS_LOG},
    {"verbose", CLASS_VERBOSE},
    {"command", CLASS_COMMAND},
    {"agent", CLASS_AGENT},
    {"user", CLASS_USER},
    {"config", CLASS_CONFIG},
    {"dtmf", CLASS_DTMF},
    {"reporting", CLASS_REPORTING},
    {"cdr", CLASS_CDR},
    {"dialplan", CLASS_DIALPLAN},
    {"originate", CLASS_ORIGINATE},
    {"agi", CLASS_AGI},
    {"cc", CLASS_CC},
    {"aoc", CLASS_AOC},
    {"test", CLASS_TEST},
    {"security", CLASS_SECURITY},
    {"message", CLASS_MESSAGE},
    {"all", CLASS_ALL},
    {"none", 0},
};

enum { N_NAMES = sizeof(names) / sizeof(*names) };

static const struct {
	unsigned see;
	unsigned act;
} rights[ROLES] = {
    [ROLE_AGENT] = {CLASS_SYSTEM | CLASS_CALL | CLASS_AGENT | CLASS_USER |
			CLASS_DIALPLAN,
		    CLASS_CALL | CLASS_AGENT | CLASS_USER | CLASS_ORIGINATE},
    [ROLE_SUPERVISOR] = {CLASS_ALL & ~(unsigned)CLASS_SECURITY,
			 CLASS_CALL | CLASS_AGENT | CLASS_USER |
			     CLASS_ORIGINATE | CLASS_REPORTING |
			     CLASS_DIALPLAN | CLASS_CDR | CLASS_SYSTEM},
    [ROLE_ADMIN] = {CLASS_ALL, CLASS_ALL},
};

const char *mask_class_name(unsigned one)
{
	int i;

	for (i = 0; i < N_NAMES; i++)
		if (names[i].mask == one)
			return names[i].name;
	return "none";
}

static int find(const char *name, size_t n, unsigned *mask)
{
	int i;

	for (i = 0; i < N_NAMES; i++)
		if (strlen(names[i].name) == n &&
		    strncasecmp(names[i].name, name, n) == 0) {
			*mask |= names[i].mask;
			return 0;
		}
	return -1;
}

static int parse_names(const char *text, unsigned *mask)
{
	size_t n;

	for (;; text += n + 1) {
		text += strspn(text, " ");
		n = strcspn(text, ",");
		if (find(text, strcspn(text, ", "), mask) != 0)
			return -1;
		if (text[n] == '\0')
			return 0;
	}
}

static bool is_false(const char *text)
{
	static const char *const no[] = {"no", "false", "n", "f", "0", "off"};
	size_t i;

	for (i = 0; i < sizeof(no) / sizeof(*no); i++)
		if (strcasecmp(text, no[i]) == 0)
			return true;
	return false;
}

int mask_parse(const char *text, unsigned *mask)
{
	*mask = 0;
	if (is_false(text))
		return 0;
	if (request_is_true(text)) {
		*mask = CLASS_ALL;
		return 0;
	}
	if (text[0] == '\0')
		return -1;
	if (text[strspn(text, "0123456789")] != '\0')
		return parse_names(text, mask);
	if (strlen(text) > 9)
		return -1;
	*mask = (unsigned)strtoul(text, NULL, 10) & CLASS_ALL;
	return 0;
}

void mask_write(unsigned mask, char *text, size_t size)
{
	size_t at = 0;
	int i;

	text[0] = '\0';
	for (i = 0; i < N_NAMES && at < size; i++)
		if (names[i].mask != 0 &&
		    (mask & names[i].mask) == names[i].mask)
			at +=
			    (size_t)snprintf(text + at, size - at, "%s%s",
					     at > 0 ? "," : "", names[i].name);
	if (at == 0)
		snprintf(text, size, "none");
}

unsigned mask_may_see(enum role role)
{
	return rights[role].see;
}

unsigned mask_may_do(enum role role)
{
	return rights[role].act;
}
