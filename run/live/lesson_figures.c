#include "run/live/lesson_figures.h"

#include "base/mem.h"
#include "report/timeline.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void lesson_figures_init(struct lesson_figures *figures,
			 const struct lesson *lesson,
			 const struct center *center,
			 const struct timeline *timeline)
{
	const struct center_conf *conf = center_conf(center);

	*figures = (struct lesson_figures){
	    .lesson = lesson, .center = center, .timeline = timeline};
	figures->queues =
	    mem_array((size_t)conf->n_queues, sizeof(*figures->queues));
	figures->campaigns =
	    mem_array((size_t)conf->n_campaigns, sizeof(*figures->campaigns));
	figures->values =
	    mem_array((size_t)lesson->n_goals, sizeof(*figures->values));
}

void lesson_figures_finish(struct lesson_figures *figures)
{
	free(figures->queues);
	free(figures->campaigns);
	free(figures->values);
}

/* Of queues */

/* What came in since the beginning; those of campaigns have their own. */
static struct view_queue queue_since(const struct lesson_figures *figures,
				     int queue)
{
	const struct view_queue *before = &figures->queues[queue];
	struct view_queue now;

	center_view_queue(figures->center, queue, &now);
	now.entered -= before->entered;
	now.answered -= before->answered;
	now.abandoned -= before->abandoned;
	now.in_time -= before->in_time;
	return now;
}

static struct view_queue queues_since(const struct lesson_figures *figures,
				      int queue)
{
	const struct center_conf *conf = center_conf(figures->center);
	struct view_queue sum = {0};

	if (queue >= 0)
		return queue_since(figures, queue);
	for (int i = 0; i < conf->n_inbound; i++) {
		struct view_queue one = queue_since(figures, i);

		sum.entered += one.entered;
		sum.answered += one.answered;
		sum.abandoned += one.abandoned;
		sum.in_time += one.in_time;
	}
	return sum;
}

static double share_of(uint64_t part, uint64_t whole)
{
	return whole > 0 ? (double)part / (double)whole : (double)NAN;
}

static double queue_value(const struct lesson_figures *figures,
			  const struct lesson_goal *goal, sim_time now)
{
	struct view_queue queue = queues_since(figures, goal->queue);

	(void)now;
	switch (goal->measure) {
	case GOAL_QUEUE_ANSWERED:
		return (double)queue.answered;
	case GOAL_QUEUE_ABANDONED:
		return share_of(queue.abandoned,
				queue.answered + queue.abandoned);
	default:
		return share_of(queue.in_time,
				queue.answered + queue.abandoned);
	}
}

/* Of campaigns */

static double campaign_value(const struct lesson_figures *figures,
			     const struct lesson_goal *goal, sim_time now)
{
	const struct view_campaign *before =
	    &figures->campaigns[goal->campaign];
	struct view_campaign view;
	uint64_t connected, dropped;

	(void)now;
	center_view_campaign(figures->center, goal->campaign, &view);
	connected = view.connected - before->connected;
	dropped = view.dropped - before->dropped;
	return goal->measure == GOAL_CONNECTED
		   ? (double)connected
		   : share_of(dropped, connected + dropped);
}

/* Of trainees */

/* Who sits in the role's place: its user, or else whoever sat there last. */
static int find_trainee(const struct timeline *timeline,
			const struct lesson_role *role, sim_time now)
{
	struct timeline_figures its;
	int found = timeline_find(timeline, role->agent, role->name);

	for (int i = timeline_trainees(timeline) - 1; found < 0 && i >= 0;
	     i--) {
		timeline_figures(timeline, i, now, &its);
		if (its.agent == role->agent)
			found = i;
	}
	return found;
}

/* Who refuses somebody who is not who he says has verified, too. */
static double verified(const struct timeline_figures *figures)
{
	const struct timeline_checks *checks = &figures->checks;
	int right = checks->passed + checks->failed - checks->mistaken;

	return checks->wanted > 0 ? (double)right / (double)checks->wanted
				  : (double)NAN;
}

/* Who has held nobody has done well. */
static double hold_time(const struct timeline_figures *figures)
{
	return figures->holds == 0 && figures->contacts > 0
		   ? 0
		   : timeline_hold(figures);
}

