/*
 * The AMI link from inside: its clients, and the floor as a switch's channels
 * and bridges.
 */
#ifndef CTI_AMI_AMI_INTERNAL_H
#define CTI_AMI_AMI_INTERNAL_H

#include "cti/ami/ami.h"
#include "cti/ami/feed.h"
#include "cti/ami/mask.h"
#include "cti/ami/request.h"
#include "cti/ami/ami_text.h"
#include "cti/numbering.h"
#include "cti/customers/screen_pop.h"
#include "cti/users.h"

/* What a client is told that it speaks to. */
#define AMI_VERSION    "5.0.3"
#define AMI_SWITCH     "16.0.0"
#define AMI_CONTEXT    "callfloor"
#define AMI_FROM_TRUNK "from-trunk"

enum {
	AMI_NAME = 96, /* of a channel */
	AMI_CALLS = 4096,
	AMI_UNIQUEID = 48,
	AMI_UUID = 37,
	AMI_VARIABLES = 64, /* of a contact; and those of all */
	AMI_CHECKS = 4,	    /* of secrets, in a second */
};

/* States of a channel, with the numbers that clients see. */
enum channel_state {
	CHANNEL_DOWN = 0,
	CHANNEL_DIALING = 3,
	CHANNEL_RING = 4,
	CHANNEL_RINGING = 5,
	CHANNEL_UP = 6,
};

/* Why it was hung up (Q.850). */
enum hangup_cause {
	HANGUP_NORMAL = 16,
	HANGUP_BUSY = 17,
	HANGUP_NO_ANSWER = 19,
	HANGUP_ELSEWHERE = 26,
	HANGUP_OUT_OF_ORDER = 27,
	HANGUP_CONGESTION = 34,
};

struct bridge {
	struct list link; /* in the call's */
	char uuid[AMI_UUID];
	int visit;
	int n; /* channels in it */
	bool parking;
};

struct channel_in_queue {
	struct list link; /* in the queue's, first come first */
	int queue;	  /* -1: in none */
	int first;	  /* place that he came to */
	sim_time since;
};

/* A party's telephone in a call. */
struct ami_channel {
	struct list link; /* in the call's, oldest first */
	struct ami_call *call;
	uint64_t leg;
	int agent; /* -1: the customer */
	int visit;
	int queue; /* that brought the agent; -1 */
	enum channel_state state;
	bool consultant; /* an agent's second telephone, to consult */
	bool held;
	bool completed;	 /* AgentComplete was told */
	uint64_t dialer; /* leg of who rings him; 0: not being rung */
	sim_time began;
	sim_time answered; /* SIM_NEVER */
	sim_time waited;   /* the customer, before this agent answered */
	struct bridge *bridge;
	struct channel_in_queue waiting;
	char name[AMI_NAME];
	char number[NUMBERING_TEXT];
	char person[NUMBERING_TEXT];
	char peer_number[NUMBERING_TEXT];
	char peer_person[NUMBERING_TEXT];
	char exten[NUMBERING_TEXT];
	const char *context;
	const char *application;
	char app_data[NUMBERING_TEXT];
};

struct variable {
	char key[COMMAND_KEY];
	char *value;
};

struct variables {
	int n;
	struct variable all[AMI_VARIABLES];
};

/* A contact. */
struct ami_call {
	struct list link; /* in its bucket */
	uint64_t contact;
	struct list channels;
	struct list bridges;
	struct variables *data; /* NULL: none */
	enum event_cause cause; /* why the talk ended */
	bool ended;
	enum hangup_cause why; /* he was not reached; 0: he was */
	bool agent_first; /* called by an agent; his number does not yet ring */
	bool passed_on;	  /* blind; the customer leaves when the agent does */
	char linkedid[AMI_UNIQUEID];
	char last_agent[AMI_NAME]; /* his channel, for the call's record */
	sim_time talked;	   /* since when; SIM_NEVER */
	char parker[NUMBERING_TEXT];
	int place; /* parked there; -1 */
	sim_time parked;
	sim_time park_length;
};

/* What is counted of a queue, as a switch does: since the start, or since
 * QueueReset. */
struct queue_counts {
	struct list waiting; /* channels */
	int n_waiting;
	int completed;
	int completed_in_time;
	int abandoned;
	int abandoned_in_time;
	int hold; /* running averages [s] */
	int talk;
};

