"""Workers do what they are given, and stop soon after they are asked, whatever they do."""

from __future__ import annotations

import _thread
import threading
from functools import partial

import pytest

from simsmm.study.workers import Workers


def test_results_come_in_the_order_of_the_tasks() -> None:
    with Workers(3, threading.Event()) as team:
        assert team.results([partial(pow, 2, power) for power in range(50)]) == [
            2**power for power in range(50)
        ]
        assert team.results([]) == []


@pytest.mark.parametrize("interrupt", [threading.Event.set, lambda _: _thread.interrupt_main()])
def test_a_busy_thread_is_left_alone(interrupt) -> None:
    stop, again = threading.Event(), threading.Event()

    def busy() -> bool:
        interrupt(stop)
        return again.wait(60)

    with Workers(1, stop) as team:
        found = team.results([partial(int, 1), busy, partial(int, 3)])
    assert not again.is_set()
    again.set()
    # What was still to be begun is not: who asks for a stop wants no more of it.
    assert found == [1, None, None]
    assert stop.is_set()


def test_a_failure_is_raised_and_stops_the_others() -> None:
    stop = threading.Event()

    def fails() -> None:
        raise ArithmeticError("no such number")

    before = set(threading.enumerate())
    with pytest.raises(ArithmeticError, match="no such number"), Workers(2, stop) as team:
        team.results([partial(stop.wait, 60), fails])
    assert set(threading.enumerate()) <= before


def test_a_failure_after_a_stop_is_raised_too() -> None:
    stop = threading.Event()

    def fails() -> None:
        stop.set()
        raise ArithmeticError("no such number")

    with pytest.raises(ArithmeticError), Workers(1, stop) as team:
        team.results([fails])
