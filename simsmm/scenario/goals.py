"""Goals: what is to be reached, by when, in a form that a run can be held against."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Literal, NamedTuple

from simsmm import glossary
from simsmm.scenario import quantities
from simsmm.scenario.forms import Form, Schema, text
from simsmm.scenario.parts import ReadsIn, Setting
from simsmm.scenario.problems import InsideError, shown, unknown
from simsmm.wording import say

Unit = Literal["count", "share of target", "share of market", "share", "money", "number"]


class Aim(NamedTuple):
    """What a goal of one name asks about."""

    measured: str
    """Name of the measure in `simsmm.measures`."""
    units: tuple[Unit, ...]
    """Units in which it may be stated."""
    nouns: tuple[str, ...] = ()
    """What may stand after the number."""
    at_end: bool = False
    """Whether it stands at the end of the campaign only."""
    signed: bool = False
    """Whether it may be below nothing."""


PEOPLE: tuple[Unit, ...] = ("count", "share of target", "share of market")

MEASURES: dict[str, Aim] = {
    "reach": Aim("reach", PEOPLE, ("people",)),
    "on-target reach": Aim("on-target reach", PEOPLE, ("people",)),
    "effective reach": Aim("effective reach", PEOPLE, ("people",)),
    "impressions": Aim("impressions", ("count",), ("impressions",)),
    "frequency": Aim("frequency", ("number",), ("times",)),
    "GRP": Aim("GRP", ("number",), ("points", "GRP")),
    "awareness": Aim("ad recall lift", ("share",), ("of target",), at_end=True),
    "ad recall lift": Aim("ad recall lift", ("share",), ("of target",), at_end=True),
    "attitude": Aim("attitude lift", ("number",), ("points",), at_end=True, signed=True),
    "fans": Aim("fans won", ("count",), ("fans", "new fans")),
    "new fans": Aim("fans won", ("count",), ("fans", "new fans")),
    "fans lost": Aim("fans lost", ("count",), ("fans",)),
    "fan balance": Aim("fan balance", ("count",), ("fans",), signed=True),
    "fans kept": Aim("fans kept", ("share",), ("of fans won",), at_end=True),
    "visits": Aim("clicks", ("count",), ("visits",)),
    "clicks": Aim("clicks", ("count",), ("clicks",)),
    "CTR": Aim("CTR", ("share",), ("of impressions",)),
    "engagements": Aim("engagements", ("count",), ("engagements",)),
    "engagement rate": Aim("engagement rate", ("share",)),
    "likes": Aim("likes", ("count",), ("likes",)),
    "comments": Aim("comments", ("count",), ("comments",)),
    "shares": Aim("shares", ("count",), ("shares",)),
    "sales": Aim("sales", ("count",), ("sales",)),
    "incremental sales": Aim("incremental sales", ("count",), ("sales", "incremental sales")),
    "attendance": Aim("attendance", ("count",), ("people", "seats")),
    "incremental attendance": Aim("incremental attendance", ("count",), ("people", "seats")),
    "votes": Aim("votes", ("count",), ("votes",), at_end=True),
    "best rank": Aim("best rank", ("number",), at_end=True),
    "reviews": Aim("reviews", ("count",), ("reviews",)),
    "rating": Aim("rating", ("number",), ("stars",), at_end=True),
    "revenue": Aim("revenue", ("money",)),
    "incremental revenue": Aim("incremental revenue", ("money",)),
    "profit": Aim("profit", ("money",), at_end=True, signed=True),
    "return on spend": Aim("return on spend", ("number",), at_end=True, signed=True),
    "cost per reached person": Aim("cost per reached person", ("money",), at_end=True),
}
"""Measures that a goal may name. What a campaign costs is known for the whole of it only."""

LATER = (
    "control index",
    "correction reach",
    "opinion",
    "sentiment",
    "share of voice",
)
"""Measures that a later version will know as goals."""

NEVER = (
    *(f"reach {times}+" for times in range(1, 11)),
    "exclusive reach",
    "common reach",
    "multi-channel reach",
    "target reach",
    "effective target reach",
    "on-target share",
    "amplification",
    "unnoticed deliveries",
    "people engaged",
    "visitors",
    "sales without the campaign",
    "sales at a visit",
    "seats filled",
    "fans reached again",
    "new rating",
    *(f"{stars} stars" for stars in range(1, 6)),
    "conversion",
    "attributed sales",
    "incremental margin",
    "break-even sales",
    "spend",
    "unspent",
    "fees",
    "production",
    "total cost",
    "CPM",
    "CPP",
    "CPC",
    "cost per click",
    "cost per incremental sale",
    "reproduction number",
    "waves",
    "cascades",
    "cascade size",
    "largest cascade",
    "cascade depth",
    "cascade breadth",
    "structural virality",
    "never passed on",
    "promoted cascade size",
    "promoted cascade depth",
    "promoted cascade breadth",
    "promoted structural virality",
)
"""Measures of a report that are no goals."""

EFFECTIVE = "effective reach"
"""The measure that is named with a number of exposures: ``effective reach (3+)``."""

FORM = re.compile(r"at (?P<way>least|most) (?P<amount>.+?)(?: by (?P<by>.+))?")
MEASURE = re.compile(r"(?P<name>.+?)(?: \((?P<times>[1-9]\d?)\+\))?")


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
    """How much: real people or things, a share in [0, 1], money in the scenario's currency, or a
    number in the measure's own unit."""
    unit: Unit
    """What the amount is counted in."""
    by: float | None
    """End of the time that counts [h]; None for the whole campaign."""
    text: str
    """The goal as it was written."""

    @property
    def measured(self) -> str:
        """Name of the measure that it asks about."""
        return MEASURES[self.measure].measured

    @property
    def signed(self) -> bool:
        """Whether what it asks about may be below nothing."""
        return MEASURES[self.measure].signed


