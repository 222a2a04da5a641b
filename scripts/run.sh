#!/bin/bash
# usage: scripts/run.sh [SCENARIO] [OPTION...]
# Installs what is missing, builds build/callfloor and runs a scenario, by
# default a bank's day.  Options are those of `callfloor run`.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
build=$root/build

# The log is shown only when something is wrong.
quietly() {
	local log=$build/run.log

	if ! "$@" >"$log" 2>&1; then
		cat "$log" >&2
		echo "callfloor: this failed: $*" >&2
		exit 1
	fi
}

"$root/scripts/install-packages.sh" run

mkdir -p "$build"
options=(-DCMAKE_BUILD_TYPE=Release -DCALLFLOOR_SANITIZE=
	-DCALLFLOOR_TRAINED=ON)
# A tree that has the tests keeps them; a new one does without.
[ -f "$build/CMakeCache.txt" ] || options+=(-DCALLFLOOR_TESTS=OFF)
[ -x "$build/callfloor" ] || echo "callfloor: building, a minute" >&2
quietly cmake -S "$root" -B "$build" "${options[@]}"
quietly cmake --build "$build" --target callfloor --parallel "$(nproc)"

if [ $# -eq 0 ] || [ "${1#-}" != "$1" ]; then
	set -- "$root/scenarios/bank-hotline.yaml" "$@"
fi
exec "$build/callfloor" run "$@"
