#include "scenarios/value.h"

#include "scenarios/nearest.h"
#include "scenarios/scan.h"

#include <math.h>
#include <string.h>

#define ARGUMENTS 3

enum unit {
	UNIT_NONE,
	UNIT_LENGTH,
	UNIT_TIME, /* a length that may be 0 */
	UNIT_MU,
	UNIT_SIGMA,
	UNIT_SHAPE,
	UNIT_WEIBULL,
	UNIT_SHARE,
	UNIT_STAGES,
};

static const struct range {
	double min;
	double max;
	const char *text;
} ranges[] = {
    [UNIT_LENGTH] = {1e-6, VALUE_LONGEST, "above 0, up to 3650d"},
    [UNIT_TIME] = {0, VALUE_LONGEST, "from 0 to 3650d"},
    [UNIT_MU] = {-20, 20, "from -20 to 20"},
    [UNIT_SIGMA] = {1e-9, 10, "above 0, up to 10"},
    [UNIT_SHAPE] = {0.001, 1000, "from 0.001 to 1000"},
    [UNIT_WEIBULL] = {0.05, 100, "from 0.05 to 100"},
    [UNIT_SHARE] = {0, 1, "from 0% to 100%"},
    [UNIT_STAGES] = {1, 1000, "from 1 to 1000"},
};

/* A law that is well written, but for a number out of its range. */
struct misfit {
	char what[96]; /* "the mean above 0"; empty: none */
	char got[64];
};

struct argument {
	enum unit unit;
	const char *name; /* NULL: it goes by its position */
};

/* One way to write a law.  make fails where the numbers make no sense. */
struct form {
	const char *law;
	struct argument arguments[ARGUMENTS];
	int (*make)(const double *v, struct dist *dist);
	const char *example;
	const char *sense; /* what the numbers must be to each other */
};

static int make_constant(const double *v, struct dist *dist)
{
	*dist = dist_constant(v[0]);
	return 0;
}

static int make_exponential(const double *v, struct dist *dist)
{
	*dist = dist_exponential(v[0]);
	return 0;
}

static int make_lognormal(const double *v, struct dist *dist)
{
	*dist = dist_lognormal(v[0], v[1]);
	return 0;
}

static int make_log(const double *v, struct dist *dist)
{
	*dist = dist_lognormal_of_log(v[0], v[1]);
	return 0;
}

static int make_gamma(const double *v, struct dist *dist)
{
	*dist = dist_gamma(v[0], v[1]);
	return 0;
}

static int make_gamma_sd(const double *v, struct dist *dist)
{
	double shape = v[0] / v[1] * (v[0] / v[1]);

	if (shape < 0.001 || shape > 1e6)
		return -1;
	*dist = dist_gamma(v[0], shape);
	return 0;
}

static int make_erlang(const double *v, struct dist *dist)
{
	if (v[1] != floor(v[1]))
		return -1;
	*dist = dist_gamma(v[0], v[1]);
	return 0;
}

static int make_weibull(const double *v, struct dist *dist)
{
	*dist = dist_weibull(v[0], v[1]);
	return 0;
}

static int make_hyperexponential(const double *v, struct dist *dist)
{
	*dist = dist_hyperexponential(v[0], v[1], v[2]);
	return 0;
}

static int make_uniform(const double *v, struct dist *dist)
{
	if (v[0] >= v[1])
		return -1;
	*dist = dist_uniform(v[0], v[1]);
	return 0;
}

static int make_triangular(const double *v, struct dist *dist)
{
	if (v[0] > v[1] || v[1] > v[2] || v[0] >= v[2])
		return -1;
	*dist = dist_triangular(v[0], v[1], v[2]);
	return 0;
}

#define MEAN                                                                   \
	{                                                                      \
		UNIT_LENGTH, "mean"                                            \
	}
#define SD                                                                     \
	{                                                                      \
		UNIT_LENGTH, "sd"                                              \
	}
#define LENGTH                                                                 \
	{                                                                      \
		UNIT_LENGTH, NULL                                              \
	}
#define TIME                                                                   \
	{                                                                      \
		UNIT_TIME, NULL                                                \
	}

