#include "scenarios/types.h"

#include "scenarios/names.h"
#include "scenarios/nearest.h"
#include "scenarios/value.h"

#include <math.h>
#include <string.h>

#define TEXT_BYTES 250

static void *member(const struct key *key, void *at)
{
	return (char *)at + key->offset;
}

static bool is_bounded(const struct key *key)
{
	return key->min != 0 || key->max != 0;
}

static int check_bounds(struct loader *loader, const struct key *key,
			const struct node *node, double value)
{
	char min[32];
	char max[32];
	const struct type *type = key->type;

	if (key->type == &type_values)
		type = key->item;
	if (!is_bounded(key) || (value >= key->min && value <= key->max))
		return 0;
	if (type->print != NULL) {
		type->print(key->min, min, sizeof(min));
		type->print(key->max, max, sizeof(max));
	} else {
		snprintf(min, sizeof(min), "%.10g", key->min);
		snprintf(max, sizeof(max), "%.10g", key->max);
	}
	return loader_error(loader, node,
			    "wanted a %s from %s to %s, got '%.60s'",
			    type->name, min, max, node->text);
}

typedef int (*read_h)(const char *text, double *out, struct err *err);

/* A scalar through a reader and into the key's bounds. */
static int read_bounded(struct loader *loader, const struct key *key,
			const struct node *node, read_h read, double *out)
{
	if (node->kind != NODE_SCALAR)
		return loader_wanted(loader, node,
				     key->type == &type_values
					 ? key->item->wanted
					 : key->type->wanted);
	if (read(node->text, out, loader->err) != 0)
		return tree_place(&loader->tree, node, loader->err);
	return check_bounds(loader, key, node, *out);
}

static int load_time(struct loader *loader, const struct key *key,
		     const struct node *node, read_h read, void *at)
{
	double seconds;

	if (read_bounded(loader, key, node, read, &seconds) != 0)
		return -1;
	*(sim_time *)member(key, at) = sim_from_seconds(seconds);
	return 0;
}

static int load_duration(struct loader *loader, const struct key *key,
			 const struct node *node, void *at)
{
	return load_time(loader, key, node, value_duration, at);
}

static int load_clock(struct loader *loader, const struct key *key,
		      const struct node *node, void *at)
{
	return load_time(loader, key, node, value_clock, at);
}

static int load_limit(struct loader *loader, const struct key *key,
		      const struct node *node, void *at)
{
	if (node->kind == NODE_SCALAR && strcmp(node->text, "never") == 0) {
		*(sim_time *)member(key, at) = SIM_NEVER;
		return 0;
	}
	return load_duration(loader, key, node, at);
}

static int load_rate(struct loader *loader, const struct key *key,
		     const struct node *node, void *at)
{
	return read_bounded(loader, key, node, value_rate, member(key, at));
}

static int load_share(struct loader *loader, const struct key *key,
		      const struct node *node, void *at)
{
	return read_bounded(loader, key, node, value_share, member(key, at));
}

static int load_rest(struct loader *loader, const struct key *key,
		     const struct node *node, void *at)
{
	if (node->kind == NODE_SCALAR && strcmp(node->text, "rest") == 0) {
		*(double *)member(key, at) = -1;
		return 0;
	}
	return load_share(loader, key, node, at);
}

static int load_number(struct loader *loader, const struct key *key,
		       const struct node *node, void *at)
{
	return read_bounded(loader, key, node, value_number, member(key, at));
}

static int load_count(struct loader *loader, const struct key *key,
		      const struct node *node, void *at)
{
	double count;

	if (read_bounded(loader, key, node, value_count, &count) != 0)
		return -1;
	if (count > 1e9)
		return loader_wanted(loader, node, "at most 1000000000");
	*(int *)member(key, at) = (int)count;
	return 0;
}

static int load_big(struct loader *loader, const struct key *key,
		    const struct node *node, void *at)
{
	double count;

	if (read_bounded(loader, key, node, value_count, &count) != 0)
		return -1;
	*(uint64_t *)member(key, at) = (uint64_t)count;
	return 0;
}

static int load_flag(struct loader *loader, const struct key *key,
		     const struct node *node, void *at)
{
	bool yes = node->kind == NODE_SCALAR && strcmp(node->text, "true") == 0;

	if (!yes &&
	    (node->kind != NODE_SCALAR || strcmp(node->text, "false") != 0))
		return loader_wanted(loader, node, key->type->wanted);
	*(bool *)member(key, at) = yes;
	return 0;
}

static int no_word(struct loader *loader, const struct key *key,
		   const struct node *node)
{
	char wanted[256] = "";
	struct nearest nearest;
	size_t n = 0;

	for (int i = 0; key->words[i] != NULL && n < sizeof(wanted); i++)
		n += (size_t)snprintf(wanted + n, sizeof(wanted) - n, "%s%s",
				      i > 0 ? " or " : "", key->words[i]);
	loader_wanted(loader, node, wanted);
	if (node->kind != NODE_SCALAR)
		return -1;
	nearest_init(&nearest, node->text);
	for (int i = 0; key->words[i] != NULL; i++)
		nearest_offer(&nearest, key->words[i]);
	return nearest_hint(&nearest, loader->err);
}

static int load_word(struct loader *loader, const struct key *key,
		     const struct node *node, void *at)
{
	for (int i = 0; key->words[i] != NULL; i++)
		if (node->kind == NODE_SCALAR &&
		    strcmp(key->words[i], node->text) == 0) {
			*(int *)member(key, at) = i;
			return 0;
		}
	return no_word(loader, key, node);
}

