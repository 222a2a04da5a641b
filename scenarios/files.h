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

/* A whole text file of at most a scenario's size; finish it only after
 * success.  Its name lives as long as the scenario. */
int files_text(struct loader *loader, const struct node *node, const char *file,
	       struct text *text);

/* A file's path, for whoever reads it later: it must be there.  Of a
 * scenario that was moved it is only a name: what was read then is kept.  It
 * lives as long as the scenario. */
int files_path(struct loader *loader, const struct node *node, const char *file,
	       const char **path);

/* The same as files_text of the file NAME.ENDING beside the scenario, if there
 * is one that can be read. */
bool files_beside(struct loader *loader, const char *name, const char *ending,
		  struct text *text);

/* An empirical law: columns value [s] and cumulative. */
const struct dist_table *files_empirical(struct loader *loader,
					 const struct node *node,
					 const char *file);

#endif
