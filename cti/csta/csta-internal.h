/*
 * What the files of the CSTA link share: its clients, their monitors, and a
 * request on its way.
 */
#ifndef CTI_CSTA_CSTA_INTERNAL_H
#define CTI_CSTA_CSTA_INTERNAL_H

#include "cti/connections.h"
#include "cti/csta/csta.h"
#include "cti/csta/frame.h"
#include "cti/csta/xml.h"
#include "cti/numbering.h"
#include "cti/users.h"

#include <stdio.h>
#include <uthash.h>

struct evbuffer;

#define CSTA_SPACE "http://www.ecma-international.org/standards/ecma-323/csta/"
#define SESSION_SPACE                                                          \
	"http://www.ecma-international.org/standards/ecma-354/appl_session"

enum {
	CSTA_MONITORS = 20000, /* of one client */
	CSTA_ID = 80,	       /* bytes of a device or a call as text */
};

enum csta_agent_state {
	CSTA_AGENT_NULL,
	CSTA_AGENT_NOT_READY,
	CSTA_AGENT_READY,
	CSTA_AGENT_BUSY,
	CSTA_AGENT_AFTER_CALL,
	CSTA_AGENT_STATES,
};

struct csta {
	struct session *session;
	struct link_table *link;
	struct listener listener;
	struct pop_listener pops;
	struct list clients;
	struct list *agents; /* of the monitors of each */
	struct list *queues;
	struct csta_watched *watched;  /* by contact */
	enum csta_agent_state *states; /* that were told, of the agents */
	unsigned last_cross_ref;
	unsigned last_session;
};

struct csta_client {
	struct list link;
	struct csta *csta;
	struct link_client *wire;
	bool in_session;
	char user[USERS_NAME];
	enum role role;
	unsigned session;
	int left;	   /* of the session [s] */
	const char *space; /* of its events */
	struct list monitors;
	int n_monitors;
	bool *sits;  /* [agents]: taken by him; NULL: none was */
	int refused; /* invoke id of a session that was; -1 */
	bool replying;
	struct evbuffer *later; /* events, until the reply is out */
};

struct csta_monitor {
	struct list of_client;
	struct list of_device; /* or of the call */
	uint64_t contact;      /* whose call; 0: a device's */
	struct csta_client *client;
	unsigned cross_ref;
	const char *space; /* that it was asked for in */
};

/* A call that is monitored itself. */
struct csta_watched {
	uint64_t contact;
	struct list monitors;
	UT_hash_handle hh;
};

/* A request, and its answer as it is written. */
struct csta_request {
	struct csta_client *client;
	int invoke;
	const struct xml *body;
	const char *space; /* of the answer */
	FILE *out;
	/* where it fails */
	const char *category;
	const char *error;
	struct err why; /* for people; "": nothing to add */
};

/* Does it and writes what the answer has; false: category and error say why
 * not. */
typedef bool (*csta_service_h)(struct csta_request *request);

/* Returns false. */
bool csta_fail(struct csta_request *request, const char *category,
	       const char *error);

/* client.c */

void csta_send(struct csta_client *client, int invoke, const char *body,
	       size_t n);
bool csta_is_own(const struct csta_client *client, int agent);

/* Has the session do it, if he may; else fails, with `error` of the state's
 * where the floor refuses. */
bool csta_command(struct csta_request *request,
		  const struct acd_command *command, struct acd_reply *reply,
		  const char *error);

/* service.c */

csta_service_h csta_service_find(const char *name);

/* ids.c: devices and calls as the link names them */

void csta_agent(const struct csta *csta, int agent, char id[CSTA_ID]);
void csta_queue(const struct csta *csta, int queue, char id[CSTA_ID]);
void csta_caller(const struct csta *csta, const struct party *party,
		 char id[CSTA_ID]);
void csta_device(const struct csta *csta, const struct connection *connection,
		 char id[CSTA_ID]);

/* A contact's call; a consult's, which is another until it is joined. */
void csta_call(uint64_t contact, int consult, char id[CSTA_ID]);
void csta_call_of(const struct connection *connection, char id[CSTA_ID]);

/* <NAME><callID/><deviceID/></NAME>; name NULL: without it. */
void csta_put_connection(FILE *out, const char *name, const char *call,
			 const char *device);
void csta_put(const struct csta *csta, FILE *out, const char *name,
	      const struct connection *connection);

/* Its state as CSTA has it: who waits in a queue is connected to it. */
const char *csta_state(const struct connection *connection);

/* What a client names: an agent, NULL: no connection, ... */
struct csta_named {
	const char *call;
	const char *device;
	int agent; /* -1: none */
	const struct connection *connection;
};
struct csta_named csta_find(const struct csta_client *client,
			    const struct xml *xml);

/* Whatever form a client writes a device in: "1001", "sip:1001@host". */
int csta_find_agent(const struct csta *csta, const char *text);
int csta_find_queue(const struct csta *csta, const char *text);

/* monitor.c */

bool csta_monitor_start(struct csta_request *request);
bool csta_monitor_stop(struct csta_request *request);
void csta_monitor_free(struct csta_monitor *monitor);

/* watch.c */

/* The monitors of the customer's call, none at first. */
struct list *csta_watch(struct csta *csta, uint64_t contact);
struct csta_watched *csta_watched(const struct csta *csta, uint64_t contact);
/* Its monitors are no more. */
void csta_watch_forget(struct csta *csta, struct csta_watched *watched);

/* snapshot.c, agent.c, calls.c */

bool csta_snapshot_device(struct csta_request *request);
bool csta_snapshot_call(struct csta_request *request);
bool csta_agent_set(struct csta_request *request);
bool csta_agent_get(struct csta_request *request);
enum csta_agent_state csta_agent_state(const struct csta *csta, int agent);
enum csta_agent_state csta_agent_state_of(enum agent_state state);
bool csta_make_call(struct csta_request *request);
bool csta_answer(struct csta_request *request);
bool csta_clear(struct csta_request *request);
bool csta_hold(struct csta_request *request);
bool csta_retrieve(struct csta_request *request);
bool csta_consult(struct csta_request *request);
bool csta_alternate(struct csta_request *request);
bool csta_reconnect(struct csta_request *request);
bool csta_transfer(struct csta_request *request);
bool csta_conference(struct csta_request *request);
bool csta_single_step(struct csta_request *request);
bool csta_deflect(struct csta_request *request);

/* events.c */

void csta_on_event(void *arg, const struct acd_event *event);
void csta_on_pop(void *arg, const struct screen_pop *pop);

/* telling.c */

/* <userData>: what is attached to the contact, if anything is. */
void csta_put_data(const struct csta *csta, FILE *out, uint64_t contact);

#endif
