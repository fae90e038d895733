"""Runs on threads: each is played once, wherever; what goes wrong in one stops all."""

from __future__ import annotations

import threading
import time

import numpy as np
import pytest

from simsmm.diffusion import independent_cascade
from simsmm.diffusion.running import run_all
from tests.diffusion.graphs import random_digraph


@pytest.mark.parametrize("workers", [1, 2, 3, None])
@pytest.mark.parametrize("runs", [1, 2, 1000])
def test_every_run_is_played_once(workers: int | None, runs: int) -> None:
    played = np.zeros(runs, np.int64)

    def play(desk: list[int], first: int, last: int) -> None:
        played[first:last] += 1
        desk[0] += last - first

    desks = run_all(runs, workers, lambda: [0], play)
    assert played.tolist() == [1] * runs
    assert sum(desk[0] for desk in desks) == runs
    assert len(desks) <= runs


@pytest.mark.parametrize("wrong", [KeyboardInterrupt, ZeroDivisionError])
@pytest.mark.parametrize("workers", [1, 3])
def test_what_goes_wrong_stops_all(wrong: type[BaseException], workers: int) -> None:
    """In the calling thread or another; the others end after the chunk at hand."""
    gate = threading.Event()

    def play(desk: None, first: int, last: int) -> None:
        if first <= 50 < last:
            gate.set()
            raise wrong
        gate.wait(0.001)

    before = time.monotonic()
    with pytest.raises(wrong):
        run_all(10**9, workers, lambda: None, play)
    assert time.monotonic() - before < 2.0
    assert threading.active_count() < 20


@pytest.mark.parametrize("trees", [False, True])
def test_any_number_of_workers_gives_the_same_bits(trees: bool) -> None:
    graph = random_digraph("workers", 300, 3.0)
    seeds = [["p0"], ["p1", "p2"], ["p3"]]

    def numbers(workers: int) -> list[object]:
        spread = independent_cascade(
            graph, seeds, probability=0.4, replicates=101, workers=workers, trees=trees
        )
        found: list[object] = [spread.sizes.tolist(), spread.activation_probability().tolist()]
        found.append(spread.series().to_numpy().tolist())
        for tree in spread.trees or ():
            found += [tree.people.tolist(), tree.source.tolist(), tree.time.tolist()]
        return found

    one, two, three = map(numbers, (1, 2, 3))
    assert one == two == three


def test_more_replicates_begin_with_the_same() -> None:
    graph = random_digraph("replicates", 300, 3.0)
    few, many = (
        independent_cascade(graph, "p0", probability=0.4, replicates=count).sizes.tolist()
        for count in (37, 400)
    )
    assert many[:37] == few
    assert len(set(many)) > 50
