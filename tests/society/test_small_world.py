"""The small world equals its definition tie by tie, and networkx in its measures."""

import networkx
import numpy as np
import pytest
from scipy import stats

from simsmm.society import LayerSpec, from_networkx, generate
from simsmm.society.generators import small_world
from simsmm.society.targets import clustering

EVERYBODY = np.zeros(200, np.int16)


@pytest.mark.parametrize("degree", [2.0, 5.5, 8.0])
@pytest.mark.parametrize("share", [0.0, 0.2, 1.0])
def test_generated_equals_defined(degree: float, share: float) -> None:
    """Both read the same draws, so this is exact."""
    spec = LayerSpec("ring", "small world", degree, options={"rewiring": share})
    ties = generate(spec, EVERYBODY, key=3)
    ties.check()
    defined = from_networkx(small_world.define(spec, EVERYBODY, key=3))[0]
    np.testing.assert_array_equal(ties.heads, defined.heads)


def test_it_is_the_ring_of_networkx_before_rewiring() -> None:
    spec = LayerSpec("ring", "small world", 6.0, options={"rewiring": 0.0})
    ring = from_networkx(networkx.watts_strogatz_graph(200, 6, 0.0))[0]
    np.testing.assert_array_equal(generate(spec, EVERYBODY, key=1).heads, ring.heads)
    assert clustering(ring, "local") == pytest.approx(small_world.ring_clustering(6.0))


def test_it_is_like_networkx_after_rewiring() -> None:
    """Clustering of 40 graphs each way, two-sided at 1e-4."""
    spec = LayerSpec("ring", "small world", 6.0, options={"rewiring": 0.3})
    one = [clustering(generate(spec, EVERYBODY, key), "local") for key in range(40)]
    graphs = (networkx.watts_strogatz_graph(200, 6, 0.3, seed=seed) for seed in range(40))
    other = [networkx.average_clustering(graph) for graph in graphs]
    assert stats.ks_2samp(one, other).pvalue > 1e-4


@pytest.mark.parametrize("target", [0.1, 0.3, 0.5])
def test_targets_are_met(target: float) -> None:
    spec = LayerSpec("ring", "small world", 12.0, clustering=target)
    ties = generate(spec, np.zeros(20_000, np.int16), key=1)
    ties.check()
    assert ties.audience().mean() == pytest.approx(12.0, rel=0.005)
    # Barrat and Weigt's formula leaves out terms of order 1 / mean degree.
    assert clustering(ties, "local") == pytest.approx(target, abs=0.02)


@pytest.mark.parametrize("people", [0, 1, 2, 3, 10])
def test_few_people(people: int) -> None:
    ties = generate(LayerSpec("ring", "small world", 4.0), np.zeros(people), key=1)
    ties.check()
    assert ties.people == people


def test_keys() -> None:
    spec = LayerSpec("ring", "small world", 6.0)
    same, again, other = (generate(spec, EVERYBODY, key) for key in (7, 7, 8))
    np.testing.assert_array_equal(same.heads, again.heads)
    assert same.arrows != other.arrows or np.any(same.heads != other.heads)
