#!/usr/bin/env python3
"""usage: check_docs.py [--write] [CALLFLOOR]

Whether the documents are true: the two READMEs show the same commands, every
scenario loads, as a file or in an example, and is what the JSON Schema
describes, printed tables are what the program prints, and links lead
somewhere.  CALLFLOOR is the program, by default build/callfloor.  --write
puts what the program prints into the documents, where it should be there.
"""
import argparse
import copy
import json
import re
import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path

import jsonschema
import yaml

sys.dont_write_bytecode = True
from check_schema import Loader, best_error, keys_as_text

ROOT = Path(__file__).resolve().parent.parent
READMES = ["README.md", "README.zh-CN.md"]
SCHEMA = ROOT / "docs/scenario.schema.json"
LESSON_SCHEMA = ROOT / "docs/lesson.schema.json"

FENCE = re.compile(r"^```([a-z-]*)\n(.*?)^```$", re.M | re.S)
LINK = re.compile(r"\[[^][]*\]\(([^()\s]+)\)")
HEADING = re.compile(r"^#+ +(.*?) *$", re.M)


def documents():
    return [path for path in sorted(ROOT.glob("*.md")) +
            sorted(ROOT.glob("docs/**/*.md")) if path.is_file()]


def blocks_of(path):
    """Fenced blocks, as (place, language, text)."""
    text = path.read_text(encoding="utf-8")
    for match in FENCE.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        yield f"{path.relative_to(ROOT)}:{line}", match.group(1), \
            match.group(2)


def is_whole(text):
    """A scenario, and not a part of one."""
    return all(re.search(rf"^{key}:", text, re.M)
               for key in ("callfloor", "numbers", "flows"))


def is_lesson(text):
    """A lesson, or a part of one."""
    return re.search(r"^(callfloor-lesson|roles|events|goals):", text,
                     re.M) is not None


