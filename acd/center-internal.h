/*
 * The center's inside, for the files of this room that make it work:
 *
 *   center.c   built, reset, observed, asked
 *   day.c      opening, closing, intervals, days and batches
 *   arrival.c  a customer dials: line, busy tone, retries and recalls
 *   flow.c     the call flow's steps
 *   waiting.c  in a queue: patience, announcements, levels, overflow
 *   overflow.c to another queue, by command
 *   callback.c those who hung up to be called back
 *   router.c   a contact finds an agent, an agent finds a contact
 *   alerting.c telephones that ring
 *   pop.c      the caller's record on the agent's screen
 *   talk.c     answer, hold, transfer, conference, wrap-up
 *   chat.c     an agent's slots
 *   floor.c    agents: duty, ready and not ready
 *   member.c   who serves which queue, changed by command
 *   told.c     agents do as they were told, by command
 *   person.c   people who sit in agents' places
 *   live.c     what only commands need, of agents and of contacts
 *   dialog.c   what people and personas say to each other
 *   data.c     attached to contacts
 *   originate.c  calls that commands make
 *   view.c     what links are shown
 *   hold.c     held by command
 *   consult.c  two agents and a caller, by command
 *   pass.c     a caller goes elsewhere, by command
 *   aside.c    parked, hearing music, in a conference room
 *   outage.c   sites go down and come back
 *   absence.c  people who are missing, by command
 *   distribute.c  calls are shared among sites
 *   outbound/  campaigns call those of their lists
 */
#ifndef ACD_CENTER_INTERNAL_H
#define ACD_CENTER_INTERNAL_H

#include "acd/center.h"
#include "acd/contact.h"
#include "acd/outbound/dialer.h"
#include "acd/queue.h"
#include "acd/source.h"
#include "agents/duty.h"

/* What few calls meet: apart, so that it takes no registers from the others. */
#define RARE __attribute__((cold, noinline))

enum { OBSERVERS = 8 };

struct trunk {
	int lines;
	int taken;
};

/* What a caller's number leads to. */
struct number {
	struct trunk *trunk; /* NULL: lines without end */
	int16_t group;	     /* of its trunks; -1 */
	const struct step_conf *first;
	int16_t flow;
	bool always; /* open by night */
};

/* A source's callers.  The next one is drawn, into a contact of his own,
 * while the one before him is at work: nobody waits for the draw.  The words
 * of a row of them are drawn together. */
struct callers {
	struct source *source;
	struct contact *next;
	uint64_t words[4][STREAM_ROW];
	double gaps[STREAM_ROW];	   /* exponential of mean 1 */
	uint64_t customers[4][STREAM_ROW]; /* where they have tiers */
	int16_t id;
	int16_t number;
	int16_t reason;
};

/* What is out of the ordinary about a reason, so that an ordinary talk asks
 * once. */
enum trait {
	TRAIT_SPLIT = 1,    /* hold or conference within the talk */
	TRAIT_VERIFY = 2,   /* an unknown caller talks longer */
	TRAIT_PASSES = 4,   /* may end in a transfer */
	TRAIT_RECALLS = 8,  /* may call again unsettled */
	TRAIT_REDRAWS = 16, /* patience anew at each queue */
	TRAIT_POP = 32,	    /* the caller is looked up: of every reason */
	TRAIT_PERSONA = 64, /* he may be a persona */
};

/* The next call of all sources: a heap of sources by their next moment. */
struct feed_place {
	sim_time at;
	int source;
};

struct members {
	int n;
	int *agents;
};

void members_add(struct members *members, int agent);

