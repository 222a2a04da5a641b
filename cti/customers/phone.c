#include "cti/customers/phone.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define DIGITS	16 /* and one more than may be */
#define CHINA	86
#define FOREIGN 11 /* so many digits are taken to name a country */

/* Digits alone, and a + before them; -1: something else is in between. */
static int strip(const char *text, char digits[DIGITS + 1], bool *plus)
{
	int n = 0;

	*plus = false;
	for (; *text != '\0'; text++) {
		if (*text >= '0' && *text <= '9' && n < DIGITS)
			digits[n++] = *text;
		else if (*text == '+' && n == 0 && !*plus)
			*plus = true;
		else if (strchr(" -./()", *text) == NULL)
			return -1;
		else if (n == DIGITS)
			return -1;
	}
	digits[n] = '\0';
	return n;
}

static int64_t number_of(const char *digits)
{
	int64_t number = 0;

	for (; *digits != '\0'; digits++)
		number = number * 10 + (*digits - '0');
	return number;
}

static int64_t power(int64_t below)
{
	int64_t ten = 10;

	while (ten <= below)
		ten *= 10;
	return ten;
}

static bool is_mobile(const char *digits, int n)
{
	return n == 11 && digits[0] == '1' && digits[1] >= '3';
}

/* The country's code before it. */
static int64_t home(unsigned country, const char *digits, int n)
{
	int64_t number = country;

	for (int i = 0; i < n; i++)
		number *= 10;
	return number + number_of(digits);
}

int phone_key(const char *text, unsigned country, int64_t *key)
{
	char digits[DIGITS + 1];
	bool plus;
	int n = strip(text, digits, &plus);
	int64_t number;

	if (n < 3 || n > 15)
		return -1;
	if (plus || strncmp(digits, "00", 2) == 0)
		number = number_of(digits);
	else if (digits[0] == '0')
		number = home(country, digits + 1, n - 1);
	else if (country == CHINA && is_mobile(digits, n))
		number = home(country, digits, n);
	else
		number = number_of(digits);
	if (number < 100 || number > INT64_C(999999999999999))
		return -1;
	*key = number;
	return 0;
}

void phone_text(int64_t key, char text[PHONE_TEXT])
{
	snprintf(text, PHONE_TEXT, "%s%lld",
		 power(key) > 10000000000 ? "+" : "", (long long)key);
}

void phone_local(int64_t key, unsigned country, char text[PHONE_TEXT])
{
	char digits[PHONE_TEXT], code[12];
	size_t n;

	snprintf(digits, sizeof(digits), "%lld", (long long)key);
	snprintf(code, sizeof(code), "%u", country);
	n = strlen(code);
	if (strlen(digits) < FOREIGN || strncmp(digits, code, n) != 0)
		phone_text(key, text);
	else if (country == CHINA &&
		 is_mobile(digits + n, (int)strlen(digits + n)))
		snprintf(text, PHONE_TEXT, "%s", digits + n);
	else
		snprintf(text, PHONE_TEXT, "0%s", digits + n);
}
