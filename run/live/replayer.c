#include "run/live/replayer.h"

#include <string.h>

struct replayer {
	const struct replayer_conf *conf;
	struct center *center;
	struct replayer_result *result;
	struct journal_reader reader;
	struct journal_line verdict; /* on the last command */
	bool left_out;		     /* it was */
};

static void move(const struct replayer *replayer, sim_time to)
{
	const struct replayer_conf *conf = replayer->conf;

	if (conf->move != NULL)
		conf->move(conf->arg, replayer->center, to);
	else
		center_run_until(replayer->center, to);
}

static int take_mark(struct replayer *replayer, const struct journal_line *line,
		     struct err *err)
{
	(void)replayer;
	(void)line;
	(void)err;
	return 0;
}

static int take_command(struct replayer *replayer,
			const struct journal_line *line, struct err *err)
{
	const char *without = replayer->conf->without;
	struct journal_line *verdict = &replayer->verdict;
	struct err why;

	(void)err;
	replayer->left_out =
	    without != NULL && strcmp(without, line->actor) == 0;
	replayer->result->left_out += replayer->left_out;
	replayer->result->owes = !replayer->left_out;
	if (replayer->left_out)
		return 0;
	if (replayer->conf->command != NULL)
		replayer->conf->command(replayer->conf->command_arg, line);
	*verdict = journal_line_of(JOURNAL_DONE, line->at);
	if (center_command(replayer->center, &line->command, &verdict->reply,
			   &why) < 0) {
		*verdict = journal_line_of(JOURNAL_REFUSED, line->at);
		snprintf(verdict->why, sizeof(verdict->why), "%s", why.what);
		replayer->result->refused++;
	}
	replayer->result->commands++;
	return 0;
}

/* Compared as they are written. */
static int take_verdict(struct replayer *replayer,
			const struct journal_line *line, struct err *err)
{
	char was[JOURNAL_TEXT], is[JOURNAL_TEXT];

	replayer->result->owes = false;
	if (replayer->conf->without != NULL)
		return 0;
	if (journal_line_write(line, was, err) < 0 ||
	    journal_line_write(&replayer->verdict, is, err) < 0)
		return -1;
	if (strcmp(was, is) == 0)
		return 0;
	is[strcspn(is, "\n")] = '\0';
	return err_set(err, "the verdict was another one, and is now %.300s",
		       is);
}

static int take_clock(struct replayer *replayer,
		      const struct journal_line *line, struct err *err)
{
	struct replayer_result *result = replayer->result;

	(void)err;
	if (line->change == CLOCK_SPEED)
		result->speed = line->speed;
	else
		result->paused = line->change != CLOCK_GO;
	return 0;
}

static int take_begin(struct replayer *replayer,
		      const struct journal_line *line, struct err *err)
{
	if (line->begin != replayer->result->begins)
		return err_set(err, "\"begin\": %d was wanted",
			       replayer->result->begins);
	replayer->result->begins++;
	return 0;
}

static int take_end(struct replayer *replayer, const struct journal_line *line,
		    struct err *err)
{
	(void)err;
	replayer->result->closed = line->closed;
	replayer->result->events = line->events;
	return 0;
}

static int (*const takers[])(struct replayer *replayer,
			     const struct journal_line *line,
			     struct err *err) = {
    [JOURNAL_MARK] = take_mark,	   [JOURNAL_COMMAND] = take_command,
    [JOURNAL_DONE] = take_verdict, [JOURNAL_REFUSED] = take_verdict,
    [JOURNAL_CLOCK] = take_clock,  [JOURNAL_BEGIN] = take_begin,
    [JOURNAL_END] = take_end,
};

static int take(struct replayer *replayer, const struct journal_line *line,
		struct err *err)
{
	struct replayer_result *result = replayer->result;

	if (result->closed)
		return err_set(err, "the day was over before this line");
	/* Also where it stands already: what the last command made due now
	 * comes before this one. */
	move(replayer, line->at);
	result->at = line->at;
	result->ended = line->kind == JOURNAL_END;
	result->events = -1;
	return takers[line->kind](replayer, line, err);
}

static int play(struct replayer *replayer, struct err *err)
{
	struct journal_line line;
	int got;

	while ((got = journal_next(&replayer->reader, &line, err)) > 0) {
		if (take(replayer, &line, err) < 0)
			return journal_wrong(&replayer->reader, err);
	}
	if (got == 0 && replayer->result->begins == 0) {
		err_set(err, "there is no line");
		return journal_wrong(&replayer->reader, err);
	}
	replayer->result->owed = replayer->verdict;
	replayer->result->size = replayer->reader.size;
	return got;
}

int replayer_run(const struct replayer_conf *conf, struct center *center,
		 struct replayer_result *result, struct err *err)
{
	struct replayer replayer = {
	    .conf = conf, .center = center, .result = result};
	int got;

	*result = (struct replayer_result){.speed = 1, .events = -1};
	if (journal_reader_open(&replayer.reader, conf->journal, err) < 0)
		return -1;
	got = play(&replayer, err);
	journal_reader_close(&replayer.reader);
	return got;
}
