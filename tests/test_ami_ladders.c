/*
 * Golden ladders: what a client sees of a call, in its order.  Each file of
 * tests/ami/ladders/ has a scenario, a script and the ladder: lines of the
 * script are times to run to, and requests with | between their lines; lines
 * of the ladder are replies and events with the fields that tell one from
 * another.  CALLFLOOR_WRITE_LADDERS=1 in the environment writes them anew, to
 * be read before they are kept.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "tests/ami_floor.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FILE_MOST = 1 << 20 };

static char *read_file(const char *path)
{
	char *text = mem_array(FILE_MOST, 1);
	FILE *in = fopen(path, "r");

	assert_non_null(in);
	assert_true(fread(text, 1, FILE_MOST - 1, in) > 0);
	fclose(in);
	return text;
}

/* Cuts the text after a bar. */
static char *part(char *text, const char *bar)
{
	char *at = strstr(text, bar);

	if (at == NULL)
		fail_msg("there is no %s", bar);
	*at = '\0';
	return strchr(at + 1, '\n') + 1;
}

static const char *const fields[] = {
    "Message",
    "Channel",
    "DestChannel",
    "ParkeeChannel",
    "TransfererChannel",
    "TransfereeChannel",
    "OrigTransfererChannel",
    "SecondTransfererChannel",
    "ChannelStateDesc",
    "DestChannelStateDesc",
    "BridgeType",
    "BridgeNumChannels",
    "Queue",
    "Interface",
    "Extension",
    "Application",
    "Position",
    "OriginalPosition",
    "Count",
    "DialStatus",
    "HoldTime",
    "TalkTime",
    "RingTime",
    "Reason",
    "Response",
    "Status",
    "InCall",
    "Paused",
    "PausedReason",
    "CallsTaken",
    "Device",
    "State",
    "ParkingSpace",
    "Cause",
    "Disposition",
    "Variable",
    "Value",
    "UserEvent",
};

/* One message in one line. */
static void condense(const char *message, FILE *out)
{
	char start[64];
	const char *at;
	size_t i;

	fprintf(out, "%.*s", (int)strcspn(message, "\r"), message);
	for (i = 0; i < sizeof(fields) / sizeof(*fields); i++) {
		snprintf(start, sizeof(start), "\r\n%s: ", fields[i]);
		at = strstr(message, start);
		if (at == NULL)
			continue;
		at += strlen(start);
		fprintf(out, " %s=%.*s", fields[i], (int)strcspn(at, "\r"), at);
	}
	putc('\n', out);
}

static void condense_all(char *text, FILE *out)
{
	char *message, *end;

	for (message = text; *message != '\0'; message = end + 4) {
		end = strstr(message, "\r\n\r\n");
		assert_non_null(end);
		end[2] = '\0';
		condense(message, out);
	}
}

static void play_line(struct ami_floor *floor, int fd, char *line, FILE *out)
{
	int hours, minutes, seconds;
	char ask[1024], *text, *at;

	fprintf(out, "> %s\n", line);
	if (sscanf(line, "%d:%d:%d", &hours, &minutes, &seconds) == 3) {
		ami_floor_run(floor, (hours * 3600 + minutes * 60 + seconds) *
					 SIM_SECOND);
		text = ami_floor_hear(floor, fd);
	} else {
		size_t n = 0;

		for (at = line; *at != '\0' && n < sizeof(ask) - 8; at++)
			if (*at == '|')
				n += (size_t)sprintf(ask + n, "\r\n");
			else
				ask[n++] = *at;
		snprintf(ask + n, sizeof(ask) - n, "\r\n\r\n");
		text = ami_floor_ask(floor, fd, ask);
	}
	condense_all(text, out);
	free(text);
}

static char *play(const char *yaml, char *script)
{
	struct ami_floor *floor = ami_floor_open(yaml, NULL);
	int fd = ami_floor_connect(floor, true);
	char *ladder = NULL, *line, *rest;
	size_t n = 0;
	FILE *out = open_memstream(&ladder, &n);

	for (line = strtok_r(script, "\n", &rest); line != NULL;
	     line = strtok_r(NULL, "\n", &rest))
		play_line(floor, fd, line, out);
	fclose(out);
	close(fd);
	ami_floor_close(floor);
	return ladder;
}

static void write_anew(const char *path, const char *got)
{
	char *text = read_file(path);
	char *end = strstr(text, "===== ladder\n");
	FILE *out = fopen(path, "w");

	assert_non_null(end);
	assert_non_null(out);
	fprintf(out, "%.*s===== ladder\n%s", (int)(end - text), text, got);
	fclose(out);
	free(text);
}

static void ladder(void **state)
{
	const char *name = *state;
	char path[512], *text, *script, *wanted, *yaml, *got;

	snprintf(path, sizeof(path), "%s/%s.txt", TEST_AMI_LADDERS, name);
	text = read_file(path);
	yaml = part(text, "===== scenario");
	script = part(yaml, "===== script");
	wanted = part(script, "===== ladder");
	got = play(yaml, script);
	if (getenv("CALLFLOOR_WRITE_LADDERS") != NULL)
		write_anew(path, got);
	else
		assert_string_equal(got, wanted);
	free(got);
	free(text);
}

#define LADDER(name)                                                           \
	{                                                                      \
		name, ladder, NULL, NULL, (void *)(uintptr_t)(name)            \
	}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    LADDER("answered"),		 LADDER("abandoned"),
	    LADDER("no-answer"),	 LADDER("redirect"),
	    LADDER("blind-transfer"),	 LADDER("park"),
	    LADDER("attended-transfer"), LADDER("conference"),
	    LADDER("originate"),	 LADDER("person"),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
