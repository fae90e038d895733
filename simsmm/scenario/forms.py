"""How each kind of value is written, as text and as JSON Schema: the inverse of `quantities`.

What a form writes is read back as the same value, bit for bit.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from simsmm import presets
from simsmm.scenario.quantities import GAP, HOURS, Pace
from simsmm.scenario.unknowns import (
    LAWS,
    ClickRate,
    LogNormal,
    Normal,
    Span,
    Triangular,
    UnknownPace,
    Value,
)

Schema = dict[str, Any]
Write = Callable[[Any, str], object]
"""What stands in a file for a value, given the scenario's currency."""

Texts = Callable[[Sequence[float], str], list[str]]
"""Amounts that stand beside each other in one value, each with its unit."""

POSITIVE = (
    rf"(?:(?:[0-9]{{1,3}}(?:{GAP}[0-9]{{3}})+|[0-9]+)(?:\.[0-9]+)?|\.[0-9]+)"
    r"(?:[eE][+-]?[0-9]{1,4})?"
)
NUMBER = f"[+-]?{POSITIVE}"
COUNTED = rf"(?:{POSITIVE}|[0-9]{{1,3}}(?:,[0-9]{{3}})+(?:\.[0-9]+)?)"
SUM = rf"(?:{COUNTED}(?: *[A-Z]{{3}})?)"
SMALL = r"[0-9](?:\.[0-9]+)?[eE]-[0-9]{1,4}"
PERCENT = rf"(?:100(?:\.0+)?|[0-9]{{1,2}}(?:\.[0-9]+)?|\.[0-9]+|{SMALL})"
FRACTION = rf"(?:1(?:\.0+)?|0?\.[0-9]+|0|{SMALL})"
SHARE = rf"(?:{PERCENT} *%|{FRACTION})"
LENGTH = rf"{POSITIVE} *(?:min|h|d|w|minutes?|hours?|days?|weeks?)"
CLOCK = r"(?:[01]?[0-9]|2[0-3]):[0-5][0-9]"
DAY = r"(?:day [1-9][0-9]{0,4}|[0-9]{4}-[0-9]{2}-[0-9]{2})"
LAW = rf"(?:{'|'.join(LAWS)}) ?\(.+\)"
TIME = rf"(?:{POSITIVE} *)?(?:min|h|d|w|minutes?|hours?|days?|weeks?)"
PACE = rf"{POSITIVE} per {TIME}"


SHARE_UNITS = frozenset({"share", "assortativity by segment", "trust"})
"""Units of a preset's numbers that are shares of a whole."""


@dataclass(frozen=True, slots=True)
class Form:
    """How one kind of value is written."""

    write: Write
    """A value as it stands in a file."""
    schema: Schema
    """JSON Schema of everything that may be written for it."""


def plain(value: float) -> str:
    """A number alone: ``40 000``, ``0.25``, ``1e-07``."""
    whole = value == int(value) and math.copysign(1.0, value) > 0.0
    return f"{int(value):,}".replace(",", " ") if whole else repr(float(value))


def duration(hours: float) -> str:
    """A length of time: ``28 d``, ``12 h``, ``30 min``."""
    for unit in ("d", "h", "min"):
        many = round(hours / HOURS[unit])
        if many and many * HOURS[unit] == hours:
            return f"{plain(many)} {unit}"
    return f"{plain(hours)} h"


def days(value: float) -> str:
    """A length of time that is kept in days."""
    hours = value * 24.0
    if hours / 24.0 != value:
        beside = (math.nextafter(hours, way) for way in (0.0, math.inf))
        hours = next((near for near in beside if near / 24.0 == value), hours)
    return duration(hours)


def moment(hours: float) -> str:
    """A time in hours from the start: ``day 1 18:00``, or ``hour 18.001`` between two minutes."""
    whole, minutes = divmod(round(hours * 60.0), 60)
    day, hour = divmod(whole, 24)
    if 0 <= day < 99_999 and day * 24.0 + hour + minutes / 60.0 == hours:
        return f"day {day + 1} {hour:02}:{minutes:02}"
    return f"hour {plain(hours)}"


