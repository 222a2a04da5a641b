/*
 * libFuzzer over the AMI link: whatever the bytes, a client that has logged in
 * says them to a floor at work, and what comes back is whole messages.  The
 * first byte says how far the day has gone, so that calls are there to be
 * steered.  Build with
 *     clang -fsanitize=fuzzer,address,undefined
 */
#include "tests/ami_floor.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define MINUTE (60 * SIM_SECOND)

static const char yaml[] =
    "callfloor: 1\n"
    "title: A floor for noise\n"
    "day: {from: \"00:00\", to: \"00:20\", interval: 5m, at-close: cut}\n"
    "trunks: {lines: 9}\n"
    "numbers: {\"95561\": {trunks: lines, flow: welcome}}\n"
    "arrivals: {\"95561\": {rate: 240/h}}\n"
    "flows: {welcome: [announce: 2s, queue: orders]}\n"
    "reasons:\n"
    "  orders: {talk: 1m, wrap-up: 5s, patience: 1m}\n"
    "queues:\n"
    "  orders: {service-level: 80% in 20s}\n"
    "  help: {service-level: 80% in 20s}\n"
    "agents:\n"
    "  - {group: sales, skills: [orders], count: 2}\n"
    "  - {group: helpers, skills: [help, orders], count: 1}\n";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Messages end in an empty line. */
static void check(const char *text)
{
	size_t n = strlen(text);

	assert(n < 4 || strcmp(text + n - 4, "\r\n\r\n") == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ami_floor *floor;
	char *text;
	int fd;

	if (size < 1)
		return 0;
	floor = ami_floor_open(yaml, NULL);
	fd = ami_floor_connect(floor, true);
	ami_floor_run(floor, data[0] % 10 * MINUTE);
	if (send(fd, data + 1, size - 1, MSG_NOSIGNAL) < 0)
		abort();
	text = ami_floor_hear(floor, fd);
	check(text);
	free(text);
	ami_floor_run(floor, 20 * MINUTE);
	text = ami_floor_hear(floor, fd);
	check(text);
	free(text);
	close(fd);
	ami_floor_turn(floor);
	ami_floor_close(floor);
	return 0;
}
