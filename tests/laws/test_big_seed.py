"""Below the tipping point: the identity of big-seed campaigns, and the size law of one cascade."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from simsmm.draws import name_key
from simsmm.record import Record
from tests.laws.plain_worlds import chosen, plain_world, played, random_ties, shares, web_of

TIES = 8.0
"""Mean number of people who see what a person passes on."""

PUBLISHED = (0.041, 0.58, 0.769)
"""Reproduction rates of three campaigns (Watts and Peretti 2007): Tide, StopTheNRA, Oxygen."""


def test_a_big_seed_grows_to_seed_over_one_minus_r() -> None:
    """N = S / (1 - R) on a sparse random network, sixty campaigns at each published rate.

    Poisson offspring, so Var N = S R / (1 - R)**3. On a finite network of P people an item also
    meets people who have it: the expected N solves N = S + (P - S)(1 - exp(-R N / P)), which lies
    within 3 % of S / (1 - R) here. Mean of sixty within 3.9 standard errors for each of three
    rates (one false alarm in 3,500 suites): at R = 0.58 a defect of 3.5 % of N is seen nine times
    in ten. Counting the seeds twice, or exposures for people, is off by 40 % and more.
    """
    people, seeds, campaigns = 150_000, 500, 60
    web = web_of(people, random_ties("big seed", people, TIES))
    who = chosen("big seeds", people, seeds * campaigns).reshape(campaigns, seeds)
    for rate in PUBLISHED:
        world = plain_world(
            web,
            share=np.full(campaigns, rate / TIES),
            seeds=who,
            keys=[name_key(f"big seed {rate}, {campaign}") for campaign in range(campaigns)],
        )
        record = played(world)
        totals = np.bincount(record.sources["post"], minlength=campaigns)
        expected = on_finite_network(seeds, rate, people)
        plain = seeds / (1.0 - rate)
        assert expected == pytest.approx(plain, rel=0.03)
        error = math.sqrt(seeds * rate / (1.0 - rate) ** 3 / campaigns)
        assert abs(totals.mean() - expected) < 3.9 * error
        assert totals.mean() == pytest.approx(plain, rel=0.03 + 3.9 * error / plain)
        assert len(record.exposures) > 2 * (totals - seeds).sum()


def on_finite_network(seeds: int, rate: float, people: int) -> float:
    total = float(seeds)
    for _ in range(500):
        total = seeds + (people - seeds) * -math.expm1(-rate * total / people)
    return total


def sizes_of(record: Record) -> np.ndarray:
    """People who passed it on in each cascade, the one who began it included."""
    sources, exposures = record.sources, record.exposures
    root = np.arange(len(sources))
    for row in np.flatnonzero(sources["parent"] >= 0):
        root[row] = root[exposures["source"][sources["parent"][row]]]
    assert (sources["parent"] >= 0).sum() == shares(record).sum()
    return np.bincount(root, minlength=len(root))[sources["parent"] < 0]


def borel(rate: float, most: int) -> np.ndarray:
    """P(N = n) = exp(-R n) (R n)**(n - 1) / n! for n = 1 to most - 1, and P(N >= most) last."""
    n = np.arange(1, most)
    logs = -rate * n + (n - 1) * np.log(rate * n) - np.array([math.lgamma(k + 1.0) for k in n])
    return np.append(np.exp(logs), 1.0 - np.exp(logs).sum())


def size_law_holds(name: str, rate: float, campaigns: int) -> tuple[float, np.ndarray]:
    """P-value of a chi-square over sizes, and the sizes: 800 cascades a campaign on 150,000 people.

    Cascades of one campaign meet now and then; that loses about one tie in 200 at R = 0.5.
    """
    people, seeds = 150_000, 800
    who = chosen(f"{name}, seeds", people, seeds * campaigns).reshape(campaigns, seeds)
    world = plain_world(
        web_of(people, random_ties(name, people, TIES)),
        share=np.full(campaigns, rate / TIES),
        seeds=who,
        keys=[name_key(f"{name}, {campaign}") for campaign in range(campaigns)],
        kernel=0,
        hours=600.0,
    )
    sizes = sizes_of(played(world))
    assert len(sizes) == seeds * campaigns
    law = borel(rate, 21)
    while law[-1] * len(sizes) < 5.0:
        law = np.append(law[:-2], law[-2:].sum())
    counts = np.bincount(np.minimum(sizes, len(law)), minlength=len(law) + 1)[1:]
    return stats.chisquare(counts, len(sizes) * law).pvalue, sizes


@pytest.mark.slow
@pytest.mark.parametrize("rate", [0.05, 0.3, 0.5])
def test_sizes_follow_the_borel_law(rate: float) -> None:
    """16,000 cascades at each rate, p above 1e-3 / 3.

    P(N = 1) off by 0.02, one tie in 25 lost or doubled at R = 0.5, is seen nine times in ten.
    """
    p_value, sizes = size_law_holds(f"size law {rate}", rate, 20)
    assert p_value > 1e-3 / 3
    assert sizes.mean() == pytest.approx(1.0 / (1.0 - rate), rel=0.06)


@pytest.mark.slow
@pytest.mark.parametrize("rate", [0.3, 0.5])
def test_sizes_of_100_000_cascades_follow_the_borel_law(rate: float) -> None:
    """P above 1e-3 / 2; P(N = 1) off by 0.008 is seen nine times in ten."""
    law, counts = borel(rate, 15), 0
    for world in range(5):
        sizes = size_law_holds(f"size law of many {rate}, {world}", rate, 25)[1]
        counts = counts + np.bincount(np.minimum(sizes, 15), minlength=16)[1:]
    assert stats.chisquare(counts, counts.sum() * law).pvalue > 1e-3 / 2


def test_depth_of_a_cascade() -> None:
    """P(depth >= 2) = 1 - exp(-R (1 - exp(-R))): 16,000 cascades, R = 0.5, 3.9 standard errors."""
    rate, people, count = 0.5, 150_000, 16_000
    who = chosen("depth, seeds", people, count).reshape(20, -1)
    world = plain_world(
        web_of(people, random_ties("depth", people, TIES)),
        share=np.full(20, rate / TIES),
        seeds=who,
        keys=[name_key(f"depth, {post}") for post in range(20)],
    )
    record = played(world)
    sources, exposures = record.sources, record.exposures
    born = sources["parent"] >= 0
    parents = exposures["source"][sources["parent"][born]]
    np.testing.assert_array_equal(sources["depth"][born], sources["depth"][parents] + 1)
    assert np.all(sources["depth"][~born] == 0)
    first = parents[sources["depth"][born] == 2]
    roots = exposures["source"][sources["parent"][first]]
    deep = len(np.unique(roots)) / count
    chance = -math.expm1(-rate * -math.expm1(-rate))
    assert abs(deep - chance) < 3.9 * math.sqrt(chance * (1.0 - chance) / count)
