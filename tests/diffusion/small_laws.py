"""Exact laws of the diffusion models on small graphs, by enumeration and by Markov chains.

Sets of people are bits: person i is in the set ``s`` when ``s >> i & 1``. Graphs are lists of
arrows (a, b): b sees what a passes on.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from itertools import product

import networkx as nx
import numpy as np

Arrows = list[tuple[int, int]]


def small_graphs(people: int) -> Iterator[nx.Graph]:
    """Every graph of 1 to ``people`` people, connected or not; 52 of them up to five people."""
    for graph in nx.graph_atlas_g():
        if 1 <= len(graph) <= people:
            yield graph


def arrows_of(graph: nx.Graph) -> Arrows:
    """The ties of a graph, in both directions unless it is directed."""
    return sorted(graph.to_directed().edges())


def members(people: int) -> np.ndarray:
    """Whether each set (row) holds each person (column), bool (2**people, people)."""
    return np.arange(2**people)[:, None] >> np.arange(people) & 1 == 1


LiveLaw = Callable[[int, int], float]
"""Chance that of n ties of one source exactly a given choice of k is live: (n, k) -> chance."""


def coins(chance: float) -> LiveLaw:
    """Ties that are live independently: the independent cascade, and SIR with a fixed activity."""
    return lambda n, k: chance**k * (1.0 - chance) ** (n - k)


def exponential_activity(transmission: float, recovery: float) -> LiveLaw:
    """Ties of a source that is active for an exponential time: those share its length.

    The integral over the length r of recovery e**(-recovery r) (1 - x)**k x**(n - k) with
    x = e**(-transmission r) is a Beta function.
    """
    ratio = recovery / transmission

    def chance(n: int, k: int) -> float:
        beta = math.lgamma(ratio + n - k) + math.lgamma(k + 1) - math.lgamma(ratio + n + 1)
        return ratio * math.exp(beta)

    return chance


def cascade_law(people: int, arrows: Arrows, seeds: int, live: LiveLaw) -> np.ndarray:
    """Probability of each final set, float64 (2**people,), source by source.

    A source is taken from those that wait; every choice of those it ties to that are not yet
    reached is followed up with its chance.
    """
    seen_by = [sum(1 << b for a, b in arrows if a == person) for person in range(people)]
    law = np.zeros(2**people)
    open_cases = {(seeds, seeds): 1.0}
    while open_cases:
        (reached, waiting), weight = open_cases.popitem()
        if waiting == 0:
            law[reached] += weight
            continue
        source = waiting.bit_length() - 1
        open_to_it = seen_by[source] & ~reached
        for choice in subsets(open_to_it):
            case = (reached | choice, waiting & ~(1 << source) | choice)
            chance = weight * live(open_to_it.bit_count(), choice.bit_count())
            open_cases[case] = open_cases.get(case, 0.0) + chance
    return law


def subsets(of: int) -> Iterator[int]:
    """Every subset of a set, the empty one last."""
    subset = of
    while True:
        yield subset
        if subset == 0:
            return
        subset = (subset - 1) & of


def linear_threshold_law(
    people: int, arrows: Arrows, seeds: int, weights: dict[tuple[int, int], float]
) -> np.ndarray:
    """Probability of each final set, float64 (2**people,), by live ties.

    Kempe, Kleinberg and Tardos 2003, theorem 4.6: each person takes at most one of the ties
    that lead to it, each with its weight; reached is who hangs on a seed by those.
    """
    choices = []
    for person in range(people):
        into = [(a, weights[a, b]) for a, b in arrows if b == person]
        choices.append([*into, (-1, 1.0 - sum(weight for _, weight in into))])
    law = np.zeros(2**people)
    for taken in product(*choices):
        chance = math.prod(weight for _, weight in taken)
        reached, before = seeds, -1
        while reached != before:
            before = reached
            for person, (source, _) in enumerate(taken):
                if source >= 0 and reached >> source & 1:
                    reached |= 1 << person
        law[reached] += chance
    return law


def threshold_law(
    people: int, arrows: Arrows, seeds: int, share: Callable[[float], float]
) -> np.ndarray:
    """Probability of each final set of the fractional threshold, by every case of thresholds.

    Args:
        share: the distribution function of the thresholds.
    """
    sources = [[a for a, b in arrows if b == person] for person in range(people)]
    cases = []
    for into in sources:
        degree = len(into)
        steps = [share(count / degree) if count else 0.0 for count in range(degree + 1)] or [0.0]
        needs = [(count, steps[count] - steps[count - 1]) for count in range(1, degree + 1)]
        cases.append([*needs, (people, 1.0 - steps[-1])])
    law = np.zeros(2**people)
    for needed in product(*cases):
        chance = math.prod(weight for _, weight in needed)
        reached, before = seeds, -1
        while reached != before:
            before = reached
            for person, (count, _) in enumerate(needed):
                if sum(reached >> source & 1 for source in sources[person]) >= count:
                    reached |= 1 << person
        law[reached] += chance
    return law


def after(rates: np.ndarray, state: int, time: float) -> np.ndarray:
    """Law of a Markov chain in continuous time: jumps of a Poisson clock that often stay put."""
    pace = -rates.diagonal().min() or 1.0
    jump = np.eye(len(rates)) + rates / pace
    law, weight, found = np.eye(len(rates))[state], math.exp(-pace * time), np.zeros(len(rates))
    for count in range(1, int(pace * time + 12.0 * math.sqrt(pace * time) + 30.0)):
        found += weight * law
        law = law @ jump
        weight *= pace * time / count
    return found


def bass_law(
    people: int, arrows: Arrows, seeds: int, p: float, q: float, time: float
) -> np.ndarray:
    """Probability of each set of adopters at a time, float64 (2**people,), by its Markov chain."""
    sources = [[a for a, b in arrows if b == person] for person in range(people)]
    rates = np.zeros((2**people, 2**people))
    for adopted in range(2**people):
        for person, into in enumerate(sources):
            if not adopted >> person & 1:
                heard = sum(adopted >> source & 1 for source in into)
                rate = p + (q * heard / len(into) if into else 0.0)
                rates[adopted, adopted | 1 << person] += rate
                rates[adopted, adopted] -= rate
    return after(rates, seeds, time)


def sir_law(
    people: int, arrows: Arrows, seeds: int, transmission: float, recovery: float, time: float
) -> dict[tuple[int, int], float]:
    """Probability of each (ever active, active now) at a time, for an exponential activity."""
    cases = [(ever, now) for ever in range(2**people) for now in subsets(ever)]
    place = {case: k for k, case in enumerate(cases)}
    rates = np.zeros((len(cases), len(cases)))
    for ever, now in cases:
        row = place[ever, now]
        moves = [((ever, now & ~(1 << who)), recovery) for who in range(people) if now >> who & 1]
        moves += [
            ((ever | 1 << b, now | 1 << b), transmission)
            for a, b in arrows
            if now >> a & 1 and not ever >> b & 1
        ]
        for case, rate in moves:
            rates[row, place[case]] += rate
            rates[row, row] -= rate
    law = after(rates, place[seeds, seeds], time)
    return {case: float(law[k]) for case, k in place.items()}


def hoax_law(
    people: int,
    arrows: Arrows,
    start: tuple[int, ...],
    spreading: float,
    gullibility: float,
    verify: float,
    forget: float,
    steps: int,
) -> dict[tuple[int, ...], float]:
    """Probability of each state of all people after some steps.

    A state holds 0 (susceptible), 1 (believer) or 2 (fact-checker) for each person.
    """
    sources = [[a for a, b in arrows if b == person] for person in range(people)]
    law = {start: 1.0}
    for _ in range(steps):
        after: dict[tuple[int, ...], float] = {}
        for state, weight in law.items():
            moves = []
            for person, into in enumerate(sources):
                if state[person] == 1:
                    moves.append((forget, 1.0 - verify - forget, verify))
                    continue
                if state[person] == 2:
                    moves.append((forget, 0.0, 1.0 - forget))
                    continue
                for_it = (1.0 + gullibility) * sum(state[source] == 1 for source in into)
                against = (1.0 - gullibility) * sum(state[source] == 2 for source in into)
                heard = for_it + against
                share = for_it / heard if heard else 0.0
                met = spreading if heard else 0.0
                moves.append((1.0 - met, met * share, met * (1.0 - share)))
            for next_state in product(range(3), repeat=people):
                chance = weight
                for person, now in enumerate(next_state):
                    chance *= moves[person][now]
                if chance:
                    after[next_state] = after.get(next_state, 0.0) + chance
        law = after
    return law
