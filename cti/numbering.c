#include "cti/numbering.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
	AGENTS_FROM = 1001,
	AGENTS_LAST = 5999,
	MANY_AGENTS_FROM = 100001,
	QUEUES_FROM = 6001,
	ROOMS_FROM = 8001,
	OUTSIDE_LEAST = 3,
	OUTSIDE_MOST = 20,
};

static int agents_from(const struct center *center)
{
	return center_view_agents(center) > AGENTS_LAST - AGENTS_FROM + 1
		   ? MANY_AGENTS_FROM
		   : AGENTS_FROM;
}

void numbering_agent(const struct center *center, int agent, char *text,
		     size_t size)
{
	snprintf(text, size, "%d", agents_from(center) + agent);
}

void numbering_device(const struct center *center, int agent, char *text,
		      size_t size)
{
	snprintf(text, size, "PJSIP/%d", agents_from(center) + agent);
}

void numbering_queue(const struct center *center, int queue, char *text,
		     size_t size)
{
	(void)center;
	snprintf(text, size, "%d", QUEUES_FROM + queue);
}

/* Agents are numbered team after team, and a group may have several. */
void numbering_member(const struct center *center, int agent, char *text,
		      size_t size)
{
	const struct center_conf *conf = center_conf(center);
	int team = 0, first = 0, group, before = 0, i;

	while (agent >= first + conf->teams[team].count)
		first += conf->teams[team++].count;
	group = conf->teams[team].group;
	for (i = 0; i < team; i++)
		if (conf->teams[i].group == group)
			before += conf->teams[i].count;
	snprintf(text, size, "%.40s %d", conf->groups[group].name,
		 before + agent - first + 1);
}

/* A number of digits alone; -1. */
static long digits(const char *text)
{
	size_t n = strspn(text, "0123456789");

	if (n == 0 || n > 9 || text[n] != '\0')
		return -1;
	return strtol(text, NULL, 10);
}

static int find_member(const struct center *center, const char *text)
{
	char name[NUMBERING_TEXT];
	int agent, n = center_view_agents(center);

	for (agent = 0; agent < n; agent++) {
		numbering_member(center, agent, name, sizeof(name));
		if (strcmp(name, text) == 0)
			return agent;
	}
	return -1;
}

static const char *after_technology(const char *text)
{
	static const char *const technologies[] = {"PJSIP/", "SIP/", "Agent/",
						   "Local/"};
	size_t i;

	for (i = 0; i < sizeof(technologies) / sizeof(technologies[0]); i++)
		if (strncasecmp(text, technologies[i],
				strlen(technologies[i])) == 0)
			return text + strlen(technologies[i]);
	return text;
}

int numbering_find_agent(const struct center *center, const char *text)
{
	char number[NUMBERING_TEXT];
	const char *device = after_technology(text);
	long found;

	snprintf(number, sizeof(number), "%.*s", (int)strcspn(device, "-@"),
		 device);
	found = digits(number);
	if (found < 0)
		return find_member(center, text);
	found -= agents_from(center);
	return found >= 0 && found < center_view_agents(center) ? (int)found
								: -1;
}

int numbering_find_queue(const struct center *center, const char *text)
{
	const struct center_conf *conf = center_conf(center);
	long number;
	int i;

	for (i = 0; i < conf->n_queues; i++)
		if (strcmp(conf->queues[i].name, text) == 0)
			return i;
	number = digits(text) - QUEUES_FROM;
	return number >= 0 && number < conf->n_queues ? (int)number : -1;
}

static bool is_outside(const char *text)
{
	size_t n;

	text += *text == '+';
	n = strspn(text, "0123456789");
	return text[n] == '\0' && n >= OUTSIDE_LEAST && n <= OUTSIDE_MOST;
}

/* A number that customers dial leads to its flow. */
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

struct destination numbering_dial(const struct center *center, const char *text)
{
	long number = digits(text);
	int found;

	if (number == NUMBERING_PARK)
		return (struct destination){TO_PARK, -1};
	if (number == NUMBERING_MUSIC)
		return (struct destination){TO_MUSIC, -1};
	found = numbering_find_queue(center, text);
	if (found >= 0)
		return (struct destination){TO_QUEUE, found};
	found = find_flow(center, text);
	if (found >= 0)
		return (struct destination){TO_FLOW, found};
	found = numbering_find_agent(center, text);
	if (found >= 0)
		return (struct destination){TO_AGENT, found};
	if (number >= ROOMS_FROM && number < ROOMS_FROM + COMMAND_ROOMS)
		return (struct destination){TO_CONFERENCE,
					    (int32_t)(number - ROOMS_FROM)};
	if (is_outside(text))
		return (struct destination){TO_NUMBER, -1};
	return (struct destination){TO_NOWHERE, -1};
}

void numbering_ani(const struct center *center, uint64_t customer, char *text,
		   size_t size)
{
	char ani[CUSTOMER_PHONE] = "";

	if (customer != UINT64_MAX)
		customer_ani(&center_conf(center)->customers, customer, ani);
	snprintf(text, size, "%s", ani);
}
