"""Whom to start with: the seeds that spread furthest, by number or for a budget."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from simsmm.diffusion.arguments import one_of, real
from simsmm.diffusion.cascade import independent_cascade
from simsmm.diffusion.choosing import backwards, opim
from simsmm.diffusion.choosing.fees import per_person
from simsmm.diffusion.choosing.sampler import Progress, Sampler
from simsmm.diffusion.choosing.seed_choice import SeedChoice
from simsmm.diffusion.choosing.task import NO_COSTS, Array, Task
from simsmm.diffusion.choosing.ways import order_of, ways_of
from simsmm.diffusion.graph import Network, network
from simsmm.diffusion.linear_threshold import linear_threshold
from simsmm.diffusion.spread import Spread
from simsmm.scenario.arguments import whole
from simsmm.wording import say

SURE = 0.99
"""The least default of a guarantee's probability, for graphs of fewer than a hundred people."""


class Model(NamedTuple):
    """A diffusion model in which seeds can be chosen by reverse-reachable sets."""

    kind: int
    """Which ties of a person are live; see `backwards`."""
    by_degree: bool
    """Whether a tie counts 1 / in-degree of the target where nothing else is said."""
    play: Callable[..., Spread]
    """Runs it: (network, seeds, replicates=, seed=, workers=)."""


def _linear_threshold(net: Network, seeds: object, **more: Any) -> Spread:
    """The linear threshold model with the weights that the network holds as chances."""
    return linear_threshold(net, seeds, weight=net.chance, **more)


MODELS = {
    "independent cascade": Model(backwards.ANY, False, independent_cascade),
    "weighted cascade": Model(backwards.ANY, True, independent_cascade),
    "linear threshold": Model(backwards.ONE, True, _linear_threshold),
}


def choose_seeds(
    graph: object,
    *,
    k: int | None = None,
    budget: float | None = None,
    costs: object = None,
    model: str = "independent cascade",
    probability: object = None,
    weights: object = None,
    candidates: Iterable[Hashable] | None = None,
    epsilon: float = 0.1,
    delta: float | None = None,
    precision: float = 0.02,
    replicates: int = 1000,
    seed: int = 0,
    workers: int | None = None,
    memory: float = 4.0,
    progress: Progress | None = None,
) -> SeedChoice:
    """Choose whom to start with, so that a diffusion model reaches as many people as possible.

    By reverse-reachable sets and OPIM-C (Tang, Tang, Xiao and Yuan, SIGMOD 2018): with probability
    1 - ``delta`` the seeds' expected spread is at least 1 - 1/e - ``epsilon`` of the best there is;
    for a budget with prices that differ, 0.405 - ``epsilon`` (Tang et al. 2021); where their number
    is limited too, 0.135 - ``epsilon``. The guarantee that comes with the answer is what this run
    makes certain, usually much more.

    Args:
        graph: see `network`; an edge a -> b says that a may activate b.
        k: number of seeds; with a budget, the most there may be. Give this or a budget, or both.
        budget: most that the seeds may cost together [money].
        costs: of each person, with a budget: a number for all; a `Fee` rule; a mapping from labels,
            for the candidates; the name of an attribute of the nodes of a networkx graph; or an
            array in the order of the graph.
        model: ``"independent cascade"``, ``"weighted cascade"`` (its chance is 1 / in-degree of the
            target) or ``"linear threshold"``.
        probability: chance of each tie, see `network`; of the linear threshold model, the weight of
            each tie, by default 1 / in-degree.
        weights: how much each person counts when reached, given as ``costs`` are, for everybody; by
            default 1. With 1 for a target and 0 for others, only the target counts.
        candidates: labels of those who may be chosen; by default everybody.
        epsilon: share of the best that may be lost to chance, in (0, 1).
        delta: chance that the guarantee fails, in (0, 1); by default 1 / n, at most 0.01.
        precision: sets are doubled until seeds lack no more than this share on fresh ones of what
            they promise on those that chose them. What is asked for is certain much earlier; this
            is what makes the seeds good (default: an assumption, tried on the benchmarks).
        replicates: runs of `SeedChoice.spread`.
        seed: any whole number; the same seed gives the same seeds.
        workers: threads; by default one per processor. The answer is the same for any number.
        memory: most memory for the sets [GB].
        progress: called with the sets drawn and to draw before the next look.

    Raises:
        TypeError: an argument is not what it should be.
        ValueError: the graph or an argument cannot be used; the budget pays for nobody.
        MemoryError: the sets would take more memory than is allowed.
    """
    name = one_of("model", model, tuple(MODELS))
    net = _network(graph, name, probability)
    workers = None if workers is None else whole("workers", workers, 1)
    seed = whole("seed", seed)
    task = _task(
        graph, net, k, budget, costs, candidates,
        epsilon=_share("epsilon", epsilon),
        delta=min(1.0 / net.people, 1.0 - SURE) if delta is None else _share("delta", delta),
        precision=_share("precision", precision),
        memory=real("memory", memory) * opim.GB,
    )  # fmt: skip
    counted = None if weights is None else per_person("weights", weights, graph, net)
    if counted is not None and not counted.sum() > 0.0:
        raise ValueError(say("nobody counts: all weights are 0"))
    order = order_of(net)
    ranks = np.argsort(order) if len(order) else order
    own = counted[order] if counted is not None and len(order) else counted
    sampler = Sampler(ways_of(net, MODELS[name].kind, order, own), seed, workers, progress)
    found = opim.choose(_moved(task, order, ranks), sampler, own)
    numbers = (order[found.people] if len(order) else found.people).astype(np.int32)
    run = partial(
        MODELS[name].play,
        replicates=whole("replicates", replicates, 1),
        seed=seed,
        workers=workers,
    )
    cost = float(task.costs[numbers].sum()) if len(task.costs) else None
    return SeedChoice(net, numbers, found.guarantee, cost, task, sampler, ranks, seed, run)


