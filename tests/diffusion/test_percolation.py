"""The independent cascade against the laws of branching and of percolation on random graphs.

Branching: Otter 1949 and Dwass 1969; with Poisson offspring Borel 1942 and Tanner 1953. Random
graphs: M. E. J. Newman, PRE 66:016128, 2002. Small worlds: C. Moore and M. E. J. Newman, PRE
62:7059, 2000.
"""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import optimize, stats

from simsmm.diffusion import independent_cascade
from simsmm.draws import name_key
from simsmm.draws.arrays import uniforms
from simsmm.society import Ties, from_pairs
from tests.diffusion.graphs import configuration_model, seed_of


def out_regular(name: str, people: int, degree: int) -> Ties:
    """Everybody may activate so many others, chosen at random: cascades branch alike everywhere."""
    tails = np.repeat(np.arange(people), degree)
    luck = uniforms(name_key(name), np.arange(len(tails)))
    return from_pairs(people, tails, (luck * people).astype(np.int64), directed=True)[0]


def branching_law(degree: int, chance: float, roots: int, most: int) -> np.ndarray:
    """Probability of sizes 0 to ``most``: (k/n) P(binomial(degree n, chance) = n - k)."""
    sizes = np.arange(max(roots, 1), most + 1)
    exact = roots / sizes * stats.binom.pmf(sizes - roots, degree * sizes, chance)
    return np.concatenate([np.zeros(max(roots, 1)), exact])


@pytest.mark.parametrize(("mean", "roots"), [(0.3, 1), (0.9, 1), (0.7, 5)])
def test_sizes_follow_the_law_of_branching(mean: float, roots: int) -> None:
    """Chi-square over sizes up to 20 and all above, 100,000 cascades among 300,000 people."""
    degree, runs = 20, 100_000
    ties = out_regular("branching", 300_000, degree)
    spread = independent_cascade(
        ties,
        range(roots),
        probability=mean / degree,
        replicates=runs,
        seed=seed_of(f"branching {mean} {roots}"),
    )
    law = branching_law(degree, mean / degree, roots, 20)[roots:]
    counts = np.bincount(np.minimum(spread.sizes, 21), minlength=22)[roots:21]
    observed = np.append(counts, runs - counts.sum())
    expected = runs * np.append(law, 1.0 - law.sum())
    rare = expected < 20.0
    observed, expected = np.append(observed[~rare], 0.0), np.append(expected[~rare], 0.0)
    observed[-1] += runs - observed.sum()
    expected[-1] += runs - expected.sum()
    if not rare.any():
        observed, expected = observed[:-1], expected[:-1]
    assert stats.chisquare(observed, expected).pvalue > 1e-3
    borel = math.exp(-mean * roots)
    assert abs(np.mean(spread.sizes == roots) - borel) < 0.01, "nobody, as in Borel's limit"


@pytest.mark.parametrize("reproduction", [1.2, 1.5, 2.0, 3.0])
def test_large_cascades_on_a_random_graph(reproduction: float) -> None:
    """Erdos-Renyi: the share reached solves S = 1 - exp(-c T S), here within 0.005."""
    people, degree = 100_000, 10.0
    pairs = (uniforms(name_key("Erdos-Renyi"), np.arange(10 * people)) * people).astype(np.int64)
    ties, _ = from_pairs(people, pairs[::2], pairs[1::2], directed=False)
    spread = independent_cascade(
        ties,
        range(50),
        probability=reproduction / degree,
        replicates=20,
        seed=seed_of(f"large {reproduction}"),
    )
    exact = optimize.brentq(lambda s: 1.0 - math.exp(-reproduction * s) - s, 1e-6, 1.0)
    assert abs(spread.mean / people - exact) < 0.005


def test_the_value_of_a_hub() -> None:
    """Below the threshold a seed of degree k reaches 1 + T k / (1 - T kappa): a straight line."""
    people, chance, runs = 100_000, 0.03, 4_000
    luck = uniforms(name_key("hub degrees"), np.arange(people))
    degrees = np.minimum(3.0 * (1.0 - luck) ** (-1.0 / 2.5), 60.0).astype(np.int64)
    ties = configuration_model("hubs", degrees)
    found = ties.audience()
    kappa = np.mean(found * (found - 1.0)) / np.mean(found)
    assert chance * kappa < 0.5
    seeds = [[person] for k in (3, 10, 20, 40, 55) for person in np.flatnonzero(found == k)[:20]]
    spread = independent_cascade(
        ties, seeds, probability=chance, replicates=runs, seed=seed_of("value of a hub")
    )
    line = np.polyfit(found[np.concatenate(seeds)], spread.mean, 1)
    assert line[0] == pytest.approx(1.0 / (1.0 / chance - kappa), rel=0.03)
    assert line[1] == pytest.approx(1.0, abs=0.03)


def ring_with_shortcuts(people: int, shortcuts: int) -> Ties:
    """A ring, and as many ties between two people at random."""
    ring = np.arange(people)
    ends = uniforms(name_key("shortcuts"), np.arange(2 * shortcuts)) * people
    tails = np.append(ring, ends[::2].astype(np.int64))
    heads = np.append((ring + 1) % people, ends[1::2].astype(np.int64))
    return from_pairs(people, tails, heads, directed=False)[0]


def test_the_threshold_of_a_small_world() -> None:
    """Bond percolation with one neighbour on each side: phi = (1 - p) / (2 p (1 + p)) at p_c.

    A stretch of the ring holds L = (1 + p) / (1 - p) people on average and each has 2 phi p live
    shortcuts, so a cascade reaches L / (1 - 2 phi p L): measured below the threshold, that gives
    p_c within 1 %.
    """
    people, phi, runs = 400_000, 0.1, 20
    exact = optimize.brentq(lambda p: (1.0 - p) / (2.0 * p * (1.0 + p)) - phi, 0.1, 0.999)
    ties = ring_with_shortcuts(people, int(phi * people))
    seeds = [[int(person)] for person in np.linspace(0, people - 1, 10_000)]
    found = []
    for chance in (0.85 * exact, 0.92 * exact):
        spread = independent_cascade(
            ties, seeds, probability=chance, replicates=runs, seed=seed_of(f"small world {chance}")
        )
        stretch = (1.0 + chance) / (1.0 - chance)
        expected = stretch / (1.0 - 2.0 * phi * chance * stretch)
        error = np.std(spread.mean) / math.sqrt(len(seeds))
        assert abs(np.mean(spread.mean) - expected) < 3.0 * error
        found.append((1.0 - stretch / np.mean(spread.mean)) / (2.0 * chance * stretch))
    threshold = optimize.brentq(
        lambda p: (1.0 - p) / (2.0 * p * (1.0 + p)) - np.mean(found), 0.1, 0.999
    )
    assert threshold == pytest.approx(exact, rel=0.01)
