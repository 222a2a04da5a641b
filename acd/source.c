#include "acd/source.h"

#include "acd/draws.h"
#include "base/mem.h"
#include "sim/distribution.h"

#include <math.h>
#include <stdlib.h>

/*
 * Every arrival process is one walk along the day's rates: the next call
 * comes when so much expected volume ("mass") has gone by.  For a Poisson
 * process the mass between calls is exponential; for a fixed number of calls
 * it is the gap between that many ordered uniforms.
 */
struct segment {
	sim_time from, to;  /* of day */
	int whole;	    /* segment of the profile that it is a piece of */
	double length;	    /* [s] */
	double rate, slope; /* [calls/s], [calls/s^2] */
	double mass;
	double gap; /* [s] between calls; INFINITY: none, or it changes */
};

struct source {
	const struct source_conf *conf;
	struct source_place place;
	int day;
	sim_time day_start;
	bool odd; /* no Poisson process: a trace, fixed counts, no calls */
	bool dry; /* nobody will ever call */
	int n_segments;
	int at;		/* the segment */
	double past;	/* [s] of it that are over */
	uint64_t word;	/* that the next moment is drawn from */
	double need;	/* mass until the next call; INFINITY: none */
	uint64_t left;	/* fixed counts: calls still to come */
	double uniform; /* fixed counts: the last of the ordered uniforms */
	double mass;	/* fixed counts: that they spread over */
	size_t traced;
	struct segment *segments; /* behind the last one without length */
	int n_surges;		  /* by command, that are not over */
	struct source_surge *surges;
};

static size_t most_segments(const struct source *source)
{
	int surges = source->conf->n_surges + source->n_surges;

	return (size_t)source->conf->n_segments * (size_t)(2 * surges + 1) + 1;
}

static bool is_dry(const struct source_conf *conf)
{
	double volume = 0;
	int day;

	for (day = 0; day < conf->n_days; day++)
		volume += source_volume(conf, day);
	return volume <= 0;
}

struct source *source_alloc(const struct source_conf *conf,
			    const struct source_place *place)
{
	struct source *source = MEM_NEW(struct source);

	source->conf = conf;
	source->place = *place;
	source->segments =
	    mem_array(most_segments(source), sizeof(struct segment));
	source->dry = is_dry(conf);
	source->odd =
	    source->dry || conf->n_trace > 0 || conf->count != COUNT_POISSON;
	source_reset(source);
	return source;
}

void source_free(struct source *source)
{
	if (source == NULL)
		return;
	free(source->surges);
	free(source->segments);
	free(source);
}

static struct stream stream_of(const struct source *source)
{
	return (struct stream){source->place.key,
			       entity_source(source->place.id), 0};
}

void source_reset(struct source *source)
{
	source->day = -1;
	source->n_segments = source->at = 0;
	source->segments[0] = (struct segment){0};
	source->traced = 0;
	source->need = INFINITY;
	source->left = 0;
	source->n_surges = 0;
}

/* Gamma with mean 1 and the coefficient of variation given. */
static double busyness(double cv, const struct stream *stream, uint32_t purpose,
		       uint32_t n)
{
	struct stream own = *stream;

	if (cv <= 0)
		return 1;
	own.visit = n;
	return cv * cv *
	       draw_gamma(1 / (cv * cv), stream_word(&own, purpose, 0), &own,
			  purpose);
}

double source_volume(const struct source_conf *conf, int day)
{
	const struct segment_conf *s =
	    conf->profile +
	    (size_t)(day % conf->n_days) * (size_t)conf->n_segments;
	double volume = 0;
	int i;

	for (i = 0; i < conf->n_segments; i++)
		volume += (s[i].rate + s[i].rate_end) / 2 *
			  sim_to_seconds(s[i].to - s[i].from);
	return volume;
}

