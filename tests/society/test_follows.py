"""Who follows whom: every pair by its chance, and the targets are met."""

import math

import numpy as np
import pytest
from scipy import stats

from simsmm.draws.arrays import uniforms
from simsmm.society import LayerSpec, generate
from simsmm.society.generators import alias, follows
from simsmm.society.targets import achieved
from simsmm.society.ties import from_pairs

SPEC = LayerSpec(
    "follows", "follows", 20.0, exponent=2.276, cap=800, reciprocity=0.36, homophily=0.2,
    degree_correlation=0.5,
)  # fmt: skip
LARGE = 20_000


def segments(people: int) -> np.ndarray:
    return np.minimum((uniforms(98, np.arange(people)) * 4).astype(np.int16), 2)


def test_chance_of_a_hazard() -> None:
    assert follows.chance(0.0) == 0.0
    assert follows.chance(math.log(2)) == pytest.approx(0.5)


def test_weights_add_up_to_hazards() -> None:
    """Over everybody, the hazards of a person's arrows add up to the expected numbers."""
    weights = follows.planned(SPEC, segments(300), key=4)
    mutual, one_way = weights.hazards(np.arange(300))
    np.testing.assert_allclose(mutual.sum(axis=1), weights.mutual)
    np.testing.assert_allclose(mutual, mutual.T)
    np.testing.assert_allclose(one_way.sum(axis=1), weights.audience)


def test_every_pair_has_its_chance() -> None:
    """Each arrow's count over 3,000 keys: their summed squared z against chi-square, p > 1e-4."""
    people, runs = 40, 3000
    weights = follows.planned(SPEC, segments(people), key=4)
    tally, both = np.zeros((people, people)), np.zeros((people, people))
    for key in range(runs):
        ties, _ = from_pairs(people, *follows._thrown(weights, key), directed=True)
        here = np.zeros((people, people))
        here[np.repeat(np.arange(people), ties.audience()), ties.heads] = 1
        tally += here
        both += here * here.T
    mutual, one_way = weights.hazards(np.arange(people))
    absent = np.exp(-mutual - one_way)
    upper = np.triu_indices(people, 1)
    returned = 1 - absent - absent.T + np.exp(-mutual - one_way - one_way.T)
    for counts, chance in [
        (tally[upper], 1 - absent[upper]),
        (tally.T[upper], 1 - absent.T[upper]),
        (both[upper], returned[upper]),
    ]:
        usual = (chance * runs > 5) & ((1 - chance) * runs > 5)
        squares = (counts - runs * chance) ** 2 / (runs * chance * (1 - chance))
        assert usual.sum() > 700
        assert 1e-4 < stats.chi2(usual.sum()).sf(squares[usual].sum()) < 1 - 1e-4


def test_definition_has_the_chances() -> None:
    arrows, mean, spread = 0, 0.0, 0.0
    segment = segments(60)
    for key in range(20):
        hazards = follows.planned(SPEC, segment, key).hazards(np.arange(60))
        chance = 1 - np.exp(-hazards[0] - hazards[1])
        np.fill_diagonal(chance, 0)
        mean += chance.sum()
        # Mutual arrows come in pairs: at most twice the variance of single ones.
        spread += 2 * (chance * (1 - chance)).sum()
        arrows += follows.define(SPEC, segment, key).number_of_edges()
    assert abs(arrows - mean) < 5 * math.sqrt(spread)


@pytest.mark.parametrize(
    ("reciprocity", "correlation", "homophily"),
    [(0.36, 0.5, 0.2), (0.1, 0.0, 0.0), (0.5, 0.8, 0.4)],
)
def test_targets_are_met(reciprocity: float, correlation: float, homophily: float) -> None:
    spec = LayerSpec(
        "s", "follows", 14.0, spread=1.0, cap=500, reciprocity=reciprocity, homophily=homophily,
        degree_correlation=correlation,
    )  # fmt: skip
    segment = segments(LARGE)
    ties = generate(spec, segment, key=5)
    ties.check()
    table = {row.name: row.achieved for row in achieved(spec, ties, segment)}
    assert table["mean_degree"] == pytest.approx(14.0, rel=0.05)
    assert table["spread"] == pytest.approx(1.0, abs=0.08)
    assert table["reciprocity"] == pytest.approx(reciprocity, abs=0.015)
    assert table["homophily"] == pytest.approx(homophily, abs=0.02)
    # Counts scatter around weights, which pulls the correlation of their logarithms down.
    assert table["degree_correlation"] == pytest.approx(correlation, abs=0.12)
    assert table["cap"] <= 500


def test_a_power_law_of_followers() -> None:
    segment = segments(LARGE)
    table = {row.name: row for row in achieved(SPEC, generate(SPEC, segment, key=5), segment)}
    assert table["mean_degree"].achieved == pytest.approx(20.0, rel=0.06)
    assert table["exponent"].achieved == pytest.approx(2.276, abs=0.15)
    assert table["reciprocity"].achieved == pytest.approx(0.36, abs=0.02)
    assert not table["clustering"].steered


def test_repeats_are_made_up_for_in_a_small_society() -> None:
    means = [generate(SPEC, segments(200), key).arrows / 200 for key in range(60)]
    assert np.mean(means) == pytest.approx(20.0, abs=5 * np.std(means) / math.sqrt(60) + 0.3)


@pytest.mark.parametrize("people", [0, 1, 2, 3, 10])
def test_few_people(people: int) -> None:
    ties = generate(SPEC, segments(people), key=1)
    ties.check()
    assert ties.people == people


def test_a_power_law_needs_a_cap() -> None:
    with pytest.raises(ValueError, match="needs a cap"):
        generate(LayerSpec("f", "follows", 20.0, exponent=2.3), segments(50), key=1)


def test_keys() -> None:
    same, again, other = (generate(SPEC, segments(500), key) for key in (7, 7, 8))
    np.testing.assert_array_equal(same.heads, again.heads)
    assert same.arrows != other.arrows or np.any(same.heads != other.heads)


def test_alias_tables_hold_the_weights() -> None:
    """Chances add up exactly: each place keeps its share, and gives the rest to its other."""
    weights = np.array([3.0, 0.0, 1.0, 5.0, 2.0, 2.0, 0.0])
    firsts = np.array([0, 4, 6, 7])
    slots = np.zeros(len(weights), alias.SLOT)
    slots["here"] = np.arange(len(weights))
    total = alias.tables(weights, firsts, slots)
    assert total.tolist() == [9, 4, 0]
    for first, stop in [(0, 4), (4, 6)]:
        chance = np.zeros(len(weights))
        for place in range(first, stop):
            chance[place] += slots[place]["stay"] / (stop - first)
            chance[slots[place]["other"]] += (1 - slots[place]["stay"]) / (stop - first)
        np.testing.assert_allclose(
            chance[first:stop], weights[first:stop] / weights[first:stop].sum()
        )
