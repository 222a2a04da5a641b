#!/bin/bash
# usage: scripts/soak.sh [MINUTES | SECONDSs] [TARGET...]
#        scripts/soak.sh lookups [CUSTOMERS]
#        scripts/soak.sh load [CLIENTS] [SECONDS]
#        scripts/soak.sh pages [BROWSERS] [SECONDS]
#        scripts/soak.sh kills [COUNT]
# Fuzzes for so long (10 minutes) each of the targets tests/fuzz_TARGET.c, by
# default all, on all cores.  What it learns stays in build-fuzz/corpus/, so
# that the next soak goes on from there; an input that breaks something is kept
# in build-fuzz/found/.
#
# lookups: makes up a database of so many customers (ten million) and prints
# how long a screen pop's lookup in it takes, and how long after the telephone
# was to ring a client hears of it; it fails where the 99th percentile is a
# millisecond or more, or five.
#
# load: a floor of 2,000 agents at twenty times the clock's speed, with so many
# AMI clients (200) that hear everything, for so long (60 s), and one more that
# reads nothing; it fails where a client misses an event, or 1 % of them come
# 20 ms late or later.  It wants a machine that does nothing else.
#
# pages: so many browsers (10) on a floor of 500 agents at ten times the clock's
# speed, one in five a wallboard and the others desks of trainees who take
# calls, for so long (30 s); it fails where 5 % of what happens is painted 150
# ms late or later.  It wants a machine that does nothing else.
#
# kills: kills live sessions at so many (200) moments of a busy day; it fails
# where something that was acknowledged is lost.
set -euo pipefail

cd "$(dirname "$0")/.."
tree=build-fuzz

usage() {
	echo "usage: $0 [MINUTES | SECONDSs] [TARGET...] | lookups|kills [COUNT]" \
		"| load [CLIENTS] [SECONDS] | pages [BROWSERS] [SECONDS]" >&2
	exit 2
}

seconds_of() {
	case $1 in
	*[!0-9s]* | '' | s | *s?*) usage ;;
	*s) echo "${1%s}" ;;
	*) echo $(($1 * 60)) ;;
	esac
}

all_targets() {
	local file

	for file in tests/fuzz_*.c; do
		[ -f "$file" ] || continue
		file=${file#tests/fuzz_}
		echo "${file%.c}"
	done
}

build() { # TARGET...
	cmake -S . -B $tree -DCMAKE_BUILD_TYPE=Release \
		-DCMAKE_C_COMPILER=clang -DCALLFLOOR_TESTS=ON \
		-DCALLFLOOR_SANITIZE='address;undefined;fuzzer-no-link' &&
		cmake --build $tree --parallel "$(nproc)" \
			--target "${@/#/fuzz_}"
}

# Good input to begin with: for the loader, the scenarios and what the tests
# of its errors feed it.
seeds() { # TARGET
	case $1 in
	journal) find tests/fuzz-journal -type f ;;
	loader) find scenarios tests/errors -name '*.yaml' -o -name '*.txt' ;;
	ami) find tests/ami/requests -name '*.txt' ;;
	csta) find tests/csta -name '*.txt' ;;
	http) find tests/calls -name '*.txt' ;;
	esac
}

# The words of the format, so that chance need not find them.
words() {
	grep -rhoE '\{"[a-z-]+"' scenarios/keys_*.c cti/command_json.c \
		cti/event_text.c acd/command.c | tr -d '{' | sort -u
}

soak() { # TARGET SECONDS
	local seeds=$tree/seeds/$1 corpus=$tree/corpus/$1 status=0

	rm -rf "$seeds"
	mkdir -p "$seeds" "$corpus" $tree/found
	seeds "$1" | while read -r file; do
		cp "$file" "$seeds/${file//\//-}"
	done
	words >$tree/words
	$tree/tests/fuzz_"$1" -max_total_time="$2" -timeout=10 -max_len=8192 \
		-rss_limit_mb=2048 -fork="$(nproc)" -print_funcs=0 \
		-dict=$tree/words -artifact_prefix=$tree/found/"$1"- \
		"$corpus" "$seeds" || status=$?
	if [ $status -ne 0 ]; then
		echo "callfloor: $1 broke; the input is in $tree/found/" >&2
		return $status
	fi
	echo "callfloor: $1 held for $2 s, on $(find "$corpus" -type f |
		wc -l) inputs learned"
}

lookups() { # CUSTOMERS
	scripts/install-packages.sh run test
	cmake -S . -B build -DCMAKE_BUILD_TYPE=Release >/dev/null &&
		cmake --build build --parallel "$(nproc)" \
			--target measure_lookups >/dev/null &&
		build/tests/measure_lookups "$1" "$PWD/build" &&
		load --clients 5 --seconds 30 --customers "$1"
}

load() { # OPTION...
	scripts/install-packages.sh run test
	cmake -S . -B build -DCMAKE_BUILD_TYPE=Release >/dev/null &&
		cmake --build build --parallel "$(nproc)" \
			--target callfloor ami_readers >/dev/null &&
		TMPDIR=$PWD/build /usr/bin/python3 tests/load/check_load.py \
			"$@" build/callfloor build/tests/load/ami_readers
}

pages() { # BROWSERS SECONDS
	scripts/install-packages.sh run web test
	cmake -S . -B build -DCMAKE_BUILD_TYPE=Release \
		-DCALLFLOOR_WEB=ON >/dev/null &&
		cmake --build build --parallel "$(nproc)" \
			--target callfloor >/dev/null &&
		cmake -D FROM=web -D TO=build/web/tree -P web/copy.cmake &&
		cd build/web/tree &&
		CALLFLOOR_PROGRAM=../../callfloor LOAD_BROWSERS=$1 \
			LOAD_SECONDS=$2 LOAD_P95=150 \
			npm run browser -- --project=load --no-deps
}

kills() { # COUNT
	scripts/install-packages.sh run test
	cmake -S . -B build -DCMAKE_BUILD_TYPE=Release >/dev/null &&
		cmake --build build --parallel "$(nproc)" \
			--target callfloor >/dev/null &&
		/usr/bin/python3 tests/check_live.py --only test_kills \
			--kills "$1" --seed "$RANDOM" build/callfloor
}

if [ "${1-}" = kills ]; then
	kills "${2-200}"
	exit
fi
if [ "${1-}" = pages ]; then
	pages "${2-10}" "${3-30}"
	exit
fi
if [ "${1-}" = lookups ]; then
	lookups "${2-10000000}"
	exit
fi
if [ "${1-}" = load ]; then
	load --clients "${2-200}" --seconds "${3-60}" --pop 20
	exit
fi

seconds=$(seconds_of "${1-10}") || exit
[ $# -eq 0 ] || shift
if [ $# -eq 0 ]; then
	# shellcheck disable=SC2046 # one word each
	set -- $(all_targets)
fi
[ $# -gt 0 ] || {
	echo "callfloor: there is nothing to fuzz, no tests/fuzz_*.c" >&2
	exit 1
}

scripts/install-packages.sh run test
mkdir -p $tree
if ! build "$@" >$tree/build.log 2>&1; then
	tail -n 40 $tree/build.log >&2
	exit 1
fi
for target in "$@"; do
	soak "$target" "$seconds"
done
