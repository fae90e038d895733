"""The published spread of fifty seeds among the co-authors of NetHEPT.

W. Chen, Y. Wang and S. Yang, KDD 2009, for the graph; 1,294 to 1,298 people at epsilon 0.1 by IMM
(Y. Tang, Y. Shi and X. Xiao, SIGMOD 2015), as github.com/snowgy/Influence_Maximization prints it.
Parallel edges are merged and self-loops dropped; chances are 1 / in-degree.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import scipy.sparse

from simsmm.diffusion import choose_seeds, independent_cascade

FILE = Path(__file__).parents[4] / "shared/data/graphs/nethept/NetHEPT_wc.txt.gz"
PEOPLE = 15_233


@pytest.mark.skipif(not FILE.is_file(), reason=f"the graph of NetHEPT is not at {FILE}")
def test_fifty_seeds_reach_what_is_published() -> None:
    first, second, chance = np.loadtxt(FILE, skiprows=1).T
    kept = first != second
    pairs = first[kept].astype(int), second[kept].astype(int)
    graph = scipy.sparse.csr_array((chance[kept], pairs), shape=(PEOPLE, PEOPLE))
    choice = choose_seeds(graph, k=50, probability="weight", epsilon=0.1, seed=1)
    spread = independent_cascade(
        graph, choice.seeds, probability="weight", replicates=20_000, seed=2
    )
    assert 0.99 * 1294.0 < spread.mean < 1.01 * 1298.0
    assert spread.error < 1.0
    assert choice.guarantee.ratio >= 1.0 - 1.0 / np.e - 0.1
    assert choice.guarantee.least < spread.mean < choice.guarantee.best
    table = choice.compare()
    assert np.all(table["behind"].drop("chosen") > 150.0), "185, with degree discount"
