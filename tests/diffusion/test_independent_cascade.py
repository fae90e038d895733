"""The independent cascade against known answers."""

from __future__ import annotations

import networkx as nx
import numpy as np

import simsmm


def test_a_path_of_three() -> None:
    path = nx.path_graph(["ann", "bob", "cy"])
    spread = simsmm.diffusion.independent_cascade(
        path, [["ann"], ["bob"]], probability=0.5, replicates=20_000
    )
    assert spread.sizes.shape == (2, 20_000)
    assert np.all(abs(spread.mean - np.array([1.75, 2.0])) < 4.0 * spread.error)
    chance = spread.activation_probability()
    assert np.all(abs(chance - [[1.0, 0.5, 0.25], [0.5, 1.0, 0.5]]) < 0.015)


def test_any_number_of_workers_gives_the_same_bits() -> None:
    graph = nx.gnp_random_graph(200, 0.02, seed=1, directed=True)
    one, two, three = (
        simsmm.diffusion.independent_cascade(
            graph, [0, 5], probability=0.4, replicates=300, workers=workers
        ).sizes.tolist()
        for workers in (1, 2, 3)
    )
    assert one == two == three
