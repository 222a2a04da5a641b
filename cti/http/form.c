#include "cti/http/form.h"

#include "base/mem.h"
#include "cti/numbering.h"

#include <stdlib.h>
#include <string.h>

#define REPLACEMENT "\xef\xbf\xbd"

/* How many bytes the character at it has; 0: it begins none. */
static size_t character(const unsigned char *at)
{
	size_t n = at[0] < 0x80 ? 1 : at[0] >= 0xf0 ? 4 : at[0] >= 0xe0 ? 3 : 2;
	json_t *one;

	for (size_t i = 1; i < n; i++)
		if ((at[i] & 0xc0) != 0x80)
			return 0;
	one = json_stringn((const char *)at, n);
	json_decref(one);
	return one != NULL ? n : 0;
}

static json_t *mended(const char *text)
{
	char *out = mem_array(strlen(text) + 1, strlen(REPLACEMENT));
	char *end = out;
	json_t *value;

	while (*text != '\0') {
		size_t n = character((const unsigned char *)text);

		if (n > 0)
			memcpy(end, text, n);
		else
			memcpy(end, REPLACEMENT, strlen(REPLACEMENT));
		end += n > 0 ? n : strlen(REPLACEMENT);
		text += n > 0 ? n : 1;
	}
	value = json_string(out);
	free(out);
	return value;
}

json_t *form_text(const char *text)
{
	json_t *value;

	if (text == NULL)
		return json_null();
	value = json_string(text);
	return value != NULL ? value : mended(text);
}

json_t *form_time(sim_time time)
{
	return time == SIM_NEVER ? json_null()
				 : json_real(sim_to_seconds(time));
}

json_t *form_agent(const struct center *center, int agent)
{
	char text[NUMBERING_TEXT];

	if (agent < 0)
		return json_null();
	numbering_agent(center, agent, text, sizeof(text));
	return json_string(text);
}

json_t *form_ani(const struct center *center, uint64_t customer)
{
	char text[NUMBERING_TEXT] = "";

	if (customer != UINT64_MAX)
		numbering_ani(center, customer, text, sizeof(text));
	return text[0] != '\0' ? form_text(text) : json_null();
}

/* The name of one of a conf's things; -1: null. */
#define NAMED(noun, array)                                                     \
	json_t *form_##noun(const struct center *center, int noun)             \
	{                                                                      \
		return noun < 0                                                \
			   ? json_null()                                       \
			   : form_text(center_conf(center)->array[noun].name); \
	}

NAMED(queue, queues)
NAMED(number, numbers)
NAMED(tier, customers.tiers)
NAMED(reason, reasons)
NAMED(campaign, campaigns)
NAMED(site, sites)
NAMED(flow, flows)
NAMED(group, groups)

/* Behind the sources count the campaigns, and last what commands began. */
json_t *form_source(const struct center *center, int source)
{
	const struct center_conf *conf = center_conf(center);

	if (source < 0 || source >= conf->n_sources + conf->n_campaigns)
		return json_null();
	return form_text(source < conf->n_sources
			     ? conf->sources[source].name
			     : conf->campaigns[source - conf->n_sources].name);
}

const char *form_dial_mode(enum dial_mode mode)
{
	static const char *const names[DIAL_MODES] = {
	    [MODE_MANUAL] = "manual",
	    [MODE_PREVIEW] = "preview",
	    [MODE_PUSH_PREVIEW] = "push-preview",
	    [MODE_PROGRESSIVE] = "progressive",
	    [MODE_POWER] = "power",
	    [MODE_PREDICTIVE] = "predictive",
	};

	return names[mode];
}
