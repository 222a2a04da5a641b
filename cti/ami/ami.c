#include "cti/ami/ami-internal.h"

#include "base/mem.h"

#include <event2/event.h>
#include <stdlib.h>
#include <string.h>

struct ami_conf ami_usual(void)
{
	return (struct ami_conf){.limits = link_usual};
}

sim_time ami_now(const struct ami *ami)
{
	return calendar_now(center_calendar(ami->session->center));
}

/* Of a moment before the day, such as that of no call yet: 0. */
long long ami_epoch(const struct ami *ami, sim_time at)
{
	if (at == SIM_NEVER)
		return 0;
	return session_wall(ami->session, at) / 1000000;
}

/* The switch was there before its clients: who is paused is known. */
static void remember_people(struct ami *ami)
{
	int agents = center_view_agents(ami->session->center), i;

	ami->told = mem_array((size_t)agents, sizeof(*ami->told));
	for (i = 0; i < agents; i++) {
		ami->told[i].paused_at = SIM_NEVER;
		member_changed(ami, i);
	}
}

static void remember_queues(struct ami *ami)
{
	int i, n = center_conf(ami->session->center)->n_queues;

	ami->queues = mem_array((size_t)n, sizeof(*ami->queues));
	for (i = 0; i < n; i++)
		list_init(&ami->queues[i].waiting);
}

static void log_line(void *arg, const char *line)
{
	const struct ami *ami = arg;

	ami->conf.log(ami->conf.log_arg, line);
}

struct ami *ami_alloc(struct session *session, const struct ami_conf *conf)
{
	struct ami *ami = MEM_NEW(struct ami);
	struct link_conf link = {.protocol = &ami_protocol,
				 .limits = conf->limits,
				 .base = session->base,
				 .arg = ami,
				 .log = conf->log != NULL ? log_line : NULL};
	int i;

	ami->session = session;
	ami->conf = *conf;
	ami->due = -1;
	ami->checks = AMI_CHECKS;
	ami->started = session->state.now;
	for (i = 0; i < AMI_CALLS; i++)
		list_init(&ami->calls[i]);
	list_init(&ami->originates);
	feed_init(&ami->feed, session->base);
	ami->link = link_alloc(&link);
	remember_queues(ami);
	remember_people(ami);
	ami->listener = (struct listener){
	    .kinds = ami_kinds, .event = ami_hear, .arg = ami};
	session_listen(session, &ami->listener);
	ami->pops = (struct pop_listener){.pop = ami_pop, .arg = ami};
	session_pop(session, &ami->pops);
	return ami;
}

void ami_free(struct ami *ami)
{
	if (ami == NULL)
		return;
	session_ignore(ami->session, &ami->listener);
	session_unpop(ami->session, &ami->pops);
	feed_send(&ami->feed);
	link_free(ami->link);
	originates_finish(ami);
	calls_finish(ami);
	feed_finish(&ami->feed);
	ami_text_finish(&ami->reply);
	variables_finish(&ami->globals);
	free(ami->queues);
	free(ami->told);
	free(ami);
}

void ami_stamp(struct ami *ami)
{
	if (ami->session->driver->due != NULL)
		ami->feed.stamps = ami->session;
}

struct link_table *ami_link(const struct ami *ami)
{
	return ami->link;
}

struct ami *ami_start(struct session *session, const char *address,
		      struct err *err)
{
	struct ami_conf conf = ami_usual();
	struct address where;
	struct ami *ami;

	if (address_read(address, users_are_many(session->users), &where, err) <
	    0)
		return NULL;
	ami = ami_alloc(session, &conf);
	if (link_listen(ami->link, &where, err) == 0)
		return ami;
	ami_free(ami);
	return NULL;
}

void ami_set_queue_log(struct ami *ami, FILE *out)
{
	ami->conf.queue_log = out;
}
