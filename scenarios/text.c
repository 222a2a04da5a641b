#include "scenarios/text.h"

#include "base/mem.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static int too_large(const struct text *text, size_t limit, struct err *err)
{
	err_set(err, "wanted a file of at most %zu MiB, got a larger one",
		limit >> 20);
	snprintf(err->file, sizeof(err->file), "%s", text->name);
	return -1;
}

static int cannot_read(const struct text *text, struct err *err)
{
	err_set(err, "cannot read it: %s", strerror(errno));
	snprintf(err->file, sizeof(err->file), "%s", text->name);
	return -1;
}

/* All of in, or one byte more than limit, which is enough to know. */
static void read_all(struct text *text, FILE *in, size_t limit)
{
	size_t room = 0;
	size_t got;

	do {
		if (text->size == room) {
			room = room == 0 ? 65536 : room * 2;
			text->owned = mem_resize(text->owned, room, 1);
		}
		got = fread(text->owned + text->size, 1, room - text->size, in);
		text->size += got;
	} while (got > 0 && text->size <= limit);
	text->bytes = text->owned;
}

int text_read(struct text *text, const char *path, size_t limit,
	      struct err *err)
{
	FILE *in = fopen(path, "rb");
	int failed;

	*text = (struct text){.name = path};
	if (in == NULL)
		return cannot_read(text, err);
	read_all(text, in, limit);
	failed = ferror(in) ? cannot_read(text, err) : 0;
	fclose(in);
	if (failed == 0 && text->size > limit)
		failed = too_large(text, limit, err);
	if (failed != 0)
		text_finish(text);
	return failed;
}

void text_finish(struct text *text)
{
	free(text->owned);
	*text = (struct text){0};
}

/* Bytes of the character at p, of at most n; 0 when it is none. */
static size_t utf8_length(const unsigned char *p, size_t n)
{
	size_t length = *p < 0x80	  ? 1
			: *p >> 5 == 0x06 ? 2
			: *p >> 4 == 0x0e ? 3
			: *p >> 3 == 0x1e ? 4
					  : 0;
	unsigned long code = length == 1 ? *p : *p & (0x7fU >> length);
	static const unsigned long least[] = {0, 0, 0x80, 0x800, 0x10000};

	if (length == 0 || length > n)
		return 0;
	for (size_t i = 1; i < length; i++) {
		if (p[i] >> 6 != 2)
			return 0;
		code = code << 6 | (p[i] & 0x3f);
	}
	if (code < least[length] || code > 0x10ffff ||
	    (code >= 0xd800 && code <= 0xdfff))
		return 0;
	return length;
}

static bool is_control(unsigned char c)
{
	return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7f;
}

/* A control character, C1 ones (0xc2 0x80..0x9f) included. */
static bool control_at(const char *p)
{
	const unsigned char *c = (const unsigned char *)p;

	return is_control(*c) || (c[0] == 0xc2 && c[1] >= 0x80 && c[1] < 0xa0);
}

bool text_has_control(const char *text)
{
	for (; *text != '\0'; text++)
		if (control_at(text))
			return true;
	return false;
}

void text_clean(char *text)
{
	size_t left = strlen(text);
	size_t length;
	char *to = text;

	for (; left > 0; left -= length, text += length) {
		length = utf8_length((const unsigned char *)text, left);
		if (length == 0) {
			length = 1;
			continue;
		}
		memmove(to, text, length);
		if ((unsigned char)*to < ' ')
			*to = ' ';
		to += length;
	}
	*to = '\0';
}

/* Bytes of the line break at p: those that YAML knows; 0 when it is none. */
static size_t break_length(const char *p, const char *end)
{
	size_t n = (size_t)(end - p);

	if (*p == '\n')
		return 1;
	if (*p == '\r')
		return n > 1 && p[1] == '\n' ? 2 : 1;
	if (n > 1 && memcmp(p, "\xc2\x85", 2) == 0)
		return 2;
	if (n > 2 && (memcmp(p, "\xe2\x80\xa8", 3) == 0 ||
		      memcmp(p, "\xe2\x80\xa9", 3) == 0))
		return 3;
	return 0;
}

static int bad_byte(const struct text *text, const char *at, unsigned line,
		    unsigned column, struct err *err)
{
	unsigned char c = (unsigned char)*at;

	if (is_control(c))
		err_set(err, "wanted text, got the control character 0x%02x",
			c);
	else
		err_set(err, "wanted UTF-8 text, got the byte 0x%02x", c);
	err_hint(err,
		 c < 0x80 ? "is this a text file?" : "save the file as UTF-8");
	text_place(text, line, column, 1, err);
	return -1;
}

int text_check(const struct text *text, struct err *err)
{
	const char *p = text->bytes;
	const char *end = p + text->size;
	unsigned line = 1;
	unsigned column = 1;
	size_t length;

	for (; p < end; p += length) {
		length =
		    utf8_length((const unsigned char *)p, (size_t)(end - p));
		if (length == 0 || is_control((unsigned char)*p))
			return bad_byte(text, p, line, column, err);
		column++;
		if (break_length(p, end) > 0) {
			length = break_length(p, end);
			line++;
			column = 1;
		}
	}
	return 0;
}

static const char *find_line(const struct text *text, unsigned line)
{
	const char *p = text->bytes;
	const char *end = p + text->size;
	size_t length;

	while (line > 1 && p < end) {
		length = break_length(p, end);
		line -= length > 0;
		p += length > 0 ? length : 1;
	}
	return p;
}

/* Copies the line at p as far as there is room and it is text; returns how
 * many characters that is. */
static unsigned copy_line(const char *p, const char *end, char *to, size_t room)
{
	unsigned characters = 0;
	size_t length;

	if (end - p >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0)
		p += 3; /* a byte order mark has no width */
	for (; p < end && break_length(p, end) == 0; p += length) {
		length =
		    utf8_length((const unsigned char *)p, (size_t)(end - p));
		if (length == 0 || length >= room ||
		    is_control((unsigned char)*p))
			break;
		memcpy(to, p, length);
		to += length;
		room -= length;
		characters++;
	}
	*to = '\0';
	return characters;
}

void text_place(const struct text *text, unsigned line, unsigned column,
		unsigned width, struct err *err)
{
	const char *end = text->bytes + text->size;
	unsigned shown;

	snprintf(err->file, sizeof(err->file), "%s", text->name);
	err->line = line;
	err->column = column;
	err->width = width;
	shown = copy_line(find_line(text, line), end, err->source,
			  sizeof(err->source));
	if (column > shown + 1)
		err->source[0] = '\0'; /* too far right to show */
	else if (column + width > shown + 1)
		err->width = shown + 1 > column ? shown + 1 - column : 1;
}

void text_place_field(const struct text *text, unsigned line, int field,
		      struct err *err)
{
	const char *p = find_line(text, line);
	const char *end = text->bytes + text->size;
	bool quoted = false;
	unsigned column = 1;
	unsigned width = 0;

	for (; p < end && *p != '\n' && *p != '\r'; p++) {
		bool comma = *p == ',' && !quoted;

		if (comma && field == 0)
			break;
		field -= comma;
		quoted ^= *p == '"';
		if (((unsigned char)*p & 0xc0) == 0x80)
			continue; /* the rest of a character */
		column += field > 0 || comma;
		width += field == 0 && !comma;
	}
	text_place(text, line, column, width > 0 ? width : 1, err);
}
