#include "acd/outbound/drops.h"

enum { MINUTES_A_DAY = 24 * 60 };

static const int minutes[DROPS_DAY] = {1, 5, 15, 30, 60};

static struct drop_count *begin(struct drops *drops, int64_t minute)
{
	return &drops->past[minute % DROP_MINUTES];
}

void drops_roll(struct drops *drops, sim_time now)
{
	int64_t minute = now / SIM_MINUTE, m = drops->minute + 1;

	if (minute / MINUTES_A_DAY > drops->minute / MINUTES_A_DAY)
		drops->midnight = drops->now;
	if (minute - m >= DROP_MINUTES)
		m = minute - DROP_MINUTES + 1;
	for (; m <= minute; m++)
		*begin(drops, m) = drops->now;
	if (minute > drops->minute)
		drops->minute = minute;
}

void drops_call(struct drops *drops, sim_time at, bool person)
{
	drops_roll(drops, at);
	drops->now.calls++;
	drops->now.answers += person;
}

void drops_drop(struct drops *drops, sim_time at)
{
	drops_roll(drops, at);
	drops->now.drops++;
}

struct drop_count drops_over(const struct drops *drops, enum drop_span span)
{
	struct drop_count end = drops->past[drops->minute % DROP_MINUTES];
	struct drop_count from = drops->midnight;

	if (span != DROPS_DAY) {
		int64_t m = drops->minute - minutes[span];

		from = (struct drop_count){0, 0, 0};
		if (m > 0)
			from = drops->past[m % DROP_MINUTES];
	}
	end.calls -= from.calls;
	end.answers -= from.answers;
	end.drops -= from.drops;
	return end;
}

double drops_share(const struct drop_count *count)
{
	if (count->answers == 0)
		return 0;
	return (double)count->drops / (double)count->answers;
}
