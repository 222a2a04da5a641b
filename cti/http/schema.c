#include "cti/http/schema.h"

#include <stdio.h>

static const char *const types[] = {
    [SCHEMA_TEXT] = "string",	 [SCHEMA_WORD] = "string",
    [SCHEMA_NUMBER] = "number",	 [SCHEMA_INTEGER] = "integer",
    [SCHEMA_TRUTH] = "boolean",	 [SCHEMA_LIST] = "array",
    [SCHEMA_WORDS] = "array",	 [SCHEMA_TEXTS] = "object",
    [SCHEMA_OBJECT] = "object",	 [SCHEMA_LISTS] = "object",
    [SCHEMA_INTEGERS] = "array",
};

json_t *schema_ref(const struct schema *schema)
{
	return json_pack("{s:s+}", "$ref", "#/components/schemas/",
			 schema->name);
}

static json_t *words(const struct schema_field *field)
{
	json_t *list = json_array();

	for (int i = 0; field->word(i) != NULL; i++)
		json_array_append_new(list, json_string(field->word(i)));
	if (field->flags & SCHEMA_NULL)
		json_array_append_new(list, json_null());
	return list;
}

static json_t *text_schema(void)
{
	return json_pack("{s:s}", "type", "string");
}

static json_t *list_schema(const struct schema *of)
{
	return json_pack("{s:s, s:o}", "type", "array", "items",
			 schema_ref(of));
}

/* A reference stands alone in OpenAPI 3.0; allOf carries what is beside. */
static void type_set(json_t *out, const struct schema_field *field)
{
	if (field->type == SCHEMA_ANY)
		return;
	if (field->type == SCHEMA_OBJECT) {
		json_object_set_new(out, "allOf",
				    json_pack("[o]", schema_ref(field->of)));
		if (field->flags & SCHEMA_NULL)
			json_object_set_new(out, "type", json_string("object"));
		return;
	}
	json_object_set_new(out, "type", json_string(types[field->type]));
	if (field->type == SCHEMA_WORD)
		json_object_set_new(out, "enum", words(field));
	if (field->type == SCHEMA_LIST)
		json_object_set_new(out, "items", schema_ref(field->of));
	if (field->type == SCHEMA_WORDS)
		json_object_set_new(out, "items", text_schema());
	if (field->type == SCHEMA_INTEGERS)
		json_object_set_new(out, "items",
				    json_pack("{s:s}", "type", "integer"));
	if (field->type == SCHEMA_TEXTS)
		json_object_set_new(out, "additionalProperties", text_schema());
	if (field->type == SCHEMA_LISTS)
		json_object_set_new(out, "additionalProperties",
				    list_schema(field->of));
}

static json_t *field_json(const struct schema_field *field)
{
	json_t *out = json_object();

	type_set(out, field);
	if (field->flags & SCHEMA_NULL)
		json_object_set_new(out, "nullable", json_true());
	json_object_set_new(out, "description", json_string(field->says));
	return out;
}

json_t *schema_json(const struct schema *schema)
{
	json_t *properties = json_object();
	json_t *required = json_array();
	json_t *out =
	    json_pack("{s:s, s:s, s:o}", "type", "object", "description",
		      schema->says, "properties", properties);
	const struct schema_field *field;

	for (field = schema->fields; field->name != NULL; field++) {
		json_object_set_new(properties, field->name, field_json(field));
		if (!(field->flags & SCHEMA_MISSING))
			json_array_append_new(required,
					      json_string(field->name));
	}
	if (json_array_size(required) > 0)
		json_object_set(out, "required", required);
	json_decref(required);
	if (!(schema->flags & SCHEMA_WHATEVER))
		json_object_set_new(out, "additionalProperties", json_false());
	return out;
}
