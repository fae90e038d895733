"""Weights of a directed layer: how many arrows each person expects, mutual and one-way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

PILOT = 400
"""People among whom the loss by repeats is computed beforehand."""

ROUNDS = 8
"""Rounds of correction; where few arrows are lost, two would do."""

LARGEST_SCALE = 10.0
"""Weights grow at most this much to make up for repeats; beyond, the graph is nearly full."""


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """Expected numbers of arrows of n people, before repeats are dropped."""

    mutual: Array
    """float64 (n,): ties followed both ways."""
    audience: Array
    """float64 (n,): one-way followers."""
    sources: Array
    """float64 (n,): one-way followed."""
    segment: Array
    """int (n,)."""
    homophily: float
    """Share of arrows that stay within a segment on purpose [0, 1]."""

    def hazards(self, some: Array) -> tuple[Array, Array]:
        """Hazards of the mutual ties and the one-way arrows among some people.

        Args:
            some: int (k,), their indices.

        Returns:
            two float64 (k, k): of i and j following each other, symmetric; of j following i.
        """
        mutual = self._spread(self.mutual[some], self.mutual, some)
        return mutual, self._spread(self.audience[some], self.sources, some)

    def _spread(self, throws: Array, aim: Array, some: Array) -> Array:
        """Expected throws of each at each: by aim among all, and by aim within the segment."""
        segment = self.segment[some]
        within = np.bincount(self.segment, weights=aim)
        anywhere = (1 - self.homophily) / max(within.sum(), 1e-300)
        inside = self.homophily / np.maximum(within[segment], 1e-300)
        same = segment[:, None] == segment
        return np.outer(throws, aim[some]) * (anywhere + same * inside)


def split(
    audience: Array, sources: Array, segment: Array, homophily: float, share: float, scale: float
) -> Weights:
    """Divide hidden degrees into mutual ties and one-way arrows.

    Args:
        audience: float64 (n,), expected followers.
        sources: float64 (n,), expected followed.
        segment: int (n,).
        homophily: as in `Weights`.
        share: the part of the smaller of a person's two numbers that is mutual [0, 1].
        scale: factor of everything.
    """
    mutual = share * np.minimum(audience, sources)
    one_way = scale * (audience - mutual), scale * (sources - mutual)
    return Weights(scale * mutual, *one_way, segment.astype(np.int64), homophily)


def corrected(
    audience: Array, sources: Array, segment: Array, homophily: float, reciprocity: float
) -> Weights:
    """Weights that meet their targets after repeats are dropped.

    Args:
        audience: float64 (n,), wanted followers.
        sources: float64 (n,), wanted followed.
        segment: int (n,).
        homophily: as in `Weights`.
        reciprocity: wanted share of arrows with one in the other direction; 0 leaves it to chance.
    """
    smaller = np.minimum(audience, sources)
    pilot = np.argsort(smaller, kind="stable")[:: -(-len(smaller) // PILOT) or 1]
    share = min(1.0, reciprocity * audience.sum() / max(smaller.sum(), 1e-300))
    weights = split(audience, sources, segment, homophily, share, 1.0)
    if len(pilot) < 2:
        return weights
    scale = 1.0
    for _ in range(ROUNDS):
        kept, returned = expected(weights, pilot)
        scale = min(scale / max(kept * scale, 1e-9), LARGEST_SCALE)
        if reciprocity > 0:
            share = min(1.0, share * reciprocity / max(returned, 1e-9))
        weights = split(audience, sources, segment, homophily, share, scale)
    return weights


def expected(weights: Weights, pilot: Array) -> tuple[float, float]:
    """What is left after repeats: share of arrows kept, and their reciprocity.

    Computed exactly among the pilot; the reciprocity is then moved by the difference between
    everybody's share of mutual throws and the pilot's.
    """
    mutual, one_way = weights.hazards(pilot)
    for hazard in (mutual, one_way):
        np.fill_diagonal(hazard, 0.0)
    absent = np.exp(-mutual - one_way)
    arrows = np.sum(1 - absent)
    both = np.sum(1 - absent - absent.T + np.exp(-mutual - one_way - one_way.T))
    thrown = np.sum(mutual) + np.sum(one_way)
    whole = weights.mutual.sum() / max((weights.mutual + weights.audience).sum(), 1e-300)
    return float(arrows / thrown), float(both / arrows + whole - np.sum(mutual) / thrown)
