"""Whom a diffusion starts from: one group of people, or several to compare on the same draws."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from simsmm.diffusion.graph import Network
from simsmm.scenario.problems import brief
from simsmm.wording import say

Array = npt.NDArray[Any]

GROUPS = (list, tuple, set, frozenset, range, np.ndarray)
"""What holds several people; a tuple or a frozenset that is somebody's label is one person."""


@dataclass(frozen=True, eq=False)
class SeedSets:
    """Groups of people by their numbers, as compressed rows."""

    starts: Array
    """int64 (sets + 1,)."""
    members: Array
    """int32: ``members[starts[s]:starts[s + 1]]`` are the people of group s, ascending."""
    several: bool
    """Whether they were given as a list of groups: then results have an axis for them."""

    @property
    def sets(self) -> int:
        """Number of groups."""
        return len(self.starts) - 1

    def shape(self, replicates: int) -> tuple[int, ...]:
        """Shape of one number per run: (replicates,) or (sets, replicates)."""
        return (self.sets, replicates) if self.several else (replicates,)


def seed_sets(network: Network, given: object) -> SeedSets:
    """Read seeds: a label, labels, or a list of groups of labels.

    A person who is named twice in a group counts once.

    Raises:
        TypeError: they are none of these.
        ValueError: nobody bears a label, or a group is empty.
    """
    if isinstance(given, (str, bytes)) or _is_person(network, given):
        given = [given]
    if not isinstance(given, Iterable):
        raise ValueError(
            say(
                "seeds must be people, or a list of groups of people, not {given}",
                given=brief(repr(given)),
            )
        )
    entries = list(given)
    groups = [
        entry for entry in entries if isinstance(entry, GROUPS) and not _is_person(network, entry)
    ]
    if groups and len(groups) < len(entries):
        raise ValueError(say("seeds hold people beside groups of people; give one or the other"))
    found = [network.numbers(group) for group in groups] if groups else [network.numbers(entries)]
    members = [np.unique(group) for group in found]
    if not all(map(len, members)):
        raise ValueError(say("there are no seeds: nobody to start from"))
    starts = np.concatenate([[0], np.cumsum([len(group) for group in members])])
    return SeedSets(starts, np.concatenate(members).astype(np.int32), bool(groups))


def _is_person(network: Network, given: Any) -> bool:
    """Whether something is the label of a person, rather than a group of people or a mistake."""
    if network.labels is None or not isinstance(given, Hashable):
        return isinstance(given, (int, np.integer))
    try:
        network.number(given)
    except ValueError:
        return False
    return True
