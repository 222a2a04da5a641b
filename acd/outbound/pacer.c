#include "acd/outbound/pacer-internal.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

const struct pacer *const pacers[] = {
    &pacer_ratio,
    &pacer_adapt_hard_limit,
    &pacer_adapt_average,
    &pacer_adapt_tapered,
    &pacer_ratio_manager,
    &pacer_simulation,
    &pacer_genesys,
    &pacer_predict,
    &pacer_free,
    &pacer_survival,
    NULL,
};

int pacer_find(const char *name)
{
	int i;

	for (i = 0; pacers[i] != NULL; i++)
		if (strcmp(pacers[i]->name, name) == 0)
			return i;
	return -1;
}

static size_t size_of(const struct pacer *pacer)
{
	return pacer->size != 0 ? pacer->size : sizeof(struct pacing);
}

struct pacing *pacing_alloc(const struct pacer *pacer,
			    const struct pacing_conf *conf,
			    const struct stream *stream)
{
	struct pacing *pacing = mem_array(1, size_of(pacer));

	pacing->pacer = pacer;
	pacing->conf = conf;
	pacing->stream = stream;
	if (pacer->start != NULL)
		pacer->start(pacing);
	return pacing;
}

void pacing_free(struct pacing *pacing)
{
	free(pacing);
}

void pacing_reset(struct pacing *pacing)
{
	struct pacing head = {pacing->pacer, pacing->conf, pacing->stream, {0}};

	memset(pacing, 0, size_of(head.pacer));
	*pacing = head;
	if (head.pacer->start != NULL)
		head.pacer->start(pacing);
}

void pacing_look(struct pacing *pacing, const struct pacer_floor *floor)
{
	drops_roll(&pacing->drops, floor->now);
	if (pacing->pacer->look != NULL)
		pacing->pacer->look(pacing, floor);
}

int pacing_place(struct pacing *pacing, const struct pacer_floor *floor)
{
	int n;

	drops_roll(&pacing->drops, floor->now);
	n = pacing->pacer->place(pacing, floor);
	return n > 0 ? n : 0;
}

void pacing_heard(struct pacing *pacing, const struct pacer_news *news)
{
	if (news->event == PACER_RUNG)
		drops_call(&pacing->drops, news->at,
			   news->result == RESULT_PERSON);
	else if (news->event == PACER_DROPPED)
		drops_drop(&pacing->drops, news->at);
	if (pacing->pacer->heard != NULL)
		pacing->pacer->heard(pacing, news);
}

sim_time pacing_period(const struct pacing *pacing)
{
	return pacing->conf->at_free ? 0 : pacing->pacer->period;
}

void pacing_explain(const struct pacing *pacing, struct pacer_numbers *numbers)
{
	int span;

	*numbers = (struct pacer_numbers){0};
	for (span = 0; span < DROP_SPANS; span++)
		numbers->drops[span] =
		    drops_over(&pacing->drops, (enum drop_span)span);
	if (pacing->pacer->explain != NULL)
		pacing->pacer->explain(pacing, numbers);
}

double level_clip(const struct pacing *pacing, double level)
{
	double most = pacing->conf->most;

	if (most > 0 && level > most)
		level = most;
	return level > 1 ? level : 1;
}
