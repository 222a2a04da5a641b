#include "cti/http/link.h"

#include "base/mem.h"
#include "cti/http/news.h"
#include "cti/users.h"

#include <openssl/rand.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void run_init(char run[HTTP_RUN])
{
	unsigned char bytes[HTTP_RUN / 2] = {0};

	RAND_bytes(bytes, sizeof(bytes));
	for (size_t i = 0; i < sizeof(bytes); i++)
		snprintf(run + 2 * i, 3, "%02x", bytes[i]);
}

void http_link_init(struct http_link *link, struct session *session)
{
	const struct center_conf *conf = center_conf(session->center);

	*link = (struct http_link){.session = session, .pages = pages_built_in};
	tickets_init(&link->tickets);
	seats_init(&link->seats, center_view_agents(session->center));
	ring_init(&link->ring);
	run_init(link->run);
	link->modes =
	    mem_array((size_t)conf->n_campaigns, sizeof(*link->modes));
	for (int i = 0; i < conf->n_campaigns; i++)
		link->modes[i] = conf->campaigns[i].mode;
}

void http_link_finish(struct http_link *link)
{
	tickets_finish(&link->tickets);
	seats_finish(&link->seats);
	ring_finish(&link->ring);
	http_link_forget(link);
	free(link->modes);
}

void http_link_forget(struct http_link *link)
{
	free(link->snapshot);
	link->snapshot = NULL;
}

bool http_link_check(struct http_link *link, const char *peer, const char *user,
		     const char *secret, enum role *role)
{
	struct users *users = link->session->users;

	*role = ROLE_NONE;
	if (users == NULL)
		return true;
	*role = users_recall(users, user, secret);
	if (*role != ROLE_NONE)
		return true;
	if (!tickets_may_check(&link->tickets))
		return false;
	*role = users_check(users, user, secret);
	if (*role == ROLE_NONE)
		fprintf(stderr, "callfloor: http: %s: a login failed\n", peer);
	return true;
}

/* What no view shows. */
static void note(struct http_link *link, const struct acd_event *event)
{
	if (event->kind == EVENT_MODE && event->step >= 0)
		link->modes[event->step] = (enum dial_mode)event->state;
	if (event->kind == EVENT_TAKEN && event->state == 0)
		seats_leave(&link->seats, event->agent);
}

/* Who sits where somebody talks to the contact, now: who comes later, or sits
 * there later, has not heard it. */
static char *talkers(const struct http_link *link, uint64_t contact)
{
	const struct party *party =
	    connections_contact(link->session->connections, contact);
	const struct connection *one = NULL;
	char *users = NULL;
	size_t size;
	FILE *out = open_memstream(&users, &size);

	while (party != NULL && (one = connections_party(party, one)) != NULL) {
		const char *user = seats_user(&link->seats, one->agent);

		if (user != NULL && (one->state == CONNECTION_CONNECTED ||
				     one->state == CONNECTION_HOLD))
			fwrite(user, 1, strlen(user) + 1, out);
	}
	fputc('\0', out);
	fclose(out);
	return users;
}

void http_link_take(struct http_link *link, const struct acd_event *event)
{
	struct ring_entry entry;

	note(link, event);
	if (event->seq <= ring_last(&link->ring))
		return; /* a repeat */
	entry = news_entry(link->session, event);
	if (NEWS_TALK & EVENT_BIT(event->kind))
		entry.users = talkers(link, event->contact);
	ring_push(&link->ring, &entry);
}
