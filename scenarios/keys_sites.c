#include "scenarios/keys.h"

#include "scenarios/scan.h"
#include "scenarios/types.h"

#include <string.h>

static const char *const kinds[] = {"own", "remote", "outsourcer", NULL};
static const char *const calls[] = {"go-on", "cut", NULL};

static const struct key keys_hours[] = {
    {"from", &type_clock, AT(site_conf, from) - AT(site_conf, from),
     "when the first may be at work", .required = true, .max = 86400},
    {"to", &type_clock, AT(site_conf, to) - AT(site_conf, from),
     "when the last go; past 24:00 on the next day", .required = true,
     .max = 172800},
    {0},
};

static int build_hours(struct loader *loader, const struct node *node,
		       void *draft, void *at)
{
	const sim_time *hours = draft;

	(void)at;
	if (hours[0] >= hours[1])
		return loader_error(loader, tree_get(node, "to"),
				    "this site closes before it opens");
	if (hours[1] - hours[0] > SIM_DAY)
		return loader_error(loader, tree_get(node, "to"),
				    "these hours are longer than a day");
	return 0;
}

_Static_assert(AT(site_conf, to) == AT(site_conf, from) + sizeof(sim_time),
	       "hours are two times side by side");

static const struct section section_site_hours = {
    .name = "site hours",
    .doc = "When people may be at work at a site.",
    .keys = keys_hours,
    .size = 2 * sizeof(sim_time),
    .build = build_hours,
};

static const struct key keys_outage[] = {
    {"from", &type_clock, AT(outage_conf, from), "when the site goes down",
     .required = true, .max = 86400},
    {"to", &type_clock, AT(outage_conf, to),
     "when it is back; past 24:00 on the next day", .required = true,
     .max = 172800},
    {"day", &type_day, AT(outage_conf, day), "which day; 1 is the first",
     .preset = "each"},
    {"calls", &type_word, AT(outage_conf, calls),
     "whether talks in progress go on or are cut", .preset = "go-on",
     .words = calls},
    {0},
};

static int build_outage(struct loader *loader, const struct node *node,
			void *draft, void *at)
{
	const struct outage_conf *outage = draft;

	(void)at;
	if (outage->from < outage->to)
		return 0;
	return loader_error(loader, tree_get(node, "to"),
			    "this outage ends before it begins");
}

static const struct section section_outage = {
    .name = "outage",
    .doc = "A time when nobody of the site can be reached: who is ready is "
	   "not any more, and what rings there goes back to its queue with "
	   "the place that it had.",
    .keys = keys_outage,
    .size = sizeof(struct outage_conf),
    .build = build_outage,
};

/* A list of outages, or a single one. */
static int load_outages(struct loader *loader, const struct key *key,
			const struct node *node, void *at)
{
	void *outage;

	if (node->kind == NODE_LIST)
		return type_list.load(loader, key, node, at);
	if (types_room(loader, key, node, 1, at, &outage) != 0)
		return -1;
	return section_load(loader, key->section, node, outage);
}

static const struct type type_outages = {
    .name = "list, or one of them",
    .shape = SHAPE_LIST,
    .schema = "{\"$ref\": \"#/$defs/outage\"}",
    .load = load_outages,
};

/* One part of 55/h + 2.5/call. */
static bool scan_rate(const char **at, struct site_conf *site)
{
	double number;

	if (!scan_number(at, &number) || number < 0 || number > 1e9 ||
	    !scan_char(at, '/'))
		return false;
	if (scan_word(at, "h") || scan_word(at, "hour"))
		site->per_hour = number;
	else if (scan_word(at, "call"))
		site->per_call = number;
	else
		return false;
	return true;
}

static int load_cost(struct loader *loader, const struct key *key,
		     const struct node *node, void *at)
{
	const char *p = node->kind == NODE_SCALAR ? node->text : "";
	bool good = scan_rate(&p, at);

	while (good && scan_char(&p, '+'))
		good = scan_rate(&p, at);
	return good && scan_end(p)
		   ? 0
		   : loader_wanted(loader, node, key->type->wanted);
}

static const struct type type_cost = {
    .name = "cost",
    .wanted = "a cost such as 55/h, 2.5/call or 55/h + 2.5/call",
    .schema = "{\"type\": \"string\", \"pattern\": \"^[0-9.]+ ?/ "
	      "?(h|hour|call)( ?\\\\+ ?[0-9.]+ ?/ ?(h|hour|call))?$\"}",
    .load = load_cost,
};

static const struct key keys_site[] = {
    {"kind", &type_word, AT(site_conf, kind),
     "whose people they are: the center's own, its own at home or elsewhere "
     "(remote), or another firm's",
     .preset = "own", .words = kinds},
    {"hours", &type_section, AT(site_conf, from),
     "nobody is at work outside of them: a shift that is is an error, and "
     "who has no shift works them; by default there is no limit",
     .section = &section_site_hours},
    {"cost", &type_cost, 0,
     .doc = "of one person an hour, of one contact handled, or both, in any "
	    "currency; a team's own `cost` goes before the first"},
    {"delay", &type_length, AT(site_conf, delay),
     "of the network: from the answer until the two hear each other",
     .preset = "0"},
    {"outage", &type_outages, AT(site_conf, outages),
     .doc = "when the site is down: one time, or a list of them",
     .section = &section_outage, .count = AT(site_conf, n_outages)},
    {0},
};

