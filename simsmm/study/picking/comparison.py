"""The chosen beside others on the campaign's own engine: the same luck for each group.

The first replicates of the study are run again with other people paid, and with nobody, in the
same society and with the same luck. Nothing of that was drawn on when the groups were formed.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from simsmm.assemble import Stage
from simsmm.measures import ALL, MEASURES, View
from simsmm.study.design import PAIR
from simsmm.study.outcome import CONFIDENCE, POINTS, Figures, Outcome
from simsmm.study.picking.groups import CHOSEN, NOBODY, ORDINARY, STARS, Group
from simsmm.study.picking.picking import Picking
from simsmm.study.replicate import Replicate, play
from simsmm.study.workers import Workers

if TYPE_CHECKING:
    import pandas as pd

Reals = npt.NDArray[np.float64]

MOST = 32
"""The first so many replicates are run for every group."""


@dataclass(frozen=True, eq=False)
class Comparison:
    """What each group adds to the campaign."""

    picking: Picking
    measure: str
    """What is compared: ``"on-target reach"``, or ``"reach"`` where everybody is the target."""
    values: dict[str, Reals]
    """Outcomes by the name of the group, `NOBODY` included; shape (replicates,) each."""
    complete: bool = True
    """False where it was interrupted."""

    @property
    def groups(self) -> tuple[Group, ...]:
        """The groups, the chosen first."""
        return self.picking.groups

    @property
    def replicates(self) -> int:
        """How many replicates were run for every group."""
        return len(self.values[NOBODY])

    @property
    def of_target(self) -> bool:
        """Whether people of the target are counted, and not everybody."""
        return bool(self.picking.plan.target)

    def added(self, group: Group) -> Outcome:
        """What a group adds to the same campaign with nobody paid, replicate by replicate."""
        return self._outcome(self.values[group.name] - self.values[NOBODY])

    def behind(self, group: Group) -> Outcome:
        """How much less a group adds than the chosen, replicate by replicate."""
        return self._outcome(self.values[CHOSEN] - self.values[group.name])

    def per_money(self, group: Group) -> Outcome | None:
        """What a group adds for a unit of money; None where it costs nothing."""
        if not group.cost:
            return None
        added = self.added(group).values / group.cost
        return outcome_of_pairs("added per money", f"{self._unit} per money", added)

    @property
    def ordinary_ahead(self) -> Outcome | None:
        """How much more ordinary people add for a unit of money than stars do."""
        named = {group.name: self.per_money(group) for group in self.groups}
        ordinary, stars = named[ORDINARY], named[STARS]
        if ordinary is None or stars is None:
            return None
        ahead = ordinary.values - stars.values
        return outcome_of_pairs("ahead per money", ordinary.unit, ahead)

    def rows(self) -> pd.DataFrame:
        """Long form: replicate, group, cost of the group, measure, value."""
        import pandas as pd

        names, count = list(self.values), self.replicates
        costs = {NOBODY: 0.0} | {group.name: group.cost for group in self.groups}
        return pd.DataFrame(
            {
                "replicate": np.repeat(np.arange(count), len(names)).astype("int32"),
                "group": np.tile(names, count),
                "cost": np.tile([costs[name] for name in names], count),
                "measure": np.full(count * len(names), self.measure),
                "value": np.stack(list(self.values.values()), axis=1).ravel(),
            }
        )

    @property
    def _unit(self) -> str:
        return MEASURES[self.measure].unit

    def _outcome(self, values: Reals) -> Outcome:
        return outcome_of_pairs(self.measure, self._unit, values)


def outcome_of_pairs(name: str, unit: str, values: Reals) -> Outcome:
    """An outcome of replicates that share their society and, two by two, the unknown numbers.

    The error of its mean is that of the means of pairs, which are independent.
    """
    pairs = values[: len(values) // PAIR * PAIR].reshape(-1, PAIR).mean(axis=1)
    error = float(pairs.std(ddof=1) / math.sqrt(len(pairs))) if len(pairs) > 1 else math.nan
    low, median, high = np.quantile(values, POINTS).tolist()
    return Outcome(
        name, unit, values, Figures(float(values.mean()), error, low, median, high, None)
    )


def settled(outcome: Outcome) -> bool:
    """Whether the mean differs from nothing by more than its 95 % interval."""
    return bool(abs(outcome.mean) > CONFIDENCE * outcome.error)


def runs_needed(replicates: int, picking: Picking) -> int:
    """Runs that a comparison takes beyond the replicates that are done."""
    return min(replicates, MOST) * len(picking.groups)


def compare(
    team: Workers,
    stage: Stage,
    picking: Picking,
    done: list[Replicate],
    count: Callable[[], None],
) -> Comparison | None:
    """Run the first replicates with each rival paid, and with nobody.

    Args:
        team: runs them, and knows whether to stop.
        stage: the society, with the plan that pays the chosen.
        picking: who was picked, and beside whom.
        done: the replicates of that plan, from 0.
        count: called after each run.

    Returns:
        the comparison; None where not one replicate was run for every group.
    """
    measure = "on-target reach" if picking.plan.target else "reach"
    others = [*picking.groups[1:], Group(NOBODY, (), (), ())]
    stages = [stage.with_plan(picking.plan_of(group)) for group in others]

    def run(index: int, place: int) -> float | None:
        found = play(stages[place], index, team.stop.is_set)
        if found is None:
            return None
        count()
        return MEASURES[measure].of_market(View.of(found))

    replicates, places = range(min(len(done), MOST)), range(len(others))
    told = team.results([partial(run, index, at) for index in replicates for at in places])
    rows = [told[at : at + len(others)] for at in range(0, len(told), len(others))]
    whole = next((at for at, row in enumerate(rows) if None in row), len(rows))
    if not whole:
        return None
    mine = [done[index].measured[measure, ALL, ALL] for index in range(whole)]
    values = {CHOSEN: np.array(mine, np.float64)}
    for place, group in enumerate(others):
        values[group.name] = np.array([row[place] for row in rows[:whole]], np.float64)
    return Comparison(picking, measure, values, complete=whole == len(rows))
