#include "cti/http/seats.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

void seats_init(struct seats *seats, int n_agents)
{
	seats->n = n_agents;
	seats->seats = mem_array((size_t)n_agents, sizeof(*seats->seats));
}

void seats_finish(struct seats *seats)
{
	for (int i = 0; i < seats->n; i++)
		free(seats->seats[i].user);
	free(seats->seats);
}

void seats_take(struct seats *seats, int agent, const char *user)
{
	seats_leave(seats, agent);
	seats->seats[agent].user = mem_text(user);
}

void seats_leave(struct seats *seats, int agent)
{
	free(seats->seats[agent].user);
	seats->seats[agent] = (struct seat){.user = NULL};
}

const char *seats_user(const struct seats *seats, int agent)
{
	return agent < 0 || agent >= seats->n ? NULL : seats->seats[agent].user;
}

int seats_next(const struct seats *seats, const char *user, int from)
{
	for (int i = from; i < seats->n; i++)
		if (seats->seats[i].user != NULL &&
		    strcmp(seats->seats[i].user, user) == 0)
			return i;
	return -1;
}

bool seats_tick(struct seats *seats, int agent, bool streams)
{
	struct seat *seat = &seats->seats[agent];

	if (streams) {
		seat->watched = true;
		seat->gone = 0;
		return false;
	}
	if (!seat->watched || ++seat->gone < SEATS_GRACE)
		return false;
	seat->watched = false;
	return true;
}