def goal(raw: object, setting: Setting) -> Goal:
    """A goal from its one line: a measure, an amount and a day.

    Raises:
        ValueError: the line is not a goal; the message says how one is written.
    """
    if not isinstance(raw, dict) or len(raw) != 1:
        raise ValueError(
            say("{value} is not a goal; {example}", value=shown(raw), example=_example())
        )
    ((name, wanted),) = raw.items()
    measure, times = _measure(name)
    try:
        return _stated(name, wanted, measure, times, setting)
    except ValueError as error:
        raise InsideError(name, str(error)) from None


def _stated(name: str, wanted: object, measure: str, times: int, setting: Setting) -> Goal:
    parts = FORM.fullmatch(wanted.strip()) if isinstance(wanted, str) else None
    if not parts:
        raise ValueError(
            say("{value} does not say how much; {example}", value=shown(wanted), example=_example())
        )
    amount, unit = _amount(parts["amount"].strip(), measure, setting)
    by = quantities.moment(parts["by"], setting.start, "end") if parts["by"] else None
    if by is not None and MEASURES[measure].at_end and by < (setting.lasts or 0.0):
        raise ValueError(
            say(
                "{measure} is told at the end of the campaign only; leave `by {day}` out",
                measure=measure,
                day=parts["by"],
            )
        )
    line = f"{name}: {str(wanted).strip()}"
    return Goal(measure, times, parts["way"] == "least", amount, unit, by, line)


def _example() -> str:
    return say("write for example `reach: at least 300 000 people by day 28`")


def _measure(name: str) -> tuple[str, int]:
    parts = MEASURE.fullmatch(name.strip())
    measure = _called(parts["name"] if parts else name)
    times = parts["times"] if parts else None
    if (measure == EFFECTIVE) != bool(times):
        raise ValueError(
            say("write `effective reach (3+)` with the exposures that make it effective")
        )
    return measure, int(times or 1)


def _called(name: str) -> str:
    """The key of `MEASURES` that a name means, whatever its capital letters."""
    means = {_tidy(also): measure for also, measure in _names().items()}
    found = means.get(_tidy(name))
    if found is None:
        raise ValueError(unknown("measure", name, MEASURES))
    if found in LATER:
        raise ValueError(say("a goal for {measure}: not supported yet", measure=found))
    if found not in MEASURES:
        goals = ", ".join(MEASURES)
        raise ValueError(
            say("{measure} cannot be a goal; goals: {goals}", measure=name, goals=goals)
        )
    return found


@cache
def _names() -> dict[str, str]:
    """What measures are called: goals by all their names, and those that are no goals."""
    own = {name: name for name in (*NEVER, *LATER)}
    own |= {aim.measured: name for name, aim in reversed(MEASURES.items())}
    own |= {name: name for name in MEASURES}
    others = glossary.names_of_measures().items()
    return {also: own[measure] for also, measure in others if measure in own} | own


def _tidy(name: str) -> str:
    return " ".join(name.casefold().replace("_", " ").replace("-", " ").split())


def _amount(text: str, measure: str, setting: Setting) -> tuple[float, Unit]:
    aim = MEASURES[measure]
    if "money" in aim.units:
        return _money(text, aim, setting), "money"
    if "share" in aim.units:
        whole = next((f" {noun}" for noun in aim.nouns if text.endswith(f" {noun}")), "")
        return quantities.share(text.removesuffix(whole)), "share"
    if "%" not in text:
        unit: Unit = "count" if "count" in aim.units else "number"
        return _number(text, aim, setting), unit
    for whole in ("target", "market"):
        unit = "share of target" if whole == "target" else "share of market"
        if text.endswith(f" of {whole}") and unit in aim.units:
            return quantities.share(text.removesuffix(f" of {whole}")), unit
    if aim.units == PEOPLE:
        raise ValueError(
            say("{value} does not say of what; write `of target` or `of market`", value=shown(text))
        )
    raise ValueError(
        say(
            "{measure}: a share is not asked for; write a number instead of {value}",
            measure=measure,
            value=shown(text),
        )
    )


def _money(text: str, aim: Aim, setting: Setting) -> float:
    below = aim.signed and text.startswith("-")
    amount = quantities.money(text.removeprefix("-") if below else text, *setting.money)
    return -amount if below else amount


def _number(text: str, aim: Aim, setting: Setting) -> float:
    """A number with what is counted after it: of sales, also the name of an offer."""
    nouns = list(aim.nouns)
    if "sales" in aim.nouns:
        nouns += [noun for offer in setting.offers for noun in (f"{offer}s", offer)]
    said = [noun for noun in nouns if text.endswith(f" {noun}")]
    noun = max(said, key=len) if said else "".join(nouns[:1])
    found = quantities.number(text, noun, quantities.COUNTED)
    if found < 0.0 and not aim.signed:
        raise ValueError(say("{value} is below nothing", value=shown(text)))
    return found


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
        "properties": {
            name: wanted
            for name, measure in _names().items()
            if measure in MEASURES and measure != EFFECTIVE
        },
        "patternProperties": {rf"^{EFFECTIVE} \([1-9][0-9]?\+\)$": wanted},
        "additionalProperties": False,
    }


GoalField = Annotated[Goal, ReadsIn(goal, Form(_written, _schema()))]
