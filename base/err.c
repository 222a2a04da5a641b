#include "base/err.h"

#include <stdarg.h>
#include <string.h>
#include <wchar.h>

int err_set(struct err *err, const char *format, ...)
{
	va_list args;

	memset(err, 0, sizeof(*err));
	va_start(args, format);
	vsnprintf(err->what, sizeof(err->what), format, args);
	va_end(args);
	return -1;
}

int err_hint(struct err *err, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(err->hint, sizeof(err->hint), format, args);
	va_end(args);
	return -1;
}

static int is_wide(const unsigned char *utf8)
{
	/* CJK, kana, hangul and full-width forms are three or four bytes. */
	return utf8[0] >= 0xe3 && utf8[0] != 0xef ? 1
	       : utf8[0] == 0xef		  ? utf8[1] >= 0xbc
						  : 0;
}

static const unsigned char *pad_one(const unsigned char *p, FILE *out)
{
	fputs(*p == '\t' ? "\t" : is_wide(p) ? "  " : " ", out);
	do
		p++;
	while ((*p & 0xc0) == 0x80);
	return p;
}

static void print_place(const struct err *err, FILE *out)
{
	const unsigned char *p = (const unsigned char *)err->source;
	unsigned at;

	fprintf(out, "    %s\n    ", err->source);
	for (at = 1; at < err->column && *p != '\0'; at++)
		p = pad_one(p, out);
	for (at = 0; at < err->width || at == 0; at++) {
		fputs(*p != '\0' && is_wide(p) ? "^^" : "^", out);
		while (*p != '\0' && (*++p & 0xc0) == 0x80)
			;
	}
	fputc('\n', out);
}

void err_print(const struct err *err, FILE *out)
{
	if (err->file[0] != '\0')
		fprintf(out, "%s:", err->file);
	if (err->line > 0)
		fprintf(out, "%u:%u:", err->line, err->column);
	fprintf(out, "%s%s", err->file[0] != '\0' ? " " : "", err->what);
	if (err->path[0] != '\0')
		fprintf(out, " (in %s)", err->path);
	fputc('\n', out);
	if (err->line > 0 && err->source[0] != '\0')
		print_place(err, out);
	if (err->hint[0] != '\0')
		fprintf(out, "    %s\n", err->hint);
}
