#!/bin/bash
# usage: scripts/test.sh [--quick]
# Installs what is missing, then builds and tests in every way that counts:
# gcc and clang, address, undefined-behaviour and thread sanitizers, format,
# static analysis and a short fuzzing.  --quick: gcc and its tests only.
#
# Each build and each check counts as one test beside those of ctest.  Tests
# labelled `theory` are long, `docs` need only one build: both run once, with
# gcc.  What each step said stays in build/test-logs/.
# shellcheck disable=SC2317 # check calls functions by name
set -uo pipefail

cd "$(dirname "$0")/.." || exit 1
logs=build/test-logs
jobs=$(nproc)
passed=0
failed=0

# Debian's libtsan knows few memory maps; without randomness it meets no other.
same_map=()
if setarch -R true 2>/dev/null; then
	same_map=(setarch -R)
fi

# What is shown of a step: its verdict, and the end of its log if it failed,
# without what make says of the files that it could make.
verdict() { # NAME STATUS SECONDS LOG
	if [ "$2" -eq 0 ]; then
		printf '%-36s ok      %4d s\n' "$1" "$3"
		return
	fi
	printf '%-36s FAILED  %4d s  %s\n' "$1" "$3" "$4"
	grep -vE '^\[ *[0-9]+%\]|^gmake' "$4" | tail -n 40 | sed 's/^/    /'
}

log_of() {
	echo "$logs/${1//[^a-zA-Z0-9]/-}.log"
}

# One check that passes or fails as a whole.
check() { # NAME COMMAND...
	local name=$1 log start=$SECONDS status=0

	log=$(log_of "$name")
	shift
	"$@" >"$log" 2>&1 </dev/null || status=$?
	if [ $status -eq 0 ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
	fi
	verdict "$name" $status $((SECONDS - start)) "$log"
	return $status
}

# Debian's own Python is the one whose modules are installed.
configure_and_make() { # TREE TARGETS OPTION...
	local tree=$1 targets=$2

	shift 2
	# shellcheck disable=SC2086 # several targets
	cmake -S . -B "$tree" -DCMAKE_BUILD_TYPE=Release \
		-DCALLFLOOR_TESTS=ON -DCALLFLOOR_WERROR=ON \
		-DPython3_EXECUTABLE=/usr/bin/python3 "$@" &&
		cmake --build "$tree" --parallel "$jobs" --target $targets
}

# Tests that compute have a core each, those that wait are beside them.
cores() {
	printf '{"version": {"major": 1, "minor": 0}, "local": [{"cores": %s}]}\n' \
		"[{\"id\": \"0\", \"slots\": $jobs}]" >"$logs/cores"
}

# Counts the tests of one build, from the line
# "NN% tests passed, F tests failed out of N".
tests() { # NAME TREE OPTION...
	local name=$1 tree=$2 log start=$SECONDS status=0 line bad all

	log=$(log_of "$name")
	shift 2
	ctest --test-dir "$tree" --output-on-failure --no-tests=error \
		--timeout 300 --resource-spec-file "$PWD/$logs/cores" \
		--parallel $((4 * jobs)) "$@" >"$log" 2>&1 </dev/null ||
		status=$?
	line=$(grep -E 'tests? failed out of [0-9]+' "$log")
	if [[ $line =~ ([0-9]+)\ tests?\ failed\ out\ of\ ([0-9]+) ]]; then
		bad=${BASH_REMATCH[1]}
		all=${BASH_REMATCH[2]}
		passed=$((passed + all - bad))
		failed=$((failed + bad))
		name="$name ($all)"
	else
		failed=$((failed + 1))
		status=1
	fi
	verdict "$name" $status $((SECONDS - start)) "$log"
	return $status
}

sources() { # PATTERN
	find . \( -path './build*' -o -name node_modules \) -prune -o -type f -name "$1" -print | sort
}

formatted() {
	sources '*.[ch]' |
		xargs -n 20 -P "$jobs" clang-format --dry-run -Werror
}

# What the compilers do not see; their warnings are not repeated.
analysed() {
	sources '*.c' >"$logs/sources" &&
		cppcheck --quiet --std=c11 --library=posix,gnu -D_GNU_SOURCE \
			-D__GNUC__ -I . --include=tests/loops.h --enable=warning,performance,portability \
			--inline-suppr --suppress=missingIncludeSystem \
			--suppress=readdirCalled \
			--error-exitcode=1 -j "$jobs" --file-list="$logs/sources"
}

# What cannot be written is said once, and is no success: on a full disk, into
# a pipe that nobody reads.
unwritten() (
	for format in table json csv; do
		exec 3> >(:)
		wait $!
		for out in full fd/3; do
			status=0
			build/callfloor run scenarios/bank-hotline.yaml \
				--replications 2 --format "$format" \
				2>"$logs/unwritten" >"/dev/$out" || status=$?
			echo "$format to $out: exit $status"
			cat "$logs/unwritten"
			[ "$status" -eq 1 ] &&
				[ "$(wc -l <"$logs/unwritten")" -eq 1 ] ||
				return 1
		done
	done
)

# Threads must not race, and must not matter.
threads() {
	local run="build-tsan/callfloor run scenarios/bank-hotline.yaml"
	local options="--replications 4 --format json"

	# shellcheck disable=SC2086 # words
	"${same_map[@]}" $run $options --threads 2 >"$logs/two.json" &&
		"${same_map[@]}" $run $options --threads 1 >"$logs/one.json" &&
		cmp "$logs/one.json" "$logs/two.json"
}

# The AMI clients that npm has, of the versions that are pinned.
npm_clients() {
	mkdir -p build/ami-clients &&
		cp tests/ami/package.json tests/ami/package-lock.json \
			build/ami-clients/ &&
		npm ci --prefix build/ami-clients --ignore-scripts \
			--no-audit --no-fund
}

# The pages' build has brought the tools; it is theirs that are tested, too.
in_web_tree() {
	cmake -D FROM=web -D TO=build/web/tree -P web/copy.cmake &&
		cd build/web/tree && "$@"
}

# Format, types and unit tests.
pages_sources() (
	in_web_tree npm run format && npm run types && npm test
)

in_browser() (
	CALLFLOOR_PROGRAM=$PWD/build/callfloor \
		CALLFLOOR_SCENARIOS=$PWD/scenarios WORKERS=$jobs \
		PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 NO_COLOR=1 \
		in_web_tree npm run browser
)

# Counts the tests of the pages, from lines such as "12 passed (24s)".
browser_tests() { # NAME
	local name=$1 log start=$SECONDS status=0 good bad

	log=$(log_of "$name")
	in_browser >"$log" 2>&1 </dev/null || status=$?
	good=$(sed -nE 's/^ *([0-9]+) passed.*/\1/p' "$log")
	bad=$(sed -nE 's/^ *([0-9]+) (failed|flaky|did not run).*/\1/p' "$log" |
		awk '{ n += $1 } END { print n + 0 }')
	[ $status -eq 0 ] || [ "$bad" -gt 0 ] || bad=1
	passed=$((passed + ${good:-0}))
	failed=$((failed + bad))
	verdict "$name ($((${good:-0} + bad)))" $status \
		$((SECONDS - start)) "$log"
	return $status
}

finish() {
	printf '%d s; logs in %s\n' "$SECONDS" "$logs"
	printf '%d passed, %d failed\n' "$passed" "$failed"
	[ "$failed" -eq 0 ]
	exit
}

quick=false
case ${1-} in
--quick) quick=true ;;
'') ;;
*)
	echo "usage: $0 [--quick]" >&2
	exit 2
	;;
