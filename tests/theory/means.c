#include "tests/theory/means.h"

#include <assert.h>
#include <math.h>

#include <gsl/gsl_multifit.h>

static double at(const struct batches *batches, int batch, int number)
{
	return batches
	    ->values[(size_t)batch * (size_t)batches->width + (size_t)number];
}

static double mean_of(const struct batches *batches, int number)
{
	double sum = 0;

	for (int i = 0; i < batches->n; i++)
		sum += at(batches, i, number);
	return sum / batches->n;
}

/* Controls are scaled to about 1, for the fit's sake. */
static double spread_of(const struct batches *batches, int number)
{
	double sum = 0;

	for (int i = 0; i < batches->n; i++)
		sum += at(batches, i, number) * at(batches, i, number);
	return sum > 0 ? sqrt(sum / batches->n) : 1;
}

struct fit {
	gsl_matrix *x;
	gsl_vector *y;
	gsl_vector *b;
	gsl_vector *residuals;
	gsl_matrix *covariance;
	gsl_multifit_linear_workspace *room;
};

static void fit_init(struct fit *fit, size_t n, size_t p)
{
	fit->x = gsl_matrix_alloc(n, p);
	fit->y = gsl_vector_alloc(n);
	fit->b = gsl_vector_alloc(p);
	fit->residuals = gsl_vector_alloc(n);
	fit->covariance = gsl_matrix_alloc(p, p);
	fit->room = gsl_multifit_linear_alloc(n, p);
}

static void fit_finish(struct fit *fit)
{
	gsl_multifit_linear_free(fit->room);
	gsl_matrix_free(fit->covariance);
	gsl_vector_free(fit->residuals);
	gsl_vector_free(fit->b);
	gsl_vector_free(fit->y);
	gsl_matrix_free(fit->x);
}

static void fit_controls(struct fit *fit, const struct batches *batches)
{
	for (int j = 0; j < batches->n_controls; j++) {
		double scale = 1 / spread_of(batches, j);

		for (int i = 0; i < batches->n; i++)
			gsl_matrix_set(fit->x, (size_t)i, (size_t)j + 1,
				       at(batches, i, j) * scale);
	}
}

static double lag_one(const gsl_vector *residuals)
{
	double product = 0, square = 0;

	for (size_t i = 0; i < residuals->size; i++) {
		double here = gsl_vector_get(residuals, i);

		square += here * here;
		if (i > 0)
			product += here * gsl_vector_get(residuals, i - 1);
	}
	return square > 0 ? product / square : 0;
}

/* The quotient's own part of each batch is what it has above the quotient of
 * all (the ratio estimator); at controls of 0 it is the constant of a linear
 * fit. */
struct mean means_quotient(const struct batches *batches, int over, int under)
{
	struct fit fit;
	double whole = mean_of(batches, under);
	double quotient = mean_of(batches, over) / whole, chi2;
	struct mean mean;

	assert(batches->n > batches->n_controls + 2);
	fit_init(&fit, (size_t)batches->n, (size_t)batches->n_controls + 1);
	for (int i = 0; i < batches->n; i++) {
		gsl_matrix_set(fit.x, (size_t)i, 0, 1);
		gsl_vector_set(
		    fit.y, (size_t)i,
		    (at(batches, i, over) - quotient * at(batches, i, under)) /
			whole);
	}
	fit_controls(&fit, batches);
	gsl_multifit_linear(fit.x, fit.y, fit.b, fit.covariance, &chi2,
			    fit.room);
	gsl_multifit_linear_residuals(fit.x, fit.y, fit.b, fit.residuals);
	mean = (struct mean){
	    .value = quotient + gsl_vector_get(fit.b, 0),
	    .error = sqrt(gsl_matrix_get(fit.covariance, 0, 0)),
	    .lag = lag_one(fit.residuals),
	};
	fit_finish(&fit);
	return mean;
}
