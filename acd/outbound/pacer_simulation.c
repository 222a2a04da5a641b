/*
 * Impact Dialing's pacer (app/models/simulated_values.rb, predictive.rb): it
 * plays four minutes of dialing with the results of its latest calls, at six
 * levels up to as many lines as one answer takes, and keeps the one that
 * keeps agents busiest while fewer persons are abandoned than the limit.
 * When more were abandoned in truth than allowed, it dials a quarter less.
 *
 * Played again each minute, which takes 0.2 ms; else constant time.  The
 * product knows each call's own length; here the latest lengths are dealt to
 * the latest calls in turn.  Kept as it is: a hundred attempts are too few for
 * a hundred agents, so that the game never gets busy and the level stays low.
 */
#include "acd/outbound/pacer-internal.h"

#include <math.h>

enum {
	ATTEMPTS = 100, /* of the last half hour at most */
	FEW_ATTEMPTS = 50,
	FEW_AGENTS = 5,
	LEVELS = 6,
	STEPS = 240, /* of a second */
};

/* An attempt as it was. */
struct attempt {
	sim_time at;
	int rings; /* [s] */
	bool answered;
};

struct simulation {
	struct pacing pacing;
	struct attempt attempts[ATTEMPTS]; /* [n % ATTEMPTS] is the next */
	uint64_t n;
	int lengths[ATTEMPTS]; /* [s] of handled calls, likewise */
	uint64_t n_lengths;
	uint32_t draws; /* made so far */
	double level;
};

/* The game: agents on hold, and attempts that are made again and again. */
struct player {
	const struct attempt *attempt;
	int length; /* of its talk [s] */
	bool talks; /* or rings */
	int next;   /* due in the same second; -1 */
};

struct game {
	struct player players[ATTEMPTS];
	int n;
	int idle[ATTEMPTS]; /* players, in no order */
	int n_idle;
	int due[STEPS]; /* first player of each second; -1 */
	int on_hold, on_call, ringing;
	long held, called; /* agents' seconds */
	int answers, abandons;
};

static int whole_seconds(sim_time length)
{
	return length < SIM_SECOND ? 1 : (int)(length / SIM_SECOND);
}

static void heard(struct pacing *pacing, const struct pacer_news *news)
{
	struct simulation *sim = (struct simulation *)pacing;
	int seconds = whole_seconds(news->length);

	if (news->event == PACER_RUNG)
		sim->attempts[sim->n++ % ATTEMPTS] = (struct attempt){
		    news->at, seconds, news->result == RESULT_PERSON};
	else if (news->event == PACER_HANDLED)
		sim->lengths[sim->n_lengths++ % ATTEMPTS] = seconds;
}

static int at_most(uint64_t n)
{
	return n < ATTEMPTS ? (int)n : ATTEMPTS;
}

static void rest(struct game *game, int player)
{
	game->idle[game->n_idle++] = player;
}

/* Who plays: the attempts of the last half hour. */
static void invite(const struct simulation *sim, struct game *game,
		   sim_time now)
{
	int i, n = at_most(sim->n), lengths = at_most(sim->n_lengths);

	for (i = 0; i < STEPS; i++)
		game->due[i] = -1;
	for (i = 0; i < n; i++) {
		const struct attempt *attempt = &sim->attempts[i];

		if (attempt->at < now - 30 * SIM_MINUTE)
			continue;
		game->players[game->n] = (struct player){
		    attempt, lengths > 0 ? sim->lengths[game->n % lengths] : 60,
		    false, -1};
		rest(game, game->n++);
	}
}

/* Rings or talks until then; the end of the game may come first. */
static void go_on(struct game *game, int player, bool talks, int until)
{
	game->players[player].talks = talks;
	if (until >= STEPS)
		return;
	game->players[player].next = game->due[until];
	game->due[until] = player;
}