static const struct form forms[] = {
    {"constant", {TIME}, make_constant, "constant(6s)", NULL},
    {"exponential", {LENGTH}, make_exponential, "exponential(3m)", NULL},
    {"lognormal",
     {MEAN, SD},
     make_lognormal,
     "lognormal(mean 3m, sd 2m)",
     NULL},
    {"lognormal",
     {{UNIT_MU, "mu"}, {UNIT_SIGMA, "sigma"}},
     make_log,
     "lognormal(mu 4.8, sigma 0.9)",
     NULL},
    {"gamma",
     {MEAN, {UNIT_SHAPE, "shape"}},
     make_gamma,
     "gamma(mean 3m, shape 0.755)",
     NULL},
    {"gamma",
     {MEAN, SD},
     make_gamma_sd,
     "gamma(mean 3m, sd 2m)",
     "an sd from 0.001 to 31.6 times the mean"},
    {"erlang",
     {MEAN, {UNIT_STAGES, "stages"}},
     make_erlang,
     "erlang(mean 3m, stages 2)",
     "a whole number of stages"},
    {"weibull",
     {{UNIT_WEIBULL, "shape"}, {UNIT_LENGTH, "scale"}},
     make_weibull,
     "weibull(shape 0.7, scale 1m)",
     NULL},
    {"hyperexponential",
     {{UNIT_SHARE, NULL}, LENGTH, {UNIT_LENGTH, "rest"}},
     make_hyperexponential,
     "hyperexponential(88.7% 1m, rest 4m)",
     NULL},
    {"uniform",
     {TIME, TIME},
     make_uniform,
     "uniform(10s, 30s)",
     "the shortest, then a longer one"},
    {"triangular",
     {TIME, TIME, TIME},
     make_triangular,
     "triangular(1m, 3m, 8m)",
     "the shortest, the likeliest and the longest, in this order"},
};

#define FORMS (sizeof(forms) / sizeof(forms[0]))

const char *value_form(size_t i)
{
	return i < FORMS ? forms[i].example : NULL;
}

static int wanted(struct err *err, const char *text)
{
	return err_set(err,
		       "wanted a distribution such as exponential(3m), got "
		       "'%.80s'",
		       text);
}

/* The number, whatever its range; a sign or too many percent are no slip of
 * the pen. */
static bool scan_any(const char **at, enum unit unit, double *out)
{
	const char *p = *at;
	bool negative = scan_char(&p, '-');
	bool length = unit == UNIT_LENGTH || unit == UNIT_TIME;

	if (length ? !scan_duration(&p, out) : !scan_number(&p, out))
		return false;
	if (unit == UNIT_SHARE && scan_char(&p, '%'))
		*out /= 100;
	else if (unit == UNIT_SHARE && *out == 1)
		return false; /* of 100, or of 1? */
	if (negative)
		*out = -*out;
	*at = p;
	return true;
}

static void misfit_set(struct misfit *misfit, const struct argument *argument,
		       const char *from, const char *to)
{
	const char *name = argument->unit == UNIT_SHARE ? "share"
			   : argument->name == NULL	? "length"
							: argument->name;

	while (*from == ' ')
		from++;
	snprintf(misfit->what, sizeof(misfit->what), "the %s %s", name,
		 ranges[argument->unit].text);
	snprintf(misfit->got, sizeof(misfit->got), "%.*s", (int)(to - from),
		 from);
}

static bool scan_unit(const char **at, const struct argument *argument,
		      double *out, struct misfit *misfit)
{
	const struct range *range = &ranges[argument->unit];
	const char *start = *at;

	if (!scan_any(at, argument->unit, out))
		return false;
	if (*out >= range->min && *out <= range->max)
		return true;
	if (misfit->what[0] == '\0')
		misfit_set(misfit, argument, start, *at);
	return false;
}

/* The arguments in any order where they have names; commas may be left out,
 * for inside { } of YAML they would need quotes. */
static bool scan_form(const char **at, const struct form *form, double *v,
		      struct misfit *misfit)
{
	for (int i = 0; i < ARGUMENTS; i++) {
		const struct argument *argument = &form->arguments[i];

		if (argument->unit == UNIT_NONE)
			break;
		if (i > 0 && !scan_char(at, ','))
			scan_char(at, ':');
		if (argument->name != NULL && !scan_word(at, argument->name) &&
		    strcmp(argument->name, "rest") != 0)
			return false;
		if (!scan_unit(at, argument, &v[i], misfit))
			return false;
	}
	return scan_char(at, ')');
}

