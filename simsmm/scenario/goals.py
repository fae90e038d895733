"""Goals: what is to be reached, by when, in a form that a run can be held against."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Literal

from simsmm.scenario import quantities
from simsmm.scenario.fields import ReadsIn, Setting
from simsmm.scenario.forms import Form, Schema, text
from simsmm.scenario.problems import InsideError, shown, unknown

Unit = Literal["count", "share of target", "share of market", "money"]

PEOPLE: tuple[Unit, ...] = ("count", "share of target", "share of market")
COUNT: tuple[Unit, ...] = ("count",)
MONEY: tuple[Unit, ...] = ("money",)

MEASURES: dict[str, tuple[Unit, ...]] = {
    "reach": PEOPLE,
    "on-target reach": PEOPLE,
    "effective reach": PEOPLE,
    "impressions": COUNT,
    "engagements": COUNT,
    "comments": COUNT,
    "shares": COUNT,
    "new fans": COUNT,
    "visits": COUNT,
    "sales": COUNT,
    "incremental sales": COUNT,
    "revenue": MONEY,
    "incremental revenue": MONEY,
    "cost per reached person": MONEY,
}
"""Measures that a goal may name, and the units in which it may be stated."""

EFFECTIVE = "effective reach"
"""The measure that is named with a number of exposures: ``effective reach (3+)``."""

FORM = re.compile(r"at (?P<way>least|most) (?P<amount>.+?)(?: by (?P<by>.+))?")
MEASURE = re.compile(r"(?P<name>.+?)(?: \((?P<times>[1-9]\d?)\+\))?")
EXAMPLE = "write for example `reach: at least 300 000 people by day 28`"


@dataclass(frozen=True, slots=True)
class Goal:
    """One goal."""

    measure: str
    """A name in `MEASURES`."""
    times: int
    """Exposures that count as effective in ``effective reach (3+)``; 1 for other measures."""
    at_least: bool
    """Whether the amount is to be reached; otherwise it is not to be passed."""
    amount: float
    """How much: real people or things, a share in [0, 1], or money in the scenario's currency."""
    unit: Unit
    """What the amount is counted in."""
    by: float | None
    """End of the time that counts [h]; None for the whole campaign."""
    text: str
    """The goal as it was written."""


def goal(raw: object, setting: Setting) -> Goal:
    """A goal from its one line: a measure, an amount and a day.

    Raises:
        ValueError: the line is not a goal; the message says how one is written.
    """
    if not isinstance(raw, dict) or len(raw) != 1:
        raise ValueError(f"{shown(raw)} is not a goal; {EXAMPLE}")
    ((name, wanted),) = raw.items()
    measure, times = _measure(name)
    try:
        return _stated(name, wanted, measure, times, setting)
    except ValueError as error:
        raise InsideError(name, str(error)) from None


def _stated(name: str, wanted: object, measure: str, times: int, setting: Setting) -> Goal:
    parts = FORM.fullmatch(wanted.strip()) if isinstance(wanted, str) else None
    if not parts:
        raise ValueError(f"{shown(wanted)} does not say how much; {EXAMPLE}")
    amount, unit = _amount(parts["amount"].strip(), measure, setting)
    by = quantities.moment(parts["by"], setting.start, "end") if parts["by"] else None
    line = f"{name}: {str(wanted).strip()}"
    return Goal(measure, times, parts["way"] == "least", amount, unit, by, line)


def _measure(name: str) -> tuple[str, int]:
    parts = MEASURE.fullmatch(name.strip())
    measure = parts["name"] if parts else name
    if measure not in MEASURES:
        raise ValueError(unknown("measure", measure, MEASURES))
    times = parts["times"] if parts else None
    if (measure == EFFECTIVE) != bool(times):
        raise ValueError("write `effective reach (3+)` with the exposures that make it effective")
    return measure, int(times or 1)


def _amount(text: str, measure: str, setting: Setting) -> tuple[float, Unit]:
    units = MEASURES[measure]
    if units == MONEY:
        return quantities.money(text, setting.currency, setting.rates), "money"
    if "%" not in text:
        noun = "people" if units == PEOPLE else measure.removeprefix("incremental ")
        return quantities.number(text, noun), "count"
    for whole in ("target", "market"):
        unit: Unit = "share of target" if whole == "target" else "share of market"
        if text.endswith(f" of {whole}") and unit in units:
            return quantities.share(text.removesuffix(f" of {whole}")), unit
    if units == PEOPLE:
        raise ValueError(f"{shown(text)} does not say of what; write `of target` or `of market`")
    raise ValueError(f"{measure} are counted, not a share; write a number instead of {shown(text)}")


def _written(goal: Goal, currency: str) -> dict[str, str]:
    """The one line of a goal."""
    measure, _, wanted = goal.text.partition(": ")
    return {measure: wanted}


def _schema() -> Schema:
    """One line: a measure, and `at least` or `at most` so much by a day."""
    wanted = text("at (?:least|most) .+", "at least 300 000 people by day 28")
    return {
        "type": "object",
        "minProperties": 1,
        "maxProperties": 1,
        "properties": {name: wanted for name in MEASURES if name != EFFECTIVE},
        "patternProperties": {rf"^{EFFECTIVE} \([1-9][0-9]?\+\)$": wanted},
        "additionalProperties": False,
    }


GoalField = Annotated[Goal, ReadsIn(goal, Form(_written, _schema()))]
