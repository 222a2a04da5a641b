/*
 * The customer database: who the customers are, all their telephone numbers,
 * and what has passed between them and the center.  An agent whose telephone
 * rings sees the caller's record (screen pop); every contact leaves a card.
 *
 * It is one SQLite file; its tables are described in docs/customers.md.  A
 * telephone number may be several people's (a family, a company), so that a
 * lookup finds none, one or several.  Customers who were merged into another
 * stay as names that lead to him.
 *
 * Functions return 0, or -1 with err: a full disk, a locked or a broken file.
 * What was committed before stays.  Moments are seconds since 1970, UTC, and
 * the caller's: nothing here knows a clock.
 */
#ifndef CTI_CUSTOMERS_CUSTOMERS_H
#define CTI_CUSTOMERS_CUSTOMERS_H

#include "store/store.h"

#include <stdint.h>

/* What becomes of a customer, from first to last; and the kinds of cards:
 * numbers of the tables `stages` and `card_kinds`. */
enum customer_stage {
	STAGE_PROSPECT,
	STAGE_NEW,
	STAGE_ACTIVE,
	STAGE_AT_RISK,
	STAGE_DORMANT,
	STAGE_LOST,
	CUSTOMER_STAGES,
};

enum card_kind {
	CARD_REQUEST,
	CARD_COMPLAINT,
	CARD_ACTIVITY,
	CARD_EXPENSE_CLAIM,
	CARD_EXPENSE_REIMBURSEMENT,
	CARD_SATISFACTION, /* score 1 .. 5 */
	CARD_KINDS,
};

enum phone_kind { PHONE_MOBILE, PHONE_HOME, PHONE_WORK, PHONE_KINDS };

/* "at-risk", "expense-claim", "mobile", ...; NULL at the end. */
extern const char *const customer_stages[CUSTOMER_STAGES + 1];
extern const char *const card_kinds[CARD_KINDS + 1];
extern const char *const phone_kinds[PHONE_KINDS + 1];

/* Registers of those who must not be called, a bit each. */
enum { REGISTER_NATIONAL = 1, REGISTER_COMPANY = 2, REGISTER_CAMPAIGN = 4 };

enum {
	CUSTOMER_NAME = 96, /* bytes of UTF-8, the 0 included; likewise below */
	CUSTOMER_WORD = 32,
	CARD_TEXT = 160,
	CUSTOMER_PHONES = 8, /* at most, of what a lookup brings */
	CUSTOMER_CARDS = 5,
	CUSTOMER_MATTERS = 5,
	CUSTOMER_TRANSACTIONS = 5,
	CUSTOMER_CHOICE = 16, /* who may be meant */
};

struct customer_card {
	int64_t customer;
	int64_t no; /* of the customer's, from 1; appending gives it */
	int64_t at;
	enum card_kind kind;
	int64_t contact;	   /* the session's; 0: none */
	int score;		   /* 0: none */
	int64_t amount;		   /* of expenses, in hundredths */
	char queue[CUSTOMER_WORD]; /* "" : none, likewise below */
	char agent[CUSTOMER_WORD];
	char text[CARD_TEXT];
};

struct customer_matter {
	int64_t no;
	int64_t opened;
	enum card_kind kind;
	char text[CARD_TEXT];
};

/* A transaction card. */
struct customer_transaction {
	int64_t no;
	int64_t at;
	int64_t amount; /* in hundredths; what he paid is below 0 */
	char product[CUSTOMER_WORD];
};

struct customer {
	int64_t id;
	char name[CUSTOMER_NAME];
	char tier[CUSTOMER_WORD]; /* "": of none */
	enum customer_stage stage;
	int64_t value;		      /* a year, in whole money */
	char language[CUSTOMER_WORD]; /* "zh", "en" */
	bool consent;		      /* to be called for sales */
	unsigned registers;
	char document[CUSTOMER_WORD]; /* of identity; "" */
	int64_t since;
	int n_phones;
	int64_t phones[CUSTOMER_PHONES]; /* keys: cti/customers/phone.h */
	int n_cards;			 /* the last first */
	struct customer_card cards[CUSTOMER_CARDS];
	int n_matters; /* open, the last first */
	struct customer_matter matters[CUSTOMER_MATTERS];
	int n_transactions; /* the last first */
	struct customer_transaction transactions[CUSTOMER_TRANSACTIONS];
};

struct customers;

struct customers *customers_open(const char *file, enum store_mode mode,
				 struct err *err);
void customers_close(struct customers *customers); /* NULL is fine */
/* What was made is not wanted after all: its file goes. */
void customers_discard(struct customers *customers);
struct store *customers_store(struct customers *customers);

/* Before it is used again after a failure, and now and then: opens it anew
 * where its bytes were broken, or another file stands in its place.  -1 and
 * err: there is none that is any better. */
int customers_mend(struct customers *customers, struct err *err);

