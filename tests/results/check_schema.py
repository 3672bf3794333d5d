#!/usr/bin/env python3
"""Checks records against the schema: check_schema.py SCHEMA RECORD... ; prints every violation, exit 0 when none."""
import json
import sys

from jsonschema import Draft7Validator


def shortened(message):
    """Messages of jsonschema quote the whole value; the end says what is wrong."""
    return message if len(message) <= 200 else f"{message[:80]} ... {message[-100:]}"


def violations(validator, path):
    """(JSON pointer, message) of everything that is wrong with the record at `path`."""
    try:
        with open(path, encoding="utf-8") as file:
            record = json.load(file)
    except (OSError, ValueError) as problem:
        return [("", str(problem))]
    errors = sorted(validator.iter_errors(record), key=lambda error: [str(part) for part in error.absolute_path])
    return [("".join(f"/{part}" for part in error.absolute_path), shortened(error.message)) for error in errors]


def main(arguments):
    if len(arguments) < 2:
        print(__doc__, file=sys.stderr)
        return 1
    with open(arguments[0], encoding="utf-8") as file:
        schema = json.load(file)
    Draft7Validator.check_schema(schema)
    validator = Draft7Validator(schema)
    found = [(path, *violation) for path in arguments[1:] for violation in violations(validator, path)]
    for path, pointer, message in found:
        print(f"{path}#{pointer}: {message}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
