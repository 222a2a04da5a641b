#include "cti/ami/ami-internal.h"

#include "acd/trunk.h"
#include "base/mem.h"

#include <assert.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHANNEL(at) LIST_ENTRY(at, struct ami_channel, link)
#define CALL(at)    LIST_ENTRY(at, struct ami_call, link)
#define BRIDGE(at)  LIST_ENTRY(at, struct bridge, link)

/* Calls */

static struct list *bucket_of(struct ami *ami, uint64_t contact)
{
	return &ami->calls[contact % AMI_CALLS];
}

struct ami_call *call_find(struct ami *ami, uint64_t contact)
{
	struct list *bucket = bucket_of(ami, contact), *at;

	for (at = bucket->next; at != bucket; at = at->next)
		if (CALL(at)->contact == contact)
			return CALL(at);
	return NULL;
}

struct ami_call *call_make(struct ami *ami, uint64_t contact)
{
	struct ami_call *call = call_find(ami, contact);

	if (call != NULL)
		return call;
	call = MEM_NEW(struct ami_call);
	call->contact = contact;
	call->talked = SIM_NEVER;
	call->place = -1;
	list_init(&call->channels);
	list_init(&call->bridges);
	list_push(bucket_of(ami, contact), &call->link);
	ami->n_calls++;
	return call;
}

static void call_free(struct ami *ami, struct ami_call *call)
{
	assert(list_empty(&call->channels) && list_empty(&call->bridges));
	list_remove(&call->link);
	ami->n_calls--;
	if (call->data != NULL)
		variables_finish(call->data);
	free(call->data);
	free(call);
}

void call_end(struct ami *ami, struct ami_call *call)
{
	call->ended = true;
	if (list_empty(&call->channels))
		call_free(ami, call);
}

struct ami_channel *call_customer(const struct ami_call *call)
{
	const struct list *at;

	for (at = call->channels.next; at != &call->channels; at = at->next)
		if (CHANNEL(at)->agent < 0)
			return CHANNEL(at);
	return NULL;
}

struct ami_channel *call_agent(const struct ami_call *call, int agent,
			       int visit)
{
	const struct list *at;

	for (at = call->channels.next; at != &call->channels; at = at->next)
		if (CHANNEL(at)->agent == agent &&
		    (visit < 0 || CHANNEL(at)->visit == visit))
			return CHANNEL(at);
	return NULL;
}

static struct ami_channel *find_leg(const struct ami_call *call, uint64_t leg)
{
	const struct list *at;

	for (at = call->channels.next; at != &call->channels; at = at->next)
		if (CHANNEL(at)->leg == leg)
			return CHANNEL(at);
	return NULL;
}

static struct ami_channel *first_from(struct ami *ami, uint64_t bucket,
				      const struct list *at)
{
	for (; bucket < AMI_CALLS; bucket++) {
		if (at == NULL)
			at = ami->calls[bucket].next;
		for (; at != &ami->calls[bucket]; at = at->next)
			if (!list_empty(&CALL(at)->channels))
				return CHANNEL(CALL(at)->channels.next);
		at = NULL;
	}
	return NULL;
}

struct ami_channel *channel_next(struct ami *ami,
				 const struct ami_channel *after)
{
	const struct ami_call *call;

	if (after == NULL)
		return first_from(ami, 0, NULL);
	call = after->call;
	if (after->link.next != &call->channels)
		return CHANNEL(after->link.next);
	return first_from(ami, call->contact % AMI_CALLS, call->link.next);
}

/* The leg is at the name's end, and tells whose contact it is. */
struct ami_channel *channel_find(struct ami *ami, const char *name)
{
	const char *dash = strrchr(name, '-');
	const struct connection *connection;
	struct ami_channel *channel = NULL;
	struct ami_call *call;
	char *end;
	uint64_t leg;

	if (dash == NULL || !isxdigit((unsigned char)dash[1]))
		return NULL;
	leg = strtoull(dash + 1, &end, 16);
	connection = connections_leg(ami->session->connections, leg);
	if (*end != '\0' || connection == NULL)
		return NULL;
	call = call_find(ami, connection->party->contact);
	if (call != NULL)
		channel = find_leg(call, leg);
	return channel != NULL && strcmp(channel->name, name) == 0 ? channel
								   : NULL;
}

/* What is written of them */

void channel_uniqueid(const struct ami *ami, const struct ami_channel *channel,
		      char text[AMI_UNIQUEID])
{
	snprintf(text, AMI_UNIQUEID, "%lld.%llu",
		 ami_epoch(ami, channel->began),
		 (unsigned long long)channel->leg);
}

