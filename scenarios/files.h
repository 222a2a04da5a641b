/*
 * The CSV files that a scenario names: sought beside it, read within bounds.
 * What is wrong with a file's content is an error in that file; a file that
 * cannot be read is one in the scenario.
 */
#ifndef SCENARIOS_FILES_H
#define SCENARIOS_FILES_H

#include "scenarios/section.h"
#include "scenarios/sheet.h"

/* Loads the sheet; finish it only after success. */
int files_sheet(struct loader *loader, const struct node *node,
		const char *file, struct sheet *sheet);

/* An empirical law: columns value [s] and cumulative. */
const struct dist_table *files_empirical(struct loader *loader,
					 const struct node *node,
					 const char *file);

#endif
