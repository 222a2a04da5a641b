#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "cti/secret.h"
#include "cti/users.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static char directory[] = "/tmp/callfloor-users-XXXXXX";
static char path[64];

static int make_directory(void **state)
{
	(void)state;
	assert_non_null(mkdtemp(directory));
	snprintf(path, sizeof(path), "%s/users.yaml", directory);
	return 0;
}

static int remove_directory(void **state)
{
	(void)state;
	unlink(path);
	return rmdir(directory);
}

static void write_file(const char *text, mode_t mode)
{
	FILE *out = fopen(path, "w");

	assert_non_null(out);
	fputs(text, out);
	assert_int_equal(fclose(out), 0);
	assert_int_equal(chmod(path, mode), 0);
}

static void add(const char *name, enum role role, const char *secret, bool md5)
{
	struct users_entry entry = {
	    .name = name, .role = role, .secret = secret, .md5 = md5};
	struct err err;

	assert_int_equal(users_add(path, &entry, &err), 0);
}

static struct users *load(void)
{
	struct err err;
	struct users *users = users_load(path, &err);

	if (users == NULL)
		fail_msg("%s:%u: %s", err.file, err.line, err.what);
	return users;
}

/* RFC 7914, section 12, has no vector of 16 bytes of salt; so what is known
 * is that the same secret is recognised, another is not, and that two hashes
 * of one secret differ. */
static void secrets_are_hashed(void **state)
{
	char a[SECRET_HASH], b[SECRET_HASH];

	(void)state;
	secret_hash("open sesame", a);
	secret_hash("open sesame", b);
	assert_string_not_equal(a, b);
	assert_null(strstr(a, "sesame"));
	assert_true(secret_matches(a, "open sesame"));
	assert_true(secret_matches(b, "open sesame"));
	assert_false(secret_matches(a, "open sesam"));
	assert_false(secret_matches(a, ""));
}

/* Made by Python: hashlib.scrypt(b"pleaseletmein", salt=bytes(range(16)),
 * n=16384, r=8, p=1, dklen=32). */
static void others_hash_alike(void **state)
{
	(void)state;
	assert_true(
	    secret_matches("scrypt:14:8:1:AAECAwQFBgcICQoLDA0ODw==:"
			   "UxYE/nON8zrmLNK5lL/j9XPtKMDZ5VR/h1tkExic5Zo=",
			   "pleaseletmein"));
}

static void what_is_no_hash(void **state)
{
	static const char *const not_hashes[] = {
	    "",
	    "open sesame",
	    "scrypt:14:8:1",
	    "scrypt:17:8:1:AAECAwQFBgcICQoLDA0ODw==:"
	    "AAECAwQFBgcICQoLDA0ODwABAgMEBQYHCAkKCwwNDg8=",
	    "scrypt:14:9:1:AAECAwQFBgcICQoLDA0ODw==:"
	    "AAECAwQFBgcICQoLDA0ODwABAgMEBQYHCAkKCwwNDg8=",
	    "scrypt:14:8:1:AAECAwQFBgcICQoLDA0O:"
	    "AAECAwQFBgcICQoLDA0ODwABAgMEBQYHCAkKCwwNDg8=",
	    "scrypt:14:8:1:AAECAwQFBgcICQoLDA0ODw==:"
	    "AAECAwQFBgcICQoLDA0ODwABAgMEBQYHCAkKCwwNDg8=x",
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(not_hashes) / sizeof(*not_hashes); i++)
		assert_false(secret_is_hash(not_hashes[i]));
	assert_true(
	    secret_is_hash("scrypt:14:8:1:AAECAwQFBgcICQoLDA0ODw==:"
			   "AAECAwQFBgcICQoLDA0ODwABAgMEBQYHCAkKCwwNDg8="));
}

static void users_are_added_and_checked(void **state)
{
	struct users *users;
	struct stat file;

	(void)state;
	unlink(path);
	add("anna", ROLE_SUPERVISOR, "first", false);
	add("bo \"b\" \\", ROLE_AGENT, "b: #'s \"secret\"", true);
	add("anna", ROLE_ADMIN, "second", false);
	assert_int_equal(stat(path, &file), 0);
	assert_int_equal(file.st_mode & 0777, 0600);
	users = load();
	assert_true(users_are_many(users));
	assert_int_equal(users_recall(users, "anna", "second"), ROLE_NONE);
	assert_int_equal(users_check(users, "anna", "first"), ROLE_NONE);
	assert_int_equal(users_check(users, "anna", "second"), ROLE_ADMIN);
	assert_int_equal(users_recall(users, "anna", "second"), ROLE_ADMIN);
	assert_int_equal(users_recall(users, "anna", "first"), ROLE_NONE);
	assert_int_equal(users_check(users, "Anna", "second"), ROLE_NONE);
	assert_int_equal(users_check(users, "bo \"b\" \\", "b: #'s \"secret\""),
			 ROLE_AGENT);
	assert_int_equal(users_role(users, "anna"), ROLE_ADMIN);
	assert_int_equal(users_role(users, "otto"), ROLE_NONE);
	users_free(users);
}

