#include "cti/customers/population.h"

#include "base/mem.h"
#include "cti/customers/customers-internal.h"
#include "cti/customers/names.h"
#include "cti/customers/phone.h"
#include "sim/stream.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(a)      (sizeof(a) / sizeof((a)[0]))
#define DAY	      86400
#define ENGLISH	      0.06 /* of the people */
#define SECOND_PHONE  0.15
#define PROGRESS_STEP 100000

/* One person's chance: a stream of his own. */
struct dice {
	struct stream stream;
	uint32_t block;
	int used;
	uint64_t words[4];
};

/* What is kept for the sorted tables at the end. */
struct line {
	int64_t number;
	uint64_t customer; /* times PHONE_KINDS, and the kind */
};

struct writer {
	const struct population *population;
	struct customers *customers;
	struct store *store;
	struct err *err;
	struct stream_key key;
	struct line *lines;
	size_t n_lines, room;
	int64_t account; /* the last */
	sqlite3_stmt *customer, *account_row, *card, *transaction, *matter;
};

struct person {
	struct dice dice;
	uint64_t number; /* in the book */
	int64_t id;
	int rank; /* tiers below his */
	int tier; /* -1 */
	enum customer_stage stage;
	bool english;
	int64_t since;
	char name[NAMES_TEXT];
};

static uint64_t dice_word(struct dice *dice)
{
	if (dice->used % 4 == 0)
		stream_block(&dice->stream, 1, dice->block++, dice->words);
	return dice->words[dice->used++ % 4];
}

static double dice_share(struct dice *dice)
{
	return uniform_of(dice_word(dice));
}

static int dice_below(struct dice *dice, int n)
{
	return (int)(dice_share(dice) * n);
}

/* By its shares, which need not sum to 1: the last takes the rest. */
static int dice_pick(struct dice *dice, const double *shares, int n)
{
	double place = dice_share(dice);
	int i;

	for (i = 0; i < n - 1 && place >= shares[i]; i++)
		place -= shares[i];
	return i;
}

/* Poisson's, by inversion: means are small. */
static int dice_count(struct dice *dice, double mean)
{
	double place = dice_share(dice), p = exp(-mean);
	int n = 0;

	for (; place >= p && n < 50; n++) {
		place -= p;
		p *= mean / (n + 1);
	}
	return n;
}

static const double stage_shares[CUSTOMER_STAGES] = {0.06, 0.10, 0.58,
						     0.07, 0.14, 0.05};
/* How much passes between him and the bank. */
static const double stage_stir[CUSTOMER_STAGES] = {0.2, 0.7, 1, 1.6, 0.3, 0.4};

static const double usual_kinds[CARD_KINDS] = {0.45, 0.12, 0.22,
					       0.06, 0.06, 0.09};
static const double unhappy_kinds[CARD_KINDS] = {0.25, 0.45, 0.08,
						 0.06, 0.04, 0.12};

static const char *const products[] = {
    "借记卡 debit card",      "信用卡 credit card", "储蓄账户 savings account",
    "个人贷款 personal loan", "住房贷款 mortgage",  "理财产品 fund",
};

/* What the first account is, and further ones. */
static const double first_products[COUNT(products)] = {0.55, 0.25, 0.2};
static const double next_products[COUNT(products)] = {0.1,  0.35, 0.2,
						      0.12, 0.08, 0.15};

static const char *const texts[CARD_KINDS][2][3] = {
    {{"查询账户余额", "申请提高额度", "补办银行卡"},
     {"asked for the balance", "wants a higher limit", "card to be replaced"}},
    {{"对扣费有异议", "投诉等待时间长", "投诉网点服务"},
     {"disputes a charge", "complained of the wait", "complained of a branch"}},
    {{"参加积分活动", "咨询理财活动", "参加开卡礼"},
     {"joined the points campaign", "asked about a fund",
      "took a welcome gift"}},
    {{"提交费用报销单", "补充发票", "差旅费用报销"},
     {"claimed expenses", "sent a missing receipt", "claimed travel"}},
    {{"报销款已到账", "报销款退回", "部分报销"},
     {"expenses paid", "payment came back", "paid in part"}},
    {{"满意度回访", "电话后评价", "短信评价"},
     {"called back after service", "rated the call", "rated by message"}},
};

static void lines_add(struct writer *writer, int64_t number,
		      const struct person *person, enum phone_kind kind)
{
	if (writer->n_lines == writer->room) {
		writer->room = writer->room * 2 + 1024;
		writer->lines = mem_resize(writer->lines, writer->room,
					   sizeof(writer->lines[0]));
	}
	writer->lines[writer->n_lines++] = (struct line){
	    number, (uint64_t)person->id * PHONE_KINDS + (uint64_t)kind};
}

