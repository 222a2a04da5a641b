#include "cti/session.h"

#include "cti/numbering.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const role_names[ROLES] = {
    [ROLE_NONE] = "none",
    [ROLE_AGENT] = "agent",
    [ROLE_SUPERVISOR] = "supervisor",
    [ROLE_ADMIN] = "admin",
};

/*
 * Who may do what.  `own` is the role that it takes at least; `others` the
 * role that it takes at somebody else's telephone, which is a question for
 * the link, for it alone knows who sits where.
 */
static const struct right {
	enum role own;
	enum role others;
} rights[COMMAND_KINDS] = {
    /* one's own place and telephone */
    [COMMAND_TAKE] = {ROLE_AGENT, ROLE_ADMIN},
    [COMMAND_RELEASE] = {ROLE_AGENT, ROLE_ADMIN},
    [COMMAND_LOG_IN] = {ROLE_AGENT, ROLE_SUPERVISOR},
    [COMMAND_LOG_OUT] = {ROLE_AGENT, ROLE_SUPERVISOR},
    [COMMAND_READY] = {ROLE_AGENT, ROLE_SUPERVISOR},
    [COMMAND_NOT_READY] = {ROLE_AGENT, ROLE_SUPERVISOR},
    [COMMAND_LINK_LOST] = {ROLE_AGENT, ROLE_ADMIN},
    [COMMAND_PAUSE] = {ROLE_AGENT, ROLE_SUPERVISOR},
    [COMMAND_UNPAUSE] = {ROLE_AGENT, ROLE_SUPERVISOR},
    [COMMAND_ANSWER] = {ROLE_AGENT, ROLE_SUPERVISOR},
    [COMMAND_HOLD] = {ROLE_AGENT, ROLE_SUPERVISOR},
    [COMMAND_RETRIEVE] = {ROLE_AGENT, ROLE_SUPERVISOR},
    [COMMAND_CONSULT] = {ROLE_AGENT, ROLE_SUPERVISOR},
    [COMMAND_ALTERNATE] = {ROLE_AGENT, ROLE_SUPERVISOR},
    [COMMAND_COMPLETE] = {ROLE_AGENT, ROLE_SUPERVISOR},
    [COMMAND_CONFERENCE] = {ROLE_AGENT, ROLE_SUPERVISOR},
    [COMMAND_CANCEL] = {ROLE_AGENT, ROLE_SUPERVISOR},
    [COMMAND_TRANSFER] = {ROLE_AGENT, ROLE_SUPERVISOR},
    [COMMAND_PARK] = {ROLE_AGENT, ROLE_SUPERVISOR},
    [COMMAND_UNPARK] = {ROLE_AGENT, ROLE_SUPERVISOR},
    [COMMAND_HANG_UP] = {ROLE_AGENT, ROLE_SUPERVISOR},
    [COMMAND_DISPOSE] = {ROLE_AGENT, ROLE_SUPERVISOR},
    [COMMAND_SAY] = {ROLE_AGENT, ROLE_SUPERVISOR},
    [COMMAND_VERIFY] = {ROLE_AGENT, ROLE_SUPERVISOR},
    [COMMAND_ASK_BREAK] = {ROLE_AGENT, ROLE_SUPERVISOR},
    [COMMAND_DIAL] = {ROLE_AGENT, ROLE_SUPERVISOR},
    [COMMAND_SKIP] = {ROLE_AGENT, ROLE_SUPERVISOR},
    [COMMAND_ORIGINATE] = {ROLE_AGENT, ROLE_SUPERVISOR},
    [COMMAND_ATTACH] = {ROLE_AGENT, ROLE_SUPERVISOR},
    [COMMAND_LOOKUP] = {ROLE_AGENT, ROLE_SUPERVISOR},
    /* the floor */
    [COMMAND_BREAK] = {ROLE_SUPERVISOR, ROLE_SUPERVISOR},
    [COMMAND_NO_BREAK] = {ROLE_SUPERVISOR, ROLE_SUPERVISOR},
    [COMMAND_OVERTIME] = {ROLE_SUPERVISOR, ROLE_SUPERVISOR},
    [COMMAND_ADD_MEMBER] = {ROLE_SUPERVISOR, ROLE_SUPERVISOR},
    [COMMAND_REMOVE_MEMBER] = {ROLE_SUPERVISOR, ROLE_SUPERVISOR},
    [COMMAND_PENALTY] = {ROLE_SUPERVISOR, ROLE_SUPERVISOR},
    [COMMAND_SKILL] = {ROLE_SUPERVISOR, ROLE_SUPERVISOR},
    [COMMAND_REDIRECT] = {ROLE_SUPERVISOR, ROLE_SUPERVISOR},
    [COMMAND_MONITOR] = {ROLE_SUPERVISOR, ROLE_SUPERVISOR},
    [COMMAND_WHISPER] = {ROLE_SUPERVISOR, ROLE_SUPERVISOR},
    [COMMAND_BARGE] = {ROLE_SUPERVISOR, ROLE_SUPERVISOR},
    [COMMAND_UNMONITOR] = {ROLE_SUPERVISOR, ROLE_SUPERVISOR},
    [COMMAND_DIAL_MODE] = {ROLE_SUPERVISOR, ROLE_SUPERVISOR},
    [COMMAND_DIAL_LEVEL] = {ROLE_SUPERVISOR, ROLE_SUPERVISOR},
    [COMMAND_OPEN_QUEUE] = {ROLE_SUPERVISOR, ROLE_SUPERVISOR},
    [COMMAND_CLOSE_QUEUE] = {ROLE_SUPERVISOR, ROLE_SUPERVISOR},
    [COMMAND_OVERFLOW] = {ROLE_SUPERVISOR, ROLE_SUPERVISOR},
    [COMMAND_NO_OVERFLOW] = {ROLE_SUPERVISOR, ROLE_SUPERVISOR},
    [COMMAND_CALLBACKS] = {ROLE_SUPERVISOR, ROLE_SUPERVISOR},
    /* the world around it */
    [COMMAND_SURGE] = {ROLE_ADMIN, ROLE_ADMIN},
    [COMMAND_OUTAGE] = {ROLE_ADMIN, ROLE_ADMIN},
    [COMMAND_ABSENCE] = {ROLE_ADMIN, ROLE_ADMIN},
    [COMMAND_BAD_LIST] = {ROLE_ADMIN, ROLE_ADMIN},
};

