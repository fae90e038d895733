"""What a measure is: a function of a view, and the texts that explain it."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable
from dataclasses import dataclass

from simsmm.measures.view import View

MEDIA = ("channel", "medium", "post")
"""Breakdowns that split impressions and leave people whole."""
BRANDS = ("brand",)
"""Breakdowns of all that a brand does or wins."""
EVERY = (*MEDIA, "segment", *BRANDS)
"""Breakdowns of what happens at an impression."""
SHARED = ("channel", "post", *BRANDS)
"""Breakdowns of what people pass on."""
BOUGHT = (*MEDIA, *BRANDS)
"""Breakdowns of media money."""
PAID = ("channel", "medium", *BRANDS)
"""Breakdowns of all money that pays for a channel: media money and the fees of its creators."""
TOGETHER = ("pair",)
"""Breakdowns by several channels at once."""
SOLD = ("segment", "offer", *BRANDS)
"""Breakdowns of sales."""
SOLD_OR_SEATED = (*SOLD, "event")
"""Breakdowns of what sales and seats bring in."""

Function = Callable[[View], float]


@dataclass(frozen=True)
class Measure:
    """One number of a run, by the name that the trade gives it.

    Call it on a view for the number of the simulated people; `measure_run` gives it for the market.
    """

    name: str
    unit: str
    """Such as ``"people"``, ``"impressions"``, ``"share"`` or ``"money"``."""
    scaled: bool
    """Whether the market's number is the simulated number times `Setting.scale`."""
    by: tuple[str, ...]
    """Names of the breakdowns that make sense."""
    definition: str
    formula: str
    example: str
    """A worked example."""
    mistake: str
    """What is often got wrong."""
    function: Function
    """Of a view, in simulated people; NaN where there is nothing to divide by."""

    def __call__(self, view: View) -> float:
        """The measure of a view, before scaling."""
        return self.function(view)

    def of_market(self, view: View) -> float:
        """The measure of a view for the market that the simulated people stand for."""
        value = float(self.function(view))
        return value * view.scale if self.scaled else value


def measure(
    name: str,
    *,
    unit: str,
    formula: str,
    example: str,
    mistake: str,
    scaled: bool = False,
    by: tuple[str, ...] = (),
) -> Callable[[Function], Measure]:
    """Make a measure of a function of a view; the function's docstring is the definition."""

    def of(function: Function) -> Measure:
        definition = " ".join(inspect.cleandoc(function.__doc__ or "").split())
        return Measure(name, unit, scaled, by, definition, formula, example, mistake, function)

    return of


def ratio(part: float, whole: float) -> float:
    """``part / whole``, or NaN where ``whole`` is zero."""
    return part / whole if whole else math.nan