const char *channel_state_name(enum channel_state state)
{
	static const char *const names[] = {
	    [CHANNEL_DOWN] = "Down", [CHANNEL_DIALING] = "Dialing",
	    [CHANNEL_RING] = "Ring", [CHANNEL_RINGING] = "Ringing",
	    [CHANNEL_UP] = "Up",
	};

	return names[state];
}

static const char *known(const char *text)
{
	return text[0] != '\0' ? text : "<unknown>";
}

static void write_variables(struct ami_text *text, const char *prefix,
			    const struct variables *data)
{
	char line[COMMAND_KEY + COMMAND_TEXT + 2];
	int i;

	for (i = 0; i < data->n; i++) {
		snprintf(line, sizeof(line), "%s=%s", data->all[i].key,
			 data->all[i].value);
		ami_text_pair(text, prefix, "ChanVariable", line);
	}
}

void channel_write(const struct ami *ami, struct ami_text *text,
		   const char *prefix, const struct ami_channel *channel)
{
	const struct ami_call *call = channel->call;
	char id[AMI_UNIQUEID];

	channel_uniqueid(ami, channel, id);
	ami_text_pair(text, prefix, "Channel", channel->name);
	ami_text_number(text, prefix, "ChannelState", channel->state);
	ami_text_pair(text, prefix, "ChannelStateDesc",
		      channel_state_name(channel->state));
	ami_text_pair(text, prefix, "CallerIDNum", known(channel->number));
	ami_text_pair(text, prefix, "CallerIDName", known(channel->person));
	ami_text_pair(text, prefix, "ConnectedLineNum",
		      known(channel->peer_number));
	ami_text_pair(text, prefix, "ConnectedLineName",
		      known(channel->peer_person));
	ami_text_pair(text, prefix, "Language", "en");
	ami_text_pair(text, prefix, "AccountCode", "");
	ami_text_pair(text, prefix, "Context", channel->context);
	ami_text_pair(text, prefix, "Exten", channel->exten);
	ami_text_pair(text, prefix, "Priority", "1");
	ami_text_pair(text, prefix, "Uniqueid", id);
	ami_text_pair(text, prefix, "Linkedid", call->linkedid);
	if (call->data != NULL)
		write_variables(text, prefix, call->data);
}

void channel_tell(struct ami *ami, const struct ami_channel *channel,
		  const char *event, unsigned class)
{
	struct ami_text *text = feed_begin(&ami->feed, event, class);

	if (text == NULL)
		return;
	channel_write(ami, text, "", channel);
	feed_end(&ami->feed);
}

void bridge_write(struct ami_text *text, const char *prefix,
		  const struct bridge *bridge)
{
	ami_text_pair(text, prefix, "BridgeUniqueid", bridge->uuid);
	ami_text_pair(text, prefix, "BridgeType",
		      bridge->parking ? "parking" : "basic");
	ami_text_pair(text, prefix, "BridgeTechnology",
		      bridge->parking ? "holding_bridge"
		      : bridge->n > 2 ? "softmix"
				      : "simple_bridge");
	ami_text_pair(text, prefix, "BridgeCreator",
		      bridge->parking ? "Parking" : "<unknown>");
	ami_text_pair(text, prefix, "BridgeName",
		      bridge->parking ? "default" : "<unknown>");
	ami_text_number(text, prefix, "BridgeNumChannels", bridge->n);
	ami_text_pair(text, prefix, "BridgeVideoSourceMode", "none");
}

/* A telephone comes to be */

/* Of names that a client can take apart: letters, digits and dashes. */
static void plain_name(const char *from, const char * or, char *to, size_t size)
{
	size_t n = 0;

	for (; *from != '\0' && n + 1 < size; from++)
		if (isalnum((unsigned char)*from))
			to[n++] = *from;
	to[n] = '\0';
	if (n == 0)
		snprintf(to, size, "%s", or);
}

static void name_customer(const struct ami *ami, const struct party *party,
			  struct ami_channel *channel)
{
	const struct center_conf *conf = center_conf(ami->session->center);
	const char *trunk = "trunk", *number = "s";
	char plain[32];

