#include "scenarios/keys.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

static const char *base_name(const char *file)
{
	const char *slash = strrchr(file, '/');

	return slash != NULL ? slash + 1 : file;
}

static int load(struct loader *loader, const struct text *text)
{
	struct scenario *scenario = loader->scenario;
	int failed =
	    tree_parse(&loader->tree, text, loader->arena, loader->err);

	if (!failed)
		failed = section_load(loader, &section_scenario,
				      loader->tree.root, scenario);
	scenario->file = arena_text(loader->arena, text->name);
	if (scenario->center.title == NULL)
		scenario->center.title =
		    arena_text(loader->arena, base_name(text->name));
	scenario->name = scenario->center.title;
	return failed;
}

/* The loader says where files are; what it makes is in its arena. */
static struct scenario *parse(struct loader *loader, const struct text *text)
{
	loader->arena = arena_alloc();
	loader->scenario = arena_get(loader->arena, sizeof(struct scenario));
	loader->scenario->arena = loader->arena;
	if (text->size > TREE_BYTES) {
		err_set(loader->err,
			"wanted a file of at most 8 MiB, got a larger one");
		snprintf(loader->err->file, sizeof(loader->err->file), "%s",
			 text->name);
	} else if (load(loader, text) == 0) {
		return loader->scenario;
	}
	arena_free(loader->arena);
	return NULL;
}

struct scenario *scenario_parse(const char *text, size_t bytes,
				const char *name, const char *directory,
				struct err *err)
{
	struct text whole = {.name = name, .bytes = text, .size = bytes};
	struct loader loader = {.directory = directory, .err = err};

	return parse(&loader, &whole);
}

struct scenario *scenario_load(const char *file, struct err *err)
{
	struct scenario *scenario;
	struct text text;
	char *directory;

	if (text_read(&text, file, TREE_BYTES, err) != 0)
		return NULL;
	directory = mem_text(file);
	if (strchr(directory, '/') != NULL)
		*(strrchr(directory, '/') + 1) = '\0';
	else
		directory[0] = '\0';
	scenario = scenario_parse(text.bytes, text.size, file, directory, err);
	free(directory);
	text_finish(&text);
	return scenario;
}

struct scenario *scenario_load_moved(const char *file,
				     const struct scenario_file *moved,
				     int n_moved, struct err *err)
{
	struct loader loader = {
	    .is_moved = true,
	    .moved = moved,
	    .n_moved = n_moved,
	    .err = err,
	};
	struct scenario *scenario;
	struct text text;

	if (text_read(&text, file, TREE_BYTES, err) != 0)
		return NULL;
	scenario = parse(&loader, &text);
	text_finish(&text);
	return scenario;
}

void scenario_warn(const struct scenario *scenario, FILE *out)
{
	for (int i = 0; i < scenario->n_warnings; i++)
		err_print(&scenario->warnings[i], out);
}

void scenario_free(struct scenario *scenario)
{
	if (scenario != NULL)
		arena_free(scenario->arena);
}
