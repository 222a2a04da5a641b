#include "cti/numbering.h"

#include "acd/extension.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	QUEUES = 6001,
	QUEUES_MOST = 1999,
	ROOMS = 8001,
	DIGITS_LEAST = 3,
	DIGITS_MOST = 20,
};

static int first_agent(const struct center *center)
{
	return extension_first(center_view_agents(center));
}

void numbering_agent(const struct center *center, int agent, char *text,
		     size_t size)
{
	snprintf(text, size, "%d", first_agent(center) + agent);
}

void numbering_device(const struct center *center, int agent, char *text,
		      size_t size)
{
	snprintf(text, size, "PJSIP/%d", first_agent(center) + agent);
}

void numbering_queue(const struct center *center, int queue, char *text,
		     size_t size)
{
	if (queue < QUEUES_MOST)
		snprintf(text, size, "%d", QUEUES + queue);
	else
		snprintf(text, size, "%s",
			 center_conf(center)->queues[queue].name);
}

/* Agents are numbered team by team. */
void numbering_member(const struct center *center, int agent, char *text,
		      size_t size)
{
	const struct center_conf *conf = center_conf(center);
	const struct team_conf *team = conf->teams, *before;
	int place;

	for (place = agent; place >= team->count; team++)
		place -= team->count;
	for (before = conf->teams; before < team; before++)
		place += before->group == team->group ? before->count : 0;
	snprintf(text, size, "%s %d", conf->groups[team->group].name,
		 place + 1);
}

/* Digits alone, as many as an int holds; -1: it is something else. */
static int number_of(const char *text, size_t n)
{
	int number = 0;
	size_t i;

	if (n == 0 || n > 9)
		return -1;
	for (i = 0; i < n; i++) {
		if (!isdigit((unsigned char)text[i]))
			return -1;
		number = number * 10 + (text[i] - '0');
	}
	return number;
}

static int index_of(int number, int first, int n)
{
	return number >= first && number - first < n ? number - first : -1;
}

/* PJSIP/1001-0000002a is 1001, too. */
static int find_extension(const struct center *center, const char *text)
{
	const char *slash = strchr(text, '/');
	const char *digits = slash != NULL ? slash + 1 : text;

	if (slash == text)
		return -1;
	return index_of(number_of(digits, slash != NULL ? strcspn(digits, "-@;")
							: strlen(digits)),
			first_agent(center), center_view_agents(center));
}

static bool is_group(const struct center_conf *conf, int group,
		     const char *text, size_t n)
{
	const char *name = conf->groups[group].name;

	return strncmp(name, text, n) == 0 && name[n] == '\0';
}

/* The n-th of a group, from 0. */
static int nth_of_group(const struct center_conf *conf, int group, int n)
{
	int agent = 0, i;

	for (i = 0; i < conf->n_teams; i++) {
		const struct team_conf *team = &conf->teams[i];

		if (team->group == group && n < team->count)
			return agent + n;
		n -= team->group == group ? team->count : 0;
		agent += team->count;
	}
	return -1;
}

static int find_member(const struct center *center, const char *text)
{
	const struct center_conf *conf = center_conf(center);
	const char *space = strrchr(text, ' ');
	int nth, i;

	if (space == NULL)
		return -1;
	nth = number_of(space + 1, strlen(space + 1));
	for (i = 0; nth > 0 && i < conf->n_groups; i++)
		if (is_group(conf, i, text, (size_t)(space - text)))
			return nth_of_group(conf, i, nth - 1);
	return -1;
}

int numbering_find_agent(const struct center *center, const char *text)
{
	int agent = find_extension(center, text);

	return agent >= 0 ? agent : find_member(center, text);
}

int numbering_find_queue(const struct center *center, const char *text)
{
	const struct center_conf *conf = center_conf(center);
	int most = conf->n_queues < QUEUES_MOST ? conf->n_queues : QUEUES_MOST;
	int i;

	for (i = 0; i < conf->n_queues; i++)
		if (strcmp(conf->queues[i].name, text) == 0)
			return i;
	return index_of(number_of(text, strlen(text)), QUEUES, most);
}

static int find_flow(const struct center *center, const char *text)
{
	const struct center_conf *conf = center_conf(center);
	int i;

	for (i = 0; i < conf->n_numbers; i++)
		if (strcmp(conf->numbers[i].name, text) == 0)
			return conf->numbers[i].flow;
	for (i = 0; i < conf->n_flows; i++)
		if (strcmp(conf->flows[i].name, text) == 0)
			return i;
	return -1;
}

static bool is_outside(const char *text)
{
	const char *digits = text + (text[0] == '+');
	size_t n = strlen(digits);

	return n >= DIGITS_LEAST && n <= DIGITS_MOST &&
	       strspn(digits, "0123456789") == n;
}

struct destination numbering_dial(const struct center *center, const char *text)
{
	int number = number_of(text, strlen(text));
	const struct destination ways[] = {
	    {TO_PARK, index_of(number, NUMBERING_PARK + 1, NUMBERING_PLACES)},
	    {TO_CONFERENCE, index_of(number, ROOMS, COMMAND_ROOMS)},
	    {TO_AGENT,
	     index_of(number, first_agent(center), center_view_agents(center))},
	    {TO_QUEUE, numbering_find_queue(center, text)},
	    {TO_FLOW, find_flow(center, text)},
	};
	size_t i;

	if (number == NUMBERING_PARK || number == NUMBERING_MUSIC)
		return (struct destination){
		    number == NUMBERING_PARK ? TO_PARK : TO_MUSIC, -1};
	for (i = 0; i < sizeof(ways) / sizeof(ways[0]); i++)
		if (ways[i].index >= 0)
			return ways[i];
	return (struct destination){is_outside(text) ? TO_NUMBER : TO_NOWHERE,
				    -1};
}

void numbering_ani(const struct center *center, uint64_t customer, char *text,
		   size_t size)
{
	char number[CUSTOMER_PHONE];

	customer_ani(&center_conf(center)->customers, customer, number);
	snprintf(text, size, "%s", number);
}

/* Steele, Lea & Flood, "Fast splittable pseudorandom number generators",
 * OOPSLA'14: the mixing alone. */
static uint64_t mix(uint64_t z)
{
	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

void numbering_stranger(int source, uint64_t ordinal, char *text, size_t size)
{
	uint64_t mixed = mix((ordinal + 1) * UINT64_C(0x9e3779b97f4a7c15) ^
			     (uint64_t)source);

	snprintf(text, size, "13%09llu",
		 (unsigned long long)(mixed % 1000000000));
}
