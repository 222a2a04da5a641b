#include "cti/csta/xml.h"

#include "base/arena.h"
#include "base/mem.h"

#include <expat.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Between a namespace and a name; no URI has it. */
#define BETWEEN '\n'

struct level {
	struct xml *xml;
	struct xml *last; /* child */
};

struct xml_tree {
	struct arena *arena;
	struct xml *root;
};

struct reading {
	XML_Parser parser;
	struct xml_tree *tree;
	struct level levels[XML_DEPTH];
	int depth;
	int elements;
	char *text; /* of the element that is being read */
	size_t n;
	size_t room;
	const char *why; /* it was stopped; NULL */
};

static void stop(struct reading *reading, const char *why)
{
	if (reading->why == NULL)
		reading->why = why;
	XML_StopParser(reading->parser, XML_FALSE);
}

static void on_doctype(void *arg, const char *name, const char *system,
		       const char *public, int internal)
{
	(void)name;
	(void)system;
	(void)public;
	(void)internal;
	stop(arg, "a document type is not taken");
}

static void name_split(struct reading *reading, const char *name,
		       struct xml *xml)
{
	struct arena *arena = reading->tree->arena;
	const char *between = strchr(name, BETWEEN);
	char *space = arena_text(arena, between != NULL ? name : "");

	if (between != NULL)
		space[between - name] = '\0';
	xml->space = space;
	xml->name = arena_text(arena, between != NULL ? between + 1 : name);
	xml->text = "";
}

static void append(struct reading *reading, struct xml *xml)
{
	struct level *parent;

	if (reading->depth == 0) {
		reading->tree->root = xml;
		return;
	}
	parent = &reading->levels[reading->depth - 1];
	if (parent->last != NULL)
		parent->last->next = xml;
	else
		parent->xml->first = xml;
	parent->last = xml;
}

static void on_begin(void *arg, const char *name, const char **attributes)
{
	struct reading *reading = arg;
	struct xml *xml;

	(void)attributes;
	if (reading->depth == XML_DEPTH || ++reading->elements > XML_ELEMENTS) {
		stop(reading, "too many elements, or too deep");
		return;
	}
	xml = arena_get(reading->tree->arena, sizeof(*xml));
	name_split(reading, name, xml);
	append(reading, xml);
	reading->levels[reading->depth++] = (struct level){.xml = xml};
	reading->n = 0;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Of an element that has children nothing counts but them. */
static void on_end(void *arg, const char *name)
{
	struct reading *reading = arg;
	struct xml *xml;
	char *text = reading->text;
	size_t n = reading->n;

	(void)name;
	if (reading->why != NULL) /* an empty element ends all the same */
		return;
	xml = reading->levels[--reading->depth].xml;
	while (n > 0 && is_blank(text[n - 1]))
		n--;
	for (; n > 0 && is_blank(*text); n--)
		text++;
	if (n > 0 && xml->first == NULL) {
		text[n] = '\0';
		xml->text = arena_text(reading->tree->arena, text);
	}
	reading->n = 0;
}

static void on_text(void *arg, const char *text, int n)
{
	struct reading *reading = arg;

	if (reading->n + (size_t)n >= reading->room) {
		stop(reading, "too much text");
		return;
	}
	memcpy(reading->text + reading->n, text, (size_t)n);
	reading->n += (size_t)n;
}

static void parse(struct reading *reading, const char *bytes, size_t n)
{
	XML_Parser parser = XML_ParserCreateNS(NULL, BETWEEN);

	reading->parser = parser;
	XML_SetUserData(parser, reading);
	XML_SetElementHandler(parser, on_begin, on_end);
	XML_SetCharacterDataHandler(parser, on_text);
	XML_SetStartDoctypeDeclHandler(parser, on_doctype);
	if (XML_Parse(parser, bytes, (int)n, 1) != XML_STATUS_OK &&
	    reading->why == NULL)
		reading->why = XML_ErrorString(XML_GetErrorCode(parser));
	XML_ParserFree(parser);
}

struct xml_tree *xml_tree_parse(const char *bytes, size_t n, struct err *err)
{
	struct reading reading = {.tree = MEM_NEW(struct xml_tree)};

	/* no other encoding takes more than three bytes for one of its own */
	reading.room = 3 * n + 1;
	reading.text = mem_array(reading.room + 1, 1);
	reading.tree->arena = arena_alloc();
	parse(&reading, bytes, n);
	free(reading.text);
	if (reading.why == NULL)
		return reading.tree;
	err_set(err, "wanted a document in XML: %s", reading.why);
	xml_tree_free(reading.tree);
	return NULL;
}

void xml_tree_free(struct xml_tree *tree)
{
	if (tree == NULL)
		return;
	arena_free(tree->arena);
	free(tree);
}

const struct xml *xml_tree_root(const struct xml_tree *tree)
{
	return tree->root;
}

const struct xml *xml_child(const struct xml *parent, const char *name)
{
	const struct xml *child = parent != NULL ? parent->first : NULL;

	while (child != NULL && strcmp(child->name, name) != 0)
		child = child->next;
	return child;
}

const char *xml_child_text(const struct xml *parent, const char *name)
{
	const struct xml *child = xml_child(parent, name);

	return child != NULL ? child->text : "";
}

void xml_escape(FILE *out, const char *text)
{
	for (; *text != '\0'; text++)
		switch (*text) {
		case '<':
			fputs("&lt;", out);
			break;
		case '>':
			fputs("&gt;", out);
			break;
		case '&':
			fputs("&amp;", out);
			break;
		case '"':
			fputs("&quot;", out);
			break;
		case '\n':
			fputs("&#10;", out);
			break;
		default:
			if ((unsigned char)*text >= ' ' || *text == '\t')
				putc(*text, out);
		}
}

void xml_leaf(FILE *out, const char *name, const char *text)
{
	fprintf(out, "<%s>", name);
	xml_escape(out, text);
	fprintf(out, "</%s>", name);
}

void xml_comment(FILE *out, const char *text)
{
	fputs("<!-- ", out);
	for (; *text != '\0'; text++)
		if ((unsigned char)*text >= ' ' && *text != '-')
			putc(*text, out);
		else
			putc(' ', out);
	fputs(" -->", out);
}
