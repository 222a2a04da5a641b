#include "cti/csta/csta-internal.h"

#include "base/mem.h"

#include <stdlib.h>

/*
 * The calls that are monitored themselves, whatever devices they come to: of
 * customers, by contact.  A consult's call is another; its devices' monitors
 * tell of it.
 */

struct list *csta_watch(struct csta *csta, uint64_t contact)
{
	struct csta_watched *watched = csta_watched(csta, contact);

	if (watched == NULL) {
		watched = MEM_NEW(struct csta_watched);
		watched->contact = contact;
		list_init(&watched->monitors);
		HASH_ADD(hh, csta->watched, contact, sizeof(contact), watched);
	}
	return &watched->monitors;
}

struct csta_watched *csta_watched(const struct csta *csta, uint64_t contact)
{
	struct csta_watched *found;

	HASH_FIND(hh, csta->watched, &contact, sizeof(contact), found);
	return found;
}

void csta_watch_forget(struct csta *csta, struct csta_watched *watched)
{
	HASH_DEL(csta->watched, watched);
	free(watched);
}
