"""The words of the trade that are no measures: what each means, by an example, and how it misleads.

Measures explain themselves in `simsmm.measures`; other names of theirs stand here as well. To add
a term, write one table in ``terms.toml``. A sum in an example, such as ``3 / 2 = 1.5``, is checked
by a test.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

__all__ = ["Term", "names_of_measures", "terms"]

FILE = Path(__file__).parent / "terms.toml"


@dataclass(frozen=True, slots=True)
class Term:
    """One word, by the name that the trade gives it."""

    name: str
    definition: str
    formula: str
    example: str
    """A worked example."""
    mistake: str
    """What is often got wrong."""
    also: tuple[str, ...] = ()
    """Other names of the same thing."""


@cache
def terms() -> Mapping[str, Term]:
    """Every term by its name, in the order of the alphabet.

    Raises:
        TypeError: a table of the file lacks a text, or has one too many.
    """
    found = {
        name: Term(name, **table | {"also": tuple(table.get("also", ()))})
        for name, table in _file()["terms"].items()
    }
    return MappingProxyType(dict(sorted(found.items(), key=lambda item: item[0].casefold())))


@cache
def names_of_measures() -> Mapping[str, str]:
    """Names of measures by other names of theirs, such as ``"click-through rate"``: ``"CTR"``."""
    named = _file()["measures"]
    return MappingProxyType({also: name for name, others in named.items() for also in others})


@cache
def _file() -> dict[str, dict[str, Any]]:
    with FILE.open("rb") as file:
        found: dict[str, dict[str, Any]] = tomllib.load(file)
    return found
