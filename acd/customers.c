#include "acd/customers.h"

#include <assert.h>
#include <stdbool.h>

#define MOBILES	     UINT64_C(7000000000) /* 130 0000 0000 and up */
#define FIRST_MOBILE UINT64_C(13000000000)
#define FIRST_OFFICE UINT64_C(1000000000) /* 010 0000 0000: a 0 before it */
#define OFFICES	     UINT64_C(100000000)
#define FAMILY	     50 /* of so many the last two share a number */
#define PER_MILLE    1000
#define WITHHELD     30 /* per mille */
#define OTHER	     50

uint64_t customer_of(const struct customers_conf *book, uint64_t word)
{
	return (uint64_t)((unsigned __int128)word * book->count >> 64);
}

static int tier_by_share(const struct customers_conf *book, uint64_t customer)
{
	double place = ((double)customer + 0.5) / (double)book->count;
	int tier;

	for (tier = 0; tier < book->n_tiers - 1; tier++) {
		place -= book->tiers[tier].share;
		if (place < 0)
			break;
	}
	return tier;
}

int customer_tier(const struct customers_conf *book, uint64_t customer)
{
	if (book->projected != NULL)
		return (int)(book->projected[customer] >> CUSTOMER_TIER_BIT);
	return tier_by_share(book, customer);
}

/* Digits, with what stands before them. */
static void write_number(const char *before, uint64_t digits, char *text)
{
	char reversed[CUSTOMER_PHONE];
	int n = 0;

	do
		reversed[n++] = (char)('0' + digits % 10);
	while ((digits /= 10) > 0);
	while (*before != '\0')
		*text++ = *before++;
	while (n > 0)
		*text++ = reversed[--n];
	*text = '\0';
}

/* One to one, as the factor is not divisible by 2, 5 or 7; the numbers of
 * neighbours lie far apart. */
static uint64_t mobile_of(uint64_t customer)
{
	return FIRST_MOBILE +
	       (uint64_t)(((unsigned __int128)customer * 4326237737 +
			   2718281828) %
			  MOBILES);
}

static bool is_kin(uint64_t customer)
{
	return customer % FAMILY == FAMILY - 1;
}

static void phone_projected(uint64_t entry, char *text)
{
	uint64_t digits = entry & ((UINT64_C(1) << CUSTOMER_PHONE_BITS) - 1);

	*text = '\0';
	if (digits > 0)
		write_number(entry >> CUSTOMER_PLUS_BIT & 1 ? "+" : "", digits,
			     text);
}

void customer_phone(const struct customers_conf *book, uint64_t customer,
		    char text[CUSTOMER_PHONE])
{
	if (book->projected != NULL)
		phone_projected(book->projected[customer], text);
	else
		write_number(
		    "", mobile_of(customer - (is_kin(customer) ? 1 : 0)), text);
}

/* Well mixed, so that habits have nothing to do with tiers or families. */
static unsigned habit_of(uint64_t customer)
{
	uint64_t mixed = (customer + 1) * UINT64_C(0x9e3779b97f4a7c15);

	mixed = (mixed ^ mixed >> 32) * UINT64_C(0xd6e8feb86659fd93);
	return (unsigned)((mixed >> 32) % PER_MILLE);
}

enum customer_line customer_line(const struct customers_conf *book,
				 uint64_t customer)
{
	unsigned habit = habit_of(customer);

	assert(customer < book->count);
	if (habit < WITHHELD)
		return LINE_WITHHELD;
	if (habit < WITHHELD + OTHER)
		return LINE_OTHER;
	if (book->projected != NULL)
		return (enum customer_line)(
		    book->projected[customer] >> CUSTOMER_LINE_BIT & 3);
	return is_kin(customer) ||
		       (is_kin(customer + 1) && customer + 1 < book->count)
		   ? LINE_SHARED
		   : LINE_OWN;
}

void customer_ani(const struct customers_conf *book, uint64_t customer,
		  char text[CUSTOMER_PHONE])
{
	switch (customer_line(book, customer)) {
	case LINE_WITHHELD:
		*text = '\0';
		break;
	case LINE_OTHER:
		write_number("0", FIRST_OFFICE + mobile_of(customer) % OFFICES,
			     text);
		break;
	default:
		customer_phone(book, customer, text);
	}
}

int8_t customer_tier_of(const struct customers_conf *book, uint64_t word)
{
	if (book->n_tiers == 0)
		return -1;
	return (int8_t)customer_tier(book, customer_of(book, word));
}
