#include "cti/customers/names.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

struct family {
	const char *name;
	unsigned weight; /* of ten thousand people, about */
};

static const struct family chinese[] = {
    {"王", 718}, {"李", 719}, {"张", 674}, {"刘", 538}, {"陈", 453},
    {"杨", 308}, {"黄", 222}, {"赵", 229}, {"吴", 205}, {"周", 212},
    {"徐", 145}, {"孙", 154}, {"马", 129}, {"朱", 126}, {"胡", 131},
    {"郭", 115}, {"何", 106}, {"林", 118}, {"高", 103}, {"罗", 86},
    {"郑", 93},	 {"梁", 84},  {"谢", 80},  {"宋", 81},	{"唐", 72},
    {"许", 76},	 {"韩", 76},  {"邓", 64},  {"冯", 70},	{"曹", 57},
    {"彭", 53},	 {"曾", 52},  {"肖", 57},  {"田", 49},	{"董", 52},
    {"潘", 44},	 {"袁", 46},  {"蔡", 53},  {"蒋", 47},	{"余", 48},
    {"于", 48},	 {"杜", 46},  {"叶", 47},  {"程", 48},	{"魏", 51},
    {"苏", 51},	 {"吕", 45},  {"丁", 41},  {"任", 42},	{"卢", 41},
    {"姚", 40},	 {"沈", 41},  {"钟", 39},  {"姜", 38},	{"崔", 37},
    {"谭", 38},	 {"陆", 37},  {"范", 36},  {"汪", 36},	{"廖", 35},
    {"石", 31},	 {"金", 31},  {"韦", 30},  {"贾", 30},	{"夏", 29},
    {"方", 28},	 {"邹", 28},  {"熊", 27},  {"白", 27},	{"孟", 26},
    {"秦", 25},	 {"邱", 25},  {"侯", 24},  {"江", 24},	{"尹", 23},
    {"薛", 23},	 {"欧阳", 9}, {"上官", 2}, {"诸葛", 1}, {"司徒", 2},
};

static const char *const given[] = {
    "伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳",
    "杰", "涛", "明", "超", "霞", "平", "刚", "桂", "英", "华", "建", "国",
    "文", "玉", "秀", "兰", "红", "志", "海", "春", "雪", "梅", "琳", "婷",
    "浩", "宇", "轩", "涵", "梓", "欣", "怡", "子", "晨", "思", "雨", "嘉",
    "俊", "鹏", "飞", "斌", "波", "辉", "鑫", "龙", "凤", "云", "佳", "慧",
    "颖", "倩", "莹", "蕾", "薇", "璐", "瑶", "琪", "悦", "萍", "燕", "荣",
    "德", "福", "仁", "义", "信", "成", "立", "东", "南", "北", "新", "永",
    "天", "一", "诗", "安", "宁", "康", "健", "松", "柏", "林", "森", "洁",
};

static const struct family english[] = {
    {"Smith", 83},    {"Johnson", 66},	{"Williams", 55}, {"Brown", 49},
    {"Jones", 48},    {"Miller", 40},	{"Davis", 38},	  {"Wilson", 28},
    {"Anderson", 27}, {"Thomas", 26},	{"Taylor", 26},	  {"Moore", 25},
    {"Martin", 24},   {"Lee", 24},	{"Thompson", 23}, {"White", 23},
    {"Harris", 21},   {"Clark", 20},	{"Lewis", 18},	  {"Robinson", 18},
    {"Walker", 18},   {"Young", 17},	{"Allen", 17},	  {"King", 16},
    {"Wright", 16},   {"Scott", 15},	{"Hill", 15},	  {"Green", 15},
    {"Adams", 15},    {"Baker", 14},	{"Nelson", 14},	  {"Carter", 13},
    {"Mitchell", 13}, {"Roberts", 13},	{"Turner", 12},	  {"Phillips", 12},
    {"Campbell", 12}, {"Parker", 12},	{"Evans", 12},	  {"Edwards", 11},
    {"Collins", 11},  {"Stewart", 11},	{"Morris", 11},	  {"Murphy", 11},
    {"Cook", 10},     {"Rogers", 10},	{"Morgan", 10},	  {"Cooper", 10},
    {"O'Brien", 6},   {"MacDonald", 5}, {"Ashworth", 2},  {"Pemberton", 1},
};