esac

mkdir -p "$logs"
cores
check "packages" scripts/install-packages.sh run web test || finish
check "npm: AMI clients" npm_clients

check "gcc: build" configure_and_make build all -DCALLFLOOR_SANITIZE= \
	-DCALLFLOOR_TRAINED=ON -DCALLFLOOR_WEB=ON && {
	check "gcc: output not written" unwritten
	tests "gcc: tests" build
}
$quick && finish

check "pages: sources" pages_sources
browser_tests "pages: browser"

check "clang: build" configure_and_make build-clang all \
	-DCMAKE_C_COMPILER=clang -DCALLFLOOR_SANITIZE= &&
	tests "clang: tests" build-clang -LE 'theory|docs|timing'

export UBSAN_OPTIONS=print_stacktrace=1
check "address and undefined: build" configure_and_make build-asan all \
	-DCALLFLOOR_SANITIZE='address;undefined' &&
	tests "address and undefined: tests" build-asan -LE 'theory|docs|timing'

check "threads: build" configure_and_make build-tsan \
	"callfloor test_replicate" -DCALLFLOOR_SANITIZE=thread && {
	check "threads: replicate" "${same_map[@]}" \
		build-tsan/tests/test_replicate
	check "threads: run" threads
}

check "format" formatted
check "analysis" analysed
check "fuzzing: scenarios" scripts/soak.sh 20s loader
check "fuzzing: links and sessions" scripts/soak.sh 8s ami csta http journal
finish
