#include "cti/ami/ami-internal.h"

#include <event2/util.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* Login */

static void let_in(struct ami_client *client, const char *name, enum role role)
{
	struct ami *ami = client->ami;
	const char *seat = users_agent(ami->session->users, name);

	client->known = true;
	client->role = role;
	snprintf(client->name, sizeof(client->name), "%s", name);
	if (seat != NULL)
		client->seat = numbering_find_agent(ami->session->center, seat);
	link_client_known(client->wire, name);
}

static void tell_booted(struct ami_client *client)
{
	struct ami *ami = client->ami;
	struct ami_text *text = &ami->reply;
	long long up = (ami_now(ami) - ami->started) / SIM_SECOND;

	if ((client->mask & mask_may_see(client->role) & CLASS_SYSTEM) == 0)
		return;
	text->n = 0;
	ami_text_pair(text, "", "Event", "FullyBooted");
	ami_text_pair(text, "", "Privilege", "system,all");
	ami_text_number(text, "", "Uptime", up);
	ami_text_number(text, "", "LastReload", up);
	ami_text_pair(text, "", "Status", "Fully Booted");
	reply_send(client);
}

static enum role check_md5(struct ami_client *client,
			   const struct request *request, const char *name)
{
	struct users *users = client->ami->session->users;
	enum role role = users_check_md5(users, name, client->challenge,
					 request_value(request, "Key"));

	client->challenge[0] = '\0';
	if (role == ROLE_NONE && users_role(users, name) != ROLE_NONE &&
	    !users_has_md5(users, name))
		link_log(client->ami->link,
			 "user %s wants to log in with MD5 and has no "
			 "ami-md5-secret in the file of users",
			 name);
	return role;
}

/* False: not now; scrypt has cost the floor enough in this second. */
static bool check_secret(struct ami_client *client, const char *name,
			 const char *secret, enum role *role)
{
	struct ami *ami = client->ami;

	*role = users_recall(ami->session->users, name, secret);
	if (*role != ROLE_NONE)
		return true;
	if (ami->checks <= 0)
		return false;
	ami->checks--;
	*role = users_check(ami->session->users, name, secret);
	return true;
}

static void act_login(struct ami_client *client, const struct request *request)
{
	const char *name = request_value(request, "Username");
	const char *events = request_find(request, "Events");
	enum role role;

	if (client->known) {
		reply_ok(client, "Already authenticated");
		return;
	}
	if (strcasecmp(request_value(request, "AuthType"), "MD5") == 0) {
		role = check_md5(client, request, name);
	} else if (!check_secret(client, name, request_value(request, "Secret"),
				 &role)) {
		client_wait(client, 250);
		return;
	}
	if (role == ROLE_NONE || strlen(name) >= USERS_NAME) {
		link_log(client->ami->link, "%s: a login failed",
			 link_client_peer(client->wire));
		client_fail(client);
		return;
	}
	let_in(client, name, role);
	if (events != NULL && mask_parse(events, &client->mask) != 0)
		client->mask = 0;
	reply_ok(client, "Authentication accepted");
	tell_booted(client);
	client_listen(client);
}

static void act_challenge(struct ami_client *client,
			  const struct request *request)
{
	struct ami_text *text;
	unsigned number;

	if (strcasecmp(request_value(request, "AuthType"), "MD5") != 0) {
		reply_error(client, "Must specify AuthType");
		return;
	}
	evutil_secure_rng_get_bytes(&number, sizeof(number));
	snprintf(client->challenge, sizeof(client->challenge), "%09u",
		 number % 1000000000);
	text = reply_begin(client, "Success", client->action_id);
	ami_text_pair(text, "", "Challenge", client->challenge);
	reply_send(client);
}

static void act_logoff(struct ami_client *client, const struct request *request)
{
	struct ami_text *text =
	    reply_begin(client, "Goodbye", client->action_id);

	(void)request;
	ami_text_pair(text, "", "Message", "Thanks for all the fish.");
	reply_send(client);
	link_client_finish(client->wire);
}

/* What he hears */

static void act_events(struct ami_client *client, const struct request *request)
{
	struct ami_text *text;
	unsigned mask;

	if (mask_parse(request_value(request, "EventMask"), &mask) != 0) {
		reply_error(client, "Invalid event mask");
		return;
	}
	client->mask = mask;
	text = reply_begin(client, "Success", client->action_id);
	ami_text_pair(text, "", "Events", mask != 0 ? "On" : "Off");
	reply_send(client);
	client_listen(client);
}

static void act_ping(struct ami_client *client, const struct request *request)
{
	struct ami *ami = client->ami;
	int64_t wall = session_wall(ami->session, ami_now(ami));
	struct ami_text *text =
	    reply_begin(client, "Success", client->action_id);

	(void)request;
	ami_text_pair(text, "", "Ping", "Pong");
	ami_text_line(text, "Timestamp", "%lld.%06lld",
		      (long long)(wall / 1000000), (long long)(wall % 1000000));
	reply_send(client);
}

/* The client's own lines, as they are. */
static void act_user_event(struct ami_client *client,
			   const struct request *request)
{
	struct ami *ami = client->ami;
	const char *name = request_value(request, "UserEvent");
	struct ami_text *text;
	int i;

	if (name[0] == '\0') {
		reply_error(client, "Missing UserEvent");
		return;
	}
	reply_ok(client, "Event Sent");
	text = feed_begin(&ami->feed, "UserEvent", CLASS_USER);
	if (text == NULL)
		return;
	ami_text_pair(text, "", "UserEvent", name);
	for (i = 0; i < request->n; i++) {
		const char *key = request_key_at(request, i);

		if (strcasecmp(key, "Action") != 0 &&
		    strcasecmp(key, "UserEvent") != 0 &&
		    strcasecmp(key, "Event") != 0 &&
		    strcasecmp(key, "Privilege") != 0)
			ami_text_pair(text, "", key,
				      request_value_at(request, i));
	}
	feed_end(&ami->feed);
}