static const char *const first[] = {
    "James",   "Mary",	   "Robert",  "Patricia",  "John",    "Jennifer",
    "Michael", "Linda",	   "David",   "Elizabeth", "William", "Barbara",
    "Richard", "Susan",	   "Joseph",  "Jessica",   "Thomas",  "Sarah",
    "Charles", "Karen",	   "Daniel",  "Lisa",	   "Matthew", "Nancy",
    "Anthony", "Betty",	   "Mark",    "Margaret",  "Paul",    "Sandra",
    "Steven",  "Ashley",   "Andrew",  "Emily",	   "Kenneth", "Donna",
    "Joshua",  "Michelle", "Kevin",   "Carol",	   "Brian",   "Amanda",
    "George",  "Dorothy",  "Timothy", "Melissa",   "Edward",  "Deborah",
};

static unsigned below(uint64_t word, int shift, size_t n)
{
	return (unsigned)((word >> shift & 0xffff) * n >> 16);
}

static const char *family_of(const struct family *families, size_t n,
			     uint64_t word)
{
	unsigned sum = 0, place;
	size_t i;

	for (i = 0; i < n; i++)
		sum += families[i].weight;
	place = below(word, 0, sum);
	for (i = 0; i < n - 1 && place >= families[i].weight; i++)
		place -= families[i].weight;
	return families[i].name;
}

void names_chinese(uint64_t word, char text[NAMES_TEXT])
{
	bool two = below(word, 48, 100) < 82;

	text = stpcpy(text, family_of(chinese, COUNT(chinese), word));
	text = stpcpy(text, given[below(word, 16, COUNT(given))]);
	if (two)
		stpcpy(text, given[below(word, 32, COUNT(given))]);
}

void names_english(uint64_t word, char text[NAMES_TEXT])
{
	text = stpcpy(text, first[below(word, 16, COUNT(first))]);
	text = stpcpy(text, " ");
	stpcpy(text, family_of(english, COUNT(english), word));
}

void names_otherwise(const char *name, char text[NAMES_TEXT])
{
	const char *space = strrchr(name, ' ');
	char *end;

	if (space == NULL) {
		snprintf(text, NAMES_TEXT, "%s", name);
		return;
	}
	snprintf(text, NAMES_TEXT, "%s, %.*s", space + 1, (int)(space - name),
		 name);
	for (end = text; *end != '\0' && *end != ','; end++)
		*end = (char)toupper((unsigned char)*end);
}

enum { PARTS = 8, LETTERS = 96 };

/* Letters of a name without what writers differ in, its parts sorted. */
struct plain {
	int n;
	uint32_t letters[LETTERS];
};

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool divides(char c)
{
	return c != '\0' && strchr(" \t,.;-'\"()", c) != NULL;
}

/* Cuts the copy into words of small letters. */
static int split(char *copy, char *parts[PARTS])
{
	int n = 0;

	for (char *p = copy; *p != '\0' && n < PARTS;) {
		while (divides(*p))
			*p++ = '\0';
		if (*p != '\0')
			parts[n++] = p;
		for (; *p != '\0' && !divides(*p); p++)
			*p = (char)tolower((unsigned char)*p);
	}
	return n;
}

static uint32_t letter(const unsigned char **at)
{
	uint32_t code = *(*at)++;

	while ((**at & 0xc0) == 0x80)
		code = code << 8 | *(*at)++;
	return code;
}

static void plain_of(const char *name, struct plain *plain)
{
	char copy[LETTERS + 1];
	char *parts[PARTS];
	int n;

	snprintf(copy, sizeof(copy), "%s", name);
	n = split(copy, parts);
	qsort(parts, (size_t)n, sizeof(parts[0]), by_text);
	plain->n = 0;
	for (int i = 0; i < n; i++) {
		const unsigned char *at = (const unsigned char *)parts[i];

		while (*at != '\0')
			plain->letters[plain->n++] = letter(&at);
	}
}

static int least(int a, int b, int c)
{
	int smaller = a < b ? a : b;

	return smaller < c ? smaller : c;
}

/* Levenshtein's: letters to change, to add and to leave out. */
static int distance(const struct plain *a, const struct plain *b)
{
	int row[LETTERS + 1];

	for (int j = 0; j <= b->n; j++)
		row[j] = j;
	for (int i = 1; i <= a->n; i++) {
		int corner = row[0];

		row[0] = i;
		for (int j = 1; j <= b->n; j++) {
			int other = a->letters[i - 1] != b->letters[j - 1];
			int best =
			    least(row[j] + 1, row[j - 1] + 1, corner + other);

			corner = row[j];
			row[j] = best;
		}
	}
	return row[b->n];
}

/* Of three characters each is a part of its own. */
static int slips_of(int length)
{
	return length < 6 ? 0 : length < 12 ? 1 : 2;
}

int names_alike(const char *a, const char *b)
{
	struct plain x, y;

	plain_of(a, &x);
	plain_of(b, &y);
	return distance(&x, &y) <= slips_of(x.n < y.n ? x.n : y.n);
}