def pace(value: Pace | UnknownPace) -> str:
    """So many in so much time: ``20 per day``, ``10 to 30 per day``."""
    spoken = {1.0: "hour", 24.0: "day", 168.0: "week"}
    many = uncertain(each(plain))(value.count, "")
    return f"{many} per {spoken.get(value.hours) or duration(value.hours)}"


def shares(values: Sequence[float], currency: str = "") -> list[str]:
    """Shares, all in percent or none."""
    percents = [f"{100.0 * value:.12g}" for value in values]
    if all(float(text) / 100.0 == v for text, v in zip(percents, values, strict=True)):
        return [f"{text} %" for text in percents]
    return [plain(value) for value in values]


def sums(values: Sequence[float], currency: str) -> list[str]:
    """Amounts of money."""
    return [f"{plain(value)} {currency}" for value in values]


def each(write: Callable[[float], str]) -> Texts:
    """Amounts that are written one by one."""
    return lambda values, currency: [write(value) for value in values]


def single(texts: Texts) -> Write:
    """Writes a value that is certain."""
    return lambda value, currency: texts([value], currency)[0]


def uncertain(texts: Texts) -> Write:
    """Writes a value, or the law of it."""

    def write(value: Value, currency: str) -> str:
        if isinstance(value, Span):
            return " to ".join(texts([value.low, value.high], currency))
        if isinstance(value, Triangular):
            parts = texts([value.low, value.mode, value.high], currency)
            return f"triangular({', '.join(parts)})"
        if isinstance(value, Normal):
            return f"normal({', '.join(texts([value.mean, value.deviation], currency))})"
        if isinstance(value, LogNormal):
            return f"log-normal({texts([value.median], currency)[0]}, {plain(value.factor)})"
        return texts([value], currency)[0]

    return write


def text(pattern: str, example: str, **numbers: float) -> Schema:
    """Schema of a text that a pattern describes; a bare number may stand, too, within bounds."""
    written: Schema = {"type": "string", "pattern": f"^ *(?:{pattern}) *$", "examples": [example]}
    return {"anyOf": [{"type": "number", **numbers}, written]} if numbers else written


def range_of(pattern: str, example: str, **numbers: float) -> Schema:
    """The same for a value, or a range or another law of it."""
    ends = rf"(?:{pattern}|{NUMBER}) to {pattern}"
    return text(rf"{pattern}|{ends}|{LAW}", example, **numbers)


def by_kind(kind: str, full: Schema, other: Schema) -> Schema:
    """Schema of a value that is an ``"object"`` or an ``"array"``, or something else."""
    return {"if": {"type": kind}, "then": full, "else": other}


def _quality(value: Value | ClickRate, currency: str) -> object:
    if not isinstance(value, ClickRate):
        return uncertain(shares)(value, currency)
    rate = {"click rate": uncertain(shares)(value.rate, currency)}
    return rate if value.on is None else {**rate, "on": value.on}


def words(known: Iterable[str]) -> Form:
    """One of some known words."""
    return Form(_same, {"type": "string", "enum": list(known)})


def _same(value: Any, currency: str) -> object:
    return value


def _flag(value: bool, currency: str) -> str:
    return "yes" if value else "no"


def _day(value: date, currency: str) -> str:
    return value.isoformat()


