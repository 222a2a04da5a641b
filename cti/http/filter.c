#include "cti/http/reader.h"

#include "cti/customers/screen_pop.h"
#include "cti/event_text.h"
#include "cti/numbering.h"

#include <event2/keyvalq_struct.h>

#include <sys/queue.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What has no number is no kind of the floor's. */
static int kind_add(struct filter *filter, const char *word, struct err *err)
{
	enum acd_event_kind kind = event_find(word);

	if (strcmp(word, "screen-pop") == 0) {
		filter->pops = true;
		return 0;
	}
	if (kind == EVENT_KINDS) {
		err_set(err, "there is no kind of event '%s'", word);
		return err_hint(err, "/openapi.json lists them");
	}
	filter->kinds |= EVENT_BIT(kind);
	return 0;
}

static int kinds_read(struct filter *filter, const char *text, struct err *err)
{
	char word[32];

	filter->kinds = 0;
	filter->pops = false;
	while (*text != '\0') {
		size_t n = strcspn(text, ",");

		snprintf(word, sizeof(word), "%.*s", (int)(n < 31 ? n : 31),
			 text);
		if (kind_add(filter, word, err) < 0)
			return -1;
		text += n + (text[n] == ',');
	}
	return 0;
}

static int one_add(int *list, int *n, int one, const char *noun,
		   const char *text, struct err *err)
{
	if (one < 0)
		return err_set(err, "there is no %s '%.60s'", noun, text);
	if (*n == FILTER_MOST)
		return err_set(err, "at most %d of %s are possible",
			       FILTER_MOST, noun);
	list[(*n)++] = one;
	return 0;
}

int filter_read(struct filter *filter, const struct center *center,
		struct evkeyvalq *query, struct err *err)
{
	const struct evkeyval *pair;
	int got = 0;

	*filter = (struct filter){.kinds = EVENTS_ALL, .pops = true};
	if (query == NULL)
		return 0;
	TAILQ_FOREACH(pair, query, next)
	{
		if (strcmp(pair->key, "kinds") == 0)
			got = kinds_read(filter, pair->value, err);
		else if (strcmp(pair->key, "queue") == 0)
			got = one_add(filter->queues, &filter->n_queues,
				      numbering_find_queue(center, pair->value),
				      "queue", pair->value, err);
		else if (strcmp(pair->key, "agent") == 0)
			got = one_add(filter->agents, &filter->n_agents,
				      numbering_find_agent(center, pair->value),
				      "agent", pair->value, err);
		if (got < 0)
			return -1;
	}
	return 0;
}

static bool has(const int *list, int n, int one)
{
	for (int i = 0; i < n; i++)
		if (list[i] == one)
			return true;
	return false;
}

static bool concerns(const struct filter *filter,
		     const struct ring_entry *entry)
{
	if (entry->crowd)
		return true;
	for (int i = 0; i < RING_AGENTS && entry->agents[i] >= 0; i++)
		if (has(filter->agents, filter->n_agents, entry->agents[i]))
			return true;
	return false;
}

/* What is of no queue passes a filter of queues; what is of no agent does not
 * pass one of agents. */
bool filter_lets(const struct filter *filter, const struct ring_entry *entry)
{
	if (!(filter->kinds & EVENT_BIT(entry->kind)))
		return false;
	if (filter->n_queues > 0 && entry->queue >= 0 &&
	    !has(filter->queues, filter->n_queues, entry->queue))
		return false;
	return filter->n_agents == 0 || concerns(filter, entry);
}

bool filter_lets_pop(const struct filter *filter, const struct screen_pop *pop)
{
	return filter->pops &&
	       (filter->n_queues == 0 ||
		has(filter->queues, filter->n_queues, pop->queue)) &&
	       (filter->n_agents == 0 ||
		has(filter->agents, filter->n_agents, pop->agent));
}

/* Of a number that a client was told. */
static int seq_read(const char *text, uint64_t *seq, struct err *err)
{
	if (text[0] == '\0' || strlen(text) > 18 ||
	    text[strspn(text, "0123456789")] != '\0')
		return err_set(err,
			       "the number of an event is wanted, got "
			       "'%.40s'",
			       text);
	*seq = strtoull(text, NULL, 10);
	return 0;
}

static const char *value_of(const struct evkeyvalq *query, const char *name)
{
	const struct evkeyval *pair;

	if (query == NULL)
		return NULL;
	TAILQ_FOREACH(pair, query, next)
	if (strcmp(pair->key, name) == 0)
		return pair->value;
	return NULL;
}

int reader_start_read(struct reader_start *start, const struct http_call *call,
		      const char *last_event_id, const char *run,
		      const struct center *center, struct err *err)
{
	const char *after = value_of(call->query, "after");
	const char *of = value_of(call->query, "run");

	*start = (struct reader_start){.resumes = false};
	if (filter_read(&start->filter, center, call->query, err) < 0)
		return -1;
	start->other_run = of != NULL && strcmp(of, run) != 0;
	if (last_event_id != NULL && last_event_id[0] != '\0')
		after = last_event_id;
	if (after == NULL)
		return 0;
	start->resumes = true;
	return seq_read(after, &start->after, err);
}
