/*
 * The types of values: what a key of a table may hold.  Each reads one node
 * into one member of a struct; the C type it fills is named beside it.
 */
#ifndef SCENARIOS_TYPES_H
#define SCENARIOS_TYPES_H

#include "scenarios/section.h"

extern const struct type type_duration;	   /* sim_time */
extern const struct type type_limit;	   /* sim_time; may be `never` */
extern const struct type type_clock;	   /* sim_time */
extern const struct type type_rate;	   /* double [1/s] */
extern const struct type type_share;	   /* double */
extern const struct type type_rest;	   /* double; -1 for `rest` */
extern const struct type type_number;	   /* double */
extern const struct type type_length;	   /* struct dist */
extern const struct type type_wait;	   /* struct dist; may be `never` */
extern const struct type type_count;	   /* int */
extern const struct type type_big;	   /* uint64_t */
extern const struct type type_flag;	   /* bool */
extern const struct type type_word;	   /* int: the index in key->words */
extern const struct type type_text;	   /* const char * */
extern const struct type type_words;	   /* struct words: acd/words.h */
extern const struct type type_named_words; /* pointer, and int count */
extern const struct type type_not_ready;   /* the same; absent: the usual */
extern const struct type type_remark;	   /* nothing */
extern const struct type type_version;	   /* nothing */
extern const struct type type_name;	   /* int: an index; -1 when absent */

extern const struct type type_section; /* a struct */
extern const struct type type_list;    /* pointer, and int count */
extern const struct type type_values;  /* the same, of key->item */
/* The same; each struct begins with const char *name. */
extern const struct type type_named;
/* The same; each struct begins with the int index of what it is about.  A
 * lone name and a list of names stand for names with nothing to say. */
extern const struct type type_keyed;

/* Lists that are not of one key: n structs from node's items. */
int types_room(struct loader *loader, const struct key *key,
	       const struct node *node, int n, void *at, void **out);

/* Shares that sum to 1: gives `rest` (-1) what is left.  Shares lie stride
 * bytes apart; node is what the error shows. */
int shares_settle(struct loader *loader, const struct node *node, double *first,
		  int n, size_t stride);

#endif
