"""A hoax and those who check it: two contagions that compete for people who forget both.

M. Tambuscio, G. Ruffo, A. Flammini and F. Menczer, "Fact-checking effect on viral hoaxes: a
model of misinformation spread in social networks", WWW 2015 Companion:977.
"""

from __future__ import annotations

from collections.abc import Mapping, Sized
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from simsmm.diffusion import hoax_kernel
from simsmm.diffusion.arguments import called, real
from simsmm.diffusion.graph import Network, network
from simsmm.diffusion.running import run_all
from simsmm.diffusion.runs import NO_NOTES, STEP, Array, Notes, Runs, ascending, own_ids
from simsmm.diffusion.seed_sets import seed_sets
from simsmm.diffusion.spread import Spread
from simsmm.draws import Decision
from simsmm.scenario.arguments import whole
from simsmm.scenario.problems import brief
from simsmm.wording import say


def hoax(
    graph: object,
    seeds: object,
    *,
    spreading_rate: float,
    gullibility: float,
    verification: float,
    forgetting: float,
    steps: int,
    fact_checkers: object = None,
    replicates: int = 1000,
    seed: int = 0,
    workers: int | None = None,
) -> Spread:
    """Spread a hoax and its correction, step by step, everybody at once.

    A susceptible person whom b believers and c fact-checkers lead to becomes one of them at a step:

        believer with probability      beta b (1 + alpha) / (b (1 + alpha) + c (1 - alpha))
        fact-checker with probability  beta c (1 - alpha) / (b (1 + alpha) + c (1 - alpha))

    (Tambuscio et al. 2015). A believer becomes a fact-checker with probability p_v; believers and
    fact-checkers forget, and are susceptible again, with probability p_f.

    Args:
        graph: see `network`; the ties are all alike.
        seeds: labels of the first believers, or a list of such groups.
        spreading_rate: beta, chance per step that a susceptible person who meets either is won, in
            [0, 1].
        gullibility: alpha, how much more believers win than fact-checkers, in [0, 1).
        verification: p_v, chance per step that a believer checks, in [0, 1].
        forgetting: p_f, chance per step that either forgets, in [0, 1]; p_v + p_f <= 1.
        steps: length of a run.
        fact_checkers: labels of the first fact-checkers, who do not believe; by default nobody.
        replicates: runs for each group of seeds.
        seed: any whole number; the same seed gives the same worlds.
        workers: threads; by default one per processor. The answer is the same for any number.

    Returns:
        the spread; its sizes count whoever ever believed; its series, whose times are steps, know
        the states "believers", "fact-checkers" and "susceptible", and "active" (ever believed).

    Raises:
        ValueError: a probability is outside of its range; somebody is to believe and to check at
            once; and as `network`.
    """
    net = network(graph)
    found = called(net, seeds, replicates, seed, workers)
    checkers = _people(net, fact_checkers)
    both = np.intersect1d(checkers, found[1].members)
    if len(both):
        label = brief(repr(net.label(int(both[0]))))
        raise ValueError(say("{label} cannot believe and check at once", label=label))
    law = (
        real("spreading_rate", spreading_rate, most=1.0),
        _gullibility(gullibility),
        real("verification", verification, most=1.0),
        real("forgetting", forgetting, most=1.0),
    )
    if law[2] + law[3] > 1.0 + 1e-12:
        raise ValueError(say("verification and forgetting must add up to 1 at most"))
    end = whole("steps", steps, 0)
    return HoaxRuns(*found, law=law, checkers=checkers, end_step=end).spread()


def verification_needed(*, gullibility: float, forgetting: float) -> float:
    """The chance to verify above which a hoax dies out in a well-mixed crowd: 2 a p_f / (1 - a).

    In the mean field of `hoax`, where only fact-checkers are left a rare believer is followed by
    p_f (1 + a) / (1 - a) more per step, and p_f + p_v stop. The spreading rate plays no part.

    Args:
        gullibility: a, in [0, 1).
        forgetting: p_f, in [0, 1].

    Returns:
        p_v; above 1 where no verification is enough.
    """
    gullible = _gullibility(gullibility)
    return 2.0 * gullible * real("forgetting", forgetting, most=1.0) / (1.0 - gullible)


def _people(net: Network, given: object) -> Array:
    """People by their labels, int32; None or no labels: nobody."""
    if given is None or (isinstance(given, Sized) and len(given) == 0):
        return np.zeros(0, np.int32)
    found = seed_sets(net, given)
    if found.several:
        raise ValueError(say("fact_checkers must be people, not groups of people"))
    return found.members


def _gullibility(given: object) -> float:
    found = real("gullibility", given, most=1.0)
    if found == 1.0:
        raise ValueError(say("gullibility must be below 1: fact-checkers would win nobody"))
    return found


@dataclass(frozen=True, eq=False)
class HoaxRuns(Runs):
    """Runs of a hoax; the steps that they note are those in which somebody first believes."""

    law: tuple[float, float, float, float]
    """Spreading rate, gullibility, verification, forgetting."""
    checkers: Array
    """The first fact-checkers, int32."""
    end_step: int
    """Number of steps."""

    def desk(self) -> tuple[Array, ...]:
        """The memory that one thread works with."""
        people = self.network.people
        return (
            np.zeros(people, hoax_kernel.PERSON),
            np.zeros(people, np.int32),
            np.zeros((people, 2), np.int32),
            np.zeros(people, STEP),
        )

    def play(
        self, desk: tuple[Array, ...], first: int, last: int, sizes: Array, notes: Notes
    ) -> None:
        """Play runs ``first`` to ``last``."""
        self._play(desk, first, last, sizes, notes, np.zeros((0, 0, 0, 0), np.int64))

    def course(self, times: object = None) -> tuple[Array, Mapping[str, Array]]:
        """Numbers of people in each state, int64 (sets, replicates, k), after k steps."""
        steps = np.arange(self.end_step + 1.0) if times is None else ascending(times)
        shape = (self.seeds.sets, self.replicates)
        sizes, course = (
            np.zeros(shape, np.int64),
            np.zeros((*shape, self.end_step + 1, 3), np.int64),
        )

        def play(desk: tuple[Array, ...], first: int, last: int) -> None:
            self._play(desk, first, last, sizes, NO_NOTES, course)

        run_all(sizes.size, self.workers, self.desk, play)
        found = course[..., np.clip(steps, 0, self.end_step).astype(np.int64), :]
        believers, checkers, ever = np.moveaxis(found, -1, 0)
        return steps, {
            "active": ever,
            "believers": believers,
            "fact-checkers": checkers,
            "susceptible": self.network.people - believers - checkers,
        }

    @cached_property
    def _keys(self) -> Array:
        return self.keys_of(Decision.REVISE)

    def _play(
        self,
        desk: tuple[Array, ...],
        first: int,
        last: int,
        sizes: Array,
        notes: Notes,
        course: Array,
    ) -> None:
        net, sets = self.network, self.seeds
        hoax_kernel.play(
            net.starts, net.heads, own_ids(net), self.law, self.end_step, self._keys, sets.starts,
            sets.members, self.checkers, first, last, sizes, *desk, *notes, course,
        )  # fmt: skip
