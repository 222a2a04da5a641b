/*
 * The frames of CSTA over TCP (ECMA-323, annex J): two bytes of 0, the whole
 * length in two bytes, four digits, then a document in XML.
 *
 *   00 00 | length, these 8 included | "0000" .. "9998", or "9999" | XML
 *
 * The digits are the request's own and come back in its answer; events have
 * 9999.
 */
#ifndef CTI_CSTA_FRAME_H
#define CTI_CSTA_FRAME_H

#include <stdbool.h>
#include <stddef.h>

struct evbuffer;

enum {
	CSTA_HEAD = 8,
	CSTA_FRAME = 65535, /* bytes at most */
	CSTA_BODY = CSTA_FRAME - CSTA_HEAD,
	CSTA_EVENT = 9999, /* the number of events */
};

enum csta_frame_got {
	CSTA_GOT_FRAME,
	CSTA_GOT_MORE_TO_COME,
	CSTA_GOT_NOISE, /* it speaks something else: nothing after it counts */
};

struct csta_frame {
	int invoke;
	size_t n; /* bytes of the body */
	const char *body;
};

/* The first frame in the buffer, left there: it is valid until it is taken
 * out with csta_frame_drop(). */
enum csta_frame_got csta_frame_peek(struct evbuffer *input,
				    struct csta_frame *frame);
void csta_frame_drop(struct evbuffer *input, const struct csta_frame *frame);

/* Before a body of n bytes, at most CSTA_BODY. */
void csta_frame_head(int invoke, size_t n, unsigned char head[CSTA_HEAD]);

#endif
