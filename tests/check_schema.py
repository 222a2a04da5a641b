#!/usr/bin/env python3
"""Validates scenarios against the JSON Schema.

usage: check_schema.py SCHEMA.json SCENARIO.yaml...

Scalars are read as editors read them (YAML 1.2), so that 10:00 is a text and
not 600.  Exits with 1 when a scenario does not fit its schema.
"""

import json
import re
import sys

import jsonschema
import yaml


class Loader(yaml.SafeLoader):
    """YAML 1.2's core types and no others."""


Loader.yaml_implicit_resolvers = {}
for tag, pattern, first in [
    ("bool", r"^(true|false)$", "tf"),
    ("int", r"^-?(0|[1-9][0-9]*)$", "-0123456789"),
    ("float", r"^-?[0-9]+\.[0-9]+$", "-0123456789"),
    ("null", r"^(~|null|)$", ["~", "n", ""]),
]:
    Loader.add_implicit_resolver(
        "tag:yaml.org,2002:" + tag, re.compile(pattern), list(first)
    )


def keys_as_text(value):
    """JSON knows no keys but texts."""
    if isinstance(value, dict):
        return {str(key): keys_as_text(item) for key, item in value.items()}
    if isinstance(value, list):
        return [keys_as_text(item) for item in value]
    return value


def best_error(error):
    """Of the ways that failed, the one that came furthest."""
    while error.context:
        error = max(error.context, key=lambda e: len(e.absolute_path))
    return error


def check(validator, file):
    try:
        with open(file, encoding="utf-8") as text:
            scenario = keys_as_text(yaml.load(text, Loader))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        print(f"{file}: {error}", file=sys.stderr)
        return False
    errors = [best_error(error) for error in validator.iter_errors(scenario)]
    for error in errors:
        path = ".".join(str(part) for part in error.absolute_path)
        print(f"{file}: {path}: {error.message[:300]}", file=sys.stderr)
    return not errors


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    with open(sys.argv[1], encoding="utf-8") as text:
        schema = json.load(text)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    fits = [check(validator, file) for file in sys.argv[2:]]
    sys.exit(0 if all(fits) else 1)


if __name__ == "__main__":
    main()
