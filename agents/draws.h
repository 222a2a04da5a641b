/*
 * What the random draws of people are for.  An agent's draws are keyed by
 * his number and the day, a team's by its number, apart from all callers'.
 */
#ifndef AGENTS_DRAWS_H
#define AGENTS_DRAWS_H

#include "sim/stream.h"

enum agent_purpose {
	PURPOSE_ABSENCE = 128,
	PURPOSE_LATENESS,
	PURPOSE_LATE_BY,
	PURPOSE_OFF_PHONE_GAP,
	PURPOSE_OFF_PHONE_LENGTH,
	PURPOSE_ANSWER,
	PURPOSE_NO_ANSWER,
	PURPOSE_RING,
	PURPOSE_AWAY,
	PURPOSE_HEADS,
	PURPOSE_DELAY,
	PURPOSE_MISSING, /* who goes home, by command */
};

static inline struct stream stream_agent(const struct stream_key *key,
					 int agent, int day)
{
	return (struct stream){key, UINT64_C(1) << 63 | (uint64_t)agent,
			       (uint64_t)day};
}

static inline struct stream stream_team(const struct stream_key *key, int team,
					int day)
{
	return (struct stream){key, UINT64_C(3) << 62 | (uint64_t)team,
			       (uint64_t)day};
}

#endif
