"""Threads that runs are handed to, and how they stop: soon after they are asked, whatever they do.

A run looks up often and stops when it is asked to, but a society of a million people takes many
seconds to build. So nobody waits for longer than `GRACE`: threads that are still busy then are left
to themselves, and end when they look up.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Any, TypeVar

GRACE = 0.5
"""So long what is under way may take to stop, once asked [s]."""

LOOK = 0.05
"""Time between two looks at whether to stop [s]."""

Found = TypeVar("Found")


class Workers:
    """A number of threads, and the event that asks what they do to stop; to be used by `with`."""

    def __init__(self, number: int | None, stop: threading.Event) -> None:
        """`number` is one per processor by default."""
        self.stop = stop
        self._pool = ThreadPoolExecutor(number or os.cpu_count() or 1)
        self._futures: list[Future[Any]] = []

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        if kind is not None:
            self.stop.set()
        self._let_stop()
        self._pool.shutdown(wait=self._idle, cancel_futures=True)

    def results(self, tasks: Sequence[Callable[[], Found]]) -> list[Found | None]:
        """Do the tasks, in any order: what each gives, None where it did not end before a stop.

        An interrupt of the keyboard is a stop. What goes wrong in a task is raised.
        """
        futures: list[Future[Found]] = []
        self._futures = futures
        try:
            self._collect(tasks, futures)
        except KeyboardInterrupt:
            self.stop.set()
        self._let_stop()
        found = [future.result() if future.done() else None for future in futures]
        return found + [None] * (len(tasks) - len(found))

    def _collect(self, tasks: Sequence[Callable[[], Found]], futures: list[Future[Found]]) -> None:
        """Append a future for each task, and wait until all are finished or asked to stop.

        A function of its own: the jump back of a loop that stands in a `try` itself may be
        interrupted where Python 3.13 does not see the `except`. What is finished comes through a
        queue that an interrupt cannot leave locked, as it can what `concurrent.futures.wait` holds.
        """
        finished: SimpleQueue[Future[Found]] = SimpleQueue()
        for task in tasks:
            futures.append(self._pool.submit(task))
            futures[-1].add_done_callback(finished.put)
        left = len(futures)
        while left and not self.stop.is_set():
            left -= _taken(finished)

    def _let_stop(self) -> None:
        """Where a stop was asked for, give what is under way its time."""
        until = time.monotonic() + GRACE
        while self.stop.is_set() and not self._idle and time.monotonic() < until:
            time.sleep(0.4 * LOOK)

    @property
    def _idle(self) -> bool:
        # By their state: an interrupt may have come between a future's end and its count.
        return all(future.done() for future in self._futures)


def _taken(finished: SimpleQueue[Future[Found]]) -> int:
    """Take one finished future if there is one soon: 1 or 0; what went wrong in it is raised."""
    try:
        future = finished.get(timeout=LOOK)
    except Empty:
        return 0
    wrong = future.exception()
    if wrong is not None:
        raise wrong
    return 1
