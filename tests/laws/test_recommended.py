"""Waves of recommendations: their expected size, whom they meet, and whose turn it is."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from simsmm.channels.recommended import expected_audience
from simsmm.draws import name_key
from simsmm.draws.arrays import uniforms
from tests.laws.plain_worlds import played
from tests.laws.public_worlds import public_world, recommending, sights

POSTS = 600


@pytest.mark.parametrize(("first", "growth"), [(4.0, 0.0), (4.0, 0.5), (6.0, 0.8), (0.4, 0.5)])
def test_waves_reach_the_sum_of_a_geometric_series(first: float, growth: float) -> None:
    world = public_world(3_000, POSTS, engage=growth * 0.25, hours=400.0)
    found = sights(played(recommending(world, audience=first, reference=0.25)), POSTS)
    error = found.std() / np.sqrt(POSTS)
    assert abs(found.mean() - expected_audience(first, growth)) < 4.0 * error + 1e-9
    assert error < 0.12 * found.mean()


def test_above_the_reference_a_post_spreads_to_everybody_or_dies_early() -> None:
    rules = {"audience": 8.0, "reference": 0.25}
    world = public_world(400, 100, engage=0.4, hours=200.0)
    found = sights(played(recommending(world, **rules)), 100)
    assert np.count_nonzero(found == 400) > 80
    assert np.count_nonzero((found > 60) & (found < 380)) == 0
    world = public_world(400, 100, engage=0.2, hours=200.0)
    assert sights(played(recommending(world, **rules)), 100).max() < 300


def test_nobody_is_shown_a_post_twice_and_waves_follow_one_another() -> None:
    world = public_world(500, 1, engage=0.5, hours=60.0)
    record = played(recommending(world, audience=10.0, reference=0.4, half_life=1.5))
    seen = record.exposures
    assert len(np.unique(seen["person"])) == len(seen)
    assert seen["time"].max() < 3.0 * record.standings["rounds"][0]
    assert np.count_nonzero(seen["time"] < 3.0) == 10


def test_a_larger_test_audience_holds_every_smaller_one() -> None:
    smaller: set[int] = set()
    for audience in (3.0, 30.0, 200.0):
        world = recommending(public_world(300, 1, hours=1.0), audience=audience, pull=2.0)
        shown = set(played(world).exposures["person"].tolist())
        assert len(shown) == audience
        assert smaller < shown
        smaller = shown


def matched(pull: float) -> np.ndarray:
    """Interests of those whom a post about one topic is shown to first."""
    interests = uniforms(name_key("interests"), np.arange(4_000)).astype(np.float32)
    world = public_world(4_000, 1, hours=1.0)
    plan = world.plan
    plan.topics[:], plan.posts["mean_match"] = 1.0, 0.5
    world = replace(world, crowd=world.crowd._replace(interests=interests[:, None]))
    return interests[played(recommending(world, audience=400.0, pull=pull)).exposures["person"]]


def test_the_interested_are_shown_it_first() -> None:
    # With clocks at rate exp(pull * x) for x even in [0, 1], the first few have mean interest
    # 1 / (1 - exp(-pull)) - 1 / pull; 400 of 4,000 are not so few, hence a little less.
    assert matched(0.0).mean() == pytest.approx(0.5, abs=0.05)
    assert matched(4.0).mean() == pytest.approx(1.0 / (1.0 - np.exp(-4.0)) - 0.25, abs=0.04)
