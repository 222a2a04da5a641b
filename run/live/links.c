#include "run/live/links.h"

#include "cti/address.h"
#include "cti/ami/ami.h"
#include "cti/csta/csta.h"
#include "cti/http/server.h"

#include <errno.h>
#include <string.h>

static void *start_ami(struct session *session, const char *address,
		       struct err *err)
{
	return ami_start(session, address, err);
}

static void stop_ami(void *link)
{
	ami_free(link);
}

static bool where_ami(const void *link, char text[ADDRESS_TEXT])
{
	return link_address(ami_link(link), 0, text);
}

static void tune_ami(void *link, const struct links *links)
{
	if (links->stamps)
		ami_stamp(link);
}

static void *start_csta(struct session *session, const char *address,
			struct err *err)
{
	return csta_start(session, address, err);
}

static void stop_csta(void *link)
{
	csta_free(link);
}

static bool where_csta(const void *link, char text[ADDRESS_TEXT])
{
	csta_where(link, text);
	return true;
}

static void *start_http(struct session *session, const char *address,
			struct err *err)
{
	return http_server_alloc(session, address, err);
}

static void stop_http(void *link)
{
	http_server_free(link);
}

static bool where_http(const void *link, char text[ADDRESS_TEXT])
{
	http_server_where(link, text);
	return true;
}

static const struct link_kind {
	const char *name;
	void *(*start)(struct session *session, const char *address,
		       struct err *err);
	void (*stop)(void *link);
	/* Where it listens, with the port that it got; NULL: as asked. */
	bool (*where)(const void *link, char text[ADDRESS_TEXT]);
	/* What is its own, before anybody comes; NULL: nothing. */
	void (*tune)(void *link, const struct links *links);
} kinds[LINKS] = {
    [LINK_AMI] = {"AMI", start_ami, stop_ami, where_ami, tune_ami},
    [LINK_CSTA] = {"CSTA", start_csta, stop_csta, where_csta, NULL},
    [LINK_HTTP] = {"HTTP", start_http, stop_http, where_http, NULL},
};

const char *links_name(enum link_id id)
{
	return kinds[id].name;
}

bool links_wanted(const struct links *links)
{
	int id;

	for (id = 0; id < LINKS; id++)
		if (links->address[id] != NULL)
			return true;
	return false;
}

int links_check_address(const struct links *links, int id, bool anywhere,
			struct err *err)
{
	struct address address;

	if (links->address[id] == NULL)
		return 0;
	return address_read(links->address[id], anywhere, &address, err);
}

static int start(struct links *links, int id, struct session *session,
		 struct err *err)
{
	if (kinds[id].start == NULL)
		return err_set(err, "the %s link is not there yet",
			       kinds[id].name);
	links->link[id] = kinds[id].start(session, links->address[id], err);
	if (links->link[id] == NULL)
		return -1;
	if (kinds[id].tune != NULL)
		kinds[id].tune(links->link[id], links);
	return 0;
}

/* Goes on with a file that is there. */
static int start_queue_log(struct links *links, struct err *err)
{
	if (links->queue_log == NULL)
		return 0;
	if (links->link[LINK_AMI] == NULL)
		return err_set(err, "--queue-log goes with --ami");
	links->queue_log_out = fopen(links->queue_log, "ae");
	if (links->queue_log_out == NULL)
		return err_set(err, "cannot write %.200s: %s", links->queue_log,
			       strerror(errno));
	setvbuf(links->queue_log_out, NULL, _IOLBF, 0);
	ami_set_queue_log(links->link[LINK_AMI], links->queue_log_out);
	return 0;
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
	if (start_queue_log(links, err) == 0)
		return 0;
	links_stop(links);
	return -1;
}

void links_stop(struct links *links)
{
	int id;

	for (id = 0; id < LINKS; id++) {
		if (links->link[id] != NULL)
			kinds[id].stop(links->link[id]);
		links->link[id] = NULL;
	}
	if (links->queue_log_out != NULL)
		fclose(links->queue_log_out);
	links->queue_log_out = NULL;
}

static void print(const struct links *links, int id, FILE *out)
{
	char text[ADDRESS_TEXT];

	if (kinds[id].where == NULL || !kinds[id].where(links->link[id], text))
		snprintf(text, sizeof(text), "%s", links->address[id]);
	fprintf(out, "%-9s %s\n", kinds[id].name, text);
}

void links_print(const struct links *links, FILE *out)
{
	int id;

	for (id = 0; id < LINKS; id++)
		if (links->link[id] != NULL)
			print(links, id, out);
}
