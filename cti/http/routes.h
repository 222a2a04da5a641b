/*
 * What the HTTP link answers: one table of methods and paths, each with the
 * role that it needs, a sentence and the shape of what goes in and out.  The
 * document at /openapi.json is written from it.
 */
#ifndef CTI_HTTP_ROUTES_H
#define CTI_HTTP_ROUTES_H

#include "cti/http/link.h"
#include "cti/http/schema.h"

/* Of json_dumps(): a moment has six places, and no more are shown. */
#define REPLY_FORMAT (JSON_COMPACT | JSON_REAL_PRECISION(15))

/* arg: what stands for {...} in the path, NULL where nothing does.  It fills
 * the reply. */
typedef void (*route_h)(struct http_link *link, const struct http_call *call,
			const char *arg, struct http_reply *reply);

struct parameter {
	const char *name; /* NULL: the end */
	const char *says;
};

struct route {
	const char *method; /* NULL: the end */
	const char *path;   /* "/v1/agents/{agent}" */
	enum role role;	    /* that it needs at least; none: for all */
	route_h answer;
	const char *name; /* operationId */
	const char *says;
	const struct schema *takes; /* the body; NULL: none */
	const struct schema *gives; /* NULL: none; events: of one */
	int status;		    /* when all is well */
	const struct parameter *query;
	const char *type; /* of the reply, where it is not JSON */
};

extern const struct route routes[];

/* Answers a call.  The reply is complete; its body is the caller's. */
void routes_answer(struct http_link *link, const struct http_call *call,
		   struct http_reply *reply);

/* Whether a call of that path may come from whoever: then no ticket is looked
 * for. */
bool routes_open(const char *method, const char *path);

/* Refuses: {"error": {"code": CODE, "message": ..., "hint": ...}}. */
void reply_refuse(struct http_reply *reply, int status, const char *code,
		  const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void reply_err(struct http_reply *reply, int status, const char *code,
	       const struct err *err);

void reply_give(struct http_reply *reply, int status, json_t *body);

/* The whole document, for routes. */
json_t *openapi_json(void);

/* The shapes that only routes know; NULL at the end. */
extern const struct schema *const schemas[];
extern const struct schema schema_sign_in, schema_seat, schema_session,
    schema_me, schema_clock, schema_snapshot, schema_queues, schema_agents,
    schema_contacts, schema_campaigns, schema_sites, schema_command,
    schema_commands, schema_reply, schema_error, schema_timeline,
    schema_trainee, schema_entry, schema_checks, schema_words,
    schema_lesson_role, schema_lesson_event, schema_lesson_goal;

/* The answers, for the table. */
void answer_openapi(struct http_link *link, const struct http_call *call,
		    const char *arg, struct http_reply *reply);
void answer_sign_in(struct http_link *link, const struct http_call *call,
		    const char *arg, struct http_reply *reply);
void answer_sign_out(struct http_link *link, const struct http_call *call,
		     const char *arg, struct http_reply *reply);
void answer_me(struct http_link *link, const struct http_call *call,
	       const char *arg, struct http_reply *reply);
void answer_clock(struct http_link *link, const struct http_call *call,
		  const char *arg, struct http_reply *reply);
void answer_command(struct http_link *link, const struct http_call *call,
		    const char *arg, struct http_reply *reply);
void answer_timeline(struct http_link *link, const struct http_call *call,
		     const char *arg, struct http_reply *reply);
void answer_timeline_csv(struct http_link *link, const struct http_call *call,
			 const char *arg, struct http_reply *reply);
void answer_timeline_html(struct http_link *link, const struct http_call *call,
			  const char *arg, struct http_reply *reply);
void answer_seat(struct http_link *link, const struct http_call *call,
		 const char *arg, struct http_reply *reply);
void answer_commands(struct http_link *link, const struct http_call *call,
		     const char *arg, struct http_reply *reply);

#endif
