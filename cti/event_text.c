#include "cti/event_text.h"

#include "cti/moment.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>

static const char *const names[EVENT_KINDS] = {
    [EVENT_ARRIVED] = "arrived",
    [EVENT_BLOCKED] = "blocked",
    [EVENT_STEP] = "step",
    [EVENT_QUEUED] = "queued",
    [EVENT_ALERTING] = "alerting",
    [EVENT_NO_ANSWER] = "no-answer",
    [EVENT_SILENT] = "silent",
    [EVENT_ANSWERED] = "answered",
    [EVENT_ABANDONED] = "abandoned",
    [EVENT_REFUSED] = "refused",
    [EVENT_OVERFLOWED] = "overflowed",
    [EVENT_HELD] = "held",
    [EVENT_RETRIEVED] = "retrieved",
    [EVENT_CONSULTED] = "consulted",
    [EVENT_TRANSFERRED] = "transferred",
    [EVENT_CONFERENCED] = "conferenced",
    [EVENT_CLEARED] = "cleared",
    [EVENT_DROPPED] = "dropped",
    [EVENT_ENDED] = "ended",
    [EVENT_PARKED] = "parked",
    [EVENT_UNPARKED] = "unparked",
    [EVENT_AGENT] = "agent",
    [EVENT_TAKEN] = "taken",
    [EVENT_MEMBER] = "member",
    [EVENT_ATTACHED] = "attached",
    [EVENT_DISPOSED] = "disposed",
    [EVENT_LOOKUP] = "lookup",
    [EVENT_MONITORED] = "monitored",
    [EVENT_ORIGINATED] = "originated",
    [EVENT_QUEUE_GATE] = "queue-gate",
    [EVENT_MODE] = "mode",
    [EVENT_ASKED] = "break-asked",
    [EVENT_ABSENCE] = "absence",
    [EVENT_BAD_LIST] = "bad-list",
    [EVENT_INTERVAL] = "interval",
    [EVENT_DIALED] = "dialed",
    [EVENT_REACHED] = "reached",
    [EVENT_DIAL_OVER] = "dial-over",
    [EVENT_CALLBACK] = "callback",
    [EVENT_CALLING_BACK] = "calling-back",
    [EVENT_CALLED_BACK] = "called-back",
    [EVENT_CALLBACK_FAILED] = "callback-failed",
    [EVENT_SAID] = "said",
    [EVENT_VERIFIED] = "verified",
    [EVENT_MOOD] = "mood",
};

enum form { FORM_INDEX, FORM_SMALL, FORM_LARGE, FORM_TIME, FORM_WORDS };

static const struct field {
	const char *name;
	enum form form;
	int32_t blank; /* of an index */
	size_t offset;
} fields[] = {
    {"source", FORM_INDEX, -1, offsetof(struct acd_event, source)},
    {"contact", FORM_LARGE, 0, offsetof(struct acd_event, contact)},
    {"ordinal", FORM_LARGE, 0, offsetof(struct acd_event, ordinal)},
    {"attempt", FORM_SMALL, 0, offsetof(struct acd_event, attempt)},
    {"tier", FORM_INDEX, -1, offsetof(struct acd_event, tier)},
    {"number", FORM_INDEX, -1, offsetof(struct acd_event, number)},
    {"visit", FORM_INDEX, -1, offsetof(struct acd_event, visit)},
    {"queue", FORM_INDEX, -1, offsetof(struct acd_event, queue)},
    {"agent", FORM_INDEX, -1, offsetof(struct acd_event, agent)},
    {"other", FORM_INDEX, -1, offsetof(struct acd_event, other)},
    {"state", FORM_INDEX, -1, offsetof(struct acd_event, state)},
    {"cause", FORM_INDEX, 0, offsetof(struct acd_event, cause)},
    {"flow", FORM_INDEX, -1, offsetof(struct acd_event, flow)},
    {"step", FORM_INDEX, -1, offsetof(struct acd_event, step)},
    {"interval", FORM_INDEX, -1, offsetof(struct acd_event, interval)},
    {"arrived", FORM_TIME, 0, offsetof(struct acd_event, arrived)},
    {"cookie", FORM_LARGE, 0, offsetof(struct acd_event, cookie)},
    {"words", FORM_WORDS, 0, offsetof(struct acd_event, words)},
};

