"""Reads the TOML files of the presets.

A file names each number in snake_case; people meet it with spaces.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from simsmm.presets.number import Number

FOLDER = Path(__file__).parent
"""Where the data lie."""

LIMITS = ("value", "low", "high")


def table(path: str) -> dict[str, Any]:
    """What a file of the presets says, by its path in their folder."""
    with (FOLDER / path).open("rb") as file:
        return tomllib.load(file)


def numbers(tables: Mapping[str, Any], source: str) -> Mapping[str, Number]:
    """Numbers out of their tables, by their snake_case names.

    Raises:
        ValueError: a table lacks a field, has one too many, or its range does not hold its value.
    """
    found = {}
    for key, stated in tables.items():
        try:
            found[key] = _number(key, stated)
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"{source}, {key}: {error}") from error
    return MappingProxyType(found)


def _number(key: str, stated: Mapping[str, Any]) -> Number:
    limits = {field: float(stated[field]) for field in LIMITS}
    known = {**stated, **limits, "name": spoken(key)}
    years = known.pop("editions", {})
    # Of another year only what was found then is stated: what the number means stays the same.
    others = [_number(key, {**known, "year": int(year), **then}) for year, then in years.items()]
    return Number(**known, editions=tuple(others))


def spoken(key: str) -> str:
    """A number's name as people meet it: ``"page_reach"`` is ``"page reach"``."""
    return key.replace("_", " ")
