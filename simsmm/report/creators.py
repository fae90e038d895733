"""Whom to pay: the creators who were picked, beside others for the same money."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simsmm.report.money import planned
from simsmm.report.spending import THOUSAND
from simsmm.report.tables import Column, Row, Table
from simsmm.report.words import Quantity, Sentence, missing, money, percent, plain, quantity
from simsmm.study.outcome import CONFIDENCE, Outcome
from simsmm.study.picking import CHOSEN, ORDINARY, STARS, Comparison, Group
from simsmm.study.picking.comparison import outcome_of_pairs, settled
from simsmm.wording import count, say

if TYPE_CHECKING:
    from simsmm.study import Answer


def rivals(answer: Answer) -> Table | None:
    """Each group with what it costs and adds; None where nobody was picked."""
    found = answer.comparison
    if found is None:
        return None
    currency = answer.setting.currency
    rows = [_row(found, group) for group in found.groups]
    columns = (
        Column(say("Creators"), ""),
        Column(say("Cost"), currency),
        Column(say("People added"), say("people")),
        Column(say("Added per 1,000 {currency}", currency=currency), say("people")),
        Column(say("Behind the chosen"), say("people")),
    )
    caption = count(
        found.replicates,
        "What each group adds to the campaign, {number} outcome with the same luck",
        "What each group adds to the campaign, {number} outcomes with the same luck",
    )
    return Table("creators", caption, say("Who is paid"), columns, tuple(rows))


def people(answer: Answer) -> Table | None:
    """Those who were picked, one by one; None where nobody was."""
    found = answer.picking
    if found is None:
        return None
    chosen, setting = found.groups[0], answer.setting
    rows = tuple(
        Row(
            say("person {number}", number=person),
            (planned(followers), planned(fee)),
            setting.segments[setting.segment[person]],
        )
        for person, followers, fee in zip(chosen.people, chosen.followers, chosen.fees, strict=True)
    )
    columns = Column(say("Followers"), say("people")), Column(say("Fee"), setting.currency)
    return Table("picked", say("Who was picked"), say("Creator"), columns, rows)


def sentences(answer: Answer) -> tuple[Sentence, ...]:
    """What the choice is worth, how the rules of thumb do, and whether stars are worth it."""
    found = answer.comparison
    if found is None:
        return ()
    told = (_chosen(found, answer), _nearest(found), _ordinary(found, answer))
    return tuple(sentence for sentence in told if sentence is not None)


def note(answer: Answer) -> str:
    """How they were chosen, and what is certain about that; nothing where nobody was picked."""
    found = answer.picking
    if found is None:
        return ""
    return say(
        "They were chosen in one society, number {society}, in which all outcomes were then run "
        "with other draws; another society would have other people. The choice was made in a "
        "simpler model, in which a post is seen and passed on by chance along ties. A guarantee "
        "holds for that model alone: there, with probability {probability}, the chosen reach at "
        "least {share} of what any choice for the money could. Nothing is guaranteed for the "
        "campaign; of it, this table tells what was found.",
        society=found.plan.people.society,
        share=percent(int(100.0 * found.guarantee.ratio) / 100.0),
        probability=percent(int(1000.0 * found.guarantee.probability) / 1000.0),
    )


def called(name: str) -> str:
    """What a group is called."""
    named = {
        CHOSEN: say("chosen"),
        STARS: say("star creators"),
        "degree discount": say("degree discount"),
        "PageRank": say("PageRank"),
        "random": say("at random"),
        ORDINARY: say("ordinary creators"),
    }
    return named[name]


def _meant_by(name: str) -> str:
    """More of what a group is, where its name does not say it."""
    meant = {
        STARS: say("the most followed"),
        ORDINARY: say("of the middle half by followers, as many as the money pays"),
    }
    return meant.get(name, "")


def _row(found: Comparison, group: Group) -> Row:
    behind = missing() if group.name == CHOSEN else _told(found.behind, group, "behind")
    return Row(
        called(group.name),
        (
            planned(len(group.people)),
            planned(group.cost),
            _told(found.added, group, "added"),
            _per_thousand(found, group),
            behind,
        ),
        _meant_by(group.name),
    )


def _chosen(found: Comparison, answer: Answer) -> Sentence:
    chosen = found.groups[0]
    places: dict[str, Quantity | str] = {
        "added": _told(found.added, chosen, "added"),
        "cost": money(chosen.cost, answer.setting.currency),
        "candidates": plain(found.picking.candidates),
    }
    return Sentence(
        count(
            len(chosen.people),
            "{number} creator picked among {{candidates}} adds about {{added}} people of the "
            "target, for {{cost}}.",
            "{number} creators picked among {{candidates}} add about {{added}} people of the "
            "target, for {{cost}}.",
        )
        if found.of_target
        else count(
            len(chosen.people),
            "{number} creator picked among {{candidates}} adds about {{added}} people, for "
            "{{cost}}.",
            "{number} creators picked among {{candidates}} add about {{added}} people, for "
            "{{cost}}.",
        ),
        places,
    )


def _nearest(found: Comparison) -> Sentence | None:
    """The rule of thumb that adds most, and whether the choice is better."""
    rival = max(found.groups[1:], key=lambda group: found.added(group).mean)
    behind = found.behind(rival)
    places: dict[str, Quantity | str] = {
        "rival": called(rival.name),
        "behind": _told(found.behind, rival, "behind"),
    }
    if not settled(behind):
        text = say(
            "Of the others, most is added by: {rival}; the difference from the chosen, {behind} "
            "people, is within its error."
        )
    elif behind.mean > 0.0:
        text = say("Of the others, most is added by: {rival}; the chosen add {behind} people more.")
    else:
        text = say(
            "More than by the chosen is added by: {rival}; the chosen are ahead by {behind} people."
        )
    return Sentence(text, places)


def _ordinary(found: Comparison, answer: Answer) -> Sentence | None:
    """Whether ordinary people are better value than stars."""
    ahead = found.ordinary_ahead
    if ahead is None:
        return None
    named = {group.name: group for group in found.groups}
    places: dict[str, Quantity | str] = {
        "ordinary": _per_thousand(found, named[ORDINARY]),
        "stars": _per_thousand(found, named[STARS]),
        "money": money(THOUSAND, answer.setting.currency),
    }
    if not settled(ahead):
        text = say(
            "For the money, ordinary people and stars cannot be told apart: each {money} add about "
            "{ordinary} people through ordinary people and {stars} through stars."
        )
    elif ahead.mean > 0.0:
        text = say(
            "For the money, ordinary people beat stars: each {money} add about {ordinary} people "
            "through ordinary people and {stars} through stars."
        )
    else:
        text = say(
            "For the money, stars beat ordinary people: each {money} add about {stars} people "
            "through stars and {ordinary} through ordinary people."
        )
    return Sentence(text, places)


def _told(outcome: Callable[[Group], Outcome], group: Group, what: str) -> Quantity:
    return quantity(_Mean(outcome(group))).bare.recounted("creators", what, group.name)


def _per_thousand(found: Comparison, group: Group) -> Quantity:
    each = found.per_money(group)
    if each is None:
        return missing()
    gained = outcome_of_pairs(each.name, "people", THOUSAND * each.values)
    return quantity(_Mean(gained)).bare.recounted("creators", "per money", group.name)


@dataclass(frozen=True)
class _Mean:
    """The mean of an outcome with its 95 % interval instead of that of the outcomes."""

    outcome: Outcome

    @property
    def unit(self) -> str:
        return self.outcome.unit

    @property
    def mean(self) -> float:
        return self.outcome.mean

    @property
    def error(self) -> float:
        return self.outcome.error

    @property
    def low(self) -> float:
        return self.mean - self._half

    @property
    def high(self) -> float:
        return self.mean + self._half

    @property
    def _half(self) -> float:
        """Half of the interval; of too few replicates none is known, and none is shown."""
        return 0.0 if math.isnan(self.error) else CONFIDENCE * self.error