#define FIELDS (sizeof(fields) / sizeof(fields[0]))

const char *event_name(enum acd_event_kind kind)
{
	return names[kind];
}

enum acd_event_kind event_find(const char *name)
{
	int kind;

	for (kind = 0; kind < EVENT_KINDS; kind++)
		if (strcmp(names[kind], name) == 0)
			break;
	return (enum acd_event_kind)kind;
}

/* Writing: a day has a million lines, and printf is slow. */

static char *put_text(char *p, const char *text)
{
	while (*text != '\0')
		*p++ = *text++;
	return p;
}

static char *put_number(char *p, uint64_t number)
{
	char reversed[20];
	int n = 0;

	do
		reversed[n++] = (char)('0' + number % 10);
	while ((number /= 10) > 0);
	while (n > 0)
		*p++ = reversed[--n];
	return p;
}

static char *put_signed(char *p, int64_t number)
{
	if (number >= 0)
		return put_number(p, (uint64_t)number);
	*p++ = '-';
	return put_number(p, (uint64_t)-number);
}

static char *put_words(char *p, const uint64_t *words)
{
	static const char hex[] = "0123456789abcdef";
	int i, shift;

	for (i = 0; i < EVENT_WORDS; i++) {
		if (i > 0)
			*p++ = ',';
		for (shift = 60; shift >= 0; shift -= 4)
			*p++ = hex[words[i] >> shift & 15];
	}
	return p;
}

static bool is_blank(const struct field *field, const void *at)
{
	switch (field->form) {
	case FORM_INDEX:
		return *(const int32_t *)at == field->blank;
	case FORM_SMALL:
		return *(const uint32_t *)at == 0;
	case FORM_LARGE:
		return *(const uint64_t *)at == 0;
	case FORM_TIME:
		return *(const sim_time *)at == 0;
	default:
		return *(const uint64_t *const *)at == NULL;
	}
}

static char *put_value(char *p, const struct field *field, const void *at)
{
	switch (field->form) {
	case FORM_INDEX:
		return put_signed(p, *(const int32_t *)at);
	case FORM_SMALL:
		return put_number(p, *(const uint32_t *)at);
	case FORM_LARGE:
		return put_number(p, *(const uint64_t *)at);
	case FORM_TIME:
		return p + moment_text(*(const sim_time *)at, p);
	default:
		return put_words(p, *(const uint64_t *const *)at);
	}
}

size_t event_text(const struct acd_event *event, char text[EVENT_TEXT])
{
	char *p = put_number(text, event->seq);
	size_t i;

	*p++ = ' ';
	p += moment_text(event->at, p);
	*p++ = ' ';
	p = put_text(p, names[event->kind]);
	for (i = 0; i < FIELDS; i++) {
		const void *at = (const char *)event + fields[i].offset;

		if (is_blank(&fields[i], at))
			continue;
		*p++ = ' ';
		p = put_text(p, fields[i].name);
		*p++ = '=';
		p = put_value(p, &fields[i], at);
	}
	*p++ = '\n';
	*p = '\0';
	assert(p - text < EVENT_TEXT);
	return (size_t)(p - text);
}

/* Reading: a line is what event_text() makes of the event that it gives, or
 * it is wrong. */

static bool get_number(const char **p, uint64_t *number)
{
	const char *start = *p;

	*number = 0;
	while (**p >= '0' && **p <= '9') {
		if (__builtin_mul_overflow(*number, 10, number) ||
		    __builtin_add_overflow(*number, (uint64_t)(**p - '0'),
					   number))
			return false;
		++*p;
	}
	return *p > start;
}

static bool get_char(const char **p, char wanted)
{
	bool is = **p == wanted;

	*p += is;
	return is;
}

