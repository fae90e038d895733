"""Rules of thumb that chosen seeds are compared with: each ranks people, and pays from the top."""

from __future__ import annotations

import heapq
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from simsmm.diffusion.choosing.task import Array, Task
from simsmm.diffusion.graph import Network
from simsmm.draws import Decision, Stream, number, stream_key
from simsmm.draws.arrays import uniforms

DAMPING = 0.85
"""Share of a walk that goes on: S. Brin and L. Page, "The anatomy of a large-scale hypertextual web
search engine", 1998."""

SWEEPS, CLOSE = 200, 1e-10
"""Most sweeps of PageRank, and the change of all ranks together at which it stops."""


def degree(network: Network, task: Task, seed: int) -> Array:
    """Those with the most followers."""
    return _paid(_ranked(network.out_degrees, network), task)


def degree_discount(network: Network, task: Task, seed: int) -> Array:
    """Those with the most followers, less what the seeds before them make of these.

    W. Chen, Y. Wang and S. Yang, "Efficient influence maximization in social networks", KDD 2009,
    section 3: a seed's neighbour v is worth the chance that no seed activates v anyway times what v
    then adds at one step, prod (1 - p(s, v)) * (1 + sum p(v, w)) over those w who are no seeds.
    For one chance p and small p that is the rule of their algorithm 4.
    """
    chances = network.chances
    stay = np.ones(network.people)
    reach = np.bincount(
        np.repeat(np.arange(network.people), network.out_degrees), chances, network.people
    )
    turned = network.turned
    ids, left = network.identities, _Purse(task)
    heap = [(-(1.0 + reach[who]), int(ids[who]), int(who)) for who in task.candidates]
    heapq.heapify(heap)
    while heap and left.pays_for_more:
        score, identity, who = heapq.heappop(heap)
        now = -stay[who] * (1.0 + reach[who])
        if now > score:
            heapq.heappush(heap, (now, identity, who))
        elif left.pay(who):
            out = slice(network.starts[who], network.starts[who + 1])
            stay[network.heads[out]] *= 1.0 - chances[out]
            into = slice(turned.starts[who], turned.starts[who + 1])
            reach[turned.tails[into]] -= chances[turned.place[into]]
    return left.people


def page_rank(network: Network, task: Task, seed: int) -> Array:
    """Those of the highest PageRank, where followers vote for those whom they follow."""
    followers, follows = network.heads, network.in_degrees
    tails = np.repeat(np.arange(network.people), network.out_degrees)
    share = 1.0 / np.maximum(follows, 1)
    rank = np.full(network.people, 1.0 / network.people)
    for _ in range(SWEEPS):
        idle = rank[follows == 0].sum()
        votes = np.bincount(tails, (rank * share)[followers], network.people)
        new = (1.0 - DAMPING + DAMPING * idle) / network.people + DAMPING * votes
        change = np.abs(new - rank).sum()
        rank = new
        if change < CLOSE:
            break
    return _paid(_ranked(rank, network), task)


def random(network: Network, task: Task, seed: int) -> Array:
    """Anybody."""
    key = number(stream_key(seed, Stream.LUCK, 0), Decision.SEEDS)
    return _paid(_ranked(uniforms(key, network.identities), network), task)


RIVALS: dict[str, Callable[[Network, Task, int], Array]] = {
    "degree": degree,
    "degree discount": degree_discount,
    "PageRank": page_rank,
    "random": random,
}
"""The rules by name. Each takes a network, a task whose people are numbered as in the network, and
a seed, and gives the numbers of those whom it would pay, in its order."""


class _Purse:
    """Money that is spent on one person after the other, whoever is too dear being passed over."""

    def __init__(self, task: Task) -> None:
        self._costs, self._left, self._limit = task.costs, task.budget, task.limit
        self._cheapest = float(task.costs[task.candidates].min()) if len(task.costs) else 1.0
        self._paid: list[int] = []

    @property
    def pays_for_more(self) -> bool:
        """Whether the cheapest could still be paid."""
        room = self._limit is None or len(self._paid) < self._limit
        return room and self._left >= self._cheapest

    @property
    def people(self) -> Array:
        """Who was paid, int32."""
        return np.array(self._paid, np.int32)

    def pay(self, who: int) -> bool:
        """Pay somebody, if there is enough."""
        cost = self._costs[who] if len(self._costs) else 1.0
        if cost > self._left:
            return False
        self._left -= cost
        self._paid.append(who)
        return True


def _ranked(score: npt.NDArray[np.number], network: Network) -> Array:
    """Everybody, the highest score first; of equals the lowest id."""
    return np.lexsort((network.identities, -score.astype(np.float64)))


def _paid(ranking: Array, task: Task) -> Array:
    may, purse = np.zeros(len(ranking), bool), _Purse(task)
    may[task.candidates] = True
    for who in ranking[may[ranking]].tolist():
        if not purse.pays_for_more:
            break
        purse.pay(who)
    return purse.people
