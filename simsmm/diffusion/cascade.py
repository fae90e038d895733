"""The independent cascade: whoever becomes active tries each tie once.

J. Goldenberg, B. Libai and E. Muller, "Talk of the network", Marketing Letters 12:211, 2001;
D. Kempe, J. Kleinberg and E. Tardos, "Maximizing the spread of influence through a social network",
Theory of Computing 11:105, 2015 (first KDD 2003), section 2.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from simsmm.diffusion import cascade_kernel, cascade_times_kernel
from simsmm.diffusion.arguments import called
from simsmm.diffusion.delays import Delay, fixed
from simsmm.diffusion.graph import Network, network
from simsmm.diffusion.keys import luck_key
from simsmm.diffusion.running import run_all
from simsmm.diffusion.runs import Array, Notes, Runs
from simsmm.diffusion.spread import Spread
from simsmm.scenario.problems import brief
from simsmm.wording import say


def independent_cascade(
    graph: object,
    seeds: object,
    *,
    probability: object = None,
    delay: Delay | None = None,
    replicates: int = 1000,
    seed: int = 0,
    workers: int | None = None,
    trees: bool = False,
) -> Spread:
    """Spread over a graph by the independent cascade.

    A tie u -> v is live in a replicate with its probability, and whoever can be reached from the
    seeds over live ties becomes active. A tie that is live at one probability is live at any larger
    one, and all seed sets meet the same live ties: compare them on the same ``seed``. By default
    those activated pass it on a step later; of several who would activate a person at the same time
    one does, drawn by the tie.

    Args:
        graph: see `network`.
        seeds: labels of people, or a list of such groups.
        probability: see `network`; needed unless ``graph`` is a `Network`.
        delay: how long a live tie takes, from `fixed`, `geometric` or `log_normal`; by default one
            step. It changes when people become active and from whom, and nothing else.
        replicates: runs for each group of seeds.
        seed: any whole number; the same seed gives the same worlds.
        workers: threads; by default one per processor. The answer is the same for any number.
        trees: also keep who had it from whom.

    Raises:
        TypeError: an argument is not of its kind.
        ValueError: an argument is out of its range, or nobody bears a label.
    """
    if probability is None and not isinstance(graph, Network):
        raise ValueError(say("probability is needed: a number, or the name of an attribute"))
    if delay is not None and not isinstance(delay, Delay):
        raise TypeError(
            say(
                "delay must be made by fixed, geometric or log_normal, not {given}",
                given=brief(repr(delay)),
            )
        )
    given = called(network(graph, probability), seeds, replicates, seed, workers)
    return Cascades(*given, fixed() if delay is None else delay).spread(trees)


def weighted_cascade(
    graph: object,
    seeds: object,
    *,
    delay: Delay | None = None,
    replicates: int = 1000,
    seed: int = 0,
    workers: int | None = None,
    trees: bool = False,
) -> Spread:
    """Spread by the independent cascade with probability 1 / in-degree of the target.

    Kempe, Kleinberg and Tardos 2003, section 5: whoever has all ties active is activated about
    as often as anybody else. Arguments as for `independent_cascade`.
    """
    net = network(graph)
    return independent_cascade(
        net.with_chance(1.0 / net.in_degrees[net.heads]),
        seeds,
        delay=delay,
        replicates=replicates,
        seed=seed,
        workers=workers,
        trees=trees,
    )


@dataclass(frozen=True, eq=False)
class Cascades(Runs):
    """Runs of the independent cascade: sizes by one kernel, times and sources by another."""

    delay: Delay

    @cached_property
    def sizes(self) -> Array:
        """How many are active at the end of each run, int64 (sets, replicates)."""
        return self._fast(0)[0]

    def counts(self) -> Array:
        """In how many replicates each person is active at the end, int64 (sets, n)."""
        return self._fast(self.network.people)[1]

    def _fast(self, counted: int) -> tuple[Array, Array]:
        """Sizes; and counts of people, if they are ``counted``: then their number, else 0."""
        net, sets = self.network, self.seeds
        sizes = np.zeros((sets.sets, self.replicates), np.int64)
        most, luck = cascade_kernel.most_shift(net.people), np.uint64(luck_key(self.seed))

        def play(desk: cascade_kernel.Desk, first: int, last: int) -> None:
            groups = (sets.starts, sets.members)
            cascade_kernel.play(net.packed, *groups, luck, first, last, most, desk, sizes)

        desks = run_all(
            sizes.size,
            self.workers,
            lambda: cascade_kernel.new_desk(net.people, sets.sets, counted),
            play,
        )
        counts = desks[0].counts
        for desk in desks[1:]:
            counts += desk.counts
        return sizes, counts

    def desk(self) -> cascade_times_kernel.Desk:
        """The memory that one thread works with."""
        return cascade_times_kernel.new_desk(self.network.people)

    def play(
        self, desk: tuple[Array, ...], first: int, last: int, sizes: Array, notes: Notes
    ) -> None:
        """Play runs ``first`` to ``last`` with times."""
        sets, delay = self.seeds, self.delay
        cascade_times_kernel.play(
            self.network.packed, (delay.kind, delay.scale, delay.shape), delay.stride,
            np.uint64(luck_key(self.seed)), sets.starts, sets.members, first, last,
            cascade_times_kernel.most_shift(self.network.people), sizes, desk, *notes,
        )  # fmt: skip

    def _times(self) -> Array:
        return np.arange(self.end() + 1.0) if self.delay.whole else super()._times()
