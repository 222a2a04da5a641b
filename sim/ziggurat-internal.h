/*
 * The numbers of the sub-draws under one purpose, so that none meets another.
 */
#ifndef SIM_ZIGGURAT_INTERNAL_H
#define SIM_ZIGGURAT_INTERNAL_H

enum draw_number {
	DRAW_FIRST,  /* the contact's own word stands for it */
	DRAW_SECOND, /* the branch of a mixture, the tail of a table */
	DRAW_ATOM,
	DRAW_GAMMA = 16,     /* and one more for each try */
	DRAW_ZIGGURAT = 4096 /* likewise */
};

#endif
