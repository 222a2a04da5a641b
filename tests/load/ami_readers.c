/*
 * Many AMI clients that read all there is: did each get every event, the same
 * ones in the same order, and how late?
 *
 *   ami_readers PORT USER CLIENTS [STUCK]       the secret on standard input
 *
 * STUCK further clients sign in and then read nothing.  When all are signed in
 * it says "ready" on standard error; it goes on until the switch closes the
 * connections.  An event that carries a Timestamp is late by the time from
 * there to its last byte's arrival; a screen pop by the time from when the
 * agent's telephone was to ring.  Prints one line of JSON; exit 1 when the
 * readers differ.
 *
 * Two hundred readers get hundreds of megabytes a second, so a byte is looked
 * at once: whoever is ahead writes it to a tape, the others compare theirs
 * with what is there.
 */
#include <assert.h>
#include <event2/event.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

/* Lateness in steps of a tenth of a millisecond; the last is "or more". */
enum { STEPS = 100000, INPUT = 1 << 17, GREETING = 4096 };

/* Clients that sign in at the same time: a switch lets few strangers in. */
enum { STRANGERS = 20 };

/* Calls that ring, by a few bits of their name. */
enum { CALLS = 1 << 16 };

struct readers;

struct reader {
	struct readers *all;
	struct event *readable;
	int socket;
	bool stuck;
	bool greeted;
	bool signed_in; /* and has read what comes with it */
	bool differs;
	size_t at;    /* on the tape */
	size_t event; /* the next that he has not whole */
	size_t n;     /* bytes of the greeting */
	char greeting[GREETING];
};

/* What was said, and where on it events end. */
struct tape {
	char *bytes;
	size_t n, room;
	size_t parsed; /* events are known so far */
	struct {
		size_t end;
		double due;
	} * events;
	size_t n_events, events_room;
};

struct lateness {
	uint64_t n;
	uint64_t steps[STEPS];
	double most;
};

struct readers {
	struct event_base *base;
	int port;
	int opened;
	const char *user;
	char secret[256];
	int n;
	int signed_in;
	int open;
	struct reader *reader;
	uint64_t bytes;
	uint64_t joins; /* of queues */
	struct tape tape;
	struct lateness events;
	struct lateness pops;
	double rings[CALLS]; /* since when */
	char input[INPUT];
};

