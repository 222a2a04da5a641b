#include "run/board/board_screen.h"

#include "report/table.h"

#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define ALTERNATE "\033[?1049h\033[?25l" /* another screen, no cursor */
#define ORIGINAL  "\033[?25h\033[?1049l"
#define HOME	  "\033[H"
#define REST_LINE "\033[K"
#define REST	  "\033[J"

void board_screen_measure(struct board_screen *screen)
{
	struct winsize size;

	screen->rows = 24;
	screen->columns = 80;
	if (ioctl(fileno(screen->out), TIOCGWINSZ, &size) < 0 ||
	    size.ws_row == 0 || size.ws_col == 0)
		return;
	screen->rows = size.ws_row;
	screen->columns = size.ws_col;
}

void board_screen_init(struct board_screen *screen, FILE *out)
{
	*screen = (struct board_screen){
	    .out = out,
	    .terminal = isatty(fileno(out)),
	};
	board_screen_measure(screen);
}

void board_screen_open(struct board_screen *screen)
{
	fputs(ALTERNATE, screen->out);
	screen->open = true;
}

void board_screen_close(struct board_screen *screen)
{
	if (screen->open)
		fputs(ORIGINAL, screen->out);
	fflush(screen->out);
	screen->open = false;
}

static size_t character(const char *at)
{
	size_t n = 1;

	while ((at[n] & 0xc0) == 0x80)
		n++;
	return n;
}

/* What fits of a line. */
static void line_draw(const struct board_screen *screen, const char *line,
		      size_t length)
{
	int room = screen->columns;
	size_t at = 0;

	while (at < length) {
		size_t n = character(line + at);
		char one[16] = "";

		memcpy(one, line + at, n < sizeof(one) ? n : sizeof(one) - 1);
		room -= text_width(one);
		if (room < 0)
			break;
		fputs(one, screen->out);
		at += n;
	}
	fputs(REST_LINE, screen->out);
}

void board_screen_draw(struct board_screen *screen, const char *text,
		       const char *last)
{
	int rows = screen->rows - (last != NULL);

	fputs(HOME, screen->out);
	for (int row = 0; row < rows && *text != '\0'; row++) {
		size_t n = strcspn(text, "\n");

		if (row > 0)
			fputs("\r\n", screen->out);
		line_draw(screen, text, n);
		text += n + (text[n] == '\n');
	}
	fputs(REST, screen->out);
	if (last != NULL) {
		fprintf(screen->out, "\033[%d;1H", screen->rows);
		line_draw(screen, last, strlen(last));
	}
	fflush(screen->out);
}
