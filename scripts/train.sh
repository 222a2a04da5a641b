#!/bin/bash
# usage: scripts/train.sh [LESSON] [OPTION...]
# Installs what is missing, builds build/callfloor with its browser pages and
# opens a lesson, by default the first day on the phone: it prints the pages'
# address and who may sign in, and plays until Ctrl-C.
#
# LESSON is one of scenarios/lessons/, by name, or the file of a lesson or of a
# scenario.  Options are those of `callfloor live`.  The port is 8080, or the
# next one that is free.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
lessons=$root/scenarios/lessons

say() { echo "callfloor: $*" >&2; }

names() {
	local file

	for file in "$lessons"/*.yaml; do
		[ ! -f "$file" ] || basename "$file" .yaml
	done
}

# The file that is meant.
find_lesson() { # LESSON
	if [ -f "$lessons/$1.yaml" ]; then
		echo "$lessons/$1.yaml"
	elif [ -f "$1" ]; then
		echo "$1"
	else
		say "there is no lesson '$1'; there are:"
		names | sed 's/^/    /' >&2
		return 1
	fi
}

# What `callfloor live` is to play: a lesson says in its file that it is one.
played() { # FILE
	if grep -q '^callfloor-lesson:' "$1"; then
		printf '%s\n' --lesson "$1"
	else
		echo "$1"
	fi
}

free_port() {
	local port

	for port in {8080..8099}; do
		if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
			echo "$port"
			return
		fi
	done
	say "all ports from 8080 to 8099 are taken"
	return 1
}

lesson=first-day
if [ $# -gt 0 ] && [ "${1#-}" = "$1" ]; then
	lesson=$1
	shift
fi
file=$(find_lesson "$lesson")
"$root/scripts/build.sh" --web
port=$(free_port)
mapfile -t play < <(played "$file")

# The address of the link is that of the pages.  Ctrl-C is for the floor: what
# it says at the end is still shown.
exec "$root/build/callfloor" live "${play[@]}" --http "127.0.0.1:$port" \
	--stay "$@" > >(trap '' INT && exec sed -u \
	's|^HTTP  *\(.*\)|open      http://\1/ in a browser; Ctrl-C ends it|')
