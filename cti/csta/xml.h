/*
 * XML as CSTA uses it: a small tree of elements with text, read by expat and
 * written by hand.
 *
 * What is read comes from outside.  It may have 64 KiB, 1000 elements and a
 * depth of 16; a document type, and with it every entity but the five that
 * XML itself has, is refused as soon as it is seen.  Attributes and comments
 * are passed over; text around elements is, too.
 */
#ifndef CTI_CSTA_XML_H
#define CTI_CSTA_XML_H

#include "base/err.h"

#include <stddef.h>
#include <stdio.h>

enum { XML_ELEMENTS = 1000, XML_DEPTH = 16 };

struct xml {
	const char *name;  /* without its namespace */
	const char *space; /* the namespace; "" */
	const char *text;  /* without blanks around it; "" */
	struct xml *first; /* child */
	struct xml *next;
};

struct xml_tree;

/* NULL and err: it is none, or too much. */
struct xml_tree *xml_tree_parse(const char *bytes, size_t n, struct err *err);
void xml_tree_free(struct xml_tree *tree); /* NULL is fine */
const struct xml *xml_tree_root(const struct xml_tree *tree);

/* The first child of that name; NULL: there is none, or no parent. */
const struct xml *xml_child(const struct xml *parent, const char *name);

/* Its text; "": there is none. */
const char *xml_child_text(const struct xml *parent, const char *name);

/* Writes <name>text</name>, what XML keeps for itself escaped, and what it
 * cannot have left out. */
void xml_leaf(FILE *out, const char *name, const char *text);
void xml_escape(FILE *out, const char *text);

/* <!-- text -->, which says nothing to a program. */
void xml_comment(FILE *out, const char *text);

#endif
