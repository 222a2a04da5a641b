/*
 * What an agent says to his caller, and what he finds out about him.
 */
#include "acd/command-internal.h"

#include "acd/chat.h"
#include "acd/consult.h"
#include "acd/dialog.h"
#include "acd/hold.h"
#include "acd/persona.h"

#include <string.h>

/* A chat of his, where one is named; or his call. */
static struct call *named(const struct center *center,
			  const struct acd_command *command, struct err *err)
{
	const struct agent *agent = &center->agents[command->agent];
	struct call *chat = NULL;

	if (command->contact != 0)
		chat = chat_find(agent, command->contact);
	if (chat != NULL && chat->state == CALL_TALKING)
		return chat;
	if (command->contact == 0 && agent->open > 0) {
		err_set(err, "agent %d has chats open: say which contact",
			command->agent);
		return NULL;
	}
	return command_talk(center, command, err);
}

/* A caller hears his agent, and in a conference the second one, too. */
static bool has_caller(const struct call *call)
{
	return call->role == CALL_CALLER || consult_is_joined(call);
}

static struct call *talk_of(const struct center *center,
			    const struct acd_command *command, struct err *err)
{
	struct call *call = named(center, command, err);

	if (call == NULL)
		return NULL;
	if (command->contact != 0 && call->contact->id != command->contact) {
		err_set(err, "agent %d does not talk to contact %llu",
			command->agent, (unsigned long long)command->contact);
		return NULL;
	}
	if (has_caller(call))
		return call;
	err_set(err,
		"agent %d has no caller of his own, and is in no conference",
		command->agent);
	return NULL;
}

/* By its name, once the ones before it have been said; -2: refused. */
static int reply_of(const struct view_persona *view, const char *name,
		    struct err *err)
{
	int reply = persona_reply(view->persona, name);

	if (reply < 0) {
		err_set(err, "say: there is no reply '%s' to %s", name,
			view->persona->name);
		return -2;
	}
	if (view->open >> reply & 1)
		return reply;
	err_set(err, "say: it is too early for the reply '%s'", name);
	return -2;
}

COMMAND_VERB(say)
{
	bool by_key = command->key[0] != '\0';
	struct call *call = talk_of(center, command, err);
	struct view_persona view;
	int said;

	if (call == NULL || dialog_check(center, call, err) < 0)
		return -1;
	if (by_key == (command->text[0] != '\0'))
		return err_set(err, "say wants either key, a reply's id, or "
				    "text, words of one's own");
	center_view_persona(center, call->contact->id, &view);
	said = by_key ? reply_of(&view, command->key, err)
		      : dialog_match(center, call, command->text);
	if (said == -2)
		return -1;
	command_reply(reply, call);
	dialog_say(center, call, said, command->text);
	return 0;
}

static int script_of(const struct center *center, const struct call *call)
{
	const struct center_conf *conf = center->conf;

	return script_for(conf->scripts, conf->n_scripts, call->reason);
}

/* -1: refused. */
static int step_of(const struct script_conf *script, const char *name,
		   struct err *err)
{
	int step = script_find(script, name);

	if (step >= 0 && script->steps[step].verify != NULL)
		return step;
	return err_set(err,
		       "verify: nothing is verified at a step '%s' of script "
		       "%s",
		       name, script->name);
}

static int verdict_of(const struct acd_command *command, bool *passed,
		      struct err *err)
{
	*passed = strcmp(command->text, "passed") == 0;
	if (*passed || strcmp(command->text, "failed") == 0)
		return 0;
	return err_set(err, "verify: text is passed or failed, not '%.40s'",
		       command->text);
}

COMMAND_VERB(verify)
{
	struct call *call = talk_of(center, command, err);
	int script, step;
	bool passed;

	if (call == NULL || verdict_of(command, &passed, err) < 0)
		return -1;
	if (!call->agent->taken)
		return err_set(err,
			       "agent %d verifies by himself: take him "
			       "first",
			       command->agent);
	script = script_of(center, call);
	if (script < 0)
		return err_set(err, "verify: no script is for contact %llu",
			       (unsigned long long)call->contact->id);
	step = step_of(&center->conf->scripts[script], command->key, err);
	if (step < 0)
		return -1;
	command_reply(reply, call);
	dialog_verify(center, call, script, step, passed);
	return 0;
}

/* "solved, callback": as many as there is room for. */
static void list_dispositions(const struct center_conf *conf, char *to,
			      size_t size)
{
	int i;

	for (i = 0; i < conf->n_dispositions; i++) {
		strncat(to, i > 0 ? ", " : "", size - strlen(to) - 1);
		strncat(to, conf->dispositions[i].name, size - strlen(to) - 1);
	}
}

int command_disposition(const struct center *center, const char *code,
			struct err *err)
{
	const struct center_conf *conf = center->conf;
	char known[200] = "";
	int i;

	for (i = 0; i < conf->n_dispositions; i++)
		if (strcmp(conf->dispositions[i].name, code) == 0)
			return 0;
	if (conf->n_dispositions == 0)
		return 0;
	list_dispositions(conf, known, sizeof(known));
	return err_set(err,
		       "dispose: there is no disposition '%.40s'; there "
		       "are %s",
		       code, known);
}
