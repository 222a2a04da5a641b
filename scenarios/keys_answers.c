#include "scenarios/keys.h"

#include "scenarios/files.h"
#include "scenarios/types.h"
#include "scenarios/value.h"

#define HOURS 24

struct answer {
	struct answer_conf conf;
	double person;
	double hours[HOURS]; /* -1: as the hour before */
};

static int hour_of(double seconds)
{
	int hour = (int)(seconds / 3600);

	return seconds == hour * 3600.0 && hour < HOURS ? hour : -1;
}

static int load_hour(struct loader *loader, const struct node *name,
		     const struct node *node, double *hours)
{
	struct key share = {.name = name->text, .type = &type_share};
	double seconds;
	int hour = -1;

	if (value_clock(name->text, &seconds, loader->err) == 0)
		hour = hour_of(seconds);
	if (hour < 0)
		return loader_wanted(loader, name,
				     "an hour of the day such as \"09:00\"");
	return type_share.load(loader, &share, node, &hours[hour]);
}

static int read_hours(const struct sheet *sheet, double *hours, struct err *err)
{
	int time = sheet_need(sheet, "hour", err);
	int person = time < 0 ? -1 : sheet_need(sheet, "person", err);
	double seconds;

	if (person < 0)
		return -1;
	for (size_t row = 0; row < sheet->n_rows; row++) {
		if (sheet_time(sheet, row, time, &seconds, err) != 0)
			return -1;
		if (hour_of(seconds) < 0)
			return sheet_error(sheet, row, time, err,
					   "wanted an hour of the day such as "
					   "09:00, got '%.40s'",
					   sheet_text(sheet, row, time));
		if (sheet_number(sheet, row, person, 0, 1,
				 &hours[hour_of(seconds)], err) != 0)
			return -1;
	}
	return 0;
}

static int load_hours(struct loader *loader, const struct key *key,
		      const struct node *node, void *at)
{
	double *hours = (void *)((char *)at + key->offset);
	struct sheet sheet;
	int failed = 0;

	key->type->absent(key, at);
	if (node->kind == NODE_LIST ||
	    (node->kind == NODE_SCALAR && node->text[0] == '\0'))
		return loader_wanted(loader, node, key->type->wanted);
	for (int i = 0; i < node->n && !failed; i++)
		failed =
		    load_hour(loader, node->keys[i], node->items[i], hours);
	if (node->kind == NODE_MAP)
		return failed;
	if (files_sheet(loader, node, node->text, &sheet) != 0)
		return -1;
	failed = read_hours(&sheet, hours, loader->err);
	sheet_finish(&sheet);
	return failed;
}

static void no_hours(const struct key *key, void *at)
{
	double *hours = (void *)((char *)at + key->offset);

	for (int i = 0; i < HOURS; i++)
		hours[i] = -1;
}

static const struct type type_by_hour = {
    .name = "shares by hour",
    .wanted = "hours with shares such as {\"09:00\": 20%}, or a CSV file",
    .schema = "{\"anyOf\": [{\"type\": \"string\"}, {\"type\": \"object\", "
	      "\"additionalProperties\": {\"type\": [\"string\", "
	      "\"number\"]}}]}",
    .load = load_hours,
    .absent = no_hours,
};

#define OTHER(name, result, doc)                                               \
	{                                                                      \
		name, &type_share, AT(answer, conf.other[result]), doc,        \
		    .preset = "0%"                                             \
	}

static const struct key keys_answer[] = {
    {"person", &type_share, AT(answer, person), "of the numbers dialed",
     .required = true},
    {"by-hour", &type_by_hour, AT(answer, hours),
     .doc =
	 "the same from an hour of the lead's clock on, until the next that is "
	 "named; or a CSV file with columns hour and person (0 to 1)"},
    OTHER("machine", RESULT_MACHINE,
	  "of the rest: an answering machine or a mailbox"),
    OTHER("busy", RESULT_BUSY, "of the rest: the line is busy"),
    OTHER("sit", RESULT_SIT, "of the rest: the network says no such number"),
    OTHER("fax", RESULT_FAX, "of the rest: a fax machine or a modem"),
    OTHER("failure", RESULT_FAILURE, "of the rest: the network fails"),
    {"rings", &type_length, AT(answer, conf.person_rings),
     "until a person picks up", .preset = "uniform(4s, 20s)"},
    {"machine-rings", &type_length, AT(answer, conf.machine_rings),
     "until a machine does, or a fax", .preset = "uniform(12s, 24s)"},
    {"fails-after", &type_length, AT(answer, conf.fails),
     "until busy, no such number or a failure is heard", .preset = "3s"},
    {"no-answer-after", &type_duration, AT(answer, conf.no_answer),
     "ringing, then the dialer hangs up", .preset = "25s", .min = 1,
     .max = 3600},
    {0},
};

/* An hour that is not named goes on as the one before; those before the first
 * are as any. */
static void fill_hours(struct answer *answer)
{
	double person = answer->person;

	for (int i = 0; i < HOURS; i++) {
		if (answer->hours[i] >= 0)
			person = answer->hours[i];
		answer->conf.person[i] = person;
	}
}

static int build_answer(struct loader *loader, const struct node *node,
			void *draft, void *at)
{
	struct answer *answer = draft;
	double *other = answer->conf.other;
	double sum = 0;

	for (int i = 0; i < CALL_RESULTS; i++)
		sum += other[i];
	if (sum > 1 + 1e-9)
		return loader_error(loader, tree_key(node),
				    "wanted shares of the rest of at most "
				    "100%%, got %.10g%%",
				    sum * 100);
	other[RESULT_NO_ANSWER] = sum < 1 ? 1 - sum : 0;
	fill_hours(answer);
	*(struct answer_conf *)at = answer->conf;
	return 0;
}

const struct section section_answer = {
    .name = "answer",
    .doc = "What a number that is dialed meets.  First a person, or not; of "
	   "those who do not come, the other shares; what is left of them "
	   "rings until the dialer gives up.  A share alone says `person`.",
    .keys = keys_answer,
    .size = sizeof(struct answer_conf),
    .draft = sizeof(struct answer),
    .lone = "person",
    .build = build_answer,
};

static const struct key keys_detection[] = {
    {"decides", &type_length, AT(detection_conf, decides),
     "how long it listens, from pick-up", .required = true},
    {"false-machine", &type_share, AT(detection_conf, false_machine),
     "of persons, taken for a machine and hung up on", .preset = "0%"},
    {"false-person", &type_share, AT(detection_conf, false_person),
     "of machines, put through to an agent", .preset = "0%"},
    {0},
};

const struct section section_detection = {
    .name = "detection",
    .doc = "Answering machines told from persons.  A length alone says "
	   "`decides`.",
    .keys = keys_detection,
    .size = sizeof(struct detection_conf),
    .lone = "decides",
};
