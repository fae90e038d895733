"""Runs of threshold models: a person becomes active when enough of what leads there is."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from simsmm.diffusion import threshold_kernel
from simsmm.diffusion.runs import STEP, Array, Notes, Runs, own_ids
from simsmm.draws import Decision

NO_UNITS = np.zeros(0, np.int64)
NO_NEEDS = np.zeros(0, np.int32)


@dataclass(frozen=True, eq=False)
class ThresholdRuns(Runs):
    """Runs in steps; at most one of the three ways to state thresholds is filled in, and without
    any thresholds are uniform in [0, 1) on the share of ties from active people.
    """

    weights: Array = field(default_factory=lambda: NO_UNITS)
    """int64 (m,), in `simsmm.diffusion.threshold_kernel.UNITS`: thresholds on the sum of the
    weights of ties from active people are uniform in [0, 1)."""
    needs: Array = field(default_factory=lambda: NO_NEEDS)
    """int32 (n,): how many must be active of those who lead to each person."""
    shares: Array = field(default_factory=lambda: np.zeros(0))
    """float64: for each number of ties that lead to anybody, ascending, the chance that one, two,
    ... and all of them are enough; as `parts` lists them."""

    def desk(self) -> tuple[Array, ...]:
        """The memory that one thread works with."""
        people = np.zeros(self.network.people, threshold_kernel.PERSON)
        people["ties"] = self.network.in_degrees
        return people, np.zeros(len(people), np.int32), np.zeros(len(people), STEP)

    def play(
        self, desk: tuple[Array, ...], first: int, last: int, sizes: Array, notes: Notes
    ) -> None:
        """Play runs ``first`` to ``last``."""
        net, sets = self.network, self.seeds
        threshold_kernel.play(
            net.starts, net.heads, own_ids(net), self.weights, self.needs, self._rows, self.shares,
            self._keys, sets.starts, sets.members, first, last, sizes, *desk, *notes,
        )  # fmt: skip

    def _times(self) -> Array:
        return np.arange(self.end() + 1.0)

    @cached_property
    def _keys(self) -> Array:
        return self.keys_of(Decision.THRESHOLD)

    @cached_property
    def _rows(self) -> Array:
        """For each number of ties that lead to anybody, where its row in ``shares`` begins."""
        degrees = self.network.in_degrees
        rows, present = np.zeros(degrees.max(initial=0) + 1, np.int64), np.unique(degrees)
        rows[present] = np.cumsum(present) - present
        return rows


def parts(degrees: Array) -> Array:
    """Every share of others that can be active, in the order of `ThresholdRuns.shares`, float64.

    Args:
        degrees: ties that lead to each person, int64 (n,). Nobody has more of them than there are
            ties, so there are at most as many shares as ties.
    """
    present = np.unique(degrees)
    counts = np.arange(present.sum()) - np.repeat(np.cumsum(present) - present, present) + 1
    return np.asarray(counts / np.repeat(present, present))
