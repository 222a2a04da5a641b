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

static bool begin(struct csta_request *request, struct list *device)
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

bool csta_monitor_start(struct csta_request *request)
{
	struct csta_client *client = request->client;
	struct csta *csta = client->csta;
	const char *text =
	    object_text(xml_child(request->body, "monitorObject"));
	int agent = csta_find_agent(csta, text);
	int queue = csta_find_queue(csta, text);

	if (agent < 0 && queue < 0)
		return csta_fail(request, "operation", "invalidDeviceID");
	if (client->role < ROLE_SUPERVISOR &&
	    (agent < 0 || !csta_is_own(client, agent)))
		return csta_fail(request, "operation",
				 "privilegeViolationOnSpecifiedDevice");
	return begin(request,
		     agent >= 0 ? &csta->agents[agent] : &csta->queues[queue]);
}

void csta_monitor_free(struct csta_monitor *monitor)
{
	monitor->client->n_monitors--;
	list_remove(&monitor->of_client);
	list_remove(&monitor->of_device);
	free(monitor);
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
