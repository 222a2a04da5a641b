#include "cti/csta/frame.h"

#include <assert.h>
#include <event2/buffer.h>
#include <stdio.h>
#include <string.h>

static int digits(const unsigned char *text)
{
	int number = 0, i;

	for (i = 0; i < 4; i++) {
		if (text[i] < '0' || text[i] > '9')
			return -1;
		number = number * 10 + (text[i] - '0');
	}
	return number;
}

/* As far as it has come; false: it is none. */
static bool may_be_head(const unsigned char *head, size_t n)
{
	size_t i;

	for (i = 0; i < n && i < 2; i++)
		if (head[i] != 0)
			return false;
	if (n >= 4 && (head[2] << 8 | head[3]) <= CSTA_HEAD)
		return false;
	for (i = 4; i < n; i++)
		if (head[i] < '0' || head[i] > '9')
			return false;
	return true;
}

enum csta_frame_got csta_frame_peek(struct evbuffer *input,
				    struct csta_frame *frame)
{
	unsigned char head[CSTA_HEAD];
	ev_ssize_t got = evbuffer_copyout(input, head, CSTA_HEAD);
	size_t length;

	if (got < 0 || !may_be_head(head, (size_t)got))
		return CSTA_GOT_NOISE;
	if (got < CSTA_HEAD)
		return CSTA_GOT_MORE_TO_COME;
	length = (size_t)(head[2] << 8 | head[3]);
	if (evbuffer_get_length(input) < length)
		return CSTA_GOT_MORE_TO_COME;
	frame->invoke = digits(head + 4);
	frame->n = length - CSTA_HEAD;
	frame->body = (const char *)evbuffer_pullup(input, (ev_ssize_t)length) +
		      CSTA_HEAD;
	return CSTA_GOT_FRAME;
}

void csta_frame_drop(struct evbuffer *input, const struct csta_frame *frame)
{
	evbuffer_drain(input, CSTA_HEAD + frame->n);
}

void csta_frame_head(int invoke, size_t n, unsigned char head[CSTA_HEAD])
{
	size_t length = CSTA_HEAD + n;
	char number[16];

	assert(n <= CSTA_BODY && invoke >= 0 && invoke <= CSTA_EVENT);
	head[0] = head[1] = 0;
	head[2] = (unsigned char)(length >> 8);
	head[3] = (unsigned char)(length & 0xff);
	snprintf(number, sizeof(number), "%04d", invoke);
	memcpy(head + 4, number, 4);
}
