"""Compare SIR and the threshold models with EoN, cynetdiff and NDlib on the same graphs.

Both play in every round, from the same seeds; a round compares processor time for each person made
active. Making graphs and models of either side is not counted.
"""

from __future__ import annotations

import array
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from benchmarks.diffusion import Played, line, means
from benchmarks.giant import power_law
from simsmm import diffusion
from simsmm.draws import name_key
from simsmm.draws.arrays import uniforms
from simsmm.society import LayerSpec, Ties, generate

Turn = Callable[[int], np.ndarray]
"""Plays a round by its number; gives the sizes of its runs."""

BETA, GAMMA, SEEDS, PHI = 0.16, 1.0, 50, 0.18


@dataclass(frozen=True)
class Contest:
    """One model and the program it is compared with."""

    name: str
    peer: str
    make: Callable[[int], tuple[Turn, Turn]]
    """For a number of people: ours, and the peer's."""
    people: int
    floor: float
    goal: float


def seeds_among(people: int) -> list[int]:
    """Different people at random."""
    luck = uniforms(name_key("seeds of contagions"), np.arange(people))
    return [int(person) for person in np.argsort(luck)[:SEEDS]]


@cache
def contacts(people: int) -> Ties:
    """The graph of `benchmarks.giant` without directions."""
    graph = power_law(people)
    return Ties(graph.starts, graph.heads, directed=True).undirected()


def sir(people: int) -> tuple[Turn, Turn]:
    """An epidemic in continuous time: ours, and ``EoN.fast_SIR``."""
    import EoN

    net, seeds = diffusion.network(contacts(people)), seeds_among(people)
    graph = contacts(people).to_networkx()

    def ours(turn: int) -> np.ndarray:
        options = {"transmission_rate": BETA, "recovery_rate": GAMMA}
        return diffusion.sir(net, seeds, replicates=40, seed=turn, workers=1, **options).sizes

    def peer(turn: int) -> np.ndarray:
        found = EoN.fast_SIR(graph, BETA, GAMMA, initial_infecteds=seeds)
        return np.array([found[3][-1]])

    return ours, peer


def linear_threshold(people: int) -> tuple[Turn, Turn]:
    """Weights 1 / in-degree: ours, and cynetdiff's."""
    from cynetdiff.models import LinearThresholdModel

    found = power_law(people)
    net, seeds = diffusion.network(Ties(found.starts, found.heads, True)), seeds_among(people)
    starts = array.array("I", net.starts[:-1].astype(np.uint32).tobytes())
    model = LinearThresholdModel(starts, array.array("I", net.heads.astype(np.uint32).tobytes()))
    model.set_seeds(seeds)

    def ours(turn: int) -> np.ndarray:
        return diffusion.linear_threshold(net, seeds, replicates=200, seed=turn, workers=1).sizes

    def peer(turn: int) -> np.ndarray:
        sizes = np.zeros(60, np.int64)
        for run in range(len(sizes)):
            model.reset_model()
            model.advance_until_completion()
            sizes[run] = model.get_num_activated_nodes()
        return sizes

    return ours, peer


def fractional_threshold(people: int) -> tuple[Turn, Turn]:
    """One threshold for all on a random graph: ours, and NDlib's."""
    ties = generate(LayerSpec("thresholds", "random", 3.0), np.zeros(people), name_key("phi"))
    net, seeds, graph = diffusion.network(ties), seeds_among(people), ties.to_networkx()

    def ours(turn: int) -> np.ndarray:
        options = {"threshold": PHI, "replicates": 100, "workers": 1}
        return diffusion.fractional_threshold(net, seeds, **options).sizes

    return ours, lambda turn: np.array([ndlib_threshold(graph, seeds, PHI)])


def ndlib_threshold(graph: Any, seeds: list[int], phi: float) -> int:
    """How many NDlib's threshold model reaches."""
    from ndlib.models.epidemics import ThresholdModel
    from ndlib.models.ModelConfig import Configuration

    settings = Configuration()
    settings.add_model_initial_configuration("Infected", seeds)
    for person in graph:
        settings.add_node_configuration("threshold", person, phi)
    model = ThresholdModel(graph)
    model.set_initial_status(settings)
    reached = -1
    while True:
        counts = model.iteration()["node_count"]
        if counts[1] == reached:
            return reached
        reached = counts[1]


CONTESTS = {
    contest.name: contest
    for contest in (
        Contest("SIR", "EoN", sir, 50_000, 50.0, 100.0),
        Contest("linear threshold", "cynetdiff", linear_threshold, 100_000, 2.0, 4.0),
        Contest("fractional threshold", "NDlib", fractional_threshold, 10_000, 100.0, 1000.0),
    )
}


def compare(contest: Contest, rounds: int, people: int | None = None) -> tuple[Played, Played]:
    """Let both play in each round."""
    ours, peer = contest.make(people or contest.people)
    ours(0)  # compiles
    found = Played(), Played()
    for turn in range(rounds):
        for played, play in zip(found, (ours, peer), strict=True):
            before = time.process_time()
            sizes = play(turn)
            played.add(sizes, time.process_time() - before)
    return found


def report(rounds: int, names: Iterable[str] = tuple(CONTESTS)) -> str:
    """Measure, and give the table."""
    heading = f"{'':36}{'ns for each person made active':>32}{'ratio':>8}{'floor':>7}{'goal':>6}"
    lines = [f"{heading}   mean size, ours and the other's"]
    for contest in (CONTESTS[name] for name in names):
        ours, peer = compare(contest, rounds)
        named = f"{contest.name} / {contest.peer}"
        said = line(f"{named:36}", ours, peer, contest.floor, contest.goal)
        lines.append(said + means(ours, peer))
    return "\n".join(lines)
