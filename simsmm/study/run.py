"""Runs replicates until the answer is sure enough: by index, in threads, one society at a time."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from queue import Empty, SimpleQueue
from typing import Any

from simsmm.assemble import NO_CODE, OwnCode, Stage
from simsmm.scenario import Scenario
from simsmm.society import OwnLayer
from simsmm.study import design
from simsmm.study.answer import Answer
from simsmm.study.curve import runs_needed, trace
from simsmm.study.replicate import Replicate, run_block
from simsmm.wording import say

Progress = Callable[[int, int], None]
"""Called with runs done and runs to do before the next look; a replicate is a run."""


def study(
    scenario: Scenario,
    *,
    seed: int = 0,
    replicates: int | None = None,
    precision: float | None = None,
    workers: int | None = None,
    own: tuple[OwnLayer, ...] = (),
    code: OwnCode = NO_CODE,
    curve: bool = False,
    progress: Progress | None = None,
    stop: threading.Event | None = None,
) -> Answer:
    """Run a scenario until the mean of its reach is known to a precision.

    The answer is looked at after the fewest replicates of the scenario's effort, then after twice
    as many, and so on, until the half-width of the 95 % interval of mean reach is within the
    precision or the most replicates ran. The result is the same for any number of workers.

    Args:
        scenario: the plan.
        seed: any whole number; the same seed gives the same answer.
        replicates: exactly so many, whatever their precision.
        precision: relative half-width; by default that of the scenario's effort.
        workers: threads; by default one per processor.
        own: layers of ties that were brought along instead of drawn.
        code: what the user wrote in Python for the run.
        curve: also run the first replicates at other amounts of media money, if there is any.
        progress: called after every run.
        stop: set it to stop early; the answer then holds the replicates without a gap so far.

    Raises:
        ValueError: ``replicates`` or ``workers`` is below 1.
        InterruptedError: nothing was done before ``stop``.
    """
    if (replicates is not None and replicates < 1) or (workers is not None and workers < 1):
        raise ValueError(say("replicates and workers are whole numbers from 1"))
    stop = stop or threading.Event()
    wanted = scenario.effort.precision if precision is None else precision
    first = Stage(scenario, seed, 0, own, code)
    _, setting = first.world(0, 0)
    done: list[Replicate] = []
    found = None
    with ThreadPoolExecutor(workers or os.cpu_count() or 1) as pool, _stopped_on_failure(stop):
        for target in _looks(scenario, replicates):
            done = _extend(pool, done, target, scenario, seed, own, progress, stop, code)
            if len(done) < target:
                break
            answer = Answer(scenario, seed, tuple(done), setting)
            if replicates is None and answer["reach"].precision <= wanted:
                break
        if not done:
            raise InterruptedError(say("stopped before the first replicate was done"))
        if curve and len(done) >= target and any(boost.planned for boost in setting.boosts):
            count = _counter(len(done), len(done) + runs_needed(len(done)), progress)
            found = trace(pool, first, done, stop.is_set, count, lambda f: _wait(f, stop))
    complete = len(done) >= target
    return Answer(scenario, seed, tuple(done), setting, complete, own, found, code, target)


def _looks(scenario: Scenario, replicates: int | None) -> Iterator[int]:
    """Numbers of replicates after which the answer is looked at."""
    if replicates is not None:
        yield replicates
        return
    effort = scenario.effort
    look = effort.at_least
    while look < effort.at_most:
        yield look
        look *= 2
    yield effort.at_most


def _extend(
    pool: ThreadPoolExecutor,
    done: list[Replicate],
    target: int,
    scenario: Scenario,
    seed: int,
    own: tuple[OwnLayer, ...],
    progress: Progress | None,
    stop: threading.Event,
    code: OwnCode,
) -> list[Replicate]:
    """Replicates 0 to ``target``: those done already and the blocks still to do."""
    count = _counter(len(done), target, progress)
    blocks = _blocks(len(done), target)
    futures = _wait(
        (
            pool.submit(run_block, scenario, seed, block, own, stop.is_set, count, code)
            for block in blocks
        ),
        stop,
    )
    return _without_gap(done, [future.result() for future in futures])


def _counter(finished: int, target: int, progress: Progress | None) -> Callable[[], None]:
    """Counts runs, from several threads, and tells how far it is."""
    lock = threading.Lock()

    def count() -> None:
        nonlocal finished
        with lock:
            finished += 1
            if progress is not None:
                progress(finished, target)

    return count


def _blocks(start: int, target: int) -> Iterator[range]:
    """The replicates from ``start`` to ``target``, those of one society together."""
    while start < target:
        stop = min((design.society_of(start) + 1) * design.BLOCK, target)
        yield range(start, stop)
        start = stop


@contextmanager
def _stopped_on_failure(stop: threading.Event) -> Iterator[None]:
    """Let the workers stop where something goes wrong: the pool waits for all that it was given."""
    try:
        yield
    except BaseException:
        stop.set()
        raise


def _wait(submitted: Iterable[Future[Any]], stop: threading.Event) -> list[Future[Any]]:
    """Wait in short steps, so that an interrupt is heard; on one, let the workers stop.

    What is finished comes through a queue that an interrupt cannot leave locked, as it can what
    `concurrent.futures.wait` holds.

    Args:
        submitted: gives the futures; handing thousands over takes a while, and may be interrupted.
        stop: tells the workers.

    Returns:
        the futures, all finished.
    """
    futures: list[Future[Any]] = []
    try:
        _collect(submitted, futures, stop)
    except KeyboardInterrupt:
        stop.set()
        # By their state: one may have been taken from the queue and not counted.
        while not all(future.done() for future in futures):
            time.sleep(0.02)
    return futures


def _collect(
    submitted: Iterable[Future[Any]], futures: list[Future[Any]], stop: threading.Event
) -> None:
    """Append what is submitted to ``futures``, and wait until all of it is finished.

    A function of its own: the jump back of a loop that stands in a `try` itself may be interrupted
    where Python 3.13 does not see the `except`.
    """
    finished: SimpleQueue[Future[Any]] = SimpleQueue()
    for future in submitted:
        futures.append(future)
        future.add_done_callback(finished.put)
    left = len(futures)
    while left:
        left -= _taken(finished, stop)


def _taken(finished: SimpleQueue[Future[Any]], stop: threading.Event) -> int:
    """Take one finished future if there is one soon: 1 or 0; what went wrong in it is raised."""
    try:
        future = finished.get(timeout=0.2)
    except Empty:
        return 0
    wrong = future.exception()
    if wrong is not None:
        stop.set()
        raise wrong
    return 1


def _without_gap(done: list[Replicate], blocks: list[list[Replicate]]) -> list[Replicate]:
    """Replicates from 0 up to the first that is missing."""
    for block in blocks:
        if not block or block[0].index > len(done):
            break
        done = done + block
    return done
