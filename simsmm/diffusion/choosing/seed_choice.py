"""Chosen seeds: who, what they cost, how far they reach, and how good that is beside others."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from simsmm.diffusion.choosing.guarantee import Guarantee
from simsmm.diffusion.choosing.rivals import RIVALS
from simsmm.diffusion.choosing.sampler import GROUPS, Sampler, Use
from simsmm.diffusion.choosing.task import Array, Task
from simsmm.diffusion.graph import Network
from simsmm.diffusion.spread import Spread
from simsmm.wording import count, numeral

if TYPE_CHECKING:
    import pandas

CHOSEN = "chosen"

SCORE_ERROR = 0.005
"""Standard error of `SeedChoice.value` that is aimed at, as a share of it."""

MOST_SETS = 20_000_000
"""Most sets that `SeedChoice.value` is read from: where seeds reach next to nobody, its error is
larger than asked for."""


class Value(NamedTuple):
    """An expected number and its standard error."""

    mean: float
    error: float


@dataclass(frozen=True, eq=False)
class SeedChoice:
    """Whom to start with, and what that brings."""

    network: Network
    """What they start to spread over."""
    numbers: Array
    """Numbers of the seeds in the network, int32, in the order in which they were chosen."""
    guarantee: Guarantee
    """How good they are, at least, by this model; ``str`` says it in a sentence."""
    cost: float | None
    """What they cost together [money]; None where a number of seeds was asked for."""
    task: Task
    """What was to be chosen; people by their numbers in the network."""
    sampler: Sampler
    """Draws further sets, for `value` and `compare`."""
    ranks: Array
    """Place of each person among the sampler's, int (n,); empty where that is their number."""
    seed: int
    """Seed of the draws."""
    play: Callable[[Network, list[Hashable]], Spread]
    """Runs the model from people by their labels."""

    @cached_property
    def seeds(self) -> list[Hashable]:
        """Labels of the seeds, in the order in which they were chosen."""
        return self._labels(self.numbers)

    @cached_property
    def spread(self) -> Spread:
        """What the model makes of the seeds, on draws that had no part in the choice.

        It counts people, whatever their weights. Run when it is asked for.
        """
        return self.play(self.network, self.seeds)

    @cached_property
    def value(self) -> Value:
        """Expected weight of those whom the seeds reach: people, where nobody has a weight.

        Read from fresh reverse-reachable sets when it is asked for.
        """
        met = self._met([self.numbers])
        return self._value(met, 1)

    @property
    def per_money(self) -> float | None:
        """`value` for a unit of money; None where they cost nothing or a number was asked for."""
        return self.value.mean / self.cost if self.cost else None

    @cached_property
    def rivals(self) -> Mapping[str, list[Hashable]]:
        """Labels of those whom rules of thumb choose for the same number or budget, by rule."""
        return {name: self._labels(people) for name, people in self._rivals.items()}

    def compare(self) -> pandas.DataFrame:
        """The seeds beside those of the rules of thumb, on the same fresh sets.

        Returns:
            a frame indexed by method, the chosen seeds first: ``seeds`` (their number), ``cost``
            and ``per money`` (by budget), ``value`` and ``error`` (see `value`), ``behind`` (how
            much less than the chosen, paired set by set) and ``error of behind``.
        """
        import pandas

        groups = {CHOSEN: self.numbers, **self._rivals}
        met = self._met(list(groups.values()))
        rows = {}
        for place, (name, people) in enumerate(groups.items()):
            value, behind = self._value(met, 1 << place), self._behind(met, 1 << place)
            rows[name] = {
                "seeds": len(people),
                "value": value.mean,
                "error": value.error,
                "behind": behind.mean,
                "error of behind": behind.error,
            }
            if self.cost is not None:
                cost = float(self.task.costs[people].sum())
                rows[name] |= {"cost": cost, "per money": value.mean / cost if cost else math.nan}
        return pandas.DataFrame.from_dict(rows, orient="index").rename_axis("method")

    def __repr__(self) -> str:
        """The choice on one line."""
        return count(
            len(self.numbers),
            "<SeedChoice: {number} seed, reaches at least {least}; no choice more than {best}>",
            "<SeedChoice: {number} seeds, reach at least {least}; no choice more than {best}>",
            least=numeral(f"{self.guarantee.least:.6g}"),
            best=numeral(f"{self.guarantee.best:.6g}"),
        )

    @cached_property
    def _rivals(self) -> dict[str, Array]:
        return {name: rule(self.network, self.task, self.seed) for name, rule in RIVALS.items()}

    def _labels(self, numbers: Array) -> list[Hashable]:
        return [self.network.label(who) for who in numbers.tolist()]

    def _met(self, groups: list[Array]) -> Array:
        """Fresh sets by who meets them, so many that the error is about `SCORE_ERROR`."""
        share = self.guarantee.least / self.sampler.ways.weight
        sets = (1.0 - share) / (share * SCORE_ERROR**2) if share else math.inf
        sets = int(max(self.guarantee.sets, min(sets, MOST_SETS)))
        places = [self.ranks[group] if len(self.ranks) else group for group in groups]
        return self.sampler.meet(Use.SCORE, sets, places)

    def _value(self, met: Array, group: int) -> Value:
        """Weight that a group reaches, from the share of sets that it meets."""
        sets, weight = int(met.sum()), self.sampler.ways.weight
        share = float(met[_who(group)].sum()) / sets
        return Value(weight * share, weight * math.sqrt(share * (1.0 - share) / sets))

    def _behind(self, met: Array, group: int) -> Value:
        """How much more the chosen, group 1, reach than a group: of sets that only one meets."""
        sets, weight = int(met.sum()), self.sampler.ways.weight
        more = float(met[_who(1) & ~_who(group)].sum()) / sets
        less = float(met[_who(group) & ~_who(1)].sum()) / sets
        spread = max(more + less - (more - less) ** 2, 0.0)
        return Value(weight * (more - less), weight * math.sqrt(spread / sets))


def _who(group: int) -> Array:
    """Which sums of bits say that a group meets a set, bool (256,)."""
    return np.arange(1 << GROUPS) & group > 0
