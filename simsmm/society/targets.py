"""What a layer of ties was to be like, and what it is like."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from simsmm.draws.arrays import numbers, uniforms
from simsmm.society import rows
from simsmm.society.layers import LayerSpec
from simsmm.society.ties import Ties

Array = npt.NDArray[Any]

EXACT_UP_TO = 20_000
"""People up to whom clustering is counted; above, it is sampled."""

WEDGES = 200_000
"""Wedges looked at in a sample: standard error of a share at most 0.0011."""

KEY = 0xC105ED
"""Key of the sample: the same ties give the same table."""


@dataclass(frozen=True, slots=True)
class Target:
    """One line of the table."""

    name: str
    """As in `LayerSpec`, or a quantity that comes along with it."""
    target: float | None
    """None: nothing was asked for."""
    achieved: float
    """NaN where it is not defined, such as the clustering of a society without wedges."""
    steered: bool
    """Whether the model aims at it."""


def achieved(spec: LayerSpec, ties: Ties, segment: Array) -> tuple[Target, ...]:
    """The table of target against achieved.

    Args:
        spec: the targets.
        ties: the layer among the people it connects.
        segment: int (n,), their segments.
    """
    from simsmm.society.generators import TABLE

    found = {
        "mean_degree": ties.arrows / max(ties.people, 1),
        "spread": spread(ties.audience()),
        "cap": float(ties.audience().max(initial=0)),
        "clustering": clustering(ties, spec.clustering_kind),
        "homophily": assortativity(ties, segment),
    }
    if spec.exponent is not None:
        found["exponent"] = exponent(ties.audience(), spec.mean_degree)
    if ties.directed:
        found["reciprocity"] = reciprocity(ties)
        found["degree_correlation"] = degree_correlation(ties)
    steers = TABLE[spec.model].steers
    return tuple(
        Target(name, getattr(spec, name), value, name in steers) for name, value in found.items()
    )


def spread(degrees: Array) -> float:
    """Sigma of the log-normal law with the same mean and median: sqrt(2 ln(mean / median)).

    Zero where the median is not below the mean.
    """
    mean, median = (np.mean(degrees), np.median(degrees)) if len(degrees) else (0.0, 0.0)
    return math.sqrt(2 * math.log(mean / median)) if 0 < median < mean else 0.0


def exponent(degrees: Array, low: float) -> float:
    """Exponent of the power law fitted to the degrees from ``low`` upwards.

    Maximum likelihood with the correction for whole numbers of Clauset, Shalizi and Newman 2009,
    "Power-law distributions in empirical data", equation 3.7. A cap makes it read a little high.
    """
    low = max(1.0, math.ceil(low))
    tail = degrees[degrees >= low]
    logs = float(np.log(tail / (low - 0.5)).sum())
    return 1.0 + len(tail) / logs if logs > 0 else math.nan


def reciprocity(ties: Ties) -> float:
    """Share of arrows that have one in the other direction [0, 1]."""
    return rows.returned(ties.starts, ties.heads) / ties.arrows if ties.arrows else math.nan


def degree_correlation(ties: Ties) -> float:
    """Pearson correlation of ln(followers) and ln(followed), over people who have both."""
    followers, followed = ties.audience(), ties.sources()
    both = (followers > 0) & (followed > 0)
    logs = np.log(followers[both]), np.log(followed[both])
    if both.sum() < 2 or min(logs[0].std(), logs[1].std()) == 0:
        return math.nan
    return float(np.corrcoef(*logs)[0, 1])


def assortativity(ties: Ties, segment: Array) -> float:
    """Assortativity by segment of Newman 2003, "Mixing patterns in networks", equation 2.

    Zero if arrows ignore segments, 1 if none leaves its segment.
    """
    tails = np.repeat(segment, ties.audience()).astype(np.int64)
    count = int(np.max(segment, initial=0)) + 1
    counts = np.bincount(tails * count + segment[ties.heads], minlength=count * count)
    mixing = counts.reshape(count, count) / max(ties.arrows, 1)
    chance = float(mixing.sum(axis=0) @ mixing.sum(axis=1))
    return (float(np.trace(mixing)) - chance) / (1 - chance) if 0 < chance < 1 else math.nan


def clustering(ties: Ties, kind: str, exact: bool | None = None) -> float:
    """Clustering of the ties without their direction.

    Args:
        ties: any layer.
        kind: ``"local"``: mean over all people of the share of their wedges that are closed, 0 for
            those without wedges; ``"global"``: share of all wedges that are closed.
        exact: count every wedge, or sample them; by default count in small societies.
    """
    plain = ties.undirected()
    degrees = plain.audience().astype(np.float64)
    wedges = degrees * (degrees - 1) / 2
    if not wedges.sum():
        return math.nan
    if exact or (exact is None and ties.people <= EXACT_UP_TO):
        closed = rows.closed_wedges(plain.starts, plain.heads)
        if kind == "global":
            return float(closed.sum() / wedges.sum())
        return float(np.mean(closed / np.maximum(wedges, 1)))
    weights = np.sign(wedges) if kind == "local" else wedges
    share = _sampled(plain, weights)
    return share * float(np.mean(weights > 0)) if kind == "local" else share


def _sampled(ties: Ties, weights: Array) -> float:
    """Share of closed wedges in a sample; their centres are drawn by weight."""
    trials = np.arange(WEDGES)
    ends = np.cumsum(weights)
    centres = np.searchsorted(ends, uniforms(KEY, trials) * ends[-1], side="right")
    sizes = ties.audience()[centres]
    one = (numbers(KEY + 1, trials) % sizes.astype(np.uint64)).astype(np.int64)
    step = 1 + (numbers(KEY + 2, trials) % (sizes - 1).astype(np.uint64)).astype(np.int64)
    starts = ties.starts[centres]
    left, right = ties.heads[starts + one], ties.heads[starts + (one + step) % sizes]
    return rows.standing(ties.starts, ties.heads, left, right) / WEDGES
