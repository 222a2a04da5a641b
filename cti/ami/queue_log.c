#include "cti/ami/ami-internal.h"

#include <stdarg.h>
#include <stdio.h>

/* The queue log: epoch|uniqueid|queue|agent|EVENT|... */
void ami_queue_log(struct ami *ami, const struct ami_channel *channel,
		   int queue, int agent, const char *what, const char *format,
		   ...)
{
	char device[NUMBERING_TEXT] = "NONE", id[AMI_UNIQUEID] = "NONE";
	FILE *out = ami->conf.queue_log;
	char data[1024], *at;
	va_list args;

	if (out == NULL)
		return;
	if (agent >= 0)
		numbering_device(ami->session->center, agent, device,
				 sizeof(device));
	if (channel != NULL)
		channel_uniqueid(ami, channel, id);
	fprintf(out, "%lld|%s|%s|%s|%s|", ami_epoch(ami, ami_now(ami)), id,
		queue >= 0 ? ami_queue_name(ami, queue) : "NONE", device, what);
	va_start(args, format);
	vsnprintf(data, sizeof(data), format, args);
	va_end(args);
	/* A reason may come from a link whose texts have several lines. */
	for (at = data; *at != '\0'; at++)
		if ((unsigned char)*at < ' ')
			*at = ' ';
	fprintf(out, "%s\n", data);
}