static int load_text(struct loader *loader, const struct key *key,
		     const struct node *node, void *at)
{
	if (node->kind != NODE_SCALAR || node->text[0] == '\0' ||
	    strlen(node->text) > TEXT_BYTES ||
	    strpbrk(node->text, "\n\t") != NULL)
		return loader_wanted(loader, node,
				     "a text of one line, up to 250 bytes");
	*(const char **)member(key, at) = node->text;
	return 0;
}

static int load_remark(struct loader *loader, const struct key *key,
		       const struct node *node, void *at)
{
	(void)key;
	(void)at;
	return node->kind == NODE_SCALAR
		   ? 0
		   : loader_wanted(loader, node, "a text");
}

static int load_name(struct loader *loader, const struct key *key,
		     const struct node *node, void *at)
{
	int found = names_need(loader, key->names, node);

	*(int *)member(key, at) = found;
	return found >= 0 ? 0 : -1;
}

static void no_name(const struct key *key, void *at)
{
	*(int *)member(key, at) = -1;
}

static void no_limit(const struct key *key, void *at)
{
	*(sim_time *)member(key, at) = SIM_NEVER;
}

static void print_duration(double bound, char *to, size_t size)
{
	static const struct {
		const char *name;
		double seconds;
	} units[] = {{"d", 86400}, {"h", 3600}, {"m", 60}, {"s", 1}};

	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (bound >= units[i].seconds &&
		    fmod(bound, units[i].seconds) == 0) {
			snprintf(to, size, "%g%s", bound / units[i].seconds,
				 units[i].name);
			return;
		}
	snprintf(to, size, "%gms", bound * 1000);
}

static void print_clock(double bound, char *to, size_t size)
{
	int minutes = (int)(bound / 60);

	snprintf(to, size, "%02d:%02d", minutes / 60, minutes % 60);
}

static void print_share(double bound, char *to, size_t size)
{
	snprintf(to, size, "%g%%", bound * 100);
}

static void print_rate(double bound, char *to, size_t size)
{
	snprintf(to, size, "%g/s", bound);
}

#define NUMBER_PATTERN "[0-9]+(\\\\.[0-9]+)?"
#define LENGTH_PATTERN "(" NUMBER_PATTERN "(ms|s|min|m|h|d))+"
#define SHARE_SCHEMA                                                           \
	"{\"type\": \"number\", \"minimum\": 0, \"exclusiveMaximum\": 1}, "    \
	"{\"type\": \"string\", \"pattern\": \"^" NUMBER_PATTERN " ?%?$\"}"

const struct type type_duration = {
    .name = "duration",
    .wanted = "a duration such as 20s, 3m or 1h30m",
    .schema = "{\"anyOf\": [{\"const\": 0}, {\"type\": \"string\", "
	      "\"pattern\": \"^(0|" LENGTH_PATTERN ")$\"}]}",
    .load = load_duration,
    .print = print_duration,
};

const struct type type_limit = {
    .name = "limit",
    .wanted = "a duration such as 2m, or never",
    .schema =
	"{\"type\": \"string\", \"pattern\": \"^(never|" LENGTH_PATTERN ")$\"}",
    .load = load_limit,
    .absent = no_limit,
    .print = print_duration,
};

const struct type type_clock = {
    .name = "time of day",
    .wanted = "a time of day such as \"08:00\"",
    .schema = "{\"type\": \"string\", \"pattern\": "
	      "\"^[0-9]?[0-9]:[0-5][0-9](:[0-5][0-9])?$\"}",
    .load = load_clock,
    .print = print_clock,
};

const struct type type_rate = {
    .name = "rate",
    .wanted = "a rate such as 120/h or 2/min",
    .schema = "{\"type\": \"string\", \"pattern\": \"^" NUMBER_PATTERN
	      " ?/ ?(h|hour|min|minute|m|s|second|day|d)$\"}",
    .load = load_rate,
    .print = print_rate,
};

const struct type type_share = {
    .name = "share",
    .wanted = "a share such as 80% or 0.8",
    .schema = "{\"anyOf\": [" SHARE_SCHEMA "]}",
    .load = load_share,
    .print = print_share,
};

const struct type type_rest = {
    .name = "share or rest",
    .wanted = "a share such as 80%, or rest",
    .schema = "{\"anyOf\": [{\"const\": \"rest\"}, " SHARE_SCHEMA "]}",
    .load = load_rest,
    .print = print_share,
};

const struct type type_number = {
    .name = "number",
    .wanted = "a number such as 1.5",
    .schema = "{\"type\": \"number\"}",
    .numeric = true,
    .load = load_number,
};

const struct type type_count = {
    .name = "count",
    .wanted = "a whole number such as 12",
    .schema = "{\"type\": \"integer\"}",
    .numeric = true,
    .load = load_count,
};

const struct type type_big = {
    .name = "count",
    .wanted = "a whole number such as 12",
    .schema = "{\"type\": \"integer\"}",
    .numeric = true,
    .load = load_big,
};

const struct type type_flag = {
    .name = "true or false",
    .wanted = "true or false",
    .schema = "{\"type\": \"boolean\"}",
    .load = load_flag,
};

const struct type type_word = {
    .name = "word",
    .load = load_word,
};

const struct type type_text = {
    .name = "text",
    .wanted = "a text",
    .schema = "{\"type\": [\"string\", \"number\"]}",
    .load = load_text,
};

const struct type type_remark = {
    .name = "text",
    .wanted = "a text",
    .schema = "{\"type\": [\"string\", \"number\"]}",
    .load = load_remark,
};

const struct type type_name = {
    .name = "name",
    .schema = "{\"type\": [\"string\", \"integer\"]}",
    .load = load_name,
    .absent = no_name,
};
