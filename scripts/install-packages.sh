#!/bin/bash
# usage: scripts/install-packages.sh run|web|test ...
# Installs those Debian packages of packages.txt that are missing.  Where none
# is, it asks for nothing and needs no network.
set -euo pipefail

list=$(dirname "$0")/packages.txt

say() { echo "callfloor: $*" >&2; }

wanted() {
	local section

	for section in "$@"; do
		awk -v section="$section" '$1 == section { print $2 }' "$list"
	done
}

is_installed() {
	[ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = \
		installed ]
}

# Some builds of nodejs bring npm with them, and tolerate no other.
is_provided() {
	dpkg-query -W -f '${db:Status-Status} ${Provides}\n' 2>/dev/null |
		grep -E "^installed (.*[ ,])?$1([ ,]|\$)" >/dev/null
}

if [ $# -eq 0 ]; then
	echo "usage: $0 run|web|test ..." >&2
	exit 2
fi
if ! command -v dpkg-query apt-get >/dev/null; then
	say "this is not a Debian system; going on, in the hope that there is"
	wanted "$@" | sed 's/^/    /' >&2
	exit 0
fi

missing=()
for package in $(wanted "$@"); do
	is_installed "$package" || is_provided "$package" ||
		missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
	as_root=(sudo)
	if ! command -v sudo >/dev/null; then
		say "these Debian packages are missing, and there is no sudo;" \
			"run this as root:"
		echo "    apt-get install ${missing[*]}" >&2
		exit 1
	fi
fi

# One command, so that sudo asks for a password once at most.  Without a
# network the update fails, and what apt has already may still do.
say "installing ${missing[*]}"
# shellcheck disable=SC2016 # the inner shell expands it
if ! "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive sh -c '
	apt-get -q -o DPkg::Lock::Timeout=120 update ||
		echo "callfloor: the package lists are not up to date" >&2
	apt-get -q -o DPkg::Lock::Timeout=120 install -y \
		--no-install-recommends "$@"' sh "${missing[@]}" </dev/null >&2
then
	say "these packages could not be installed: ${missing[*]}"
	say "is there a network, and does /etc/apt name Debian's servers?"
	exit 1
fi
