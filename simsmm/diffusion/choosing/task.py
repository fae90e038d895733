"""What is to be chosen: among whom, for how much money, how well."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from simsmm.diffusion.choosing import cover
from simsmm.diffusion.choosing.guarantee import (
    FOR_MONEY,
    GREEDY,
    choices_by_number,
    choices_up_to,
)

Array = npt.NDArray[Any]

NO_COSTS = np.zeros(0, np.float64)


@dataclass(frozen=True, eq=False)
class Task:
    """Choose people for a budget; people are numbered as in `simsmm.diffusion.choosing.ways`."""

    candidates: Array
    """int32, ascending: who may be chosen."""
    costs: Array
    """float64 (n,), or empty: then everybody costs 1 and the budget is their number."""
    budget: float
    """Most that may be spent."""
    epsilon: float
    """How much of the share that greedy is sure of may be lost to chance."""
    delta: float
    """Chance that the guarantee fails."""
    precision: float
    """Sets are doubled until that would raise the spread by less than this share."""
    memory: float
    """Most memory for the sets [bytes]."""

    @property
    def share(self) -> float:
        """What greedy reaches of the best."""
        return FOR_MONEY if self._dear_and_cheap else GREEDY

    @property
    def most(self) -> int:
        """The most people that the budget pays for."""
        if not len(self.costs):
            return int(self.budget)
        return int(np.searchsorted(np.cumsum(np.sort(self._prices)), self.budget, side="right"))

    @property
    def choices(self) -> float:
        """Logarithm of the number of choices, or an upper bound of it."""
        if self._dear_and_cheap:
            return choices_up_to(len(self.candidates), self.most)
        return choices_by_number(len(self.candidates), self.most)

    def least(self, weights: Array | None) -> float:
        """What some affordable choice reaches even if nobody passes anything on: its own weight.

        Args:
            weights: float64 (n,); None where all weigh 1.
        """
        if weights is None:
            return float(self.most)
        own, prices = weights[self.candidates], self._prices
        order = np.lexsort((self.candidates, prices / np.maximum(own, 1e-300)))
        spent = np.cumsum(prices[order])
        return float(own[order][spent <= self.budget].sum())

    def choose(self, members: Array, ends: Array, people: int) -> tuple[Array, float]:
        """Choose by the sets given.

        Returns:
            the chosen, int32, in order; and how many of the sets any choice meets at most.
        """
        starts, found = cover.index(people, members, ends)
        sets = members, ends, starts, found, self.candidates, self.costs, self.budget
        chosen, met, bound = cover.greedy(*sets, -1)
        if self._dear_and_cheap:
            payable = self.candidates[self._prices <= self.budget]
            star = payable[np.argmax(np.diff(starts)[payable])]
            other, more, also = cover.greedy(*sets, star)
            chosen, bound = (other if more > met else chosen), min(bound, also)
        return chosen, float(bound)

    @property
    def _prices(self) -> Array:
        return self.costs[self.candidates] if len(self.costs) else np.ones(len(self.candidates))

    @property
    def _dear_and_cheap(self) -> bool:
        """Whether prices differ."""
        return bool(len(self.costs)) and bool(np.ptp(self._prices) > 0.0)
