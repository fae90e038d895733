"""The benchmarks run, at a tiny size, and compare like with like."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.giant import power_law
from simsmm.society import Ties

mesa = pytest.importorskip("mesa")


def test_the_graph_is_simple_and_heavy_tailed() -> None:
    graph = power_law(2_000)
    degrees = np.diff(graph.starts)
    assert degrees.max() > 10 * degrees.mean()
    for person in range(graph.people):
        row = graph.heads[graph.starts[person] : graph.starts[person + 1]]
        assert np.all(np.diff(row) > 0)
        assert person not in row


def test_contestants_play_the_same_cascade() -> None:
    pytest.importorskip("cynetdiff")
    from benchmarks.__main__ import AGENTS, BARE, CONSTANT, compare, same_means, table

    graph = power_law(1_000)
    tallies = compare(graph, rounds=6, runs=3, agents=True)
    assert same_means(tallies[CONSTANT], tallies[BARE]) < 4.0
    assert same_means(tallies[CONSTANT], tallies[AGENTS]) < 4.0
    assert "floor" in table(graph, tallies)


def test_the_choice_of_seeds_is_timed_and_weighed() -> None:
    from benchmarks import seeds

    ties = Ties(*(getattr(power_law(1_000), name) for name in ("starts", "heads")), directed=True)
    found = seeds.measure(ties, "WC 100k", rounds=2)
    assert all(0.0 < seconds < 60.0 for seconds in found.seconds)
    assert all(
        abs(loss) < 0.05 + 4.0 * error
        for loss, error in zip(found.losses, found.errors, strict=True)
    )
    assert "Ripples" in seeds.table([found])


def test_with_a_constant_chance_the_share_of_sharers_is_the_chance() -> None:
    from benchmarks.peers import Campaigns

    played = Campaigns(power_law(2_000), constant=True).play(1)
    assert played.sharers > 50
    assert played.work > played.sharers