/* What clients were last told of an agent. */
struct told {
	int status;
	bool paused;
	bool pausing; /* asked for; he is busy yet */
	bool logged;  /* as paused, in the queue log */
	sim_time paused_at;
	char reason[COMMAND_TEXT];
};

/* An Originate whose outcome is to be told. */
struct originate {
	struct list link;
	uint64_t cookie;
	uint64_t contact;	   /* 0: not yet known */
	int agent;		   /* rung first; -1: the customer is */
	struct ami_client *client; /* NULL: he is gone */
	bool async;
	bool answered;
	char action_id[REQUEST_LINE + 1];
	char channel[AMI_NAME]; /* what was asked for, then what rang */
	char uniqueid[AMI_UNIQUEID];
	char number[NUMBERING_TEXT];
	char person[NUMBERING_TEXT];
	char exten[NUMBERING_TEXT];
	char context[NUMBERING_TEXT];
	char application[NUMBERING_TEXT];
	char data[NUMBERING_TEXT];
};

struct ami {
	struct session *session;
	struct ami_conf conf;
	struct link_table *link;
	struct listener listener;
	struct pop_listener pops;
	struct feed feed;
	struct list calls[AMI_CALLS];
	int n_calls;
	struct list originates;
	struct queue_counts *queues;
	struct told *told;	  /* of each agent */
	struct variables globals; /* of no channel */
	struct ami_text reply;
	sim_time started;
	uint64_t bridges;    /* made so far */
	int parked;	     /* in the parking bridge */
	int checks;	     /* of secrets, left in this second */
	uint64_t cookies;    /* given so far */
	uint64_t redirected; /* the contact that a Redirect moves now; 0 */
	int due;	     /* whose new state is told with his call; -1 */
};

struct ami_client {
	struct ami *ami;
	struct link_client *wire;
	struct reader reader;
	struct request request;
	struct event *later; /* tells him that his login failed */
	bool known;
	bool waiting; /* for a verdict on his login */
	bool failed;  /* to log in: he is told, and goes */
	char name[USERS_NAME];
	enum role role;
	int seat; /* the agent whom he may steer; -1: nobody's */
	unsigned mask;
	char challenge[16];
	char action_id[REQUEST_LINE + 1];
};

/* Moments */

long long ami_epoch(const struct ami *ami, sim_time at); /* 0: SIM_NEVER */
sim_time ami_now(const struct ami *ami);
void ami_moment(const struct ami *ami, sim_time at, char date[16],
		char time[16]);

/* Calls and channels */

struct ami_call *call_find(struct ami *ami, uint64_t contact);
struct ami_call *call_make(struct ami *ami, uint64_t contact);
void call_end(struct ami *ami, struct ami_call *call); /* once all hung up */
struct ami_channel *call_customer(const struct ami_call *call);
struct ami_channel *call_agent(const struct ami_call *call, int agent,
			       int visit); /* any visit: -1 */
/* By name; NULL. */
struct ami_channel *channel_find(struct ami *ami, const char *name);
/* All of them: the next after one, NULL: the first. */
struct ami_channel *channel_next(struct ami *ami,
				 const struct ami_channel *after);
void channel_uniqueid(const struct ami *ami, const struct ami_channel *channel,
		      char text[AMI_UNIQUEID]);
/* The block of fields. */
void channel_write(const struct ami *ami, struct ami_text *text,
		   const char *prefix, const struct ami_channel *channel);
const char *channel_state_name(enum channel_state state);
void bridge_write(struct ami_text *text, const char *prefix,
		  const struct bridge *bridge);

/* The channel of a connection, made and told of if it is new; NULL: there is
 * no such connection. */
struct ami_channel *channel_of(struct ami *ami, uint64_t contact, int agent,
			       int visit);
void channel_set_state(struct ami *ami, struct ami_channel *channel,
		       enum channel_state state);
void channel_run(struct ami *ami, struct ami_channel *channel,
		 const char *application, const char *data);
void channel_connect(struct ami *ami, struct ami_channel *channel,
		     const struct ami_channel *peer);
void channel_dial(struct ami *ami, struct ami_channel *caller,
		  struct ami_channel *channel);
void channel_dialed(struct ami *ami, struct ami_channel *channel,
		    const char *status); /* the end of it; nothing if over */
void channel_enter(struct ami *ami, struct ami_channel *channel,
		   struct bridge *bridge);
void channel_leave(struct ami *ami, struct ami_channel *channel);
void channel_hang_up(struct ami *ami, struct ami_channel *channel,
		     enum hangup_cause cause); /* it is gone then */
