"""What is to be chosen: among whom, for how much money, how well."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from simsmm.diffusion.choosing import cover
from simsmm.diffusion.choosing.guarantee import (
    FOR_BOTH,
    FOR_MONEY,
    GREEDY,
    choices_by_number,
    choices_up_to,
)

Array = npt.NDArray[Any]

Sets = tuple[Array, Array, Array, Array]
"""Members, ends, starts and found, as `cover.greedy` reads them."""

NO_COSTS = np.zeros(0, np.float64)

ROUNDING = 1e-9
"""Parts that add up to 1 may miss it by so much."""

MIXTURES = (0.0, 0.25, 0.5, 0.75)
"""Parts of the money in the sums by which gains are divided where the number is limited too: from
gain alone towards gain for money."""


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
    limit: int | None = None
    """Most people, whatever is left of the budget; None for as many as it pays for."""

    @property
    def share(self) -> float:
        """What greedy reaches of the best."""
        if not self._dear_and_cheap:
            return GREEDY
        return FOR_MONEY if self.limit is None else FOR_BOTH

    @property
    def most(self) -> int:
        """The most people that may be chosen."""
        if not len(self.costs):
            return int(self.budget)
        paid = int(np.searchsorted(np.cumsum(np.sort(self._prices)), self.budget, side="right"))
        return paid if self.limit is None else min(paid, self.limit)

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
        return float(own[order][spent <= self.budget][: self.most].sum())

    def choose(self, members: Array, ends: Array, people: int) -> tuple[Array, int, float]:
        """Choose by the sets given.

        Returns:
            the chosen, int32, in order; how many of the sets they meet; and how many any choice
            meets at most.
        """
        starts, found = np.zeros(people + 1, np.int64), np.empty(len(members), np.int32)
        cover.index(members, ends, starts, found)
        sets = members, ends, starts, found
        tries = [self._greedy(sets)]
        if self._dear_and_cheap:
            payable = self.candidates[self._prices <= self.budget]
            tries.append(self._greedy(sets, first=payable[np.argmax(np.diff(starts)[payable])]))
            if self.limit is not None:
                tries += [self._greedy(sets, weighs=weighs) for weighs in self._mixtures(people)]
                tries.append(self._by_parts(sets, people))
        if self.limit is not None:
            # Where nobody costs anything, only the number bounds what can be reached.
            tries.append(self._by_number(sets))
        bound = min(bound for _, _, bound in tries)
        # Of those that meet as many, the first.
        chosen, met, _ = max(tries, key=lambda one: one[1])
        return chosen, met, bound

    def _greedy(
        self, sets: Sets, first: int = -1, weighs: Array = NO_COSTS
    ) -> tuple[Array, int, float]:
        limit = cover.MANY if self.limit is None else self.limit
        return self._covered(sets, self.costs, self.budget, first, weighs, limit)

    def _by_parts(self, sets: Sets, people: int) -> tuple[Array, int, float]:
        """The choice of which `FOR_BOTH` holds; it bounds no other."""
        parts = np.ones(people)
        parts[self.candidates] = np.maximum(self._parts, 1.0 / self.most)
        chosen, met, _ = self._covered(sets, parts, 1.0 + ROUNDING)
        return chosen, met if self._affordable(chosen) else -1, math.inf

    def _by_number(self, sets: Sets) -> tuple[Array, int, float]:
        """As many people as may be, whatever they cost: a bound, and maybe an affordable choice."""
        chosen, met, bound = self._covered(sets, NO_COSTS, float(self.most))
        return chosen, met if self._affordable(chosen) else -1, bound

    def _covered(
        self,
        sets: Sets,
        costs: Array,
        budget: float,
        first: int = -1,
        weighs: Array = NO_COSTS,
        limit: int = cover.MANY,
    ) -> tuple[Array, int, float]:
        chosen = np.empty_like(self.candidates)
        count, met, bound = cover.greedy(
            *sets, self.candidates, costs, budget, first, chosen, weighs, limit
        )
        return chosen[:count].copy(), int(met), float(bound)

    def _affordable(self, chosen: Array) -> bool:
        return bool(self.costs[chosen].sum() <= self.budget)

    def _mixtures(self, people: int) -> list[Array]:
        """Sums of the money and the number that people take, by which gains are divided."""
        money, place = np.ones(people), 1.0 / self.most
        money[self.candidates] = self._parts
        return [part * money + (1.0 - part) * place for part in MIXTURES]

    @property
    def _parts(self) -> Array:
        """The part of the budget that each candidate takes."""
        return self._prices / max(self.budget, 1e-300)

    @property
    def _prices(self) -> Array:
        return self.costs[self.candidates] if len(self.costs) else np.ones(len(self.candidates))

    @property
    def _dear_and_cheap(self) -> bool:
        """Whether prices differ."""
        return bool(len(self.costs)) and bool(np.ptp(self._prices) > 0.0)