struct center {
	const struct center_conf *conf;
	struct calendar calendar;
	uint64_t wanted; /* kinds of events that somebody wants */
	bool one_word;	 /* all queues fit in one word of bits */
	int n_words;
	uint64_t *nonempty; /* queues with callers waiting, a bit each */
	struct queue *queues;
	struct agent *agents;
	int n_agents;
	int32_t interval; /* now; -1 while none is counted */
	int32_t n_intervals;
	struct contact_pool pool;
	struct stream_key key;
	struct view_totals totals;
	uint64_t contacts; /* ids given */
	uint64_t departed; /* contacts that have left the center */
	uint64_t seq;	   /* of events */
	uint64_t cookie;
	int held;	       /* callers who are held back */
	int carried;	       /* deferred: who wait, perhaps for tomorrow */
	int calls_open;	       /* visits without their closing record */
	uint64_t last_counted; /* id: no later contact counts; 0: not yet */
	uint64_t counted_open; /* contacts up to it that are in the center */
	int staffed;	       /* agents logged in */
	int people;	       /* agents taken */
	bool open;
	bool ending; /* closed, or the last batch is over */
	bool over;
	bool some_stay; /* ready agents who only stay while somebody may come */
	bool checking;	/* day_check is at work */
	bool may_transfer; /* some reason makes calls for other queues */
	bool dials;	   /* it has campaigns */
	/* sources */
	struct feed_place *feed; /* [n_sources], a heap */
	struct callers *callers; /* [n_sources] */
	struct number *numbers;
	struct trunk *trunks;
	uint8_t *traits; /* [n_reasons]: enum trait */
	/* agents */
	struct skill *skills; /* of all agents */
	uint64_t *skill_bits; /* [n_agents * n_words] */
	struct members *group_agents;
	struct members *queue_agents;
	struct site *sites;   /* [n_sites] */
	struct staff *staffs; /* [n_teams], used where a team has a plan */
	struct duty_book book;
	/* outbound */
	struct campaign *campaigns;
	struct attempt_pool *attempts;
	uint64_t dialed; /* contacts among them that were called */
	int dialing;	 /* attempts that are not contacts yet */
	/* callbacks */
	struct callback_pool *callback_pool;
	int callbacks; /* that are neither answered nor failed */
	/* days */
	struct alarm day_alarm;
	struct alarm tick;
	struct alarm quiet; /* deferred work is possible perhaps */
	sim_time day_at;    /* of the alarms; SIM_NEVER */
	sim_time tick_at;
	sim_time next_edge; /* the sooner of the two */
	struct alarm midnight;
	int day;
	int midnights;
	bool midnight_waits; /* for yesterday's last caller */
	struct live *live;   /* acd/live.h; NULL before the first command */
	struct member_counts *member_counts; /* NULL: not kept */
	/* observers */
	int n_observers;
	struct acd_observer *observers[OBSERVERS];
	bool asks_whom; /* some recorder does not only count */
	int n_recorders;
	struct acd_observer *recorders[OBSERVERS];
};

static inline sim_time center_now(const struct center *center)
{
	return calendar_now(&center->calendar);
}

/* The center that a contact is in: his stream borrows its key. */
static inline struct center *contact_center(const struct contact *contact)
{
	return LIST_ENTRY(contact->stream.key, struct center, key);
}

/* Callers on lines. */
static inline uint64_t center_callers(const struct center *center)
{
	return center->contacts - center->departed;
}

/* Callers who have neither come to a queue nor left. */
uint64_t center_in_flow(const struct center *center);

/* Events */

static inline bool center_wants(const struct center *center,
				enum acd_event_kind kind)
{
	return (center->wanted & EVENT_BIT(kind)) != 0;
}

/* Of a kind, and of nothing yet. */
struct acd_event event_blank(enum acd_event_kind kind);
struct acd_event event_about(enum acd_event_kind kind,
			     const struct contact *contact);

void center_emit(struct center *center, struct acd_event *event);
void event_of_contact(struct center *center, enum acd_event_kind kind,
		      const struct contact *contact);
void event_of_call(struct center *center, enum acd_event_kind kind,
		   const struct call *call);

/* The same, to be filled in further before it is emitted. */
struct acd_event event_about_call(enum acd_event_kind kind,
				  const struct call *call);

/* Of a call and another agent than the one it is put through to. */
void event_of_agent(struct center *center, enum acd_event_kind kind,
		    const struct call *call, const struct agent *agent);

/* The contact is gone. */
void event_of_end(struct center *center, const struct contact *contact,
		  enum event_cause cause);

/* To all who keep records. */
static inline void center_record(struct center *center,
				 const struct acd_record *record)
{
	int i;

	for (i = 0; i < center->n_recorders; i++)
		center->recorders[i]->record(center->recorders[i]->arg, record);
}

/* arrival.c */