/* md5sum of "4711open sesame". */
static void a_challenge_is_answered(void **state)
{
	static const char key[] = "2f972e54dc0135d47008df1e3f2a17c4";
	struct users *users;

	(void)state;
	unlink(path);
	add("anna", ROLE_SUPERVISOR, "open sesame", true);
	add("otto", ROLE_SUPERVISOR, "open sesame", false);
	users = load();
	assert_int_equal(users_check_md5(users, "anna", "4711", key),
			 ROLE_SUPERVISOR);
	assert_int_equal(users_check_md5(users, "anna", "4712", key),
			 ROLE_NONE);
	assert_int_equal(users_check_md5(users, "anna", "", key), ROLE_NONE);
	assert_int_equal(users_check_md5(users, "otto", "4711", key),
			 ROLE_NONE);
	assert_true(users_has_md5(users, "anna"));
	assert_false(users_has_md5(users, "otto"));
	users_free(users);
}

static void admin_alone(void **state)
{
	char secret[USERS_SECRET], other[USERS_SECRET];
	struct users *users, *more;
	struct err err;

	(void)state;
	users = users_alone(NULL, secret, &err);
	more = users_alone(NULL, other, &err);
	assert_non_null(users);
	assert_non_null(more);
	assert_string_not_equal(secret, other);
	assert_int_equal(strlen(secret), 32);
	assert_false(users_are_many(users));
	assert_int_equal(users_check(users, "admin", secret), ROLE_ADMIN);
	assert_int_equal(users_check(users, "admin", other), ROLE_NONE);
	users_free(users);
	users_free(more);
	write_file("open sesame\r\nmore\n", 0600);
	users = users_alone(path, secret, &err);
	assert_non_null(users);
	assert_string_equal(secret, "open sesame");
	assert_int_equal(users_check(users, "admin", "open sesame"),
			 ROLE_ADMIN);
	users_free(users);
	write_file("\n", 0600);
	assert_null(users_alone(path, secret, &err));
	write_file("open sesame\n", 0644);
	assert_null(users_alone(path, secret, &err));
	assert_non_null(strstr(err.what, "others than its owner"));
	assert_non_null(strstr(err.hint, "chmod 600"));
}

#define HASH                                                                   \
	"scrypt:14:8:1:AAECAwQFBgcICQoLDA0ODw==:"                              \
	"AAECAwQFBgcICQoLDA0ODwABAgMEBQYHCAkKCwwNDg8="
#define HEAD "callfloor-users: 1\nusers:\n"

static void errors_have_their_place(void **state)
{
	static const struct {
		const char *text;
		unsigned line;
		const char *what;
	} cases[] = {
	    {"", 1, "wanted 'key: value' lines"},
	    {"users: {}\n", 1, "wanted 'callfloor-users: 1' in it"},
	    {"callfloor-users: 2\n", 1, "wanted version 1"},
	    {"callfloor-users: 1\npeople: {}\n", 2,
	     "wanted callfloor-users or users"},
	    {HEAD "  anna: {role: boss}\n", 3,
	     "wanted a role: agent, supervisor or admin"},
	    {HEAD "  anna: {role: admin}\n", 3, "the user has no secret"},
	    {HEAD "  anna:\n    role: admin\n    secret: abc\n", 5,
	     "wanted a secret's hash, as --add-user writes it"},
	    {HEAD "  anna:\n    colour: red\n", 4,
	     "wanted role, secret, ami-md5-secret or agent"},
	    {HEAD "  anna: {role: admin, secret: \"" HASH "\"}\n"
		  "  anna: {role: admin, secret: \"" HASH "\"}\n",
	     4, "this user is there twice"},
	    {HEAD "  anna: [\n", 4,
	     "this is no YAML: did not find expected node content"},
	};
	struct err err;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		write_file(cases[i].text, 0600);
		assert_null(users_load(path, &err));
		assert_string_equal(err.what, cases[i].what);
		assert_int_equal(err.line, cases[i].line);
		assert_string_equal(err.file, path);
	}
}

