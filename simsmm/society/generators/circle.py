"""Laws of the geometric model on a circle: tie chances, expected ties, expected clustering.

People live on a circle of length n, one per unit of length. Two at distance x whose weights are w
and w' are tied with chance ``1 / (1 + (x / a) ** beta)`` with range ``a = w * w'``. On an endless
line a person's expected number of ties is proportional to the weight; on a circle it is less for
the heavy, so weights are solved for the numbers of ties that people should expect.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from simsmm.society.degrees import Law, solve

Array = npt.NDArray[Any]

SCORES = np.linspace(-5.6, 5.6, 65)
"""Normal scores of the degrees that stand for all; their masses follow the bell curve."""

MASSES = np.exp(-(SCORES**2) / 2) / np.exp(-(SCORES**2) / 2).sum()
"""Share of people for whom each of them stands, float64 (65,)."""

LOG_STEPS = np.linspace(-16.0, 21.0, 1500)
"""Logarithms of the distance in units of the range, at which the law of distances is tabled."""

TRIALS = 8192
"""Wedges and ties by which clustering and homophily are computed."""

POINTS = np.outer(np.arange(0.5, TRIALS), np.sqrt([2, 3, 5, 7, 11, 13])) % 1.0
"""Evenly spread points of the unit cube in six dimensions, float64 (TRIALS, 6): Richtmyer's
sequence of multiples of the roots of primes. Error of a mean: about 0.0005."""

ROUNDS, ROUNDS_OF_SEARCH = 24, 12
"""Rounds of balancing weights, each of which halves the error; in the search for beta, fewer do."""

LOWEST_BETA, HIGHEST_BETA = 0.5, 16.0
"""Where beta is looked for: near 0 distance hardly matters, at 16 almost nobody beyond is tied."""


def tie_chance(distance: float, reach: float, beta: float) -> float:
    """Chance that two people are tied [0, 1]; ``reach`` is the product of their weights."""
    return 1.0 / (1.0 + (distance / reach) ** beta)


@dataclass(frozen=True)
class Circle:
    """The model with given parameters; k = 65 weights stand for all, in the places of `SCORES`."""

    weights: Array
    """float64 (k,), above zero."""
    people: int
    beta: float

    @cached_property
    def reach(self) -> Array:
        """Ranges a of all pairs of weights, float64 (k, k)."""
        return np.outer(self.weights, self.weights)

    @cached_property
    def tabled(self) -> Array:
        """The integral of 1 / (1 + s**beta) from 0 to exp(`LOG_STEPS`), float64."""
        steps = np.exp(LOG_STEPS)
        height = steps / (1.0 + steps**self.beta)
        pieces = 0.5 * (height[1:] + height[:-1]) * np.diff(LOG_STEPS)
        return np.concatenate([[0.0], np.cumsum(pieces)]) + steps[0]

    def within(self, reach: Array) -> Array:
        """`tabled` out to the far side of the circle, of any shape."""
        return np.interp(np.log(0.5 * self.people / reach), LOG_STEPS, self.tabled)

    @cached_property
    def ties(self) -> Array:
        """Expected ties of one person (row) with people of a weight (column), (k, k)."""
        return MASSES * 2.0 * self.reach * self.within(self.reach) * (1 - 1 / self.people)

    @cached_property
    def expected(self) -> Array:
        """Expected number of ties by weight, float64 (k,)."""
        return np.asarray(self.ties.sum(axis=1))

    def neighbours(self, of: Array, index: int) -> tuple[Array, Array]:
        """A neighbour for each trial: weight (an index) and signed distance.

        Args:
            of: int (TRIALS,), indices of weights.
            index: first or second neighbour, 0 or 1.
        """
        who, where, side = POINTS[:, 3 * index : 3 * index + 3].T
        ends = np.cumsum(self.ties, axis=1)
        levels = (ends / ends[:, -1:] + np.arange(len(ends))[:, None]).ravel()
        found = np.minimum(np.searchsorted(levels, of + who, side="right"), levels.size - 1)
        found = np.clip(found - of * len(ends), 0, len(ends) - 1)
        reach = self.reach[of, found]
        steps = np.interp(where * self.within(reach), self.tabled, LOG_STEPS)
        return found, np.exp(steps) * reach * np.where(side < 0.5, -1.0, 1.0)

    def clustering(self, kind: str) -> float:
        """Expected clustering, local or global.

        The neighbours of a person are independent draws, so the coefficient of a person with at
        least two ties is on average the chance that two neighbours are tied.
        """
        few = np.exp(-self.expected) * (1 + self.expected)
        weights = MASSES * ((1 - few) if kind == "local" else self.expected**2)
        centres = _spread(weights)
        one, here = self.neighbours(centres, 0)
        two, there = self.neighbours(centres, 1)
        apart = np.abs(here - there)
        apart = np.minimum(apart, self.people - apart)
        closed = np.mean(1.0 / (1.0 + (apart / self.reach[one, two]) ** self.beta))
        return float(closed * (weights.sum() if kind == "local" else 1.0))

    def assortativity(self, shares: Array) -> float:
        """Assortativity by segment if every segment lives on one arc of its own.

        Args:
            shares: float64 (S,), the segments' shares of the circle.
        """
        rest = 1.0 - np.sum(shares**2)
        if rest < 1e-12:
            return 0.0
        _, distance = self.neighbours(_spread(MASSES * self.expected), 0)
        lengths = (np.abs(distance) / self.people)[:, None]
        inside = np.maximum(0, shares - lengths) + np.maximum(0, shares + lengths - 1)
        return float((inside.sum(axis=1).mean() - np.sum(shares**2)) / rest)


def _spread(weights: Array) -> Array:
    """Indices in proportion to their weights, in rising order: int (TRIALS,)."""
    levels = (np.arange(TRIALS) + 0.5) / TRIALS
    return np.minimum(np.searchsorted(np.cumsum(weights) / weights.sum(), levels), len(weights) - 1)


def balanced(degrees: Array, people: int, beta: float, rounds: int = ROUNDS) -> Circle:
    """The circle on which people expect given numbers of ties, or as nearly as there are people.

    Args:
        degrees: float64 (k,), expected numbers of ties in the places of `SCORES`.
        people: how many live on the circle.
        beta: its exponent.
        rounds: of balancing.
    """
    circle = Circle(degrees / np.sqrt(MASSES @ degrees), people, beta)
    for _ in range(rounds):
        # A range is a product of two weights: the root of the error corrects a common factor.
        weights = circle.weights * np.sqrt(degrees / circle.expected)
        circle = Circle(weights, people, beta)
    return circle


def fitted(law: Law, people: int, clustering: float, kind: str) -> Circle:
    """The circle with a law of ties over people and a clustering, or as near as beta allows."""
    # beta hardly depends on the size: to two digits of it, one search serves many societies.
    beta = fitted_beta(law, int(float(f"{people:.1e}")), clustering, kind)
    return balanced(law.quantile(_levels()), people, beta)


@lru_cache(maxsize=256)
def fitted_beta(law: Law, people: int, clustering: float, kind: str) -> float:
    """The exponent that gives the wanted clustering, or the nearest one."""
    degrees = law.quantile(_levels())

    def found(octave: float) -> float:
        return balanced(degrees, people, 2**octave, ROUNDS_OF_SEARCH).clustering(kind)

    low, high = math.log2(LOWEST_BETA), math.log2(HIGHEST_BETA)
    return float(2 ** solve(found, clustering, low, high, 12))


def _levels() -> Array:
    """The probabilities of `SCORES`."""
    from scipy.special import ndtr

    return np.asarray(ndtr(SCORES))