static bool get_index(const char **p, int32_t *index)
{
	bool negative = **p == '-';
	uint64_t number;

	*p += negative;
	if (!get_number(p, &number) || number > INT32_MAX)
		return false;
	*index = negative ? -(int32_t)number : (int32_t)number;
	return true;
}

/* A word up to a space or the end, or what it holds up to `=`. */
static bool get_word(const char **p, const char *ends, char *word, size_t size)
{
	size_t n = strcspn(*p, ends);

	if (n == 0 || n >= size)
		return false;
	memcpy(word, *p, n);
	word[n] = '\0';
	*p += n;
	return true;
}

static bool get_time(const char **p, sim_time *time)
{
	char word[MOMENT_TEXT];

	return get_word(p, " ", word, sizeof(word)) &&
	       moment_read(word, time) == 0;
}

static bool get_words(const char **p, struct event_line *line)
{
	int i, digit;

	for (i = 0; i < EVENT_WORDS; i++) {
		if (i > 0 && !get_char(p, ','))
			return false;
		for (digit = 0; digit < 16; digit++, ++*p) {
			const char *hex = "0123456789abcdef";
			const char *at = **p != '\0' ? strchr(hex, **p) : NULL;

			if (at == NULL)
				return false;
			line->words[i] =
			    line->words[i] << 4 | (uint64_t)(at - hex);
		}
	}
	line->event.words = line->words;
	return true;
}

static bool get_value(const char **p, const struct field *field,
		      struct event_line *line)
{
	void *at = (char *)&line->event + field->offset;
	uint64_t number;

	switch (field->form) {
	case FORM_INDEX:
		return get_index(p, at);
	case FORM_SMALL:
		if (!get_number(p, &number) || number > UINT32_MAX)
			return false;
		*(uint32_t *)at = (uint32_t)number;
		return true;
	case FORM_LARGE:
		return get_number(p, at);
	case FORM_TIME:
		return get_time(p, at);
	default:
		return get_words(p, line);
	}
}

/* Fields come in their order, so that one loop finds each. */
static bool get_fields(const char **p, struct event_line *line)
{
	char name[16];
	size_t i = 0;

	while (**p == ' ') {
		++*p;
		if (!get_word(p, "= ", name, sizeof(name)) || **p != '=')
			return false;
		while (i < FIELDS && strcmp(fields[i].name, name) != 0)
			i++;
		if (i == FIELDS)
			return false;
		++*p;
		if (!get_value(p, &fields[i++], line))
			return false;
	}
	return **p == '\0';
}

static bool get_head(const char **p, struct event_line *line)
{
	char name[24];

	if (!get_number(p, &line->event.seq) || !get_char(p, ' ') ||
	    !get_time(p, &line->event.at) || !get_char(p, ' ') ||
	    !get_word(p, " ", name, sizeof(name)))
		return false;
	line->event.kind = event_find(name);
	return line->event.kind != EVENT_KINDS;
}

static struct acd_event blank(void)
{
	struct acd_event event = {0};
	size_t i;

	for (i = 0; i < FIELDS; i++)
		if (fields[i].form == FORM_INDEX)
			*(int32_t *)(void *)((char *)&event +
					     fields[i].offset) =
			    fields[i].blank;
	return event;
}

/* How far the two lines are the same. */
static size_t same(const char *a, const char *b)
{
	size_t n = 0;

	while (a[n] != '\0' && a[n] == b[n])
		n++;
	return n;
}

int event_from_text(const char *text, struct event_line *line, struct err *err)
{
	char again[EVENT_TEXT];
	const char *p = text;

	*line = (struct event_line){.event = blank()};
	if (strlen(text) < EVENT_TEXT && get_head(&p, line) &&
	    get_fields(&p, line)) {
		again[event_text(&line->event, again) - 1] = '\0';
		if (strcmp(again, text) == 0)
			return 0;
		p = text + same(again, text);
	}
	err_set(err, "an event was wanted, got '%.80s'", text);
	err->column = (unsigned)(p - text) + 1;
	err->width = 1;
	return -1;
}
