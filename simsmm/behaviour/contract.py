"""What every rule of behaviour keeps to, whoever wrote it, and a test of that on a few numbers."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from simsmm.behaviour import RULES, Weights
from simsmm.wording import say

Rule = Callable[..., float]

VALUES: Mapping[str, tuple[Any, Any, Any]] = {
    "advance": (0.0, 5.0, 400.0),
    "appeal": (-4.0, 0.0, 4.0),
    "attitude": (-1.0, 0.0, 1.0),
    "bonus": (-0.5, 0.0, 0.5),
    "decay": (0.0, 0.002, 0.05),
    "hours": (0.0, 2.0, 600.0),
    "intercept": (-9.0, -4.0, 1.0),
    "lift": (0.0, 0.5, 2.0),
    "match": (-0.6, 0.0, 0.6),
    "met": (0.0, 1.0, 30.0),
    "passed": (0.0, 1.0, 12.0),
    "quality": (0.0, 0.5, 1.0),
    "quarters": (0, 131070, 262140),
    "rate": (0.0, 0.1, 1.0),
    "recall": (0.0, 0.3, 1.0),
    "sensitivity": (0.0, 0.5, 1.0),
    "step": (0.0, 0.02, 0.5),
    "taste": (-3.0, 0.0, 3.0),
    "tone": (-1.0, 0.5, 1.0),
    "trust": (0.0, 0.4, 1.0),
    "weights": (
        Weights(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0),
        Weights(1.5, 1.0, 1.0, 0.5, 0.5, 0.1, 3.0, 1.0),
        Weights(4.0, 3.0, 2.0, 2.0, 2.0, 1.0, 9.0, 2.0),
    ),
}
"""Low, middle and high values of what rules are given, by the name of the argument."""

RANGES: Mapping[str, tuple[float, float]] = {
    "act_chance": (0.0, 1.0),
    "appeal": (-1000.0, 1000.0),
    "attitude_after": (-1.0, 1.0),
    "bell": (-1000.0, 1000.0),
    "gain": (0.0, 1e9),
    "hours_to": (0.0, 1e9),
    "recall_after": (0.0, 1.0),
    "recall_gain": (0.0, 1.0),
}
"""Least and largest answer of each rule."""

NOTHING_FROM_NOTHING = ("gain", "recall_after")
"""Rules that answer 0 where the recall is 0: what was never seen has no effect."""

ROUNDING = 1e-9
"""An answer may lie so far outside its range."""


def arguments(rule: Rule) -> list[str]:
    """Names of the arguments of a rule."""
    return list(inspect.signature(rule).parameters)


def samples(name: str) -> Iterator[tuple[Any, ...]]:
    """Arguments to try the rule of a name on: each argument low, middle and high, mixed."""
    values = [VALUES[argument] for argument in arguments(RULES[name])]
    for first in range(3):
        for stride in range(3):
            yield tuple(value[(first + stride * at) % 3] for at, value in enumerate(values))


def shown(name: str, given: tuple[Any, ...]) -> str:
    """Arguments as they would be written in a call."""
    pairs = zip(arguments(RULES[name]), given, strict=True)
    return ", ".join(f"{argument}={value}" for argument, value in pairs)


def check(name: str, rule: Rule) -> None:
    """Hold a rule against what all rules of its name keep to.

    Raises:
        ValueError: it has other arguments, draws, or answers with what is no number or outside
            its range; the message says for which arguments.
    """
    _check_arguments(name, rule)
    for given in samples(name):
        answer = _answer(name, rule, given)
        if _answer(name, rule, given) != answer:
            raise ValueError(
                say(
                    "the rule {name} gives another answer each time for {given}: a rule never "
                    "draws, it says how likely something is",
                    name=name,
                    given=shown(name, given),
                )
            )


def _check_arguments(name: str, rule: Rule) -> None:
    wanted = arguments(RULES[name])
    try:
        found = arguments(rule)
    except (TypeError, ValueError):
        found = []
    if found != wanted:
        raise ValueError(
            say(
                "the rule {name} takes ({wanted}), in this order; yours takes ({found})",
                name=name,
                wanted=", ".join(wanted),
                found=", ".join(found),
            )
        )


def _answer(name: str, rule: Rule, given: tuple[Any, ...]) -> float:
    """The answer of a rule, which is a number of its range."""
    low, high = RANGES[name]
    if name in NOTHING_FROM_NOTHING and given[arguments(RULES[name]).index("recall")] == 0.0:
        low = high = 0.0
    try:
        answer = rule(*given)
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"
        raise ValueError(
            say(
                "the rule {name} fails for {given}: {reason}",
                name=name,
                given=shown(name, given),
                reason=reason,
            )
        ) from error
    if not is_number(answer) or not low - ROUNDING <= answer <= high + ROUNDING:
        raise ValueError(
            say(
                "the rule {name} answers {answer} for {given}; it has to be a number from {low} "
                "to {high}",
                name=name,
                answer=repr(answer)[:60],
                given=shown(name, given),
                low=f"{low:g}",
                high=f"{high:g}",
            )
        )
    return answer


def is_number(answer: object) -> bool:
    """Whether an answer is a finite real number."""
    try:
        return not isinstance(answer, bool | str) and math.isfinite(answer)  # type: ignore[arg-type]
    except TypeError:
        return False
