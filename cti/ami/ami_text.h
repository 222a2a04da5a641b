/*
 * A message while it is written: lines of `Key: Value`, and an empty one.
 */
#ifndef CTI_AMI_AMI_TEXT_H
#define CTI_AMI_AMI_TEXT_H

#include <stddef.h>

struct ami_text {
	char *bytes;
	size_t n;
	size_t size;
};

void ami_text_finish(struct ami_text *text);

void ami_text_line(struct ami_text *text, const char *key, const char *format,
		   ...) __attribute__((format(printf, 3, 4)));

/* The key in two halves: "Dest", "Channel". */
void ami_text_pair(struct ami_text *text, const char *prefix, const char *key,
		   const char *value);
void ami_text_number(struct ami_text *text, const char *prefix, const char *key,
		     long long value);

void ami_text_add(struct ami_text *text, const void *bytes, size_t n);

/* The empty line. */
void ami_text_end(struct ami_text *text);

#endif
