"""Rules of behaviour that a user puts in the place of the package's own.

A rule that numba can compile becomes part of an engine of its own (`simsmm.spread.clones`). For any
other, the plain twin runs the plan, and says so once. The rule is watched during the run: an answer
that is no number of its range stops it.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, wraps
from typing import Any, Protocol

import numba
import numpy as np
from numba.core.errors import NumbaError
from numba.extending import is_jitted

from simsmm.behaviour import RULES, SPLIT, contract
from simsmm.behaviour.contract import Rule
from simsmm.compiled import keep_in_memory
from simsmm.record import Record
from simsmm.scenario.problems import unknown
from simsmm.spread import engine, twin
from simsmm.spread.clones import clone, functions
from simsmm.spread.world import World
from simsmm.wording import say

SLOWER = 50
"""How many times as long a run of the plain twin takes, in round numbers: measured at 40 to 60, on
a few thousand impressions; and threads do not help it."""

_BARE = {"nogil": True, "error_model": "numpy", "_nrt": False, "forceinline": True}
"""How the functions of the engine are compiled, by `simsmm.compiled.compiled_bare`."""


class Player(Protocol):
    """What plays a world: the compiled engine, or its plain twin."""

    world: World

    def run(self, stop: Callable[[], bool] | None = None) -> Record | None:
        """Play the run to its end; None when ``stop`` asked to give up."""

    def advance(self, until: float, stop: Callable[[], bool] | None = None) -> bool:
        """Handle every event before ``until`` [h]; False when ``stop`` asked to give up."""

    def enter(self, publications: np.ndarray, boosts: np.ndarray, bought: np.ndarray) -> None:
        """Enter what is published and bought."""

    def finish(self) -> Record:
        """Let clocks run out to the end of the run, and give the record."""

    def record(self) -> Record:
        """The record so far."""

    def exposures(self) -> np.ndarray:
        """Impressions so far."""

    def sources(self) -> np.ndarray:
        """Sources so far."""

    def won(self) -> np.ndarray:
        """Fans won so far."""

    def lost(self) -> np.ndarray:
        """Fans lost so far."""

    def state_of_minds(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Ad recall and attitude as of the last change, and when that was [h]."""


@dataclass(frozen=True)
class Rules:
    """The rules in force, and what plays a world by them."""

    player: Callable[[World], Player] = engine.Engine
    own: Mapping[str, Rule] = field(default_factory=dict)
    """Rules that a user put in the place of others, by name, to be called from Python."""

    def rule(self, name: str) -> Rule:
        """The rule of a name that is in force."""
        return self.own.get(name, RULES[name])


STANDARD = Rules()
"""The package's own rules."""


def rules_with(own: Mapping[str, Rule] | None) -> Rules:
    """The package's rules with some of a user's in their place.

    Args:
        own: functions of the same arguments as the rule of that name in `simsmm.behaviour.RULES`.

    Raises:
        ValueError: there is no rule of that name, or the function does not keep to what the rule
            has to (see `simsmm.behaviour.contract`).
    """
    if not own:
        return STANDARD
    if not isinstance(own, Mapping):
        raise ValueError(
            say(
                'rules are given by name, as {{"appeal": my_appeal}}, not as {given}; in a batch '
                "of Mesa, in a list of one such mapping",
                given=repr(own)[:60],
            )
        )
    for name, rule in own.items():
        if name not in RULES:
            raise ValueError(unknown("rule", str(name), RULES))
        contract.check(name, _plain(rule))
    try:
        return _compiled(tuple(sorted(own.items())))
    except UncompilableError as reason:
        warnings.warn(
            say(
                "the rule {name} cannot be compiled ({reason}): the plan runs in plain Python, "
                "some {times} times slower and on one processor",
                name=reason.name,
                reason=reason,
                times=SLOWER,
            ),
            RuntimeWarning,
            stacklevel=3,
        )
        return _interpreted(own)


