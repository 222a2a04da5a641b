#include "cti/ami/ami_text.h"

#include "base/mem.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void ami_text_finish(struct ami_text *text)
{
	free(text->bytes);
	*text = (struct ami_text){0};
}

static void grow(struct ami_text *text, size_t more)
{
	if (text->n + more <= text->size)
		return;
	while (text->n + more > text->size)
		text->size = text->size > 0 ? text->size * 2 : 4096;
	text->bytes = mem_resize(text->bytes, text->size, 1);
}

void ami_text_add(struct ami_text *text, const void *bytes, size_t n)
{
	grow(text, n);
	if (n > 0)
		memcpy(text->bytes + text->n, bytes, n);
	text->n += n;
}

static void put(struct ami_text *text, const char *string)
{
	ami_text_add(text, string, strlen(string));
}

/* A value that holds a line's end would make another line. */
static void put_value(struct ami_text *text, const char *value)
{
	size_t from = text->n, i;

	put(text, value);
	for (i = from; i < text->n; i++)
		if (text->bytes[i] == '\r' || text->bytes[i] == '\n')
			text->bytes[i] = ' ';
	put(text, "\r\n");
}

void ami_text_pair(struct ami_text *text, const char *prefix, const char *key,
		   const char *value)
{
	put(text, prefix);
	put(text, key);
	put(text, ": ");
	put_value(text, value);
}

void ami_text_number(struct ami_text *text, const char *prefix, const char *key,
		     long long value)
{
	char digits[24];

	snprintf(digits, sizeof(digits), "%lld", value);
	ami_text_pair(text, prefix, key, digits);
}

void ami_text_line(struct ami_text *text, const char *key, const char *format,
		   ...)
{
	char value[2048];
	va_list args;

	va_start(args, format);
	vsnprintf(value, sizeof(value), format, args);
	va_end(args);
	ami_text_pair(text, "", key, value);
}

void ami_text_end(struct ami_text *text)
{
	put(text, "\r\n");
}
