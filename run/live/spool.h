/*
 * A spool: a file that grows by what is put into it, written by a thread of
 * its own, so that whoever puts never waits for the disk.
 *
 * What the disk does not take in time waits in memory, up to a bound.  Beyond
 * it, and when a write fails, the spool has failed: what comes later is
 * dropped, and somebody should say so.
 *
 * The thread also brings files to the disk (fdatasync), once a second: its
 * own, and another that is written elsewhere.
 */
#ifndef RUN_LIVE_SPOOL_H
#define RUN_LIVE_SPOOL_H

#include <stdbool.h>
#include <stddef.h>

struct spool;

/* fd becomes the spool's; synced: bring it to the disk once a second, and
 * other too (-1: none), which stays the caller's.  most: bytes in memory. */
struct spool *spool_alloc(int fd, bool synced, int other, size_t most);

void spool_put(struct spool *spool, const char *bytes, size_t n);

/* 0; the errno of its failure, ENOBUFS where the disk was too slow. */
int spool_error(struct spool *spool);

/* The same of the other file's way to the disk. */
int spool_other_error(struct spool *spool);

/* Writes what is left and closes.  Returns as spool_error().  NULL is fine. */
int spool_free(struct spool *spool);

#endif
