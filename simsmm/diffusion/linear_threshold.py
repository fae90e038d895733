"""The linear threshold: people become active when the weights of active ties exceed a threshold.

D. Kempe, J. Kleinberg and E. Tardos, "Maximizing the spread of influence through a social network",
Theory of Computing 11:105, 2015 (first KDD 2003), section 2.
"""

from __future__ import annotations

import numpy as np

from simsmm.diffusion.arguments import called, real
from simsmm.diffusion.graph import Network, network
from simsmm.diffusion.runs import Array
from simsmm.diffusion.spread import Spread
from simsmm.diffusion.threshold_kernel import UNITS
from simsmm.diffusion.thresholds import ThresholdRuns
from simsmm.wording import say

SLACK = 1e-9
"""How far beyond 1 weights may add up: they are rounded where they come from."""


def linear_threshold(
    graph: object,
    seeds: object,
    *,
    weight: object = None,
    replicates: int = 1000,
    seed: int = 0,
    workers: int | None = None,
    trees: bool = False,
) -> Spread:
    """Spread by the linear threshold model, step by step.

    Person v becomes active in the step after the weights b of ties u -> v from active people exceed
    v's threshold: sum of b(u, v) > theta(v), theta uniform in [0, 1) and drawn once per run. The
    weights of the ties that lead to v add up to at most 1, so b(u, v) is the chance that u alone is
    enough. More seeds or larger weights never leave fewer people active, run by run.

    Args:
        graph: see `network`.
        seeds: labels of people, or a list of such groups.
        weight: of the ties: the name of an attribute that every edge has, or as `network` takes a
            probability; by default 1 / in-degree of v, so that all who lead to v count alike.
        replicates: runs for each group of seeds.
        seed: any whole number; the same seed gives the same thresholds.
        workers: threads; by default one per processor. The answer is the same for any number.
        trees: whether to keep who had it from whom: of several, from who made the threshold full.

    Returns:
        the spread; times are steps.

    Raises:
        ValueError: a weight is missing or none; the weights that lead to somebody add up to more
            than 1; and as `network`.
    """
    if weight is None:
        net = network(graph)
        return ThresholdRuns(*called(net, seeds, replicates, seed, workers)).spread(trees)
    if not isinstance(weight, str) and not np.ndim(weight):
        weight = real("weight", weight, most=1.0)
    net = network(graph, weight)
    return ThresholdRuns(
        *called(net, seeds, replicates, seed, workers), weights=_units(net)
    ).spread(trees)


def _units(net: Network) -> Array:
    """The weight of each tie in whole units, int64 (m,)."""
    units = np.rint(net.chances * UNITS).astype(np.int64)
    sums = np.bincount(net.heads, weights=net.chances, minlength=net.people)
    most = int(sums.argmax())
    if sums[most] > 1.0 + SLACK:
        raise ValueError(
            say(
                "the weights of the ties that lead to {label} add up to {sum}; at most 1 may",
                label=repr(net.label(most)),
                sum=f"{sums[most]:g}",
            )
        )
    return units
