#include "scenarios/nearest.h"

#include "scenarios/text.h"

#include <string.h>

#define LONGEST 48 /* longer words are not compared */

static size_t min(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Letters put in, left out, changed, or swapped with a neighbour (optimal
 * string alignment; Damerau, CACM 7, 1964). */
static size_t edit_distance(const char *a, const char *b)
{
	size_t d[LONGEST + 1][LONGEST + 1];
	size_t n = strlen(a);
	size_t m = strlen(b);

	for (size_t i = 0; i <= n; i++)
		d[i][0] = i;
	for (size_t j = 0; j <= m; j++)
		d[0][j] = j;
	for (size_t i = 1; i <= n; i++)
		for (size_t j = 1; j <= m; j++) {
			d[i][j] = min(min(d[i - 1][j], d[i][j - 1]) + 1,
				      d[i - 1][j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
			    a[i - 2] == b[j - 1])
				d[i][j] = min(d[i][j], d[i - 2][j - 2] + 1);
		}
	return d[n][m];
}

void nearest_init(struct nearest *nearest, const char *word)
{
	size_t length = strlen(word);

	/* A third of the letters may be wrong, and one always. */
	*nearest = (struct nearest){
	    .word = word,
	    .distance = length / 3 + 1 + (length < 3),
	};
}

void nearest_offer(struct nearest *nearest, const char *candidate)
{
	size_t distance;

	if (strlen(nearest->word) > LONGEST || strlen(candidate) > LONGEST)
		return;
	distance = edit_distance(nearest->word, candidate);
	if (distance < nearest->distance && distance < strlen(candidate)) {
		nearest->distance = distance;
		nearest->best = candidate;
	}
}

int nearest_hint(const struct nearest *nearest, struct err *err)
{
	if (nearest->best == NULL)
		return -1;
	err_hint(err, "did you mean '%s'?", nearest->best);
	text_clean(err->hint);
	return -1;
}