void arrival_init(struct center *center);
void arrival_reset(struct center *center);
void arrival_finish(struct center *center);

/* By command, from now on: its rates change, the next call with them. */
bool arrival_may_surge(const struct center *center, int source);
void arrival_surge(struct center *center, int source,
		   const struct source_surge *surge);

/* Of a contact that does not arrive by itself. */
int8_t arrival_tier(const struct center *center, const struct stream *contact);

/* A contact comes to be; the memory is taken and its draws are made. */
void contact_begin(struct center *center, struct contact *contact, int reason);

/* The caller leaves the center: his line is free, and he may call again.
 * How it ended, where he never came to a queue; else OUTCOME_OPEN. */
void contact_leave(struct center *center, struct contact *contact,
		   enum outcome outcome, enum event_cause cause);

/* After an abandon or a busy tone he may try again; after a talk that left
 * his matter open, too.  Before contact_leave. */
void contact_may_retry(struct center *center, struct contact *contact,
		       bool abandoned);
void contact_may_recall(struct center *center, struct contact *contact,
			double resolution);
void contact_call_again(struct center *center, struct contact *contact);

/* One thing less needs the memory; it goes back after the last. */
void contact_release(struct center *center, struct contact *contact);

/* flow.c */

void flow_enter(struct center *center, struct contact *contact,
		const struct number *number);
void flow_resume(struct center *center, struct contact *contact);
void flow_go(struct center *center, struct contact *contact,
	     const struct target *target);

/* waiting.c */

struct queue_entry {
	int queue;
	enum call_role role;
	const struct step_conf *step;
	struct call *partner;
	uint8_t flags; /* enum record_flag */
};

/* A caller enters a queue, with the flow's step as his way out (or NULL): is
 * answered, waits, balks or is refused. */
void queue_enter_caller(struct center *center, struct contact *contact,
			int queue, const struct step_conf *step);

/* One who was called, put through to an agent reserved for him. */
void queue_enter_reserved(struct center *center, struct contact *contact,
			  struct skill *skill);

/* One who was called back, put through to the agent who called him; or
 * (NULL) to whoever is free, and before all others where nobody is. */
void queue_enter_called(struct center *center, struct contact *contact,
			int queue, struct skill *skill);

/* One who is put through to an agent by himself, whose telephone rings, or who
 * hears him at once; who does not answer leaves him to the queue. */
void queue_enter_direct(struct center *center, struct contact *contact,
			const struct queue_entry *entry, struct skill *skill,
			bool rings);

/* The same for those whom an agent passes on, or calls in. */
void queue_enter(struct center *center, struct contact *contact,
		 const struct queue_entry *entry);

/* The next thing that waiting brings: rings call->wait. */
void waiting_ring(void *arg);
void waiting_plan(struct center *center, struct call *call);

/* The same of all who wait in a queue, whose ways have changed. */
void waiting_plan_all(struct center *center, struct queue *queue);

/* Draws his patience, unless that is done. */
void waiting_patience(struct center *center, struct call *call);

/* Into its line, and out of its queue if it waits or alerts. */
void waiting_join(struct center *center, struct call *call);
void waiting_leave(struct center *center, struct call *call);

/* Leaves unanswered, for good or for another place. */
void waiting_end(struct center *center, struct call *call,
		 enum outcome outcome);

/* Taken out of the queue, for another place that a command names; the call is
 * over, the caller is not. */
void waiting_withdraw(struct center *center, struct call *call);

/* Whom an agent consults for a caller: the caller waits there himself now. */
void waiting_inherit(struct center *center, struct call *call);

/* Back in line after a telephone that nobody answered. */
void waiting_return(struct center *center, struct call *call);

/* All who wait, at a cut; or all deferred work, at the very end. */
void waiting_close_all(struct center *center, bool deferred);

/* The same of one queue, whom nobody will serve any more. */
void waiting_close_queue(struct center *center, struct queue *queue);

/* router.c */

/* Gives the call to an idle agent, if there is one it may have now. */
bool router_offer(struct center *center, struct call *call);

/* Gives it to an agent who listens already. */
void router_connect(struct center *center, struct call *call,
		    struct skill *skill);

