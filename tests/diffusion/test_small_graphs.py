"""The diffusion models against exact laws on every small graph.

Each person's chance to be active, and that of each size, is compared with the enumerated one. The
bar for the largest |z| of K comparisons is norm.isf(budget / 2K); in the slow tier, with all 52
graphs of up to five people at 200,000 replicates, it is 4.8, and a defect of (4.8 + 1.3) sd /
sqrt(200,000) <= 0.007 is seen nine times in ten.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

import networkx as nx
import numpy as np
import pytest
from scipy import stats

from simsmm import diffusion
from simsmm.diffusion import Spread
from tests.diffusion import small_laws
from tests.diffusion.graphs import seed_of
from tests.diffusion.small_laws import arrows_of, members, small_graphs

ERROR_BUDGET = 1e-3
"""Chance that a right kernel fails on fresh keys, for each model in the quick tier."""

LAW_OF_SETS = np.ndarray
Case = tuple[Callable[[int], Spread], Callable[[int], LAW_OF_SETS]]
"""Plays so many replicates; the exact law of the set of active people for a seed (as bits)."""

Model = Callable[[nx.Graph, int, str], Iterator[Case]]


def independent_cascade(graph: nx.Graph, first: int, name: str) -> Iterator[Case]:
    """At three chances, the same for all ties."""
    people, arrows = len(graph), arrows_of(graph)
    for chance in (0.1, 0.3, 0.5):
        yield (
            lambda runs, chance=chance: diffusion.independent_cascade(
                graph,
                [first],
                probability=chance,
                replicates=runs,
                seed=seed_of(f"{name}, {chance}"),
            ),
            lambda seeds, chance=chance: small_laws.cascade_law(
                people, arrows, seeds, small_laws.coins(chance)
            ),
        )


def linear_threshold(graph: nx.Graph, first: int, name: str) -> Iterator[Case]:
    """Equal weights; and uneven ones that leave something over."""
    people, arrows, degree = len(graph), arrows_of(graph), dict(graph.degree)
    equal = {(a, b): 1.0 / degree[b] for a, b in arrows}
    yield (
        lambda runs: diffusion.linear_threshold(
            graph, [first], replicates=runs, seed=seed_of(name)
        ),
        lambda seeds: small_laws.linear_threshold_law(people, arrows, seeds, equal),
    )
    if arrows:
        uneven = {(a, b): (1.0 + a) / 16.0 for a, b in arrows}
        weighted = graph.to_directed()
        nx.set_edge_attributes(weighted, uneven, "weight")
        yield (
            lambda runs: diffusion.linear_threshold(
                weighted, [first], weight="weight", replicates=runs, seed=seed_of(f"{name}, uneven")
            ),
            lambda seeds: small_laws.linear_threshold_law(people, arrows, seeds, uneven),
        )


def fractional_threshold(graph: nx.Graph, first: int, name: str) -> Iterator[Case]:
    """A law with a jump at 0, one at 1/2 and a rest above 1."""

    def share(x: np.ndarray) -> np.ndarray:
        return 0.15 + 0.4 * (np.asarray(x) >= 0.5) + 0.3 * np.asarray(x)

    people, arrows = len(graph), arrows_of(graph)
    yield (
        lambda runs: diffusion.fractional_threshold(
            graph, [first], threshold=share, replicates=runs, seed=seed_of(name)
        ),
        lambda seeds: small_laws.threshold_law(people, arrows, seeds, lambda x: float(share(x))),
    )


def sir(graph: nx.Graph, first: int, name: str) -> Iterator[Case]:
    """Both activities, at three rates of transmission."""
    people, arrows = len(graph), arrows_of(graph)
    for beta in (0.1, 0.5, 1.5):
        for activity in ("exponential", "fixed"):
            gamma = 0.8
            live = (
                small_laws.coins(-math.expm1(-beta / gamma))
                if activity == "fixed"
                else small_laws.exponential_activity(beta, gamma)
            )
            yield (
                lambda runs, beta=beta, gamma=gamma, activity=activity: diffusion.sir(
                    graph,
                    [first],
                    transmission_rate=beta,
                    recovery_rate=gamma,
                    activity=activity,
                    replicates=runs,
                    seed=seed_of(f"{name}, {beta}, {activity}"),
                ),
                lambda seeds, live=live: small_laws.cascade_law(people, arrows, seeds, live),
            )


def bass(graph: nx.Graph, first: int, name: str) -> Iterator[Case]:
    """With somebody who has adopted at the start, at two times."""
    people, arrows, p, q = len(graph), arrows_of(graph), 0.1, 0.8
    for until in (1.0, 4.0):
        yield (
            lambda runs, until=until: diffusion.bass(
                graph,
                [first],
                innovation=p,
                imitation=q,
                until=until,
                replicates=runs,
                seed=seed_of(f"{name}, {until}"),
            ),
            lambda seeds, until=until: small_laws.bass_law(people, arrows, seeds, p, q, until),
        )


MODELS: tuple[Model, ...] = (independent_cascade, linear_threshold, fractional_threshold, sir, bass)


def scores(model: Model, people: int, runs: int) -> Iterator[float]:
    """|z| of each person's chance and of each size's, for every graph and seed."""
    for place, graph in enumerate(small_graphs(people)):
        for first in range(len(graph)):
            for play, exact in model(graph, first, f"{model.__name__} {place}, seed {first}"):
                spread, law = play(runs), exact(1 << first)
                holds = members(len(graph))
                reach = np.clip(law @ holds, 0.0, 1.0)
                size = np.bincount(holds.sum(axis=1), weights=law, minlength=len(graph) + 1)
                found = np.bincount(spread.sizes, minlength=len(graph) + 1)
                yield from z_scores(spread.activation_probability() * runs, reach, runs)
                yield from z_scores(found, np.clip(size, 0.0, 1.0), runs)


def z_scores(counts: np.ndarray, chances: np.ndarray, runs: int) -> Iterator[float]:
    """|z| of counts in so many runs; what is certain must be so, and what is rare is left out."""
    for count, chance in zip(counts, chances, strict=True):
        if chance < 1e-12 or chance > 1.0 - 1e-12:
            assert count == runs * round(chance)
        elif runs * min(chance, 1.0 - chance) > 100.0:
            yield abs(count - runs * chance) / math.sqrt(runs * chance * (1.0 - chance))


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_graph_of_up_to_four_people(model: Model) -> None:
    found = list(scores(model, people=4, runs=4_000))
    assert len(found) > 200
    assert max(found) < stats.norm.isf(ERROR_BUDGET / 2 / len(found))


@pytest.mark.slow
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_graph_of_up_to_five_people(model: Model) -> None:
    """All 52 graphs; the bar of 4.8 alarms by chance once in 1,000 times for 630 comparisons."""
    assert sum(1 for _ in small_graphs(5)) == 52
    assert max(scores(model, people=5, runs=200_000)) <= 4.8
