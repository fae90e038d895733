"""Media prices over the months and the years: season and trend, read from ``prices.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from types import MappingProxyType

from simsmm.presets.number import Number
from simsmm.presets.reading import numbers, table

SEASON, TREND = "price_season", "price_trend"
"""Numbers of a channel: how far its prices follow the months, and how they rise over the years."""

PRICES = ("cpm", "cpc")
"""Numbers of a channel that are prices, and follow both."""


@dataclass(frozen=True, slots=True)
class Season:
    """How media prices differ between months."""

    meaning: str
    source: str
    """Where it comes from, or ``"assumption: "`` and why."""
    months: Mapping[str, float]
    """Price of each month against the mean of the year, by its name, January first."""


@cache
def season() -> Season:
    """The months' prices."""
    stated = table("prices.toml")["season"]
    return Season(stated["meaning"], stated["source"], MappingProxyType(stated["months"]))


def of_prices(of_channel: Mapping[str, Number]) -> Mapping[str, Number]:
    """Numbers of a channel, with those that its prices follow unless it states its own."""
    if not any(price in of_channel for price in PRICES):
        return of_channel
    missing = {name: number for name, number in usual().items() if name not in of_channel}
    return MappingProxyType({**of_channel, **missing})


@cache
def usual() -> Mapping[str, Number]:
    """Season and trend of the channels that state none of their own."""
    return numbers(table("prices.toml")["numbers"], "prices.toml")


def price_factor(
    start: datetime, end: datetime, year: int | None, season_strength: float, trend: float
) -> float:
    """Mean price over a time against the mean price of the year that a figure is from.

    ``index(month) ** season_strength * (1 + trend) ** (calendar year - year)``, over the hours.

    Args:
        start: when the time begins.
        end: when it ends; a time of no length has the price of its moment.
        year: of the figure; None where none is known, and so no trend.
        season_strength: 0 for none, 1 for the months as they are known.
        trend: relative rise of prices per year.
    """
    months = tuple(season().months.values())

    def at(moment: datetime) -> float:
        years = 0 if year is None else moment.year - year
        return months[moment.month - 1] ** season_strength * (1.0 + trend) ** years

    if end <= start:
        return at(start)
    total, moment = 0.0, start
    while moment < end:
        until = min(_next_month(moment), end)
        total += at(moment) * (until - moment).total_seconds()
        moment = until
    return total / (end - start).total_seconds()


def _next_month(moment: datetime) -> datetime:
    first = moment.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return (first + timedelta(days=31)).replace(day=1)
