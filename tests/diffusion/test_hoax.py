"""The hoax of Tambuscio, Ruffo, Flammini and Menczer 2015 against its law and its threshold."""

from __future__ import annotations

import math
from functools import cache

import networkx as nx
import numpy as np
import pytest

from simsmm import diffusion
from simsmm.diffusion import Spread, verification_needed
from simsmm.draws import name_key
from simsmm.society import LayerSpec, Ties, generate
from tests.diffusion import small_laws
from tests.diffusion.graphs import seed_of


@pytest.mark.parametrize(
    ("graph", "believers", "checkers"),
    [
        (nx.path_graph(3), [0], [2]),
        (nx.complete_graph(4), [0, 1], [2]),
        (nx.DiGraph([(0, 1), (1, 2), (2, 0), (0, 2)]), [1], []),
    ],
    ids=["path", "complete", "directed"],
)
def test_small_graphs(graph: nx.Graph, believers: list[int], checkers: list[int]) -> None:
    """The law of the states after each of six steps; 4.5 standard errors of 20,000 runs."""
    runs, people = 20_000, len(graph)
    law = {"spreading": 0.7, "gullibility": 0.4, "verify": 0.25, "forget": 0.15}
    spread = diffusion.hoax(
        graph,
        believers,
        fact_checkers=checkers,
        spreading_rate=law["spreading"],
        gullibility=law["gullibility"],
        verification=law["verify"],
        forgetting=law["forget"],
        steps=6,
        replicates=runs,
        seed=seed_of("hoax on a small graph"),
    )
    start = tuple(1 if i in believers else 2 if i in checkers else 0 for i in range(people))
    _, course = spread.again.course()
    for step in (1, 2, 6):
        exact = small_laws.hoax_law(
            people, small_laws.arrows_of(graph), start, *law.values(), steps=step
        )
        for kind, state in enumerate(("susceptible", "believers", "fact-checkers")):
            mean = sum(chance * states.count(kind) for states, chance in exact.items())
            square = sum(chance * states.count(kind) ** 2 for states, chance in exact.items())
            error = math.sqrt((square - mean**2) / runs)
            assert abs(course[state][0, :, step].mean() - mean) < 4.5 * error


@pytest.mark.parametrize(
    ("gullibility", "ratio"), [(0.1, 0.222), (0.3, 0.857), (0.5, 2.0), (0.8, 8.0)]
)
def test_the_verification_needed(gullibility: float, ratio: float) -> None:
    """2 alpha / (1 - alpha) of the chance to forget; beyond 1 nothing helps."""
    needed = verification_needed(gullibility=gullibility, forgetting=0.1)
    assert needed == pytest.approx(0.1 * ratio, abs=5e-5)
    assert verification_needed(gullibility=0.8, forgetting=0.126) > 1.0
    assert verification_needed(gullibility=0.0, forgetting=0.5) == 0.0


@cache
def crowd() -> Ties:
    """2,000 people with 12 ties each on average."""
    return generate(LayerSpec("hoax", "random", 12.0), np.zeros(2_000), name_key("hoax"))


@cache
def believers_left(
    gullibility: float, forgetting: float, spreading: float, times: float
) -> np.ndarray:
    """Shares of believers after 400 steps at ``times`` the verification needed, from a tenth."""
    needed = verification_needed(gullibility=gullibility, forgetting=forgetting)
    spread = diffusion.hoax(
        crowd(),
        range(0, 2_000, 10),
        spreading_rate=spreading,
        gullibility=gullibility,
        verification=times * needed,
        forgetting=forgetting,
        steps=400,
        replicates=6,
        seed=seed_of(f"hoax {gullibility} {times}"),
    )
    return spread.again.course([400.0])[1]["believers"][0, :, 0] / 2_000


@pytest.mark.parametrize(("spreading", "half", "most"), [(0.5, 0.241, 0.060), (0.9, 0.251, 0.076)])
def test_a_hoax_is_removed_by_enough_verification_however_fast_it_spreads(
    spreading: float, half: float, most: float
) -> None:
    """At 1.15 times what the mean field says it is gone in every run, at 0.7 times in none.

    The shares at 0.5 and 0.7 times are those of another program on 2,000 people, where one run
    differs from the next by 0.02.
    """
    assert believers_left(0.3, 0.1, spreading, 1.15).max() == 0.0
    assert believers_left(0.5, 0.05, spreading, 1.15).max() == 0.0
    alive = believers_left(0.3, 0.1, spreading, 0.7)
    assert alive.min() > 0.0
    assert alive.mean() == pytest.approx(most, abs=0.04)
    assert believers_left(0.3, 0.1, spreading, 0.5).mean() == pytest.approx(half, abs=0.04)


def test_what_is_left_does_not_depend_on_the_spreading_rate() -> None:
    """Within 0.03, near the threshold; far below it, it does a little (0.241 and 0.251)."""
    for times in (0.7, 0.85):
        slow, fast = (believers_left(0.3, 0.1, rate, times).mean() for rate in (0.5, 0.9))
        assert abs(slow - fast) < 0.03


def plain(**changed: object) -> Spread:
    options = {
        "spreading_rate": 1.0,
        "gullibility": 0.0,
        "verification": 0.0,
        "forgetting": 0.0,
        "steps": 10,
        "replicates": 3,
    }
    return diffusion.hoax(nx.path_graph(5), [0], **{**options, **changed})


def test_certain_outcomes() -> None:
    """Everybody believes, one step after the other; nobody does; all check, and all forget."""
    fooled = plain()
    assert fooled.sizes.tolist() == [5] * 3
    assert fooled.series("believers")["mean"].tolist()[:6] == [1, 2, 3, 4, 5, 5]
    assert fooled.activation_probability().tolist() == [1.0] * 5
    still = plain(spreading_rate=0.0)
    assert still.sizes.tolist() == [1] * 3
    checked = plain(spreading_rate=0.0, verification=1.0)
    assert checked.series("fact-checkers")["mean"].tolist() == [0.0] + [1.0] * 10
    forgotten = plain(spreading_rate=0.0, forgetting=1.0)
    assert forgotten.series("susceptible")["mean"].tolist() == [4.0] + [5.0] * 10
    assert plain(fact_checkers=[]).sizes.tolist() == [5] * 3
    defended = plain(fact_checkers=1, spreading_rate=1.0)
    assert defended.sizes.tolist() == [1] * 3
    assert defended.series("fact-checkers")["mean"].iloc[-1] == 4.0
    begun = plain(steps=0)
    assert begun.sizes.tolist() == [1] * 3
    assert begun.series("active").index.tolist() == [0.0]
