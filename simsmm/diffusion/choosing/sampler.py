"""Draws reverse-reachable sets by number, on threads; `backwards` says what such a set is."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import Any

import numpy as np
import numpy.typing as npt

from simsmm.diffusion.choosing import backwards
from simsmm.diffusion.choosing.ways import Ways
from simsmm.diffusion.running import run_all
from simsmm.diffusion.sift import LANES
from simsmm.draws import Decision, Stream, number
from simsmm.draws.arrays import numbers

Array = npt.NDArray[Any]

Progress = Callable[[int, int], None]
"""Called with sets drawn and sets to draw before the next look, from several threads in turn."""

ROOM = 1 << 18
"""People of sets that a thread gathers before it hands them over."""

GROUPS = 8
"""Most groups that sets are compared by at once."""

_LAST_STAMP = 2**31 - 1


class Use(IntEnum):
    """What sets are for; those of one use are independent of those of another."""

    CHOOSE = 0
    """Seeds are chosen by them."""
    CHECK = 1
    """How good the seeds are, while choosing goes on."""
    SCORE = 2
    """How good they are in the end, beside others."""


class Sampler:
    """Draws sets of one network; the same for any number of threads."""

    def __init__(
        self, ways: Ways, seed: int, workers: int | None, progress: Progress | None = None
    ) -> None:
        """Begin.

        Args:
            ways: the network, as sets are drawn from it.
            seed: any whole number; the same seed gives the same sets.
            workers: threads; by default one per processor.
            progress: called whenever a thread has drawn some sets.
        """
        self.ways, self.workers, self.progress = ways, workers, progress
        self._luck = number(number(seed, 0), Stream.LUCK)
        self._desks: list[_Desk] = []
        self._lock = threading.Lock()

    def draw(self, use: Use, first: int, last: int) -> tuple[Array, Array]:
        """Draw the sets with numbers ``first`` to ``last`` (exclusive).

        Returns:
            their people, int32, one set behind the other, and where each ends, int64.
        """
        pieces: dict[int, tuple[Array, Array]] = {}

        def play(desk: _Desk, begin: int, end: int) -> None:
            while begin < end:
                keys, ends = self._keys(use, first + begin, first + end), np.zeros(end - begin, int)
                stamp = desk.stamp(end - begin)
                drawn = backwards.draw(*self.ways, keys, desk.members, ends, desk.stamps, stamp)
                members = desk.members[: ends[drawn - 1]].astype(np.int32)
                pieces[begin] = members, ends[:drawn]
                begin += drawn

        self._run(last - first, play)
        parts = [pieces[begin] for begin in sorted(pieces)]
        before = np.cumsum([0, *(len(members) for members, _ in parts)])
        ends = [ends + size for (_, ends), size in zip(parts, before, strict=False)]
        return np.concatenate([members for members, _ in parts]), np.concatenate(ends)

    def meet(self, use: Use, sets: int, groups: Sequence[Array]) -> Array:
        """Which of up to `GROUPS` groups meet the first sets of a use.

        Args:
            use: which sets.
            sets: how many.
            groups: people by place in `Ways`.

        Returns:
            int64 (256,): number of sets by the sum of 2**g over the groups g that meet them.
        """
        marks, met = np.zeros(self.ways.people, np.uint8), np.zeros(1 << GROUPS, np.int64)
        for group, people in enumerate(groups):
            marks[people] |= np.uint8(1 << group)
        all_of_them = (1 << len(groups)) - 1

        def play(desk: _Desk, begin: int, end: int) -> None:
            keys, mine = self._keys(use, begin, end), np.zeros_like(met)
            stamp = desk.stamp(end - begin)
            backwards.meet(
                *self.ways, keys, desk.members, desk.stamps, stamp, marks, all_of_them, mine
            )
            with self._lock:
                met[:] += mine

        self._run(sets, play)
        return met

    def _keys(self, use: Use, first: int, last: int) -> Array:
        sets = numbers(self._luck, np.arange(first, last))
        return numbers(numbers(sets, int(Decision.REACH_BACK)), int(use))

    def _run(self, sets: int, play: Callable[[_Desk, int, int], None]) -> None:
        spare, done = list(self._desks), 0

        def desk() -> _Desk:
            with self._lock:
                if not spare:
                    self._desks.append(_Desk(self.ways.people))
                    return self._desks[-1]
                return spare.pop()

        def played(desk: _Desk, begin: int, end: int) -> None:
            nonlocal done
            play(desk, begin, end)
            if self.progress is not None:
                with self._lock:
                    done += end - begin
                    self.progress(done, sets)

        run_all(sets, self.workers, desk, played)


class _Desk:
    """The memory that one thread draws with."""

    def __init__(self, people: int) -> None:
        self.members = np.empty(2 * people + ROOM + LANES, np.uint32)
        self.stamps = np.zeros(people, np.int32)
        self._stamp = 0

    def stamp(self, sets: int) -> int:
        """The last stamp that was used, where the next ``sets`` find theirs unused."""
        if self._stamp > _LAST_STAMP - sets:
            self.stamps[:], self._stamp = 0, 0
        last = self._stamp
        self._stamp += sets
        return last
