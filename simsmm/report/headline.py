"""What to say first: the answer in a sentence, the chance of each goal, and the key figures."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from simsmm.measures import MEASURES
from simsmm.report.words import (
    FEWEST,
    GAP,
    Quantity,
    chance,
    listed,
    many,
    percent,
    plain,
    quantity,
    rounded,
)

if TYPE_CHECKING:
    from simsmm.scenario.goals import Goal
    from simsmm.study import Answer, GoalAnswer, Outcome


LOPSIDED = 0.1
"""Mean and middle outcome that differ by more than this, relative, need a word."""


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
    expected: Quantity
    """What the goal asks about."""


def shown(answer: Answer, *key: str) -> Quantity:
    """A measure of the answer, or one of its parts: ``shown(answer, "reach", "channel", "x")``."""
    return quantity(_outcome(answer, *key), answer.setting.currency)


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


def sentence(answer: Answer) -> tuple[str, str, str]:
    """The headline, in three parts: before, the answer itself, and after it."""
    reach = shown(answer, "reach")
    if len(answer.replicates) == 1:
        return "In the one outcome simulated, the plan reaches about ", reach.with_unit, "."
    if not reach.interval:
        return "The plan will reach about ", reach.with_unit, "."
    between = f"lie between {reach.low} and {reach.high}"
    return "The plan will reach about ", reach.with_unit, f" (90{GAP}% of outcomes {between})."


def second_sentence(answer: Answer) -> str:
    """Reach against the market and the target, how often, and what it costs."""
    market = answer.scenario.market.people
    share = answer["reach"].mean / market
    parts = [f"That is {_rough(share)} of the market of {plain(market)} people"]
    if answer.scenario.target and exists(answer, "target reach"):
        parts.append(f"{_rough(answer['target reach'].mean)} of {target_words(answer)}")
    text = f"{listed(parts)}."
    if exists(answer, "frequency"):
        text += f" Those reached see it {shown(answer, 'frequency').text} times on average."
    if answer["total cost"].mean > 0.0 and exists(answer, "cost per reached person"):
        each = shown(answer, "cost per reached person")
        text += f" It costs {shown(answer, 'total cost').with_unit}: {each.with_unit} reached."
    return text


def lopsided(answer: Answer) -> str:
    """Where mean and middle outcome differ by more than a tenth: why; else nothing."""
    reach = answer["reach"]
    if not reach.median or abs(reach.mean / reach.median - 1.0) < LOPSIDED:
        return ""
    few = "large" if reach.mean > reach.median else "small"
    return (
        f"The middle outcome is {rounded(reach.median)} people; a few very {few} outcomes pull the "
        "mean away from it."
    )


def goal_lines(answer: Answer) -> list[GoalLine]:
    """Every goal with its chance."""
    return [_goal_line(found, answer) for found in answer.goals]


def _goal_line(found: GoalAnswer, answer: Answer) -> GoalLine:
    many_enough = len(answer.replicates) >= FEWEST
    points = round(100.0 * found.error) if many_enough else 0
    return GoalLine(
        found.goal.text,
        chance(found.chance, len(answer.replicates)),
        f"\N{PLUS-MINUS SIGN}{points}" if points else "",
        found.chance,
        quantity(_in_unit(found.outcome, found.goal), answer.setting.currency),
    )


def _in_unit(outcome: Outcome, goal: Goal) -> Outcome:
    """The goal's outcome with the unit that numbers are shown in."""
    unit = "share" if goal.unit.startswith("share") else MEASURES[goal.measured].unit
    return type(outcome)(outcome.name, "money" if goal.unit == "money" else unit, outcome.values)


def figures(answer: Answer) -> list[Figure]:
    """The key figures, those without a value left out."""
    days = f"{answer.setting.effective_days:g} days"
    often = f"{answer.setting.effective_frequency}+"
    whole = not answer.scenario.target
    wanted = (
        ("reach", "Reach", "different people who see at least one post"),
        ("frequency", "Frequency", "how often each of them sees it, on average"),
        ("target reach", "Reach in target", f"of {target_words(answer)}"),
        ("effective target reach", f"Effective reach ({often})", f"of target, {often} in {days}"),
        ("cost per reached person", "Cost per reached person", "media, creators and production"),
        ("CPM", "CPM", "media money per 1,000 bought impressions"),
        ("incremental sales", "Incremental sales", "more than without the campaign"),
        ("profit", "Profit of the campaign", "incremental margin less everything it cost"),
    )
    left_out = {"target reach"} if whole else set()
    if not answer.setting.offers:
        left_out |= {"incremental sales", "profit"}
    return [
        Figure(title, _tidy(shown(answer, name)), meaning)
        for name, title, meaning in wanted
        if name not in left_out and exists(answer, name)
    ]


def _tidy(found: Quantity) -> Quantity:
    """Without the part of the unit that a figure's meaning says already."""
    unit = found.unit.removesuffix(" per person").removesuffix(" per 1,000 impressions")
    unit = "times" if unit == "impressions" and found.unit != unit else unit
    return replace(found, unit=unit)


def precision(answer: Answer) -> str:
    """How sure the mean of reach is."""
    reach = answer["reach"]
    if len(reach.known) < 2:
        return "one replicate says nothing about the uncertainty"
    return (
        f"the mean of reach is known to \N{PLUS-MINUS SIGN}{_rough(reach.precision)} "
        f"(95{GAP}% interval from {many(len(answer.replicates), 'replicate')})"
    )


def _rough(share: float) -> str:
    """A share to two digits."""
    return percent(float(f"{share:.2g}"))
