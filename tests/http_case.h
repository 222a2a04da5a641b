/*
 * A session without the program around it: a small center, whose time moves
 * only when a test says so, for what the HTTP link answers about it.
 */
#ifndef TESTS_HTTP_CASE_H
#define TESTS_HTTP_CASE_H

#include "cti/http/link.h"
#include "cti/http/routes.h"
#include "scenarios/scenario.h"

struct http_case {
	struct scenario *scenario;
	struct session session;
	struct acd_observer observer;
	struct http_link link;
	int commands; /* that came to the floor */
};

/* Of a scenario; NULL: a small hotline.  Users NULL: nobody can sign in. */
void http_case_init(struct http_case *this, const char *scenario,
		    struct users *users);
void http_case_finish(struct http_case *this);

/* The floor goes on to a moment. */
void http_case_run(struct http_case *this, sim_time to);

/* Somebody who has signed in. */
struct ticket *http_case_ticket(struct http_case *this, const char *user,
				enum role role);

/* Asks; body: JSON, or NULL.  Who: NULL for nobody.  The reply's body is the
 * caller's. */
struct http_reply http_case_ask(struct http_case *this, struct ticket *who,
				const char *method, const char *path,
				const char *body);

#endif