/* Gives it to an idle agent, whose telephone rings. */
void router_ring(struct center *center, struct call *call, struct skill *skill);

/* Gives the free agent a waiting call, if there is one he may have now. */
bool router_serve(struct center *center, struct agent *agent);

/* The same of chats, for one who has some open already. */
bool router_serve_chat(struct center *center, struct agent *agent);

/* He stands idle: those who are held back go to agents, his way or another's,
 * while that leaves the reserve. */
void router_give_held(struct center *center, struct agent *agent);

/* From now on reserves hold, or no more. */
void router_hold(struct center *center, bool held);

void router_init(struct center *center);
/* There is something new in the queue for an idle agent, if there is one:
 * he looks.  The contact's draws choose, where chance does. */
void router_wake(struct center *center, struct queue *queue,
		 const struct stream *contact);

/* alerting.c */

/* Whether a call has waited long enough for agents of this level. */
static inline bool level_may(const struct queue *queue, const struct call *call,
			     int level, sim_time now)
{
	return !queue->stages ||
	       now - call->entered >= queue->conf->level_after[level - 1];
}

/* The agent is this call's. */
static inline void call_seize(struct call *call, struct skill *skill)
{
	call->agent = skill->agent;
	call->skill = skill->conf;
	skill->agent->call = call;
}

/* His telephone rings for it: whose it is already. */
void alerting_ring(struct center *center, struct call *call);

/* Every idle agent's telephone that may ring for it; false: there is none. */
bool alerting_ring_all(struct center *center, struct call *call);

/* Telephones that ring for the call are silent again, but the one kept. */
void alerting_silence(struct center *center, struct call *call,
		      const struct agent *kept);

/* His telephone is out of reach: the call goes back to its queue. */
void alerting_take_back(struct center *center, struct agent *agent);

/* A person has sat down where it rings, or left: it rings on, as long as it
 * now will; where several ring, all ring anew. */
void alerting_anew(struct center *center, struct agent *agent, sim_time since);

/* He answers, or refuses the call. */
void alerting_answer(struct center *center, struct agent *agent);
void alerting_refuse(struct center *center, struct agent *agent);

/* Who let it ring is ready again in a while. */
void alerting_away(struct center *center, struct agent *agent);

/* An agent's telephone: he answers, or lets it ring. */
void alerting_over(struct center *center, struct agent *agent);

/* callback.c */

void callback_init(struct center *center);
void callback_reset(struct center *center);
void callback_finish(struct center *center);

/* When a queue will make its offer to one who waits; SIM_NEVER. */
sim_time callback_offer_at(const struct call *call);

/* Makes it, where it is due: true when he took it and is gone. */
bool callback_offer(struct center *center, struct call *call);

/* A flow's step: he leaves the center and will be called. */
void callback_ask(struct center *center, struct contact *contact,
		  const struct callback_step *step);

/* By command: those who wait are offered one, or no more.  A queue to which
 * the scenario gives no callbacks has the usual ones then. */
void callback_offers(struct center *center, struct queue *queue, bool offers);

/* May the agent, once he is free, have the queue's next callback? */
bool callback_may(const struct center *center, const struct queue *queue,
		  const struct agent *agent);

/* It is the turn of one who kept his place: true when the agent dials. */
bool callback_turn(struct center *center, struct call *place,
		   struct skill *skill);

/* Nobody waits for the agent: true when he dials one who stands last. */
bool callback_serve(struct center *center, struct agent *agent);

/* He who was called back talks to an agent; or nobody came. */
void callback_answered(struct center *center, struct call *call);
void callback_lost(struct center *center, struct call *call);

/* Closing: those to be called later are called now, or nobody is. */
void callback_close(struct center *center);

/* Nobody will call those of this queue any more; or him. */
void callback_close_queue(struct center *center, struct queue *queue);
void callback_close_place(struct center *center, struct call *place);

/* talk.c */

void talk_answer(struct center *center, struct call *call);
void talk_ring(struct center *center, struct agent *agent);
void talk_wrapped(struct center *center, struct agent *agent);

/* The line is dead, and the caller gone: he was answered, and his matter is
 * not settled.  False where it is no telephone, or the agent is not alone
 * with him: a consult and a conference come to their end. */
bool talk_cut(struct center *center, struct agent *agent);

