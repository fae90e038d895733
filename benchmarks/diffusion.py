"""Compare the diffusion models, through their public calls, with cynetdiff on the same graphs.

Both play in every round; a round compares processor time for each person made active, so that
rounds in which cascades happen to be large or small weigh alike. What reading the clock costs is
taken off cynetdiff's time, which is read at every run; making its graph and forgetting the last run
are not counted. Ids, seeds and graphs are the same.

With delays, who is active does not depend on them, so sizes alone need none drawn; a series of
numbers by time draws them all.
"""

from __future__ import annotations

import array
import math
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache

import numpy as np

from benchmarks.bounds import Skipping, touches
from benchmarks.giant import power_law
from simsmm.diffusion import Network, geometric, independent_cascade, network
from simsmm.draws import name_key
from simsmm.draws.arrays import uniforms
from simsmm.society import Ties


@dataclass(frozen=True)
class Workload:
    """One graph, one law of chances, and how often either plays in a round."""

    name: str
    people: int
    degree: int
    chance: float | None
    """Chance of every tie; None for 1 / in-degree of the target."""
    seeds: int
    peer_runs: int
    runs: int
    floor: float
    goal: float
    delayed: tuple[float, float] | None = None
    """Floor and goal with delays, against the peer without; None if that is not measured."""
    touched: tuple[float, float] | None = None
    """Floor and goal of the share of time that the unavoidable touches of memory would take."""


WORKLOADS = {
    load.name: load
    for load in (
        Workload("GIANT 1M", 1_000_000, 10, 0.14, 50, 3, 6, 10.0, 15.0, (8.0, 8.0), (0.2, 0.35)),
        Workload("GIANT 10M", 10_000_000, 10, 0.14, 50, 1, 1, 0.0, 0.0, None, (0.2, 0.35)),
        Workload("GIANT 100k", 100_000, 10, 0.14, 50, 20, 60, 9.0, 12.0, (8.0, 8.0)),
        Workload("SUB 100k", 100_000, 10, 0.07, 10, 2000, 20_000, 4.5, 6.0, (2.5, 2.5)),
        Workload("SUB 1M", 1_000_000, 10, 0.07, 10, 2000, 20_000, 4.0, 5.0, (2.5, 2.5)),
        Workload("LOWP 100k", 100_000, 100, 0.007, 10, 1000, 6000, 12.0, 15.0),
        Workload("WC 100k", 100_000, 10, None, 50, 60, 600, 5.0, 7.0),
        Workload("WC 1M", 1_000_000, 10, None, 50, 20, 200, 5.0, 7.0),
    )
}
"""The directed power laws of `benchmarks.giant`, with the ratios to reach."""

USUAL = [name for name in WORKLOADS if name != "GIANT 10M"]
"""Those that are run unless others are asked for; ten million people take 8 GB and minutes."""


@dataclass
class Played:
    """Runs of one contestant: sizes, and processor time [s] by round."""

    sizes: list[np.ndarray] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def add(self, sizes: np.ndarray, seconds: float) -> None:
        """One round."""
        self.sizes.append(sizes)
        self.seconds.append(seconds)

    def costs(self) -> np.ndarray:
        """Seconds for each person made active, by round."""
        return np.array(self.seconds) / [sizes.sum() for sizes in self.sizes]

    def mean(self) -> tuple[float, float]:
        """Mean size, and its standard error."""
        sizes = np.concatenate(self.sizes)
        return float(sizes.mean()), float(sizes.std(ddof=1) / math.sqrt(len(sizes)))


@cache
def graph_of(people: int, degree: int) -> Ties:
    """The graph of a workload."""
    found = power_law(people, degree)
    return Ties(found.starts, found.heads, directed=True)


def network_of(load: Workload) -> Network:
    """The network of a workload."""
    ties = graph_of(load.people, load.degree)
    if load.chance is not None:
        return network(ties, load.chance)
    net = network(ties)
    return net.with_chance(1.0 / net.in_degrees[net.heads])


def seeds_of(load: Workload) -> np.ndarray:
    """Different people at random."""
    luck = uniforms(name_key(f"seeds of {load.name}"), np.arange(load.people))
    return np.argsort(luck)[: load.seeds]


class Peer:
    """The independent cascade of cynetdiff (C++ and Cython)."""

    def __init__(self, load: Workload, net: Network) -> None:
        from cynetdiff.models import IndependentCascadeModel

        starts = array.array("I", net.starts[:-1].astype(np.uint32).tobytes())
        heads = array.array("I", net.heads.astype(np.uint32).tobytes())
        if load.chance is None:
            each = array.array("f", np.float32(net.chance).tobytes())
            self.model = IndependentCascadeModel(starts, heads, activation_probs=each)
        else:
            self.model = IndependentCascadeModel(starts, heads, activation_prob=load.chance)
        self.model.set_seeds(seeds_of(load).tolist())

    def play(self, runs: int) -> tuple[np.ndarray, float]:
        """Sizes of some runs, and the time they took."""
        sizes, seconds = np.zeros(runs, np.int64), -runs * clock_seconds()
        for run in range(runs):
            self.model.reset_model()
            before = time.process_time()
            self.model.advance_until_completion()
            seconds += time.process_time() - before
            sizes[run] = self.model.get_num_activated_nodes()
        return sizes, seconds