/* The forms of one law, for those who wrote it wrongly. */
static int hint_forms(const char *law, struct err *err)
{
	struct nearest nearest;
	char hint[sizeof(err->hint)] = "";
	size_t n = 0;

	nearest_init(&nearest, law);
	for (size_t i = 0; i < FORMS; i++) {
		if (strcmp(forms[i].law, law) == 0)
			n += (size_t)snprintf(hint + n, sizeof(hint) - n,
					      "%s%s", n > 0 ? " or " : "write ",
					      forms[i].example);
		nearest_offer(&nearest, forms[i].law);
	}
	nearest_offer(&nearest, "empirical");
	nearest_offer(&nearest, "never");
	if (n > 0)
		return err_hint(err, "%s", hint);
	return nearest_hint(&nearest, err);
}

static int no_law(const char *text, const char *law, struct err *err)
{
	wanted(err, text);
	if (strchr(text, '(') != NULL && strchr(text, ')') == NULL)
		return err_hint(err, "inside { } a value with commas needs "
				     "quotes, or no commas");
	return hint_forms(law, err);
}

static int make(const struct form *form, const double *v, const char *text,
		struct dist *dist, struct err *err)
{
	if (form->make(v, dist) == 0)
		return 0;
	return err_set(err, "wanted %s, got '%.80s'", form->sense, text);
}

static int law_read(const char **at, const char *law, const char *text,
		    struct dist *dist, struct err *err)
{
	const char *start = *at;
	double v[ARGUMENTS] = {0};
	struct misfit misfit = {"", ""};

	for (size_t i = 0; i < FORMS; i++) {
		*at = start;
		if (strcmp(forms[i].law, law) == 0 &&
		    scan_form(at, &forms[i], v, &misfit))
			return make(&forms[i], v, text, dist, err);
	}
	if (misfit.what[0] == '\0')
		return no_law(text, law, err);
	return err_set(err, "wanted %s, got '%s'", misfit.what, misfit.got);
}

static int empirical_read(const char **at, const char *text,
			  const struct value_files *files, struct dist *dist,
			  struct err *err)
{
	const char *end = strchr(*at, ')');
	char file[256];
	const struct dist_table *table;

	if (end == NULL || end == *at || (size_t)(end - *at) >= sizeof(file)) {
		wanted(err, text);
		return err_hint(err, "write empirical(FILE.csv)");
	}
	snprintf(file, sizeof(file), "%.*s", (int)(end - *at), *at);
	*at = end + 1;
	table = files->open(files->arg, file, err);
	if (table == NULL)
		return -1;
	*dist = dist_empirical(table);
	return 0;
}

/* "or 0 with 10%": the share of those who take no time at all. */
static bool scan_atom(const char **at, struct dist *dist)
{
	const char *p = *at;
	double zero;

	if (scan_end(p))
		return true;
	if (!scan_word(&p, "or") || !scan_duration(&p, &zero) || zero > 0 ||
	    !scan_word(&p, "with") || !scan_share(&p, &dist->atom))
		return false;
	*at = p;
	return scan_end(p);
}

static int named_read(const char **at, const char *law, const char *text,
		      const struct value_files *files, struct dist *dist,
		      struct err *err)
{
	if (strcmp(law, "never") == 0) {
		*dist = dist_never();
		return 0;
	}
	if (!scan_char(at, '('))
		return no_law(text, law, err);
	if (strcmp(law, "empirical") == 0)
		return empirical_read(at, text, files, dist, err);
	return law_read(at, law, text, dist, err);
}

/* Not even a law: a length with something wrong about it. */
static int no_length(const char *text, struct err *err)
{
	const char *at = text;
	double seconds;

	if (scan_any(&at, UNIT_TIME, &seconds) && scan_end(at))
		return err_set(err, "wanted a length %s, got '%.60s'",
			       ranges[UNIT_TIME].text, text);
	value_duration(text, &seconds, err);
	snprintf(err->what, sizeof(err->what),
		 "wanted a length such as 3m or exponential(3m), got "
		 "'%.60s'",
		 text);
	return -1;
}

int value_distribution(const char *text, const struct value_files *files,
		       struct dist *dist, struct err *err)
{
	const char *at = text;
	char law[SCAN_WORD];
	double seconds;

	if (scan_name(&at, law)) {
		if (named_read(&at, law, text, files, dist, err) != 0)
			return -1;
	} else if (scan_duration(&at, &seconds) && seconds <= VALUE_LONGEST) {
		*dist = dist_constant(seconds);
	} else {
		return no_length(text, err);
	}
	if (scan_atom(&at, dist))
		return 0;
	wanted(err, text);
	return err_hint(err, "after it there may stand: or 0 with 10%%");
}
