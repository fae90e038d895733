"""When people are online on a channel: named weeks, read from ``rhythms.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from simsmm.presets.reading import table

ONLINE = "online"
"""The rhythm of a channel whose preset names none."""


@dataclass(frozen=True, slots=True)
class Days:
    """Activity on one device by hour of the day; only the relations between hours mean anything."""

    weekday: tuple[float, ...]
    """Monday to Friday, 24 hours."""
    weekend: tuple[float, ...]
    """Saturday and Sunday, 24 hours."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A week as people live it, on a computer and on a phone."""

    name: str
    """Such as ``"office"``."""
    meaning: str
    """What the week looks like, in one line."""
    source: str
    """Where it comes from, or ``"assumption: "`` and why."""
    computer: Days
    phone: Days


def rhythms() -> tuple[str, ...]:
    """Names of the rhythms."""
    return tuple(_rhythms())


def rhythm(name: str) -> Rhythm:
    """The rhythm of a name.

    Raises:
        KeyError: there is no such rhythm; the message lists those that are.
    """
    if name not in _rhythms():
        raise KeyError(f"no rhythm {name!r}; there are: {', '.join(rhythms())}")
    return _rhythms()[name]


@cache
def _rhythms() -> Mapping[str, Rhythm]:
    found = {
        name: Rhythm(
            name,
            week["meaning"],
            week["source"],
            *(_days(week.get("both") or week[device]) for device in ("computer", "phone")),
        )
        for name, week in table("rhythms.toml").items()
    }
    return MappingProxyType(found)


def _days(week: Mapping[str, Any]) -> Days:
    level = float(week.get("level", 1.0))
    weekend = week.get("weekend", week["weekday"])
    return Days(tuple(week["weekday"]), tuple(level * hour for hour in weekend))
