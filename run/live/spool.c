#include "run/live/spool.h"

#include "base/mem.h"

#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

struct heap {
	char *bytes;
	size_t n;
	size_t room;
};

struct spool {
	int fd;
	int other;
	bool synced;
	size_t most;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t news;
	/* under the lock */
	struct heap waiting;
	bool closing;
	int error;
	int other_error;
	struct heap writing; /* the thread's */
};

static int write_all(int fd, const char *bytes, size_t n)
{
	while (n > 0) {
		ssize_t got = write(fd, bytes, n);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return errno;
		bytes += got;
		n -= (size_t)got;
	}
	return 0;
}

static int sync_file(int fd)
{
	return fd < 0 || fdatasync(fd) == 0 ? 0 : errno;
}

/* Waits for news, a second at most; takes what there is. */
static void take(struct spool *spool)
{
	struct timespec until;
	struct heap heap;

	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec++;
	while (spool->waiting.n == 0 && !spool->closing)
		if (pthread_cond_timedwait(&spool->news, &spool->lock,
					   &until) == ETIMEDOUT)
			break;
	heap = spool->writing;
	spool->writing = spool->waiting;
	spool->waiting = heap;
	spool->waiting.n = 0;
}

static void fail(int *error, int with)
{
	if (*error == 0)
		*error = with;
}

/* Both files to the disk, if a second has gone by. */
static void sync_both(struct spool *spool, time_t *synced)
{
	struct timespec now;
	int own, other;

	clock_gettime(CLOCK_MONOTONIC, &now);
	if (!spool->synced || (now.tv_sec == *synced && !spool->closing))
		return;
	*synced = now.tv_sec;
	pthread_mutex_unlock(&spool->lock);
	own = sync_file(spool->fd);
	other = sync_file(spool->other);
	pthread_mutex_lock(&spool->lock);
	fail(&spool->error, own);
	fail(&spool->other_error, other);
}

static void *work(void *arg)
{
	struct spool *spool = arg;
	time_t synced = 0;
	bool last;

	pthread_mutex_lock(&spool->lock);
	do {
		int error;

		take(spool);
		error = spool->error;
		last = spool->closing && spool->writing.n == 0;
		pthread_mutex_unlock(&spool->lock);
		if (error == 0)
			error = write_all(spool->fd, spool->writing.bytes,
					  spool->writing.n);
		pthread_mutex_lock(&spool->lock);
		fail(&spool->error, error);
		sync_both(spool, &synced);
	} while (!last);
	pthread_mutex_unlock(&spool->lock);
	return NULL;
}

struct spool *spool_alloc(int fd, bool synced, int other, size_t most)
{
	struct spool *spool = MEM_NEW(struct spool);
	int got;

	spool->fd = fd;
	spool->synced = synced;
	spool->other = other;
	spool->most = most;
	pthread_mutex_init(&spool->lock, NULL);
	pthread_cond_init(&spool->news, NULL);
	got = pthread_create(&spool->thread, NULL, work, spool);
	assert(got == 0);
	return spool;
}

static void heap_put(struct heap *heap, const char *bytes, size_t n)
{
	if (heap->n + n > heap->room) {
		heap->room = 2 * heap->room + n;
		heap->bytes = mem_resize(heap->bytes, heap->room, 1);
	}
	memcpy(heap->bytes + heap->n, bytes, n);
	heap->n += n;
}

void spool_put(struct spool *spool, const char *bytes, size_t n)
{
	pthread_mutex_lock(&spool->lock);
	if (spool->error == 0 && n > spool->most - spool->waiting.n)
		spool->error = ENOBUFS;
	if (spool->error == 0)
		heap_put(&spool->waiting, bytes, n);
	pthread_cond_signal(&spool->news);
	pthread_mutex_unlock(&spool->lock);
}

int spool_error(struct spool *spool)
{
	int error;

	pthread_mutex_lock(&spool->lock);
	error = spool->error;
	pthread_mutex_unlock(&spool->lock);
	return error;
}

int spool_other_error(struct spool *spool)
{
	int error;

	pthread_mutex_lock(&spool->lock);
	error = spool->other_error;
	pthread_mutex_unlock(&spool->lock);
	return error;
}

int spool_free(struct spool *spool)
{
	int error;

	if (spool == NULL)
		return 0;
	pthread_mutex_lock(&spool->lock);
	spool->closing = true;
	pthread_cond_signal(&spool->news);
	pthread_mutex_unlock(&spool->lock);
	pthread_join(spool->thread, NULL);
	error = spool->error;
	if (close(spool->fd) != 0)
		fail(&error, errno);
	pthread_mutex_destroy(&spool->lock);
	pthread_cond_destroy(&spool->news);
	free(spool->waiting.bytes);
	free(spool->writing.bytes);
	free(spool);
	return error;
}
