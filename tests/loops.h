/* For the analysis alone, which does not look into libraries: what the loops
 * that they spell as macros set. */
#ifndef TESTS_LOOPS_H
#define TESTS_LOOPS_H

#define HASH_ITER(hh, head, at, next)                                          \
	for ((at) = (next) = (head); (at) != 0; (at) = (next))
#define json_array_foreach(array, at, value)                                   \
	for ((at) = 0; ((value) = json_array_get(array, at)) != 0; (at)++)
#define json_object_foreach(object, key, value)                                \
	for ((key) = json_object_iter_key(object);                             \
	     ((value) = json_object_iter_value(key)) != 0;                     \
	     (key) = json_object_iter_key(object))

#endif