static double figure(const struct timeline_figures *figures,
		     enum lesson_measure measure)
{
	switch (measure) {
	case GOAL_ANSWERED:
		return figures->answered;
	case GOAL_MISSED:
		return figures->missed;
	case GOAL_ANSWER_SPEED:
		return timeline_answer_speed(figures);
	case GOAL_HANDLE_TIME:
		return timeline_handle(figures);
	case GOAL_TALK_TIME:
		return timeline_talk(figures);
	case GOAL_HOLD_TIME:
		return hold_time(figures);
	case GOAL_WRAP_UP_TIME:
		return timeline_wrap_up(figures);
	case GOAL_TRANSFERS:
		return figures->transfers;
	case GOAL_VERIFIED:
		return verified(figures);
	case GOAL_NOT_DISPOSED:
		return figures->without_disposition;
	case GOAL_SKIPS:
		return figures->skips;
	default:
		return timeline_adherence(figures);
	}
}

static double trainee_value(const struct lesson_figures *figures,
			    const struct lesson_goal *goal, sim_time now)
{
	const struct lesson_role *role = &figures->lesson->roles[goal->who];
	struct timeline_figures its;
	int trainee = find_trainee(figures->timeline, role, now);

	if (trainee < 0)
		return (double)NAN;
	timeline_figures(figures->timeline, trainee, now, &its);
	return figure(&its, goal->measure);
}

/* Of all */

static double value_now(const struct lesson_figures *figures, int goal,
			sim_time now)
{
	static double (*const values[])(const struct lesson_figures *figures,
					const struct lesson_goal *goal,
					sim_time now) = {
	    [LESSON_TRAINEE] = trainee_value,
	    [LESSON_QUEUE] = queue_value,
	    [LESSON_CAMPAIGN] = campaign_value,
	};
	const struct lesson_goal *one = &figures->lesson->goals[goal];

	return values[lesson_measure_of(one->measure)](figures, one, now);
}

static void begin(struct lesson_figures *figures)
{
	const struct center_conf *conf = center_conf(figures->center);

	figures->began = true;
	for (int i = 0; i < conf->n_queues; i++)
		center_view_queue(figures->center, i, &figures->queues[i]);
	for (int i = 0; i < conf->n_campaigns; i++)
		center_view_campaign(figures->center, i,
				     &figures->campaigns[i]);
}

static void end(struct lesson_figures *figures, sim_time now)
{
	for (int i = 0; i < figures->lesson->n_goals; i++)
		figures->values[i] = value_now(figures, i, now);
	figures->ended = true;
}

void lesson_figures_move(struct lesson_figures *figures, sim_time now)
{
	if (!figures->began && now >= figures->lesson->from)
		begin(figures);
	if (!figures->ended && now >= figures->lesson->to)
		end(figures, now);
}

double lesson_figures_value(const struct lesson_figures *figures, int goal,
			    sim_time now)
{
	if (!figures->began)
		return (double)NAN;
	return figures->ended ? figures->values[goal]
			      : value_now(figures, goal, now);
}

/* To whom */

static bool is_own(const struct lesson_figures *figures,
		   const struct lesson_goal *goal, const char *user,
		   int trainee, sim_time now)
{
	struct timeline_figures its;

	if (strcmp(figures->lesson->roles[goal->who].name, user) == 0)
		return true;
	if (trainee < 0)
		return false;
	timeline_figures(figures->timeline, trainee, now, &its);
	return strcmp(its.user, user) == 0;
}

static double told(const struct lesson_figures *figures, int goal,
		   const char *user, sim_time now, int trainee)
{
	enum lesson_measure measure = figures->lesson->goals[goal].measure;
	struct timeline_figures its;

	if (!figures->began || trainee < 0)
		return (double)NAN;
	timeline_figures(figures->timeline, trainee, now, &its);
	if (strcmp(its.user, user) != 0)
		return (double)NAN; /* somebody else's, in his place */
	if (figures->ended)
		return measure == GOAL_VERIFIED && its.checks.open > 0
			   ? (double)NAN
			   : figures->values[goal];
	its.checks.mistaken -= its.checks.untold;
	return figure(&its, measure);
}

bool lesson_figures_tell(const struct lesson_figures *figures, int goal,
			 sim_time now, const char *user, double *value)
{
	const struct lesson_goal *one = &figures->lesson->goals[goal];
	int trainee;

	*value = lesson_figures_value(figures, goal, now);
	if (user == NULL || one->who < 0)
		return true;
	trainee = find_trainee(figures->timeline,
			       &figures->lesson->roles[one->who], now);
	*value = told(figures, goal, user, now, trainee);
	return is_own(figures, one, user, trainee, now);
}

int lesson_figures_open(const struct lesson_figures *figures, sim_time now)
{
	struct timeline_figures its;
	int open = 0;

	for (int i = 0; i < timeline_trainees(figures->timeline); i++) {
		timeline_figures(figures->timeline, i, now, &its);
		open += its.checks.open;
	}
	return open;
}