class Checker:
    def __init__(self, program, write):
        self.program = program
        self.write = write
        self.checks = 0
        self.faults = []
        self.can = self.run("--help").stdout
        self.schema = None
        self.part = None
        if SCHEMA.exists():
            self.schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
            self.part = self.without_required(self.schema)
        self.lesson = self.lesson_part = None
        if LESSON_SCHEMA.exists():
            self.lesson = json.loads(LESSON_SCHEMA.read_text(encoding="utf-8"))
            self.lesson_part = self.without_required(self.lesson)

    def run(self, *arguments):
        return subprocess.run([self.program, *arguments], text=True,
                              capture_output=True, check=False)

    def expect(self, good, place, what):
        self.checks += 1
        if not good:
            self.faults.append(f"{place}: {what}")

    @staticmethod
    def without_required(schema):
        """Examples show one part of a scenario; what they show must fit."""
        part = copy.deepcopy(schema)
        top = part["$defs"][part["$ref"].rpartition("/")[2]]
        for form in [top] + top.get("anyOf", []):
            form.pop("required", None)
        return part

    def check_schema(self, text, place):
        if is_lesson(text):
            whole = re.search(r"^to:", text, re.M)
            schema = self.lesson if whole and "roles:" in text \
                else self.lesson_part
        else:
            schema = self.schema if is_whole(text) else self.part
        try:
            value = keys_as_text(yaml.load(text, Loader))
        except yaml.YAMLError as error:
            self.expect(False, place, f"this is no YAML: {error}")
            return
        if schema is None:
            return
        validator = jsonschema.Draft202012Validator(schema)
        errors = [best_error(error) for error in validator.iter_errors(value)]
        self.expect(not errors, place, "the schema says: " + "; ".join(
            f"{error.json_path}: {error.message[:300]}" for error in errors))

    def check_loads(self, file, place):
        if re.search(r"^ *check ", self.can, re.M):
            result = self.run("check", str(file))
        else:
            result = self.run("run", "--replications", "1", str(file))
        self.expect(result.returncode == 0, place,
                    f"it does not load: {result.stderr}")

    def check_example(self, text, place):
        self.check_schema(text, place)
        if is_whole(text):
            with tempfile.TemporaryDirectory() as folder:
                file = Path(folder, "example.yaml")
                file.write_text(text, encoding="utf-8")
                self.check_loads(file, place)

    def run_example(self, scenario):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "example.yaml")
            file.write_text(scenario, encoding="utf-8")
            result = self.run("run", str(file))
        return [line.rstrip() for line in result.stdout.splitlines()]

    def check_output(self, path, scenario, shown, place):
        """An example's table: as many lines of the output as it shows."""
        lines = self.run_example(scenario)[:shown.count("\n")]
        wanted = "\n".join(lines) + "\n"
        if self.write and shown != wanted:
            text = path.read_text(encoding="utf-8")
            path.write_text(text.replace(shown, wanted, 1), encoding="utf-8")
        self.expect(self.write or shown == wanted, place,
                    f"callfloor prints now (see --write):\n{wanted}")

    def check_blocks(self):
        for path in documents():
            scenario = None
            for place, language, text in blocks_of(path):
                if language == "yaml":
                    self.check_example(text, place)
                    scenario = text if is_whole(text) else None
                elif language == "text" and scenario is not None:
                    self.check_output(path, scenario, text, place)
                    scenario = None

    def check_scenarios(self):
        regimes = ROOT / "scenarios/regimes"
        files = sorted((ROOT / "scenarios").glob("**/*.yaml"))
        self.expect(files, "scenarios", "there is none")
        for file in [file for file in files if file.parent == regimes]:
            self.check_regime(file)
            files.remove(file)
        for file in files:
            place = str(file.relative_to(ROOT))
            self.check_loads(file, place)
            self.check_schema(file.read_text(encoding="utf-8"), place)

    def check_regime(self, file):
        """A regime is read by a campaign that names it."""
        place = str(file.relative_to(ROOT))
        campaign = {"mode": "preview", "answer": "30%", "reason": "r",
                    "compliance": str(file)}
        with tempfile.TemporaryDirectory() as folder:
            scenario = Path(folder, "regime.yaml")
            scenario.write_text(json.dumps({
                "callfloor": 1, "reasons": {"r": {"talk": "1m"}},
                "campaigns": {"c": campaign}}), encoding="utf-8")
            self.check_loads(scenario, place)
        value = yaml.load(file.read_text(encoding="utf-8"), Loader)
        validator = jsonschema.Draft202012Validator(
            {**self.schema, "$ref": "#/$defs/regime"})
        for error in validator.iter_errors(keys_as_text(value)):
            self.expect(False, place, "the schema says: "
                        f"{best_error(error).message[:300]}")

    def check_translation(self):
        here, there = ([block for block in blocks_of(ROOT / name)]
                       for name in READMES)
        for (place, *mine), (other, *yours) in zip(here, there):
            self.expect(mine == yours, other, f"not the block of {place}")
        self.expect(len(here) == len(there), READMES[1],
                    f"{len(there)} blocks, wanted {len(here)}")

    def check_generated(self):
        """What the program prints of itself, kept as files."""
        if not re.search(r"^ *explain ", self.can, re.M):
            return
        for option, name in [("--reference", "docs/scenario.md"),
                             ("--schema", "docs/scenario.schema.json"),
                             ("--lesson-reference", "docs/lesson.md"),
                             ("--lesson-schema", "docs/lesson.schema.json")]:
            wanted = self.run("explain", option).stdout
            if self.write:
                (ROOT / name).write_text(wanted, encoding="utf-8")
            there = (ROOT / name).exists() and \
                (ROOT / name).read_text(encoding="utf-8")
            self.expect(there == wanted, name,
                        f"callfloor explain {option} prints something else "
                        "(see --write)")

    @staticmethod
    def anchors(path):
        names = set()
        text = FENCE.sub("", path.read_text(encoding="utf-8"))
        for heading in HEADING.findall(text):
            name = "".join(
                char for char in heading.lower().replace(" ", "-")
                if char in "-_" or unicodedata.category(char)[0] in "LNM")
            names.add(name)
        return names

    def check_links(self):
        for path in documents():
            text = FENCE.sub("", path.read_text(encoding="utf-8"))
            for link in LINK.findall(text):
                if re.match(r"[a-z]+:", link):
                    continue
                name, _, anchor = link.partition("#")
                target = path.parent / name if name else path
                place = str(path.relative_to(ROOT))
                self.expect(target.exists(), place, f"no file '{link}'")
                if anchor and target.suffix == ".md" and target.exists():
                    self.expect(anchor in self.anchors(target), place,
                                f"no heading '{link}'")


def main():
    parser = argparse.ArgumentParser(usage=__doc__[7:])
    parser.add_argument("program", nargs="?", default=ROOT / "build/callfloor")
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    checker = Checker(Path(arguments.program).resolve(), arguments.write)
    checker.check_generated()
    checker.check_blocks()
    checker.check_translation()
    checker.check_scenarios()
    checker.check_links()
    for fault in checker.faults:
        print(fault)
    print(f"{checker.checks} checks, {len(checker.faults)} faults")
    return 1 if checker.faults else 0


if __name__ == "__main__":
    sys.exit(main())
