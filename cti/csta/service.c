/*
 * The services, by their names.
 */
#include "cti/csta/csta-internal.h"

#include <string.h>

static const struct {
	const char *name;
	csta_service_h service;
} services[] = {
    {"MonitorStart", csta_monitor_start},
    {"MonitorStop", csta_monitor_stop},
    {"SnapshotDevice", csta_snapshot_device},
    {"SnapshotCall", csta_snapshot_call},
    {"SetAgentState", csta_agent_set},
    {"GetAgentState", csta_agent_get},
    {"MakeCall", csta_make_call},
    {"AnswerCall", csta_answer},
    {"ClearConnection", csta_clear},
    {"HoldCall", csta_hold},
    {"RetrieveCall", csta_retrieve},
    {"ConsultationCall", csta_consult},
    {"AlternateCall", csta_alternate},
    {"ReconnectCall", csta_reconnect},
    {"TransferCall", csta_transfer},
    {"ConferenceCall", csta_conference},
    {"SingleStepTransferCall", csta_single_step},
    {"DeflectCall", csta_deflect},
};

csta_service_h csta_service_find(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof(services) / sizeof(services[0]); i++)
		if (strcmp(services[i].name, name) == 0)
			return services[i].service;
	return NULL;
}
