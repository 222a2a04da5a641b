#include "acd/outbound/ledger.h"

#include "base/mem.h"

#include <assert.h>
#include <stdlib.h>

static void forget(struct ledger *ledger)
{
	int i;

	ledger->n_windows = 0;
	for (i = 0; i < ledger->n_leads; i++)
		ledger->abandoned[i] = -1;
}

void ledger_init(struct ledger *ledger, const struct regime_conf *regime,
		 sim_time start, int n_leads)
{
	*ledger = (struct ledger){.regime = regime,
				  .start = start / SIM_DAY * SIM_DAY,
				  .n_leads = n_leads};
	ledger->abandoned = mem_array((size_t)n_leads, sizeof(sim_time));
	forget(ledger);
}

void ledger_finish(struct ledger *ledger)
{
	free(ledger->windows);
	free(ledger->abandoned);
}

void ledger_reset(struct ledger *ledger)
{
	forget(ledger);
}

/* Of a window; 0: it has no end. */
static sim_time span(const struct regime_conf *regime)
{
	switch (regime->window) {
	case WINDOW_DAY:
		return SIM_DAY;
	case WINDOW_DAYS:
		return regime->days * SIM_DAY;
	case WINDOW_CAMPAIGN:
		break;
	}
	return 0;
}

static void open_next(struct ledger *ledger)
{
	sim_time length = span(ledger->regime);
	sim_time from = ledger->start + ledger->n_windows * length;

	if (ledger->n_windows == ledger->space) {
		ledger->space = 2 * ledger->space + 1;
		ledger->windows =
		    mem_resize(ledger->windows, (size_t)ledger->space,
			       sizeof(ledger->windows[0]));
	}
	ledger->windows[ledger->n_windows++] = (struct ledger_window){
	    .from = from, .to = length > 0 ? from + length : SIM_NEVER};
}

/* The window of a time, and all before it. */
static struct ledger_window *at(struct ledger *ledger, sim_time time)
{
	sim_time length = span(ledger->regime);
	sim_time i = length > 0 ? (time - ledger->start) / length : 0;

	assert(time >= ledger->start);
	while (ledger->n_windows <= i)
		open_next(ledger);
	return &ledger->windows[i];
}

static bool named(const struct ledger *ledger, int lead)
{
	return lead >= 0 && lead < ledger->n_leads;
}

bool ledger_banned(const struct ledger *ledger, int lead, sim_time now,
		   bool agent_sure)
{
	const struct regime_conf *regime = ledger->regime;

	if (!named(ledger, lead) || ledger->abandoned[lead] < 0)
		return false;
	if (agent_sure && regime->ban_lifted)
		return false;
	return now < sim_after(ledger->abandoned[lead], regime->redial_ban);
}

void ledger_attempt(struct ledger *ledger, const struct ledger_attempt *attempt)
{
	struct ledger_window *window = at(ledger, attempt->dialed);

	window->attempts++;
	window->short_rings += attempt->result == RESULT_NO_ANSWER &&
			       attempt->ring < ledger->regime->ring_at_least;
	window->redials += ledger_banned(ledger, attempt->lead, attempt->dialed,
					 attempt->agent_sure);
}

/* Until when an agent is in time. */
static sim_time due(const struct regime_conf *regime,
		    const struct ledger_answer *answer)
{
	sim_time from = regime->clock == ABANDON_FROM_PICK_UP
			    ? answer->picked_up
			    : answer->greeted;

	return from == SIM_NEVER ? SIM_NEVER
				 : sim_after(from, regime->connect_within);
}

static enum ledger_fate judge(const struct ledger_answer *answer, sim_time due)
{
	if (answer->connected != SIM_NEVER)
		return answer->connected <= due ? FATE_CONNECTED : FATE_LATE;
	if (answer->false_machine)
		return FATE_SILENT;
	if (answer->hung_up && answer->gone <= due)
		return FATE_HUNG_UP;
	return FATE_DROPPED;
}

uint64_t ledger_abandons(const struct ledger_window *window)
{
	return window->fates[FATE_LATE] + window->fates[FATE_DROPPED] +
	       window->fates[FATE_SILENT];
}

uint64_t ledger_answers(const struct ledger_window *window,
			enum denominator denominator)
{
	uint64_t handled =
	    ledger_abandons(window) + window->fates[FATE_CONNECTED];

	if (denominator == DENOMINATOR_HANDLED)
		return handled;
	return handled + window->fates[FATE_HUNG_UP];
}

double ledger_share(const struct ledger *ledger,
		    const struct ledger_window *window)
{
	uint64_t answers = ledger_answers(window, ledger->regime->denominator);

	if (answers == 0)
		return 0;
	return (double)ledger_abandons(window) / (double)answers;
}

/* Three of a hundred are not above 3 %, however that rounds. */
static void watch(struct ledger *ledger, struct ledger_window *window,
		  const struct ledger_call *call)
{
	bool over =
	    ledger_share(ledger, window) > ledger->regime->limit * (1 + 1e-12);

	if (over && !window->over)
		window->breached = *call;
	if (over && !window->ever) {
		window->ever = true;
		window->crossed = *call;
	}
	window->over = over;
}

enum ledger_fate ledger_answer(struct ledger *ledger,
			       const struct ledger_answer *answer)
{
	struct ledger_window *window = at(ledger, answer->picked_up);
	sim_time limit = due(ledger->regime, answer);
	enum ledger_fate fate = judge(answer, limit);
	struct ledger_call call = {answer->id, answer->lead, limit};

	if (answer->connected == SIM_NEVER && answer->gone < limit)
		call.at = answer->gone;
	window->fates[fate]++;
	if (fate >= FATE_LATE && named(ledger, answer->lead))
		ledger->abandoned[answer->lead] = call.at;
	watch(ledger, window, &call);
	return fate;
}

struct ledger_budget ledger_budget(struct ledger *ledger, sim_time now)
{
	const struct ledger_window *window = at(ledger, now);

	return (struct ledger_budget){
	    ledger->regime->limit,
	    ledger_answers(window, ledger->regime->denominator),
	    ledger_abandons(window), window->from, window->to};
}

int ledger_breaches(const struct ledger *ledger)
{
	int i, n = 0;

	for (i = 0; i < ledger->n_windows; i++)
		n += ledger->windows[i].over;
	return n;
}

/* Ofcom's statement of 2008, as VICIdial's UK_OFCOM_OUTBOUND_COMPLIANCE.txt
 * works it out. */
double ledger_estimate(double drops, double humans, double machines,
		       double *persons)
{
	double taken = humans + machines;

	*persons = taken > 0 ? drops - drops * machines / taken : drops;
	if (humans + *persons <= 0)
		return 0;
	return *persons / (humans + *persons);
}
