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
    """Sets are doubled until seeds lack no more than this share on fresh ones of what they promise
    on those that chose them."""
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

    def choose(self, members: Array, ends: Array, people: int) -> tuple[Array, int, float]:
        """Choose by the sets given.

        Returns:
            the chosen, int32, in order; how many of the sets they meet; and how many any choice
            meets at most.
        """
        starts, found = np.zeros(people + 1, np.int64), np.empty(len(members), np.int32)
        cover.index(members, ends, starts, found)
        chosen, met, bound = self._greedy(members, ends, starts, found, -1)
        if self._dear_and_cheap:
            payable = self.candidates[self._prices <= self.budget]
            star = payable[np.argmax(np.diff(starts)[payable])]
            other, more, also = self._greedy(members, ends, starts, found, star)
            bound = min(bound, also)
            if more > met:
                chosen, met = other, more
        return chosen, met, bound

    def _greedy(
        self, members: Array, ends: Array, starts: Array, found: Array, first: int
    ) -> tuple[Array, int, float]:
        chosen = np.empty_like(self.candidates)
        count, met, bound = cover.greedy(
            members, ends, starts, found, self.candidates, self.costs, self.budget, first, chosen
        )
        return chosen[:count].copy(), int(met), float(bound)

    @property
    def _prices(self) -> Array:
        return self.costs[self.candidates] if len(self.costs) else np.ones(len(self.candidates))

    @property
    def _dear_and_cheap(self) -> bool:
        """Whether prices differ."""
        return bool(len(self.costs)) and bool(np.ptp(self._prices) > 0.0)
