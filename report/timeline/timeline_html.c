/*
 * The timeline as a page: it needs nothing beside it, runs nothing, and may
 * be printed.
 */
#include "report/timeline/html.h"

#include <string.h>

static const char head[] =
    "<!doctype html>\n"
    "<html lang=\"en\">\n"
    "<head>\n"
    "<meta charset=\"utf-8\">\n"
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
    "'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action "
    "'none'\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, "
    "initial-scale=1\">\n"
    "<meta name=\"referrer\" content=\"no-referrer\">\n";

static const char style[] =
    "<style>\n"
    ":root{color-scheme:light dark;--ink:#1d2733;--soft:#566575;"
    "--line:#d9e0e7;--paper:#fff;--tint:#f4f7fa}\n"
    "@media(prefers-color-scheme:dark){:root{--ink:#e6ebf0;--soft:#a3b1bf;"
    "--line:#3a4653;--paper:#151b22;--tint:#1d252e}}\n"
    "@media print{:root{--ink:#000;--soft:#333;--line:#bbb;--paper:#fff;"
    "--tint:#fff}section{break-before:page}svg{print-color-adjust:exact;"
    "-webkit-print-color-adjust:exact}}\n"
    "body{margin:0 auto;max-width:68rem;padding:2rem 1.25rem;"
    "background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,"
    "\"Noto Sans\",\"Noto Sans CJK SC\",\"Microsoft YaHei\",sans-serif}\n"
    "h1{margin:0;font-size:1.7rem;line-height:1.25}\n"
    "h2{margin:2.5rem 0 .25rem;font-size:1.3rem;overflow-wrap:anywhere}\n"
    "p{margin:.25rem 0 1rem;color:var(--soft)}\n"
    ".wide{overflow-x:auto}\n"
    "table{border-collapse:collapse;width:100%;"
    "font-variant-numeric:tabular-nums}\n"
    "caption{text-align:left;font-weight:600;padding:.5rem 0}\n"
    "th,td{padding:.3rem .6rem;border-bottom:1px solid var(--line);"
    "text-align:left;vertical-align:top}\n"
    "thead th{background:var(--tint)}\n"
    "th[scope=row]{font-weight:400;color:var(--soft)}\n"
    "td{overflow-wrap:anywhere}\n"
    ".n{text-align:right;white-space:nowrap}\n"
    ".t{white-space:nowrap}\n"
    ".lane{display:block;width:100%;min-width:44rem;margin:1rem 0 .5rem}\n"
    ".lane text{font-size:11px;text-anchor:middle;fill:var(--soft)}\n"
    ".tick{stroke:var(--line);fill:none}\n"
    ".missed{fill:#c6283d}\n"
    ".key{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;margin:0 0 1.5rem;"
    "padding:0;list-style:none;font-size:.9rem}\n"
    ".key span{color:var(--soft)}\n"
    "summary{cursor:pointer;font-weight:600;padding:.5rem 0}\n"
    ".s-logged-off{fill:#dfe5ea}.s-ready{fill:#4f9d69}"
    ".s-alerting{fill:#f0a830}.s-preview{fill:#a9c25d}"
    ".s-dialing{fill:#7fb6d9}.s-talking{fill:#2f6fb5}"
    ".s-chatting{fill:#2499b3}.s-holding{fill:#8a5aa8}"
    ".s-wrap-up{fill:#7c8da5}.s-break{fill:#c8b89a}"
    ".s-off-phone{fill:#a58f78}.s-rona{fill:#c6283d}.s-aux{fill:#e08a8f}"
    ".s-outage{fill:#3c4650}\n"
    "</style>\n";

static const char *const phrases[WHATS] = {
    [WHAT_TOOK] = "sat down",
    [WHAT_LEFT] = "left the place",
    [WHAT_STATE] = "", /* its name */
    [WHAT_RINGS] = "rings",
    [WHAT_ANSWERED] = "answered",
    [WHAT_MISSED] = "missed",
    [WHAT_STOPPED] = "stopped ringing",
    [WHAT_HELD] = "put on hold",
    [WHAT_RETRIEVED] = "back from hold",
    [WHAT_CONSULTED] = "called a second agent",
    [WHAT_TRANSFERRED] = "transferred",
    [WHAT_CONFERENCED] = "made a conference",
    [WHAT_OVER] = "call over",
    [WHAT_HANDLED] = "wrap-up done",
    [WHAT_DISPOSED] = "disposition",
    [WHAT_SKIPPED] = "skipped the record",
    [WHAT_ASKED] = "break",
    [WHAT_SAID] = "said",
    [WHAT_HEARD] = "heard",
    [WHAT_MOOD] = "the caller's mood",
    [WHAT_VERIFIED] = "verified",
};

