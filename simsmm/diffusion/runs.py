"""The runs of one call of a model, which can be played again to look at more than their sizes."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from simsmm.diffusion.graph import Network
from simsmm.diffusion.keys import keys_of
from simsmm.diffusion.running import run_all
from simsmm.diffusion.seed_sets import SeedSets
from simsmm.diffusion.spread import Spread
from simsmm.diffusion.trees import NONE, Cascade
from simsmm.draws import Decision
from simsmm.scenario.problems import brief
from simsmm.wording import say

Array = npt.NDArray[Any]


STEP = np.dtype([("person", np.int32), ("source", np.int32), ("time", np.float64)])
"""A person who became active, from whom (a number, or -1), and when."""

POINTS = 101
"""Times at which a course is looked at, unless others are asked for."""


class Notes(NamedTuple):
    """Where a kernel notes who became active in some runs."""

    places: Array
    """int64 (k,): the first row of each run."""
    log: Array
    """`STEP`, written, seeds first; or empty: then nothing is noted."""


NO_NOTES = Notes(np.zeros(0, np.int64), np.zeros(0, STEP))


class Played(NamedTuple):
    """Some runs, and who became active in them."""

    runs: Array
    """Their numbers, int64 (k,)."""
    sizes: Array
    """Steps of each, int64 (k,)."""
    steps: Array
    """`STEP`: those of the first run, then those of the next."""

    def each_step(self, values: Array) -> Array:
        """For each step the value of its run."""
        return np.repeat(values, self.sizes)

    def each_run(self) -> list[Array]:
        """The steps run by run."""
        return np.split(self.steps, np.cumsum(self.sizes)[:-1])


@dataclass(frozen=True, eq=False)
class Runs(ABC):
    """Runs r * sets + s: replicate r of seed set s; a model says how to play some of them."""

    network: Network
    seeds: SeedSets
    replicates: int
    seed: int
    workers: int | None

    @abstractmethod
    def desk(self) -> tuple[Array, ...]:
        """The memory that one thread works with."""

    @abstractmethod
    def play(
        self, desk: tuple[Array, ...], first: int, last: int, sizes: Array, notes: Notes
    ) -> None:
        """Play runs ``first`` to ``last``.

        Args:
            desk: memory of the thread.
            first, last: the runs.
            sizes: int64 (sets, replicates), written: how many became active.
            notes: where it is noted who became active, if it is.
        """

    def keys_of(self, decision: Decision) -> Array:
        """Keys of a decision in each replicate, uint64 (replicates,)."""
        return keys_of(decision, self.seed, self.replicates)

    @cached_property
    def sizes(self) -> Array:
        """How many are active at the end of each run, int64 (sets, replicates)."""
        sizes = np.zeros((self.seeds.sets, self.replicates), np.int64)

        def play(desk: tuple[Array, ...], first: int, last: int) -> None:
            self.play(desk, first, last, sizes, NO_NOTES)

        run_all(sizes.size, self.workers, self.desk, play)
        return sizes

    def spread(self, trees: bool = False) -> Spread:
        """What the runs give; ``trees``: with who had it from whom."""
        sizes = self.sizes.reshape(self.seeds.shape(self.replicates))
        return Spread(self.network, self.seeds, sizes, self, self.trees() if trees else None)

    def counts(self) -> Array:
        """In how many replicates each person is active at the end, int64 (sets, n)."""
        people, sets = self.network.people, self.seeds.sets
        totals = np.zeros(sets * people, np.int64)

        def add(played: Played) -> None:
            place = played.each_step(played.runs % sets * people) + played.steps["person"]
            np.add.at(totals, place, 1)

        self._replay(add)
        return totals.reshape(sets, people)

    def course(self, times: object = None) -> tuple[Array, Mapping[str, Array]]:
        """Numbers of people in each state, int64 (sets, replicates, k), at k times.

        Args:
            times: ascending, float64 (k,); by default spread evenly up to the last event.
        """
        when = self._times() if times is None else ascending(times)
        sets, cells = self.seeds.sets, len(when) + 1
        entered: dict[str, Array] = {}

        def add(played: Played) -> None:
            row = played.runs % sets * self.replicates + played.runs // sets
            for state, time in self.entries(played).items():
                room = sets * self.replicates * cells
                flat = entered.setdefault(state, np.zeros(room, np.int64))
                place = played.each_step(row * cells) + np.searchsorted(when, time)
                np.add.at(flat, place, 1)

        self._replay(add)
        shape = (sets, self.replicates, cells)
        found = {state: flat.reshape(shape)[..., :-1] for state, flat in entered.items()}
        return when, self.states({state: flat.cumsum(axis=2) for state, flat in found.items()})

    def entries(self, played: Played) -> Mapping[str, Array]:
        """When the people of some steps enter each state, float64 (steps,)."""
        return {"active": played.steps["time"]}

    def states(self, entered: Mapping[str, Array]) -> Mapping[str, Array]:
        """How many are in each state, from how many have entered each."""
        return entered

    def trees(self) -> list[Cascade]:
        """Who had it from whom in each run, in the order of ``sizes.ravel()``."""
        found: dict[int, Cascade] = {}

        def add(played: Played) -> None:
            for run, steps in zip(played.runs.tolist(), played.each_run(), strict=True):
                found[run] = _cascade(self.network, steps)

        self._replay(add)
        sets = self.seeds.sets
        return [found[r * sets + s] for s in range(sets) for r in range(self.replicates)]

    def end(self) -> float:
        """The time of the last event of all runs."""
        latest = [0.0]

        def look(played: Played) -> None:
            for times in self.entries(played).values():
                latest.append(float(times[np.isfinite(times)].max(initial=0.0)))

        self._replay(look)
        return max(latest)

    def _times(self) -> Array:
        return np.unique(np.linspace(0.0, self.end(), POINTS))

    def _replay(self, tell: Callable[[Played], None]) -> None:
        """Play all runs again, and tell of some at a time: one thread at a time."""
        again, turn = np.empty_like(self.sizes), threading.Lock()

        def play(desk: tuple[Array, ...], first: int, last: int) -> None:
            runs = np.arange(first, last)
            sizes = self.sizes[runs % self.seeds.sets, runs // self.seeds.sets]
            notes = Notes(np.cumsum(sizes) - sizes, np.empty(sizes.sum(), STEP))
            if len(notes.log):
                self.play(desk, first, last, again, notes)
            with turn:
                tell(Played(runs, sizes, notes.log))

        run_all(again.size, self.workers, self.desk, play)


def own_ids(network: Network) -> Array:
    """Ids of people as kernels take them: uint64 (n,), or empty where they are the numbers."""
    return np.zeros(0, np.uint64) if network.ids is None else network.ids


def ascending(times: object) -> Array:
    """Times to look at, float64 (k,).

    Raises:
        ValueError: they are no ascending numbers.
    """
    try:
        found = np.atleast_1d(np.asarray(times, np.float64))
    except (TypeError, ValueError):
        found = np.zeros(0)
    if found.ndim != 1 or not len(found) or not np.all(np.diff(found) > 0.0):
        raise ValueError(
            say("times must be ascending numbers, not {given}", given=brief(repr(times)))
        )
    return found


def _cascade(network: Network, steps: Array) -> Cascade:
    steps = steps[np.argsort(steps["time"], kind="stable")]
    order = np.argsort(steps["person"])
    found = np.searchsorted(steps["person"], steps["source"], sorter=order)
    source = np.where(steps["source"] == NONE, NONE, order[np.minimum(found, len(order) - 1)])
    return Cascade(network, steps["person"].copy(), source, steps["time"].copy())
