"""Runs replicates until the answer is sure enough: by index, in threads, one society at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from simsmm.assemble import NO_CODE, OwnCode, Stage
from simsmm.scenario import Scenario
from simsmm.society import OwnLayer
from simsmm.study import design
from simsmm.study.answer import Answer
from simsmm.study.curve import runs_needed, trace
from simsmm.study.picking import comparison as compared
from simsmm.study.picking.picking import pick_of, resolve
from simsmm.study.replicate import Replicate, run_block
from simsmm.study.workers import Workers
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

    Where creators are to be picked, they are picked first, and the plan that names them is run; the
    first replicates are run again with those paid whom rules of thumb would pay.

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
        stop: set it to stop early; the answer then holds the replicates without a gap so far. A
            thread in the middle of a large society goes on until that is built.

    Raises:
        ValueError: ``replicates`` or ``workers`` is below 1.
        InterruptedError: nothing was done before ``stop``.
    """
    if (replicates is not None and replicates < 1) or (workers is not None and workers < 1):
        raise ValueError(say("replicates and workers are whole numbers from 1"))
    stop = stop or threading.Event()
    picking = None
    if pick_of(scenario) is not None:
        picking = resolve(Stage(scenario, seed, 0, own, code), workers)
        scenario = picking.plan
    wanted = scenario.effort.precision if precision is None else precision
    first = Stage(scenario, seed, 0, own, code)
    _, setting = first.world(0, 0)
    done: list[Replicate] = []
    found = beside = None
    with Workers(workers, stop) as team:
        for target in _looks(scenario, replicates):
            done = _extend(team, done, target, scenario, seed, own, progress, code)
            if len(done) < target:
                break
            answer = Answer(scenario, seed, tuple(done), setting)
            if replicates is None and answer["reach"].precision <= wanted:
                break
        if not done:
            raise InterruptedError(say("stopped before the first replicate was done"))
        if curve and len(done) >= target and any(boost.planned for boost in setting.boosts):
            count = _counter(len(done), len(done) + runs_needed(len(done)), progress, stop)
            found = trace(team, first, done, count)
        if picking is not None and len(done) >= target:
            count = _counter(0, compared.runs_needed(len(done), picking), progress, stop)
            beside = compared.compare(team, first, picking, done, count)
    complete = len(done) >= target
    return Answer(
        scenario, seed, tuple(done), setting, complete, own, found, code, target, picking, beside
    )


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
    team: Workers,
    done: list[Replicate],
    target: int,
    scenario: Scenario,
    seed: int,
    own: tuple[OwnLayer, ...],
    progress: Progress | None,
    code: OwnCode,
) -> list[Replicate]:
    """Replicates 0 to ``target``: those done already and the blocks still to do."""
    count = _counter(len(done), target, progress, team.stop)
    # Kept one by one: of a block that is still busy after a stop, those that are done count.
    found: dict[int, Replicate] = {}

    def keep(replicate: Replicate) -> None:
        found[replicate.index] = replicate
        count()

    blocks = _blocks(len(done), target)
    stop = team.stop.is_set
    team.results(
        [partial(run_block, scenario, seed, block, own, stop, keep, code) for block in blocks]
    )
    return _without_gap(done, found)


def _counter(
    finished: int, target: int, progress: Progress | None, stop: threading.Event
) -> Callable[[], None]:
    """Counts runs, from several threads, and tells how far it is until it is to stop."""
    lock = threading.Lock()

    def count() -> None:
        nonlocal finished
        with lock:
            finished += 1
            if progress is not None and not stop.is_set():
                progress(finished, target)

    return count


def _blocks(start: int, target: int) -> Iterator[range]:
    """The replicates from ``start`` to ``target``, those of one society together."""
    while start < target:
        stop = min((design.society_of(start) + 1) * design.BLOCK, target)
        yield range(start, stop)
        start = stop


def _without_gap(done: list[Replicate], found: Mapping[int, Replicate]) -> list[Replicate]:
    """Replicates from 0 up to the first that is missing."""
    whole = list(done)
    while len(whole) in found:
        whole.append(found[len(whole)])
    return whole
