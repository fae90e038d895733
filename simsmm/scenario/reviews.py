"""Reviews of an offer, as a plan states them."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import Field

from simsmm.scenario import forms, quantities
from simsmm.scenario.fields import Count, From, KnownShare, Money
from simsmm.scenario.forms import Form
from simsmm.scenario.parts import Part, Reads
from simsmm.scenario.problems import shown
from simsmm.wording import say

SO_FAR = re.compile(r"(?P<average>[1-5](?:[.,]\d+)?) from (?P<count>.+)")
MOST = 5.0


def _so_far(raw: object) -> tuple[float, int]:
    """``4.2 from 320``: the average, and the number of reviews; ``none`` for no review yet."""
    if isinstance(raw, list | tuple) and len(raw) == 2:
        return float(raw[0]), int(raw[1])
    if raw == "none":
        return 0.0, 0
    found = SO_FAR.fullmatch(raw) if isinstance(raw, str) else None
    if found is None:
        raise ValueError(
            say("{value} is not a rating; write `4.2 from 320`, or `none`", value=shown(raw))
        )
    average = float(found["average"].replace(",", "."))
    if not 1.0 <= average <= MOST:
        raise ValueError(say("{value} is no average of 1 to 5 stars", value=f"{average:g}"))
    return average, quantities.count(found["count"], "reviews")


def _written(so_far: tuple[float, int], currency: str) -> str:
    average, count = so_far
    return f"{average!r} from {count}" if count else "none"


def _stars(raw: object) -> int:
    found = quantities.count(raw, "stars")
    if not 1 <= found <= MOST:
        raise ValueError(say("{value} is not from 1 to 5 stars", value=shown(raw)))
    return found


SoFar = Annotated[
    tuple[float, int], Reads(_so_far, Form(_written, forms.text(".+ from .+|none", "4.2 from 320")))
]
Stars = Annotated[int, Reads(_stars, forms.COUNT)]


class Fakes(Part):
    """Reviews that are bought. They cost more than money once they are found out."""

    number: Count
    """How many."""
    stars: Stars = 5
    """How many stars each gives."""
    at: From
    """When they appear [h from the start]."""
    cost: Money = 0.0
    """For all of them, in the scenario's currency; part of the budget for production."""


class Reviews(Part):
    """What buyers say of an offer, and what stands there at the start."""

    so_far: SoFar = Field(default=(0.0, 0), alias="so far")
    """Average and number of reviews at the start, as in 4.2 from 320."""
    quality: KnownShare = 0.5
    """Share of comparable products that it beats."""
    fakes: Fakes | None = None
    """Reviews that are bought."""
