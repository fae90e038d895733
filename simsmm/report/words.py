"""Numbers in words: rounded to what is known, with unit and interval, in the language spoken.

A mean is shown to the first digit of its standard error, an end of an interval to two digits of
the interval's width; nothing gets more than three digits. What is certain is shown in full.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol

from simsmm import wording
from simsmm.wording import count, numeral, say

GAP = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
NOTHING = "\N{EN DASH}"
"""Stands where there is no value."""

FINEST = 1e-6
"""No number is shown finer than this."""

FINEST_PERCENT = 1e-3
"""No share is: less than one person in 100,000 is nobody to a plan."""

RULE_OF_THREE = 3.0
"""What never happened in n trials has, at 95 % confidence, a chance below 3/n
(Hanley and Lippman-Hand 1983)."""

FEWEST = 20
"""Fewer replicates than this give no percentage."""

COUNTED = frozenset({"people", "impressions", "acts", "visits", "sales", "deliveries", "cascades"})
"""Units of things that come whole."""


class Estimated(Protocol):
    """What an outcome of a study has."""

    @property
    def unit(self) -> str: ...  # noqa: D102
    @property
    def mean(self) -> float: ...  # noqa: D102
    @property
    def error(self) -> float: ...  # noqa: D102
    @property
    def low(self) -> float: ...  # noqa: D102
    @property
    def high(self) -> float: ...  # noqa: D102


@dataclass(frozen=True)
class Quantity:
    """An outcome as it is shown."""

    value: float
    """The mean, unrounded; NaN where there is none."""
    text: str
    """The mean, rounded, without its unit."""
    low: str
    """5 % of the outcomes lie below, rounded; empty where there is no spread to speak of."""
    high: str
    """5 % of the outcomes lie above, rounded; empty like `low`."""
    unit: str
    """Such as ``"people"``, ``"%"`` or ``"EUR"``; empty for a plain number."""
    bottom: float = math.nan
    """The lower end, unrounded."""
    top: float = math.nan
    """The upper end, unrounded."""
    origin: tuple[str | float, ...] = ()
    """Where it can be counted again: the table, and what to look for there; see `recounted`."""

    @property
    def known(self) -> bool:
        """Whether there is a value."""
        return not math.isnan(self.value)

    @property
    def with_unit(self) -> str:
        """Mean and unit, held together."""
        return f"{self.text}{GAP}{self.unit}" if self.unit and self.known else self.text

    @property
    def interval(self) -> str:
        """``"310,000 to 550,000"``, or nothing where there is no spread."""
        return say("{low} to {high}", low=self.low, high=self.high) if self.low else ""

    @property
    def bare(self) -> Quantity:
        """Without the unit, which stands in a heading; a share keeps its sign."""
        return self if self.unit == "%" else replace(self, unit="")

    def recounted(self, *origin: str | float) -> Quantity:
        """The same, with the place where it can be counted again.

        ``("replicates", measure, breakdown, group)``; ``("goal", text)``; ``("series", measure,
        hour)``; ``("spend", measure, factor)``; ``("gain", measure, factor)``; ``("plan",)``;
        ``("creators", what, group)``; ``("best", measure, brand)``; ``("law", channel, points,
        field)``, of a reach curve. A number after that divides what is found there.
        """
        return replace(self, origin=origin)


@dataclass(frozen=True)
class Sentence:
    """A sentence with numbers in it, each of which knows where it comes from."""

    text: str
    """In the language spoken, with a ``{name}`` for each number."""
    places: dict[str, Quantity | str]

    def __str__(self) -> str:
        """The sentence in plain text."""
        return self.text.format(
            **{
                name: place if isinstance(place, str) else place.with_unit
                for name, place in self.places.items()
            }
        )


def end(found: Quantity, *, upper: bool) -> Quantity:
    """An end of an interval as a quantity of its own, without a unit."""
    value, text = (found.top, found.high) if upper else (found.bottom, found.low)
    which = "high" if upper else "low"
    return Quantity(value, text, "", "", "", origin=(*found.origin, which) if found.origin else ())


def quantity(outcome: Estimated, currency: str = "") -> Quantity:
    """An outcome of a study, ready to be shown."""
    factor = 100.0 if outcome.unit == "share" else 1.0
    unit = unit_of(outcome.unit, currency)
    if math.isnan(outcome.mean):
        return Quantity(math.nan, NOTHING, "", "", unit)
    mean, low, high, error = (
        factor * x for x in (outcome.mean, outcome.low, outcome.high, outcome.error)
    )
    least = 1.0 if outcome.unit in COUNTED else FINEST
    if outcome.unit == "share":
        least = FINEST_PERCENT
    text = plain(mean) if error == 0.0 else _mean(mean, error, least)
    step = max(_step(high - low), least)
    ends = [_stepped(end, max(step, _finest(end))) for end in (low, high)]
    if math.isnan(error) or (ends[0] == ends[1] and high > low) or error == 0.0:
        ends = ["", ""]
    return Quantity(outcome.mean, text, ends[0], ends[1], unit, outcome.low, outcome.high)


def unit_of(unit: str, currency: str) -> str:
    """A measure's unit as it is shown after a number.

    Units of measures are data texts: ``"people"``, ``"sales"``, what stands after "money per".
    """
    if unit == "share":
        return "%"
    if unit == "money":
        return currency
    if unit == "money per money":
        return say("{currency} per {currency}", currency=currency)
    if unit.startswith("money per "):
        what = say(unit.removeprefix("money per "))  # data text
        return say("{currency} per {what}", currency=currency, what=what)
    return wording.unit(unit)


def plain(value: float) -> str:
    """A number that is certain: ``1,200``, ``0.55``; to four digits if it is not whole."""
    if math.isnan(value):
        return NOTHING
    if value == int(value) and abs(value) < 1e15:
        return _signed(f"{value:,.0f}")
    if abs(value) >= 1000.0:
        return _signed(f"{value:,.0f}")
    text = f"{value:.4g}"
    return _signed(f"{float(text):.10f}".rstrip("0").rstrip(".") if "e" in text else text)


def rounded(value: float) -> str:
    """A number to three digits."""
    return NOTHING if math.isnan(value) else _stepped(value, max(_finest(value), FINEST))


def missing() -> Quantity:
    """A dash where there is no value."""
    return Quantity(math.nan, NOTHING, "", "", "")


def percent(share: float) -> str:
    """A certain share: ``12 %``."""
    return f"{plain(round(100.0 * share, 10))}{GAP}%"


def money(amount: float, currency: str) -> str:
    """A certain amount: ``1,200 EUR``, ``12.50 EUR``."""
    whole = abs(amount - round(amount)) < 0.005
    return _signed(f"{amount:,.0f}" if whole else f"{amount:,.2f}") + f"{GAP}{currency}"


def chance(share: float, replicates: int) -> str:
    """A chance estimated from replicates; never 0 or 100 %, which no number of them can show.

    Of few replicates it is a count: ``"7 of 8 outcomes"``.
    """
    if replicates < FEWEST:
        met = plain(round(share * replicates))
        return count(replicates, "{met} of {number} outcome", "{met} of {number} outcomes", met=met)
    beyond = 100.0 * min(RULE_OF_THREE / replicates, 0.5)
    if share >= 1.0:
        return say("over {share}\N{NO-BREAK SPACE}%", share=math.floor(100.0 - beyond))
    if share <= 0.0:
        return say("under {share}\N{NO-BREAK SPACE}%", share=math.ceil(beyond))
    return f"{min(max(round(100.0 * share), 1), 99)}{GAP}%"


def listed(names: Iterable[str]) -> str:
    """Names in a sentence: ``"a, b and c"``."""
    *first, last = names
    return say("{first} and {last}", first=", ".join(first), last=last) if first else last


def shortened(name: str, length: int) -> str:
    """A name that fits a narrow place."""
    return name if len(name) <= length else name[: length - 1].rstrip() + "\N{HORIZONTAL ELLIPSIS}"


def date(day: datetime.date) -> str:
    """``"1 September 2027"``."""
    month = (
        say("January"),
        say("February"),
        say("March"),
        say("April"),
        say("May"),
        say("June"),
        say("July"),
        say("August"),
        say("September"),
        say("October"),
        say("November"),
        say("December"),
    )[day.month - 1]
    return say("{day} {month} {year}", day=day.day, month=month, year=day.year)


def _mean(mean: float, error: float, least: float) -> str:
    """To the first digit of the error, but two or three digits; two where no error is known."""
    if mean == 0.0:
        return plain(mean)
    fine, coarse = _finest(mean), 10.0 * _finest(mean)
    step = coarse if math.isnan(error) else 10.0 ** _exponent(error)
    return _stepped(mean, max(min(max(step, fine), coarse), least))


def _step(width: float) -> float:
    """The place of the second digit of a width."""
    return 10.0 ** (_exponent(width) - 1) if width > 0.0 else FINEST


def _finest(value: float) -> float:
    """The place of the third digit of a value."""
    return 10.0 ** (_exponent(value) - 2) if value else FINEST


def _exponent(value: float) -> int:
    return math.floor(math.log10(abs(value)))


def _stepped(value: float, step: float) -> str:
    places = max(-_exponent(step * 1.000001), 0)
    text = f"{round(value / step) * step:,.{places}f}"
    return _signed(text)


def _signed(text: str) -> str:
    """A proper minus sign, and none before zero; the signs of the language spoken."""
    if text.startswith("-"):
        digits = text[1:]
        return numeral(digits if not digits.strip("0.,") else MINUS + digits)
    return numeral(text)
