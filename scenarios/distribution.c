#include "scenarios/value.h"

#include "scenarios/nearest.h"
#include "scenarios/scan.h"

#include <math.h>
#include <string.h>

#define ARGUMENTS 3

enum unit { UNIT_NONE, UNIT_LENGTH, UNIT_NUMBER, UNIT_SHARE, UNIT_STAGES };

static const struct range {
	double min;
	double max;
} ranges[] = {
    [UNIT_LENGTH] = {1e-6, VALUE_LONGEST},
    [UNIT_NUMBER] = {-1000, 1000},
    [UNIT_SHARE] = {0, 1},
    [UNIT_STAGES] = {1, 1000},
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
	if (fabs(v[0]) > 20 || v[1] <= 0 || v[1] > 10)
		return -1;
	*dist = dist_lognormal_of_log(v[0], v[1]);
	return 0;
}

static int make_gamma(const double *v, struct dist *dist)
{
	if (v[1] < 0.001)
		return -1;
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
	if (v[0] < 0.05 || v[0] > 100)
		return -1;
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
#define TIME                                                                   \
	{                                                                      \
		UNIT_LENGTH, NULL                                              \
	}

static const struct form forms[] = {
    {"constant", {TIME}, make_constant, "constant(6s)"},
    {"exponential", {TIME}, make_exponential, "exponential(3m)"},
    {"lognormal", {MEAN, SD}, make_lognormal, "lognormal(mean 3m, sd 2m)"},
    {"lognormal",
     {{UNIT_NUMBER, "mu"}, {UNIT_NUMBER, "sigma"}},
     make_log,
     "lognormal(mu 4.8, sigma 0.9)"},
    {"gamma",
     {MEAN, {UNIT_NUMBER, "shape"}},
     make_gamma,
     "gamma(mean 3m, shape 0.755)"},
    {"gamma", {MEAN, SD}, make_gamma_sd, "gamma(mean 3m, sd 2m)"},
    {"erlang",
     {MEAN, {UNIT_STAGES, "stages"}},
     make_erlang,
     "erlang(mean 3m, stages 2)"},
    {"weibull",
     {{UNIT_NUMBER, "shape"}, {UNIT_LENGTH, "scale"}},
     make_weibull,
     "weibull(shape 0.7, scale 1m)"},
    {"hyperexponential",
     {{UNIT_SHARE, NULL}, TIME, {UNIT_LENGTH, "rest"}},
     make_hyperexponential,
     "hyperexponential(88.7% 1m, rest 4m)"},
    {"uniform", {TIME, TIME}, make_uniform, "uniform(10s, 30s)"},
    {"triangular",
     {TIME, TIME, TIME},
     make_triangular,
     "triangular(1m, 3m, 8m)"},
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

static bool scan_unit(const char **at, enum unit unit, double *out)
{
	bool found = unit == UNIT_LENGTH  ? scan_duration(at, out)
		     : unit == UNIT_SHARE ? scan_share(at, out)
					  : scan_number(at, out);

	if (!found)
		return false;
	if (unit == UNIT_LENGTH && *out == 0)
		return true; /* make() decides */
	return *out >= ranges[unit].min && *out <= ranges[unit].max;
}

/* The arguments in any order where they have names; commas may be left out,
 * for inside { } of YAML they would need quotes. */
static bool scan_form(const char **at, const struct form *form, double *v)
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
		if (!scan_unit(at, argument->unit, &v[i]))
			return false;
	}
	return scan_char(at, ')');
}

/* A length that must not be 0 is one that is alone or has a name. */
static bool makes_sense(const struct form *form, const double *v)
{
	for (int i = 0; i < ARGUMENTS; i++)
		if (form->arguments[i].unit == UNIT_LENGTH && v[i] <= 0 &&
		    form->make != make_constant && form->make != make_uniform &&
		    form->make != make_triangular)
			return false;
	return true;
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

static int law_read(const char **at, const char *law, struct dist *dist)
{
	const char *start = *at;
	double v[ARGUMENTS] = {0};

	for (size_t i = 0; i < FORMS; i++) {
		*at = start;
		if (strcmp(forms[i].law, law) == 0 &&
		    scan_form(at, &forms[i], v))
			return makes_sense(&forms[i], v)
				   ? forms[i].make(v, dist)
				   : -1;
	}
	return -1;
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
	return law_read(at, law, dist) == 0 ? 0 : no_law(text, law, err);
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
		if (value_duration(text, &seconds, err) == 0)
			err_set(err, "wanted a length up to 3650d");
		snprintf(err->what, sizeof(err->what),
			 "wanted a length such as 3m or exponential(3m), got "
			 "'%.60s'",
			 text);
		return -1;
	}
	if (scan_atom(&at, dist))
		return 0;
	wanted(err, text);
	return err_hint(err, "after it there may stand: or 0 with 10%%");
}