/* The calling code of numbers that do not say theirs; 86 at first. */
unsigned customers_country(const struct customers *customers);
int customers_set_country(struct customers *customers, unsigned country,
			  struct err *err);

/* What is known of a caller when his call alerts; NULL or "" what is not. */
struct customer_query {
	const char *ani;    /* his number */
	const char *dnis;   /* the number he dialed */
	const char *digits; /* that he keyed in: a customer's or account's */
	const char *uui;    /* user-to-user: customer=17 or account=62... */
};

enum customer_match { MATCH_NONE, MATCH_ONE, MATCH_SEVERAL };

struct customer_found {
	enum customer_match match;
	const char *by; /* "uui", "digits" or "ani"; NULL */
	int n;		/* who may be meant: at most CUSTOMER_CHOICE */
	int64_t ids[CUSTOMER_CHOICE];
	struct customer customer; /* of MATCH_ONE */
};

/*
 * The screen pop's lookup: by what the network says (UUI), what he keyed in,
 * where he calls from, whichever finds somebody first.  A rule of the DNIS
 * (table `rules`) may leave some of them out: the line of a company's own
 * people is not looked up by ANI.
 */
int customers_lookup(struct customers *customers,
		     const struct customer_query *query,
		     struct customer_found *found, struct err *err);

/* Everything about one of them.  1: there he is; 0: nobody has that id. */
int customers_read(struct customers *customers, int64_t id,
		   struct customer *customer, struct err *err);

/* Up to n ids of those who are called so, or whose names hold the text. */
int customers_named(struct customers *customers, const char *name, int64_t *ids,
		    int n, int *found, struct err *err);

/* Leaves a card, in a transaction of its own unless one is open. */
int customers_card(struct customers *customers, struct customer_card *card,
		   struct err *err);

/* A contact of a live session, for its card. */
struct customer_visit {
	const char *session;	   /* tells it from other sessions' contacts */
	struct customer_card card; /* customer 0: a stranger */
	char ani[CUSTOMER_WORD];   /* "": withheld */
	char dnis[CUSTOMER_WORD];
};

/* Leaves the contact's card, once: with its customer, or among the strangers'
 * where there is none, or none of that id. */
int customers_visit(struct customers *customers,
		    const struct customer_visit *visit, struct err *err);

/* Who changes something, and when: for the audit. */
struct customer_actor {
	const char *who;
	int64_t at;
};

/* Changes one field (name, tier, value, stage, language, consent), with an
 * audit row.  The text is checked. */
int customers_set(struct customers *customers,
		  const struct customer_actor *actor, int64_t id,
		  const char *field, const char *text, struct err *err);

/* A new customer, with his phones (the first a mobile, the second at home, all
 * others at work) and an audit row; it gives him his id.  His tier must be
 * there. */
int customers_add(struct customers *customers,
		  const struct customer_actor *actor, struct customer *customer,
		  struct err *err);

/* 1 where the database has a tier of that name, else 0; and makes it. */
int customers_has_tier(struct customers *customers, const char *name,
		       struct err *err);
int customers_add_tier(struct customers *customers, const char *name,
		       struct err *err);

/* How many customers, of whom nobody was merged into another; how many tiers;
 * and how many have the number, counted up to two. */
int customers_count(struct customers *customers, int64_t *n, struct err *err);
int customers_count_tiers(struct customers *customers, int64_t *n,
			  struct err *err);
int customers_count_phone(struct customers *customers, int64_t number,
			  int64_t *n, struct err *err);

/* One of all, as a run and a list need him. */
struct customer_row {
	int64_t id;
	const char *tier; /* "": of none */
	int64_t number;	  /* his first; 0: he has none */
	bool shared;	  /* somebody else has it too */
};

/* Shows every customer, by id.  The callback returns 0, or -1 with the err of
 * this call. */
typedef int (*customers_each_h)(const struct customer_row *row, void *arg);
int customers_each(struct customers *customers, customers_each_h each,
		   void *arg, struct err *err);

/* A condition on customers: a field and the words that it may be. */
enum condition_field {
	CONDITION_TIER,
	CONDITION_STAGE,
	CONDITION_LANGUAGE,
	CONDITION_CONSENT, /* yes, no */
	CONDITION_VALUE,   /* of one word: so much or more */
	CONDITION_FIELDS,
};

enum { CONDITIONS = 16, CONDITION_WORDS = 8 };

struct condition {
	enum condition_field field;
	int n;
	const char *words[CONDITION_WORDS];
};

struct customer_lead {
	int64_t number;
	bool consent;
	unsigned registers;
	int64_t value;
};

/* Shows those for whom all n conditions hold, each by his first number and
 * each number once, in their order. */
typedef void (*customers_lead_h)(const struct customer_lead *lead, void *arg);
int customers_leads(struct customers *customers,
		    const struct condition *conditions, int n,
		    customers_lead_h each, void *arg, struct err *err);

#endif
