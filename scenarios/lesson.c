#include "scenarios/lesson.h"

#include "base/arena.h"
#include "base/mem.h"
#include "scenarios/keys.h"
#include "scenarios/text.h"

#include <stdlib.h>
#include <string.h>

/* "lessons/first-day.yaml" is first-day. */
static const char *id_of(struct arena *arena, const char *file)
{
	const char *slash = strrchr(file, '/');
	char *id = arena_text(arena, slash != NULL ? slash + 1 : file);
	char *dot = strrchr(id, '.');

	if (dot != NULL && dot > id)
		*dot = '\0';
	return id;
}

static int load(struct loader *loader, const struct text *text,
		struct lesson *lesson)
{
	if (tree_parse(&loader->tree, text, loader->arena, loader->err) != 0)
		return -1;
	return section_load(loader, &section_lesson, loader->tree.root, lesson);
}

static struct lesson *parse(struct loader *loader, const struct text *text)
{
	struct lesson *lesson;
	int got;

	loader->arena = arena_alloc();
	lesson = arena_get(loader->arena, sizeof(*lesson));
	lesson->arena = loader->arena;
	lesson->file = arena_text(loader->arena, text->name);
	lesson->id = id_of(loader->arena, text->name);
	got = load(loader, text, lesson);
	scenario_free(loader->loaded);
	if (got == 0)
		return lesson;
	lesson_free(lesson);
	return NULL;
}

struct lesson *lesson_parse(const char *text, size_t bytes, const char *name,
			    const char *directory, struct err *err)
{
	struct text whole = {.name = name, .bytes = text, .size = bytes};
	struct loader loader = {.directory = directory, .err = err};

	return parse(&loader, &whole);
}

/* "" where the file is beside; else with its slash. */
static char *directory_of(const char *file)
{
	char *directory = mem_text(file);
	char *slash = strrchr(directory, '/');

	*(slash != NULL ? slash + 1 : directory) = '\0';
	return directory;
}

struct lesson *lesson_load_for(const char *file,
			       const struct scenario *scenario, struct err *err)
{
	struct loader loader = {
	    .floor = scenario != NULL ? &scenario->center : NULL,
	    .err = err,
	};
	struct lesson *lesson;
	struct text text;
	char *directory;

	if (text_read(&text, file, TREE_BYTES, err) != 0)
		return NULL;
	directory = directory_of(file);
	loader.directory = directory;
	lesson = parse(&loader, &text);
	free(directory);
	text_finish(&text);
	return lesson;
}

struct lesson *lesson_load(const char *file, struct err *err)
{
	return lesson_load_for(file, NULL, err);
}

void lesson_free(struct lesson *lesson)
{
	if (lesson != NULL)
		arena_free(lesson->arena);
}

/* Whether one of its lines begins with the key that only lessons have. */
static bool has_key(const struct text *text)
{
	static const char key[] = "callfloor-lesson:";
	size_t n = sizeof(key) - 1;
	const char *at = text->bytes;
	const char *end = at + text->size;

	while (at != NULL && (size_t)(end - at) >= n) {
		if (memcmp(at, key, n) == 0)
			return true;
		at = memchr(at, '\n', (size_t)(end - at));
		at = at != NULL ? at + 1 : NULL;
	}
	return false;
}

bool lesson_is_one(const char *file)
{
	struct text text;
	struct err ignored;
	bool is_one;

	if (text_read(&text, file, TREE_BYTES, &ignored) != 0)
		return false;
	is_one = has_key(&text);
	text_finish(&text);
	return is_one;
}
