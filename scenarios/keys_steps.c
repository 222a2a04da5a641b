#include "scenarios/keys.h"

#include "scenarios/targets.h"
#include "scenarios/types.h"

#define LEAVE                                                                  \
	{                                                                      \
		"leave", &type_share, AT(step_conf, leave),                    \
		    "of callers who hang up meanwhile", .preset = "0%"         \
	}

static const struct key keys_announce[] = {
    {"length", &type_length, AT(step_conf, announce.length), "how long it is",
     .required = true},
    LEAVE,
    {0},
};

const struct section section_announce = {
    .name = "announce",
    .doc = "Something is played to the caller.  A length alone says "
	   "`length`.",
    .keys = keys_announce,
    .size = sizeof(struct step_conf),
    .lone = "length",
};

static const char *const bys[] = {"ani", "digits", NULL};

static const struct key keys_identify[] = {
    {"by", &type_word, AT(step_conf, identify.by),
     "the caller's number (ani), or digits that he types", .preset = "ani",
     .words = bys},
    {"hit", &type_share, AT(step_conf, identify.hit),
     "of callers who are found among the customers", .required = true},
    {"length", &type_length, AT(step_conf, identify.length),
     "how long it takes", .preset = "0"},
    LEAVE,
    {0},
};

const struct section section_identify = {
    .name = "identify",
    .doc = "The caller is looked up, so that routing knows his tier and "
	   "the agent need not verify him.",
    .keys = keys_identify,
    .size = sizeof(struct step_conf),
};

static const struct key keys_service[] = {
    {"length", &type_length, AT(step_conf, self_service.length),
     "how long it takes", .required = true},
    {"solves", &type_share, AT(step_conf, self_service.solves),
     "of callers who need nobody any more", .required = true},
    LEAVE,
    {0},
};

const struct section section_self_service = {
    .name = "self-service",
    .doc = "The caller serves himself, and may then be done.",
    .keys = keys_service,
    .size = sizeof(struct step_conf),
};

static const struct key keys_queue_step[] = {
    {"name", &type_name, AT(step_conf, queue.queue), "the queue",
     .names = NAME_QUEUE, .required = true},
    {"timeout", &type_limit, AT(step_conf, queue.timeout),
     "how long he may wait there", .preset = "never", .min = 0.001,
     .max = 3650.0 * 86400},
    {"overflow", &type_section, AT(step_conf, queue.overflow),
     "where he goes then", .preset = "next", .section = &section_target},
    {"full", &type_section, AT(step_conf, queue.full),
     "where he goes when the queue is full; hang-up: he hears busy",
     .preset = "hang-up", .section = &section_target},
    {0},
};

const struct section section_queue_step = {
    .name = "queue step",
    .doc = "The caller waits for an agent.  A queue's name alone says "
	   "`name`.",
    .keys = keys_queue_step,
    .size = sizeof(struct step_conf),
    .lone = "name",
};

static const struct key keys_voicemail[] = {
    {"length", &type_length, AT(step_conf, voicemail.length), "of the message",
     .preset = "30s"},
    {0},
};

const struct section section_voicemail = {
    .name = "voicemail",
    .doc = "The caller leaves a message, and the call ends.",
    .keys = keys_voicemail,
    .size = sizeof(struct step_conf),
    .lone = "length",
};

static const struct key keys_callback_step[] = {
    {"queue", &type_name, AT(step_conf, callback.queue),
     "whose agents call him; its `callback` says how", .names = NAME_QUEUE,
     .required = true},
    {"after", &type_length, AT(step_conf, callback.after),
     "how much later he wants to be called", .preset = "0"},
    {0},
};

const struct section section_callback_step = {
    .name = "callback step",
    .doc = "The call ends, and the customer is called back.  A queue's name "
	   "alone says `queue`.",
    .keys = keys_callback_step,
    .size = sizeof(struct step_conf),
    .lone = "queue",
};

static const struct key keys_hang_up[] = {{0}};

const struct section section_hang_up = {
    .name = "hang-up",
    .doc = "The call ends.",
    .keys = keys_hang_up,
    .size = sizeof(struct step_conf),
};