static bool is_down(const struct site_conf *site, sim_time of_day)
{
	for (int i = 0; i < site->n_outages; i++) {
		const struct outage_conf *outage = &site->outages[i];
		sim_time since =
		    (of_day - outage->from + SIM_DAY * 2) % SIM_DAY;

		if (outage->day < 0 && since < outage->to - outage->from)
			return true;
	}
	return false;
}

/* If it is ever up, it is so when some outage ends. */
static bool is_never_up(const struct site_conf *site)
{
	bool daily = false;

	for (int i = 0; i < site->n_outages; i++) {
		if (site->outages[i].day >= 0)
			continue;
		daily = true;
		if (!is_down(site, site->outages[i].to % SIM_DAY))
			return false;
	}
	return daily;
}

static int build_site(struct loader *loader, const struct node *node,
		      void *draft, void *at)
{
	(void)at;
	if (!is_never_up(draft))
		return 0;
	loader_error(loader, tree_key(tree_get(node, "outage")),
		     "this site is down at every time of each day");
	return err_hint(loader->err, "shorter outages, or a day for each");
}

const struct section section_site = {
    .name = "site",
    .doc = "Where people work, and for whom.  A team says its site with the "
	   "key `site`; the report then counts for each.",
    .example = "sites:\n"
	       "  hangzhou: {hours: {from: \"08:00\", to: \"20:00\"}}\n"
	       "  home: {kind: remote, delay: 0.2s}\n"
	       "  partner:\n"
	       "    kind: outsourcer\n"
	       "    cost: 2.5/call\n"
	       "    delay: \"uniform(200ms, 600ms)\"\n"
	       "    outage: {from: \"10:00\", to: \"11:30\", calls: cut}\n",
    .keys = keys_site,
    .size = sizeof(struct site_conf),
    .build = build_site,
};

/* When a team of a site works that has no hours of its own. */

static bool never_closes(const struct center_conf *center)
{
	return center->steady.batches > 0 ||
	       (center->day.from == 0 && center->day.to == SIM_DAY);
}

static void own_shift(const struct center_conf *center,
		      const struct site_conf *site, struct shift_conf *shift)
{
	*shift = (struct shift_conf){
	    .name = site->name, .from = site->from, .to = site->to};
	if (never_closes(center))
		return;
	if (shift->from < center->day.from)
		shift->from = center->day.from;
	if (shift->to > center->day.to)
		shift->to = center->day.to;
}

void sites_shifts(struct loader *loader)
{
	struct center_conf *center = &loader->scenario->center;
	size_t n = (size_t)(center->n_shifts + center->n_sites);
	struct shift_conf *shifts;

	if (center->n_sites == 0)
		return;
	shifts = arena_array(loader->arena, n, sizeof(*shifts));
	for (int i = 0; i < center->n_shifts; i++)
		shifts[i] = center->shifts[i];
	for (int i = 0; i < center->n_sites; i++)
		own_shift(center, &center->sites[i],
			  &shifts[center->n_shifts + i]);
	center->shifts = shifts;
}

static bool is_open(const struct site_conf *site, sim_time from, sim_time to)
{
	for (sim_time day = 0; day <= SIM_DAY; day += SIM_DAY)
		if (from + day >= site->from && to + day <= site->to)
			return true;
	return false;
}

static int closed(struct loader *loader, const struct node *node,
		  const struct site_conf *site, sim_time from, sim_time to)
{
	loader_error(
	    loader, node,
	    "these people work from %02d:%02d to %02d:%02d, and the "
	    "site '%.60s' is open from %02d:%02d to %02d:%02d",
	    (int)(from / SIM_HOUR), (int)(from / SIM_MINUTE % 60),
	    (int)(to / SIM_HOUR), (int)(to / SIM_MINUTE % 60), site->name,
	    (int)(site->from / SIM_HOUR), (int)(site->from / SIM_MINUTE % 60),
	    (int)(site->to / SIM_HOUR), (int)(site->to / SIM_MINUTE % 60));
	return err_hint(loader->err, "longer hours of the site, or another "
				     "shift");
}

static int check_staff(struct loader *loader, const struct node *node,
		       const struct team_conf *team)
{
	const struct staff_conf *staff = team->staff;

	for (int i = 0; i < staff->n_days * staff->n_steps; i++) {
		sim_time from = staff->from + i % staff->n_steps * staff->step;

		if (staff->heads[i] > 0 &&
		    !is_open(team->site, from, from + staff->step))
			return closed(loader, node, team->site, from,
				      from + staff->step);
	}
	return 0;
}

int site_settle(struct loader *loader, const struct node *node,
		struct team_conf *team)
{
	const struct center_conf *center = &loader->scenario->center;
	const struct site_conf *site = team->site;
	const struct shift_conf *shift;
	bool own = team->shift < 0 && team->staff == NULL;

	if (team->cost <= 0)
		team->cost = site->per_hour;
	if (site->from == site->to)
		return 0;
	if (team->staff != NULL)
		return check_staff(loader, tree_key(tree_get(node, "staff")),
				   team);
	if (own)
		team->shift = center->n_shifts + (int)(site - center->sites);
	shift = &center->shifts[team->shift];
	if (own && shift->from >= shift->to)
		return closed(loader, tree_key(tree_get(node, "site")), site,
			      center->day.from, center->day.to);
	if (!own && !is_open(site, shift->from, shift->to))
		return closed(loader, tree_key(tree_get(node, "shift")), site,
			      shift->from, shift->to);
	return 0;
}
