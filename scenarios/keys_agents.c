#include "scenarios/keys.h"

#include "scenarios/steps.h"
#include "scenarios/types.h"

#include <math.h>
#include <string.h>

#define TEAMS  20000
#define AGENTS 1000000

static const struct key keys_skill[] = {
    {"speed", &type_number, AT(skill_conf, speed), "talk time is divided by it",
     .preset = "1", .min = 0.01, .max = 100},
    {"level", &type_count, AT(skill_conf, level),
     "level 1 is asked before level 2, and so on", .preset = "1", .min = 1,
     .max = 9},
    {"rank", &type_count, AT(skill_conf, rank),
     "which queue he takes first: 1 before 2; 0: as queues stand",
     .preset = "0", .max = 1000},
    {"resolution", &type_number, AT(skill_conf, resolution),
     "a factor on the share of matters resolved", .preset = "1", .max = 100},
    {"talk", &type_length, AT(skill_conf, talk),
     .doc = "instead of the reason's talk"},
    {"wrap-up", &type_length, AT(skill_conf, wrap_up),
     .doc = "instead of the reason's wrap-up"},
    {0},
};

static const struct section section_skill = {
    .name = "skill",
    .doc = "A queue or a campaign that the team serves, and how well.",
    .keys = keys_skill,
    .size = sizeof(struct skill_conf),
};

struct split {
	int shift;
	int count;
};

/* One entry of the list: a team, or one for each shift. */
struct team {
	struct team_conf conf;
	int site;
	const char *group;
	int n_shifts;
	struct split *shifts;
	struct steps staff;
	int n_speeds;
};

static const struct key keys_split[] = {
    {"count", &type_count, AT(split, count), "people", .preset = "0",
     .max = AGENTS},
    {0},
};

static const struct section section_split = {
    .name = "shift share",
    .doc = "How many work a shift.",
    .keys = keys_split,
    .size = sizeof(struct split),
    .lone = "count",
};

static const struct key keys_staff[] = {
    {"from", &type_clock, AT(steps, from),
     .doc = "when the first step begins; by default when the center opens",
     .max = 86400},
    {"step", &type_duration, AT(steps, step),
     .doc = "how long a step is; by default equal steps fill the day", .min = 1,
     .max = 86400},
    {"heads", &type_values, AT(steps, values),
     "people in each step; nobody before and after", .item = &type_number,
     .count = AT(steps, n), .most = 86400},
    {"file", &type_text, AT(steps, file),
     .doc = "a CSV file of heads; a column `day` that changes begins a "
	    "new day"},
    {"column", &type_text, AT(steps, column), "which column of it",
     .preset = "heads"},
    {0},
};

static const struct section section_staff = {
    .name = "staff",
    .doc = "Heads for each step of the day, instead of shifts.  When they "
	   "drop, those who are free leave first.  A list alone says "
	   "`heads`.",
    .keys = keys_staff,
    .size = sizeof(struct steps),
    .list = "heads",
};

static const struct key keys_team[] = {
    {"group", &type_text, AT(team, group),
     "the group that they belong to; several entries may name one",
     .required = true},
    {"site", &type_name, AT(team, site), .doc = "where they work",
     .names = NAME_SITE},
    {"count", &type_count, AT(team, conf.count),
     .doc = "people; with `staff`, or with counts in `shift`, it is "
	    "theirs",
     .max = AGENTS},
    {"skills", &type_keyed, AT(team, conf.skills),
     "the queues and campaigns that they serve", .section = &section_skill,
     .names = NAME_SERVED, .count = AT(team, conf.n_skills), .required = true},
    {"shift", &type_keyed, AT(team, shifts),
     "when they work: a shift, or several with people each; by default "
     "always",
     .section = &section_split, .names = NAME_SHIFT,
     .count = AT(team, n_shifts)},
    {"staff", &type_section, AT(team, staff),
     "heads for each step of the day, instead of shifts",
     .section = &section_staff},
    {"absence", &type_share, AT(team, conf.absence),
     "of shifts that a person misses", .preset = "0%"},
    {"availability", &type_share, AT(team, conf.availability),
     "of planned heads who are there", .preset = "100%"},
    {"off-phone", &type_section, AT(team, conf.off_phone),
     "other work that takes them away", .section = &section_off_phone},
    {"late", &type_section, AT(team, conf.late), "who comes late",
     .section = &section_late},
    {"answer", &type_length, AT(team, conf.answer),
     "how long a call rings before he answers", .preset = "0"},
    {"no-answer", &type_section, AT(team, conf.no_answer),
     "calls that he lets ring", .section = &section_no_answer},
    {"learning", &type_section, AT(team, conf.learning),
     "new hires, who get faster", .section = &section_learning},
    {"slots", &type_count, AT(team, conf.slots),
     .doc = "chats that one person has open at once; by default as many as "
	    "`slowdown` has speeds, or one",
     .min = 1, .max = AGENT_SLOTS},
    {"slowdown", &type_values, AT(team, conf.slowdown),
     "the speed of each chat with one open, with two, and so on; by default "
     "1 for all",
     .item = &type_number, .count = AT(team, n_speeds), .min = 0.01, .max = 1,
     .most = AGENT_SLOTS},
    {"cost", &type_number, AT(team, conf.cost),
     "of one person an hour, in any currency", .preset = "0", .max = 1e9},
    {0},
};

