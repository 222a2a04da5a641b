#include "cti/address.h"

#include <arpa/inet.h>
#include <event2/util.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>

/* The port must be there: libevent takes an address without. */
static bool has_port(const char *text)
{
	const char *colon = strrchr(text, ':');
	const char *digits = colon != NULL ? colon + 1 : "";

	if (text[0] != '[' && colon != strchr(text, ':'))
		return false;
	if (text[0] == '[' && (colon == NULL || colon[-1] != ']'))
		return false;
	return digits[0] != '\0' && strlen(digits) <= 5 &&
	       digits[strspn(digits, "0123456789")] == '\0';
}

static int parse(const char *text, struct address *out)
{
	const char *port = strrchr(text, ':');
	struct sockaddr *sockaddr = (struct sockaddr *)&out->sockaddr;
	char zero[ADDRESS_TEXT] = "";
	int length = sizeof(out->sockaddr);

	memset(out, 0, sizeof(*out));
	if (!has_port(text) || strlen(text) >= sizeof(zero))
		return -1;
	/* libevent knows no port 0. */
	if (strspn(port + 1, "0") != strlen(port + 1))
		port = NULL;
	else
		snprintf(zero, sizeof(zero), "%.*s:1", (int)(port - text),
			 text);
	if (evutil_parse_sockaddr_port(port != NULL ? zero : text, sockaddr,
				       &length) != 0)
		return -1;
	if (port != NULL && sockaddr->sa_family == AF_INET)
		((struct sockaddr_in *)&out->sockaddr)->sin_port = 0;
	else if (port != NULL)
		((struct sockaddr_in6 *)&out->sockaddr)->sin6_port = 0;
	out->length = (socklen_t)length;
	return 0;
}

bool address_is_loopback(const struct address *address)
{
	const struct sockaddr_in *four = (const void *)&address->sockaddr;
	const struct sockaddr_in6 *six = (const void *)&address->sockaddr;

	if (address->sockaddr.ss_family == AF_INET)
		return ntohl(four->sin_addr.s_addr) >> 24 == 127;
	return address->sockaddr.ss_family == AF_INET6 &&
	       IN6_IS_ADDR_LOOPBACK(&six->sin6_addr);
}

int address_read(const char *text, bool anywhere, struct address *out,
		 struct err *err)
{
	if (parse(text, out) != 0) {
		err_set(err, "wanted an address and a port, got '%.64s'", text);
		return err_hint(err, "write 127.0.0.1:5038 or [::1]:5038; "
				     "names are not looked up");
	}
	if (anywhere || address_is_loopback(out))
		return 0;
	err_set(err,
		"%.64s can be reached from other machines, and there are "
		"no users",
		text);
	return err_hint(err, "give --users FILE, or listen at 127.0.0.1");
}

void address_write(const struct sockaddr *sockaddr, char text[ADDRESS_TEXT])
{
	const struct sockaddr_in *four = (const void *)sockaddr;
	const struct sockaddr_in6 *six = (const void *)sockaddr;
	char host[INET6_ADDRSTRLEN] = "";

	if (sockaddr->sa_family == AF_INET) {
		inet_ntop(AF_INET, &four->sin_addr, host, sizeof(host));
		snprintf(text, ADDRESS_TEXT, "%s:%u", host,
			 (unsigned)ntohs(four->sin_port));
	} else if (sockaddr->sa_family == AF_INET6) {
		inet_ntop(AF_INET6, &six->sin6_addr, host, sizeof(host));
		snprintf(text, ADDRESS_TEXT, "[%s]:%u", host,
			 (unsigned)ntohs(six->sin6_port));
	} else {
		snprintf(text, ADDRESS_TEXT, "local");
	}
}
