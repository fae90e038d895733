"""What to say first: the answer in a sentence, the chance of each goal, and the key figures."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from simsmm.measures import MEASURES
from simsmm.report.words import (
    FEWEST,
    Quantity,
    Sentence,
    chance,
    end,
    percent,
    plain,
    quantity,
    rounded,
)
from simsmm.wording import count, say

if TYPE_CHECKING:
    from simsmm.scenario.goals import Goal
    from simsmm.study import Answer, GoalAnswer, Outcome


LOPSIDED = 0.1
"""Mean and middle outcome that differ by more than this, relative, need a word."""

SURE, EVEN, SLIM = 0.9, 0.5, 0.1
"""Chances from which on a goal is called very likely, likely, unlikely; below, very unlikely."""


@dataclass(frozen=True)
class Figure:
    """One key figure."""

    name: str
    quantity: Quantity
    meaning: str
    """What it is, in a few plain words."""


@dataclass(frozen=True)
class GoalLine:
    """One goal and how likely it is met."""

    text: str
    """As the scenario states it."""
    chance: str
    """Rounded, with unit."""
    error: str
    """Standard error of the chance in points; empty where it is below one."""
    share: float
    """The chance, unrounded."""
    verdict: str
    """The chance in a word, for those who skip numbers and colours."""
    expected: Quantity
    """What the goal asks about."""


def shown(answer: Answer, *key: str) -> Quantity:
    """A measure of the answer, or one of its parts: ``shown(answer, "reach", "channel", "x")``."""
    name, by, group = key if len(key) == 3 else (key[0], "all", "all")
    found = quantity(_outcome(answer, *key), answer.setting.currency)
    return found.recounted("replicates", name, by, group)


def exists(answer: Answer, *key: str) -> bool:
    """Whether the answer has a measure or part, with a value in some replicate."""
    try:
        return len(_outcome(answer, *key).known) > 0
    except KeyError:
        return False


def _outcome(answer: Answer, *key: str) -> Outcome:
    name, *part = key
    return answer[name, part[0], part[1]] if part else answer[name]


def target_words(answer: Answer) -> str:
    """Whom the campaign is for: ``"indie fans"`` or ``"everybody"``."""
    return str(answer.scenario.target)


def target_people(answer: Answer) -> float:
    """How many people of the market that is."""
    return float(answer.setting.target.sum()) * answer.setting.scale


def sentence(answer: Answer) -> Sentence:
    """The headline: reach and its interval."""
    reach = shown(answer, "reach")
    places: dict[str, Quantity | str] = {"reach": reach}
    if len(answer.replicates) == 1:
        return Sentence(
            say("In the one outcome simulated, the plan reaches about {reach}."), places
        )
    if not reach.interval:
        return Sentence(say("The plan will reach about {reach}."), places)
    places |= {"low": end(reach, upper=False), "high": end(reach, upper=True)}
    text = say("The plan will reach about {reach} (90 % of outcomes lie between {low} and {high}).")
    return Sentence(text, places)


def more_sentences(answer: Answer) -> list[Sentence]:
    """Reach against the market and the target, how often, and what it costs."""
    market = answer.scenario.market.people
    share = _rough(answer["reach"].mean / market, "replicates", "reach", "all", "all", market)
    places: dict[str, Quantity | str] = {"share": share, "people": plain(market)}
    if answer.scenario.target and exists(answer, "target reach"):
        text = say("That is {share} of the market of {people} people and {part} of {target}.")
        of_target = answer["target reach"].mean
        places["part"] = _rough(of_target, "replicates", "target reach", "all", "all")
        places["target"] = target_words(answer)
    else:
        text = say("That is {share} of the market of {people} people.")
    found = [*goal_sentence(answer), Sentence(text, places)]
    if exists(answer, "frequency"):
        text = say("Those reached see it {times} times on average.")
        found.append(Sentence(text, {"times": shown(answer, "frequency").bare}))
    if answer["total cost"].mean > 0.0 and exists(answer, "cost per reached person"):
        text = say("It costs {cost}: {each} reached.")
        each = shown(answer, "cost per reached person")
        found.append(Sentence(text, {"cost": shown(answer, "total cost"), "each": each}))
    return found


def goal_sentence(answer: Answer) -> list[Sentence]:
    """How many goals are likely to be met; nothing without goals."""
    goals = answer.goals
    if not goals:
        return []
    likely = sum(goal.chance >= EVEN for goal in goals)
    if max(goal.chance for goal in goals) < SLIM:
        return [
            Sentence(
                say("It is very unlikely to meet its goal.")
                if len(goals) == 1
                else say("It is very unlikely to meet any of its goals."),
                {},
            )
        ]
    surely = min(goal.chance for goal in goals) >= SURE
    if len(goals) == 1:
        met = (
            say("It is very likely to meet its goal.")
            if surely
            else say("It is more likely than not to meet its goal.")
        )
        missed = say("It is more likely than not to miss its goal.")
        return [Sentence(met if likely else missed, {})]
    if surely:
        return [Sentence(say("It is very likely to meet each of its goals."), {})]
    if likely == len(goals):
        return [Sentence(say("It is more likely than not to meet each of its goals."), {})]
    if not likely:
        return [Sentence(say("It is more likely than not to miss each of its goals."), {})]
    text = count(
        likely,
        "Of {all} goals it is likely to meet {number}.",
        "Of {all} goals it is likely to meet {number}.",
        all=len(goals),
    )
    return [Sentence(text, {})]


def lopsided(answer: Answer) -> Sentence | None:
    """Where mean and middle outcome differ by more than a tenth: why; else nothing."""
    reach = answer["reach"]
    if not reach.median or abs(reach.mean / reach.median - 1.0) < LOPSIDED:
        return None
    middle = Quantity(reach.median, rounded(reach.median), "", "", "")
    middle = middle.recounted("replicates", "reach", "all", "all", "median")
    if reach.mean > reach.median:
        text = say(
            "The middle outcome is {middle} people; a few very large outcomes pull the mean away "
            "from it."
        )
    else:
        text = say(
            "The middle outcome is {middle} people; a few very small outcomes pull the mean away "
            "from it."
        )
    return Sentence(text, {"middle": middle})


def goal_lines(answer: Answer) -> list[GoalLine]:
    """Every goal with its chance."""
    return [_goal_line(found, answer) for found in answer.goals]


def _goal_line(found: GoalAnswer, answer: Answer) -> GoalLine:
    many_enough = len(answer.replicates) >= FEWEST
    points = round(100.0 * found.error) if many_enough else 0
    expected = quantity(_in_unit(found.outcome, found.goal), answer.setting.currency)
    return GoalLine(
        found.goal.text,
        chance(found.chance, len(answer.replicates)),
        f"\N{PLUS-MINUS SIGN}{points}" if points else "",
        found.chance,
        _verdict(found.chance),
        expected.recounted("goal", found.goal.text),
    )


def _verdict(share: float) -> str:
    words = (
        (SURE, say("very likely")),
        (EVEN, say("more likely than not")),
        (SLIM, say("unlikely")),
        (0.0, say("very unlikely")),
    )
    return next(word for least, word in words if share >= least)


def _in_unit(outcome: Outcome, goal: Goal) -> Outcome:
    """The goal's outcome with the unit that numbers are shown in."""
    unit = "share" if goal.unit.startswith("share") else MEASURES[goal.measured].unit
    return type(outcome)(outcome.name, "money" if goal.unit == "money" else unit, outcome.values)