/* The day's factor: of the center, of the source, and of its volume. */
static double day_factor(const struct source *source)
{
	const struct source_conf *conf = source->conf;
	struct stream all = {source->place.key, ENTITY_CENTER, 0};
	struct stream own = stream_of(source);
	uint32_t day = (uint32_t)source->day;
	double factor =
	    busyness(source->place.busyness, &all, PURPOSE_BUSYNESS_DAY, day) *
	    busyness(conf->day_busyness, &own, PURPOSE_BUSYNESS_DAY, day);
	double spread;

	if (conf->volume_sd <= 0)
		return factor;
	own.visit = day;
	spread = conf->volume_sd / source_volume(conf, source->day);
	spread = 1 + spread * draw_normal(stream_word(&own, PURPOSE_VOLUME, 0),
					  &own, PURPOSE_VOLUME);
	return spread > 0 ? factor * spread : 0;
}

static double surge_at(const struct source *source, sim_time time)
{
	double factor = 1;
	int i;

	for (i = 0; i < source->conf->n_surges; i++) {
		const struct surge_conf *surge = &source->conf->surges[i];

		if ((surge->day < 0 || surge->day == source->day) &&
		    time >= surge->from && time < surge->to)
			factor *= surge->factor;
	}
	time += source->day_start;
	for (i = 0; i < source->n_surges; i++)
		if (time >= source->surges[i].from &&
		    time < source->surges[i].to)
			factor *= source->surges[i].factor;
	return factor;
}

static sim_time edge_before(sim_time edge, sim_time from, sim_time to)
{
	return edge > from && edge < to ? edge : to;
}

/* Where the piece that begins at from must end: at a surge's edge or to. */
static sim_time next_edge(const struct source *source, sim_time from,
			  sim_time to)
{
	int i;

	for (i = 0; i < source->conf->n_surges; i++) {
		const struct surge_conf *surge = &source->conf->surges[i];

		to = edge_before(surge->from, from, to);
		to = edge_before(surge->to, from, to);
	}
	for (i = 0; i < source->n_surges; i++) {
		const struct source_surge *surge = &source->surges[i];
		sim_time midnight = source->day_start;

		to = edge_before(surge->from - midnight, from, to);
		to = edge_before(surge->to - midnight, from, to);
	}
	return to;
}

static const struct segment_conf *profile_at(const struct source *source,
					     int index)
{
	const struct source_conf *conf = source->conf;
	size_t day = (size_t)(source->day % conf->n_days);

	return &conf->profile[day * (size_t)conf->n_segments + (size_t)index];
}

static void piece_add(struct source *source, int index, sim_time from,
		      sim_time to, double factor)
{
	const struct segment_conf *whole = profile_at(source, index);
	struct segment *piece = &source->segments[source->n_segments++];
	double length = sim_to_seconds(whole->to - whole->from);
	double slope = (whole->rate_end - whole->rate) / length;

	factor *= surge_at(source, from);
	piece->whole = index;
	piece->from = from;
	piece->to = to;
	piece->length = sim_to_seconds(to - from);
	piece->slope = slope * factor;
	piece->rate =
	    (whole->rate + slope * sim_to_seconds(from - whole->from)) * factor;
	piece->gap = piece->slope == 0 ? 1 / piece->rate : INFINITY;
	piece->mass =
	    (piece->rate + piece->slope * piece->length / 2) * piece->length;
}

static void segment_add(struct source *source, int index, double factor)
{
	const struct segment_conf *whole = profile_at(source, index);
	sim_time from = whole->from, to;

	for (; from < whole->to; from = to) {
		to = next_edge(source, from, whole->to);
		piece_add(source, index, from, to, factor);
	}
}

static void day_build(struct source *source)
{
	const struct source_conf *conf = source->conf;
	struct stream own = stream_of(source);
	double factor = day_factor(source);
	int i;

	source->n_segments = source->at = 0;
	source->past = 0;
	for (i = 0; i < conf->n_segments; i++)
		segment_add(source, i,
			    factor * busyness(conf->period_busyness, &own,
					      PURPOSE_BUSYNESS_PERIOD,
					      (uint32_t)(source->day *
							     conf->n_segments +
							 i)));
	source->segments[source->n_segments] = (struct segment){0};
}