def _network(graph: object, name: str, probability: object) -> Network:
    """The graph with the chances, or weights, that a model reads."""
    if name == "weighted cascade" and probability is not None:
        raise ValueError(
            say("the weighted cascade has its own probability, 1 / in-degree; give none")
        )
    by_degree = MODELS[name].by_degree
    if probability is None and not by_degree and not isinstance(graph, Network):
        raise ValueError(say("probability is needed: a number, or the name of an attribute"))
    net = network(graph, probability)
    if probability is None and by_degree:
        return net.with_chance(1.0 / net.in_degrees[net.heads])
    return net


def _task(
    graph: object,
    net: Network,
    k: int | None,
    budget: float | None,
    costs: object,
    candidates: Iterable[Hashable] | None,
    **asked: float,
) -> Task:
    """What is to be chosen, by numbers in the network."""
    if k is None and budget is None:
        raise ValueError(say("give k, a number of seeds, or a budget, or both"))
    if (budget is None) != (costs is None):
        raise ValueError(say("costs and a budget belong together; k alone takes neither"))
    among = np.arange(net.people, dtype=np.int32)
    if candidates is not None:
        if isinstance(candidates, (str, bytes)):
            raise TypeError(say("candidates must be a list of people"))
        among = np.unique(net.numbers(candidates))
        if not len(among):
            raise ValueError(say("there are no candidates: nobody to choose from"))
    number = None if k is None else whole("k", k, 1)
    if number is not None and budget is None:
        if number > len(among):
            raise ValueError(
                say(
                    "k is {number}, but there are only {people} to choose from",
                    number=number,
                    people=len(among),
                )
            )
        return Task(among, NO_COSTS, float(number), **asked)
    money = real("budget", budget)
    prices = per_person("costs", costs, graph, net, among)
    if money < prices[among].min():
        raise ValueError(
            say(
                "the budget of {budget} pays for nobody: the cheapest costs {cheapest}",
                budget=f"{money:g}",
                cheapest=f"{prices[among].min():g}",
            )
        )
    return Task(among, prices, money, limit=number, **asked)


def _moved(task: Task, order: Array, ranks: Array) -> Task:
    """The same task with people by their places in an order."""
    if not len(order):
        return task
    costs = task.costs[order] if len(task.costs) else task.costs
    return replace(task, candidates=np.sort(ranks[task.candidates]).astype(np.int32), costs=costs)


def _share(name: str, given: object) -> float:
    found = real(name, given)
    if not 0.0 < found < 1.0:
        raise ValueError(
            say(
                "{name} must be a number between 0 and 1, not {given}",
                name=name,
                given=f"{found:g}",
            )
        )
    return found
