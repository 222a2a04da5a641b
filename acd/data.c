/*
 * Data that commands attach to contacts, by contact; a few keys each.
 */
#include "acd/live.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>
#include <uthash.h>

struct datum {
	char key[COMMAND_KEY];
	char text[COMMAND_TEXT];
};

struct data {
	uint64_t contact;
	int n;
	struct datum *all;
	UT_hash_handle hh;
};

static struct data *find(const struct live *live, uint64_t contact)
{
	struct data *data = NULL;

	if (live != NULL)
		HASH_FIND(hh, live->data, &contact, sizeof(contact), data);
	return data;
}

static struct datum *find_key(const struct data *data, const char *key)
{
	int i;

	for (i = 0; data != NULL && i < data->n; i++)
		if (strcmp(data->all[i].key, key) == 0)
			return &data->all[i];
	return NULL;
}

bool data_view(const struct live *live, uint64_t contact, int n,
	       const char **key, const char **text)
{
	const struct data *data = find(live, contact);

	if (data == NULL || n < 0 || n >= data->n)
		return false;
	*key = data->all[n].key;
	*text = data->all[n].text;
	return true;
}

bool data_fits(const struct live *live, uint64_t contact, const char *key)
{
	const struct data *data = find(live, contact);

	return data == NULL || data->n < CONTACT_KEYS ||
	       find_key(data, key) != NULL;
}

static void drop(struct live *live, struct data *data)
{
	HASH_DEL(live->data, data);
	free(data->all);
	free(data);
}

static struct data *make(struct live *live, uint64_t contact)
{
	struct data *data = mem_array(1, sizeof(*data));

	data->contact = contact;
	HASH_ADD(hh, live->data, contact, sizeof(contact), data);
	return data;
}

static void copy(char *to, size_t size, const char *from)
{
	size_t n = strnlen(from, size - 1);

	memcpy(to, from, n);
	to[n] = '\0';
}

static void forget_key(struct live *live, struct data *data,
		       struct datum *datum)
{
	size_t at = (size_t)(datum - data->all);

	data->n--;
	memmove(datum, datum + 1,
		((size_t)data->n - at) * sizeof(struct datum));
	if (data->n == 0)
		drop(live, data);
}

void data_set(struct live *live, uint64_t contact, const char *key,
	      const char *text)
{
	struct data *data = find(live, contact);
	struct datum *datum = find_key(data, key);

	if (text[0] == '\0') {
		if (datum != NULL)
			forget_key(live, data, datum);
		return;
	}
	if (data == NULL)
		data = make(live, contact);
	if (datum == NULL) {
		data->all = mem_resize(data->all, (size_t)data->n + 1,
				       sizeof(struct datum));
		datum = &data->all[data->n++];
		copy(datum->key, sizeof(datum->key), key);
	}
	copy(datum->text, sizeof(datum->text), text);
}

void data_forget(struct live *live, uint64_t contact)
{
	struct data *data = find(live, contact);

	if (data != NULL)
		drop(live, data);
}

void data_free(struct live *live)
{
	struct data *data, *next;

	HASH_ITER(hh, live->data, data, next)
	drop(live, data);
}