@cache
def clock_seconds() -> float:
    """What reading the clock costs."""
    before = time.process_time()
    for _ in range(10_000):
        time.process_time()
    return (time.process_time() - before) / 10_000


def compare(load: Workload, rounds: int) -> dict[str, Played]:
    """Let both play in each round; ours also on two threads, and with delays if they are asked for.

    Raises:
        AssertionError: two threads gave other sizes than one.
    """
    net, seeds = network_of(load), seeds_of(load)
    peer = Peer(load, net)

    def ours(turn: int, **more: object) -> tuple[np.ndarray, float]:
        before = time.process_time()
        spread = independent_cascade(net, seeds, replicates=load.runs, seed=turn, **more)
        return spread.sizes, time.process_time() - before

    def followed(turn: int) -> tuple[np.ndarray, float]:
        before = time.process_time()
        spread = independent_cascade(
            net, seeds, delay=geometric(0.5), replicates=load.runs, seed=turn, workers=1
        )
        spread.series(times=range(0, 60, 5))
        return spread.sizes, time.process_time() - before

    def skipped(turn: int) -> tuple[np.ndarray, float]:
        return skipping.play(load.runs, turn)

    contestants: dict[str, Callable[[int], tuple[np.ndarray, float]]] = {
        "cynetdiff": lambda turn: peer.play(load.peer_runs),
        "simsmm": lambda turn: ours(turn, workers=1),
        "two threads": lambda turn: ours(turn, workers=2),
    }
    if load.delayed:
        contestants["with delays"] = lambda turn: ours(turn, workers=1, delay=geometric(0.5))
        contestants["with a series"] = followed
    if load.chance is not None:
        skipping = Skipping(net, seeds)
        contestants["skipping"] = skipped
    tallies = {name: Played() for name in contestants}
    independent_cascade(net, seeds, replicates=2, workers=1)  # compiles
    for turn in range(rounds):
        for name, play in contestants.items():
            tallies[name].add(*play(turn))
        assert np.array_equal(tallies["simsmm"].sizes[-1], tallies["two threads"].sizes[-1])
    return tallies


def table(found: Iterable[tuple[Workload, dict[str, Played]]]) -> str:
    """The result as text."""
    heading = f"{'':14}{'ns for each person made active':>32}{'ratio':>8}{'floor':>7}{'goal':>6}"
    lines = [f"{heading}   mean size, ours and cynetdiff's"]
    for load, tallies in found:
        ours, peer = tallies["simsmm"], tallies["cynetdiff"]
        lines.append(line(load.name, ours, peer, load.floor, load.goal) + means(ours, peer))
        if load.delayed:
            lines.append(line("  delays", tallies["with delays"], peer, *load.delayed))
            followed = np.median(tallies["with a series"].costs()) * 1e9
            lines.append(f"  {followed:.0f} ns with delays and a series of numbers by time")
        if "skipping" in tallies:
            lines.append(_nesting(ours, tallies["skipping"]))
        if load.touched:
            lines.append(_touching(load, ours))
        kept = np.median(ours.costs() / tallies["two threads"].costs())
        lines.append(f"  two threads give the same sizes, at {kept:.0%} of the efficiency of one")
    return "\n".join(lines)


def line(name: str, ours: Played, peer: Played, floor: float, goal: float) -> str:
    """One row of a table."""
    mine, theirs = np.median(ours.costs()) * 1e9, np.median(peer.costs()) * 1e9
    ratio = np.median(peer.costs() / ours.costs())
    costs = f"{mine:.1f} against {theirs:,.0f}"
    return f"{name:14}{costs:>32}{ratio:8.1f}{floor:7g}{goal:6g}"


def _nesting(ours: Played, skipping: Played) -> str:
    spent = np.median(ours.costs() / skipping.costs())
    plain = np.median(skipping.costs()) * 1e9
    return f"  {spent:.2f} times the time of plain skipping, which is not nested: {plain:.1f} ns"


def _touching(load: Workload, ours: Played) -> str:
    net = network_of(load)
    tree = independent_cascade(net, seeds_of(load), replicates=1, seed=1, trees=True).trees[0]
    least = touches(net, tree.people, load.chance * float(net.out_degrees[tree.people].mean()))
    share, (floor, goal) = least / np.median(ours.costs()), load.touched
    return (
        f"  {share:.0%} of the time would go to unavoidable touches of memory alone, "
        f"{least * 1e9:.1f} ns (floor {floor:.0%}, goal {goal:.0%})"
    )


def means(ours: Played, peer: Played) -> str:
    """The end of a row: whether the mean sizes agree."""
    (mean, error), (other, error_of_other) = ours.mean(), peer.mean()
    error = math.hypot(error, error_of_other)
    apart = abs(mean - other) / error if mean != other else 0.0
    said = "agree" if apart <= 3.0 else "DO NOT AGREE"
    return f"   {mean:,.1f} and {other:,.1f} {said}: {apart:.1f} standard errors"


def report(names: Iterable[str], rounds: int) -> str:
    """Measure workloads by their names, and give the table."""
    loads = [WORKLOADS[name] for name in names]
    return table((load, compare(load, rounds)) for load in loads)
