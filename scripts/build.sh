#!/bin/bash
# usage: scripts/build.sh [--web]
# Installs what is missing and builds build/callfloor, for scripts/run.sh and
# scripts/train.sh; --web: with the browser pages in it.  It says nothing but
# that it takes a minute, and why it failed.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
build=$root/build
kinds=(run)
options=(-DCMAKE_BUILD_TYPE=Release -DCALLFLOOR_SANITIZE=
	-DCALLFLOOR_TRAINED=ON)
advice=

case ${1-} in
--web)
	kinds+=(web)
	options+=(-DCALLFLOOR_WEB=ON)
	advice="the pages are built of npm's packages: is there a network, and
does \`npm ping\` reach its registry?"
	;;
'') ;;
*)
	echo "usage: $0 [--web]" >&2
	exit 2
	;;
esac

# The log is shown only when something is wrong.
quietly() {
	local log=$build/run.log

	if ! "$@" >"$log" 2>&1 </dev/null; then
		cat "$log" >&2
		echo "callfloor: this failed: $*" >&2
		if [ -n "$advice" ] && grep -q '^npm error' "$log"; then
			echo "callfloor: $advice" >&2
		fi
		exit 1
	fi
}

"$root/scripts/install-packages.sh" "${kinds[@]}"

mkdir -p "$build"
# A tree that has the tests keeps them; a new one does without.
[ -f "$build/CMakeCache.txt" ] || options+=(-DCALLFLOOR_TESTS=OFF)
[ -x "$build/callfloor" ] || echo "callfloor: building, a minute" >&2
quietly cmake -S "$root" -B "$build" "${options[@]}"
quietly cmake --build "$build" --target callfloor --parallel "$(nproc)"
