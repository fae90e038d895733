"""Numbers of the presets on a screen: value, range, unit, and what is known about them."""

from __future__ import annotations

from collections.abc import Callable

from rich.console import Console

from simsmm.cli.layout import paragraph
from simsmm.presets import Number
from simsmm.report.words import GAP, percent, plain, rounded
from simsmm.wording import named, say


def tell(number: Number, console: Console, name: str = "") -> None:
    """Print a number with its range, unit, meaning and source, year and country of the data.

    Args:
        number: the number.
        console: where it is shown.
        name: what it is called here, in the language spoken; by default its own name.
    """
    paragraph(console, worth(number), head=f"{name or named(number.name)}: ")
    paragraph(console, say(number.meaning), indent=2)  # data text
    paragraph(console, origin(number), indent=2, style="dim")
    for then in sorted(number.editions, key=lambda each: each.year or 0):
        source = say(then.source)  # data text
        text = say("{year}: {worth}. {source}", year=then.year, worth=worth(then), source=source)
        paragraph(console, text, indent=2, style="dim")


def worth(number: Number) -> str:
    """``"2.2 % (1 % to 8.6 %)"``; what is fixed has no range."""
    value = amount(number.value, number.unit)
    if number.per:
        value = say("{value} per {base}", value=value, base=say(number.per))  # data text
    if number.low == number.high:
        return say("{value}, fixed", value=value)
    unit = "share" if number.unit == "share" else ""
    low, high = amount(number.low, unit), amount(number.high, unit)
    return say("{value} ({low} to {high})", value=value, low=low, high=high)


def amount(value: float, unit: str) -> str:
    """A number with its unit; a share as a percentage."""
    if unit == "share":
        return percent(value)
    return f"{plain(value)}{GAP}{say(unit)}" if unit else plain(value)  # data text


def origin(number: Number) -> str:
    """Where a number comes from: its source, and the year and country of the data."""
    source = say(number.source)  # data text
    place = [str(number.year)] if number.year else []
    if number.country == "not stated":
        place.append(say("country not stated"))
    elif number.country:
        place.append(say(number.country))  # data text
    return f"{source} [{', '.join(place)}]" if place else source


def rough(value: float, unit: str = "") -> str:
    """A simulated number to three digits; of units, only hours are shown."""
    text = rounded(value) if value else plain(value)
    return f"{text}{GAP}h" if unit == "h" else text


def stated(value: object, show: Callable[[float], str]) -> str:
    """A number of a plan, or the plausible range of one that it does not know for sure."""
    if isinstance(value, int | float):
        return show(value)
    low, high = (show(getattr(value, end)) for end in ("low", "high"))
    return say("{low} to {high}", low=low, high=high)


def middle(value: object) -> float:
    """A number of a plan at point values."""
    return float(value if isinstance(value, int | float) else getattr(value, "middle"))  # noqa: B009
