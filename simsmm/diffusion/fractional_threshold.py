"""The fractional threshold: people become active when a share of those they see are.

D. J. Watts, "A simple model of global cascades on random networks", PNAS 99:5766, 2002; after M.
Granovetter, "Threshold models of collective behavior", Am. J. Sociol. 83:1420, 1978.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import Any

import numpy as np

from simsmm.diffusion.arguments import called, real
from simsmm.diffusion.graph import Network, network
from simsmm.diffusion.runs import Array
from simsmm.diffusion.spread import Spread
from simsmm.diffusion.thresholds import ThresholdRuns, parts
from simsmm.scenario.problems import brief, unknown
from simsmm.wording import say


def fractional_threshold(
    graph: object,
    seeds: object,
    *,
    threshold: object,
    replicates: int | None = None,
    seed: int = 0,
    workers: int | None = None,
    trees: bool = False,
) -> Spread:
    """Spread by the fractional threshold model, step by step.

    A person becomes active in the step after a / d >= phi: d ties lead to the person, a of them
    from active people (Watts 2002). Nobody starts unasked: even a threshold of nothing needs one
    active tie. More seeds or lower thresholds never leave fewer people active, run by run.

    Args:
        graph: see `network`; the ties are all alike.
        seeds: labels of people, or a list of such groups.
        threshold: phi: a number above 0, up to 1, for everybody; the name of an attribute that
            every node has; a mapping from labels, or an array in the order of the graph; or a law
            that it is drawn from for each person and run: a frozen distribution of scipy.stats, or
            a function from shares to the probability that the threshold is at most that,
            for arrays.
        replicates: runs for each group of seeds; by default 1,000 with a law, and otherwise one,
            because nothing is drawn.
        seed: any whole number; the same seed gives the same thresholds.
        workers: threads; by default one per processor. The answer is the same for any number.
        trees: whether to keep who had it from whom: of several, from who made the threshold full.

    Returns:
        the spread; times are steps.

    Raises:
        ValueError: a threshold is missing or no number above 0, up to 1; a law gives no
            probabilities, or falls; and as `network`.
    """
    net = network(graph)
    law = getattr(threshold, "cdf", threshold)
    if replicates is None:
        replicates = 1000 if callable(law) else 1
    runs = called(net, seeds, replicates, seed, workers)
    if callable(law):
        return ThresholdRuns(*runs, shares=_chances(law, net)).spread(trees)
    return ThresholdRuns(*runs, needs=_needs(net, _of_people(graph, net, threshold))).spread(trees)


def _of_people(graph: Any, net: Network, given: Any) -> Array:
    """The threshold of each person, float64 (n,)."""
    people = range(net.people) if net.labels is None else net.labels
    if isinstance(given, str):
        given = _attribute(graph, given)
    if isinstance(given, Mapping):
        lacking = next((label for label in people if given.get(label) is None), None)
        if lacking is not None:
            raise ValueError(say("{label} has no threshold", label=brief(repr(lacking))))
        given = [real("threshold", given[label]) for label in people]
    found = np.asarray(real("threshold", given) if not np.ndim(given) else given, np.float64)
    if found.ndim and found.shape != (net.people,):
        raise ValueError(
            say("thresholds must be {people} numbers, one for each person", people=net.people)
        )
    wrong = ~((found > 0.0) & (found <= 1.0))
    if np.any(wrong):
        worst = float(found[wrong].flat[0]) if found.ndim else float(found)
        raise ValueError(
            say("threshold must be a number above 0, up to 1, not {given}", given=f"{worst:g}")
        )
    return np.broadcast_to(found, net.people)


def _attribute(graph: Any, name: str) -> Mapping[Hashable, Any]:
    """An attribute of people, by label: as far as they have it."""
    if not hasattr(graph, "nodes"):
        raise ValueError(
            say(
                "these people have no attributes, so threshold {name} says nothing; give a number",
                name=brief(repr(name)),
            )
        )
    known = {str(key) for _, data in graph.nodes(data=True) for key in data}
    if name not in known:
        raise ValueError(unknown("attribute", name, sorted(known)))
    return dict(graph.nodes(data=name))


def _needs(net: Network, thresholds: Array) -> Array:
    """The least number of active ties whose share reaches each threshold, int32 (n,)."""
    ties = np.maximum(net.in_degrees, 1)
    guess = np.ceil(thresholds * ties)
    # Shares are compared as they are divided: 3 / 10 reaches 0.3, though 0.3 * 10 may exceed 3.
    guess -= (guess - 1.0) / ties >= thresholds
    guess += guess / ties < thresholds
    return np.maximum(guess, 1.0).astype(np.int32)


def _chances(law: Callable[[Array], Any], net: Network) -> Array:
    """The law at every share that can occur, as `ThresholdRuns.shares`."""
    shares = parts(net.in_degrees)
    found = np.asarray(law(shares), np.float64)
    if found.shape != shares.shape or not np.all((found >= 0.0) & (found <= 1.0)):
        raise ValueError(say("a law of thresholds must give a probability for each share"))
    order = np.argsort(shares)
    if np.any(np.diff(found[order]) < 0.0):
        raise ValueError(say("a law of thresholds must not fall as the share grows"))
    return found
