"""`simsmm run` and `simsmm demo`: simulate, show how far it is, stop when asked, write."""

from __future__ import annotations

import contextlib
import contextvars
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from simsmm import report
from simsmm import scenario as scenarios
from simsmm.cli import screen
from simsmm.cli.folders import drop_if_empty, results_folder
from simsmm.cli.repeating import compare, order_of
from simsmm.scenario.language import EFFORTS
from simsmm.wording import count as counted
from simsmm.wording import say

if TYPE_CHECKING:
    from rich.console import Console

    from simsmm.estimation import Estimate
    from simsmm.scenario import Scenario
    from simsmm.study.manifest import Repeat

Found = TypeVar("Found")

DIFFERENT = 1
"""Exit code of a repetition that gave other numbers."""

DEMO_REPLICATES = 64
"""The demo stops here, so that it takes seconds once everything is compiled."""

PATIENCE = 1.2
"""So long what runs may take to give what it has after an interrupt [s]; then it is left alone."""


@dataclass(frozen=True)
class Order:
    """What to run, and how."""

    scenario: Path
    """A scenario's file; the manifest of a run if this one is to ``repeat`` it."""
    seed: int = 0
    replicates: int | None = None
    precision: float | None = None
    workers: int | None = None
    out: Path | None = None
    json: bool = False
    quick: bool = False
    force: bool = False
    curve: bool | None = None
    """Whether other amounts of media money are tried; None: unless the effort is quick."""
    repeat: bool = False


@dataclass
class Stop:
    """Hears Ctrl-C and a polite request to end, and tells the simulation."""

    asked: threading.Event = field(default_factory=threading.Event)
    signal: int = 0
    at: float = 0.0

    def __call__(self, number: int, frame: object) -> None:
        """Ask the simulation to stop; at the second time, leave at once."""
        if self.signal:
            os._exit(128 + number)
        self.signal, self.at = number, time.monotonic()
        self.asked.set()

    @property
    def code(self) -> int:
        """Exit code: 0, or 128 and the signal's number."""
        return 128 + self.signal if self.signal else 0

    @property
    def overdue(self) -> bool:
        """Whether the simulation had its time to stop."""
        return bool(self.signal) and time.monotonic() - self.at > PATIENCE


def carry_out(order: Order) -> int:
    """Run a scenario, show the headline and write the results; returns the exit code.

    Raises:
        ScenarioError: the scenario cannot be used.
        OSError: the results cannot be written.
    """
    order, scenario, repeat = _prepared(order)
    told = screen.stderr()
    folder = results_folder(order.out, order.scenario, force=order.force)
    try:
        _announce(scenario, order, told)
        with _stopping() as stop:
            with _meter(told) as progress:
                answer = _simulate(scenario, order, stop, progress)
            if answer is not None:
                _write(answer, folder, stop)
    finally:
        drop_if_empty(folder)
    if answer is None:
        told.print(say("Stopped before the first replicate was done; nothing is written."))
    else:
        _tell(answer, folder, told, json=order.json)
    if stop.code:
        _leave(stop.code)
    if repeat is not None:
        return 0 if compare(repeat, folder, told) else DIFFERENT
    return 0


def _prepared(order: Order) -> tuple[Order, Scenario, Repeat | None]:
    """The order with every choice made, its scenario, and the run that it repeats."""
    if order.repeat:
        order, repeat = order_of(order)
        return order, repeat.scenario, repeat
    found = scenarios.load(order.scenario)
    quick = scenarios.Effort.model_validate(EFFORTS["quick"])
    if order.quick:
        found = found.model_copy(update={"effort": quick})
    curve = found.effort != quick if order.curve is None else order.curve
    return replace(order, curve=curve), found, None


def _announce(scenario: Scenario, order: Order, told: Console) -> None:
    """What is going to happen, and why it may take longer the first time."""
    from simsmm.report.words import percent, plain

    effort = scenario.effort
    wanted = effort.precision if order.precision is None else order.precision
    if order.replicates:
        number = plain(order.replicates)
        length = counted(
            order.replicates, "{number} replicate", "{number} replicates", number=number
        )
    else:
        length = say(
            "{least} to {most} replicates, until the mean of reach is known to {precision}",
            least=plain(effort.at_least),
            most=plain(effort.at_most),
            precision=percent(wanted),
        )
    text = say(
        "{people} people simulated, each stands for {scale}; {length}; seed {seed}.",
        people=plain(scenario.simulate),
        scale=plain(scenario.scale),
        length=length,
        seed=order.seed,
    )
    told.print(text, style="dim")
    if not _compiled():
        told.print(
            say(
                "The simulation is being compiled for this computer. This happens once and takes "
                "about a minute."
            )
        )


def _compiled() -> bool:
    """Whether the kernels of this version have been compiled on this computer before."""
    from simsmm.compiled import cache_folder, source_hash

    folder = cache_folder() / "compiled" / source_hash()
    return any(folder.glob("simsmm.spread.kernel.*"))


