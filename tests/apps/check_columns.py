#!/usr/bin/env python3
"""Fails unless every column of a table has a figure in every record of a folder. Usage: check_columns.py TABLE FOLDER"""
import json
import pathlib
import sys

table = json.loads(pathlib.Path(sys.argv[1]).read_text())
records = sorted(pathlib.Path(sys.argv[2]).glob("*.json"))
assert records, f"no records in {sys.argv[2]}"
for path in records:
    metrics = json.loads(path.read_text())["metrics"]
    for column in table["columns"]:
        value = metrics
        for key in column["metric"].strip("/").split("/"):
            assert key in value, f"{path.name} has no {column['metric']}"
            value = value[key]
        assert isinstance(value, (int, float)), f"{path.name}: {column['metric']} is {value}"
print(f"{len(records)} records, {len(table['columns'])} columns filled")
