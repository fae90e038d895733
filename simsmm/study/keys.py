"""Keys of an answer: what an outcome is asked for by, and what is wrong with a key of none."""

from __future__ import annotations

from collections.abc import Iterable

from simsmm.measures import ALL
from simsmm.scenario.problems import unknown
from simsmm.wording import say

Key = tuple[str, str, str]
"""Measure, breakdown and group."""


def not_there(given: object, known: Iterable[Key]) -> str:
    """Why a key has no outcome: which part of it is wrong, and what there is for that part.

    Args:
        given: a measure, or a measure, a breakdown and a group; anything else is explained too.
        known: every key that has an outcome.
    """
    parts = (given, ALL, ALL) if isinstance(given, str) else given
    if not (isinstance(parts, tuple) and [type(part) for part in parts] == [str] * 3):
        return say(
            "an outcome is named by its measure, or by measure, breakdown and group, such as "
            "reach, channel, microblog"
        )
    measure, by, group = parts
    keys = list(known)
    measures = dict.fromkeys(key[0] for key in keys)
    if measure not in measures:
        return unknown("measure", measure, measures)
    breakdowns = dict.fromkeys(key[1] for key in keys if key[0] == measure and key[1] != ALL)
    if by not in (*breakdowns, ALL):
        return f"{measure}: {unknown('breakdown', by, breakdowns)}"
    groups = dict.fromkeys(key[2] for key in keys if key[:2] == (measure, by))
    return f"{measure}, {by}: {unknown('group', group, groups)}"
