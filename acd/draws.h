/*
 * What each random draw is for.  A contact's first block gives the four
 * words that every contact needs (the gap is the time since the one before
 * him of the same source); all else is drawn by its own purpose, so
 * that a feature switched on shifts no other draw.
 */
#ifndef ACD_DRAWS_H
#define ACD_DRAWS_H

#include "sim/stream.h"

enum contact_word { WORD_PATIENCE, WORD_TALK, WORD_WRAP_UP, WORD_GAP };

enum dial_word { WORD_PERSON, WORD_OTHER, WORD_RINGS, WORD_PARTY };

enum disposition_word { WORD_REFUSES, WORD_WANTS_CALL, WORD_SALE, WORD_AFTER };

enum callback_word { WORD_ANSWERS, WORD_RINGING, WORD_AGAIN };

enum purpose {
	PURPOSE_CONTACT = 1, /* the block of four words */
	PURPOSE_PATIENCE,    /* what a word leaves to draw, likewise below */
	PURPOSE_TALK,
	PURPOSE_WRAP_UP,
	PURPOSE_CUSTOMER,
	PURPOSE_BALK,
	PURPOSE_STEP,
	PURPOSE_STEP_LENGTH,
	PURPOSE_ANNOUNCEMENT,
	PURPOSE_VERIFY,
	PURPOSE_HOLD,
	PURPOSE_TRANSFER,
	PURPOSE_CONSULT,
	PURPOSE_GIVE_UP,
	PURPOSE_CONFERENCE,
	PURPOSE_RESOLVED,
	PURPOSE_RECALL,
	PURPOSE_RETRY,
	PURPOSE_POLICY,
	PURPOSE_ARRIVALS, /* the gap before a contact */
	PURPOSE_BUSYNESS_DAY,
	PURPOSE_BUSYNESS_PERIOD,
	PURPOSE_VOLUME,
	PURPOSE_DIAL, /* the block of four words of an attempt */
	PURPOSE_DIAL_RINGS,
	PURPOSE_GREETING,
	PURPOSE_HELLO_PATIENCE,
	PURPOSE_DETECTION,
	PURPOSE_PREVIEW,
	PURPOSE_DISPOSITION, /* another block: what comes of the talk */
	PURPOSE_CALLBACK,
	PURPOSE_CALLBACK_OFFER, /* of a queue, and likewise below */
	PURPOSE_CALLBACK_DIAL,	/* a block of four words an attempt */
	PURPOSE_CALLBACK_RINGS,
	PURPOSE_CALLBACK_PATIENCE,
	PURPOSE_CALLBACK_AGAIN,
	PURPOSE_CALLBACK_LATER,
	PURPOSE_HOLD_PATIENCE, /* on hold by a command, or parked */
	PURPOSE_ORIGINATE,     /* a block: what a number that is called says */
	PURPOSE_ORIGINATE_RINGS,
	PURPOSE_POP, /* how long a lookup takes */
	PURPOSE_POP_SAVES,
	PURPOSE_POP_CHOICE,
	PURPOSE_PERSONA, /* which one a contact is */
	PURPOSE_DEAD,	 /* a number, in a list that is bad by command */
};

/* Entities: a source's contacts by ordinal, the source itself, the center. */
#define ORDINAL_BITS 40
#define ORDINAL_LAST ((UINT64_C(1) << ORDINAL_BITS) - 1)

static inline uint64_t entity_contact(int source, uint64_t ordinal)
{
	return ((uint64_t)source + 1) << ORDINAL_BITS | ordinal;
}

static inline uint64_t entity_source(int source)
{
	return entity_contact(source, ORDINAL_LAST);
}

#define ENTITY_CENTER ORDINAL_LAST

#endif
