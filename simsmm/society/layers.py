"""A layer of ties as targets, and the step from targets to ties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from simsmm.society.ties import Ties

Array = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class LayerSpec:
    """One layer: one named model and the targets it aims at.

    A model aims at some of the targets only; `simsmm.society.targets` shows for every target given
    whether the model steers it, and what was achieved.
    """

    name: str
    """Such as ``"friends"``; enters the keys of all draws."""
    model: str
    """Name of a generator: ``"geometric"``, ``"follows"``, ``"random"`` or ``"small world"``."""
    mean_degree: float
    """Mean number of ties per person; on a directed layer, of accounts followed."""
    spread: float | None = None
    """Sigma of the log-normal law of ties over people; either this or ``exponent``."""
    exponent: float | None = None
    """Exponent of the power law of ties over people, above 1."""
    cap: float | None = None
    """Largest number of ties of a person; fixed, so that it does not grow with the society."""
    clustering: float | None = None
    """Share of closed wedges [0, 1]."""
    clustering_kind: str = "local"
    """``"local"``: mean over people of their coefficients, 0 for those with fewer than two ties;
    ``"global"``: closed wedges among all wedges."""
    reciprocity: float | None = None
    """Share of arrows that have one in the other direction [0, 1]."""
    homophily: float = 0.0
    """Assortativity by segment: 0 ties ignore segments, 1 no tie leaves its segment."""
    degree_correlation: float | None = None
    """Correlation of the logarithms of expected followers and followed."""
    options: Mapping[str, float] = field(default_factory=dict)
    """Numbers of one model only, such as ``rewiring`` of the small world."""

    def __post_init__(self) -> None:
        """Refuse targets that no graph could have."""
        if not self.mean_degree >= 0:
            raise ValueError(f"{self.name}: mean degree {self.mean_degree} is below 0")
        if self.spread is not None and self.exponent is not None:
            raise ValueError(f"{self.name}: state a spread or an exponent, not both")
        if self.spread is not None and not self.spread >= 0:
            raise ValueError(f"{self.name}: spread {self.spread} is below 0")
        if self.exponent is not None and not self.exponent > 1:
            raise ValueError(f"{self.name}: exponent {self.exponent} is not above 1")
        if self.cap is not None and not self.cap > self.mean_degree:
            raise ValueError(f"{self.name}: cap {self.cap} is not above the mean degree")
        if self.clustering_kind not in ("local", "global"):
            raise ValueError(f"{self.name}: clustering is local or global")
        for target in ("clustering", "reciprocity", "homophily"):
            value = getattr(self, target)
            if value is not None and not 0 <= value <= 1:
                raise ValueError(f"{self.name}: {target} {value} is not in [0, 1]")
        if self.degree_correlation is not None and not abs(self.degree_correlation) <= 1:
            raise ValueError(f"{self.name}: degree correlation is not in [-1, 1]")


def generate(spec: LayerSpec, segment: Array, key: int) -> Ties:
    """Draw one layer; a pure function of its arguments.

    Args:
        spec: the targets.
        segment: int (n,), the segment of each person.
        key: 64-bit key of the layer.

    Raises:
        ValueError: there is no such model; the message lists those that are.
    """
    # The table is imported late: the generators need `LayerSpec`, and a spec needs no compiler.
    from simsmm.society.generators import TABLE

    if spec.model not in TABLE:
        raise ValueError(f"{spec.name}: no model {spec.model!r}; there are {', '.join(TABLE)}")
    return TABLE[spec.model].generate(spec, np.asarray(segment), key)


def expected_bytes(spec: LayerSpec, people: int, directed: bool) -> tuple[int, int]:
    """Memory that a layer will hold, and the most while it is drawn [bytes]."""
    arrows = people * spec.mean_degree
    pairs = arrows if directed else arrows / 2
    held = 4 * arrows + 8 * people
    # Loose pairs (8 bytes, with a margin), buckets and rows (4 bytes an arrow each), weights.
    peak = 8.8 * pairs + 8 * arrows + 120 * people
    return round(held), round(peak)