static int team_error(struct loader *loader, const struct node *node,
		      const char *key, const char *what)
{
	const struct node *given = tree_get(node, key);

	return loader_error(loader, given != NULL ? tree_key(given) : node,
			    "%s", what);
}

/* Heads are whole; their peak is the team's size. */
static int build_staff(struct loader *loader, const struct node *node,
		       struct team *team)
{
	const struct node *map = tree_get(node, "staff");
	struct steps *steps = &team->staff;
	struct staff_conf *staff = arena_get(loader->arena, sizeof(*staff));
	int n;

	if (steps_settle(loader, map, map, AGENTS, steps) != 0)
		return -1;
	n = steps->n * steps->n_days;
	*staff = (struct staff_conf){
	    .from = steps->from,
	    .step = steps->step,
	    .n_days = steps->n_days,
	    .n_steps = steps->n,
	    .heads = arena_array(loader->arena, (size_t)n, sizeof(int)),
	};
	for (int i = 0; i < n; i++) {
		if (steps->values[i] != floor(steps->values[i]))
			return loader_error(loader, map,
					    "wanted whole heads, got %.10g",
					    steps->values[i]);
		staff->heads[i] = (int)steps->values[i];
		if (staff->heads[i] > team->conf.count)
			team->conf.count = staff->heads[i];
	}
	team->conf.staff = staff;
	return 0;
}

/* Several shifts: each says how many; else the count says it. */
static int build_shifts(struct loader *loader, const struct node *node,
			struct team *team)
{
	double sum = 0;

	for (int i = 0; i < team->n_shifts; i++)
		sum += team->shifts[i].count;
	if (sum > AGENTS)
		return team_error(loader, node, "shift",
				  "wanted at most 1000000 people");
	if (sum == 0 && team->n_shifts == 1)
		team->shifts[0].count = team->conf.count;
	else if (sum == 0)
		return team_error(loader, node, "shift",
				  "several shifts need people each, as in "
				  "{early: 20, late: 20}");
	else if (tree_get(node, "count") != NULL && team->conf.count != sum)
		return team_error(loader, node, "count",
				  "the shifts' people do not sum to this "
				  "count");
	return 0;
}

static int build_slots(struct loader *loader, const struct node *node,
		       struct team *team)
{
	if (tree_get(node, "slots") == NULL)
		team->conf.slots = team->n_speeds > 0 ? team->n_speeds : 1;
	if (team->n_speeds == 0 || team->n_speeds == team->conf.slots)
		return 0;
	return loader_error(loader, tree_get(node, "slowdown"),
			    "wanted a speed for each of %d slots, got %d",
			    team->conf.slots, team->n_speeds);
}

static int build_team(struct loader *loader, const struct node *node,
		      void *draft, void *at)
{
	struct team *team = draft;
	bool counted = tree_get(node, "count") != NULL;

	(void)at;
	if (build_slots(loader, node, team) != 0)
		return -1;
	if (tree_get(node, "staff") != NULL) {
		if (team->n_shifts > 0)
			return team_error(loader, node, "staff",
					  "wanted shift or staff, got both");
		if (counted)
			return team_error(loader, node, "count",
					  "wanted count or staff, got both");
		return build_staff(loader, node, team);
	}
	if (team->n_shifts > 0 && build_shifts(loader, node, team) != 0)
		return -1;
	if (counted || (team->n_shifts > 0 && team->shifts[0].count > 0))
		return 0;
	return team_error(loader, node, "group",
			  "this team needs the key 'count'");
}