static void print_who(const struct timeline *timeline, int trainee, FILE *out)
{
	const struct timeline_figures *figures =
	    &timeline->trainees[trainee].figures;
	char agent[TIMELINE_TEXT];

	timeline_agent_name(timeline, figures->agent, agent);
	html_text(agent, out);
	if (figures->user[0] != '\0')
		fputs(" &middot; ", out);
	html_text(figures->user, out);
}

/* All trainees beside each other */

static void print_overview_head(const struct timeline *timeline,
				const struct timeline_scope *scope, FILE *out)
{
	fputs("<div class=\"wide\" role=\"region\" aria-label=\"Figures\" "
	      "tabindex=\"0\">\n<table>\n"
	      "<caption>Figures</caption>\n<thead><tr><td></td>",
	      out);
	for (int i = 0; i < timeline->n_trainees; i++) {
		if (!timeline_shows(timeline, scope, i))
			continue;
		fputs("<th scope=\"col\" class=\"n\">", out);
		print_who(timeline, i, out);
		fputs("</th>", out);
	}
	fputs("</tr></thead>\n<tbody>\n", out);
}

static void print_measure(const struct timeline *timeline,
			  const struct timeline_scope *scope,
			  const struct timeline_measure *measure, FILE *out)
{
	struct timeline_figures figures;
	char text[TIMELINE_TEXT];

	fprintf(out, "<tr><th scope=\"row\">%s</th>", measure->title);
	for (int i = 0; i < timeline->n_trainees; i++) {
		if (!timeline_shows(timeline, scope, i))
			continue;
		timeline_figures_in(timeline, scope, i, &figures);
		timeline_value_text(measure, measure->value(&figures), text);
		fprintf(out, "<td class=\"n\">%s</td>", text);
	}
	fputs("</tr>\n", out);
}

static void print_overview(const struct timeline *timeline,
			   const struct timeline_scope *scope, FILE *out)
{
	print_overview_head(timeline, scope, out);
	for (int i = 0; i < TIMELINE_MEASURES; i++)
		print_measure(timeline, scope, &timeline_measures[i], out);
	fputs("</tbody>\n</table>\n</div>\n", out);
}

/* One of them */

static void print_times(const struct timeline_figures *figures, FILE *out)
{
	char from[TIMELINE_TEXT], to[TIMELINE_TEXT];

	timeline_clock(figures->from, false, from);
	if (figures->to != SIM_NEVER)
		timeline_clock(figures->to, false, to);
	else
		snprintf(to, sizeof(to), "now");
	fprintf(out, "<p>%s to %s</p>\n", from, to);
}

/* What the scenario calls a code. */
static void print_code_words(const struct center_conf *conf, const char *code,
			     FILE *out)
{
	for (int i = 0; i < conf->n_dispositions; i++) {
		const struct named_words *known = &conf->dispositions[i];

		if (strcmp(known->name, code) != 0)
			continue;
		html_text(known->words.en, out);
		if (strcmp(known->words.en, known->words.zh) != 0) {
			fputs(" &middot; ", out);
			html_text(known->words.zh, out);
		}
	}
}

static void print_disposals(const struct center_conf *conf,
			    const struct trainee *trainee, FILE *out)
{
	if (trainee->figures.disposed == 0)
		return;
	fputs("<table>\n<caption>Dispositions</caption>\n<tbody>\n", out);
	for (int i = 0; i < trainee->n_disposals; i++) {
		if (trainee->disposals[i].n == 0)
			continue;
		fputs("<tr><th scope=\"row\">", out);
		html_text(trainee->disposals[i].code, out);
		fputs("</th><td>", out);
		print_code_words(conf, trainee->disposals[i].code, out);
		fprintf(out, "</td><td class=\"n\">%d</td></tr>\n",
			trainee->disposals[i].n);
	}
	fputs("</tbody>\n</table>\n", out);
}

