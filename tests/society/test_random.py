"""The random graph equals its definition in distribution."""

import numpy as np
import pytest
from scipy import stats

from simsmm.society import LayerSpec, generate
from simsmm.society.generators import random

SPEC = LayerSpec("chance", "random", mean_degree=6.0)
EVERYBODY = np.zeros(60, np.int16)


def test_degrees_follow_the_binomial_law() -> None:
    ties = generate(LayerSpec("chance", "random", mean_degree=3.0), np.zeros(20_000), key=4)
    ties.check()
    counts = np.bincount(ties.audience(), minlength=13)
    counts = np.append(counts[:12], counts[12:].sum())
    law = stats.binom(19_999, 3.0 / 19_999)
    expected = 20_000 * np.append(law.pmf(np.arange(12)), law.sf(11))
    assert stats.chisquare(counts, expected).pvalue > 1e-4


def test_every_pair_has_the_same_chance_as_in_the_definition() -> None:
    """Counts of each of the 1,770 pairs over 400 keys: a chi-square each, p above 1e-4."""
    tallies = np.zeros((2, 60, 60))
    for key in range(400):
        ties = generate(SPEC, EVERYBODY, key)
        tallies[0, np.repeat(np.arange(60), ties.audience()), ties.heads] += 1
        if key < 40:
            for a, b in random.define(SPEC, EVERYBODY, key).edges():
                tallies[1, a, b] += 1
    chance = 6.0 / 59
    pairs = tallies[0][np.triu_indices(60, 1)]
    spread = ((pairs - 400 * chance) ** 2).sum() / (400 * chance * (1 - chance))
    assert 1e-4 < stats.chi2(1770).sf(spread) < 1 - 1e-4
    mean = tallies[1].sum() / 40
    assert abs(mean - 1770 * chance) < 5 * np.sqrt(1770 * chance * (1 - chance) / 40)


@pytest.mark.parametrize(
    ("people", "degree", "arrows"), [(0, 3, 0), (1, 3, 0), (9, 0, 0), (5, 9, 20)]
)
def test_known_answers(people: int, degree: float, arrows: int) -> None:
    ties = generate(LayerSpec("chance", "random", degree), np.zeros(people), key=1)
    ties.check()
    assert ties.arrows == arrows


def test_keys() -> None:
    same, again, other = (generate(SPEC, EVERYBODY, key) for key in (7, 7, 8))
    np.testing.assert_array_equal(same.heads, again.heads)
    assert same.arrows != other.arrows or np.any(same.heads != other.heads)
