#include "acd/outbound/lead_heap.h"

static bool is_before(const struct lead *a, const struct lead *b,
		      enum heap_by by)
{
	if (by == HEAP_BY_TIME && a->time != b->time)
		return a->time < b->time;
	return a->rank < b->rank;
}

static int merge(struct lead *leads, enum heap_by by, int a, int b)
{
	int first = a;
	int other = b;

	if (a == NOBODY || b == NOBODY)
		return a == NOBODY ? b : a;
	if (is_before(&leads[b], &leads[a], by)) {
		first = b;
		other = a;
	}
	leads[other].next = leads[first].child;
	leads[first].child = other;
	return first;
}

int lead_heap_push(struct lead *leads, enum heap_by by, int heap, int lead)
{
	leads[lead].child = leads[lead].next = NOBODY;
	return merge(leads, by, heap, lead);
}

/* Two by two from the left; what comes of it is a list from the right. */
static int merge_pairs(struct lead *leads, enum heap_by by, int at)
{
	int pairs = NOBODY;

	while (at != NOBODY) {
		int a = at;
		int b = leads[a].next;

		at = b != NOBODY ? leads[b].next : NOBODY;
		a = merge(leads, by, a, b);
		leads[a].next = pairs;
		pairs = a;
	}
	return pairs;
}

int lead_heap_pop(struct lead *leads, enum heap_by by, int heap)
{
	int at = merge_pairs(leads, by, leads[heap].child);
	int rest = NOBODY;

	while (at != NOBODY) {
		int next = leads[at].next;

		rest = merge(leads, by, rest, at);
		at = next;
	}
	if (rest != NOBODY)
		leads[rest].next = NOBODY;
	return rest;
}
