"""Ways to split a run into views: by channel, medium, post, segment, offer, event, city, brand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any

import numpy as np
import numpy.typing as npt

from simsmm.measures.view import View, Whole
from simsmm.record import Medium

Array = npt.NDArray[Any]


def _split(codes: Array, groups: int) -> Iterator[Array]:
    """Rows with code 0, 1, ..., ``groups`` - 1, each ascending."""
    order = np.argsort(codes, kind="stable")
    bounds = np.searchsorted(codes[order], np.arange(groups + 1))
    for code in range(groups):
        yield order[bounds[code] : bounds[code + 1]]


def _by_channel(whole: Whole) -> Iterator[tuple[str, View]]:
    names = whole.run.setting.channels
    for code, rows in enumerate(_split(whole.channel, len(names))):
        yield names[code], View(whole, rows, channel=code)


def _by_medium(whole: Whole) -> Iterator[tuple[str, View]]:
    for code, rows in enumerate(_split(whole.medium, len(Medium))):
        yield Medium(code).name.lower(), View(whole, rows, medium=Medium(code))


def _by_post(whole: Whole) -> Iterator[tuple[str, View]]:
    names = whole.run.setting.posts
    for code, rows in enumerate(_split(whole.post, len(names))):
        yield names[code], View(whole, rows, post=code)


def _by_segment(whole: Whole) -> Iterator[tuple[str, View]]:
    setting = whole.run.setting
    for code, rows in enumerate(_split(whole.segment, len(setting.segments))):
        yield setting.segments[code], View(whole, rows, group=setting.segment == code)


def _by_offer(whole: Whole) -> Iterator[tuple[str, View]]:
    for code, offer in enumerate(whole.run.setting.offers):
        if not offer.event:
            yield offer.name, View(whole, offer=code)


def _by_event(whole: Whole) -> Iterator[tuple[str, View]]:
    for code, offer in enumerate(whole.run.setting.offers):
        if offer.event:
            yield offer.name, View(whole, offer=code)


def _by_city(whole: Whole) -> Iterator[tuple[str, View]]:
    setting = whole.run.setting
    for code, name in enumerate(setting.cities):
        here = setting.city == code
        yield name, View(whole, np.flatnonzero(here[whole.person]), group=here)


def _by_pair(whole: Whole) -> Iterator[tuple[str, View]]:
    names = whole.run.setting.channels
    for one, other in combinations(range(len(names)), 2):
        rows = np.flatnonzero((whole.channel == one) | (whole.channel == other))
        yield pair_name(names[one], names[other]), View(whole, rows, pair=(one, other))


def _by_brand(whole: Whole) -> Iterator[tuple[str, View]]:
    """Each brand where there are several; of one alone, everything is its own."""
    brands = whole.run.setting.brands
    if len(brands) < 2:
        return
    for code, rows in enumerate(_split(whole.brand, len(brands))):
        yield brands[code].name, View(whole, rows, brand=code)


def pair_name(one: str, other: str) -> str:
    """Name of the group of two channels, in the order of the setting."""
    return f"{one} + {other}"


BREAKDOWNS: dict[str, Callable[[Whole], Iterator[tuple[str, View]]]] = {
    "channel": _by_channel,
    "medium": _by_medium,
    "pair": _by_pair,
    "post": _by_post,
    "segment": _by_segment,
    "offer": _by_offer,
    "event": _by_event,
    "city": _by_city,
    "brand": _by_brand,
}
"""Ways to split a run into views: the name of each group, and its view."""
