"""The plain rules of broadcast: reach curves that are published, and points, people and money."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simsmm import presets
from simsmm.channels import broadcast

POINTS = (50, 100, 200, 300, 400, 600, 1000)
HYPERBOLIC = (32.5, 48.1, 63.2, 70.7, 75.1, 80.1, 84.7)
"""Published: r = p g / (g + p) with p = 92.5, in per cent."""
POISSON = (39.3, 63.2, 86.5, 95.0, 98.2, 99.8, 100.0)
"""Textbook: everybody equally exposed, in per cent."""

points, shapes = st.floats(0.1, 5000.0), st.floats(0.05, 100.0)
parts = st.floats(0.01, 1.0)


def test_the_preset_of_television_gives_the_published_table() -> None:
    numbers = presets.channel("television").numbers
    shape, use = numbers["visit_shape"].value, numbers["use"].value
    found = [100.0 * broadcast.reach(each, shape, use) for each in POINTS]
    assert found == pytest.approx(HYPERBOLIC, abs=0.05)


def test_television_is_calibrated_where_ten_points_more_bring_one_of_reach() -> None:
    numbers = presets.channel("television").numbers
    shape, use = numbers["visit_shape"].value, numbers["use"].value
    per_cent = [100.0 * broadcast.reach(each, shape, use) for each in (190, 200, 210)]
    before, after = (late - early for early, late in pairwise(per_cent))
    assert after < 1.0 < before


@given(points, st.floats(1.0, 100.0))
def test_shape_one_is_the_hyperbolic_curve(grp: float, most: float) -> None:
    hyperbola = most * grp / (grp + most)
    assert 100.0 * broadcast.reach(grp, 1.0, most / 100.0) == pytest.approx(hyperbola)


def test_viewers_who_are_all_alike_give_the_curve_of_poisson() -> None:
    found = [100.0 * broadcast.reach(each, math.inf) for each in POINTS]
    assert found == pytest.approx(POISSON, abs=0.05)
    nearly = [100.0 * broadcast.reach(each, 1e9) for each in POINTS]
    assert nearly == pytest.approx(found, abs=1e-4)


@given(points, shapes, parts)
def test_reach_is_the_mean_over_gamma_viewers(grp: float, shape: float, use: float) -> None:
    each = grp / (100.0 * use)
    exact = use * (1.0 - (1.0 + each / shape) ** -shape)
    assert broadcast.reach(grp, shape, use) == pytest.approx(exact, rel=1e-9)


def test_the_mean_over_gamma_viewers_by_sampling() -> None:
    rates = np.random.default_rng(1).gamma(0.7, 1.0 / 0.7, 400_000)
    sampled = 0.9 * float(np.mean(-np.expm1(-rates * 1.5 / 0.9)))
    assert broadcast.reach(150.0, 0.7, 0.9) == pytest.approx(sampled, abs=0.003)


@given(points, shapes, parts)
def test_reach_stays_below_points_and_people_and_grows(
    grp: float, shape: float, use: float
) -> None:
    here = broadcast.reach(grp, shape, use)
    assert 0.0 < here <= min(use, grp / 100.0) * (1.0 + 1e-9)
    assert here <= broadcast.reach(1.5 * grp, shape, use)
    assert here <= broadcast.reach(grp, 1.5 * shape, use) * (1.0 + 1e-9)
    assert here <= broadcast.reach(grp, shape, min(1.0, 1.2 * use)) * (1.0 + 1e-9)


def test_nothing_bought_or_nobody_there_reaches_nobody() -> None:
    assert broadcast.reach(0.0, 1.0, 0.9) == 0.0
    assert broadcast.reach(200.0, 1.0, 0.0) == 0.0


@given(points, st.floats(1.0, 1e8))
def test_points_and_impressions_are_one_thing(grp: float, people: float) -> None:
    impressions = broadcast.impressions_of(grp, people)
    assert broadcast.points_of(impressions, people) == pytest.approx(grp)
    assert broadcast.impressions_of(100.0, people) == people


def test_costs_by_hand() -> None:
    # 200 points among 60,000 people: 120,000 impressions on them. A third of all impressions meet
    # them, so 360,000 are bought, at 20 a thousand.
    assert broadcast.cost_of(200.0, 60_000, 1 / 3, 20.0) == pytest.approx(7_200.0)


@given(st.floats(100.0, 300.0), parts)
def test_the_share_on_target_is_that_of_chance_or_better(index: float, part: float) -> None:
    found = broadcast.on_target_share(index, part)
    assert part * (1.0 - 1e-12) <= found <= 1.0
    assert found == pytest.approx(min(1.0, index * part / 100.0))
