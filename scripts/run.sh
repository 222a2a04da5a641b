#!/bin/bash
# usage: scripts/run.sh [SCENARIO] [OPTION...]
# Installs what is missing, builds build/callfloor and runs a scenario, by
# default a bank's day.  Options are those of `callfloor run`.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)

"$root/scripts/build.sh"
if [ $# -eq 0 ] || [ "${1#-}" != "$1" ]; then
	set -- "$root/scenarios/bank-hotline.yaml" "$@"
fi
exec "$root/build/callfloor" run "$@"
