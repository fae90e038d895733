"""Friends on a circle: the sampler equals the law pair by pair, and the targets are met."""

import math

import networkx
import numpy as np
import pytest
from scipy import stats

from simsmm.draws.arrays import normals, uniforms
from simsmm.society import LayerSpec, generate
from simsmm.society.generators import cells, circle, geometric
from simsmm.society.targets import achieved, assortativity, clustering

SPEC = LayerSpec("friends", "geometric", 20.0, spread=1.14, cap=500, clustering=0.14, homophily=0.2)
LARGE = 20_000


def segments(people: int) -> np.ndarray:
    return np.minimum((uniforms(99, np.arange(people)) * 4).astype(np.int16), 2)


def chances(places: np.ndarray, weights: np.ndarray, beta: float) -> np.ndarray:
    """Chance of every pair, float64 (n, n), by the plain formula."""
    people = len(places)
    result = np.zeros((people, people))
    for i in range(people):
        for j in range(people):
            distance = abs(places[i] - places[j])
            if i != j:
                distance = min(distance, people - distance)
                result[i, j] = circle.tie_chance(distance, weights[i] * weights[j], beta)
    return result


def test_tie_chance_known_answers() -> None:
    assert circle.tie_chance(0.0, 2.0, 1.5) == 1.0
    assert circle.tie_chance(2.0, 2.0, 1.5) == 0.5
    assert circle.tie_chance(8.0, 2.0, 2.0) == pytest.approx(1 / 17)


@pytest.mark.parametrize(
    ("people", "beta", "spread", "size"),
    [(48, 0.7, 1.0, 0.5), (61, 1.2, 1.5, 1.0), (40, 3.0, 0.0, 1.5), (64, 1.1, 1.2, 0.05)],
)
def test_every_pair_has_its_chance(people: int, beta: float, spread: float, size: float) -> None:
    """Each pair's count over 3,000 keys: their summed squared z against chi-square, p > 1e-4.

    A chance wrong by 4 % throughout at chance 0.2 would show.
    """
    runs, index = 3000, np.arange(people)
    places = people * uniforms(5, index)
    weights = np.float32(size * np.exp(spread * normals(6, index))).astype(np.float64)
    blank = cells.sheet(places, weights, float(people), beta)
    tails, heads = np.empty((2, people * people), np.int32)
    blank = blank._replace(tails=tails, heads=heads)
    tally = np.zeros((people, people))
    for key in range(runs):
        count = cells.fill(blank, np.uint64(key))
        assert len({*zip(tails[:count].tolist(), heads[:count].tolist(), strict=True)}) == count
        np.add.at(tally, (tails[:count], heads[:count]), 1)
    pairs = np.triu_indices(people, 1)
    counts, chance = (tally + tally.T)[pairs], chances(places, weights, beta)[pairs]
    usual = (chance * runs > 5) & ((1 - chance) * runs > 5)
    squares = (counts - runs * chance) ** 2 / (runs * chance * (1 - chance))
    assert 1e-4 < stats.chi2(usual.sum()).sf(squares[usual].sum()) < 1 - 1e-4
    rest = stats.poisson(runs * chance[~usual & (chance < 0.5)].sum())
    assert rest.cdf(counts[~usual & (chance < 0.5)].sum()) > 1e-4


def test_definition_has_the_chances() -> None:
    ties, mean, variance = 0, 0.0, 0.0
    segment = segments(60)
    fitted = geometric.fit(SPEC, 60)
    for key in range(30):
        weights, places = geometric.planned(SPEC, fitted, segment, key)
        chance = chances(places, weights, fitted.beta)[np.triu_indices(60, 1)]
        mean, variance = mean + chance.sum(), variance + (chance * (1 - chance)).sum()
        ties += geometric.define(SPEC, segment, key).number_of_edges()
    assert abs(ties - mean) < 5 * math.sqrt(variance)


def test_the_law_is_that_of_networkx() -> None:
    """networkx draws degrees, places and ties; its ties agree with our chances for them."""
    beta, mean_degree = 2.5, 8.0
    mu = beta * math.sin(math.pi / beta) / (2 * math.pi * mean_degree)
    ties, mean, variance = 0, 0.0, 0.0
    for seed in range(20):
        graph = networkx.geometric_soft_configuration_graph(
            beta=beta, n=80, gamma=2.7, mean_degree=mean_degree, seed=seed
        )
        angles, degrees = (
            np.array([graph.nodes[k][name] for k in range(80)]) for name in ("theta", "kappa")
        )
        weights = math.sqrt(mu) * degrees
        chance = chances(80 * angles / (2 * math.pi), weights, beta)[np.triu_indices(80, 1)]
        ties += graph.number_of_edges()
        mean, variance = mean + chance.sum(), variance + (chance * (1 - chance)).sum()
    assert abs(ties - mean) < 5 * math.sqrt(variance)