	if (party->number >= 0) {
		number = conf->numbers[party->number].name;
		if (conf->numbers[party->number].trunk >= 0)
			trunk = conf->trunks[conf->numbers[party->number].trunk]
				    .name;
	}
	plain_name(trunk, "trunk", plain, sizeof(plain));
	snprintf(channel->name, sizeof(channel->name), "PJSIP/%s-%08llx", plain,
		 (unsigned long long)channel->leg);
	snprintf(channel->number, sizeof(channel->number), "%s", party->ani);
	snprintf(channel->exten, sizeof(channel->exten), "%s", number);
	channel->context = AMI_FROM_TRUNK;
	channel->state = CHANNEL_RING;
	if (!party->outbound)
		return;
	snprintf(channel->exten, sizeof(channel->exten), "%s", party->ani);
	channel->context = AMI_CONTEXT;
	channel->state = CHANNEL_DOWN;
}

static void name_agent(const struct ami *ami, struct ami_channel *channel)
{
	const struct center *center = ami->session->center;
	char device[NUMBERING_TEXT];

	numbering_device(center, channel->agent, device, sizeof(device));
	snprintf(channel->name, sizeof(channel->name), "%s-%08llx", device,
		 (unsigned long long)channel->leg);
	numbering_agent(center, channel->agent, channel->number,
			sizeof(channel->number));
	numbering_member(center, channel->agent, channel->person,
			 sizeof(channel->person));
	snprintf(channel->exten, sizeof(channel->exten), "%s", channel->number);
	channel->context = AMI_CONTEXT;
	channel->state = CHANNEL_DOWN;
}

/* The oldest telephone of a call names it. */
static void link_call(const struct ami *ami, struct ami_channel *channel)
{
	if (channel->call->linkedid[0] == '\0')
		channel_uniqueid(ami, channel, channel->call->linkedid);
}

static struct ami_channel *channel_make(struct ami *ami,
					const struct connection *connection)
{
	const struct party *party = connection->party;
	struct ami_call *call = call_make(ami, party->contact);
	struct ami_channel *channel = find_leg(call, connection->leg);

	if (channel != NULL)
		return channel;
	channel = MEM_NEW(struct ami_channel);
	channel->call = call;
	channel->leg = connection->leg;
	channel->agent = connection->agent;
	channel->visit = connection->named;
	channel->consultant = connection->calls;
	channel->queue = -1;
	channel->waiting.queue = -1;
	channel->began = ami_now(ami);
	channel->answered = SIM_NEVER;
	channel->application = "";
	if (channel->agent < 0)
		name_customer(ami, party, channel);
	else
		name_agent(ami, channel);
	list_push(&call->channels, &channel->link);
	link_call(ami, channel);
	channel_tell(ami, channel, "Newchannel", CLASS_CALL);
	return channel;
}

struct ami_channel *channel_of(struct ami *ami, uint64_t contact, int agent,
			       int visit)
{
	const struct party *party =
	    connections_contact(ami->session->connections, contact);
	const struct connection *connection = NULL;
	struct ami_call *call;

	if (party != NULL)
		connection = agent < 0 ? connections_caller(party)
				       : connections_of(party, agent, visit);
	if (connection != NULL)
		return channel_make(ami, connection);
	call = call_find(ami, contact);
	if (call == NULL)
		return NULL;
	return agent < 0 ? call_customer(call) : call_agent(call, agent, visit);
}

/* What becomes of it */

void channel_set_state(struct ami *ami, struct ami_channel *channel,
		       enum channel_state state)
{
	if (channel->state == state)
		return;
	channel->state = state;
	if (state == CHANNEL_UP && channel->answered == SIM_NEVER)
		channel->answered = ami_now(ami);
	channel_tell(ami, channel, "Newstate", CLASS_CALL);
}

void channel_run(struct ami *ami, struct ami_channel *channel,
		 const char *application, const char *data)
{
	struct ami_text *text;

	channel->application = application;
	snprintf(channel->app_data, sizeof(channel->app_data), "%s", data);
	text = feed_begin(&ami->feed, "Newexten", CLASS_CALL);
	if (text == NULL)
		return;
	channel_write(ami, text, "", channel);
	ami_text_pair(text, "", "Extension", channel->exten);
	ami_text_pair(text, "", "Application", application);
	ami_text_pair(text, "", "AppData", data);
	feed_end(&ami->feed);
}

void channel_connect(struct ami *ami, struct ami_channel *channel,
		     const struct ami_channel *peer)
{
	if (strcmp(channel->peer_number, peer->number) == 0)
		return;
	snprintf(channel->peer_number, sizeof(channel->peer_number), "%s",
		 peer->number);
	snprintf(channel->peer_person, sizeof(channel->peer_person), "%s",
		 peer->person);
	channel_tell(ami, channel, "NewConnectedLine", CLASS_CALL);
}

