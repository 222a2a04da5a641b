/*
 * What a JSON object of the HTTP link looks like, as data: the OpenAPI
 * document is written from it, so that whoever reads the document reads what
 * is sent.
 *
 * A schema lists an object's members; each says its type, a sentence and
 * whether it may be null or missing.
 */
#ifndef CTI_HTTP_SCHEMA_H
#define CTI_HTTP_SCHEMA_H

#include <jansson.h>

enum schema_type {
	SCHEMA_TEXT,
	SCHEMA_WORD, /* one of words */
	SCHEMA_NUMBER,
	SCHEMA_INTEGER,
	SCHEMA_TRUTH,
	SCHEMA_OBJECT,	 /* of */
	SCHEMA_LIST,	 /* of objects: of */
	SCHEMA_WORDS,	 /* a list of texts */
	SCHEMA_INTEGERS, /* a list of integers */
	SCHEMA_TEXTS,	 /* an object whose members are all texts */
	SCHEMA_LISTS,	 /* an object whose members are all lists of of */
	SCHEMA_ANY,
};

enum {
	SCHEMA_NULL = 1,     /* may be null */
	SCHEMA_MISSING = 2,  /* may be missing */
	SCHEMA_WHATEVER = 4, /* of an object: other members too */
};

struct schema;

struct schema_field {
	const char *name; /* NULL: the end */
	enum schema_type type;
	int flags;
	const char *says;
	const struct schema *of;
	const char *(*word)(int i); /* NULL behind the last */
};

#define SCHEMA_FIELD(name, type, flags, says)                                  \
	{                                                                      \
		name, type, flags, says, NULL, NULL                            \
	}
#define SCHEMA_FIELD_OF(name, type, flags, says, of)                           \
	{                                                                      \
		name, type, flags, says, of, NULL                              \
	}
#define SCHEMA_FIELD_WORD(name, flags, says, word)                             \
	{                                                                      \
		name, SCHEMA_WORD, flags, says, NULL, word                     \
	}
#define SCHEMA_END SCHEMA_FIELD(NULL, SCHEMA_ANY, 0, NULL)

struct schema {
	const char *name;
	const char *says;
	int flags;
	const struct schema_field *fields;
};

/* {"$ref": "#/components/schemas/NAME"} */
json_t *schema_ref(const struct schema *schema);

/* As OpenAPI 3.0 writes it. */
json_t *schema_json(const struct schema *schema);

#endif
