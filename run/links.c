#include "run/links.h"

#include <arpa/inet.h>
#include <event2/util.h>
#include <netinet/in.h>
#include <string.h>

static const struct link_kind {
	const char *name;
	void *(*start)(struct session *session, const char *address,
		       struct err *err);
	void (*stop)(void *link);
} kinds[LINKS] = {
    [LINK_AMI] = {"AMI", NULL, NULL},
    [LINK_CSTA] = {"CSTA", NULL, NULL},
    [LINK_HTTP] = {"HTTP", NULL, NULL},
};

const char *links_name(enum link_id id)
{
	return kinds[id].name;
}

static bool is_loopback(const struct sockaddr_storage *address)
{
	const struct sockaddr_in *four = (const void *)address;
	const struct sockaddr_in6 *six = (const void *)address;

	if (address->ss_family == AF_INET)
		return ntohl(four->sin_addr.s_addr) >> 24 == 127;
	return address->ss_family == AF_INET6 &&
	       IN6_IS_ADDR_LOOPBACK(&six->sin6_addr);
}

static bool has_port(const struct sockaddr_storage *address)
{
	const struct sockaddr_in *four = (const void *)address;
	const struct sockaddr_in6 *six = (const void *)address;

	return address->ss_family == AF_INET ? four->sin_port != 0
					     : six->sin6_port != 0;
}

int links_address(const char *address, bool loopback, struct err *err)
{
	struct sockaddr_storage read;
	int n = sizeof(read);

	if (evutil_parse_sockaddr_port(address, (void *)&read, &n) != 0 ||
	    (!has_port(&read) && address[0] != '\0' &&
	     strrchr(address, ':') == NULL)) {
		err_set(err, "an address and a port were wanted, got '%.60s'",
			address);
		return err_hint(err, "write 127.0.0.1:8080 or [::1]:8080");
	}
	if (!loopback || is_loopback(&read))
		return 0;
	err_set(err, "without --users only this machine is served, got '%.60s'",
		address);
	return err_hint(err, "write 127.0.0.1:PORT, or name users who may "
			     "come from elsewhere");
}

static int start(struct links *links, int id, struct session *session,
		 struct err *err)
{
	if (kinds[id].start == NULL)
		return err_set(err, "the %s link is not there yet",
			       kinds[id].name);
	links->link[id] = kinds[id].start(session, links->address[id], err);
	return links->link[id] != NULL ? 0 : -1;
}

int links_start(struct links *links, struct session *session, struct err *err)
{
	int id;

	for (id = 0; id < LINKS; id++) {
		if (links->address[id] == NULL ||
		    start(links, id, session, err) == 0)
			continue;
		links_stop(links);
		return -1;
	}
	return 0;
}

void links_stop(struct links *links)
{
	int id;

	for (id = 0; id < LINKS; id++) {
		if (links->link[id] != NULL)
			kinds[id].stop(links->link[id]);
		links->link[id] = NULL;
	}
}

void links_print(const struct links *links, FILE *out)
{
	int id;

	for (id = 0; id < LINKS; id++)
		if (links->link[id] != NULL)
			fprintf(out, "%-9s %s\n", kinds[id].name,
				links->address[id]);
}
