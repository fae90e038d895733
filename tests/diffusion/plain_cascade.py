"""The independent cascade in plain Python: the readable definition of what the kernels do.

Slow, and the same person by person, to the last bit of every time.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from heapq import heappop, heappush
from typing import NamedTuple

from simsmm.diffusion.delays import Delay, fixed
from simsmm.diffusion.graph import Network
from simsmm.draws import number, uniform


class Activation(NamedTuple):
    """How one person became active."""

    time: float
    """In steps, or in the unit of the delays."""
    tie: int
    """Number of the tie it came over; 0 for a seed."""
    source: int
    """Who passed it on; -1 for a seed."""


def live_ties(network: Network, key: int, source: int) -> dict[int, int]:
    """Whom a person activates if nobody else does: target, and the number of the tie.

    Args:
        network: the people and ties.
        key: of the replicate, `simsmm.diffusion.keys.pass_key`.
        source: the person.
    """
    mine = number(key, int(network.identities[source]))
    found = {}
    for row in range(network.starts[source], network.starts[source + 1]):
        target = int(network.heads[row])
        tie = number(mine, int(network.identities[target]))
        if uniform(tie) < network.chances[row]:
            found[target] = tie
    return found


def active(network: Network, seeds: Iterable[int], key: int) -> set[int]:
    """Who is active in the end: whoever can be reached from the seeds over live ties."""
    reached, waiting = set(seeds), deque(seeds)
    while waiting:
        for target in live_ties(network, key, waiting.popleft()):
            if target not in reached:
                reached.add(target)
                waiting.append(target)
    return reached


def activations(
    network: Network, seeds: Iterable[int], key: int, delay: Delay | None = None
) -> dict[int, Activation]:
    """When each person became active, and by whom: whoever comes first.

    Of several who come at the same time it is the one whose tie has the smallest number. Without
    delays everybody takes one step.
    """
    delay = fixed(1.0) if delay is None else delay
    done: dict[int, Activation] = {}
    coming: list[tuple[Activation, int]] = []
    for seed in seeds:
        heappush(coming, (Activation(0.0, 0, -1), int(seed)))
    while coming:
        activation, person = heappop(coming)
        if person in done:
            continue
        done[person] = activation
        for target, tie in live_ties(network, key, person).items():
            after = Activation(activation.time + delay.drawn(tie), tie, person)
            heappush(coming, (after, target))
    return done
