#include "cti/http/routes.h"

#include "cti/http/show.h"

#include <math.h>

enum { STEP_LONGEST = 366 * 86400 };

/* What is asked for; NULL: not. */
struct change {
	const json_t *paused, *speed, *step, *step_to;
};

static bool is_length(const json_t *value)
{
	return value == NULL ||
	       (json_is_number(value) && json_number_value(value) >= 0 &&
		json_number_value(value) <= STEP_LONGEST);
}

static bool change_read(const json_t *body, struct change *change,
			struct http_reply *reply)
{
	*change = (struct change){
	    json_object_get(body, "paused"),
	    json_object_get(body, "speed"),
	    json_object_get(body, "step"),
	    json_object_get(body, "step_to"),
	};
	if ((change->paused == NULL || json_is_boolean(change->paused)) &&
	    (change->speed == NULL || json_is_number(change->speed)) &&
	    is_length(change->step) && is_length(change->step_to) &&
	    (change->step == NULL || change->step_to == NULL) &&
	    (change->paused != NULL || change->speed != NULL ||
	     change->step != NULL || change->step_to != NULL))
		return true;
	reply_refuse(reply, 400, "body",
		     "paused (true or false), speed (1 .. 100), step or "
		     "step_to (seconds) is wanted");
	return false;
}

static int change_make(struct session *session, const struct actor *actor,
		       const struct change *change, struct err *err)
{
	const struct session_driver *driver = session->driver;

	if (change->speed != NULL &&
	    driver->speed(session, actor, json_number_value(change->speed),
			  err) < 0)
		return -1;
	if (change->step != NULL &&
	    driver->step(session, actor,
			 session->state.now +
			     sim_from_seconds(json_number_value(change->step)),
			 err) < 0)
		return -1;
	if (change->step_to != NULL &&
	    driver->step(session, actor,
			 sim_from_seconds(json_number_value(change->step_to)),
			 err) < 0)
		return -1;
	if (change->paused != NULL &&
	    driver->pause(session, actor, json_is_true(change->paused), err) <
		0)
		return -1;
	return 0;
}

void answer_clock(struct http_link *link, const struct http_call *call,
		  const char *arg, struct http_reply *reply)
{
	const struct actor actor = {call->ticket->user, call->ticket->role,
				    "http"};
	struct change change;
	struct err err = {0};

	(void)arg;
	if (!change_read(call->body, &change, reply))
		return;
	http_link_forget(link);
	if (change_make(link->session, &actor, &change, &err) < 0)
		reply_err(reply, 409, "refused", &err);
	else
		reply_give(reply, 200, show_state(link));
}
