"""Reach against media money: the same luck at none, half, all and twice the money of the plan.

The worlds of one replicate differ in the money only. A smaller budget's bought impressions are
among those of a larger one, so the difference of two points is the money's doing, not luck's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from simsmm.assemble import Stage
from simsmm.measures import MEASURES, View
from simsmm.study import design
from simsmm.study.outcome import Outcome
from simsmm.study.replicate import Replicate, play
from simsmm.study.workers import Workers

if TYPE_CHECKING:
    import pandas as pd

Reals = npt.NDArray[np.float64]

FACTORS = (0.0, 0.5, 1.0, 2.0)
"""Media money that is tried, as a multiple of the plan's."""

PLANNED = FACTORS.index(1.0)
"""Place of the plan's own money."""

MOST = design.BLOCK
"""The first so many replicates are tried: they share a society, which is built already."""

TOLD = (
    "spend",
    "total cost",
    "impressions",
    "reach",
    "on-target reach",
    "effective reach",
    "incremental sales",
)
"""Measures of the whole run that are kept."""


@dataclass(frozen=True, eq=False)
class Curve:
    """Outcomes of the first replicates at several amounts of media money."""

    values: dict[str, Reals]
    """By measure, of `TOLD`: shape (factors, replicates)."""
    complete: bool = True
    """False where it was interrupted."""

    @property
    def replicates(self) -> int:
        """How many replicates were tried at every amount."""
        return self.values["reach"].shape[1]

    def at(self, measure: str, factor: int) -> Outcome:
        """A measure at one of `FACTORS`, by its place."""
        return Outcome(measure, MEASURES[measure].unit, self.values[measure][factor])

    def gain(self, measure: str, factor: int) -> Outcome:
        """What a measure gains per unit of media money over the factor before, pair by pair.

        NaN for a replicate that could not spend more.
        """
        more = np.diff(self.values[measure], axis=0)[factor - 1]
        money = np.diff(self.values["spend"], axis=0)[factor - 1]
        gained = np.divide(more, money, out=np.full(len(more), np.nan), where=money > 0.0)
        return Outcome(f"{measure} gained", f"{MEASURES[measure].unit} per money", gained)

    def rows(self) -> pd.DataFrame:
        """Long form: replicate, media (a multiple of the plan's money), measure, value."""
        import pandas as pd

        names, count = list(self.values), self.replicates
        every = np.stack([self.values[name] for name in names])
        return pd.DataFrame(
            {
                "replicate": np.repeat(np.arange(count), len(FACTORS) * len(names)).astype("int32"),
                "media": np.tile(np.repeat(FACTORS, len(names)), count),
                "measure": np.tile(names, len(FACTORS) * count),
                "value": every.transpose(2, 1, 0).ravel(),
            }
        )


def runs_needed(replicates: int) -> int:
    """Runs that a curve takes beyond the replicates that are done."""
    return min(replicates, MOST) * (len(FACTORS) - 1)


def trace(
    team: Workers, stage: Stage, done: list[Replicate], count: Callable[[], None]
) -> Curve | None:
    """Run the first replicates at the other amounts of media money.

    Args:
        team: runs them, and knows whether to stop.
        stage: the society of replicate 0, which has been looked at before.
        done: the replicates of the plan itself, from 0.
        count: called after each run.

    Returns:
        The curve; None where not one replicate was tried at every amount.
    """

    def run(index: int, factor: float) -> dict[str, float] | None:
        if factor == 1.0:
            return _told(done[index])
        found = play(stage, index, team.stop.is_set, media=factor)
        if found is None:
            return None
        view = View.of(found)
        count()
        return {name: MEASURES[name].of_market(view) for name in TOLD}

    indices = range(min(len(done), MOST))
    told = team.results([partial(run, index, factor) for index in indices for factor in FACTORS])
    points = [told[at : at + len(FACTORS)] for at in range(0, len(told), len(FACTORS))]
    whole = next((at for at, row in enumerate(points) if None in row), len(points))
    if not whole:
        return None
    values = {
        name: np.array([[point[name] for point in row if point] for row in points[:whole]]).T
        for name in TOLD
    }
    return Curve(values, complete=whole == len(points))


def _told(replicate: Replicate) -> dict[str, float]:
    return {name: replicate.measured[name, "all", "all"] for name in TOLD}
