/*
 * What `callfloor NAME ...` can do.  Each subcommand is one file and one entry
 * of this kind; main finds it by name and lists the usages.
 */
#ifndef RUN_COMMAND_H
#define RUN_COMMAND_H

/* What the program returns to the shell. */
enum command_exit {
	COMMAND_DONE = 0,
	COMMAND_NO = 1,	   /* it ran, and the answer is no */
	COMMAND_USAGE = 2, /* it was asked wrongly; stderr says how to ask */
};

struct command {
	const char *name;
	const char *usage; /* one line, without "callfloor" */
	const char *help;  /* options and an example; ends with a newline */
	int (*exec)(int argc, char **argv); /* argv[0] is the name */
};

extern const struct command command_bench;
extern const struct command command_board;
extern const struct command command_check;
extern const struct command command_customers;
extern const struct command command_erlang;
extern const struct command command_explain;
extern const struct command command_live;
extern const struct command command_new;
extern const struct command command_replay;
extern const struct command command_run;
extern const struct command command_timeline;
extern const struct command command_trace;

#endif
