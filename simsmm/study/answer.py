"""The answer to a scenario: every measure over all replicates, with what it is worth."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from simsmm.assemble import NO_CODE, OwnCode
from simsmm.measures import ALL
from simsmm.record import Setting
from simsmm.scenario import Scenario
from simsmm.scenario.goals import Goal
from simsmm.study import design
from simsmm.study.content import content_hash
from simsmm.study.curve import Curve
from simsmm.study.keys import Key, not_there
from simsmm.study.outcome import Chance, Outcome
from simsmm.study.replicate import Replicate
from simsmm.study.sheet import Sheet
from simsmm.wording import count as plural
from simsmm.wording import numeral, say

if TYPE_CHECKING:
    import pandas as pd

    from simsmm.society import OwnLayer
    from simsmm.study.picking import Comparison, Picking

FLOP, HIT = 0.5, 2.0
"""A flop reaches less than half of the median outcome, a hit more than twice."""

FEW = 64
"""Fewer replicates than this give a rough interval."""

NEAR_TIPPING = 0.8
"""Reproduction number above which a cascade may tip from dying out to spreading on."""


@dataclass(frozen=True)
class GoalAnswer:
    """How likely a goal is met."""

    goal: Goal
    outcome: Outcome
    """What the goal asks about, in the goal's unit."""
    chance: float
    """Share of replicates that meet it."""
    error: float
    """Standard error of that share."""
    at_least: float
    """Lower end of the 95 % interval of the chance."""
    at_most: float
    """Upper end of it."""


