"""Arguments that a program hands over, checked where they come in."""

from __future__ import annotations

import operator

from simsmm.scenario.language import Scenario
from simsmm.scenario.problems import brief
from simsmm.scenario.quantities import share
from simsmm.wording import say


def plan(given: object) -> Scenario:
    """A scenario, as it was loaded.

    Raises:
        TypeError: it is something else, such as the path of a file.
    """
    if not isinstance(given, Scenario):
        raise TypeError(
            say(
                "scenario must be a Scenario, not {given}; load it with simsmm.load",
                given=_quoted(given),
            )
        )
    return given


def whole(name: str, given: object, least: int | None = None) -> int:
    """A whole number, of Python or of numpy.

    Raises:
        TypeError: it is no whole number.
        ValueError: it is below the least.
    """
    try:
        found = operator.index(given)  # type: ignore[arg-type]
    except TypeError:
        found = None
    if found is None or isinstance(given, bool):
        raise TypeError(
            say("{name} must be a whole number, not {given}", name=name, given=_quoted(given))
        )
    if least is not None and found < least:
        raise ValueError(
            say(
                "{name} must be a whole number from {least}, not {given}",
                name=name,
                least=least,
                given=found,
            )
        )
    return found


def precision(given: object) -> float:
    """A precision such as ``2 %`` or ``0.02``.

    Raises:
        ValueError: it is no share, or nothing.
    """
    found = share(given)
    if found <= 0.0:
        raise ValueError(say("a precision of nothing is never reached; 2 % is usual"))
    return found


def _quoted(given: object) -> str:
    return brief(repr(given))
