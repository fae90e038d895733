"""A network as reverse-reachable sets are drawn from it: ties by the person they lead to."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from simsmm.diffusion.choosing import backwards, turning
from simsmm.diffusion.graph import Network
from simsmm.wording import say

Array = npt.NDArray[Any]

SURE = 2.0**53
"""Draws are compared on a grid of 53 bits: a tie of chance p is live below p times this."""

SLACK = 1e-9
"""How far the shares of the ties to one person may exceed 1 together, by rounding."""

_NO_LIMITS, _NO_SUMS = np.zeros(0, np.uint64), np.zeros(0, np.float64)


class Ways(NamedTuple):
    """What `backwards.draw` reads; people stand in the order of their ids.

    So the same people with the same ids give the same sets, in whatever order they come.
    """

    kind: int
    card: Array
    names: Array
    tails: Array
    ids: Array
    limits: Array
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
        kind: `backwards.ONE`; or ``ALIKE`` for the weighted cascade, whose chance is 1 / in-degree;
            or ``EACH``, which comes out as ``ALIKE`` where that says the same.
        order: see `order_of`.
        weights: float64 (n,) by place: how often sets start from each person; None for alike.

    Raises:
        ValueError: the shares of the ties to somebody are more than 1.
    """
    rank = np.argsort(order) if len(order) else order
    one = kind == backwards.ALIKE or not np.ndim(network.chance)
    given = _NO_SUMS if one else np.asarray(network.chance)
    starts, tails, chances = turning.turn(network.starts, network.heads, given, order, rank)
    card = np.zeros((network.people + 1, 2), np.int64)
    card[:, backwards.START] = starts
    limits, shares = _NO_LIMITS, _NO_SUMS
    if kind == backwards.ONE:
        shares = _shares(starts, chances if len(chances) else np.full(len(tails), network.chance))
    elif kind == backwards.ALIKE:
        degrees = np.diff(starts)
        card[:-1, backwards.LIMIT] = _limits(1.0 / np.maximum(degrees, 1))
    elif one:
        card[:, backwards.LIMIT] = _limits(np.float64(network.chance))
    elif turning.alike(starts, chances):
        tied = np.diff(starts) > 0
        card[:-1, backwards.LIMIT][tied] = _limits(chances[starts[:-1][tied]])
    else:
        limits = _limits(chances)
    if kind == backwards.EACH and not len(limits):
        kind = backwards.ALIKE
    names = np.sort(network.ids) if network.ids is not None else _NO_LIMITS
    ids = names[tails] if len(names) else tails
    roots = _NO_SUMS if weights is None else np.cumsum(weights)
    return Ways(kind, card, names, tails, ids, limits, shares, roots)


def order_of(network: Network) -> Array:
    """Numbers of people in the order of their ids, int64 (n,); empty where that is their own."""
    return np.zeros(0, np.int64) if network.ids is None else np.argsort(network.ids)


def _limits(chances: Array | np.float64) -> Array:
    return np.ceil(chances * SURE).astype(np.uint64)


def _shares(starts: Array, chances: Array) -> Array:
    sums = turning.running_sums(starts, chances)
    if len(sums) and sums.max() > 1.0 + SLACK:
        raise ValueError(
            say(
                "in the linear threshold model the ties that lead to one person weigh at most 1 "
                "together; somebody's weigh {total}",
                total=f"{sums.max():.6g}",
            )
        )
    return sums