def _simulate(
    scenario: Scenario, order: Order, stop: Stop, progress: Callable[[int, int], None]
) -> Estimate | None:
    """The answer, whole or in part; None where an interrupt left nothing."""
    begun = threading.Event()

    def count(done: int, target: int) -> None:
        begun.set()
        progress(done, target)

    def work() -> Estimate:
        from simsmm.estimation import estimate

        return estimate(
            scenario,
            seed=order.seed,
            replicates=order.replicates,
            precision=order.precision,
            workers=order.workers,
            curve=bool(order.curve),
            progress=count,
            stop=stop.asked,
        )

    # Before the first replicate is done it may be busy for long, with a large society; later it
    # gives what it has soon after it is asked to stop, however slow the machine.
    return _aside(work, stop, holds=begun.is_set, meanwhile=_prepare_to_write)


def _aside(
    work: Callable[[], Found],
    stop: Stop,
    *,
    holds: Callable[[], bool] = lambda: False,
    meanwhile: Callable[[Stop], None] = lambda stop: None,
) -> Found | None:
    """What the work gives; None where it was interrupted and gave nothing in time.

    It has a thread of its own, so that this one can hear signals at any moment, whatever the work
    is busy with.

    Args:
        work: what to do.
        stop: tells of interrupts.
        holds: whether the work has something to give, which is waited for.
        meanwhile: what this thread does before it waits.
    """
    found: list[Found] = []
    failed: list[BaseException] = []

    def working() -> None:
        try:
            found.append(work())
        except BaseException as error:
            failed.append(error)

    # The thread speaks the language of this one.
    speaker = contextvars.copy_context()
    worker = threading.Thread(target=speaker.run, args=(working,), name="work", daemon=True)
    worker.start()
    meanwhile(stop)
    while worker.is_alive() and (holds() or not stop.overdue):
        worker.join(0.1)
    if found:
        return found[0]
    if failed and not stop.signal:
        raise failed[0]
    return None


def _prepare_to_write(stop: Stop) -> None:
    """Load what writing needs while the simulation runs: after an interrupt there is no time."""
    from importlib import import_module

    for module in ("pandas", "pyarrow.parquet", "simsmm.report.document", "vl_convert"):
        if stop.signal:
            return
        import_module(module)
    from simsmm.report.charts import warm_up
    from simsmm.report.document import template

    for get_ready in (template, warm_up):
        if not stop.signal:
            get_ready()


def _write(answer: Estimate, folder: Path, stop: Stop) -> None:
    """Write all results, the numbers first.

    After an interrupt there is no time for the replay, which is another run, nor for files of each
    figure and table: `--from` makes them later.
    """
    from simsmm.report.replay import replay, write_replay

    answer.save(folder)
    played = None
    if answer.complete and not stop.signal:
        played = _aside(lambda: replay(answer, stop.asked.is_set), stop)
    report.write(answer, folder / "report.html", played)
    if not stop.signal:
        write_replay(answer, folder / "replay.html", stop.asked.is_set)
    report.export(answer, folder, stop.asked.is_set)


def _tell(answer: Estimate, folder: Path, told: Console, *, json: bool) -> None:
    """Show the answer on the screen, and where the results are."""
    if json:
        _print_json(answer)
        told.print(say("Results: {folder}", folder=folder), soft_wrap=True, markup=False)
        return
    console = screen.stdout()
    screen.headline(answer, console)
    screen.where(folder, console)


def _leave(code: int) -> NoReturn:
    """End at once: Python would wait for threads that are busy, and tidy up for a while."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _print_json(answer: Estimate) -> None:
    import typer

    from simsmm.study.files import answer_facts, to_json

    typer.echo(to_json(answer_facts(answer)).encode(), nl=False)


@contextlib.contextmanager
def _stopping() -> Iterator[Stop]:
    """Hear Ctrl-C and a request to end while the block runs."""
    stop, before = Stop(), {}
    try:
        for number in (signal.SIGINT, signal.SIGTERM):
            before[number] = signal.signal(number, stop)
    except ValueError:  # only the first thread of a program hears signals
        pass
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextlib.contextmanager
def _meter(told: Console) -> Iterator[Callable[[int, int], None]]:
    """A bar with the time left, on a terminal only."""
    if not told.is_terminal:
        yield lambda done, target: None
        return
    from rich import progress as bars

    columns: tuple[Any, ...] = (
        bars.TextColumn("{task.description}"),
        bars.BarColumn(bar_width=24),
        bars.TextColumn("{task.fields[far]}"),
        bars.TimeRemainingColumn(),
    )
    with bars.Progress(*columns, console=told, transient=True) as shown:
        task = shown.add_task(say("Building the society"), total=None, far="")

        def count(done: int, target: int) -> None:
            far = say("{done} of {target} runs, time left", done=done, target=target)
            shown.update(task, description=say("Simulating"), completed=done, total=target, far=far)

        yield count
