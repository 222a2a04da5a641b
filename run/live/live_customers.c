#include "run/live/live_customers.h"

#include "acd/event.h"
#include "cti/customers/population.h"

#include <unistd.h>

/* The floor waits so long for somebody else's lock [ms]. */
#define PATIENCE 50

static void set_conf(struct live_customers *live,
		     const struct live_request *request,
		     const struct customers_conf *book)
{
	live->conf.url = request->pop_url;
	live->conf.on_answer = request->pop_on < 0
				   ? book->pop.on_answer
				   : request->pop_on == EVENT_ANSWERED;
}

/* A session that is gone on with needs its database less than its day. */
static int do_without(const struct live_request *request, struct err *err)
{
	if (request->resume == NULL || request->customers != NULL)
		return -1;
	err_print(err, stderr);
	fputs("    the session goes on without its customers\n", stderr);
	return 0;
}

/* People for a lesson whose scenario names no database, with the telephone
 * numbers that its callers call from. */
static struct customers *made_up(const struct session_files *files,
				 struct err *err)
{
	const struct population population = {
	    .book = &files->scenario->center.customers,
	    .seed = files->seed,
	    .today = files->midnight,
	};
	struct customers *customers;
	char path[SESSION_PATH];

	session_files_customers(files, path);
	if (access(path, F_OK) == 0)
		return customers_open(path, STORE_WRITE, err);
	customers = customers_open(path, STORE_NEW, err);
	if (customers == NULL ||
	    population_write(customers, &population, err) == 0)
		return customers;
	customers_discard(customers);
	return NULL;
}

int live_customers_open(struct live_customers *live,
			const struct live_request *request,
			const struct session_files *files, struct err *err)
{
	const struct customers_conf *book = &files->scenario->center.customers;
	const char *file =
	    request->customers != NULL ? request->customers : book->database;

	*live = (struct live_customers){0};
	set_conf(live, request, book);
	if (file == NULL && !files->has_lesson)
		return 0;
	*err = (struct err){0};
	live->customers = file != NULL ? customers_open(file, STORE_WRITE, err)
				       : made_up(files, err);
	if (live->customers == NULL)
		return do_without(request, err);
	store_patience(customers_store(live->customers), PATIENCE);
	return 0;
}

void live_customers_watch(struct live_customers *live, struct session *session,
			  const struct session_files *files)
{
	if (live->customers == NULL)
		return;
	session->customers = live->customers;
	live->cards = contact_cards_start(session, files->id);
}

void live_customers_pop(struct live_customers *live, struct session *session)
{
	live->pops = screen_pops_start(session, &live->conf);
}

void live_customers_close(struct live_customers *live)
{
	screen_pops_stop(live->pops);
	contact_cards_stop(live->cards);
	customers_close(live->customers);
	*live = (struct live_customers){0};
}
