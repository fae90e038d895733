"""What cannot be chosen is refused in one clear sentence, and long work can be stopped."""

from __future__ import annotations

import re
import time

import networkx as nx
import numpy as np
import pytest

from simsmm.diffusion import Fee, choose_seeds, network

PATH = nx.path_graph(["ann", "bob", "cy"])
nx.set_node_attributes(PATH, {"ann": 1.0, "bob": 2.0}, "fee")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, "give k, a number of seeds, or a budget, or both"),
        ({"k": 1, "budget": 3.0}, "costs and a budget belong together"),
        ({"budget": 3.0}, "costs and a budget belong together"),
        ({"k": 1, "costs": 1.0}, "costs and a budget belong together"),
        ({"k": 4}, "k is 4, but there are only 3 to choose from"),
        ({"k": 2, "candidates": ["ann"]}, "k is 2, but there are only 1 to choose from"),
        ({"k": 0}, "k must be a whole number from 1, not 0"),
        ({"k": 1.5}, "k must be a whole number, not 1.5"),
        ({"k": 1, "candidates": []}, "there are no candidates"),
        ({"k": 1, "candidates": "ann"}, "candidates must be a list of people"),
        ({"k": 1, "candidates": ["anne"]}, """nobody called 'anne'. Did you mean "ann"?"""),
        ({"k": 1, "epsilon": 0.0}, "epsilon must be a number between 0 and 1, not 0"),
        ({"k": 1, "epsilon": 1.0}, "epsilon must be a number between 0 and 1, not 1"),
        ({"k": 1, "epsilon": -0.1}, "epsilon must be a finite number from 0, not -0.1"),
        ({"k": 1, "delta": 2.0}, "delta must be a number between 0 and 1, not 2"),
        ({"k": 1, "precision": "fine"}, "precision must be a number, not 'fine'"),
        ({"k": 1, "workers": 0}, "workers must be a whole number from 1, not 0"),
        ({"k": 1, "replicates": 0}, "replicates must be a whole number from 1, not 0"),
        ({"k": 1, "memory": -1}, "memory must be a finite number from 0, not -1"),
        ({"k": 1, "model": "sir"}, "model must be one of independent cascade, weighted cascade"),
        ({"k": 1, "probability": None}, "probability is needed"),
        ({"k": 1, "model": "weighted cascade"}, "the weighted cascade has its own probability"),
        ({"k": 1, "model": "linear threshold", "probability": 0.9}, "somebody's weigh 1.8"),
        ({"k": 1, "weights": [1.0, 2.0]}, "weights has the shape (2,)"),
        ({"k": 1, "weights": 0.0}, "nobody counts"),
        ({"k": 1, "weights": {"ann": 1.0}}, "weights lacks 2 people, the first of them 'bob'"),
        ({"k": 1, "weights": [1.0, np.nan, 1.0]}, "weights of 'bob' must be a finite number"),
        ({"budget": 1.0, "costs": "fee"}, "costs lacks 'cy'"),
        ({"budget": 1.0, "costs": "fees"}, """there is no attribute "fees". Did you mean "fee"?"""),
        ({"budget": 1.0, "costs": {"anne": 1.0}}, "nobody called 'anne'"),
        ({"budget": 1.0, "costs": {"ann": "much"}}, "costs of 'ann' must be a number, not 'much'"),
        ({"budget": 1.0, "costs": [1, 1, -2]}, "costs of 'cy' must be a finite number from 0"),
        ({"budget": 1.0, "costs": -2}, "costs must be a finite number from 0, not -2"),
        ({"budget": 1.0, "costs": "abc", "candidates": ["ann"]}, """no attribute "abc"."""),
        ({"budget": 1.0, "costs": ["a", "b", "c"]}, "costs must be numbers, one for each person"),
        ({"budget": 1.0, "costs": Fee(2.0)}, "pays for nobody: the cheapest costs 2"),
        ({"budget": -1.0, "costs": 1.0}, "budget must be a finite number from 0, not -1"),
    ],
)
def test_bad_arguments(given: dict[str, object], message: str) -> None:
    arguments = {"probability": 0.5, **given}
    with pytest.raises((TypeError, ValueError), match=re.escape(message)):
        choose_seeds(PATH, **arguments)


def test_bad_fees_and_attributes_of_graphs_that_have_none() -> None:
    with pytest.raises(ValueError, match="base must be a finite number from 0, not -1"):
        Fee(base=-1.0)
    with pytest.raises(TypeError, match="per_follower must be a number, not 'x'"):
        Fee(per_follower="x")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="only the nodes of a networkx graph have"):
        choose_seeds(network(PATH, 0.5), budget=1.0, costs="fee")
    with pytest.raises(ValueError, match="the graph is empty"):
        choose_seeds(nx.Graph(), k=1, probability=0.5)


def test_sets_that_would_not_fit_are_refused_with_what_is_certain_so_far() -> None:
    graph = nx.fast_gnp_random_graph(3000, 0.002, seed=1, directed=True)
    asked = {"k": 20, "probability": 0.05, "epsilon": 0.02}
    with pytest.raises(MemoryError, match=r"memory allows 0\.002 GB; so far \d+ % of the best"):
        choose_seeds(graph, memory=0.002, **asked)
    choice = choose_seeds(graph, memory=0.2, **asked)
    assert 0.002 < choice.guarantee.memory < 0.2


def test_where_the_guarantee_is_met_too_little_memory_is_told_in_it() -> None:
    graph = nx.fast_gnp_random_graph(3000, 0.002, seed=1, directed=True)
    asked = {"k": 20, "probability": 0.05, "epsilon": 0.4, "precision": 1e-4}
    choice = choose_seeds(graph, memory=0.002, **asked)
    assert not choice.guarantee.settled
    assert choice.guarantee.memory <= 0.002
    assert "raise memory" in str(choice.guarantee)
    assert "raise memory" not in str(choose_seeds(PATH, k=1, probability=0.5).guarantee)


def test_progress_is_told_look_by_look() -> None:
    told: list[tuple[int, int]] = []
    choose_seeds(PATH, k=1, probability=0.5, progress=lambda *so_far: told.append(so_far))
    assert all(0 < done <= whole for done, whole in told)
    assert told[-1][0] == told[-1][1]
    assert len({whole for _, whole in told}) > 2


def test_an_interrupt_is_heard_within_a_second_or_two() -> None:
    """It comes in the midst of what would take minutes."""
    graph = nx.fast_gnp_random_graph(5000, 0.001, seed=1, directed=True)
    struck: list[float] = []

    def interrupt(done: int, whole: int) -> None:
        if done > 1_000 and not struck:
            struck.append(time.monotonic())
            raise KeyboardInterrupt

    choose_seeds(PATH, k=1, probability=0.5)
    with pytest.raises(KeyboardInterrupt):
        choose_seeds(graph, k=50, probability=0.2, epsilon=0.001, memory=1000.0, progress=interrupt)
    assert time.monotonic() - struck[0] < 5.0