# An editor takes an unquoted `name: 2027` for a number; a scenario takes it for the text it is.
NAME = Form(
    _same,
    {
        "anyOf": [
            {"type": "string", "minLength": 1, "maxLength": 200, "pattern": r"^\S(?:[^\n]*\S)?$"},
            {"type": ["number", "boolean"]},
        ]
    },
)
COUNT = Form(single(each(plain)), text(COUNTED, "40 000", minimum=0))
PEOPLE = Form(single(each(plain)), text(rf"{COUNTED}(?: *people)?", "2 000 000", minimum=0))
MONEY = Form(single(sums), text(SUM, "4 000 EUR", minimum=0))
POINTS = Form(single(each(plain)), text(rf"{POSITIVE}(?: *GRP)?", "200", minimum=0.01))
FRACTIONS = Form(single(shares), text(SHARE, "12 %", minimum=0, maximum=1))
RANGE_OF_SHARES = Form(
    uncertain(shares), range_of(rf"(?:{SHARE})", "5 % to 20 %", minimum=0, maximum=1)
)
CLICK_RATE: Schema = {
    "type": "object",
    "properties": {
        "click rate": RANGE_OF_SHARES.schema,
        "on": words(presets.channels()).schema,
    },
    "required": ["click rate"],
    "additionalProperties": False,
}
QUALITY = Form(
    _quality,
    by_kind(
        "object",
        CLICK_RATE,
        range_of(
            rf"(?:like our (?:best|worst) {SHARE}(?: of posts)?|{SHARE})",
            "like our best 20 % of posts",
            minimum=0,
            maximum=1,
        ),
    ),
)
FLAG = Form(_flag, {"enum": ["yes", "no", True, False]})
CALENDAR_DAY = Form(_day, text("[0-9]{4}-[0-9]{2}-[0-9]{2}", "2027-09-01"))
DURATION = Form(single(each(duration)), text(LENGTH, "28 d"))
AT = Form(single(each(moment)), text(rf"{DAY}[ T]{CLOCK}|hour {POSITIVE}", "day 1 18:00"))
FROM_UNTIL = Form(single(each(moment)), text(rf"{DAY}(?:[ T]{CLOCK})?|hour {POSITIVE}", "day 12"))
RANGE_OF_PEOPLE = Form(
    uncertain(each(plain)),
    range_of(rf"(?:{COUNTED}(?: *people)?)", "10 000 to 50 000", minimum=1),
)
RANGE_OF_MONEY = Form(uncertain(sums), range_of(SUM, "9 EUR to 12 EUR", minimum=0))
SALES = Form(
    lambda value, currency: pace(value),
    text(rf"(?:{POSITIVE}|{NUMBER} to {NUMBER}|{LAW}) per {TIME}", "20 per day"),
)
AGES = Form(_same, text(r"[0-9]{1,3} ?(?:-|\u2013|to) ?[0-9]{1,3}|[0-9]{1,3} ?\+", "15-24"))
CURRENCY = Form(
    _same, {"type": "string", "pattern": "^[A-Z]{3}$", "examples": list(presets.rates())}
)
YEAR = Form(lambda value, currency: str(value), text("(?:19|20|21)[0-9]{2}", "2024", minimum=1900))
EDITION = Form(
    lambda value, currency: str(value),
    {"enum": [kind(year) for kind in (int, str) for year in presets.editions()]},
)
CAP = Form(lambda value, currency: pace(value), text(PACE, "3 per 7 d"))


def degree(known: Iterable[str]) -> Form:
    """A share, or a word for one."""
    names = "|".join(known)
    return Form(single(shares), text(f"{names}|{SHARE}", "strong", minimum=0, maximum=1))


def tone(known: Iterable[str]) -> Form:
    """A number from -1 to 1, or a word for one."""
    pattern = f"{'|'.join(known)}|{NUMBER}"
    return Form(single(each(plain)), text(pattern, "warm", minimum=-1, maximum=1))


def interest(known: Iterable[str]) -> Form:
    """The same where it is not known for sure."""
    word = f"(?:{'|'.join(known)}|{SHARE})"
    return Form(uncertain(shares), range_of(word, "strong", minimum=0, maximum=1))


def number(unit: str, low: float, high: float) -> Form:
    """A preset's number in its unit, or a range of it."""
    if unit in SHARE_UNITS:
        return RANGE_OF_SHARES
    if unit == "h":
        return Form(uncertain(each(duration)), range_of(f"(?:{LENGTH})", "12 h to 48 h"))
    if unit == "days":
        return Form(uncertain(each(days)), range_of(f"(?:{LENGTH})", "7 d to 21 d"))
    if unit == "USD":
        return Form(uncertain(sums), range_of(SUM, "5 to 9 EUR", minimum=low, maximum=high))
    pattern = rf"(?:{NUMBER})"
    return Form(
        uncertain(each(plain)), range_of(pattern, f"{low:g} to {high:g}", minimum=low, maximum=high)
    )
