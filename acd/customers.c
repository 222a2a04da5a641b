#include "acd/customers.h"

uint64_t customer_of(const struct customers_conf *book, uint64_t word)
{
	return (uint64_t)((unsigned __int128)word * book->count >> 64);
}

int customer_tier(const struct customers_conf *book, uint64_t customer)
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