@dataclass(frozen=True, eq=False)
class Answer:
    """What a study of one scenario found; `simsmm.estimate` gives one."""

    scenario: Scenario
    seed: int
    replicates: tuple[Replicate, ...]
    """In the order of their index, from 0, without gaps."""
    setting: Setting = field(repr=False)
    """That of replicate 0: names, sizes and money."""
    complete: bool = True
    """False where the run was interrupted before it met its precision."""
    own: tuple[OwnLayer, ...] = field(default=(), repr=False)
    """Layers of ties that were brought along; a replicate runs again only with them."""
    curve: Curve | None = field(default=None, repr=False)
    """Outcomes at other amounts of media money, where they were asked for."""
    code: OwnCode = field(default=NO_CODE, repr=False)
    """What the user wrote in Python for the run; a replicate runs again only with it."""
    asked: int = 0
    """Replicates asked for, or to run before the next look at the precision; 0: those there are."""
    picking: Picking | None = field(default=None, repr=False)
    """Who was picked where the plan asked for it; `scenario` is then the plan that names them."""
    comparison: Comparison | None = field(default=None, repr=False)
    """Those who were picked beside others for the same money; None before that was run."""

    @property
    def wanted(self) -> int:
        """So many replicates were asked for; more than there are if the run was interrupted."""
        return max(self.asked, len(self.replicates))

    @property
    def own_code(self) -> tuple[str, ...]:
        """What the user wrote in Python for the run, in words; files alone do not repeat it."""
        return self.code.names

    def __getitem__(self, key: str | tuple[str, str, str]) -> Outcome:
        """A measure, or a part of it: ``answer["reach"]``, ``answer["reach", "channel", "blog"]``.

        Raises:
            KeyError: there is no such measure, breakdown or group; the message says which of them
                it is, and what there is.
        """
        full = (key, ALL, ALL) if isinstance(key, str) else key
        if full not in self._sheet.outcomes:
            raise KeyError(not_there(key, self.keys()))
        return self._sheet.outcomes[full]

    def keys(self) -> Iterable[Key]:
        """Every (measure, breakdown, group) that has an outcome."""
        return self._sheet.keys

    @cached_property
    def _sheet(self) -> Sheet:
        """The numbers of all replicates side by side."""
        return Sheet.of(self.replicates)

    @cached_property
    def goals(self) -> tuple[GoalAnswer, ...]:
        """Each goal with the chance that it is met."""
        found = []
        for goal, values in zip(self.scenario.goals, self._sheet.by_goal, strict=True):
            outcome = Outcome(goal.measure, goal.unit, values)
            met = values >= goal.amount if goal.at_least else values <= goal.amount
            found.append(GoalAnswer(goal, outcome, *outcome.chance(met)))
        return tuple(found)

    @cached_property
    def flop(self) -> Chance:
        """How likely it reaches less than half of the median."""
        reach = self["reach"]
        return reach.chance(reach.values < FLOP * reach.median)

    @cached_property
    def hit(self) -> Chance:
        """How likely it reaches more than twice the median."""
        reach = self["reach"]
        return reach.chance(reach.values > HIT * reach.median)

    @cached_property
    def warnings(self) -> tuple[str, ...]:
        """What a reader should know before trusting the numbers."""
        found = []
        if not self.complete:
            found.append(
                say(
                    "The run was interrupted: {done} of {asked} replicates.",
                    done=numeral(f"{len(self.replicates):,}"),
                    asked=numeral(f"{self.wanted:,}"),
                )
            )
        if self.own_code:
            found.append(
                say(
                    "Own code took part: {names}. Scenario and seed alone do not repeat this run.",
                    names=", ".join(self.own_code),
                )
            )
        if self.curve is not None and not self.curve.complete:
            found.append(
                say("The runs at other amounts of media money were interrupted: fewer than usual.")
            )
        if self.comparison is not None and not self.comparison.complete:
            found.append(say("The runs with other creators were interrupted: fewer than usual."))
        if self.scenario.people.society is not None:
            found.append(
                say(
                    "One society: every replicate meets the same people and ties, so the intervals "
                    "leave out that others would do otherwise."
                )
            )
        count = len(self.replicates)
        if count < FEW:
            found.append(
                say(
                    "Few replicates ({number}; {usual} are usual), which hold {draws} of the "
                    "unknown numbers and {societies} only: the intervals are too narrow.",
                    number=count,
                    usual=FEW,
                    draws=plural(-(-count // design.PAIR), "{number} draw", "{number} draws"),
                    societies=plural(
                        -(-count // design.BLOCK), "{number} society", "{number} societies"
                    ),
                )
            )
        if not self.scenario.drawn:
            found.append(
                say(
                    "Luck only: preset numbers stand at their middle values, so the intervals "
                    "leave out that they are not known exactly."
                )
            )
        spread = self["reproduction number"]
        if len(spread.known) and spread.quantile(0.95) > NEAR_TIPPING:
            found.append(
                say(
                    "Near the tipping point: in some replicates one share led to almost one more. "
                    "Small changes of the numbers then change the outcome a lot."
                )
            )
        # Rounded as it is told: a miss that nobody could see in the sentence is none.
        known = round(100.0 * self["reach"].precision, 2)
        asked = round(100.0 * self.scenario.effort.precision, 2)
        if known > asked and count >= self.scenario.effort.at_most:
            found.append(
                say(
                    "The mean of reach is known to {known} %, not to the {asked} % asked for: the "
                    "most replicates ran.",
                    known=numeral(f"{known:g}"),
                    asked=numeral(f"{asked:g}"),
                )
            )
        return tuple(found)

    def table(self) -> pd.DataFrame:
        """Every outcome as a row: measure, by, group, unit, mean, error, low, median, high, shares.

        ``low`` and ``high`` bound 90 % of the outcomes; ``error`` is that of the mean; ``luck``,
        ``parameters`` and ``society`` are shares of the variance.
        """
        return self._sheet.table()

    def series(self) -> pd.DataFrame:
        """Over time: measure, hour, mean, and the 5, 25, 50, 75 and 95 % points of the outcomes."""
        return self._sheet.series()

    @cached_property
    def tables(self) -> dict[str, pd.DataFrame]:
        """Every number that was measured, by the name of its file."""
        found = {"replicates": self.replicate_rows(), "series": self.series_rows()}
        if self.curve is not None:
            found["spend"] = self.curve.rows()
        if self.comparison is not None:
            found["creators"] = self.comparison.rows()
        return found

    @cached_property
    def content(self) -> str:
        """Hash of every number that was measured: the same for the same run anywhere."""
        return content_hash(*self.tables.values())

    def replicate_rows(self) -> pd.DataFrame:
        """Long form: replicate, parameters, society, measure, by, group, value.

        What a goal asks about stands under the measure and the breakdown ``"goal"``, its group is
        the goal as it is written.
        """
        return self._sheet.replicate_rows(goal.text for goal in self.scenario.goals)

    def series_rows(self) -> pd.DataFrame:
        """Long form: replicate, measure, hour, value."""
        return self._sheet.series_rows()