struct bridge *bridge_of(struct ami *ami, struct ami_call *call, int visit,
			 bool parking);
void channel_tell(struct ami *ami, const struct ami_channel *channel,
		  const char *event, unsigned class);
void calls_finish(struct ami *ami);

/* Attached data */

const char *variables_find(const struct variables *variables, const char *key);
bool variables_set(struct variables *variables, const char *key,
		   const char *value); /* false: it was so, or they are full */
void variables_finish(struct variables *variables);
void channel_var_set(struct ami *ami, const struct ami_channel *channel,
		     const char *key, const char *value);

/* Queues and members */

const char *ami_queue_name(const struct ami *ami, int queue);
int ami_queue_position(const struct ami *ami,
		       const struct ami_channel *channel);
void ami_queue_join(struct ami *ami, struct ami_channel *channel, int queue);
void ami_queue_leave(struct ami *ami, struct ami_channel *channel);
void ami_queue_average(int *average, sim_time value);
const char *ami_queue_strategy(const struct queue_conf *queue);
/* Percent answered in time: of those answered; of those offered. */
double ami_queue_level(const struct queue_counts *counts);
double ami_queue_level2(const struct queue_counts *counts);
int member_status(const struct ami *ami, int agent);
bool member_find(const struct ami *ami, int agent, int queue,
		 struct view_member *out);
struct member_view {
	int queue;
	int agent;
	const struct view_member *member;
	const char *name_key; /* MemberName, or Name in a list */
	const char *interface_key;
};
void member_write(const struct ami *ami, struct ami_text *text,
		  const struct member_view *view);
void member_tell(struct ami *ami, int agent, int queue, const char *event,
		 int paused);
void member_changed(struct ami *ami, int agent); /* tells what is new */
void member_settle(struct ami *ami);		 /* tells what is due */
bool member_pausing(struct ami *ami, int agent, const char *reason, bool on);

/* What happens on the floor */

void ami_hear(void *arg, const struct acd_event *event);
extern const uint64_t ami_kinds;

/* The record of a customer's call, which is over. */
void cdr_tell(struct ami *ami, const struct ami_channel *customer);

void parked_write(struct ami *ami, struct ami_text *text,
		  const struct ami_channel *customer);

/* Originates that the event decides. */
void originate_hear(struct ami *ami, const struct acd_event *event);
void originate_forget(struct ami *ami, const struct ami_client *client);
void action_originate(struct ami_client *client, const struct request *request);
void originates_finish(struct ami *ami);

/* The screen pop, as an event of the users' class. */
void ami_pop(void *arg, const struct screen_pop *pop);

/* A line of the queue log. */
void ami_queue_log(struct ami *ami, const struct ami_channel *channel,
		   int queue, int agent, const char *what, const char *format,
		   ...) __attribute__((format(printf, 6, 7)));

/* Clients */

extern const struct link_protocol ami_protocol;
void client_listen(struct ami_client *client); /* to what his mask says */
/* His request is taken up again so much later; or he is told that his login
 * failed. */
void client_wait(struct ami_client *client, int milliseconds);
void client_fail(struct ami_client *client);

/* A reply: begun, filled, sent. */
struct ami_text *reply_begin(struct ami_client *client, const char *response,
			     const char *action_id);
void reply_send(struct ami_client *client);
void reply_ok(struct ami_client *client, const char *message);
void reply_error(struct ami_client *client, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* A list: its head; then items, each begun and ended; then its end, to which
 * lines may be added before it is sent. */
void list_begin(struct ami_client *client, const char *message);
struct ami_text *list_item(struct ami_client *client, const char *event);
void list_item_id(struct ami_client *client);
void list_item_end(struct ami_client *client); /* and the id before it */
struct ami_text *list_end(struct ami_client *client, const char *event,
			  int items);

/* Does it in the client's name.  0, or -1 and err. */
int client_command(struct ami_client *client, const struct acd_command *command,
		   struct acd_reply *out, struct err *err);

/* Actions */

struct action {
	const char *name;
	unsigned class; /* he must have the right to; 0: everybody */
	void (*act)(struct ami_client *client, const struct request *request);
	const char *says; /* for ListCommands */
};
/* Each ends with one without a name. */
extern const struct action actions_session[], actions_queue[], actions_call[],
    actions_show[], actions_floor[], actions_command[];
const struct action *action_find(const char *name);
const struct action *action_next(const struct action *after);

#endif