class UncompilableError(Exception):
    """A rule that cannot become part of the compiled engine, and why."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(reason)
        self.name = name


def _plain(rule: Rule) -> Rule:
    """The Python function of a rule, which a user may have compiled already."""
    return rule.py_func if is_jitted(rule) else rule  # type: ignore[attr-defined]


@lru_cache(maxsize=8)
def _compiled(own: tuple[tuple[str, Rule], ...]) -> Rules:
    """A compiled engine with own rules; compiled once for each set of functions, in some seconds.

    Raises:
        UncompilableError: that is not possible.
    """
    watched = {name: _watched_when_compiled(name, rule) for name, rule in own}
    copy = clone(engine, _stand_ins(watched))
    for name in watched:
        if not copy.read & {rule.__name__ for rule in (RULES[name], *SPLIT.get(name, ()))}:
            raise UncompilableError(name, say("the compiled engine reads it in parts"))
    for module in copy.copies:
        for function in functions(module):
            if is_jitted(function):
                keep_in_memory(function)
    return Rules(copy.module.Engine, {name: _watched(name, rule) for name, rule in own})


def _stand_ins(own: Mapping[str, Rule]) -> dict[Rule, Rule]:
    """What stands in the place of each rule, and of the parts in which the engine reads it."""
    found = {RULES[name]: rule for name, rule in own.items()}
    for name, (whole, part) in SPLIT.items():
        if name in own:
            found |= {whole: own[name], part: _as_it_is}
    return found


@numba.njit(**_BARE)
def _as_it_is(argument):
    """The part of a rule that hands its argument on."""
    return argument


def _interpreted(own: Mapping[str, Rule]) -> Rules:
    """The plain twin with own rules."""
    watched = {name: _watched(name, rule) for name, rule in own.items()}
    copy = clone(twin, _stand_ins(watched))
    return Rules(copy.module.Twin, watched)


def _outside(name: str) -> str:
    low, high = contract.RANGES[name]
    return say(
        "the rule {name} gave an answer during the run that is no number from {low} to {high}",
        name=name,
        low=f"{low:g}",
        high=f"{high:g}",
    )


def _watched(name: str, rule: Rule) -> Rule:
    """The rule, stopping the run by a ValueError at an answer outside its range."""
    low, high = (bound for bound in contract.RANGES[name])
    low, high, message = low - contract.ROUNDING, high + contract.ROUNDING, _outside(name)

    @wraps(_plain(rule))
    def watched(*given: Any) -> float:
        answer = rule(*given)
        if not (contract.is_number(answer) and low <= answer <= high):
            raise ValueError(message)
        return answer

    return watched


def _watched_when_compiled(name: str, rule: Rule) -> Any:
    """The same, compiled as the functions of the engine are.

    Raises:
        UncompilableError: numba cannot, or what it compiled gives other answers.
    """
    inner = numba.njit(_plain(rule), **_BARE)
    low, high = (bound for bound in contract.RANGES[name])
    low, high, message = low - contract.ROUNDING, high + contract.ROUNDING, _outside(name)

    @numba.njit(**_BARE)
    def watched(*given):
        answer = inner(*given)
        if not low <= answer <= high:
            raise ValueError(message)
        return answer

    for given in contract.samples(name):
        try:
            answer = watched(*given)
        except (NumbaError, NotImplementedError, TypeError) as error:
            raise UncompilableError(name, _first_line(error)) from None
        if not math.isclose(answer, _plain(rule)(*given), rel_tol=1e-9, abs_tol=1e-12):
            raise UncompilableError(name, say("compiled, it gives other answers"))
    return watched


def _first_line(error: Exception) -> str:
    """What numba says, without its advice."""
    lines = [line.strip() for line in str(error).splitlines()]
    told = [line for line in lines if line and not line.startswith(("Failed in", "[1]"))]
    return (told or [type(error).__name__])[0][:200]
