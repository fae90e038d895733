"""The resolved plan: a scenario as a file with every default filled in, which says the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from simsmm.scenario.documentation import meaning
from simsmm.scenario.language import Scenario
from simsmm.scenario.loading import parse
from simsmm.scenario.parts import Writing
from simsmm.scenario.positions import NOTHING
from simsmm.scenario.problems import Path as Place
from simsmm.wording import say

WIDTH = 98
"""Longest line of a comment, and of a list that stands in one line [characters]."""

SAFE = re.compile(r"[^\W_](?:[^\W]|[ .%+()/-]|:(?=\d))*")
"""Texts that need no quotation marks anywhere in YAML, and look like what they are."""


def data(scenario: Scenario) -> dict[str, Any]:
    """A scenario as plain data: everything that may stand in a file, with its defaults."""
    found = scenario.model_dump(by_alias=True, context=Writing(scenario.currency))
    return {key: _stated(value) for key, value in found.items()}


def to_yaml(scenario: Scenario) -> str:
    """The resolved plan as a text."""
    title = say("The resolved plan: everything in force, with its defaults.")
    return "\n".join([f"# {title}", *_Writer().mapping(data(scenario), (), 0)]) + "\n"


def save(scenario: Scenario, path: Path, *, overwrite: bool) -> None:
    """Write the resolved plan into a file; `Scenario.save` tells more."""
    text = to_yaml(scenario)
    parse(text, str(path), path.parent)  # it can be read where it will lie
    with path.open("w" if overwrite else "x", encoding="utf-8", newline="\n") as file:
        file.write(text)


def _stated(value: Any) -> Any:
    """A value without the keys of which nothing is said."""
    if isinstance(value, dict):
        return {key: _stated(inner) for key, inner in value.items() if inner is not None}
    if isinstance(value, list | tuple):
        return [_stated(inner) for inner in value]
    return value


class _Writer:
    """Writes YAML, one key a line; the first time that a key is met, with its meaning."""

    def __init__(self) -> None:
        self.told: set[str] = set()

    def mapping(self, values: dict[str, Any], path: Place, indent: int) -> Iterator[str]:
        for key, value in values.items():
            inner = (*path, key)
            if not path:
                yield ""
            yield from self.comment(inner, indent)
            yield from self.pair(f"{' ' * indent}{scalar(key)}:", value, inner, indent)

    def pair(self, start: str, value: Any, path: Place, indent: int) -> Iterator[str]:
        if isinstance(value, dict) and value:
            yield start
            yield from self.mapping(value, path, indent + 2)
        elif isinstance(value, list) and any(isinstance(item, dict) for item in value):
            yield start
            for place, item in enumerate(value):
                yield from self.item(item, (*path, place), indent + 2)
        elif isinstance(value, list) and len(in_line(value)) > WIDTH - len(start):
            yield start
            yield from (f"{' ' * indent}  - {scalar(item)}" for item in value)
        else:
            yield f"{start} {in_line(value)}"

    def item(self, item: dict[str, Any], path: Place, indent: int) -> Iterator[str]:
        """A mapping in a list: the dash stands in the line of its first key."""
        begun = False
        for line in self.mapping(item, path, indent + 2):
            comment = line.lstrip().startswith("#")
            yield line if begun else f"{' ' * indent}{'' if comment else '- '}{line[indent + 2 :]}"
            begun = begun or not comment

    def comment(self, path: Place, indent: int) -> Iterator[str]:
        text = meaning(path)
        if text is None or text in self.told:
            return
        self.told.add(text)
        yield f"{' ' * indent}# {say(text)}"  # data text: docstrings


def in_line(value: Any) -> str:
    """A text, a list of texts or an empty mapping within a line."""
    if isinstance(value, list):
        return f"[{', '.join(scalar(item) for item in value)}]"
    return "{}" if isinstance(value, dict) else scalar(value)


def scalar(value: object) -> str:
    """A text as YAML, in quotation marks where it could be taken for something else."""
    text = str(value)
    if SAFE.fullmatch(text) and not text.endswith(" ") and text not in NOTHING:
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
