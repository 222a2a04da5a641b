/*
 * Where a link listens: a numeric address and a port, "127.0.0.1:5038" or
 * "[::1]:5038"; port 0 takes a free one.  Whoever reaches a link can steer the
 * floor, so by default only this machine may: another address is refused
 * unless there is a file of users.
 */
#ifndef CTI_ADDRESS_H
#define CTI_ADDRESS_H

#include "base/err.h"

#include <stdbool.h>
#include <sys/socket.h>

enum { ADDRESS_TEXT = 64 };

struct address {
	struct sockaddr_storage sockaddr;
	socklen_t length;
};

/* -1 and err: no address, no port, or not this machine's own although
 * `anywhere` is false. */
int address_read(const char *text, bool anywhere, struct address *out,
		 struct err *err);

bool address_is_loopback(const struct address *address);

/* As address_read() takes it. */
void address_write(const struct sockaddr *sockaddr, char text[ADDRESS_TEXT]);

#endif
