#include "tests/theory/swell.h"

#include "base/mem.h"

#include <math.h>
#include <stdlib.h>

#define SLOTS 8 /* a relaxation time */

void swell_init(struct swell *swell, const struct swell_conf *conf,
		sim_time end)
{
	*swell = (struct swell){
	    .conf = *conf,
	    .slot = sim_from_seconds(conf->fades / SLOTS),
	};
	swell->n = (int)(end / swell->slot);
	swell->surplus = mem_array((size_t)swell->n, sizeof(double));
}

void swell_finish(struct swell *swell)
{
	free(swell->surplus);
}

void swell_begin(struct swell *swell)
{
	double expected = swell->conf.rate * sim_to_seconds(swell->slot);

	for (int i = 0; i < swell->n; i++)
		swell->surplus[i] = -expected;
}

void swell_take(struct swell *swell, const struct acd_record *record)
{
	int64_t i = record->arrived / swell->slot;

	if (i >= swell->n)
		return;
	swell->surplus[i]++;
	if (record->outcome == OUTCOME_ANSWERED)
		swell->surplus[i] +=
		    sim_to_seconds(record->talk) / swell->conf.talk - 1;
}

void swell_end(const struct swell *swell,
	       void (*swelled)(double product, sim_time at, void *arg),
	       void *arg)
{
	double stays = exp(-1.0 / SLOTS), load = 0;

	for (int i = 0; i < swell->n; i++) {
		swelled(load * swell->surplus[i], i * swell->slot, arg);
		load = load * stays + swell->surplus[i];
	}
}
