#include "scenarios/files.h"

#include "scenarios/types.h"
#include "scenarios/value.h"

#include <errno.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#define STEPS 100000 /* of an empirical law */

/* Absolute, or below the scenario's directory. */
static int join(const char *directory, const char *file, char *path,
		size_t size)
{
	size_t length = strlen(directory);
	const char *slash =
	    length > 0 && directory[length - 1] != '/' ? "/" : "";
	int n = file[0] == '/'
		    ? snprintf(path, size, "%s", file)
		    : snprintf(path, size, "%s%s%s", directory, slash, file);

	return n >= 0 && (size_t)n < size ? 0 : -1;
}

static const struct scenario_file *listed(const struct scenario_file *files,
					  int n, const char *name)
{
	for (int i = 0; i < n; i++)
		if (strcmp(files[i].name, name) == 0)
			return &files[i];
	return NULL;
}

/* The scenario was read with it. */
static void keep(struct loader *loader, const char *name, const char *path)
{
	struct scenario *scenario = loader->scenario;
	struct scenario_file *grown;
	int n = scenario->n_files;

	if (listed(scenario->files, n, name) != NULL)
		return;
	if ((n & (n - 1)) == 0) { /* full: 0, 1, 2, 4, ... */
		grown = arena_array(loader->arena, n > 0 ? 2 * (size_t)n : 1,
				    sizeof(*grown));
		if (n > 0)
			memcpy(grown, scenario->files,
			       (size_t)n * sizeof(*grown));
		scenario->files = grown;
	}
	scenario->files[scenario->n_files++] = (struct scenario_file){
	    arena_text(loader->arena, name), arena_text(loader->arena, path)};
}

/* Among those that were moved. */
static int find_moved(struct loader *loader, const struct node *node,
		      const char *file, char *path, size_t size)
{
	const struct scenario_file *moved =
	    listed(loader->moved, loader->n_moved, file);

	if (moved == NULL)
		return loader_error(loader, node,
				    "the file '%.60s' was not kept", file);
	snprintf(path, size, "%s", moved->path);
	return 0;
}

static int find(struct loader *loader, const struct node *node,
		const char *file, char *path, size_t size)
{
	if (loader->is_moved)
		return find_moved(loader, node, file, path, size);
	if (loader->directory == NULL)
		return loader_error(loader, node,
				    "files cannot be read here, got '%.60s'",
				    file);
	if (join(loader->directory, file, path, size) != 0)
		return loader_error(loader, node, "this path is too long");
	return 0;
}

/* What is wrong with the whole file is shown where it is named. */
static int file_error(struct loader *loader, const struct node *node,
		      const char *file)
{
	struct err *err = loader->err;
	char what[sizeof(err->what)];

	if (err->line > 0)
		return -1;
	snprintf(what, sizeof(what), "%s", err->what);
	loader_error(loader, node, "file '%.200s': %.250s", file, what);
	return err_hint(err, "files are sought beside the scenario");
}

int files_sheet(struct loader *loader, const struct node *node,
		const char *file, struct sheet *sheet)
{
	char path[1024];

	if (find(loader, node, file, path, sizeof(path)) != 0)
		return -1;
	if (sheet_load(sheet, path, loader->err) == 0) {
		keep(loader, file, path);
		return 0;
	}
	sheet_finish(sheet);
	return file_error(loader, node, file);
}

int files_text(struct loader *loader, const struct node *node, const char *file,
	       struct text *text)
{
	char path[1024];

	if (find(loader, node, file, path, sizeof(path)) != 0)
		return -1;
	if (text_read(text, arena_text(loader->arena, path), TREE_BYTES,
		      loader->err) == 0) {
		keep(loader, file, path);
		return 0;
	}
	return file_error(loader, node, file);
}

/* Where NAME.ENDING would be. */
static bool beside(const struct loader *loader, const char *file, char *path,
		   size_t size)
{
	const struct scenario_file *moved =
	    listed(loader->moved, loader->n_moved, file);

	if (loader->is_moved)
		return moved != NULL &&
		       snprintf(path, size, "%s", moved->path) < (int)size;
	return loader->directory != NULL &&
	       join(loader->directory, file, path, size) == 0;
}

int files_path(struct loader *loader, const struct node *node, const char *file,
	       const char **path)
{
	char full[1024];

	if (loader->is_moved) {
		*path = arena_text(loader->arena, file);
		return 0;
	}
	if (find(loader, node, file, full, sizeof(full)) != 0)
		return -1;
	*path = arena_text(loader->arena, full);
	if (access(full, R_OK) == 0)
		return 0;
	err_set(loader->err, "cannot read it: %s", strerror(errno));
	return file_error(loader, node, file);
}

bool files_beside(struct loader *loader, const char *name, const char *ending,
		  struct text *text)
{
	char file[256];
	char path[1024];
	struct err err;