const char *role_name(enum role role)
{
	return role_names[role];
}

enum role role_find(const char *name)
{
	int role;

	for (role = ROLE_NONE + 1; role < ROLES; role++)
		if (strcmp(role_names[role], name) == 0)
			return (enum role)role;
	return ROLE_NONE;
}

static bool is_kind(enum command_kind kind)
{
	return kind > COMMAND_NONE && kind < COMMAND_KINDS;
}

/* What nobody listed is the admin's. */
static enum role at_least(enum role role)
{
	return role == ROLE_NONE ? ROLE_ADMIN : role;
}

enum role session_role_for(enum command_kind kind)
{
	return is_kind(kind) ? at_least(rights[kind].own) : ROLE_ADMIN;
}

enum role session_role_for_others(enum command_kind kind)
{
	return is_kind(kind) ? at_least(rights[kind].others) : ROLE_ADMIN;
}

/* The model counts its agents from 0; people know their extensions. */
static void name_agents(const struct session *session, struct err *err)
{
	static const char word[] = "agent ";
	char named[sizeof(err->what)], extension[NUMBERING_TEXT];
	const char *from = err->what, *at;
	size_t n = 0;

	while ((at = strstr(from, word)) != NULL && n < sizeof(named)) {
		char *end;
		long agent = strtol(at += strlen(word), &end, 10);
		bool is_one = end != at && agent >= 0 &&
			      agent < center_view_agents(session->center);

		if (is_one)
			numbering_agent(session->center, (int)agent, extension,
					sizeof(extension));
		n += (size_t)snprintf(named + n, sizeof(named) - n, "%.*s%s",
				      (int)(at - from), from,
				      is_one ? extension : "");
		from = is_one ? end : at;
	}
	if (n < sizeof(named))
		snprintf(named + n, sizeof(named) - n, "%s", from);
	memcpy(err->what, named, sizeof(named));
}

int session_command(struct session *session, const struct actor *actor,
		    const struct acd_command *command, struct acd_reply *out,
		    struct err *err)
{
	enum role role;

	if (!is_kind(command->kind))
		return err_set(err, "there is no such command");
	role = session_role_for(command->kind);
	if (actor->role < role)
		return err_set(err, "%s: this takes the role %s, and %s has %s",
			       command_name(command->kind), role_name(role),
			       actor->name, role_name(actor->role));
	if (session->driver->command(session, actor, command, out, err) == 0)
		return 0;
	name_agents(session, err);
	return -1;
}

void session_listen(struct session *session, struct listener *listener)
{
	list_push(&session->listeners, &listener->link);
}

/* Whoever is told next may be the one that goes: the ring of those still to
 * be told skips him. */
void session_ignore(struct session *session, struct listener *listener)
{
	if (session->next == &listener->link)
		session->next = listener->link.next;
	list_remove(&listener->link);
}

void session_tell(struct session *session, const struct acd_event *event)
{
	struct list *at = session->listeners.next;

	for (; at != &session->listeners; at = session->next) {
		struct listener *listener =
		    LIST_ENTRY(at, struct listener, link);

		session->next = at->next;
		if (listener->kinds & EVENT_BIT(event->kind))
			listener->event(listener->arg, event);
	}
	session->next = NULL;
}

/* One ear of each listener, where he has it. */
static void tell_all(struct session *session, size_t ear)
{
	struct list *at = session->listeners.next;

	for (; at != &session->listeners; at = session->next) {
		struct listener *listener =
		    LIST_ENTRY(at, struct listener, link);
		void (*const *tell)(void *arg) =
		    (const void *)((const char *)listener + ear);

		session->next = at->next;
		if (*tell != NULL)
			(*tell)(listener->arg);
	}
	session->next = NULL;
}

void session_tell_clock(struct session *session)
{
	tell_all(session, offsetof(struct listener, clock));
}

void session_tell_lesson(struct session *session)
{
	tell_all(session, offsetof(struct listener, lesson));
}

void session_pop(struct session *session, struct pop_listener *listener)
{
	list_push(&session->pop_listeners, &listener->link);
}

void session_unpop(struct session *session, struct pop_listener *listener)
{
	(void)session;
	list_remove(&listener->link);
}

void session_tell_pop(struct session *session, const struct screen_pop *pop)
{
	struct list *at = session->pop_listeners.next;

	for (; at != &session->pop_listeners; at = at->next) {
		struct pop_listener *listener =
		    LIST_ENTRY(at, struct pop_listener, link);

		listener->pop(listener->arg, pop);
	}
}

int64_t session_wall(const struct session *session, sim_time at)
{
	return session->midnight * SIM_SECOND + at;
}