const struct section section_team = {
    .name = "agents",
    .doc = "A team: people with the same skills, hours and habits.  Each "
	   "is then an individual.",
    .example = "agents:\n"
	       "  - group: generalists\n"
	       "    shift: {early: 20, late: 20}\n"
	       "    skills: {cards: {speed: 1.0}, loans: {speed: 0.8, level: "
	       "2}}\n"
	       "    absence: 6%\n"
	       "    off-phone: {share: 5%, length: exponential(10m)}\n"
	       "    cost: 25\n"
	       "  - group: lending desk\n"
	       "    skills: [loans, web chat, mail]\n"
	       "    slots: 3\n"
	       "    slowdown: [1, 0.8, 0.65]\n"
	       "    staff: {from: \"08:00\", step: 4h, heads: [4, 6, 3]}\n"
	       "    no-answer: {share: 2%, ring: 15s, away: 1m}\n"
	       "    learning: {start: 60%, contacts: 200}\n",
    .keys = keys_team,
    .size = sizeof(struct team),
    .build = build_team,
};

struct teams {
	int n;
	struct team *teams;
};

static int group_index(struct center_conf *center, const char *name)
{
	int i;

	for (i = 0; i < center->n_groups; i++)
		if (strcmp(center->groups[i].name, name) == 0)
			return i;
	center->groups[i].name = name;
	center->n_groups++;
	return i;
}

static int count_confs(const struct teams *teams)
{
	int n = 0;

	for (int i = 0; i < teams->n; i++)
		n +=
		    teams->teams[i].n_shifts > 1 ? teams->teams[i].n_shifts : 1;
	return n;
}

static int settle_site(struct loader *loader, const struct node *node,
		       struct team_conf *team)
{
	return team->site == NULL ? 0 : site_settle(loader, node, team);
}

/* Teams of one shift, or of none, each. */
static int add_team(struct loader *loader, const struct node *node,
		    struct center_conf *center, struct team *team)
{
	struct team_conf *conf = &center->teams[center->n_teams];

	team->conf.group = group_index(center, team->group);
	if (team->site >= 0)
		team->conf.site = &center->sites[team->site];
	team->conf.shift = -1;
	for (int i = 0; i < team->n_shifts; i++, conf++) {
		*conf = team->conf;
		conf->shift = team->shifts[i].shift;
		conf->count = team->shifts[i].count;
	}
	if (team->n_shifts == 0)
		*conf++ = team->conf;
	for (; &center->teams[center->n_teams] < conf; center->n_teams++)
		if (settle_site(loader, node,
				&center->teams[center->n_teams]) != 0)
			return -1;
	return 0;
}

static int check_total(struct loader *loader, const struct node *node)
{
	const struct center_conf *center = &loader->scenario->center;
	double sum = 0;

	for (int i = 0; i < center->n_teams; i++)
		sum += center->teams[i].count;
	return sum <= AGENTS
		   ? 0
		   : loader_error(loader, tree_key(node),
				  "wanted at most %d agents, got %.0f", AGENTS,
				  sum);
}

static int load_agents(struct loader *loader, const struct key *key,
		       const struct node *node, void *at)
{
	struct center_conf *center = (void *)((char *)at + key->offset);
	struct teams teams = {0};
	struct key list = *key;
	size_t room;

	list.offset = AT(teams, teams);
	list.count = AT(teams, n);
	list.most = TEAMS;
	if (type_list.load(loader, &list, node, &teams) != 0)
		return -1;
	room = (size_t)count_confs(&teams);
	center->teams =
	    arena_array(loader->arena, room, sizeof(center->teams[0]));
	center->groups = arena_array(loader->arena, (size_t)teams.n,
				     sizeof(center->groups[0]));
	sites_shifts(loader);
	for (int i = 0; i < teams.n; i++)
		if (add_team(loader, node->items[i], center, &teams.teams[i]) !=
		    0)
			return -1;
	return check_total(loader, node);
}

const struct type type_agents = {
    .name = "list",
    .shape = SHAPE_LIST,
    .load = load_agents,
};
