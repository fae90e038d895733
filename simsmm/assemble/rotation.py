"""Variants of a post take turns: each is a creative of its own, which the engine knows as a post.

Whom a publication or a seed meets first is drawn by a key, so the variants meet like people; a
boost goes on from there, person by person, with each further impression.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from simsmm.draws import Decision, name_key, number
from simsmm.draws.arrays import numbers
from simsmm.society import People

Array = npt.NDArray[Any]


@dataclass(frozen=True, eq=False)
class Group:
    """The followers of an account who are shown one variant of a post."""

    post: str
    """Id of the post."""
    account: int
    """Number of the account among all that people follow."""
    key: int
    """Key of the followers' turns."""
    turn: int
    """Which variant."""
    turns: int
    """How many variants there are."""
    fans: Array
    """Those who follow the account at the start, ascending, int32."""


def rotation_key(luck: int, what: str) -> int:
    """The key by which the variants of something that is shown take turns."""
    return number(number(luck, Decision.ROTATE), name_key(what))


def turns_of(key: int, ids: Array, turns: int) -> Array:
    """Which of so many variants each person is shown first, int64."""
    return (numbers(key, ids) % np.uint64(turns)).astype(np.int64)


def groups_of(
    post: str, account: int, key: int, fans: Array, people: People, turns: int
) -> list[Group]:
    """The followers of an account, shared out evenly among the variants of a post.

    They are the same however often it is published there.
    """
    shown = turns_of(key, people.id[fans], turns)
    return [Group(post, account, key, turn, turns, fans[shown == turn]) for turn in range(turns)]


def rotated(key: int, people: Array, ids: Array, turns: int) -> Array:
    """Which variant each of a boost's impressions shows, int64.

    Args:
        key: of the rotation.
        people: who is served, in the order in which the boost serves.
        ids: their identities.
        turns: how many variants there are.
    """
    order = np.argsort(people, kind="stable")
    sorted_people = people[order]
    firsts = np.searchsorted(sorted_people, sorted_people, side="left")
    ordinal = np.empty(len(people), np.int64)
    ordinal[order] = np.arange(len(people)) - firsts
    return (turns_of(key, ids, turns) + ordinal) % turns
