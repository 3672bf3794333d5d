#!/usr/bin/env python3
"""Checks records against the schema: check_schema.py SCHEMA RECORD|FOLDER... ; prints every violation, exit 0 when none.

In a folder all .json files below it are records. Exit 77 (skipped) without python3-jsonschema.
"""
import json
import pathlib
import sys

try:
    from jsonschema import Draft7Validator
except ImportError:
    print("skipped: jsonschema is not installed (on Debian apt install python3-jsonschema)")
    sys.exit(77)


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


def records_of(argument):
    path = pathlib.Path(argument)
    return sorted(path.rglob("*.json")) if path.is_dir() else [path]


def main(arguments):
    if len(arguments) < 2:
        print(__doc__, file=sys.stderr)
        return 1
    with open(arguments[0], encoding="utf-8") as file:
        schema = json.load(file)
    Draft7Validator.check_schema(schema)
    validator = Draft7Validator(schema)
    records = [record for argument in arguments[1:] for record in records_of(argument)]
    found = [(path, *violation) for path in records for violation in violations(validator, path)]
    for path, pointer, message in found:
        print(f"{path}#{pointer}: {message}")
    print(f"{len(records)} records checked")
    return 1 if found or not records else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