/* The book's number, and for some a telephone at home in a big city. */
static void add_phones(struct writer *writer, struct person *person)
{
	char text[CUSTOMER_PHONE];
	int64_t number;

	customer_phone(writer->population->book, person->number, text);
	if (phone_key(text, 86, &number) == 0)
		lines_add(writer, number, person, PHONE_MOBILE);
	if (dice_share(&person->dice) < SECOND_PHONE)
		lines_add(
		    writer,
		    INT64_C(862000000000) +
			(int64_t)(person->number * 1234567891 % 1000000000),
		    person, PHONE_HOME);
}

static int64_t some_day(const struct writer *writer, struct person *person)
{
	int64_t length = writer->population->today - person->since;

	return person->since +
	       (int64_t)(dice_share(&person->dice) * (double)length);
}

static int run(struct writer *writer, sqlite3_stmt *statement)
{
	return store_run(writer->store, statement, writer->err);
}

static void bind_document(sqlite3_stmt *row, const struct person *person,
			  char text[16])
{
	snprintf(text, 16, "E%08u",
		 (unsigned)(person->number * 48271 % 100000000));
	if (person->number % 10 == 9)
		sqlite3_bind_null(row, 9);
	else
		bind_text(row, 9, text);
}

static int write_customer(struct writer *writer, struct person *person)
{
	static const double worth[] = {0.5, 0.7, 1, 0.9, 0.3, 0.1};
	struct dice *dice = &person->dice;
	double spread = dice_share(dice) + dice_share(dice);
	int64_t value = (int64_t)(300 * pow(4, person->rank) *
				  worth[person->stage] * exp(2 * spread - 2));
	char document[16];

	sqlite3_bind_int64(writer->customer, 1, person->id);
	bind_text(writer->customer, 2, person->name);
	if (person->tier >= 0)
		sqlite3_bind_int(writer->customer, 3, person->tier);
	else
		sqlite3_bind_null(writer->customer, 3);
	sqlite3_bind_int64(writer->customer, 4, value);
	sqlite3_bind_int(writer->customer, 5, (int)person->stage);
	bind_text(writer->customer, 6, person->english ? "en" : "zh");
	sqlite3_bind_int(writer->customer, 7, dice_share(dice) < 0.55);
	sqlite3_bind_int(writer->customer, 8,
			 (dice_share(dice) < 0.12 ? REGISTER_NATIONAL : 0) |
			     (dice_share(dice) < 0.03 ? REGISTER_COMPANY : 0));
	bind_document(writer->customer, person, document);
	sqlite3_bind_int64(writer->customer, 10, person->since);
	return run(writer, writer->customer);
}

/* Accounts are numbered like cards: 62, and 14 digits in the order of their
 * owners. */
static int write_account(struct writer *writer, struct person *person,
			 const double *shares, int *product)
{
	*product = dice_pick(&person->dice, shares, (int)COUNT(products));
	writer->account += 1 + dice_below(&person->dice, 90);
	sqlite3_bind_int64(writer->account_row, 1, writer->account);
	sqlite3_bind_int64(writer->account_row, 2, person->id);
	sqlite3_bind_int(writer->account_row, 3, *product);
	sqlite3_bind_int64(writer->account_row, 4, person->since);
	return run(writer, writer->account_row);
}

static int write_accounts(struct writer *writer, struct person *person,
			  int *product)
{
	int more = dice_count(&person->dice, 0.15 * person->rank), other;

	if (person->stage == STAGE_PROSPECT)
		return 0;
	if (write_account(writer, person, first_products, product) != 0)
		return -1;
	while (more-- > 0)
		if (write_account(writer, person, next_products, &other) != 0)
			return -1;
	return 0;
}

static int write_transactions(struct writer *writer, struct person *person,
			      int product)
{
	double mean = 0.2 * pow(2, person->rank) * stage_stir[person->stage];
	int n = person->stage == STAGE_PROSPECT
		    ? 0
		    : dice_count(&person->dice, mean);

	for (int i = 1; i <= n; i++) {
		double large = exp(6 * dice_share(&person->dice));

		sqlite3_bind_int64(writer->transaction, 1, person->id);
		sqlite3_bind_int(writer->transaction, 2, i);
		sqlite3_bind_int64(writer->transaction, 3,
				   some_day(writer, person));
		sqlite3_bind_int(writer->transaction, 4, product);
		sqlite3_bind_int64(writer->transaction, 5,
				   (int64_t)(-1000 * large));
		if (run(writer, writer->transaction) != 0)
			return -1;
	}
	return 0;
}

static int write_matter(struct writer *writer, const struct person *person,
			int kind, int64_t at, const char *text)
{
	sqlite3_bind_int64(writer->matter, 1, person->id);
	sqlite3_bind_int64(writer->matter, 2, at);
	sqlite3_bind_int(writer->matter, 3, kind);
	bind_text(writer->matter, 4, text);
	return run(writer, writer->matter);
}