/* Those of the idle ones whom chance picks. */
static void dial(struct simulation *sim, struct game *game, double level,
		 int second)
{
	int lines = (int)(game->on_hold * level - game->ringing);

	for (; lines > 0 && game->n_idle > 0; lines--) {
		uint64_t word = stream_word(sim->pacing.stream, PURPOSE_PACER,
					    sim->draws++);
		int pick = (int)(uniform_of(word) * game->n_idle);
		int player = game->idle[pick];

		game->idle[pick] = game->idle[--game->n_idle];
		game->ringing++;
		go_on(game, player, false,
		      second + game->players[player].attempt->rings);
	}
}

static void meet(struct game *game, int player, int second)
{
	game->answers++;
	if (game->on_hold == 0) {
		game->abandons++;
		rest(game, player);
		return;
	}
	game->on_hold--;
	game->on_call++;
	go_on(game, player, true, second + game->players[player].length);
}

/* What is due in a second; the first of those who answer. */
static int finish(struct game *game, int second)
{
	int player, next, answered = -1;

	for (player = game->due[second]; player >= 0; player = next) {
		struct player *one = &game->players[player];

		next = one->next;
		if (one->talks) {
			game->on_call--;
			game->on_hold++;
		} else {
			game->ringing--;
		}
		if (!one->talks && one->attempt->answered) {
			one->next = answered;
			answered = player;
		} else {
			rest(game, player);
		}
	}
	return answered;
}

/* The agents' utilization at a level, or -1 where it abandons too many. */
static double play(struct simulation *sim, const struct game *invited,
		   double level, double limit)
{
	struct game game = *invited;
	int second, player, next;

	for (second = 0; second < STEPS; second++) {
		game.held += game.on_hold;
		game.called += game.on_call;
		player = finish(&game, second);
		dial(sim, &game, level, second);
		for (; player >= 0; player = next) {
			next = game.players[player].next;
			meet(&game, player, second);
		}
	}
	if (game.answers == 0 || game.abandons >= limit * game.answers)
		return -1;
	return (double)game.called / (double)(game.called + game.held);
}

static double best_level(struct simulation *sim, const struct game *game,
			 double limit)
{
	double answered = 0, best = 1, busiest = 0;
	int i;

	for (i = 0; i < game->n; i++)
		answered += game->players[i].attempt->answered;
	for (i = 1; i <= LEVELS && answered > 0; i++) {
		double level = fmax(1, game->n / answered * i / LEVELS);
		double busy = play(sim, game, level, limit);

		if (busy > busiest) {
			busiest = busy;
			best = level;
		}
	}
	return best;
}

static void look(struct pacing *pacing, const struct pacer_floor *seen)
{
	struct simulation *sim = (struct simulation *)pacing;
	struct game game = {.on_hold = seen->agents - seen->paused};

	invite(sim, &game, seen->now);
	sim->level = 1;
	if (game.on_hold >= FEW_AGENTS && game.n >= FEW_ATTEMPTS)
		sim->level = best_level(sim, &game, seen->limit);
}

static int place(struct pacing *pacing, const struct pacer_floor *seen)
{
	const struct simulation *sim = (const struct simulation *)pacing;
	struct drop_count last = drops_over(&pacing->drops, DROPS_HALF_HOUR);
	double level = sim->level;

	if (drops_share(&last) > seen->limit)
		level = fmax(1, 0.75 * level);
	return (int)floor(level * seen->ready - seen->ringing - seen->waiting);
}

static void start(struct pacing *pacing)
{
	((struct simulation *)pacing)->level = 1;
}

static void explain(const struct pacing *pacing, struct pacer_numbers *numbers)
{
	numbers->level = ((const struct simulation *)pacing)->level;
}

const struct pacer pacer_simulation = {
    .name = "simulation",
    .doc = "plays four minutes with its latest calls at six levels, and takes "
	   "the busiest within the limit (Impact Dialing)",
    .size = sizeof(struct simulation),
    .looks = SIM_MINUTE,
    .period = SIM_SECOND,
    .start = start,
    .look = look,
    .place = place,
    .heard = heard,
    .explain = explain,
};