	snprintf(file, sizeof(file), "%.200s%s", name, ending);
	if (!beside(loader, file, path, sizeof(path)) ||
	    text_read(text, arena_text(loader->arena, path), TREE_BYTES,
		      &err) != 0)
		return false;
	keep(loader, file, path);
	return true;
}

/* Row by row; a last row tail,MEAN says what comes after. */
static int empirical_row(const struct sheet *sheet, size_t row, int value,
			 int cumulative, struct dist_table *law,
			 struct err *err)
{
	double x;
	double p;
	size_t n = law->n;

	if (row + 1 == sheet->n_rows &&
	    strcmp(sheet_text(sheet, row, value), "tail") == 0)
		return sheet_number(sheet, row, cumulative, 0, VALUE_LONGEST,
				    &law->tail, err);
	if (sheet_number(sheet, row, value, 0, VALUE_LONGEST, &x, err) != 0 ||
	    sheet_number(sheet, row, cumulative, 0, 1, &p, err) != 0)
		return -1;
	if (n > 0 && x <= law->value[n - 1])
		return sheet_error(sheet, row, value, err,
				   "wanted values that rise, got '%.60s'",
				   sheet_text(sheet, row, value));
	if (n > 0 && p < law->cumulative[n - 1])
		return sheet_error(sheet, row, cumulative, err,
				   "wanted shares that do not fall, got "
				   "'%.60s'",
				   sheet_text(sheet, row, cumulative));
	law->value[n] = x;
	law->cumulative[n] = p;
	law->n++;
	return 0;
}

static int empirical_read(struct loader *loader, const struct sheet *sheet,
			  struct dist_table *law)
{
	int value = sheet_need(sheet, "value", loader->err);
	int cumulative =
	    value < 0 ? -1 : sheet_need(sheet, "cumulative", loader->err);

	if (cumulative < 0)
		return -1;
	if (sheet->n_rows > STEPS)
		return sheet_error(sheet, STEPS, value, loader->err,
				   "wanted at most %d rows", STEPS);
	law->value = arena_array(loader->arena, sheet->n_rows, sizeof(double));
	law->cumulative =
	    arena_array(loader->arena, sheet->n_rows, sizeof(double));
	for (size_t row = 0; row < sheet->n_rows; row++)
		if (empirical_row(sheet, row, value, cumulative, law,
				  loader->err) != 0)
			return -1;
	if (law->n == 0)
		return sheet_error(sheet, 0, value, loader->err,
				   "wanted a row with a value, got only a "
				   "tail");
	return 0;
}

const struct dist_table *files_empirical(struct loader *loader,
					 const struct node *node,
					 const char *file)
{
	struct dist_table *law = arena_get(loader->arena, sizeof(*law));
	struct sheet sheet;
	int failed;

	if (files_sheet(loader, node, file, &sheet) != 0)
		return NULL;
	failed = empirical_read(loader, &sheet, law);
	sheet_finish(&sheet);
	return failed ? NULL : law;
}

struct empirical {
	struct loader *loader;
	const struct node *node;
};

static const struct dist_table *open_empirical(void *arg, const char *file,
					       struct err *err)
{
	struct empirical *empirical = arg;

	(void)err; /* it is the loader's */
	return files_empirical(empirical->loader, empirical->node, file);
}

static int load_wait(struct loader *loader, const struct key *key,
		     const struct node *node, void *at)
{
	struct empirical empirical = {loader, node};
	struct value_files files = {open_empirical, &empirical};
	struct dist *dist = (void *)((char *)at + key->offset);

	if (node->kind != NODE_SCALAR)
		return loader_wanted(loader, node, key->type->wanted);
	if (value_distribution(node->text, &files, dist, loader->err) == 0)
		return 0;
	return loader->err->line > 0
		   ? -1
		   : tree_place(&loader->tree, node, loader->err);
}

/* What an agent or the center works off must end. */
static int load_length(struct loader *loader, const struct key *key,
		       const struct node *node, void *at)
{
	const struct dist *dist = (const void *)((char *)at + key->offset);

	if (load_wait(loader, key, node, at) != 0)
		return -1;
	if (isinf(dist_mean(dist)))
		return tree_error(&loader->tree, node, loader->err,
				  "a length that ends was wanted, got '%.60s', "
				  "which may never",
				  node->text);
	if (dist_mean(dist) < key->min)
		return tree_error(&loader->tree, node, loader->err,
				  "a length above 0 was wanted, got '%.60s'",
				  node->text);
	return 0;
}

const struct type type_wait = {
    .name = "wait",
    .wanted = "a length such as 3m or exponential(3m), or never",
    .schema = "{\"anyOf\": [{\"const\": 0}, {\"type\": \"string\"}]}",
    .load = load_wait,
};

const struct type type_length = {
    .name = "length",
    .wanted = "a length such as 3m or exponential(3m)",
    .schema = "{\"anyOf\": [{\"const\": 0}, {\"type\": \"string\"}]}",
    .load = load_length,
};
