#include "scenarios/keys.h"

#include "base/mem.h"
#include "scenarios/offered.h"

#include <stdlib.h>

/*
 * What a channel cannot do.  Nobody is put on hold in a chat, no agent calls
 * another one in by chat or by e-mail, and a reserve needs more people than
 * it keeps.
 */
struct media {
	struct loader *loader;
	const struct center_conf *center;
	bool *comes; /* [n_queues * n_reasons] */
};

static bool is_chat(const struct media *media, int queue)
{
	return channels[media->center->queues[queue].channel].slots;
}

static bool is_call(const struct media *media, int queue)
{
	return !is_chat(media, queue) && !media->center->queues[queue].deferred;
}

static const struct node *said(const struct media *media, int reason,
			       const char *key)
{
	return tree_key(
	    tree_get(loader_item(media->loader, "reasons", reason), key));
}

/* A reason that contacts of a chat queue have. */
static int check_chat(const struct media *media, int reason)
{
	const struct reason_conf *conf = &media->center->reasons[reason];
	const char *key = NULL;

	if (conf->hold.share > 0)
		key = "hold";
	else if (conf->conference.share > 0)
		key = "conference";
	else if (conf->transfer.share > 0 &&
		 conf->transfer.kind == TRANSFER_CONSULT)
		key = "transfer";
	if (key == NULL)
		return 0;
	loader_error(
	    media->loader, said(media, reason, key),
	    key[0] == 't'
		? "a chat is not passed on by a consult"
		: "there is no %s in a chat, and '%.60s' comes by chat",
	    key, conf->name);
	return err_hint(media->loader->err,
			key[0] == 't' ? "kind: blind, or a reason of its own "
					"for the chats"
				      : "give the chats a reason of their own");
}

/* Where a second agent is called in from. */
static int check_called_in(const struct media *media, int reason)
{
	const struct reason_conf *conf = &media->center->reasons[reason];
	const struct transfer_conf *transfer = &conf->transfer;
	bool wrong = conf->conference.share > 0 &&
		     !is_call(media, conf->conference.queue);
	const char *key = wrong ? "conference" : "transfer";

	if (transfer->share > 0 && transfer->kind == TRANSFER_CONSULT)
		for (int i = 0; i < transfer->n_ways; i++)
			wrong |= !is_call(media, transfer->ways[i].queue);
	if (!wrong)
		return 0;
	return loader_error(media->loader, said(media, reason, key),
			    "an agent calls another one in from a queue of "
			    "calls");
}

static bool comes(const struct media *media, int queue, int reason)
{
	return media->center->queues[queue].default_reason == reason ||
	       media->comes[queue * media->center->n_reasons + reason];
}

static int check_queue(const struct media *media, int queue)
{
	const struct queue_conf *conf = &media->center->queues[queue];
	const struct node *node = loader_item(media->loader, "queues", queue);
	double people = 0;

	if (conf->callback.takes && !channels[conf->channel].rings) {
		loader_error(media->loader, tree_get(node, "callback"),
			     "nobody can be called back by %s",
			     channel_names[conf->channel]);
		return err_hint(media->loader->err,
				"offer it in a queue for calls");
	}
	for (int i = 0; i < media->center->n_reasons; i++)
		if (is_chat(media, queue) && comes(media, queue, i) &&
		    check_chat(media, i) != 0)
			return -1;
	for (int i = 0; i < media->center->n_teams && conf->reserve > 0; i++)
		for (int k = 0; k < media->center->teams[i].n_skills; k++)
			if (media->center->teams[i].skills[k].skill == queue)
				people += media->center->teams[i].count;
	if (conf->reserve == 0 || people > conf->reserve || people == 0)
		return 0;
	loader_error(media->loader, tree_get(node, "reserve"),
		     "nobody is ever served here: %.0f serve this queue, and "
		     "%d are kept for others",
		     people, conf->reserve);
	return err_hint(media->loader->err, "a reserve below %.0f", people);
}

/* Chats that a transfer brings. */
static int check_ways(const struct media *media, int reason)
{
	const struct transfer_conf *transfer =
	    &media->center->reasons[reason].transfer;

	for (int i = 0; transfer->share > 0 && i < transfer->n_ways; i++)
		if (is_chat(media, transfer->ways[i].queue) &&
		    check_chat(media, transfer->ways[i].reason) != 0)
			return -1;
	return 0;
}

static int check_all(const struct media *media)
{
	for (int i = 0; i < media->center->n_inbound; i++)
		if (check_queue(media, i) != 0)
			return -1;
	for (int i = 0; i < media->center->n_reasons; i++)
		if (check_called_in(media, i) != 0 || check_ways(media, i) != 0)
			return -1;
	return 0;
}

int media_check(struct loader *loader)
{
	const struct center_conf *center = &loader->scenario->center;
	const struct media media = {
	    .loader = loader,
	    .center = center,
	    .comes =
		mem_array((size_t)center->n_queues * (size_t)center->n_reasons,
			  sizeof(bool)),
	};
	int failed;

	offered_reasons(center, media.comes);
	failed = check_all(&media);
	free(media.comes);
	return failed;
}
