"""A network as reverse-reachable sets are drawn from it: ties by the person they lead to."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from simsmm.diffusion.choosing import backwards, turning
from simsmm.diffusion.graph import Network
from simsmm.diffusion.packing import largest_live, with_spare
from simsmm.wording import say

Array = npt.NDArray[Any]

SLACK = 1e-9
"""How far the shares of the ties to one person may exceed 1 together, by rounding."""

_NOBODY, _NONE = np.zeros(0, np.uint64), np.zeros(0, np.float64)


class Ways(NamedTuple):
    """What `backwards.draw` reads; people stand in the order of their ids.

    So the same people with the same ids give the same sets, in whatever order they come.
    """

    kind: int
    card: Array
    names: Array
    ties: Array
    ids: Array
    chances: Array
    shares: Array
    roots: Array

    @property
    def people(self) -> int:
        """Number of people, n."""
        return len(self.card) - 1

    @property
    def weight(self) -> float:
        """Weight of all people together."""
        return float(self.roots[-1]) if len(self.roots) else float(self.people)


def ways_of(network: Network, kind: int, order: Array, weights: Array | None) -> Ways:
    """Turn a network round.

    Args:
        network: its chances are those of ties, or for `backwards.ONE` their shares.
        kind: `backwards.ANY` or ``ONE``.
        order: see `order_of`.
        weights: float64 (n,) by place: how often sets start from each person; None for alike.

    Raises:
        ValueError: the shares of the ties to somebody are more than 1.
    """
    rank = np.argsort(order) if len(order) else order
    given = np.asarray(network.chance, np.float64)
    starts, tails = np.zeros(network.people + 1, np.int64), np.empty(network.arrows, np.int32)
    own = given if given.ndim else _NONE
    chances = np.empty(len(own), np.float64)
    turning.turn(network.starts, network.heads, own, order, rank, starts, tails, chances)
    card = np.zeros((network.people + 1, 2), np.int64)
    card[:, backwards.START] = starts
    ties, shares = with_spare(tails, np.int32), _NONE
    if kind == backwards.ONE:
        shares = _shares(starts, chances if given.ndim else np.full(len(tails), given))
        chances = _NONE
    elif not given.ndim or turning.alike(starts, chances):
        first = np.minimum(starts[:-1], len(tails) - 1)
        each = chances[first] if given.ndim and len(tails) else np.full(network.people, given)
        card[:-1, backwards.LIMIT] = largest_live(each).view(np.int64)
        chances = _NONE
    else:
        ties = with_spare(tails, np.uint64)
        ties[: len(tails)] |= largest_live(chances) >> np.uint64(32) << np.uint64(32)
    names = _NOBODY if network.ids is None else np.sort(network.ids)
    ids = with_spare(names[tails], np.uint64) if len(names) else tails
    roots = _NONE if weights is None else np.cumsum(weights)
    return Ways(kind, card, names, ties, ids, chances, shares, roots)


def order_of(network: Network) -> Array:
    """Numbers of people in the order of their ids, int64 (n,); empty where that is their own."""
    return np.zeros(0, np.int64) if network.ids is None else np.argsort(network.ids)


def _shares(starts: Array, chances: Array) -> Array:
    sums = np.empty(len(chances), np.float64)
    turning.running_sums(starts, chances, sums)
    if len(sums) and sums.max() > 1.0 + SLACK:
        raise ValueError(
            say(
                "in the linear threshold model the ties that lead to one person weigh at most 1 "
                "together; somebody's weigh {total}",
                total=f"{sums.max():.6g}",
            )
        )
    return sums
