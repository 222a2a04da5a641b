#include "cti/ami/ami-internal.h"

#include "base/mem.h"

#include <event2/buffer.h>
#include <event2/event.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Replies */

struct ami_text *reply_begin(struct ami_client *client, const char *response,
			     const char *action_id)
{
	struct ami_text *text = &client->ami->reply;

	text->n = 0;
	ami_text_pair(text, "", "Response", response);
	if (action_id[0] != '\0')
		ami_text_pair(text, "", "ActionID", action_id);
	return text;
}

void reply_send(struct ami_client *client)
{
	struct ami_text *text = &client->ami->reply;

	ami_text_end(text);
	link_send(client->wire, text->bytes, text->n);
}

void reply_ok(struct ami_client *client, const char *message)
{
	struct ami_text *text =
	    reply_begin(client, "Success", client->action_id);

	ami_text_pair(text, "", "Message", message);
	reply_send(client);
}

void reply_error(struct ami_client *client, const char *format, ...)
{
	struct ami_text *text = reply_begin(client, "Error", client->action_id);
	char message[1536];
	va_list args;

	va_start(args, format);
	vsnprintf(message, sizeof(message), format, args);
	va_end(args);
	ami_text_pair(text, "", "Message", message);
	reply_send(client);
}

/* Lists */

void list_begin(struct ami_client *client, const char *message)
{
	struct ami_text *text =
	    reply_begin(client, "Success", client->action_id);

	ami_text_pair(text, "", "EventList", "start");
	ami_text_pair(text, "", "Message", message);
	ami_text_end(text);
}

struct ami_text *list_item(struct ami_client *client, const char *event)
{
	ami_text_pair(&client->ami->reply, "", "Event", event);
	return &client->ami->reply;
}

void list_item_id(struct ami_client *client)
{
	if (client->action_id[0] != '\0')
		ami_text_pair(&client->ami->reply, "", "ActionID",
			      client->action_id);
}

void list_item_end(struct ami_client *client)
{
	list_item_id(client);
	ami_text_end(&client->ami->reply);
}

struct ami_text *list_end(struct ami_client *client, const char *event,
			  int items)
{
	struct ami_text *text = list_item(client, event);

	list_item_id(client);
	ami_text_pair(text, "", "EventList", "Complete");
	ami_text_number(text, "", "ListItems", items);
	return text;
}

/* Commands */

static bool is_his(const struct ami_client *client,
		   const struct acd_command *command)
{
	const struct ami_call *call;

	if (client->seat < 0)
		return false;
	if (command->agent >= 0)
		return command->agent == client->seat;
	call = call_find(client->ami, command->contact);
	return call != NULL && call_agent(call, client->seat, -1) != NULL;
}

int client_command(struct ami_client *client, const struct acd_command *command,
		   struct acd_reply *out, struct err *err)
{
	struct actor actor = {client->name, client->role, "ami"};

	if (!is_his(client, command) &&
	    client->role < session_role_for_others(command->kind))
		return err_set(err, "Permission denied");
	return session_command(client->ami->session, &actor, command, out, err);
}

/* Requests */

static void take_action_id(struct ami_client *client)
{
	snprintf(client->action_id, sizeof(client->action_id), "%s",
		 request_value(&client->request, "ActionID"));
}

static bool is_for_strangers(const char *name)
{
	return strcasecmp(name, "Login") == 0 ||
	       strcasecmp(name, "Challenge") == 0 ||
	       strcasecmp(name, "Logoff") == 0;
}

static void act(struct ami_client *client, const char *name)
{
	const struct action *action = action_find(name);

	if (!client->known && !is_for_strangers(name))
		reply_error(client, "Permission denied");
	else if (action == NULL)
		reply_error(client,
			    "Invalid/unknown command: %s. Use Action: "
			    "ListCommands to show available commands.",
			    name);
	else if (client->known && action->class != 0 &&
		 (mask_may_do(client->role) & action->class) == 0)
		reply_error(client, "Permission denied");
	else
		action->act(client, &client->request);
}

/* What happened before he asked is told before he is answered; what happens
 * because he asked, after. */
static void answer(struct ami_client *client)
{
	const char *name;

	feed_send_to(&client->ami->feed, &client->reader);
	take_action_id(client);
	name = request_value(&client->request, "Action");
	if (client->request.fault == REQUEST_LONG_LINE)
		reply_error(client, "Failed to parse message: line too long");
	else if (client->request.fault == REQUEST_MANY_LINES)
		reply_error(client, "Too many lines in message or allocation "
				    "failure");
	else if (name[0] == '\0')
		reply_error(client, "Missing action in request");
	else
		act(client, name);
}

static void input(void *arg, struct evbuffer *bytes)
{
	struct ami_client *client = arg;

	while (!client->waiting && link_client_is_open(client->wire) &&
	       request_read(&client->request, bytes)) {
		answer(client);
		if (!client->waiting)
			request_clear(&client->request);
	}
}

/* A login that takes its time */

static void on_later(evutil_socket_t fd, short what, void *arg)
{
	struct ami_client *client = arg;

	(void)fd;
	(void)what;
	client->waiting = false;
	if (client->failed) {
		reply_error(client, "Authentication failed");
		link_client_finish(client->wire);
		return;
	}
	answer(client);
	if (client->waiting)
		return;
	request_clear(&client->request);
	link_client_resume(client->wire);
}

void client_wait(struct ami_client *client, int milliseconds)
{
	struct timeval time = {.tv_sec = milliseconds / 1000,
			       .tv_usec = milliseconds % 1000 * 1000};

	client->waiting = true;
	link_client_pause(client->wire);
	event_add(client->later, &time);
}

void client_fail(struct ami_client *client)
{
	client->failed = true;
	client_wait(client, 1000);
}

/* Coming and going */

void client_listen(struct ami_client *client)
{
	feed_join(&client->ami->feed, &client->reader,
		  client->mask & mask_may_see(client->role));
}

static void *came(void *arg, struct link_client *wire)
{
	struct ami_client *client = MEM_NEW(struct ami_client);

	client->ami = arg;
	client->wire = wire;
	client->reader.client = wire;
	client->seat = -1;
	client->mask = CLASS_ALL;
	client->later =
	    event_new(client->ami->session->base, -1, 0, on_later, client);
	request_init(&client->request);
	return client;
}

static void gone(void *arg)
{
	struct ami_client *client = arg;

	feed_join(&client->ami->feed, &client->reader, 0);
	originate_forget(client->ami, client);
	event_free(client->later);
	request_finish(&client->request);
	free(client);
}

/* Four secrets in a second may be hashed for all strangers together: a fifth
 * of the loop's time at most. */
static void tick(void *arg)
{
	const struct ami_client *client = arg;

	client->ami->checks = AMI_CHECKS;
}

const struct link_protocol ami_protocol = {
    .name = "ami",
    .greeting = "Asterisk Call Manager/" AMI_VERSION "\r\n",
    .came = came,
    .input = input,
    .gone = gone,
    .tick = tick,
};
