#include "report/timeline/html.h"

static const char *escape_of(unsigned char byte)
{
	switch (byte) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	case '\t':
	case '\n':
		return " ";
	default:
		return byte < 0x20 || byte == 0x7f ? "\xef\xbf\xbd" : NULL;
	}
}

void html_text(const char *text, FILE *out)
{
	for (; *text != '\0'; text++) {
		const char *escape = escape_of((unsigned char)*text);

		if (escape != NULL)
			fputs(escape, out);
		else
			putc(*text, out);
	}
}
