#!/usr/bin/env python3
"""Holds the includes of the tree to the picture in docs/architecture.md, and type names to one definition each.

Usage: check_layers.py [ROOT]     Prints each include that is not allowed, as file:line; exit 1 if there is one.
"""
import pathlib
import re
import sys

MAY_SEE = {  # layer: the layers it may include besides itself
    "core": [],
    "stats": ["core"],
    "digest": ["core"],
    "formats": ["core", "digest"],
    "catalog": ["core", "formats"],
    "results": ["core", "stats"],
    "report": ["core", "stats", "results"],
    "bench": ["core", "stats", "report"],
    "fetch": ["core", "digest", "formats", "catalog", "results"],
    "data": ["core", "formats", "catalog"],
    "kernels": ["core"],
    "models": ["core", "kernels"],
    "mix": ["core"],
    "train": ["core", "digest", "formats", "results", "data", "kernels", "models", "mix"],
    "experiments": ["core", "stats", "results", "data", "models", "mix", "train"],
    "apps": ["core", "formats", "catalog", "results", "report", "bench", "fetch", "train"],
}
ENTRY_POINTS = {"train": "train/entry_points.hpp"}  # all that apps may see of a layer with LibTorch
WITHOUT_LIBTORCH = ["core", "stats", "digest", "formats", "catalog", "results", "report", "bench", "fetch", "apps"]
INCLUDE = re.compile(r'^\s*#include\s+[<"]([^">]+)[">]')


def layer_of(path):
    return path.parts[1] if path.parts[0] == "lib" else path.parts[0]


def faults(root, file):
    layer = layer_of(file)
    for number, line in enumerate((root / file).read_text().splitlines(), 1):
        match = INCLUDE.match(line)
        if not match:
            continue
        name = match[1]
        first = name.split("/")[0]
        if layer in WITHOUT_LIBTORCH and first in ("torch", "ATen", "c10"):
            yield f"{file}:{number}: {layer} must not know LibTorch, includes {name}"
        elif first in MAY_SEE and first != layer and first not in MAY_SEE[layer]:
            yield f"{file}:{number}: {layer} must not include {name}; it may include {', '.join(MAY_SEE[layer]) or 'nothing'}"
        elif layer == "apps" and name != ENTRY_POINTS.get(first, name):
            yield f"{file}:{number}: apps may include only {ENTRY_POINTS[first]} of {first}, includes {name}"
        elif layer == "experiments" and first == "experiments":  # never one another: only what all share
            if len(name.split("/")) > 2 and name.split("/")[1] != file.parts[1]:
                yield f"{file}:{number}: an experiment must not include another's {name}"


def twice_named(root, sources):
    """Two types of one name in one namespace, in files that one program may link, overwrite each other's memory."""
    seen = {}
    for file in sources:
        space = None  # of column 0; anonymous ones are nobody else's
        for number, line in enumerate((root / file).read_text().splitlines(), 1):
            if opened := re.match(r"namespace\s*([\w:]*)\s*\{$", line):
                space = opened[1] and (space + "::" + opened[1] if space else opened[1])
            elif line.startswith("}  // namespace"):
                space = "mixup" if line == "}  // namespace" else None
            elif space and (named := re.match(r"(?:struct|class|enum class)\s+(\w+)(?=[\s:{])[^;]*(?:\{|:)", line)):
                place = f"{file}:{number}"
                first = seen.setdefault((space, named[1]), place)
                if first != place:
                    yield f"{place}: {space}::{named[1]} is also defined in {first}"


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".")
    sources = [p.relative_to(root) for top in ("lib", "apps", "experiments") for p in (root / top).rglob("*.[ch]pp")]
    found = [fault for file in sorted(sources) for fault in faults(root, file)]
    found += twice_named(root, sorted(sources))
    print("\n".join(found) or f"{len(sources)} files keep to their layers")
    return 1 if found or not sources else 0


if __name__ == "__main__":
    sys.exit(main())
