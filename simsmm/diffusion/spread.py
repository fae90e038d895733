"""How far something spreads: the size of every run, and what can be worked out from the runs."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import numpy.typing as npt

from simsmm.diffusion.graph import Network
from simsmm.diffusion.seed_sets import SeedSets
from simsmm.scenario.problems import unknown
from simsmm.wording import say

if TYPE_CHECKING:
    import pandas

    from simsmm.diffusion.trees import Cascade

Array = npt.NDArray[Any]


class Again(Protocol):
    """Plays the same runs again, to look at more than their sizes: draws are keyed."""

    def counts(self) -> Array:
        """In how many replicates each person is active at the end, int64 (sets, n)."""

    def course(self, times: object = None) -> tuple[Array, Mapping[str, Array]]:
        """Times (k,), and by name of a state how many people are in it at each of them.

        The numbers of people are int64 (sets, replicates, k). None where a model has no time.
        """


@dataclass(frozen=True, eq=False)
class Spread:
    """The runs of a diffusion model: how many people each made active, seeds included."""

    network: Network
    """What it spread over."""
    seeds: SeedSets
    """Whom it started from."""
    sizes: Array
    """People active at the end of each run, int64 (replicates,); for a list of seed sets (sets,
    replicates). Column r of every set is the same world."""
    again: Again
    """Plays the runs again for what is asked for later."""
    trees: Sequence[Cascade] | None = None
    """Who had it from whom, for each run in the order of ``sizes.ravel()``; with ``trees=True``."""

    @property
    def replicates(self) -> int:
        """Number of runs for each seed set."""
        return self.sizes.shape[-1]

    @property
    def mean(self) -> float | Array:
        """Mean number of people; float64 (sets,) for a list of seed sets."""
        return _plain(self.sizes.mean(axis=-1))

    @property
    def error(self) -> float | Array:
        """Standard error of the mean; NaN for a single replicate."""
        if self.replicates < 2:
            return _plain(np.full(self.sizes.shape[:-1], np.nan))
        return _plain(self.sizes.std(axis=-1, ddof=1) / math.sqrt(self.replicates))

    def interval(self, share: float = 0.9) -> tuple[float | Array, float | Array]:
        """Between which sizes the middle ``share`` of the runs lies: quantiles of `sizes`.

        Raises:
            ValueError: the share is no number from 0 to 1.
        """
        if not 0.0 <= share <= 1.0:
            raise ValueError(say("share must be a number from 0 to 1, not {given}", given=share))
        low, high = np.quantile(self.sizes, [0.5 - share / 2.0, 0.5 + share / 2.0], axis=-1)
        return _plain(low), _plain(high)

    def activation_probability(self) -> Array:
        """Share of the replicates in which each person is active, float64 (n,) or (sets, n).

        Worked out when it is asked for, by playing the same runs again.
        """
        chances = self.again.counts() / self.replicates
        return chances if self.seeds.several else chances[0]

    def series(self, state: str = "active", *, times: object = None) -> pandas.DataFrame:
        """How many people are in a state as time goes by: mean and the middle 90 % of the runs.

        Args:
            state: "active", or another that the model knows.
            times: ascending numbers; by default spread evenly up to the last event.

        Returns:
            a frame indexed by time with columns ``mean``, ``low`` and ``high``; for a list of seed
            sets, indexed by (set, time).

        Raises:
            ValueError: the model knows no such state.
        """
        import pandas

        times, states = self.again.course(times)
        if state not in states:
            raise ValueError(unknown("state", state, states))
        tables = [_course(times, values) for values in states[state]]
        if not self.seeds.several:
            return tables[0]
        return pandas.concat(dict(enumerate(tables)), names=["set", "time"])

    def __repr__(self) -> str:
        """The spread on one line."""
        if self.seeds.several:
            return say(
                "<Spread: {sets} seed sets, {number} replicates>",
                sets=self.seeds.sets,
                number=self.replicates,
            )
        return say(
            "<Spread: {mean} +- {error} of {people} people, {number} replicates>",
            mean=f"{self.mean:.6g}",
            error=f"{self.error:.2g}",
            people=self.network.people,
            number=self.replicates,
        )


def _plain(values: Array) -> float | Array:
    return float(values) if values.ndim == 0 else values


def _course(times: Array, values: Array) -> pandas.DataFrame:
    import pandas

    low, high = np.quantile(values, [0.05, 0.95], axis=0)
    return pandas.DataFrame(
        {"mean": values.mean(axis=0), "low": low, "high": high},
        index=pandas.Index(times, name="time"),
    )
