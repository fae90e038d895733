"""The models of other libraries, on real graphs; each is skipped where it is missing.

Means agree within three standard errors of their difference. The peers have seeds of their own,
fixed where they take one.
"""

from __future__ import annotations

import gzip
import math
import random
from pathlib import Path

import networkx as nx
import numpy as np
import pytest

from simsmm.diffusion import fractional_threshold, independent_cascade, linear_threshold, sir

pytestmark = pytest.mark.slow

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "graphs"


def real_graph(name: str) -> nx.Graph:
    """A graph of the shared data, people numbered from 0."""
    files = {
        "jazz": ("jazz/jazz.edges.txt.gz", None),
        "LastFM": ("lastfm-asia/edges.csv.gz", ","),
        "Facebook": ("ego-facebook/facebook_combined.txt.gz", None),
    }
    file, separator = files[name]
    if not (DATA / file).exists():
        pytest.skip(f"the graph {name} is not beside this checkout: {DATA / file}")
    graph = nx.Graph()
    with gzip.open(DATA / file, "rt") as lines:
        for line in lines:
            ends = line.strip().split(separator)
            if len(ends) >= 2 and ends[0].isdigit():
                graph.add_edge(int(ends[0]), int(ends[1]))
    graph.remove_edges_from(list(nx.selfloop_edges(graph)))
    return nx.convert_node_labels_to_integers(graph, ordering="sorted")


def agree(sizes: list[int], graph: nx.Graph, seeds: list[int], chance: float) -> None:
    spread = independent_cascade(graph, seeds, probability=chance, replicates=20_000, seed=1)
    theirs = np.array(sizes, float)
    error = math.hypot(spread.error, theirs.std(ddof=1) / math.sqrt(len(theirs)))
    assert abs(spread.mean - theirs.mean()) < 3.0 * error
    assert theirs.std() > 0.0


CASES = [("jazz", 0.05, [0, 50, 100]), ("LastFM", 0.1, list(range(0, 500, 50)))]


@pytest.mark.parametrize(("name", "chance", "seeds"), [*CASES, ("Facebook", 0.02, [0, 7, 2000])])
def test_cynetdiff(name: str, chance: float, seeds: list[int]) -> None:
    models = pytest.importorskip("cynetdiff.models", reason="needs the bench extra")
    utils = pytest.importorskip("cynetdiff.utils")
    assert models
    graph = real_graph(name)
    model, number = utils.networkx_to_ic_model(graph, activation_prob=chance, rng=1)
    model.set_seeds([number[seed] for seed in seeds])
    sizes = []
    for _ in range(4_000):
        model.reset_model()
        model.advance_until_completion()
        sizes.append(model.get_num_activated_nodes())
    agree(sizes, graph, seeds, chance)


@pytest.mark.parametrize(("name", "chance", "seeds"), CASES)
def test_eon(name: str, chance: float, seeds: list[int]) -> None:
    eon = pytest.importorskip("EoN", reason="needs the bench extra")
    graph = real_graph(name)
    random.seed(1)
    np.random.seed(1)  # noqa: NPY002  (theirs)
    sizes = [
        int(eon.basic_discrete_SIR(graph, chance, initial_infecteds=seeds)[3][-1])
        for _ in range(300)
    ]
    agree(sizes, graph, seeds, chance)


def ndlib_size(graph: nx.Graph, chance: float, seeds: list[int]) -> int:
    from ndlib.models import ModelConfig
    from ndlib.models.epidemics import IndependentCascadesModel

    model = IndependentCascadesModel(graph)
    config = ModelConfig.Configuration()
    for edge in graph.edges():
        config.add_edge_configuration("threshold", edge, chance)
    config.add_model_initial_configuration("Infected", seeds)
    model.set_initial_status(config)
    counts = model.iteration()["node_count"]
    while counts[1]:
        counts = model.iteration()["node_count"]
    return int(counts[2])


def test_ndlib() -> None:
    pytest.importorskip("ndlib", reason="needs the bench extra")
    graph = real_graph("jazz")
    random.seed(1)
    np.random.seed(1)  # noqa: NPY002  (theirs)
    agree([ndlib_size(graph, 0.05, [0, 50, 100]) for _ in range(300)], graph, [0, 50, 100], 0.05)


@pytest.mark.parametrize("name", ["jazz", "LastFM"])
def test_sir_of_eon(name: str) -> None:
    """SIR in continuous time, its means of 300 runs."""
    eon = pytest.importorskip("EoN", reason="needs the bench extra")
    graph, seeds, beta = real_graph(name), [0, 50, 100], {"jazz": 0.06, "LastFM": 0.2}[name]
    random.seed(1)
    np.random.seed(1)  # noqa: NPY002  (theirs)
    theirs = np.array(
        [eon.fast_SIR(graph, beta, 1.0, initial_infecteds=seeds)[3][-1] for _ in range(300)], float
    )
    spread = sir(graph, seeds, transmission_rate=beta, recovery_rate=1.0, replicates=20_000, seed=1)
    error = math.hypot(spread.error, theirs.std(ddof=1) / math.sqrt(len(theirs)))
    assert abs(spread.mean - theirs.mean()) < 3.0 * error
    assert theirs.std() > 0.0


@pytest.mark.parametrize("name", ["jazz", "LastFM", "Facebook"])
def test_linear_threshold_of_cynetdiff(name: str) -> None:
    models = pytest.importorskip("cynetdiff.models", reason="needs the bench extra")
    utils = pytest.importorskip("cynetdiff.utils")
    assert models
    graph, seeds = real_graph(name), [0, 7, 100]
    model, number = utils.networkx_to_lt_model(graph.to_directed(), rng=1)
    model.set_seeds([number[seed] for seed in seeds])
    sizes = []
    for _ in range(20_000):
        model.reset_model()
        model.advance_until_completion()
        sizes.append(model.get_num_activated_nodes())
    theirs, spread = np.array(sizes, float), linear_threshold(graph, seeds, replicates=20_000)
    error = math.hypot(spread.error, theirs.std(ddof=1) / math.sqrt(len(theirs)))
    assert abs(spread.mean - theirs.mean()) < 3.0 * error


@pytest.mark.parametrize("phi", [0.05, 0.1, 0.2, 0.3])
def test_fractional_threshold_of_ndlib(phi: float) -> None:
    """Nothing is left to chance: the same number of people."""
    pytest.importorskip("ndlib", reason="needs the bench extra")
    from benchmarks.contagions import ndlib_threshold

    graph = real_graph("LastFM")
    seeds = list(range(0, 500, 10))
    found = fractional_threshold(graph, seeds, threshold=phi, replicates=1)
    assert found.sizes.tolist() == [ndlib_threshold(graph, seeds, phi)]