/* It is refused at once, however deep it goes. */
static void it_is_not_deep(void **state)
{
	enum { DEEP = 1000000 };
	char *text = malloc(DEEP + 1);
	struct err err;
	clock_t began;

	(void)state;
	assert_non_null(text);
	memset(text, '[', DEEP);
	text[DEEP] = '\0';
	write_file(text, 0600);
	free(text);
	began = clock();
	assert_null(users_load(path, &err));
	assert_true(clock() - began < CLOCKS_PER_SEC);
	assert_string_equal(err.what, "this is nested more than 32 deep");
	assert_int_equal(err.line, 1);
	assert_string_equal(err.file, path);
}

static void others_must_not_read_it(void **state)
{
	struct err err;

	(void)state;
	write_file(HEAD "  anna: {role: admin, secret: \"" HASH "\"}\n", 0640);
	assert_null(users_load(path, &err));
	assert_non_null(strstr(err.hint, "chmod 600"));
	assert_int_equal(chmod(path, 0600), 0);
	users_free(load());
}

/* And the file is as it was. */
static void bad_users_are_not_added(void **state)
{
	static const struct users_entry bad[] = {
	    {"", ROLE_ADMIN, "x", NULL, false},
	    {"a\nb", ROLE_ADMIN, "x", NULL, false},
	    {"anna", ROLE_NONE, "x", NULL, false},
	    {"anna", ROLE_ADMIN, "", NULL, false},
	    {"anna", ROLE_ADMIN, "a\tb", NULL, false},
	    {"anna", ROLE_ADMIN, "\xff\xfe", NULL, true},
	    {"\xc3(", ROLE_ADMIN, "x", NULL, false},
	};
	struct users *users;
	struct err err;
	size_t i;

	(void)state;
	unlink(path);
	add("anna", ROLE_SUPERVISOR, "first", false);
	for (i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_int_equal(users_add(path, &bad[i], &err), -1);
	users = load();
	assert_int_equal(users_check(users, "anna", "first"), ROLE_SUPERVISOR);
	users_free(users);
}

/* Those of a lesson, who are in no file. */
static void seats_have_fresh_secrets(void **state)
{
	struct users_entry trainee = {
	    .name = "trainee", .role = ROLE_AGENT, .agent = "1001"};
	struct users_entry nobody = {.name = "", .role = ROLE_AGENT};
	char name[USERS_NAME + 1];
	struct users_entry longest = {.name = name, .role = ROLE_AGENT};
	char admin[USERS_SECRET], first[USERS_SECRET], second[USERS_SECRET];
	struct users *users;
	struct err err;

	(void)state;
	memset(name, 'x', USERS_NAME);
	name[USERS_NAME] = '\0';
	users = users_alone(NULL, admin, &err);
	assert_int_equal(users_seat(users, &trainee, first, &err), 0);
	assert_int_equal(users_check(users, "trainee", first), ROLE_AGENT);
	assert_string_equal(users_agent(users, "trainee"), "1001");
	assert_int_equal(users_check(users, "trainee", admin), ROLE_NONE);
	assert_int_equal(users_check(users, "trainee", ""), ROLE_NONE);
	assert_false(users_has_md5(users, "trainee"));
	assert_int_equal(users_check(users, "admin", admin), ROLE_ADMIN);
	assert_false(users_are_many(users)); /* this machine alone */

	trainee.role = ROLE_SUPERVISOR;
	trainee.agent = NULL;
	assert_int_equal(users_seat(users, &trainee, second, &err), 0);
	assert_int_equal(users_check(users, "trainee", first), ROLE_NONE);
	assert_int_equal(users_check(users, "trainee", second),
			 ROLE_SUPERVISOR);
	assert_null(users_agent(users, "trainee"));

	assert_int_equal(users_seat(users, &nobody, second, &err), -1);
	assert_int_equal(users_seat(users, &longest, second, &err), -1);
	users_free(users);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(secrets_are_hashed),
	    cmocka_unit_test(others_hash_alike),
	    cmocka_unit_test(what_is_no_hash),
	    cmocka_unit_test(users_are_added_and_checked),
	    cmocka_unit_test(a_challenge_is_answered),
	    cmocka_unit_test(admin_alone),
	    cmocka_unit_test(seats_have_fresh_secrets),
	    cmocka_unit_test(errors_have_their_place),
	    cmocka_unit_test(it_is_not_deep),
	    cmocka_unit_test(others_must_not_read_it),
	    cmocka_unit_test(bad_users_are_not_added),
	};

	return cmocka_run_group_tests(tests, make_directory, remove_directory);
}
