"""Runs a compiled kernel over many runs, on threads that take turns at chunks of them.

What a run gives depends on its number only, and each run is written to a place of its own: the
results are the same bits for any number of threads and any size of chunks.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

CHUNK_SECONDS = 0.1
"""How long a chunk should take, so that an interrupt is heard soon: the machine's own time only."""

Desk = TypeVar("Desk")


def run_all(
    runs: int,
    workers: int | None,
    new_desk: Callable[[], Desk],
    play: Callable[[Desk, int, int], object],
) -> list[Desk]:
    """Play runs 0 to ``runs`` on threads.

    Args:
        runs: how many there are.
        workers: threads; by default one per processor.
        new_desk: makes the memory that one thread works with.
        play: plays a chunk of runs, ``first`` to ``last`` (exclusive), on the desk of its thread,
            and writes what they give to their places; it should release the interpreter's lock.

    Returns:
        the desks, for what threads have added up on them (integers, whose sum has no order).

    Raises:
        KeyboardInterrupt: the user asked to stop; the threads end after their chunk.
    """
    crew = _Crew(runs, new_desk, play)
    hands = min(workers or os.cpu_count() or 1, runs)
    threads = [threading.Thread(target=crew.work, daemon=True) for _ in range(hands - 1)]
    try:
        for thread in threads:
            thread.start()
        crew.work()
    finally:
        crew.stop = True
        for thread in threads:
            thread.join()
    if crew.wrong:
        raise crew.wrong[0]
    return crew.desks


class _Crew(Generic[Desk]):
    """What the threads share: which runs are left, and what went wrong."""

    def __init__(
        self,
        runs: int,
        new_desk: Callable[[], Desk],
        play: Callable[[Desk, int, int], object],
    ) -> None:
        self.runs, self.new_desk, self.play = runs, new_desk, play
        self.lock = threading.Lock()
        self.next = 0
        self.stop = False
        self.desks: list[Desk] = []
        self.wrong: list[BaseException] = []

    def work(self) -> None:
        """Take chunks until there are none: the loop of one thread."""
        try:
            desk = self.new_desk()
            self.desks.append(desk)
            chunk = 1
            while not self.stop:
                first, last = self._take(chunk)
                if first == last:
                    return
                before = time.perf_counter()
                self.play(desk, first, last)
                chunk = self._next_chunk(chunk, time.perf_counter() - before)
        except BaseException as wrong:
            self.wrong.append(wrong)
            self.stop = True

    def _take(self, chunk: int) -> tuple[int, int]:
        with self.lock:
            first = self.next
            self.next = min(first + chunk, self.runs)
            return first, self.next

    @staticmethod
    def _next_chunk(chunk: int, seconds: float) -> int:
        """A chunk that should take `CHUNK_SECONDS`, at most twice the size of the last."""
        return max(1, min(2 * chunk, int(chunk * CHUNK_SECONDS / max(seconds, 1e-6))))
