/*
 * The sections of the language, one file a noun: keys_day.c holds the table
 * of `day`, and so on.  keys_center.c holds the top and names them all.
 */
#ifndef SCENARIOS_KEYS_H
#define SCENARIOS_KEYS_H

#include "scenarios/section.h"

extern const struct section section_day;
extern const struct section section_steady;
extern const struct section section_routing;
extern const struct section section_customers;
extern const struct section section_trunk;
extern const struct section section_number;
extern const struct section section_source;
extern const struct section section_retry;
extern const struct section section_flow;
extern const struct section section_reason;
extern const struct section section_queue;
extern const struct section section_shift;
extern const struct section section_team;
extern const struct section section_campaign;
extern const struct section section_actual;
extern const struct section section_site;
extern const struct section section_costs;
extern const struct section section_route;

extern const struct section section_persona;
extern const struct section section_script;
/* The top of another language, that of lessons: scenarios/lesson.h. */
extern const struct section section_lesson;

/* Those of a queue: how its callers stand in line. */
extern const struct section section_score;
extern const struct section section_transferred;

/* That of a queue: its callbacks. */
extern const struct section section_callback_offer;

/* Those of a team: its habits. */
extern const struct section section_off_phone;
extern const struct section section_late;
extern const struct section section_no_answer;
extern const struct section section_learning;

/* Those of a campaign: whom it calls, what it meets, under which law. */
extern const struct section section_lead_list;
extern const struct section section_lead_mix;
extern const struct section section_attempts;
extern const struct section section_recycle;
extern const struct section section_calling_hours;
extern const struct section section_answer;
extern const struct section section_detection;
extern const struct section section_regime;

/* Those of a flow: its steps. */
extern const struct section section_announce;
extern const struct section section_menu;
extern const struct section section_identify;
extern const struct section section_self_service;
extern const struct section section_branch;
extern const struct section section_mix;
extern const struct section section_distribute;
extern const struct section section_queue_step;
extern const struct section section_voicemail;
extern const struct section section_callback_step;
extern const struct section section_hang_up;

extern const struct type type_priority;	  /* a queue's standing */
extern const struct type type_score;	  /* the same */
extern const struct type type_reasons;	  /* a step's mix of reasons */
extern const struct type type_trunks;	  /* trunks: named, or one number */
extern const struct type type_trunk_name; /* int: -1 for unlimited */
extern const struct type type_agents;	  /* the list of teams */
extern const struct type type_hours;	  /* two sim_times: "08:00-18:00" */
extern const struct type type_day;	  /* int: -1 for each */
extern const struct type type_policy;	  /* int, and ring_all after it */
extern const struct type type_variation;  /* double: 10%, 10% per day */

extern const struct type type_registers;  /* uint8_t: enum lead_flag */
extern const struct type type_either;	  /* of two words: bool */
extern const struct type type_compliance; /* const struct regime_conf * */

/* Where node says nothing of trunks: the only group that there is, and an
 * error where there are several. */
int trunk_settle(struct loader *loader, const struct node *node,
		 const char *what, int *trunk);

/* Whether routes share all calls, at any time of the day. */
int routes_settle(struct loader *loader, const struct node *node,
		  const struct route_conf *routes, int n);

/* Gives each number that is routed a flow, behind those of the scenario. */
void numbers_flows(struct loader *loader);

/* Puts a shift of each site's hours behind those of the scenario; n_shifts
 * stays, so that names are found. */
void sites_shifts(struct loader *loader);

/* What a site means for one of its teams: cost and hours. */
int site_settle(struct loader *loader, const struct node *node,
		struct team_conf *team);

/* Each queue's cost of an abandon, and whether anything is to be counted. */
void costs_settle(struct loader *loader);

/* Gives each campaign its queue, behind the inbound ones. */
void campaigns_queue(struct loader *loader);

/* A name of what stands beside it in one map: its index; -1, and an error. */
int local_need(struct loader *loader, const struct node *map,
	       const struct node *name, const char *what);

/* Such names must fit in a command. */
int local_check(struct loader *loader, const struct node *map,
		const char *what);

/* What holds between sections: run once, after all are loaded, in this
 * order. */
int resolve(struct loader *loader);
int personas_check(struct loader *loader); /* who calls, at most all */
int endless_check(struct loader *loader);  /* what would run for ever */
int media_check(struct loader *loader);	   /* what a channel cannot do */
int size_check(struct loader *loader);	   /* what no memory would hold */
int doubts_check(struct loader *loader);   /* what is hardly meant */

#endif
