"""The compiled greedy choice: who, for the money, meets most of the sets that nobody met so far.

Without prices: G. L. Nemhauser, L. A. Wolsey and M. L. Fisher, "An analysis of approximations for
maximizing submodular set functions", Mathematical Programming 14:265, 1978. With prices:
S. Khuller, A. Moss and J. Naor, "The budgeted maximum coverage problem", Information Processing
Letters 70:39, 1999. Gains only fall, so a heap of old gains tells whose is worth a look (M. Minoux,
"Accelerated greedy algorithms for maximizing submodular set functions", 1978); the gains are exact.
"""

from __future__ import annotations

import numpy as np

from simsmm.compiled import compiled
from simsmm.compiled import compiled_bare as part

HALVINGS = 60
"""Most steps of the search for the best rate in `most_for`."""

NONE, MANY = np.zeros(0, np.float64), 2**62

TAKEN = -1
"""In the place of the gain of somebody who is chosen."""


@compiled
def index(members, ends, starts, found):
    """Turn sets into lists of the sets that each person is in.

    Args:
        members: int32 (size,): the people of the sets, one set behind the other.
        ends: int64 (sets,): where each set ends.
        starts: int64 (n + 1,), zeros; written: where each list begins.
        found: int32 (size,), written: the sets of person i are ``found[starts[i]:starts[i + 1]]``,
            ascending.
    """
    for place in range(len(members)):
        starts[members[place] + 1] += 1
    for person in range(len(starts) - 1):
        starts[person + 1] += starts[person]
    places = starts[:-1].copy()
    begin = 0
    for one in range(len(ends)):
        for place in range(begin, ends[one]):
            person = members[place]
            found[places[person]] = one
            places[person] += 1
        begin = ends[one]


@compiled
def greedy(
    members, ends, starts, found, candidates, costs, budget, first, chosen, weighs=NONE, most=MANY
):
    """Choose people one after the other by gain for money, as long as the budget pays for them.

    Args:
        members, ends, starts, found: sets, see `index`.
        candidates: int32, ascending: who may be chosen.
        costs: float64 (n,), not negative; or empty: everybody costs 1, and the whole budget is
            spent even where nobody gains anything any more.
        budget: most that may be spent.
        first: who is chosen before anybody else, or -1.
        chosen: int32, as many as candidates; written, in order.
        weighs: float64 (n,): by what a gain is divided instead of the cost; or empty.
        most: most people that may be chosen.

    Returns:
        how many are chosen; how many sets they meet; and an upper bound of how many any affordable
        choice of candidates meets: the least of `most_for` after some of the steps.
    """
    gains = np.empty(len(starts) - 1, np.int32)
    for one in range(len(gains)):
        gains[one] = starts[one + 1] - starts[one]
    met = np.zeros(len(ends), np.bool_)
    heap, worth = candidates.copy(), np.empty(len(candidates), np.float64)
    divisors = weighs if len(weighs) > 0 else costs
    for place in range(len(heap)):
        worth[place] = worth_of(gains[heap[place]], cost_of(divisors, heap[place]))
    size = len(heap)
    for place in range(size // 2 - 1, -1, -1):
        sink(heap, worth, size, place)
    count, total, left, look = 0, np.int64(0), np.float64(budget), 0
    bound = np.float64(len(ends))
    cheapest = np.inf
    for person in candidates:
        cheapest = min(cheapest, cost_of(costs, person))
    while left >= cheapest and count < most:
        if count >= look:
            bound = min(bound, total + most_for(gains, candidates, costs, budget))
            look = max(1, 2 * count)
        person = np.int64(first)
        if count > 0 or first < 0:
            person, size = pop(heap, worth, size, gains, divisors, costs, left)
        if person < 0 or (len(costs) > 0 and gains[person] == 0):
            break
        chosen[count] = person
        count += 1
        left -= cost_of(costs, person)
        total += gains[person]
        take(person, gains, met, members, ends, starts, found)
    return count, total, min(bound, total + most_for(gains, candidates, costs, budget))


@part
def take(person, gains, met, members, ends, starts, found):
    """Let somebody meet all their sets: the gains of all others in these fall."""
    for place in range(starts[person], starts[person + 1]):
        one = found[place]
        if not met[one]:
            met[one] = True
            for other in range(ends[one - 1] if one > 0 else 0, ends[one]):
                gains[members[other]] -= 1
    gains[person] = TAKEN


@part
def pop(heap, worth, size, gains, divisors, costs, left):
    """Take the affordable person of most worth off the heap, and whoever is too dear before them.

    Returns:
        the person, or -1 if there is none, and the size of the heap.
    """
    while size > 0:
        person = np.int64(heap[0])
        now = worth_of(gains[person], cost_of(divisors, person))
        if gains[person] != TAKEN and now < worth[0]:
            worth[0] = now
            sink(heap, worth, size, 0)
            continue
        size -= 1
        heap[0], worth[0] = heap[size], worth[size]
        sink(heap, worth, size, 0)
        if gains[person] != TAKEN and cost_of(costs, person) <= left:
            return person, size
    return np.int64(-1), size


@part
def sink(heap, worth, size, place):
    """Let an entry sink to where nothing below it is worth more; of equals the lowest is on top."""
    person, value = heap[place], worth[place]
    while True:
        child = 2 * place + 1
        if child >= size:
            break
        if child + 1 < size and above(heap, worth, child + 1, worth[child], heap[child]):
            child += 1
        if not above(heap, worth, child, value, person):
            break
        heap[place], worth[place] = heap[child], worth[child]
        place = child
    heap[place], worth[place] = person, value


@part
def above(heap, worth, place, value, person):
    """Whether an entry of the heap goes before somebody of another worth."""
    return worth[place] > value or (worth[place] == value and heap[place] < person)


@part
def cost_of(costs, person):
    """What somebody costs."""
    return costs[person] if len(costs) > 0 else 1.0


@part
def worth_of(gain, cost):
    """Gain for money; of nothing for nothing, nothing."""
    if cost > 0.0:
        return gain / cost
    return np.inf if gain > 0 else 0.0


@compiled
def most_for(gains, candidates, costs, budget):
    """An upper bound of what any affordable group can still gain together.

    Gains of a group are at most the sum of its members' gains, and for any rate r at most r times
    the budget plus the sum of what each gains beyond r times their cost (the dual of the fractional
    knapsack). The rate that makes this least is found by halving: any rate gives a bound.

    Args:
        gains: int32 (n,): how many further sets each person alone would meet.
        candidates, costs, budget: see `greedy`.
    """
    ratio, cost = np.empty(len(candidates), np.float64), np.empty(len(candidates), np.float64)
    size, free, high, everything = 0, 0.0, 0.0, 0.0
    for person in candidates:
        price = cost_of(costs, person)
        if gains[person] > 0 and price <= budget:
            if price == 0.0:
                free += gains[person]
                continue
            ratio[size], cost[size] = gains[person] / price, price
            high = max(high, ratio[size])
            everything += gains[person]
            size += 1
    least, low = everything, 0.0
    for _ in range(HALVINGS):
        rate = 0.5 * (low + high)
        value, spent = rate * budget, 0.0
        for place in range(size):
            if ratio[place] > rate:
                value += (ratio[place] - rate) * cost[place]
                spent += cost[place]
        least = min(least, value)
        if spent <= budget:
            high = rate
            continue
        low, kept = rate, 0
        for place in range(size):
            ratio[kept], cost[kept] = ratio[place], cost[place]
            kept += ratio[place] > rate
        size = kept
    return free + least
