#include "acd/outbound/attempt.h"

#include "acd/draws.h"
#include "base/mem.h"

#include <stdlib.h>

enum { CHUNK = 64 };

struct attempt_pool {
	struct calendar *calendar;
	alarm_h next;
	struct attempt *free;
	struct attempt **chunks;
	size_t n_chunks;
};

struct attempt_pool *attempt_pool_alloc(struct calendar *calendar, alarm_h next)
{
	struct attempt_pool *pool = mem_array(1, sizeof(*pool));

	pool->calendar = calendar;
	pool->next = next;
	return pool;
}

void attempt_pool_free(struct attempt_pool *pool)
{
	if (pool == NULL)
		return;
	for (size_t i = 0; i < pool->n_chunks; i++)
		free(pool->chunks[i]);
	free(pool->chunks);
	free(pool);
}

void attempt_give(struct attempt_pool *pool, struct attempt *attempt)
{
	attempt->next_free = pool->free;
	pool->free = attempt;
}

static void chunk_chain(struct attempt_pool *pool, struct attempt *chunk)
{
	for (int i = CHUNK - 1; i >= 0; i--)
		attempt_give(pool, &chunk[i]);
}

void attempt_pool_reset(struct attempt_pool *pool)
{
	pool->free = NULL;
	for (size_t i = pool->n_chunks; i > 0; i--)
		chunk_chain(pool, pool->chunks[i - 1]);
}

static void grow(struct attempt_pool *pool)
{
	struct attempt *chunk = mem_array(CHUNK, sizeof(*chunk));

	pool->chunks = mem_resize(pool->chunks, pool->n_chunks + 1,
				  sizeof(struct attempt *));
	pool->chunks[pool->n_chunks++] = chunk;
	for (int i = 0; i < CHUNK; i++)
		alarm_init(pool->calendar, &chunk[i].next, pool->next,
			   &chunk[i]);
	chunk_chain(pool, chunk);
}

struct attempt *attempt_take(struct attempt_pool *pool)
{
	struct attempt *attempt;

	if (pool->free == NULL)
		grow(pool);
	attempt = pool->free;
	pool->free = attempt->next_free;
	return attempt;
}

/* The hour on the lead's own clock. */
static int hour_of(const struct lead_pick *lead, sim_time now)
{
	sim_time there = now + lead->zone;
	sim_time of_day = (there % SIM_DAY + SIM_DAY) % SIM_DAY;

	return (int)(of_day / SIM_HOUR);
}

static enum call_result other_result(const struct answer_conf *answer,
				     uint64_t word)
{
	double u = uniform_of(word);

	for (int i = RESULT_MACHINE; i < CALL_RESULTS; i++) {
		u -= answer->other[i];
		if (u < 0)
			return (enum call_result)i;
	}
	return RESULT_NO_ANSWER;
}

static sim_time rings(const struct attempt *attempt,
		      const struct answer_conf *answer, uint64_t word)
{
	const struct dist *const laws[CALL_RESULTS] = {
	    [RESULT_PERSON] = &answer->person_rings,
	    [RESULT_MACHINE] = &answer->machine_rings,
	    [RESULT_BUSY] = &answer->fails,
	    [RESULT_SIT] = &answer->fails,
	    [RESULT_FAX] = &answer->machine_rings,
	    [RESULT_FAILURE] = &answer->fails,
	};

	if (attempt->result == RESULT_NO_ANSWER)
		return answer->no_answer;
	return dist_length(laws[attempt->result], word, &attempt->stream,
			   PURPOSE_DIAL_RINGS);
}

/* Whoever would have answered too late did not answer. */
sim_time attempt_draw(struct attempt *attempt, const struct campaign_conf *conf,
		      sim_time now)
{
	const struct answer_conf *answer = &conf->answer;
	double person = answer->person[hour_of(&attempt->lead, now)] *
			attempt->lead.answers;
	uint64_t words[4];
	sim_time length;

	stream_block(&attempt->stream, PURPOSE_DIAL, 0, words);
	attempt->result =
	    (uint8_t)(uniform_of(words[WORD_PERSON]) < person
			  ? RESULT_PERSON
			  : other_result(answer, words[WORD_OTHER]));
	attempt->right_party =
	    uniform_of(words[WORD_PARTY]) < conf->right_party;
	length = rings(attempt, answer, words[WORD_RINGS]);
	if (length < answer->no_answer || attempt->result == RESULT_NO_ANSWER)
		return length;
	attempt->result = RESULT_NO_ANSWER;
	return answer->no_answer;
}

/* It takes a moment to hear it: a list of which nothing is left but that would
 * be dialed round and round. */
#define SAYS_DEAD (2 * SIM_SECOND)

/* The number's, whichever attempt it is. */
bool attempt_is_dead(const struct attempt *attempt, double share)
{
	struct stream stream = attempt->stream;

	stream.visit = 0;
	return uniform_of(stream_word(&stream, PURPOSE_DEAD, 0)) < share;
}

sim_time attempt_dead(struct attempt *attempt, const struct campaign_conf *conf)
{
	uint64_t words[4];
	sim_time length;

	stream_block(&attempt->stream, PURPOSE_DIAL, 0, words);
	attempt->result = RESULT_SIT;
	attempt->right_party = false;
	length = rings(attempt, &conf->answer, words[WORD_RINGS]);
	return length > SAYS_DEAD ? length : SAYS_DEAD;
}

static sim_time drawn(const struct attempt *attempt, const struct dist *law,
		      enum purpose purpose)
{
	if (dist_is_zero(law))
		return 0;
	return dist_length(law, stream_word(&attempt->stream, purpose, 1),
			   &attempt->stream, purpose);
}

sim_time attempt_detection(const struct attempt *attempt,
			   const struct detection_conf *conf)
{
	return drawn(attempt, &conf->decides, PURPOSE_DETECTION);
}

bool attempt_passes(const struct attempt *attempt,
		    const struct detection_conf *conf)
{
	double u =
	    uniform_of(stream_word(&attempt->stream, PURPOSE_DETECTION, 0));

	if (conf->decides.kind == DIST_NONE)
		return true;
	return attempt->result == RESULT_PERSON ? u >= conf->false_machine
						: u < conf->false_person;
}

sim_time attempt_greeting(const struct attempt *attempt,
			  const struct campaign_conf *conf)
{
	return drawn(attempt, &conf->greeting, PURPOSE_GREETING);
}

sim_time attempt_patience(const struct attempt *attempt,
			  const struct campaign_conf *conf)
{
	if (conf->patience.kind == DIST_NONE)
		return SIM_NEVER;
	return drawn(attempt, &conf->patience, PURPOSE_HELLO_PATIENCE);
}
