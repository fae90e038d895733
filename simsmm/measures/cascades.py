"""Who passed a post on from whom: the trees of a run and their shapes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from simsmm.record import Kind, Record

Array = npt.NDArray[Any]

NONE = -1


@dataclass(frozen=True)
class Trees:
    """A forest and the shape of each of its trees; the first member of a tree is its root."""

    up: Array
    """Member that each member took the post from, or -1 for a root; int64 (members,)."""
    steps: Array
    """Steps from the root of its tree to each member, int64 (members,)."""
    root: Array
    """Root of each member's tree, int64 (members,)."""
    roots: Array
    """The roots, ascending, int64 (trees,)."""
    size: Array
    """Members of each tree, int64 (trees,)."""
    depth: Array
    """Steps from the root to its furthest member, int64 (trees,)."""
    breadth: Array
    """The most members at the same number of steps from the root, int64 (trees,)."""
    virality: Array
    """Structural virality of each tree: mean distance of two members; NaN for a single one.

    Goel, Anderson, Hofman and Watts, "The structural virality of online diffusion", Management
    Science 62:180, 2016.
    """

    @classmethod
    def of(cls, up: Array) -> Trees:
        """Measure a forest given by ``up``; whoever is above comes before whoever is below."""
        steps, root = _steps_and_root(up)
        roots = np.flatnonzero(up == NONE)
        tree = np.searchsorted(roots, root)
        below = _members_below(up, steps)
        size, depth = below[roots], np.zeros(len(roots), np.int64)
        np.maximum.at(depth, tree, steps)
        # Sum of the distances over pairs: a tie that parts s members from the other n - s lies on
        # s (n - s) of the shortest ways.
        crossed = np.where(up == NONE, 0, below * (size[tree] - below))
        pairs = size * (size - 1) / 2.0
        distance = np.bincount(tree, weights=crossed, minlength=len(roots))
        virality = np.divide(distance, pairs, out=np.full(len(roots), np.nan), where=pairs > 0.0)
        return cls(up, steps, root, roots, size, depth, _breadth(tree, steps, len(roots)), virality)


def _steps_and_root(up: Array) -> tuple[Array, Array]:
    """Steps to the root and the root of each member, doubling the stride until all are there."""
    member = np.arange(len(up))
    above = np.where(up == NONE, member, up)
    steps = (up != NONE).astype(np.int64)
    while True:
        further = above[above]
        if np.array_equal(further, above):
            return steps, above
        steps = steps + steps[above]
        above = further


def _members_below(up: Array, steps: Array) -> Array:
    """Members of the tree below each member, itself included: summed level by level."""
    below = np.ones(len(up), np.int64)
    order = np.argsort(steps, kind="stable")
    bounds = np.searchsorted(steps[order], np.arange(1, steps.max(initial=0) + 2))
    for first, stop in zip(bounds[-2::-1], bounds[:0:-1], strict=True):
        level = order[first:stop]
        np.add.at(below, up[level], below[level])
    return below


def _breadth(tree: Array, steps: Array, trees: int) -> Array:
    breadth = np.zeros(trees, np.int64)
    if len(tree):
        levels = int(steps.max()) + 1
        level, members = np.unique(tree * levels + steps, return_counts=True)
        np.maximum.at(breadth, level // levels, members)
    return breadth


@dataclass(frozen=True)
class Cascades:
    """The trees of a run, once without and once with what was published.

    ``ordinary``: members are people who passed a post on. A root is a seed, or somebody who had
    it from a page, a creator or a bought impression; whoever had it from a person stands below.
    ``promoted``: members are publications, boosts and all who passed them on; seeds and whoever
    had a post from them are left out.
    """

    ordinary: Trees
    ordinary_source: Array
    """Source of each member of `ordinary`."""
    promoted: Trees
    promoted_source: Array
    """Source of each member of `promoted`."""

    @classmethod
    def of(cls, record: Record) -> Cascades:
        """The trees of a record."""
        sources = record.sources
        up = np.full(len(sources), NONE, np.int64)
        caused = sources["parent"] >= 0
        up[caused] = record.exposures["source"][sources["parent"][caused]]
        shown, shared = sources["time"] < record.hours, sources["person"] >= 0
        # Whoever votes for a post on a list, or lifts a thread by a reply, passes nothing on.
        shown &= (shared | ~caused) & ~(shared & (sources["kind"] == Kind.PUBLIC))
        from_person = caused.copy()
        from_person[caused] = shared[up[caused]]
        _, root = _steps_and_root(up)
        ordinary = np.flatnonzero(shown & shared)
        promoted = np.flatnonzero(shown & ~shared[root])
        return cls(
            Trees.of(_renumbered(np.where(from_person, up, NONE), ordinary)),
            ordinary,
            Trees.of(_renumbered(up, promoted)),
            promoted,
        )


def _renumbered(up: Array, members: Array) -> Array:
    """``up`` of the members only, as places among them."""
    above = up[members]
    return np.where(above == NONE, NONE, np.searchsorted(members, above))
