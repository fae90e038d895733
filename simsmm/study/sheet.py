"""The numbers of all replicates side by side, which everything that an answer tells is read from.

Each number is copied from its replicate once; what is told of many outcomes is worked out at once.
So an answer is told in a fraction of a second, however many replicates it has: that is all the time
there is after an interrupt.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from simsmm.measures import ALL, MEASURES
from simsmm.study import design
from simsmm.study.keys import Key
from simsmm.study.outcome import Outcome, figures_of_each
from simsmm.study.replicate import Replicate

if TYPE_CHECKING:
    import pandas as pd

Reals = npt.NDArray[np.float64]

BANDS = {"low": 0.05, "lower": 0.25, "median": 0.5, "upper": 0.75, "high": 0.95}
"""What is told of a series at each hour: shares of the outcomes that lie below."""


@dataclass(frozen=True, eq=False)
class Sheet:
    """What was measured in each replicate, in their order; the arrays are not to be written to."""

    keys: tuple[Key, ...]
    """Every (measure, breakdown, group) that has an outcome."""
    values: Reals
    """Shape (keys, replicates); NaN where a replicate has no value."""
    by_goal: Reals
    """What each goal asks about, shape (goals, replicates)."""
    names: tuple[str, ...]
    """Of the series."""
    hours: Reals
    """Points of the series [h]."""
    lines: Reals
    """Cumulative, shape (replicates, series, points)."""

    @classmethod
    def of(cls, replicates: Iterable[Replicate]) -> Sheet:
        """The sheet of one replicate at least; the first has every key and series that counts."""
        replicates = list(replicates)
        first = replicates[0]
        keys, names = tuple(first.measured), tuple(name for name in first.series if name != "hours")
        values = [[one.measured.get(key, np.nan) for key in keys] for one in replicates]
        lines = [[one.series[name] for name in names] for one in replicates]
        return cls(
            keys,
            _across(values),
            _across([one.by_goal for one in replicates]),
            names,
            first.series["hours"],
            _kept(np.array(lines, np.float64)),
        )

    @cached_property
    def outcomes(self) -> Mapping[Key, Outcome]:
        """The outcome of every key."""
        figures = figures_of_each(self.values)
        return {
            key: Outcome(_name(key), MEASURES[key[0]].unit, row, told)
            for key, row, told in zip(self.keys, self.values, figures, strict=True)
        }

    def table(self) -> pd.DataFrame:
        """Every outcome as a row; `simsmm.study.Answer.table` says which columns."""
        import pandas as pd

        return pd.DataFrame([self._row(key, found) for key, found in self.outcomes.items()])

    def _row(self, key: Key, found: Outcome) -> dict[str, object]:
        parts = found.components.shares() if found.components else {}
        if len(found.values) < 2 * design.BLOCK:
            parts.pop("society", None)  # one society says nothing about others
        return {
            "measure": key[0],
            "by": key[1],
            "group": key[2],
            "unit": found.unit,
            "mean": found.mean,
            "error": found.error,
            "low": found.low,
            "median": found.median,
            "high": found.high,
            **{name: parts.get(name, np.nan) for name in ("luck", "parameters", "society")},
        }

    def series(self) -> pd.DataFrame:
        """Every series, summed up: measure, hour, mean, and the `BANDS` of the outcomes."""
        import pandas as pd

        points = np.quantile(self.lines, list(BANDS.values()), axis=0)
        columns = {"mean": self.lines.mean(axis=0), **dict(zip(BANDS, points, strict=True))}
        return pd.DataFrame(
            {
                "measure": np.repeat(self.names, len(self.hours)),
                "hour": np.tile(self.hours, len(self.names)),
                **{name: column.ravel() for name, column in columns.items()},
            }
        )

    def replicate_rows(self, goals: Iterable[str]) -> pd.DataFrame:
        """Long form of what was measured; `simsmm.study.Answer.replicate_rows` says which columns.

        Args:
            goals: each goal as it is written.
        """
        import pandas as pd

        keys = [*self.keys, *(("goal", "goal", goal) for goal in goals)]
        values = np.concatenate([self.values, self.by_goal]).T
        index = np.repeat(np.arange(len(values), dtype=np.int32), len(keys))
        columns: dict[str, Any] = {
            "replicate": index,
            "parameters": index // design.PAIR,
            "society": index // design.BLOCK,
        }
        for name, texts in zip(("measure", "by", "group"), zip(*keys, strict=True), strict=True):
            columns[name] = _over_and_over(texts, len(values))
        return pd.DataFrame({**columns, "value": values.ravel()})

    def series_rows(self) -> pd.DataFrame:
        """Long form of the series: replicate, measure, hour, value."""
        import pandas as pd

        count, points = len(self.lines), len(self.hours)
        names = [name for name in self.names for _ in range(points)]
        return pd.DataFrame(
            {
                "replicate": np.repeat(np.arange(count, dtype=np.int32), len(names)),
                "measure": _over_and_over(names, count),
                "hour": np.tile(self.hours, count * len(self.names)),
                "value": self.lines.ravel(),
            }
        )


def _name(key: Key) -> str:
    measure, by, group = key
    return measure if by == ALL else f"{measure}, {group}"


def _across(rows: Iterable[Iterable[float]]) -> Reals:
    """Rows of replicates as columns: what is summed lies side by side in memory."""
    return _kept(np.ascontiguousarray(np.array(list(rows), np.float64).T))


def _kept(array: Reals) -> Reals:
    array.setflags(write=False)
    return array


def _over_and_over(texts: Iterable[str], times: int) -> Any:
    """A column of the texts, again and again; each text is read once."""
    import pandas as pd

    once = pd.Series(list(texts)).array
    return once.take(np.tile(np.arange(len(once)), times))