static double now_s(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void die(const char *why)
{
	fprintf(stderr, "ami_readers: %s\n", why);
	exit(2);
}

static void count(struct lateness *lateness, double late)
{
	int step = late < 0		 ? 0
		   : late * 1e4 >= STEPS ? STEPS - 1
					 : (int)(late * 1e4);

	if (late > lateness->most)
		lateness->most = late;
	lateness->steps[step]++;
	lateness->n++;
}

/* What stands behind a key in the message's first so many bytes; NULL. */
static const char *value_of(const char *message, size_t length, const char *key)
{
	size_t n = strlen(key);
	const char *at = memmem(message, length, key, n);

	return at != NULL ? at + n : NULL;
}

static bool is_event(const char *message, const char *name)
{
	return strncmp(message + 7, name, strlen(name)) == 0;
}

static double *rings_of(struct readers *all, const char *message, size_t length)
{
	const char *name = value_of(message, length, "\r\nLinkedid: ");
	unsigned hash = 5381;

	if (name == NULL)
		return NULL;
	for (; *name != '\r'; name++)
		hash = hash * 33 + (unsigned char)*name;
	return &all->rings[hash % CALLS];
}

/* What is new on the tape is looked at more closely. */
static void follow(struct readers *all, const char *message, size_t length,
		   double due, double now)
{
	double *rings;

	if (is_event(message, "QueueCallerJoin\r"))
		all->joins++;
	else if (is_event(message, "AgentCalled\r") &&
		 (rings = rings_of(all, message, length)) != NULL)
		*rings = due;
	else if (is_event(message, "UserEvent\r") &&
		 (rings = rings_of(all, message, length)) != NULL && *rings > 0)
		count(&all->pops, now - *rings);
}

/* The third line says when it was due. */
static double due_of(const char *message, size_t length)
{
	const char *stamp =
	    value_of(message, length < 160 ? length : 160, "\r\nTimestamp: ");

	return stamp != NULL ? strtod(stamp, NULL) : 0;
}

/* Room for n more elements. */
static void *grown(void *old, size_t n, size_t *room, size_t size)
{
	if (n <= *room)
		return old;
	*room = 2 * n;
	old = realloc(old, *room * size);
	if (old == NULL)
		die("there is no memory left");
	return old;
}

static void event_add_to(struct readers *all, size_t end, double now)
{
	struct tape *tape = &all->tape;
	const char *message = tape->bytes + tape->parsed;
	size_t length = end - tape->parsed;
	double due = due_of(message, length);

	tape->events = grown(tape->events, tape->n_events + 1,
			     &tape->events_room, sizeof(*tape->events));
	tape->events[tape->n_events].end = end;
	tape->events[tape->n_events++].due = due;
	tape->parsed = end;
	if (length > 8)
		follow(all, message, length, due, now);
}

static void tape_add(struct readers *all, const char *bytes, size_t n,
		     double now)
{
	struct tape *tape = &all->tape;
	const char *end;

	tape->bytes = grown(tape->bytes, tape->n + n, &tape->room, 1);
	memcpy(tape->bytes + tape->n, bytes, n);
	tape->n += n;
	while ((end = memmem(tape->bytes + tape->parsed, tape->n - tape->parsed,
			     "\r\n\r\n", 4)) != NULL)
		event_add_to(all, (size_t)(end - tape->bytes) + 4, now);
}

/* Those that he has whole now. */
static void count_events(struct reader *reader, double now)
{
	struct readers *all = reader->all;
	const struct tape *tape = &all->tape;

	for (; reader->event < tape->n_events &&
	       tape->events[reader->event].end <= reader->at;
	     reader->event++)
		if (tape->events[reader->event].due > 0)
			count(&all->events,
			      now - tape->events[reader->event].due);
}

static void take(struct reader *reader, const char *bytes, size_t n)
{
	struct tape *tape = &reader->all->tape;
	size_t known = tape->n - reader->at;
	double now = now_s();

	if (reader->differs)
		return;
	if (known > n)
		known = n;
	if (memcmp(bytes, tape->bytes + reader->at, known) != 0) {
		reader->differs = true;
		return;
	}
	reader->at += n;
	if (n > known)
		tape_add(reader->all, bytes + known, n - known, now);
	count_events(reader, now);
}

static void open_next(struct readers *all);

static void signed_in(struct reader *reader)
{
	struct readers *all = reader->all;

	reader->signed_in = true;
	if (reader->stuck)
		event_del(reader->readable);
	if (++all->signed_in == all->n)
		fprintf(stderr, "ready\n");
	open_next(all);
}

static void sign_in(struct reader *reader)
{
	char text[512];
	int n = snprintf(text, sizeof(text),
			 "Action: Login\r\nActionID: in\r\nUsername: %s\r\n"
			 "Secret: %s\r\nEvents: on\r\n\r\n",
			 reader->all->user, reader->all->secret);

	if (n >= (int)sizeof(text) ||
	    send(reader->socket, text, (size_t)n, 0) != n)
		die("the sign-in could not be sent");
	reader->greeted = true;
}

/* One line, one response, one event: he is in. */
static void greeting(struct reader *reader)
{
	static const char last[] = "Event: FullyBooted\r\n";
	const char *text = reader->greeting, *end;

	if (!reader->greeted &&
	    (end = memmem(text, reader->n, "\r\n", 2)) != NULL) {
		if (strncmp(text, "Asterisk Call Manager", 21) != 0)
			die("that is no AMI");
		sign_in(reader);
	}
	if (memmem(text, reader->n, "Response: Error", 15) != NULL)
		die("the switch did not let us in");
	end = memmem(text, reader->n, last, sizeof(last) - 1);
	if (end == NULL)
		return;
	end = memmem(end, reader->n - (size_t)(end - text), "\r\n\r\n", 4);
	if (end == NULL)
		return;
	end += 4;
	signed_in(reader);
	take(reader, end, reader->n - (size_t)(end - text));
}

static void closed(struct reader *reader)
{
	if (!reader->signed_in)
		die("the connection ended before the sign-in");
	event_del(reader->readable);
	if (!reader->stuck && --reader->all->open == 0)
		event_base_loopbreak(reader->all->base);
}

static void on_readable(evutil_socket_t socket, short what, void *arg)
{
	struct reader *reader = arg;
	struct readers *all = reader->all;
	char *to =
	    reader->signed_in ? all->input : reader->greeting + reader->n;
	ssize_t got = recv(socket, to,
			   reader->signed_in ? INPUT : GREETING - reader->n, 0);

	(void)what;
	if (got <= 0) {
		closed(reader);
		return;
	}
	all->bytes += (uint64_t)got;
	if (reader->signed_in) {
		take(reader, to, (size_t)got);
		return;
	}
	reader->n += (size_t)got;
	greeting(reader);
}

static void reader_open(struct readers *all, struct reader *reader)
{
	struct sockaddr_in at = {.sin_family = AF_INET,
				 .sin_port = htons((uint16_t)all->port),
				 .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};

	reader->all = all;
	reader->socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (reader->socket < 0 ||
	    connect(reader->socket, (struct sockaddr *)&at, sizeof(at)) < 0)
		die("no connection");
	reader->readable = event_new(all->base, reader->socket,
				     EV_READ | EV_PERSIST, on_readable, reader);
	event_add(reader->readable, NULL);
}

static void open_next(struct readers *all)
{
	if (all->opened < all->n)
		reader_open(all, &all->reader[all->opened++]);
}

/* The lateness [ms] that so many of all do not pass. */
static double quantile(const struct lateness *lateness, double share)
{
	uint64_t seen = 0;
	int step;

	for (step = 0; step < STEPS; step++) {
		seen += lateness->steps[step];
		if ((double)seen >= share * (double)lateness->n)
			break;
	}
	return (step + 1) / 10.0;
}

static void print(const char *name, const struct lateness *lateness)
{
	printf("\"%s\": {\"n\": %llu, \"p50_ms\": %.1f, \"p99_ms\": %.1f, "
	       "\"max_ms\": %.1f}, ",
	       name, (unsigned long long)lateness->n, quantile(lateness, 0.5),
	       quantile(lateness, 0.99), lateness->most * 1e3);
}

static int report(const struct readers *all)
{
	int i, differ = 0;

	for (i = 0; i < all->n; i++)
		if (!all->reader[i].stuck && (all->reader[i].differs ||
					      all->reader[i].at != all->tape.n))
			differ++;
	printf("{");
	print("late", &all->events);
	print("pops", &all->pops);
	printf("\"clients\": %d, \"events\": %llu, \"joins\": %llu, "
	       "\"differ\": %d, \"bytes\": %llu}\n",
	       all->n, (unsigned long long)all->tape.n_events,
	       (unsigned long long)all->joins, differ,
	       (unsigned long long)all->bytes);
	return differ > 0 || all->tape.n_events == 0;
}

static void secret_read(struct readers *all)
{
	if (fgets(all->secret, sizeof(all->secret), stdin) == NULL)
		die("the secret was wanted on standard input");
	all->secret[strcspn(all->secret, "\r\n")] = '\0';
}

int main(int argc, char **argv)
{
	static struct readers all;
	int i, stuck;

	if (argc < 4 || argc > 5)
		die("usage: ami_readers PORT USER CLIENTS [STUCK]");
	all.user = argv[2];
	all.open = atoi(argv[3]);
	stuck = argc > 4 ? atoi(argv[4]) : 0;
	if (all.open < 1 || all.open > 10000 || stuck < 0 || stuck > 1000)
		die("1 to 10000 clients were wanted");
	all.n = all.open + stuck;
	secret_read(&all);
	all.base = event_base_new();
	all.reader = calloc((size_t)all.n, sizeof(struct reader));
	assert(all.base != NULL && all.reader != NULL);
	for (i = 0; i < all.n; i++)
		all.reader[i].stuck = i >= all.n - stuck;
	all.port = atoi(argv[1]);
	for (i = 0; i < STRANGERS; i++)
		open_next(&all);
	event_base_dispatch(all.base);
	return report(&all);
}
