"""Whom something is for: segments, cities and ages of people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator

from simsmm.scenario import forms
from simsmm.scenario.fields import DISTINCT, EVERYBODY, MANY, SOME, Name, Segments, Share
from simsmm.scenario.parts import Allows, AllowsOne, Dumps, Part, Reads, ReadsIn, Setting
from simsmm.scenario.problems import shown, unknown
from simsmm.wording import say

BAND = re.compile(
    r"(?P<low>\d{1,3}) ?(?:-|\u2013|to) ?(?P<high>\d{1,3})|(?P<least>\d{1,3}) ?\+", re.ASCII
)
OLDEST = 150
"""Nobody is older than this [years]."""

ELSEWHERE = "elsewhere"
"""The word for all cities that a plan does not name."""

ROUNDING = 1e-9
"""Shares may miss their limit by so much."""


def band(raw: object) -> str:
    """An age band, as ``15-24`` or ``65+``, however it is written.

    Raises:
        ValueError: it is none.
    """
    parts = BAND.fullmatch(raw.strip()) if isinstance(raw, str) else None
    if not parts:
        raise ValueError(say("{value} is not an age band such as 15-24 or 65+", value=shown(raw)))
    if parts["least"]:
        return f"{int(parts['least'])}+"
    low, high = int(parts["low"]), int(parts["high"])
    if low > high:
        raise ValueError(
            say("{value} runs backwards; the younger age comes first", value=shown(raw))
        )
    return f"{low}-{high}"


def years(name: str) -> tuple[int, int]:
    """First and last year of age of a band, both included."""
    low, _, high = name.removesuffix("+").partition("-")
    return int(low), int(high or OLDEST)


def overlap(names: Iterable[str]) -> tuple[str, str] | None:
    """The first two different bands that share a year of age, or None."""
    ordered = sorted(dict.fromkeys(names), key=years)
    for younger, older in pairwise(ordered):
        if years(older)[0] <= years(younger)[1]:
            return younger, older
    return None


def disjoint(names: Iterable[str]) -> None:
    """Hold that no year of age stands in two bands.

    Raises:
        ValueError: two bands overlap.
    """
    found = overlap(names)
    if found:
        raise ValueError(
            say("the age bands {one} and {other} overlap", one=found[0], other=found[1])
        )


def _whole(shares: Mapping[str, float]) -> None:
    total = sum(shares.values())
    if total > 1.0 + ROUNDING:
        raise ValueError(say("the shares add up to {total}", total=f"{100 * total:.4g} %"))


def _ages(shares: dict[str, float]) -> dict[str, float]:
    disjoint(shares)
    _whole(shares)
    return shares


def _cities(shares: dict[str, float]) -> dict[str, float]:
    """Shares by city without what lives elsewhere, which is the rest in any case."""
    _whole(shares)
    if ELSEWHERE in shares and sum(shares.values()) < 1.0 - ROUNDING:
        raise ValueError(
            say(
                "with `elsewhere` the shares add up to 100 %, not to {total}; leave it out for "
                "the rest",
                total=f"{100 * sum(shares.values()):.4g} %",
            )
        )
    return {name: share for name, share in shares.items() if name != ELSEWHERE}


def _known(what: str, name: str, known: tuple[str, ...] | None) -> str:
    if known is not None and name not in known:
        raise ValueError(unknown(what, name, known))
    return name


def _city(raw: object, setting: Setting) -> str:
    name = raw if isinstance(raw, str) else ""
    if not name:
        raise ValueError(say("{value} is not a city", value=shown(raw)))
    return _known("city", name, setting.cities)


def _age(raw: object, setting: Setting) -> str:
    return _known("age band", band(raw), setting.ages)


Ages = Annotated[dict[Annotated[str, Reads(band, forms.AGES)], Share], AfterValidator(_ages)]
"""Part of a segment in each age band."""

Cities = Annotated[dict[Name, Share], AfterValidator(_cities)]
"""Part of a segment in each city; `elsewhere`, which is the rest, is left out."""

City = Annotated[str, ReadsIn(_city, forms.NAME)]
"""One of the cities that segments name."""

SomeCities = Annotated[tuple[City, ...], DISTINCT, SOME, AllowsOne(), MANY]
SomeAges = Annotated[
    tuple[Annotated[str, ReadsIn(_age, forms.AGES)], ...], DISTINCT, SOME, AllowsOne(), MANY
]


class Audience(Part):
    """People who meet every condition that is given; everybody where none is."""

    segments: Segments = ()
    """In one of these segments."""
    cities: SomeCities = ()
    """In one of these cities."""
    ages: SomeAges = ()
    """In one of these age bands."""

    def __bool__(self) -> bool:
        """Whether it leaves anybody out."""
        return bool(self.segments or self.cities or self.ages)

    def __str__(self) -> str:
        """In words: ``"indie fans in Krakow, aged 18-24"``."""
        who = ", ".join(self.segments) if self.segments else say(EVERYBODY)  # data text
        parts = [who]
        if self.cities:
            parts.append(say("in {cities}", cities=", ".join(self.cities)))
        text = " ".join(parts)
        if self.ages:
            text += say(", aged {ages}", ages=", ".join(self.ages))
        return text


def _audience(raw: object) -> object:
    """Segments alone stand for an audience of them."""
    return raw if isinstance(raw, dict | Audience) else {"segments": raw}


def _written(audience: Audience, currency: str) -> object:
    """Segments alone, or the conditions that leave somebody out."""
    if not (audience.cities or audience.ages):
        return list(audience.segments) or EVERYBODY
    found = {name: list(getattr(audience, name)) for name in type(audience).model_fields}
    return {name: names for name, names in found.items() if names}


AudienceField = Annotated[
    Audience,
    Dumps(_written),
    Allows(
        forms.by_kind("array", {"type": "array", "items": forms.NAME.schema}, forms.NAME.schema)
    ),
    BeforeValidator(_audience),
]
