"""One number of a preset: a value with its range, unit, meaning and source."""

from __future__ import annotations

import math
from dataclasses import dataclass

ASSUMPTION = "assumption:"
"""How the source of a number begins for which no published value was found."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number that a model may take, and what is known about it.

    The range is read as a law: its median is `value`, and nothing lies outside `low` and `high`.
    """

    name: str
    """The trade's name, such as ``"page reach"``."""
    value: float
    """Default, and median of the law that `draw` reads."""
    low: float
    """Smallest plausible value."""
    high: float
    """Largest plausible value; equal to `low` for a number that is fixed."""
    unit: str
    """Unit of the three numbers, such as ``"h"``, ``"share"`` or ``"USD"``."""
    source: str
    """Author, year and what was found, or ``"assumption: "`` and why."""
    meaning: str
    """What the number is, in one line."""
    year: int | None = None
    """Year of the data (not of the publication), where one is known."""
    country: str | None = None
    """Where the data come from, where that is known."""
    per: str | None = None
    """What a rate is counted per: ``"impression"``, ``"reached"`` or ``"follower"``."""
    of: str | None = None
    """Whose items a rate was measured on: ``"page"``, ``"friend"`` or ``"ad"``."""
    editions: tuple[Number, ...] = ()
    """The same number as it was published for other years, each with its year."""

    def __post_init__(self) -> None:
        if not all(math.isfinite(x) for x in (self.low, self.value, self.high)):
            raise ValueError(f"{self.name}: value, low and high must be finite")
        if not self.low <= self.value <= self.high:
            raise ValueError(f"{self.name}: {self.value} is outside {self.low} to {self.high}")
        if not (self.unit and self.source.strip() and self.meaning.strip()):
            raise ValueError(f"{self.name}: a number needs a unit, a source and a meaning")
        if self.editions and len({*self.years}) <= len(self.editions):
            raise ValueError(f"{self.name}: every edition needs a year of its own")

    @property
    def assumed(self) -> bool:
        """Whether the number is labelled an assumption."""
        return self.source.startswith(ASSUMPTION)

    @property
    def years(self) -> tuple[int, ...]:
        """Years that there are figures of."""
        return tuple(each.year for each in (self, *self.editions) if each.year is not None)

    def at(self, edition: int) -> Number:
        """The latest figure of a year or before it, else the oldest there is."""
        dated = sorted((self, *self.editions), key=lambda each: each.year or 0)
        known = [each for each in dated if (each.year or 0) <= edition]
        return known[-1] if known else dated[0]

    def draw(self, u: float) -> float:
        """The value that a share ``u`` in [0, 1] of the law lies below.

        The quantile function is linear between (0, low), (1/2, value) and (1, high), in the
        logarithm where low is positive: rates and prices are uncertain by factors.
        """
        if not 0.0 <= u <= 1.0:
            raise ValueError(f"a quantile is drawn by a number between 0 and 1, not {u}")
        start, stop = (self.low, self.value) if u < 0.5 else (self.value, self.high)
        part = 2.0 * u if u < 0.5 else 2.0 * u - 1.0
        if self.low > 0.0:
            return min(max(start ** (1.0 - part) * stop**part, start), stop)
        return min(max(start * (1.0 - part) + stop * part, start), stop)
