"""What `simsmm explain` can explain, and which of it a name means."""

from __future__ import annotations

import difflib
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simsmm import glossary, presets
from simsmm.scenario.problems import brief
from simsmm.wording import say

SUFFIXES = (".yaml", ".yml", ".json")
"""What the name of a scenario file ends with; any other file is one if it is there."""

ENOUGH = 0.6
"""How alike a misspelt name and the one that is meant have to be [0, 1]."""


@dataclass(frozen=True)
class Subject:
    """Something that can be explained."""

    kind: str
    """A key of `KINDS`, or ``"file"``."""
    name: str
    thing: Any
    """What bears the name: a preset, a number, a measure, a term, a function or a path."""


def _channels() -> dict[str, Any]:
    return {name: presets.channel(name) for name in presets.channels()}


def _layers() -> dict[str, Any]:
    return {name: presets.layer(name) for name in presets.layers()}


def _measures() -> Mapping[str, Any]:
    from simsmm.measures import MEASURES

    return MEASURES


def _behaviour() -> dict[str, Any]:
    return {number.name: number for number in presets.behaviour().values()}


def _numbers() -> dict[str, Any]:
    """Numbers of channels and layers, as (where, number) of each that has one of the name."""
    found: dict[str, list[Any]] = {}
    for preset in (*_channels().values(), *_layers().values()):
        for number in preset.numbers.values():
            found.setdefault(number.name, []).append((preset.name, number))
    return dict(found)


def _rules() -> dict[str, Any]:
    from simsmm.behaviour import RULES

    return {presets.spoken(name): rule for name, rule in RULES.items()}


KINDS: Mapping[str, Callable[[], Mapping[str, Any]]] = {
    "channel": _channels,
    "layer of ties": _layers,
    "measure": _measures,
    "term": glossary.terms,
    "behaviour number": _behaviour,
    "number": _numbers,
    "rule": _rules,
}
"""Everything that has a name, in the order in which a name is looked up."""


def find(text: str) -> Subject:
    """What a name means: a file, else the first of `KINDS` that knows it by any name.

    Raises:
        ValueError: nothing is called so; the message names what is most alike.
    """
    if text.casefold().endswith(SUFFIXES) or os.path.isfile(text):
        return Subject("file", text, Path(text))
    named = _lookup()
    wanted = _tidy(text)
    for spelling in (wanted, f"{wanted}s", wanted.removesuffix("s")):
        if spelling in named:
            return named[spelling]
    close = difflib.get_close_matches(wanted[:60], named, n=1, cutoff=ENOUGH)
    if close:
        guess = named[close[0]].name
        raise ValueError(
            say(
                'nothing here is called "{name}". Did you mean "{guess}"?',
                name=brief(text),
                guess=guess,
            )
        )
    raise ValueError(
        say(
            'nothing here is called "{name}"; `simsmm list terms` shows the words there are, and '
            "`simsmm list channels`, `measures` and `rules` show others",
            name=brief(text),
        )
    )


def numbers_called(subject: Subject) -> list[Subject]:
    """Numbers of channels and layers that bear a name of something that is looked up before."""
    named = _lookup()
    return [
        Subject("number", name, thing)
        for name, thing in _numbers().items()
        if (named[_tidy(name)].kind, named[_tidy(name)].name) == (subject.kind, subject.name)
    ]


def _lookup() -> dict[str, Subject]:
    """What each name means; the first that bears it."""
    named: dict[str, Subject] = {}
    for name, subject in _named():
        named.setdefault(_tidy(name), subject)
    return named


def _named() -> Iterator[tuple[str, Subject]]:
    """Every name with what it means, kind by kind: own names, translated ones, other ones."""
    for kind, known in KINDS.items():
        found = {name: Subject(kind, name, thing) for name, thing in known().items()}
        yield from found.items()
        yield from ((say(name), subject) for name, subject in found.items())  # data text
        yield from ((also, found[name]) for also, name in _others(kind))


def _others(kind: str) -> Iterator[tuple[str, str]]:
    """Other names of things of a kind, with their own."""
    if kind == "measure":
        yield from glossary.names_of_measures().items()
    elif kind == "term":
        for term in glossary.terms().values():
            yield from ((also, term.name) for also in term.also)


def _tidy(name: str) -> str:
    return " ".join(name.casefold().replace("_", " ").replace("-", " ").split())
