"""Writes every shell script inside CloudFormation templates to a file, so that a linter can read it.

Usage: extract-boot-scripts.py DIRECTORY TEMPLATE...
"""

import pathlib
import re
import sys

from cfnlint.decode import cfn_yaml

def text(value):
    """The text of a literal, of Fn::Sub and of Fn::Base64, with a word for each placeholder."""
    while isinstance(value, dict) and len(value) == 1:
        value = next(iter(value.values()))
    if isinstance(value, list) and value and isinstance(value[0], str):
        value = value[0]
    return re.sub(r"\$\{[A-Za-z:.]+}", "placeholder", value) if isinstance(value, str) else ""


def scripts(node, path):
    """Every value that begins like a shell script, with the keys that lead to it."""
    found = text(node)
    if found.startswith("#!/bin/bash"):
        yield path, found
        return
    children = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, child in children:
        yield from scripts(child, [*path, str(key)])


def main(directory, *templates):
    for template in map(pathlib.Path, templates):
        found = list(scripts(cfn_yaml.load(str(template))["Resources"], [template.stem]))
        if not found:
            sys.exit(f"{template} has no script that a machine runs first: the extraction no longer fits its form")
        for path, script in found:
            file = pathlib.Path(directory) / (re.sub(r"\W+", "-", "-".join(path)) + ".sh")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(script)


main(*sys.argv[1:])