static bool costs(int kind)
{
	return kind == CARD_EXPENSE_CLAIM || kind == CARD_EXPENSE_REIMBURSEMENT;
}

static int write_card(struct writer *writer, struct person *person, int no,
		      int64_t at, int kind)
{
	struct dice *dice = &person->dice;
	const char *text = texts[kind][person->english][dice_below(dice, 3)];
	int score = 1 + dice_below(dice, 5);

	if (person->stage == STAGE_AT_RISK && score > 2)
		score -= 2;
	sqlite3_bind_int64(writer->card, 1, person->id);
	sqlite3_bind_int(writer->card, 2, no);
	sqlite3_bind_int64(writer->card, 3, at);
	sqlite3_bind_int(writer->card, 4, kind);
	sqlite3_bind_int(writer->card, 5,
			 kind == CARD_SATISFACTION ? score : 0);
	sqlite3_bind_int64(writer->card, 6,
			   costs(kind) ? 100 * (20 + dice_below(dice, 4000))
				       : 0);
	bind_text(writer->card, 7, text);
	return run(writer, writer->card);
}

static int by_time(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static void draw_times(const struct writer *writer, struct person *person,
		       int64_t *times, int n)
{
	for (int i = 0; i < n; i++)
		times[i] = some_day(writer, person);
	qsort(times, (size_t)n, sizeof(times[0]), by_time);
}

/* The last of them may still be open. */
static int write_cards(struct writer *writer, struct person *person)
{
	double mean = 0.2 * pow(2.2, person->rank) * stage_stir[person->stage];
	int n = dice_count(&person->dice, mean);
	int64_t times[64];
	int kind = 0;

	draw_times(writer, person, times, n);
	for (int i = 0; i < n; i++) {
		kind = dice_pick(&person->dice,
				 person->stage == STAGE_AT_RISK ? unhappy_kinds
								: usual_kinds,
				 CARD_KINDS);
		if (write_card(writer, person, i + 1, times[i], kind) != 0)
			return -1;
	}
	if (n == 0 || kind == CARD_SATISFACTION || kind == CARD_ACTIVITY ||
	    dice_share(&person->dice) >= 0.2)
		return 0;
	return write_matter(writer, person, kind, times[n - 1],
			    texts[kind][person->english][0]);
}

static void person_draw(const struct writer *writer, struct person *person,
			uint64_t number)
{
	const struct population *population = writer->population;
	const struct customers_conf *book = population->book;
	struct dice *dice = &person->dice;

	memset(person, 0, sizeof(*person));
	dice->stream = (struct stream){&writer->key, number, 0};
	person->number = number;
	person->id = (int64_t)number + 1;
	person->tier = book->n_tiers > 0 ? customer_tier(book, number) : -1;
	person->rank = book->n_tiers > 0 ? book->n_tiers - 1 - person->tier : 0;
	if (person->rank > 4)
		person->rank = 4;
	person->stage =
	    (enum customer_stage)dice_pick(dice, stage_shares, CUSTOMER_STAGES);
	person->english = dice_share(dice) < ENGLISH;
	person->since =
	    population->today -
	    DAY *
		(1 + dice_below(dice, person->stage <= STAGE_NEW ? 180 : 5000));
	(person->english ? names_english : names_chinese)(dice_word(dice),
							  person->name);
}

static int write_person(struct writer *writer, uint64_t number)
{
	struct person person;
	int product = 0;

	person_draw(writer, &person, number);
	add_phones(writer, &person);
	if (write_customer(writer, &person) != 0 ||
	    write_accounts(writer, &person, &product) != 0 ||
	    write_transactions(writer, &person, product) != 0)
		return -1;
	return write_cards(writer, &person);
}

/* The same person, entered once more by somebody who did not look. */
static int write_twin(struct writer *writer, uint64_t number, int64_t id)
{
	struct person person;
	char name[NAMES_TEXT];

	person_draw(writer, &person, number);
	person.id = id;
	memcpy(name, person.name, sizeof(name));
	names_otherwise(name, person.name);
	add_phones(writer, &person);
	if (write_customer(writer, &person) != 0)
		return -1;
	return write_cards(writer, &person);
}

static int write_twins(struct writer *writer)
{
	const struct population *population = writer->population;
	uint64_t count = population->book->count;
	uint64_t n = (uint64_t)(population->duplicates * (double)count);

	for (uint64_t i = 0; i < n; i++)
		if (write_twin(writer, i * count / n,
			       (int64_t)(count + i) + 1) != 0)
			return -1;
	return 0;
}

static int write_people(struct writer *writer)
{
	const struct population *population = writer->population;
	uint64_t count = population->book->count;

	for (uint64_t i = 0; i < count; i++) {
		if (population->progress != NULL && i % PROGRESS_STEP == 0)
			population->progress(i, count, population->arg);
		if (write_person(writer, i) != 0)
			return -1;
	}
	return write_twins(writer);
}

static int by_number(const void *a, const void *b)
{
	const struct line *x = a, *y = b;

	if (x->number != y->number)
		return x->number < y->number ? -1 : 1;
	return (x->customer > y->customer) - (x->customer < y->customer);
}

/* In the order of the tree, so that it grows at its end. */
static int write_phones(struct writer *writer)
{
	sqlite3_stmt *row =
	    store_prepare(writer->store,
			  "INSERT INTO phones VALUES(?1, ?2, ?3)", writer->err);

	if (row == NULL)
		return -1;
	qsort(writer->lines, writer->n_lines, sizeof(writer->lines[0]),
	      by_number);
	for (size_t i = 0; i < writer->n_lines; i++) {
		const struct line *line = &writer->lines[i];

		sqlite3_bind_int64(row, 1, line->number);
		sqlite3_bind_int64(row, 2,
				   (int64_t)(line->customer / PHONE_KINDS));
		sqlite3_bind_int(row, 3, (int)(line->customer % PHONE_KINDS));
		if (run(writer, row) != 0)
			return -1;
	}
	return 0;
}

static int write_word(struct writer *writer, const char *sql, int id,
		      const char *name)
{
	sqlite3_stmt *row = store_prepare(writer->store, sql, writer->err);

	if (row == NULL)
		return -1;
	sqlite3_bind_int(row, 1, id);
	bind_text(row, 2, name);
	return run(writer, row);
}

static int write_words(struct writer *writer)
{
	const struct customers_conf *book = writer->population->book;

	for (int i = 0; i < book->n_tiers; i++)
		if (write_word(writer, "INSERT INTO tiers VALUES(?1, ?2)", i,
			       book->tiers[i].name) != 0)
			return -1;
	for (int i = 0; i < (int)COUNT(products); i++)
		if (write_word(writer, "INSERT INTO products VALUES(?1, ?2)", i,
			       products[i]) != 0)
			return -1;
	return 0;
}

static int prepare(struct writer *writer)
{
	const struct {
		sqlite3_stmt **statement;
		const char *sql;
	} rows[] = {
	    {&writer->customer, "INSERT INTO customers VALUES(?1, ?2, ?3, ?4,"
				" ?5, ?6, ?7, ?8, ?9, ?10, NULL)"},
	    {&writer->account_row,
	     "INSERT INTO accounts VALUES(?1, ?2, ?3, ?4)"},
	    {&writer->card,
	     "INSERT INTO cards(customer, no, at, kind, contact, score,"
	     " amount, queue, agent, text) VALUES(?1, ?2, ?3, ?4, NULL, "
	     "nullif(?5, 0),"
	     " nullif(?6, 0), NULL, NULL, ?7)"},
	    {&writer->transaction,
	     "INSERT INTO transactions VALUES(?1, ?2, ?3, ?4, ?5)"},
	    {&writer->matter,
	     "INSERT INTO matters VALUES(?1, 1, ?2, ?3, ?4, NULL)"},
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		*rows[i].statement =
		    store_prepare(writer->store, rows[i].sql, writer->err);
		if (*rows[i].statement == NULL)
			return -1;
	}
	return 0;
}

/* Indexes are made at the end, from sorted rows. */
static int write_all(struct writer *writer)
{
	if (store_execute(writer->store,
			  "PRAGMA foreign_keys = OFF;"
			  "PRAGMA ignore_check_constraints = ON;"
			  "DROP INDEX phones_customer;"
			  "DROP INDEX accounts_customer;",
			  writer->err) != 0 ||
	    store_begin(writer->store, writer->err) != 0)
		return -1;
	if (prepare(writer) != 0 || write_words(writer) != 0 ||
	    write_people(writer) != 0 || write_phones(writer) != 0 ||
	    store_commit(writer->store, writer->err) != 0) {
		store_rollback(writer->store);
		return -1;
	}
	return store_execute(
	    writer->store,
	    "CREATE INDEX phones_customer ON phones(customer);"
	    "CREATE INDEX accounts_customer ON accounts(customer);"
	    "PRAGMA ignore_check_constraints = OFF;"
	    "PRAGMA foreign_keys = ON;",
	    writer->err);
}

int population_write(struct customers *customers,
		     const struct population *population, struct err *err)
{
	struct writer writer = {
	    .population = population,
	    .customers = customers,
	    .store = customers->store,
	    .err = err,
	    .key = {population->seed, 0},
	    .account = INT64_C(6200000000000000),
	};
	int failed = store_bulk_begin(writer.store, err);

	if (!failed)
		failed = write_all(&writer);
	free(writer.lines);
	return failed ? -1 : store_bulk_end(writer.store, err);
}
