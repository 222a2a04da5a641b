/*
 * The channels that customers come by.  A voice, video or web call has an
 * agent to itself; chats, text messages and app messages share him, as many
 * as he has slots; e-mail and fax wait for a quiet moment.
 */
#ifndef ACD_CHANNEL_H
#define ACD_CHANNEL_H

#include <stdbool.h>

enum channel {
	CHANNEL_VOICE,
	CHANNEL_VIDEO,
	CHANNEL_WEB_CALL,
	CHANNEL_CHAT,
	CHANNEL_SMS,
	CHANNEL_APP_MESSAGE,
	CHANNEL_EMAIL,
	CHANNEL_FAX,
	CHANNELS,
};

struct channel_kind {
	bool rings;    /* an agent has to pick it up */
	bool slots;    /* several at once, one in each of his slots */
	bool deferred; /* done when nobody else waits, carried over the night */
};

extern const struct channel_kind channels[CHANNELS];

/* "voice", "web-call", ..., NULL at the end. */
extern const char *const channel_names[CHANNELS + 1];

#endif
