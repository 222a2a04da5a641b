#include "acd/live.h"

#include "acd/dialog.h"
#include "acd/member.h"
#include "base/mem.h"

#include <stdlib.h>

struct live *live_of(struct center *center)
{
	struct live *live = center->live;
	int i;

	if (live != NULL)
		return live;
	live = mem_array(1, sizeof(*live));
	live->desks = mem_array((size_t)center->n_agents, sizeof(struct desk));
	for (i = 0; i < center->n_agents; i++)
		live->desks[i].monitored_by = -1;
	center->live = live;
	return live;
}

void live_free(struct center *center)
{
	int i;

	if (center->live == NULL)
		return;
	for (i = 0; i < center->n_agents; i++) {
		free(center->live->desks[i].why);
		free(center->live->desks[i].asked_why);
	}
	member_forget(center);
	asides_free(center);
	dialogs_free(center);
	data_free(center->live);
	free(center->live->desks);
	free(center->live);
	center->live = NULL;
}

void live_forget(struct center *center, uint64_t contact)
{
	data_forget(center->live, contact);
	dialog_forget(center, contact);
}
