"""The independent cascade: whoever becomes active tries each tie once.

J. Goldenberg, B. Libai and E. Muller, "Talk of the network", Marketing Letters 12:211, 2001;
D. Kempe, J. Kleinberg and E. Tardos, "Maximizing the spread of influence through a social network",
Theory of Computing 11:105, 2015 (first KDD 2003), section 2.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from simsmm.diffusion import cascade_kernel
from simsmm.diffusion.graph import Network, network
from simsmm.diffusion.keys import pass_keys
from simsmm.diffusion.running import run_all
from simsmm.diffusion.seed_sets import SeedSets, seed_sets
from simsmm.diffusion.spread import Spread
from simsmm.scenario.arguments import whole
from simsmm.wording import say

Array = npt.NDArray[Any]


def independent_cascade(
    graph: object,
    seeds: object,
    *,
    probability: object = None,
    replicates: int = 1000,
    seed: int = 0,
    workers: int | None = None,
) -> Spread:
    """Spread over a graph by the independent cascade.

    A tie u -> v is live in a replicate with its probability, and whoever can be reached from the
    seeds over live ties becomes active. A tie that is live at one probability is live at any larger
    one, and all seed sets meet the same live ties: compare them on the same ``seed``.

    Args:
        graph: see `network`.
        seeds: labels of people, or a list of such groups.
        probability: see `network`.
        replicates: runs for each group of seeds.
        seed: any whole number; the same seed gives the same worlds.
        workers: threads; by default one per processor. The answer is the same for any number.
    """
    if probability is None and not isinstance(graph, Network):
        raise ValueError(say("probability is needed: a number, or the name of an attribute"))
    net = network(graph, probability)
    cascades = Cascades(
        net,
        seed_sets(net, seeds),
        whole("replicates", replicates, 1),
        whole("seed", seed),
        None if workers is None else whole("workers", workers, 1),
    )
    return Spread(net, cascades.seeds, cascades.sizes(), cascades)


def weighted_cascade(
    graph: object,
    seeds: object,
    *,
    replicates: int = 1000,
    seed: int = 0,
    workers: int | None = None,
) -> Spread:
    """Spread by the independent cascade with probability 1 / in-degree of the target.

    Kempe, Kleinberg and Tardos 2003, section 5: everybody is equally easy to activate.
    """
    net = network(graph, 1.0)
    net = net.with_chance(1.0 / net.in_degrees[net.heads])
    return independent_cascade(net, seeds, replicates=replicates, seed=seed, workers=workers)


@dataclass(frozen=True)
class Cascades:
    """The runs of one call; `simsmm.diffusion.spread.Again`."""

    network: Network
    seeds: SeedSets
    replicates: int
    seed: int
    workers: int | None

    def sizes(self) -> Array:
        """People active at the end of each run."""
        return self._play(0)[0].reshape(self.seeds.shape(self.replicates))

    def counts(self) -> Array:
        """In how many replicates each person is active, int64 (sets, n)."""
        return self._play(self.network.people)[1]

    def course(self) -> Any:
        """There is none yet."""
        raise NotImplementedError

    def _play(self, counted: int) -> tuple[Array, Array]:
        net, sets = self.network, self.seeds
        sizes = np.zeros((sets.sets, self.replicates), np.int64)
        keys = pass_keys(self.seed, self.replicates)
        most = cascade_kernel.most_shift(net.people)

        def play(desk: cascade_kernel.Desk, first: int, last: int) -> None:
            groups = (sets.starts, sets.members)
            cascade_kernel.play(net.packed, *groups, keys, first, last, most, desk, sizes)

        desks = run_all(
            sizes.size,
            self.workers,
            lambda: cascade_kernel.new_desk(net.people, sets.sets, counted),
            play,
        )
        return sizes, np.sum([desk.counts for desk in desks], axis=0)