def test_generated_equals_defined() -> None:
    """Degrees, clustering and homophily of 40 small societies each way, two-sided at 1e-4."""
    segment = segments(80)
    made = [generate(SPEC, segment, key) for key in range(40)]
    defined = [
        geometric.from_pairs(80, *np.array(graph.edges(), np.int32).T, directed=False)[0]
        for graph in (geometric.define(SPEC, segment, key) for key in range(100, 140))
    ]
    for measure in (
        lambda ties: ties.arrows,
        lambda ties: ties.audience().max(),
        lambda ties: clustering(ties, "local"),
        lambda ties: clustering(ties, "global"),
        lambda ties: assortativity(ties, segment),
    ):
        one, other = ([measure(ties) for ties in group] for group in (made, defined))
        assert stats.ks_2samp(one, other).pvalue > 1e-4


@pytest.mark.parametrize(
    ("target", "kind"),
    [(0.05, "local"), (0.14, "local"), (0.4, "local"), (0.05, "global"), (0.14, "global")],
)
def test_clustering_meets_its_target(target: float, kind: str) -> None:
    spec = LayerSpec(
        "f", "geometric", 20.0, spread=0.7, cap=500, clustering=target, clustering_kind=kind
    )
    ties = generate(spec, np.zeros(LARGE, np.int16), key=3)
    assert clustering(ties, kind) == pytest.approx(target, rel=0.08)


def test_all_targets_at_once() -> None:
    """Sampling error of the mean degree is 1.2 % here: weights differ between people."""
    segment = segments(LARGE)
    ties = generate(SPEC, segment, key=11)
    ties.check()
    table = {row.name: row for row in achieved(SPEC, ties, segment)}
    assert table["mean_degree"].achieved == pytest.approx(20.0, rel=0.05)
    assert table["spread"].achieved == pytest.approx(1.14, abs=0.08)
    assert table["clustering"].achieved == pytest.approx(0.14, rel=0.08)
    assert table["homophily"].achieved == pytest.approx(0.2, abs=0.03)
    assert table["cap"].achieved <= 500
    assert all(row.steered for row in table.values())


def test_people_expect_what_the_circle_says() -> None:
    """The table of expected ties against a sum over everybody, within the noise of places."""
    fitted = geometric.fit(SPEC, 3000)
    weights, places = geometric.planned(SPEC, fitted, np.zeros(3000, np.int16), key=2)
    for person in np.argsort(weights)[[300, 1500, 2700]]:
        distance = np.abs(places - places[person])
        distance = np.minimum(distance, 3000 - distance)
        chance = 1 / (1 + (distance / (weights * weights[person])) ** fitted.beta)
        expected = np.interp(weights[person], fitted.weights, fitted.expected)
        assert chance.sum() - 1 == pytest.approx(expected, rel=0.25)


@pytest.mark.parametrize("people", [0, 1, 2, 3, 10])
def test_few_people(people: int) -> None:
    ties = generate(SPEC, segments(people), key=1)
    ties.check()
    assert ties.people == people


def test_everybody_alike() -> None:
    spec = LayerSpec("even", "geometric", 6.0, clustering=0.3)
    ties = generate(spec, np.zeros(5000, np.int16), key=1)
    assert ties.audience().mean() == pytest.approx(6.0, rel=0.05)
    assert clustering(ties, "local") == pytest.approx(0.3, rel=0.08)


def test_a_power_law() -> None:
    spec = LayerSpec("fans", "geometric", 10.0, exponent=2.5, cap=300, clustering=0.2)
    ties = generate(spec, np.zeros(LARGE, np.int16), key=1)
    table = {row.name: row.achieved for row in achieved(spec, ties, np.zeros(LARGE, np.int16))}
    assert table["mean_degree"] == pytest.approx(10.0, rel=0.06)
    assert table["exponent"] == pytest.approx(2.5, abs=0.15)
    assert table["clustering"] == pytest.approx(0.2, rel=0.1)


def test_keys() -> None:
    same, again, other = (generate(SPEC, segments(500), key) for key in (7, 7, 8))
    np.testing.assert_array_equal(same.heads, again.heads)
    assert same.arrows != other.arrows or np.any(same.heads != other.heads)


def test_too_little_room_gives_the_same_ties() -> None:
    index = np.arange(200)
    blank = cells.sheet(200 * uniforms(1, index), np.ones(200), 200.0, 1.5)
    plenty = geometric._filled(blank, 10_000, np.uint64(4))
    scarce = geometric._filled(blank, 3, np.uint64(4))
    np.testing.assert_array_equal(plenty, scarce)