/* Of both, where there is one who dials. */
static struct ami_text *begin_dial(struct ami *ami, const char *event,
				   const struct ami_channel *caller,
				   const struct ami_channel *channel)
{
	struct ami_text *text = feed_begin(&ami->feed, event, CLASS_CALL);

	if (text == NULL)
		return NULL;
	if (caller != NULL)
		channel_write(ami, text, "", caller);
	channel_write(ami, text, "Dest", channel);
	return text;
}

void channel_dial(struct ami *ami, struct ami_channel *caller,
		  struct ami_channel *channel)
{
	struct ami_text *text = begin_dial(ami, "DialBegin", caller, channel);
	const char *slash = strchr(channel->name, '/');
	char who[AMI_NAME];

	channel->dialer = caller != NULL ? caller->leg : channel->leg;
	snprintf(who, sizeof(who), "%s", slash != NULL ? slash + 1 : "");
	if (strrchr(who, '-') != NULL)
		*strrchr(who, '-') = '\0';
	if (text == NULL)
		return;
	ami_text_pair(text, "", "DialString", who);
	feed_end(&ami->feed);
}

void channel_dialed(struct ami *ami, struct ami_channel *channel,
		    const char *status)
{
	const struct ami_channel *caller;
	struct ami_text *text;

	if (channel->dialer == 0)
		return;
	caller = channel->dialer != channel->leg
		     ? find_leg(channel->call, channel->dialer)
		     : NULL;
	text = begin_dial(
	    ami, strcmp(status, "RINGING") == 0 ? "DialState" : "DialEnd",
	    caller, channel);
	if (strcmp(status, "RINGING") != 0)
		channel->dialer = 0;
	if (text == NULL)
		return;
	ami_text_pair(text, "", "DialStatus", status);
	feed_end(&ami->feed);
}

/* Bridges */

