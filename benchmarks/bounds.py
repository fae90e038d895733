"""What a cascade could cost at least, and what nesting costs: two kernels to compare with.

`touches` reads what no kernel can avoid reading, in the order of a cascade, and does nothing else:
where a row starts, its first line, and the state of each person whom a live tie leads to.

`skipping` is the cascade by plain geometric skipping: it jumps from one live tie to the next, so it
draws for live ties only and passes over the others unread. Keyed by person and replicate it gives
the same bits on any number of threads, but its live ties are not nested: at another chance, or with
one tie more, they are other ties.
"""

from __future__ import annotations

import math
import time

import numpy as np

from simsmm.compiled import compiled
from simsmm.diffusion import Network
from simsmm.diffusion.keys import pass_keys
from simsmm.draws.compiled import number, uniform
from simsmm.prefetch import prefetch

AHEAD = 24
_ONE, _FIVE, _LOW_FIVE = np.uint32(1), np.uint32(5), np.uint32(31)


@compiled
def _touch(starts, ties, state, order, targets):
    total, target = np.int64(0), 0
    for place in range(len(order)):
        if place + 2 * AHEAD < len(order):
            prefetch(starts, np.int64(order[place + 2 * AHEAD]))
            prefetch(ties, np.int64(starts[order[place + AHEAD]]))
        total += ties[starts[order[place]]]
        stop = len(targets) * (place + 1) // len(order)
        while target < stop:
            total += state[targets[target]]
            target += 1
    return total


def touches(net: Network, order: np.ndarray, live: float) -> float:
    """Seconds for each person of a cascade, if only memory were read.

    Args:
        net: the network.
        order: who became active, in that order.
        live: live ties for each of them.
    """
    rows, state = net.packed, np.zeros(net.people, np.uint8)
    luck = pass_keys(1, int(len(order) * live))
    targets = order[(luck % np.uint64(len(order))).astype(np.int64)]
    given = (rows.starts, rows.ties, state, order.astype(np.int64), targets.astype(np.int64))
    _touch(*given)
    best = math.inf
    for _ in range(5):
        before = time.process_time()
        _touch(*given)
        best = min(best, (time.process_time() - before) / len(order))
    return best


@compiled
def _skip(starts, ties, chance, keys, seeds, active, queue, sizes):
    """As `simsmm.diffusion.cascade_kernel.play`, one replicate after the other."""
    per_draw = 1.0 / math.log1p(-chance)
    for replicate in range(len(keys)):
        size, done = 0, 0
        for seed in seeds:
            active[np.uint32(seed) >> _FIVE] |= _ONE << (np.uint32(seed) & _LOW_FIVE)
            queue[size] = seed
            size += 1
        while done < size:
            if done + AHEAD < size:
                prefetch(ties, np.int64(starts[queue[done + AHEAD]]))
            source = queue[done]
            done += 1
            key, draw = number(keys[replicate], np.uint64(source)), 0
            row, stop = np.int64(starts[source]), np.int64(starts[source + _ONE])
            while True:
                # Rows are shorter than 2**40 ties, and longer jumps end them all the same.
                jump = math.log1p(-uniform(number(key, draw))) * per_draw
                row += np.int64(min(jump, 1e12))
                if row >= stop:
                    break
                target = np.uint32(ties[row])
                bits, bit = active[target >> _FIVE], _ONE << (target & _LOW_FIVE)
                active[target >> _FIVE] = bits | bit
                queue[size] = target
                prefetch(starts, np.int64(target))
                size += np.int64(bits & bit == 0)
                row += 1
                draw += 1
        for place in range(size):
            active[queue[place] >> _FIVE] = 0
        sizes[replicate] = size


class Skipping:
    """The cascade by plain skipping on one network, from the same seeds."""

    def __init__(self, net: Network, seeds: np.ndarray) -> None:
        self.net, self.seeds = net, seeds
        self.active = np.zeros(net.people // 32 + 1, np.uint32)
        self.queue = np.zeros(net.people + 1, np.uint32)
        self.play(1, 0)

    def play(self, runs: int, turn: int) -> tuple[np.ndarray, float]:
        """Sizes of some runs, and the time they took."""
        sizes, rows = np.zeros(runs, np.int64), self.net.packed
        before = time.process_time()
        keys = pass_keys(turn, runs)
        _skip(
            rows.starts, rows.ties, self.net.chance, keys, self.seeds, self.active, self.queue,
            sizes,
        )  # fmt: skip
        return sizes, time.process_time() - before
