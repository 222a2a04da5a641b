#include "cti/http/routes.h"

#include "cti/http/show.h"

#include <string.h>

static json_t *content(const char *type, const struct schema *schema)
{
	json_t *media = json_object();

	json_object_set_new(media, "schema",
			    type == NULL
				? schema_ref(schema)
				: json_pack("{s:s}", "type", "string"));
	if (type != NULL && schema != NULL)
		json_object_set_new(
		    media, "x-data",
		    json_pack("{s:o, s:o, s:o, s:o, s:o}", "*",
			      schema_ref(schema), "hello",
			      schema_ref(&schema_state), "clock",
			      schema_ref(&schema_state), "reset",
			      schema_ref(&schema_state), "screen-pop",
			      schema_ref(&schema_pop)));
	return json_pack("{s:o}", type == NULL ? "application/json" : type,
			 media);
}

static json_t *parameter(const char *name, const char *in, bool required,
			 const char *says)
{
	return json_pack("{s:s, s:s, s:b, s:s, s:{s:s}}", "name", name, "in",
			 in, "required", required, "description", says,
			 "schema", "type", "string");
}

static json_t *parameters(const struct route *route)
{
	const char *brace = strchr(route->path, '{');
	const struct parameter *query;
	json_t *list = json_array();

	if (brace != NULL) {
		json_t *name = json_stringn(brace + 1, strlen(brace) - 2);

		json_array_append_new(list, parameter(json_string_value(name),
						      "path", true, "whose"));
		json_decref(name);
	}
	for (query = route->query; query != NULL && query->name != NULL;
	     query++)
		json_array_append_new(
		    list, parameter(query->name, "query", false, query->says));
	return list;
}

static json_t *responses(const struct route *route)
{
	json_t *out = json_object();
	json_t *good = json_pack("{s:s}", "description", route->says);
	char status[8];

	if (route->gives != NULL || route->type != NULL)
		json_object_set_new(good, "content",
				    content(route->type, route->gives));
	else if (route->status == 200)
		json_object_set_new(good, "content",
				    json_pack("{s:{s:{s:s}}}",
					      "application/json", "schema",
					      "type", "object"));
	snprintf(status, sizeof(status), "%d", route->status);
	json_object_set_new(out, status, good);
	json_object_set_new(out, "default",
			    json_pack("{s:s, s:o}", "description",
				      "refused, and why", "content",
				      content(NULL, &schema_error)));
	return out;
}

static json_t *security(const struct route *route)
{
	if (route->role == ROLE_NONE)
		return json_array();
	return json_pack("[{s:[]}, {s:[]}]", "bearer", "basic");
}

static json_t *operation(const struct route *route)
{
	json_t *out = json_pack("{s:s, s:s, s:o, s:o, s:o}", "operationId",
				route->name, "summary", route->says,
				"parameters", parameters(route), "responses",
				responses(route), "security", security(route));

	if (route->role != ROLE_NONE)
		json_object_set_new(out, "x-role",
				    json_string(role_name(route->role)));
	if (route->takes != NULL)
		json_object_set_new(out, "requestBody",
				    json_pack("{s:b, s:o}", "required", 1,
					      "content",
					      content(NULL, route->takes)));
	return out;
}

static json_t *paths(void)
{
	json_t *out = json_object();
	const struct route *route;

	for (route = routes; route->method != NULL; route++) {
		const char *method = strcmp(route->method, "GET") == 0 ? "get"
				     : strcmp(route->method, "POST") == 0
					 ? "post"
					 : "delete";
		json_t *item = json_object_get(out, route->path);

		if (item == NULL) {
			item = json_object();
			json_object_set_new(out, route->path, item);
		}
		json_object_set_new(item, method, operation(route));
	}
	return out;
}

static json_t *components(void)
{
	json_t *out = json_object();

	for (int i = 0; schemas[i] != NULL; i++)
		json_object_set_new(out, schemas[i]->name,
				    schema_json(schemas[i]));
	return json_pack("{s:o, s:{s:{s:s, s:s}, s:{s:s, s:s}}}", "schemas",
			 out, "securitySchemes", "bearer", "type", "http",
			 "scheme", "bearer", "basic", "type", "http", "scheme",
			 "basic");
}

json_t *openapi_json(void)
{
	return json_pack(
	    "{s:s, s:{s:s, s:s, s:s, s:{s:s}}, s:o, s:o}", "openapi", "3.0.3",
	    "info", "title", "callfloor", "version", "1", "description",
	    "The running floor of a simulated call center: what is there, what "
	    "happens, and commands.",
	    "license", "name", "GPL-3.0-or-later", "paths", paths(),
	    "components", components());
}

void answer_openapi(struct http_link *link, const struct http_call *call,
		    const char *arg, struct http_reply *reply)
{
	(void)link;
	(void)call;
	(void)arg;
	reply_give(reply, 200, openapi_json());
}
