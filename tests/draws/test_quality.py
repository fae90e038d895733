"""Draws are uniform and unrelated, also for keys and indices that are neighbours.

Keys are fixed, so these tests never flake; a bar states what an honest generator would pass and
which defect would not. The whole file makes about 10,000 comparisons. Bars lie at 6 standard
deviations (chance 2e-9 each, 2e-5 for the file); p-values at 1e-6.
"""

import numpy as np
import pytest
from scipy import stats

from simsmm.draws import Decision, Stream, name_key, stream_key
from simsmm.draws.arrays import exponentials, normals, numbers, uniforms

KEYS = [0, 1, 2**63, name_key("quality"), stream_key(1, Stream.LUCK, 0)]
COUNT = 1 << 18
SIGMAS = 6.0


@pytest.mark.parametrize("key", KEYS)
def test_uniform_in_256_cells(key: int) -> None:
    """Sees a cell that is 3 % too full."""
    cells = np.bincount((uniforms(key, np.arange(COUNT)) * 256).astype(int), minlength=256)
    assert stats.chisquare(cells).pvalue > 1e-6


@pytest.mark.parametrize("key", KEYS)
def test_low_bits_are_uniform_too(key: int) -> None:
    low = numbers(key, np.arange(COUNT)) & np.uint64(0xFF)
    assert stats.chisquare(np.bincount(low.astype(int), minlength=256)).pvalue > 1e-6


@pytest.mark.parametrize(
    ("draw", "law"),
    [(uniforms, stats.uniform), (exponentials, stats.expon), (normals, stats.norm)],
)
def test_laws(draw, law) -> None:
    """Kolmogorov-Smirnov: sees a distribution function that is off by 0.6 % anywhere."""
    assert stats.kstest(draw(KEYS[3], np.arange(COUNT)), law.cdf).pvalue > 1e-6


@pytest.mark.parametrize("step", [1, 2, 3, 2**16, 2**32, 2**63])
def test_neighbouring_keys_are_unrelated(step: int) -> None:
    """Sees a correlation of 1.3 %."""
    for key in KEYS:
        here, there = (uniforms(k % 2**64, np.arange(COUNT)) for k in (key, key + step))
        assert abs(np.corrcoef(here, there)[0, 1]) < SIGMAS / np.sqrt(COUNT)


@pytest.mark.parametrize("lag", [1, 2, 3, 5, 8, 64, 4096])
def test_neighbouring_indices_are_unrelated(lag: int) -> None:
    for key in KEYS:
        draws = uniforms(key, np.arange(COUNT + lag))
        assert abs(np.corrcoef(draws[:-lag], draws[lag:])[0, 1]) < SIGMAS / np.sqrt(COUNT)


def test_pairs_of_people_are_unrelated() -> None:
    """Neighbours as keys, neighbours as indices, and a pair read from either end."""
    people = np.arange(512)
    table = uniforms(numbers(KEYS[4], people)[:, None], people)
    upper = np.triu_indices(512, 1)
    twins = [(table[1:], table[:-1]), (table[:, 1:], table[:, :-1]), (table[upper], table.T[upper])]
    for one, other in twins:
        correlation = np.corrcoef(one.ravel(), other.ravel())[0, 1]
        assert abs(correlation) < SIGMAS / np.sqrt(one.size)
    cells = np.histogram2d(table[1:].ravel(), table[:-1].ravel(), bins=16, range=[[0, 1]] * 2)[0]
    assert stats.chisquare(cells.ravel()).pvalue > 1e-6


@pytest.mark.parametrize("flipped", ["key", "index"])
def test_avalanche(flipped: str) -> None:
    """One bit flipped at the door flips each bit of the answer with chance 1/2."""
    trials = 1 << 13
    keys, indices = numbers(11, np.arange(trials)), numbers(12, np.arange(trials)) >> np.uint64(1)
    before = numbers(keys, indices)
    chance = np.empty((64, 64))
    for bit in range(64 if flipped == "key" else 63):
        mask = np.uint64(1 << bit)
        after = numbers(keys ^ mask, indices) if flipped == "key" else numbers(keys, indices ^ mask)
        changed = (before ^ after).view(np.uint8).reshape(trials, 8)
        chance[bit] = np.unpackbits(changed, axis=1).mean(axis=0)
    chance = chance[: bit + 1]
    flips = chance.sum(axis=1)
    assert np.abs(flips - 32).max() < SIGMAS * 4 / np.sqrt(trials)
    assert np.abs(chance - 0.5).max() < SIGMAS * 0.5 / np.sqrt(trials)


def test_live_ties_are_nested_in_their_probability() -> None:
    """10,000 random pairs p < p': every tie live at p is live at p', and the share live is p."""
    ties = np.arange(64)
    violations, live, expected = 0, 0, 0.0
    for case in range(10_000):
        low, high = np.sort(uniforms(name_key("probabilities"), [2 * case, 2 * case + 1]))
        luck = stream_key(case, Stream.LUCK, 0)
        sharer = numbers(luck, [int(Decision.PASS)])
        draws = uniforms(sharer, ties)
        at_low, at_high = draws < low, draws < high
        violations += int((at_low & ~at_high).sum())
        live += int(at_low.sum())
        expected += 64 * low
    assert violations == 0
    assert abs(live - expected) < SIGMAS * np.sqrt(64 * 10_000 / 4)


@pytest.mark.slow
def test_a_hundred_million_draws_in_a_million_cells() -> None:
    """Streams of 1,000 runs, laid out in pairs on a 1,000 x 1,000 grid: no lattice shows."""
    cells = np.zeros(1_000_000, dtype=np.int64)
    for run in range(1000):
        draws = uniforms(stream_key(5, Stream.LUCK, run), np.arange(100_000))
        places = (draws * 1000).astype(np.int64)
        cells += np.bincount(places[::2] * 1000 + places[1::2], minlength=1_000_000)
    assert stats.chisquare(cells).pvalue > 1e-6
    assert stats.chisquare(cells).pvalue < 1 - 1e-6
