"""Bass: people adopt of their own accord, or because others they know have.

F. M. Bass, "A new product growth for model consumer durables", Management Science 15:215, 1969; on
networks: G. Fibich and R. Gibori, "Aggregate diffusion dynamics in agent-based models with a
spatial structure", Operations Research 58:1450, 2010.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from simsmm.diffusion.arguments import NO_SEEDS, called, real
from simsmm.diffusion.graph import Network, network
from simsmm.diffusion.passage import Passages
from simsmm.diffusion.runs import Array, Notes, Runs
from simsmm.diffusion.spread import Spread
from simsmm.diffusion.trees import NONE
from simsmm.draws import Decision
from simsmm.draws.arrays import exponentials
from simsmm.scenario.arguments import whole
from simsmm.society import Ties
from simsmm.wording import say


def bass(
    graph: object,
    seeds: object = None,
    *,
    innovation: float,
    imitation: float,
    until: float,
    replicates: int = 1000,
    seed: int = 0,
    workers: int | None = None,
    trees: bool = False,
) -> Spread:
    """Spread by the Bass model in continuous time, event by event.

    Whoever has not adopted does so at the rate p + q a / d (Fibich and Gibori 2010), where d others
    lead to the person and a of them have adopted. On a graph each of these is a clock of rate q / d
    that starts when they adopt, and p is one more; people adopt when their first clock rings, so
    the times are exact. With complete mixing d is everybody else: the model of 1969, by which
    (1 - e^-(p+q)t) / (1 + (q/p) e^-(p+q)t) of a large population have adopted at time t. More
    seeds, a larger p or a larger q never leave fewer adopters at any time, run by run.

    Args:
        graph: see `network`; the ties are all alike. Or a whole number: so many people, from 0,
            all of whom know one another.
        seeds: people who have adopted at time 0, or a list of such groups; by default nobody.
        innovation: p >= 0, rate of adopting unprompted, per unit of time.
        imitation: q >= 0, rate of adopting if all the others have, per unit of time.
        until: time at which the runs end.
        replicates: runs for each group of seeds.
        seed: any whole number; the same seed gives the same worlds.
        workers: threads; by default one per processor. The answer is the same for any number.
        trees: whether to keep who had it from whom; whoever adopted unprompted begins a tree.

    Returns:
        the spread; its sizes count the adopters at the end, seeds included.

    Raises:
        ValueError: a rate or time is negative or no number; and as `network`.
    """
    p, q = real("innovation", innovation), real("imitation", imitation)
    end = real("until", until)
    mixed = not isinstance(graph, Network) and isinstance(graph, (int, np.integer))
    net = _strangers(whole("people", graph, 1)) if mixed else network(graph)
    runs = called(net, NO_SEEDS if seeds is None else seeds, replicates, seed, workers)
    if mixed:
        if trees:
            raise ValueError(
                say("where everybody knows everybody, nobody has it from one person: no trees")
            )
        return Mixed(*runs, prompted=p, imitation=q, until=end).spread()
    rate = q / np.maximum(net.in_degrees, 1)
    return Passages(
        *runs,
        slowness=np.divide(1.0, rate, out=np.full(net.people, math.inf), where=rate > 0.0),
        until=end,
        width=0.05 / max(p + q, 1e-300),
        prompted=p,
    ).spread(trees)


def _strangers(people: int) -> Network:
    """People whose ties are not written down, because everybody has one to everybody."""
    return network(Ties(np.zeros(people + 1, np.int64), np.zeros(0, np.int32), directed=False))


@dataclass(frozen=True, eq=False)
class Mixed(Runs):
    """Runs of the Bass model in which everybody knows everybody.

    All who have not adopted meet the same hazard: they adopt when it adds up to a unit-exponential
    number of their own, so in the order of these. Between the k-th and the next adopter of n the
    hazard is p + q k / (n - 1).
    """

    prompted: float
    imitation: float
    until: float

    def desk(self) -> tuple[Array, ...]:
        """No memory is kept between runs."""
        return ()

    def play(
        self, desk: tuple[Array, ...], first: int, last: int, sizes: Array, notes: Notes
    ) -> None:
        """Play runs ``first`` to ``last``."""
        sets = self.seeds.sets
        for run in range(first, last):
            replicate, group = divmod(run, sets)
            seeds = self.seeds.members[self.seeds.starts[group] : self.seeds.starts[group + 1]]
            others, times = self._run(int(self.keys[replicate]), seeds)
            adopted = np.searchsorted(times, self.until)
            sizes[group, replicate] = len(seeds) + adopted
            if len(notes.log):
                steps = notes.log[notes.places[run - first] :][: len(seeds) + adopted]
                steps["person"] = np.concatenate([seeds, others[:adopted]])
                steps["source"] = NONE
                steps["time"] = np.concatenate([np.zeros(len(seeds)), times[:adopted]])

    @cached_property
    def keys(self) -> Array:
        """Keys of the own clocks in each replicate, uint64 (replicates,)."""
        return self.keys_of(Decision.PROMPT)

    def _run(self, key: int, seeds: Array) -> tuple[Array, Array]:
        """Those who are no seeds in the order in which they adopt, and when they do."""
        people = self.network.people
        others = np.delete(np.arange(people, dtype=np.int32), seeds)
        hazard = exponentials(key, others)
        order = np.argsort(hazard, kind="stable")
        adopted = np.arange(len(seeds), people)
        rates = self.prompted + self.imitation * adopted / max(people - 1, 1)
        steps = np.diff(hazard[order], prepend=0.0)
        waits = np.divide(steps, rates, out=np.full(len(steps), math.inf), where=rates > 0.0)
        return others[order], np.cumsum(waits)
