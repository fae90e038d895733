"""Who had it from whom and when, in one run, and the shape of that."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from simsmm.diffusion.graph import Network
from simsmm.measures.cascades import Trees

Array = npt.NDArray[Any]

NONE = -1


@dataclass(frozen=True, eq=False)
class Cascade:
    """One run, as the trees that grow from its seeds.

    Sizes, depths and the like are those of the whole run: of several seeds, the trees together, as
    if one root stood above them whom nobody counts.
    """

    network: Network
    """What it spread over."""
    people: Array
    """Numbers of those active, int32 (size,), in the order in which they became so."""
    source: Array
    """Place in `people` of whoever each had it from, int64 (size,); -1 for a seed."""
    time: Array
    """When each became active, float64 (size,): steps, or hours where there are delays."""

    @property
    def size(self) -> int:
        """How many became active, seeds included."""
        return len(self.people)

    @property
    def depth(self) -> int:
        """Ties from a seed to whoever is furthest from it."""
        return int(self.shapes.depth.max(initial=0))

    @property
    def breadth(self) -> int:
        """The most people at the same number of ties from their seed, over all trees."""
        return int(np.bincount(self.shapes.steps).max(initial=0))

    @property
    def structural_virality(self) -> float:
        """Mean distance of two members of the same tree; NaN where each stands alone.

        Goel, Anderson, Hofman and Watts 2016; trees count by their pairs.
        """
        size = self.shapes.size.astype(np.float64)
        pairs = size * (size - 1.0) / 2.0
        if not pairs.any():
            return float("nan")
        return float(np.nansum(self.shapes.virality * pairs) / pairs.sum())

    @cached_property
    def shapes(self) -> Trees:
        """Each seed's tree and its shape, by `simsmm.measures.cascades`."""
        return Trees.of(self.source)