/* About the switch */

static void act_list_commands(struct ami_client *client,
			      const struct request *request)
{
	struct ami_text *text =
	    reply_begin(client, "Success", client->action_id);
	const struct action *action = NULL;
	char line[256], classes[128];

	(void)request;
	while ((action = action_next(action)) != NULL) {
		mask_write(action->class, classes, sizeof(classes));
		snprintf(line, sizeof(line), "%s  (Priv: %s%s)", action->says,
			 action->class != 0 ? classes : "<none>",
			 action->class != 0 ? ",all" : "");
		ami_text_pair(text, "", action->name, line);
	}
	reply_send(client);
}

static void split_moment(long long epoch, char date[16], char time[16])
{
	long long days = epoch / 86400 + 719468, era = days / 146097;
	long long doe = days - era * 146097;
	long long yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	long long doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	long long mp = (5 * doy + 2) / 153;

	snprintf(date, 16, "%04d-%02d-%02d",
		 (int)(yoe + era * 400 + (mp >= 10)) % 10000,
		 (int)(mp + (mp < 10 ? 3 : -9)) & 15,
		 (int)(doy - (153 * mp + 2) / 5 + 1) & 31);
	snprintf(time, 16, "%02d:%02d:%02d", (int)(epoch / 3600 % 24),
		 (int)(epoch / 60 % 60), (int)(epoch % 60));
}

void ami_moment(const struct ami *ami, sim_time at, char date[16],
		char time[16])
{
	split_moment(ami_epoch(ami, at), date, time);
}

static void act_core_status(struct ami_client *client,
			    const struct request *request)
{
	struct ami *ami = client->ami;
	struct ami_text *text =
	    reply_begin(client, "Success", client->action_id);
	char date[16], time[16];

	(void)request;
	ami_moment(ami, ami->started, date, time);
	ami_text_pair(text, "", "CoreStartupDate", date);
	ami_text_pair(text, "", "CoreStartupTime", time);
	ami_text_pair(text, "", "CoreReloadDate", date);
	ami_text_pair(text, "", "CoreReloadTime", time);
	ami_text_number(text, "", "CoreCurrentCalls", ami->n_calls);
	reply_send(client);
}

static void act_core_settings(struct ami_client *client,
			      const struct request *request)
{
	static const char *const settings[][2] = {
	    {"AMIversion", AMI_VERSION}, {"AsteriskVersion", AMI_SWITCH},
	    {"CoreMaxCalls", "0"},	 {"CoreMaxLoadAvg", "0.000000"},
	    {"CoreRunUser", ""},	 {"CoreRunGroup", ""},
	    {"CoreMaxFilehandles", "0"}, {"CoreRealTimeEnabled", "No"},
	    {"CoreCDRenabled", "Yes"},	 {"CoreHTTPenabled", "No"},
	};
	struct ami_text *text =
	    reply_begin(client, "Success", client->action_id);
	size_t i;

	(void)request;
	ami_text_pair(text, "", settings[0][0], settings[0][1]);
	ami_text_pair(text, "", settings[1][0], settings[1][1]);
	ami_text_pair(text, "", "SystemName", client->ami->session->name);
	for (i = 2; i < sizeof(settings) / sizeof(*settings); i++)
		ami_text_pair(text, "", settings[i][0], settings[i][1]);
	reply_send(client);
}

const struct action actions_session[] = {
    {"Login", 0, act_login, "Login Manager."},
    {"Challenge", 0, act_challenge, "Generate Challenge for MD5 Auth."},
    {"Logoff", 0, act_logoff, "Logoff Manager."},
    {"Ping", 0, act_ping, "Keepalive command."},
    {"Events", 0, act_events, "Control Event Flow."},
    {"UserEvent", CLASS_USER, act_user_event, "Send an arbitrary event."},
    {"ListCommands", 0, act_list_commands, "List available manager commands."},
    {"CoreStatus", CLASS_SYSTEM | CLASS_REPORTING, act_core_status,
     "Show core status variables."},
    {"CoreSettings", CLASS_SYSTEM | CLASS_REPORTING, act_core_settings,
     "Show core settings."},
    {.name = NULL},
};

/* All of them */

static const struct action *const tables[] = {
    actions_session, actions_queue, actions_call,
    actions_show,    actions_floor, actions_command,
};

enum { TABLES = sizeof(tables) / sizeof(*tables) };

/* The table that it is in: no comparing of pointers into different ones. */
static int table_of(const struct action *action)
{
	const struct action *at;
	int i;

	for (i = 0; i < TABLES; i++)
		for (at = tables[i]; at->name != NULL; at++)
			if (at == action)
				return i;
	return TABLES - 1;
}

const struct action *action_next(const struct action *after)
{
	int table;

	if (after == NULL)
		return tables[0];
	if (after[1].name != NULL)
		return after + 1;
	table = table_of(after);
	return table + 1 < TABLES ? tables[table + 1] : NULL;
}

const struct action *action_find(const char *name)
{
	const struct action *at;
	int i;

	for (i = 0; i < TABLES; i++)
		for (at = tables[i]; at->name != NULL; at++)
			if (strcasecmp(at->name, name) == 0)
				return at;
	return NULL;
}