def figures(answer: Answer) -> list[Figure]:
    """The key figures, those without a value left out."""
    return [
        Figure(title, _tidy(shown(answer, name)), meaning)
        for name, title, meaning in _wanted(answer)
        if exists(answer, name)
    ]


def _wanted(answer: Answer) -> list[tuple[str, str, str]]:
    """Measure, heading and meaning of each key figure."""
    often = f"{answer.setting.effective_frequency}+"
    days = min(answer.setting.effective_days, round(answer.scenario.lasts / 24.0, 1))
    found = [
        ("reach", say("Reach"), say("different people who see at least one post")),
        ("frequency", say("Frequency"), say("how often each of them sees it, on average")),
        ("target reach", say("Reach in target"), say("of {target}", target=target_words(answer))),
        (
            "effective target reach",
            say("Effective reach ({often})", often=often),
            count(
                days,
                "of target, {often} in {number} day",
                "of target, {often} in {number} days",
                often=often,
            ),
        ),
        (
            "cost per reached person",
            say("Cost per reached person"),
            say("media, creators and production"),
        ),
        ("CPM", say("CPM"), say("media money per 1,000 bought impressions")),
        ("incremental sales", say("Incremental sales"), say("more than without the campaign")),
        ("attendance", say("Attendance"), say("seats taken at events, campaign or not")),
        (
            "profit",
            say("Profit of the campaign"),
            say("incremental margin less everything it cost"),
        ),
    ]
    left_out = set() if answer.scenario.target else {"target reach"}
    if not answer["total cost"].mean:
        left_out |= {"cost per reached person", "profit"}
    if not answer.setting.sells:
        left_out.add("incremental sales")
    if not answer.setting.earns:
        left_out.add("profit")
    if not any(offer.event for offer in answer.setting.offers):
        left_out.add("attendance")
    return [each for each in found if each[0] not in left_out]


def _tidy(found: Quantity) -> Quantity:
    """Without the part of the unit that a figure's meaning says already."""
    name = found.origin[1]
    if name == "frequency":
        return replace(found, unit=say("times"))
    if name in ("CPM", "cost per reached person"):
        return replace(found, unit=found.unit.split(" ")[0])
    return found


def precision(answer: Answer) -> str:
    """How sure the mean of reach is."""
    reach = answer["reach"]
    if len(reach.known) < 2:
        return say("one replicate says nothing about the uncertainty")
    return count(
        len(answer.replicates),
        "the mean of reach is known to \N{PLUS-MINUS SIGN}{precision} (95\N{NO-BREAK SPACE}% "
        "interval from {number} replicate)",
        "the mean of reach is known to \N{PLUS-MINUS SIGN}{precision} (95\N{NO-BREAK SPACE}% "
        "interval from {number} replicates)",
        precision=_rough(reach.precision).text,
    )


def _rough(share: float, *origin: str | float) -> Quantity:
    """A share to two digits, with its sign."""
    text = percent(float(f"{share:.2g}"))
    return Quantity(share, text, "", "", "").recounted(*origin)