static uint64_t mix(uint64_t word)
{
	word += UINT64_C(0x9e3779b97f4a7c15);
	word = (word ^ (word >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	word = (word ^ (word >> 27)) * UINT64_C(0x94d049bb133111eb);
	return word ^ (word >> 31);
}

/* A UUID of version 8, the same on each day that is played again. */
static void write_uuid(uint64_t contact, uint64_t n, char uuid[AMI_UUID])
{
	uint64_t high = mix(contact * 4096 + n), low = mix(high ^ n);

	snprintf(uuid, AMI_UUID, "%08x-%04x-8%03x-%04x-%012llx",
		 (unsigned)(high >> 32), (unsigned)(high >> 16) & 0xffff,
		 (unsigned)high & 0xfff,
		 (((unsigned)(low >> 48)) & 0x3fff) | 0x8000,
		 (unsigned long long)(low & UINT64_C(0xffffffffffff)));
}

static void bridge_tell(struct ami *ami, const struct bridge *bridge,
			const char *event)
{
	struct ami_text *text = feed_begin(&ami->feed, event, CLASS_CALL);

	if (text == NULL)
		return;
	bridge_write(text, "", bridge);
	feed_end(&ami->feed);
}

struct bridge *bridge_of(struct ami *ami, struct ami_call *call, int visit,
			 bool parking)
{
	struct bridge *bridge;
	struct list *at;

	for (at = call->bridges.next; at != &call->bridges; at = at->next)
		if (BRIDGE(at)->visit == visit &&
		    BRIDGE(at)->parking == parking)
			return BRIDGE(at);
	bridge = MEM_NEW(struct bridge);
	bridge->visit = visit;
	bridge->parking = parking;
	write_uuid(call->contact, ++ami->bridges, bridge->uuid);
	list_push(&call->bridges, &bridge->link);
	bridge_tell(ami, bridge, "BridgeCreate");
	return bridge;
}

static void tell_crossing(struct ami *ami, const char *event,
			  const struct ami_channel *channel,
			  const struct bridge *bridge)
{
	struct ami_text *text = feed_begin(&ami->feed, event, CLASS_CALL);

	if (text == NULL)
		return;
	bridge_write(text, "", bridge);
	channel_write(ami, text, "", channel);
	feed_end(&ami->feed);
}

void channel_enter(struct ami *ami, struct ami_channel *channel,
		   struct bridge *bridge)
{
	if (channel->bridge == bridge)
		return;
	channel_leave(ami, channel);
	channel->bridge = bridge;
	bridge->n++;
	tell_crossing(ami, "BridgeEnter", channel, bridge);
}

static void stop_music(struct ami *ami, struct ami_channel *channel)
{
	if (!channel->held)
		return;
	channel->held = false;
	channel_tell(ami, channel, "MusicOnHoldStop", CLASS_CALL);
}

void channel_leave(struct ami *ami, struct ami_channel *channel)
{
	struct bridge *bridge = channel->bridge;

	if (bridge == NULL)
		return;
	if (channel->agent < 0)
		stop_music(ami, channel);
	channel->bridge = NULL;
	bridge->n--;
	tell_crossing(ami, "BridgeLeave", channel, bridge);
	if (bridge->n > 0)
		return;
	bridge_tell(ami, bridge, "BridgeDestroy");
	list_remove(&bridge->link);
	free(bridge);
}

/* The end */

static const char *cause_name(enum hangup_cause cause)
{
	static const struct {
		enum hangup_cause cause;
		const char *name;
	} names[] = {
	    {HANGUP_NORMAL, "Normal Clearing"},
	    {HANGUP_BUSY, "User busy"},
	    {HANGUP_NO_ANSWER, "User alerting, no answer"},
	    {HANGUP_ELSEWHERE, "Answered elsewhere"},
	    {HANGUP_OUT_OF_ORDER, "Destination out of order"},
	    {HANGUP_CONGESTION, "Circuit/channel congestion"},
	};
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (names[i].cause == cause)
			return names[i].name;
	return "Unknown";
}

static void tell_hangup(struct ami *ami, const struct ami_channel *channel,
			enum hangup_cause cause)
{
	struct ami_text *text = feed_begin(&ami->feed, "Hangup", CLASS_CALL);

	if (text == NULL)
		return;
	channel_write(ami, text, "", channel);
	ami_text_number(text, "", "Cause", cause);
	ami_text_pair(text, "", "Cause-txt", cause_name(cause));
	feed_end(&ami->feed);
}

void channel_hang_up(struct ami *ami, struct ami_channel *channel,
		     enum hangup_cause cause)
{
	struct ami_call *call = channel->call;

	channel_dialed(ami, channel, "CANCEL");
	ami_queue_leave(ami, channel);
	channel_leave(ami, channel);
	tell_hangup(ami, channel, cause);
	if (channel->agent < 0)
		cdr_tell(ami, channel);
	list_remove(&channel->link);
	free(channel);
	if (call->ended && list_empty(&call->channels))
		call_free(ami, call);
}

/* Without a word: the session is over. */
void calls_finish(struct ami *ami)
{
	struct ami_channel *channel;

	ami->feed.wanted = 0;
	while ((channel = channel_next(ami, NULL)) != NULL) {
		channel->call->ended = true;
		channel_hang_up(ami, channel, HANGUP_NORMAL);
	}
	/* Calls whose telephones are all gone, and that were not ended. */
	for (int i = 0; i < AMI_CALLS; i++)
		while (!list_empty(&ami->calls[i]))
			call_free(ami, CALL(ami->calls[i].next));
}

/* Data */

const char *variables_find(const struct variables *variables, const char *key)
{
	int i;

	for (i = 0; variables != NULL && i < variables->n; i++)
		if (strcmp(variables->all[i].key, key) == 0)
			return variables->all[i].value;
	return NULL;
}

static void forget(struct variables *variables, int i)
{
	struct variable *last = &variables->all[--variables->n];

	free(variables->all[i].value);
	variables->all[i] = *last;
	last->value = NULL;
}

bool variables_set(struct variables *variables, const char *key,
		   const char *value)
{
	const char *old = variables_find(variables, key);
	int i;

	if (old != NULL && strcmp(old, value) == 0)
		return false;
	for (i = 0; i < variables->n; i++)
		if (strcmp(variables->all[i].key, key) == 0)
			break;
	if (value[0] == '\0') {
		if (i < variables->n)
			forget(variables, i);
		return old != NULL;
	}
	if (i == AMI_VARIABLES)
		return false;
	if (i == variables->n)
		variables->n++;
	free(variables->all[i].value);
	snprintf(variables->all[i].key, COMMAND_KEY, "%s", key);
	variables->all[i].value = mem_text(value);
	return true;
}

void variables_finish(struct variables *variables)
{
	while (variables->n > 0)
		forget(variables, variables->n - 1);
}

void channel_var_set(struct ami *ami, const struct ami_channel *channel,
		     const char *key, const char *value)
{
	struct ami_text *text =
	    feed_begin(&ami->feed, "VarSet", CLASS_DIALPLAN);

	if (text == NULL)
		return;
	if (channel != NULL)
		channel_write(ami, text, "", channel);
	ami_text_pair(text, "", "Variable", key);
	ami_text_pair(text, "", "Value", value);
	feed_end(&ami->feed);
}
