#include "cti/csta/csta-internal.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* <monitorObject><deviceObject>1001</deviceObject></monitorObject>, with the
 * number perhaps one element further in. */
static const char *object_text(const struct xml *object)
{
	const struct xml *device = xml_child(object, "deviceObject");

	if (device == NULL)
		device = xml_child(object, "deviceID");
	while (device != NULL && device->first != NULL)
		device = device->first;
	if (device != NULL)
		return device->text;
	return object != NULL ? object->text : "";
}

/* <callObject><callID>17</callID></callObject>: the contact of the customer's
 * call that is there now; 0. */
static uint64_t object_call(const struct csta *csta, const struct xml *object)
{
	const char *text =
	    xml_child_text(xml_child(object, "callObject"), "callID");
	char *end;
	uint64_t contact = strtoull(text, &end, 10);

	if (end == text || *end != '\0' ||
	    connections_contact(csta->session->connections, contact) == NULL)
		return 0;
	return contact;
}

/* One of his telephones is in it. */
static bool is_in(const struct csta_client *client, uint64_t contact)
{
	const struct party *party =
	    connections_contact(client->csta->session->connections, contact);
	const struct connection *at = NULL;

	while ((at = connections_party(party, at)) != NULL)
		if (at->agent >= 0 && csta_is_own(client, at->agent))
			return true;
	return false;
}

static bool begin(struct csta_request *request, struct list *device,
		  uint64_t contact)
{
	struct csta_client *client = request->client;
	struct csta_monitor *monitor;

	if (client->n_monitors == CSTA_MONITORS)
		return csta_fail(request, "subscribedResourceAvailability",
				 "objectMonitorLimitExceeded");
	monitor = MEM_NEW(struct csta_monitor);
	monitor->client = client;
	monitor->cross_ref = ++client->csta->last_cross_ref;
	monitor->space = request->space;
	monitor->contact = contact;
	list_push(&client->monitors, &monitor->of_client);
	list_push(device, &monitor->of_device);
	client->n_monitors++;
	fprintf(request->out,
		"<monitorCrossRefID>%u</monitorCrossRefID>"
		"<actualMonitorMediaClass><voice>true</voice>"
		"</actualMonitorMediaClass>",
		monitor->cross_ref);
	return true;
}

static bool start_call(struct csta_request *request, const struct xml *object)
{
	struct csta_client *client = request->client;
	uint64_t contact = object_call(client->csta, object);

	if (contact == 0)
		return csta_fail(request, "operation", "invalidConnectionID");
	if (client->role < ROLE_SUPERVISOR && !is_in(client, contact))
		return csta_fail(request, "operation",
				 "privilegeViolationOnSpecifiedDevice");
	return begin(request, csta_watch(client->csta, contact), contact);
}

static bool start_device(struct csta_request *request, const char *text)
{
	struct csta_client *client = request->client;
	struct csta *csta = client->csta;
	int agent = csta_find_agent(csta, text);
	int queue = csta_find_queue(csta, text);

	if (agent < 0 && queue < 0)
		return csta_fail(request, "operation", "invalidDeviceID");
	if (client->role < ROLE_SUPERVISOR &&
	    (agent < 0 || !csta_is_own(client, agent)))
		return csta_fail(request, "operation",
				 "privilegeViolationOnSpecifiedDevice");
	return begin(request,
		     agent >= 0 ? &csta->agents[agent] : &csta->queues[queue],
		     0);
}

bool csta_monitor_start(struct csta_request *request)
{
	const struct xml *object = xml_child(request->body, "monitorObject");

	if (xml_child(object, "callObject") != NULL)
		return start_call(request, object);
	return start_device(request, object_text(object));
}

/* The last of a call's lets it go. */
static void unwatch(struct csta *csta, uint64_t contact)
{
	struct csta_watched *watched = csta_watched(csta, contact);

	if (watched != NULL && list_empty(&watched->monitors))
		csta_watch_forget(csta, watched);
}

void csta_monitor_free(struct csta_monitor *monitor)
{
	struct csta *csta = monitor->client->csta;
	uint64_t contact = monitor->contact;

	monitor->client->n_monitors--;
	list_remove(&monitor->of_client);
	list_remove(&monitor->of_device);
	free(monitor);
	if (contact != 0)
		unwatch(csta, contact);
}

bool csta_monitor_stop(struct csta_request *request)
{
	const char *text = xml_child_text(request->body, "monitorCrossRefID");
	struct list *all = &request->client->monitors, *at;

	for (at = all->next; at != all; at = at->next) {
		struct csta_monitor *monitor =
		    LIST_ENTRY(at, struct csta_monitor, of_client);
		char id[16];

		snprintf(id, sizeof(id), "%u", monitor->cross_ref);
		if (strcmp(id, text) != 0)
			continue;
		csta_monitor_free(monitor);
		return true;
	}
	return csta_fail(request, "operation", "invalidCrossRefID");
}
