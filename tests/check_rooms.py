#!/usr/bin/env python3
"""usage: check_rooms.py [ROOT]

What the compiler does not check of the house's rules: who includes whom, who
reads a clock, who prints, how headers are guarded, how wide lines are.  Prints
each breach with its place; exit 1 if there is one.
"""
import re
import sys
import unicodedata
from pathlib import Path

# Each room, and the rooms it may include directly; what those may include it
# may too.
ROOMS = {
    "base": [],
    "sim": ["base"],
    "agents": ["sim"],
    "acd": ["agents"],
    "scenarios": ["acd"],
    "store": ["base"],
    "report": ["acd", "store"],
    "cti": ["acd", "store"],
    "plan": ["scenarios", "report"],
    "run": ["plan", "cti"],
    "tests": ["run"],
}

# Libraries, by how their headers' names begin, and who may include them; the
# tests may include any.
LIBRARIES = {
    "Random123/": ["sim"],
    "gsl/": ["sim", "report", "plan"],
    "yaml.h": ["scenarios", "cti"],
    "csv.h": ["scenarios"],
    "jansson.h": ["report", "cti", "run"],
    "sqlite3.h": ["store", "report", "cti"],
    "event2/": ["cti", "run"],
    "openssl/": ["cti"],
    "expat.h": ["cti"],
    "cmocka.h": [],
}

SILENT = ["sim", "agents", "acd"]
CLOCKS = ["run", "tests"]

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.M)
STDIO = re.compile(
    r"\b(?:v?[fsd]?printf|v?snprintf|puts|fputs|putc|putchar|fputc|fopen"
    r"|fwrite|perror|open_memstream)\s*\(")
CLOCK = re.compile(
    r"\b(?:time|clock|gettimeofday|clock_gettime|clock_nanosleep|timespec_get"
    r"|localtime(?:_r)?|gmtime(?:_r)?|mktime|nanosleep|usleep|sleep)\s*\(")
# Comments are blanked, what is quoted too, but for the names of includes.
NOISE = re.compile(
    r"//[^\n]*|/\*.*?\*/|'(?:\\.|[^'\\\n])+'"
    r'|(?<!include )"(?:\\.|[^"\\\n])*"', re.S)


def reach(room):
    rooms = {room}
    for below in ROOMS[room]:
        rooms |= reach(below)
    return rooms


def blank(match):
    return re.sub(r"[^\n]", " ", match.group())


def width(line):
    columns = 0
    for char in line:
        if char == "\t":
            columns += 8 - columns % 8
        elif not unicodedata.combining(char):
            wide = unicodedata.east_asian_width(char) in "WF"
            columns += 2 if wide else 1
    return columns


class File:
    def __init__(self, root, path):
        self.path = path
        self.room = path.parts[0]
        self.text = (root / path).read_text(encoding="utf-8")
        self.code = NOISE.sub(blank, self.text)
        self.includes = [
            (match.start(), match.group(1) == '"', match.group(2))
            for match in INCLUDE.finditer(self.code)]
        self.breaches = []

    def breach(self, offset, what):
        line = self.text.count("\n", 0, offset) + 1
        self.breaches.append(f"{self.path}:{line}: {what}")

    def check_rooms(self):
        allowed = reach(self.room)
        for offset, own, name in self.includes:
            if not own:
                continue
            room = name.split("/")[0]
            if "/" not in name:
                self.breach(offset, f'include "{name}" from the root, as '
                            f'"{self.room}/{name}"')
            elif room not in ROOMS:
                self.breach(offset, f"there is no room {room}/")
            elif room not in allowed:
                self.breach(offset,
                            f"{self.room} may not include {room}")
            elif name.endswith("-internal.h") and room != self.room \
                    and self.room != "tests":
                self.breach(offset, f"{name} is private to {room}")

    def check_libraries(self):
        for offset, own, name in self.includes:
            for library, rooms in LIBRARIES.items():
                if not own and name.startswith(library) \
                        and self.room not in rooms + ["tests"]:
                    self.breach(offset,
                                f"{self.room} may not include <{name}>")

    # So that some file proves of each header that it needs no other before
    # it.  The room's internal header may stand in for it.
    def check_own_header(self, root):
        own = str(self.path.with_suffix(".h"))
        if self.path.suffix != ".c" or not self.includes \
                or not (root / own).exists():
            return
        offset, _, first = self.includes[0]
        if first != own and not first.endswith("-internal.h"):
            self.breach(offset, f'include "{own}" first')

    def check_guard(self):
        if self.path.suffix != ".h":
            return
        guard = re.sub(r"[^A-Z0-9]", "_", "_".join(self.path.parts)
                       .upper())
        if not re.search(rf"^#ifndef {guard}\n#define {guard}\n", self.code,
                         re.M):
            self.breach(0, f"wanted the guard {guard}")

    def check_silence(self):
        if self.room not in SILENT:
            return
        for offset, _, name in self.includes:
            if name == "stdio.h":
                self.breach(offset, f"{self.room} prints and reads nothing: "
                            "no <stdio.h>")
        for match in STDIO.finditer(self.code):
            self.breach(match.start(), f"{self.room} prints and reads "
                        f"nothing: no {match.group()})")

    def check_clock(self):
        if self.room in CLOCKS:
            return
        for match in CLOCK.finditer(self.code):
            self.breach(match.start(),
                        f"only run/ knows a clock: no {match.group()})")

    def check_width(self):
        offset = 0
        for line in self.text.splitlines(keepends=True):
            columns = width(line.rstrip("\n"))
            if columns > 80:
                self.breach(offset, f"{columns} columns, wanted at most 80")
            offset += len(line)

    def check(self, root):
        self.check_rooms()
        self.check_libraries()
        self.check_own_header(root)
        self.check_guard()
        self.check_silence()
        self.check_clock()
        self.check_width()
        return self.breaches


def sources(root):
    for path in sorted(root.glob("*/**/*.[ch]")):
        path = path.relative_to(root)
        if not path.parts[0].startswith(("build", ".")) \
                and "node_modules" not in path.parts:
            yield path


def main():
    root = Path(sys.argv[1] if len(sys.argv) > 1 else
                Path(__file__).resolve().parent.parent)
    breaches = []
    files = 0
    for path in sources(root):
        files += 1
        if path.parts[0] in ROOMS:
            breaches += File(root, path).check(root)
        else:
            breaches.append(f"{path}:1: no room {path.parts[0]}/ is known")
    for breach in breaches:
        print(breach)
    print(f"{files} files, {len(breaches)} breaches")
    return 1 if breaches or files == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
