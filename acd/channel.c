#include "acd/channel.h"

#include <stddef.h>

const struct channel_kind channels[CHANNELS] = {
    [CHANNEL_VOICE] = {.rings = true},
    [CHANNEL_VIDEO] = {.rings = true},
    [CHANNEL_WEB_CALL] = {.rings = true},
    [CHANNEL_CHAT] = {.slots = true},
    [CHANNEL_SMS] = {.slots = true},
    [CHANNEL_APP_MESSAGE] = {.slots = true},
    [CHANNEL_EMAIL] = {.deferred = true},
    [CHANNEL_FAX] = {.deferred = true},
};

const char *const channel_names[CHANNELS + 1] = {
    [CHANNEL_VOICE] = "voice",
    [CHANNEL_VIDEO] = "video",
    [CHANNEL_WEB_CALL] = "web-call",
    [CHANNEL_CHAT] = "chat",
    [CHANNEL_SMS] = "sms",
    [CHANNEL_APP_MESSAGE] = "app-message",
    [CHANNEL_EMAIL] = "email",
    [CHANNEL_FAX] = "fax",
    [CHANNELS] = NULL,
};
