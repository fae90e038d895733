"""The benchmarks run, at a tiny size, and compare like with like."""

from __future__ import annotations

import random

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
    from benchmarks.__main__ import AGENTS, BARE, CONSTANT, EVERY, compare, same_means, table

    graph = power_law(1_000)
    tallies = compare(graph, rounds=6, runs=3, agents=True, everything=True)
    assert same_means(tallies[CONSTANT], tallies[BARE]) < 4.0
    assert same_means(tallies[CONSTANT], tallies[AGENTS]) < 4.0
    told = table(graph, tallies)
    assert "floor" in told
    assert f"{EVERY} / {BARE}" in told


def test_every_mechanism_is_at_work() -> None:
    """On each channel somebody sees something; acts of every kind, reviews, seats, fans won."""
    from benchmarks.everything import CHANNELS, Everything
    from simsmm.record import Act, Kind
    from simsmm.spread.engine import Engine

    contestant = Everything(power_law(1_500))
    world, setting = contestant.stage.world(1, 0)
    record = Engine(world).run()
    assert record is not None
    assert set(setting.channels) == set(CHANNELS)
    assert np.all(np.bincount(record.of_source("channel"), minlength=len(CHANNELS)) > 50)
    assert set(record.exposures["kind"]) >= {Kind.AD, Kind.PAGE, Kind.CREATOR, Kind.PUBLIC}
    done = int(np.bitwise_or.reduce(record.exposures["acts"]))
    assert done & 0b11111 == Act.SHARE | Act.ENGAGE | Act.COMMENT | Act.FOLLOW | Act.CLICK
    assert len(record.reviews) > 0
    assert setting.at_events(record.purchases).any()
    assert len(record.fans_won) > 0
    assert len(record.standings) > 0
    assert contestant.play(1).work == len(record.exposures)


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


def test_the_diffusion_models_play_the_same_cascade_as_their_peer() -> None:
    pytest.importorskip("cynetdiff")
    from benchmarks.diffusion import Workload, compare, table

    for chance in (0.1, None):
        load = Workload("tiny", 600, 6, chance, 5, 40, 40, 1.0, 1.0, (1.0, 1.0))
        tallies = compare(load, rounds=5)
        assert np.array_equal(tallies["simsmm"].sizes, tallies["with delays"].sizes)
        ours, peer = tallies["simsmm"].mean(), tallies["cynetdiff"].mean()
        assert abs(ours[0] - peer[0]) < 4.5 * np.hypot(ours[1], peer[1])
        assert "standard errors" in table([(load, tallies)])


@pytest.mark.parametrize(
    ("name", "library"),
    [("SIR", "EoN"), ("linear threshold", "cynetdiff"), ("fractional threshold", "ndlib")],
)
def test_contagions_spread_as_far_as_their_peers(name: str, library: str) -> None:
    pytest.importorskip(library)
    from benchmarks.contagions import CONTESTS, compare

    random.seed(1)
    np.random.seed(1)  # noqa: NPY002  (theirs)
    ours, peer = (played.mean() for played in compare(CONTESTS[name], rounds=8, people=1_000))
    assert abs(ours[0] - peer[0]) <= 4.5 * np.hypot(ours[1], peer[1])
    assert ours[0] > 100
