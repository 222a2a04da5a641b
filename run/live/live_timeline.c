#include "run/live/live_timeline.h"

#include <errno.h>
#include <string.h>

char *live_timeline_text(const struct timeline *timeline, const char *format,
			 const char *user, sim_time now)
{
	const struct timeline_scope scope = {
	    .now = now, .user = user, .withholds = user != NULL};
	timeline_print_h print = timeline_format(format);
	char *text = NULL;
	size_t size;
	FILE *out;

	if (print == NULL)
		return NULL;
	out = open_memstream(&text, &size);
	print(timeline, &scope, out);
	fclose(out);
	return text;
}

static int write_file(const struct timeline *timeline,
		      const struct timeline_scope *scope, const char *path,
		      timeline_print_h print)
{
	FILE *out = fopen(path, "wbe");
	bool failed;

	if (out == NULL)
		return -1;
	print(timeline, scope, out);
	failed = fflush(out) != 0 || ferror(out);
	return fclose(out) != 0 || failed ? -1 : 0;
}

int live_timeline_write(const struct timeline *timeline,
			const struct session_files *files, sim_time now)
{
	static const char *const formats[] = {"csv", "html"};
	const struct timeline_scope scope = {.now = now};
	char name[32], path[SESSION_PATH];
	int got = 0;

	for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
		snprintf(name, sizeof(name), "timeline.%s", formats[i]);
		session_files_path(files, name, path);
		if (write_file(timeline, &scope, path,
			       timeline_format(formats[i])) == 0)
			continue;
		fprintf(stderr,
			"callfloor: %s cannot be written: %s\n"
			"    callfloor timeline SESSION --format %s makes it\n",
			path, strerror(errno), formats[i]);
		got = -1;
	}
	return got;
}
