"""First passage: runs in which ties take time, in an order of their own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from simsmm.diffusion import passage_kernel
from simsmm.diffusion.runs import Array, Notes, Runs, own_ids
from simsmm.draws import Decision


@dataclass(frozen=True, eq=False)
class Passages(Runs):
    """Runs of a model in which people are reached along live ties, or of their own accord."""

    slowness: Array
    """Mean time that a tie takes, float64: (1,), or (n,) by whom it leads to; infinite: never."""
    until: float
    """Time at which a run ends; may be infinite where nobody has an own clock."""
    width: float
    """Length of a slot of the calendar; any gives the same results, a fitting one soon."""
    prompted: float = 0.0
    """Rate of everybody's own clock; 0: people are reached along ties only."""
    leaving: float = 0.0
    """Rate at which people stop to pass on; 0: they do not, or after `stay`."""
    stay: float = np.inf
    """Time after which everybody stops to pass on."""

    @cached_property
    def keys(self) -> tuple[Array, Array, Array]:
        """Keys of ties, own clocks and stays in each replicate, uint64 (replicates,) each."""
        drawn = (Decision.PASS, Decision.PROMPT, Decision.RECOVER)
        pass_keys, own_keys, stay_keys = (self.keys_of(decision) for decision in drawn)
        return pass_keys, own_keys, stay_keys

    def desk(self) -> tuple[Array, ...]:
        """The memory that one thread works with."""
        return passage_kernel.desk(self.network.people)

    def play(
        self, desk: tuple[Array, ...], first: int, last: int, sizes: Array, notes: Notes
    ) -> None:
        """Play runs ``first`` to ``last``."""
        net, sets = self.network, self.seeds
        passage_kernel.play(
            net.starts, net.heads, own_ids(net), self.slowness,
            (self.prompted, self.leaving, self.stay), self.until, self.width,
            *self.keys, sets.starts, sets.members, first, last, sizes, *desk, *notes,
        )  # fmt: skip
