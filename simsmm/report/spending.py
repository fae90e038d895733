"""Reach against media money: what more, and less, of it would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simsmm.report.tables import Column, Row, Table
from simsmm.report.words import Quantity, Sentence, end, missing, plain, quantity
from simsmm.study.curve import FACTORS, PLANNED, Curve
from simsmm.study.outcome import Outcome
from simsmm.wording import count, say

if TYPE_CHECKING:
    from simsmm.study import Answer

THOUSAND = 1000.0
"""Gains are told per so much money."""


def spending(answer: Answer) -> Table | None:
    """Media money, reach and the gain from one amount to the next; None without a curve."""
    curve = answer.curve
    if curve is None:
        return None
    currency = answer.setting.currency
    rows = []
    for place, name in enumerate(_names()):
        cells = [_at(curve, measure, place, currency) for measure in _told(answer)]
        rows.append(Row(name, (*cells, _gain(curve, place))))
    headings = [Column(say("Spent"), currency), Column(say("Reach"), say("people"))]
    if answer.setting.sells:
        headings.append(Column(say("Incremental sales"), say("sales")))
    gained = say("More people per 1,000 {currency}", currency=currency)
    headings.append(Column(gained, say("people")))
    return Table(
        "spending",
        count(
            curve.replicates,
            "At four amounts of media money, {number} outcome, each with the same luck",
            "At four amounts of media money, {number} outcomes, each with the same luck",
        ),
        say("Media money"),
        tuple(headings),
        tuple(rows),
    )


def sentence(answer: Answer) -> Sentence | None:
    """What the next money would bring, against what the last brought."""
    curve = answer.curve
    if curve is None or not len(curve.gain("reach", PLANNED + 1).known):
        return None
    last, more = _gain(curve, PLANNED), _gain(curve, PLANNED + 1)
    places: dict[str, Quantity | str] = {
        "last": last,
        "next": more,
        "money": f"{plain(THOUSAND)} {answer.setting.currency}",
    }
    if more.interval and last.known:
        places |= {"low": end(more, upper=False), "high": end(more, upper=True)}
        text = say(
            "From half of the media money to all of it, each {money} bring about {last} people "
            "more; from there to twice the money, about {next} (90 % of outcomes: {low} to {high})."
        )
        return Sentence(text, places)
    return Sentence(
        say("Up to twice the media money, each {money} more would bring about {next} people."),
        places,
    )


def _told(answer: Answer) -> tuple[str, ...]:
    sold = ("incremental sales",) if answer.setting.sells else ()
    return ("spend", "reach", *sold)


def _names() -> tuple[str, ...]:
    """What each of `FACTORS` is called."""
    return say("none"), say("half"), say("as planned"), say("twice")


def _at(curve: Curve, measure: str, place: int, currency: str) -> Quantity:
    found = quantity(curve.at(measure, place), currency)
    return found.bare.recounted("spend", measure, FACTORS[place])


def _gain(curve: Curve, place: int) -> Quantity:
    """People won per `THOUSAND` more, over the amount before."""
    if place == 0:
        return missing()
    gained = curve.gain("reach", place)
    found = quantity(Outcome(gained.name, "people", THOUSAND * gained.values))
    return found.bare.recounted("gain", "reach", FACTORS[place])