/* A consult that nobody answered is over. */
void talk_unanswered(struct center *center, struct call *call);

/* The talk is over, but for the wrap-up; false when the agent stays on, in a
 * consult. */
bool talk_close(struct center *center, struct call *call);

/* Closes a chat's record; its memory is free. */
void chat_close(struct center *center, struct call *chat);

/* Closes a visit's record and hands it out; the call's memory is free. */
void call_close(struct center *center, struct call *call);

/* pop.c */

/* The call alerts: its caller is looked up. */
void pop_alert(struct center *center, struct call *call);

/* It is answered: what the screen pop saves of so much talk. */
sim_time pop_saves(struct center *center, struct call *call, sim_time talk);

/* chat.c */

/* It opens in one of the agent's slots, with so much talk. */
void chat_begin(struct center *center, struct call *chat, sim_time length);

/* One of his chats has ended, or is wrapped up. */
void chat_ring(struct center *center, struct agent *agent);

/* With chats open: takes those that wait while he may, then stands where
 * further ones look for him, or not. */
void chat_look(struct center *center, struct agent *agent);

/* He stands there no more, until he looks. */
void chat_stand_back(struct agent *agent);

/* floor.c */

void floor_init(struct center *center);
void floor_reset(struct center *center);
void floor_finish(struct center *center);

/* Changes what an agent does, in all the lists where it shows. */
void floor_set(struct center *center, struct agent *agent,
	       enum agent_state state);

/* Whether he answers at once, always. */
bool floor_is_prompt(const struct agent *agent);

/* His skill at a queue; NULL: he does not serve it. */
struct skill *floor_skill(const struct agent *agent, int queue);

/* He does not serve one of his queues for now, or does again. */
void floor_hold(struct center *center, struct agent *agent, int queue,
		enum skill_hold why, bool held);

/* His skills have changed: what is known of them all, and how far back the
 * queue's agents stand. */
void floor_single(struct agent *agent);
void floor_plain(struct agent *agent);
void floor_level(struct queue *queue, const struct skill *skill);

/* He is free: home, a break, the next caller, or ready. */
void floor_free(struct center *center, struct agent *agent);

/* The same, whatever he was told. */
void floor_as_planned(struct center *center, struct agent *agent);

/* What is wanted of him has changed: at once, or when he is free. */
void floor_heed(struct center *center, struct agent *agent);

/* Home, when he is free. */
void floor_send_home(struct center *center, struct agent *agent);

/* After closing: those who only stayed on go, when nobody comes any more. */
void floor_let_go(struct center *center);

/* Is anybody at work who serves the queue, now or later? */
bool floor_serves(const struct center *center, int queue);
bool floor_may_come(const struct center *center);

/* told.c */

/* He is free and was told something, by command: he does it, or what his
 * schedule wants. */
void told_obey(struct center *center, struct agent *agent);

/* He goes home. */
void told_forget(struct center *center, struct agent *agent);

/* person.c */

/* A taken agent says that he is ready: his wrap-up, or his time away for a
 * telephone that he let ring, is over.  In any other state: nothing. */
void person_done(struct center *center, struct agent *agent);

/* outage.c */

void outage_init(struct center *center);
void outage_reset(struct center *center);
void outage_finish(struct center *center);

/* Who works at a site. */
const struct members *outage_members(const struct center *center, int site);

/* By command: the site is down from now on, so long. */
void outage_order(struct center *center, int site, sim_time length,
		  enum outage_calls calls);

/* At work, but he cannot be reached. */
void outage_wait(struct center *center, struct agent *agent);

/* distribute.c */

/* Where a call goes by a number between 0 and 1, now; NULL: to the next
 * step. */
const struct target *distribute_pick(const struct center *center,
				     const struct distribute_step *step,
				     double u);

/* day.c */

void day_init(struct center *center);
void day_reset(struct center *center);

/* A call comes at the very instant of an interval's or a day's edge: it
 * belongs to what begins there. */
void day_edges(struct center *center);

/* Something left the center or an agent is done: is the day over? */
void day_end_check(struct center *center);

static inline void day_check(struct center *center)
{
	if (__builtin_expect(center->ending, 0))
		day_end_check(center);
}

#endif