/* The mass up to the next of a fixed number of calls. */
static __attribute__((noinline)) void fixed_next(struct source *source)
{
	double u = uniform_positive(source->word), next;

	if (source->left == 0) {
		source->need = INFINITY;
		return;
	}
	next = 1 - (1 - source->uniform) * pow(u, 1 / (double)source->left);
	source->need = (next - source->uniform) * source->mass;
	source->uniform = next;
	source->left--;
}

static void fixed_begin(struct source *source, double mass)
{
	source->mass = mass;
	source->left = (uint64_t)(mass + 0.5);
	source->uniform = 0;
	fixed_next(source);
}

/* What is expected of the segment whose first piece stands at the source. */
static double whole_mass(const struct source *source)
{
	const struct segment *first = &source->segments[source->at];
	const struct segment *end = &source->segments[source->n_segments];
	const struct segment *piece;
	double mass = 0;

	for (piece = first; piece < end && piece->whole == first->whole;
	     piece++)
		mass += piece->mass;
	return mass;
}

static void counts_begin_day(struct source *source)
{
	double mass = 0;
	int i;

	if (source->conf->count == COUNT_POISSON)
		return;
	if (source->conf->count == COUNT_FIXED_SEGMENT) {
		if (source->n_segments > 0)
			fixed_begin(source, whole_mass(source));
		return;
	}
	for (i = 0; i < source->n_segments; i++)
		mass += source->segments[i].mass;
	fixed_begin(source, mass);
}

static bool day_next(struct source *source)
{
	if (++source->day >= source->place.days)
		return false;
	source->day_start = source->day * SIM_DAY;
	day_build(source);
	counts_begin_day(source);
	return true;
}

static bool same_whole(const struct source *source, int a, int b)
{
	return b < source->n_segments &&
	       source->segments[a].whole == source->segments[b].whole;
}

static void segment_next(struct source *source)
{
	int was = source->at++;

	source->past = 0;
	if (source->conf->count == COUNT_FIXED_SEGMENT &&
	    source->at < source->n_segments &&
	    !same_whole(source, was, source->at))
		fixed_begin(source, whole_mass(source));
}

/* How far into a segment its mass from past on adds up to need. */
static double reach(const struct segment *s, double past, double need)
{
	double rate = s->rate + s->slope * past;

	if (s->slope == 0)
		return past + need / rate;
	return past +
	       2 * need / (rate + sqrt(rate * rate + 2 * s->slope * need));
}

/* Rounding may leave the last of a fixed number just behind the end. */
static bool is_rounding(const struct source *source, double over)
{
	bool last = source->conf->count == COUNT_FIXED_DAY
			? source->at + 1 == source->n_segments
			: !same_whole(source, source->at, source->at + 1);

	return source->conf->count != COUNT_POISSON && last &&
	       over < 1e-9 * source->mass;
}

static sim_time arrive(struct source *source, const struct segment *s,
		       double at)
{
	source->past = at < s->length ? at : s->length;
	return source->day_start + s->from + sim_from_seconds(source->past);
}

/* The moment in this segment, or SIM_NEVER when it is past it. */
static sim_time segment_seek(struct source *source)
{
	const struct segment *s = &source->segments[source->at];
	double left = s->length - source->past;
	double mass = (s->rate + s->slope * (source->past + left / 2)) * left;

	if (source->need <= mass)
		return arrive(source, s, reach(s, source->past, source->need));
	if (is_rounding(source, source->need - mass))
		return arrive(source, s, s->length);
	source->need -= mass > 0 ? mass : 0;
	segment_next(source);
	return SIM_NEVER;
}

/* Most calls: the same constant rate goes on. */
static inline bool same_piece(const struct source *source, double *past)
{
	const struct segment *s = &source->segments[source->at];

	*past = source->past + source->need * s->gap;
	return *past < s->length;
}