/* What the telephone does stands there with more about it. */
static bool is_told(const struct timeline_entry *entry)
{
	return entry->what != WHAT_STATE || entry->state < AGENT_ALERTING ||
	       entry->state > AGENT_HOLDING || entry->state == AGENT_PREVIEW ||
	       entry->state == AGENT_DIALING;
}

static void print_entry(const struct timeline_entry *entry, FILE *out)
{
	const char *what = entry->what == WHAT_STATE
			       ? agent_state_name(entry->state)
			       : phrases[entry->what];
	char clock[TIMELINE_TEXT], length[TIMELINE_TEXT] = "",
				   contact[TIMELINE_TEXT] = "";

	timeline_clock(entry->at, false, clock);
	if (entry->length >= 0)
		snprintf(length, sizeof(length), "%.1f s",
			 sim_to_seconds(entry->length));
	if (entry->contact > 0)
		snprintf(contact, sizeof(contact), "%llu",
			 (unsigned long long)entry->contact);
	fprintf(out,
		"<tr><td class=\"t\">%s</td><td>%s</td><td class=\"n\">%s</td>"
		"<td class=\"n\">%s</td><td>",
		clock, what, contact, length);
	html_text(entry->text != NULL ? entry->text : "", out);
	fputs("</td></tr>\n", out);
}

static void print_entries(const struct timeline *timeline, int trainee,
			  FILE *out)
{
	fputs("<details open><summary>What happened</summary>\n"
	      "<div class=\"wide\" role=\"region\" aria-label=\"What "
	      "happened\" tabindex=\"0\">\n<table>\n<thead><tr>"
	      "<th scope=\"col\">at</th><th scope=\"col\">what</th>"
	      "<th scope=\"col\" class=\"n\">contact</th>"
	      "<th scope=\"col\" class=\"n\">length</th>"
	      "<th scope=\"col\">remark</th></tr></thead>\n<tbody>\n",
	      out);
	for (size_t i = 0; i < timeline->n_entries; i++)
		if (timeline->entries[i].trainee == trainee &&
		    is_told(&timeline->entries[i]))
			print_entry(&timeline->entries[i], out);
	fputs("</tbody>\n</table>\n</div>\n</details>\n", out);
}

static void print_trainee(const struct timeline *timeline, int trainee,
			  sim_time now, FILE *out)
{
	const struct trainee *of = &timeline->trainees[trainee];

	fputs("<section>\n<h2>", out);
	print_who(timeline, trainee, out);
	fputs("</h2>\n", out);
	print_times(&of->figures, out);
	html_lane(timeline, trainee, now, out);
	print_disposals(center_conf(timeline->center), of, out);
	print_entries(timeline, trainee, out);
	fputs("</section>\n", out);
}

static void print_title(const struct timeline *timeline,
			const struct timeline_scope *scope, FILE *out)
{
	const char *title = center_conf(timeline->center)->title;
	char now[TIMELINE_TEXT];

	timeline_clock(scope->now, false, now);
	fputs("<title>Timeline: ", out);
	html_text(title != NULL ? title : "", out);
	fputs("</title>\n", out);
	fputs(style, out);
	fputs("</head>\n<body>\n<main>\n<h1>", out);
	html_text(title != NULL ? title : "", out);
	fprintf(out, "</h1>\n<p>The session's timeline, up to %s</p>\n", now);
}

static bool shows_any(const struct timeline *timeline,
		      const struct timeline_scope *scope)
{
	for (int i = 0; i < timeline->n_trainees; i++)
		if (timeline_shows(timeline, scope, i))
			return true;
	return false;
}

void timeline_print_html(const struct timeline *timeline,
			 const struct timeline_scope *scope, FILE *out)
{
	fputs(head, out);
	print_title(timeline, scope, out);
	if (shows_any(timeline, scope))
		print_overview(timeline, scope, out);
	else
		fputs("<p>Nobody took an agent's place.</p>\n", out);
	for (int i = 0; i < timeline->n_trainees; i++)
		if (timeline_shows(timeline, scope, i))
			print_trainee(timeline, i, scope->now, out);
	if (timeline->left_out > 0)
		fprintf(out, "<p>%llu more entries are not shown.</p>\n",
			(unsigned long long)timeline->left_out);
	fputs("</main>\n</body>\n</html>\n", out);
}