static __attribute__((noinline)) sim_time seek(struct source *source)
{
	sim_time time;

	for (;;) {
		if (source->at == source->n_segments && !day_next(source))
			return SIM_NEVER;
		if (source->at == source->n_segments)
			continue; /* a day without calls */
		time = segment_seek(source);
		if (time != SIM_NEVER)
			return time;
	}
}

static inline sim_time along(struct source *source)
{
	double past;

	if (!same_piece(source, &past))
		return seek(source);
	source->past = past;
	return source->day_start + source->segments[source->at].from +
	       (sim_time)(past * 1e6 + 0.5);
}

bool source_may_surge(const struct source *source)
{
	return source->conf->n_trace == 0 && !source->dry &&
	       source->conf->count == COUNT_POISSON;
}

static void day_turn_to(struct source *source, int day)
{
	source->day = day;
	source->day_start = day * SIM_DAY;
	day_build(source);
}

/* To where it stands from now on, today. */
static void stand_at(struct source *source, sim_time now)
{
	const struct segment *s = source->segments;
	sim_time of_day = now - source->day_start;

	while (source->at < source->n_segments && s[source->at].to <= of_day)
		source->at++;
	if (source->at < source->n_segments && s[source->at].from < of_day)
		source->past = sim_to_seconds(of_day - s[source->at].from);
}

static double mass_between(const struct segment *s, double from, double to)
{
	return (s->rate + s->slope * (from + to) / 2) * (to - from);
}

/* From where it stands to a place in a segment of the day. */
static double mass_to(const struct source *source, int at, double past)
{
	double mass = 0, from = source->past;
	int i;

	for (i = source->at; i < at; i++) {
		const struct segment *s = &source->segments[i];

		mass += mass_between(s, from, s->length);
		from = 0;
	}
	if (past > from && at < source->n_segments)
		mass += mass_between(&source->segments[at], from, past);
	return mass;
}

/* What is expected between now and the next call, and behind the last day. */
static double mass_until(struct source *source, sim_time now, sim_time next)
{
	bool never = next == SIM_NEVER;
	int day, last = source->day, at = source->at;
	double past = source->past, mass = never ? source->need : 0;

	for (day = (int)(now / SIM_DAY); day < last; day++) {
		day_turn_to(source, day);
		if (day == now / SIM_DAY)
			stand_at(source, now);
		mass += mass_to(source, source->n_segments, 0);
	}
	if (never)
		return mass;
	day_turn_to(source, last);
	if (last == now / SIM_DAY)
		stand_at(source, now);
	return mass + mass_to(source, at, past);
}

/* Those that are over make room. */
static void surge_add(struct source *source, const struct source_surge *surge)
{
	int i, n = 0;

	for (i = 0; i < source->n_surges; i++)
		if (source->surges[i].to > surge->from)
			source->surges[n++] = source->surges[i];
	source->n_surges = n + 1;
	source->surges = mem_resize(source->surges, (size_t)source->n_surges,
				    sizeof(struct source_surge));
	source->surges[n] = *surge;
	source->segments = mem_resize(source->segments, most_segments(source),
				      sizeof(struct segment));
}

sim_time source_surge(struct source *source, const struct source_surge *surge,
		      sim_time next)
{
	double mass = mass_until(source, surge->from, next);

	surge_add(source, surge);
	day_turn_to(source, (int)(surge->from / SIM_DAY));
	stand_at(source, surge->from);
	source->need = mass;
	return seek(source);
}

static sim_time trace_next(struct source *source)
{
	return source->traced < source->conf->n_trace
		   ? source->conf->trace[source->traced++]
		   : SIM_NEVER;
}

static __attribute__((noinline)) sim_time odd_next(struct source *source)
{
	if (source->conf->n_trace > 0)
		return trace_next(source);
	if (source->dry)
		return SIM_NEVER;
	fixed_next(source);
	return along(source);
}

sim_time source_next(struct source *source, uint64_t word, double gap)
{
	source->word = word;
	if (source->odd)
		return odd_next(source);
	source->need = gap;
	return along(source);
}
