"""The diffusion models in plain Python, one person after another: what the kernels are held to.

Each reads the published draws by the ids of people, and gives the time at which each person becomes
active, infinite for those who do not.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable
from functools import cache

import numpy as np

from simsmm.diffusion import Network
from simsmm.diffusion.keys import MESSAGE
from simsmm.draws import Decision, Stream, number, stream_key, uniform


def key(decision: Decision, seed: int, replicate: int) -> int:
    return number(number(stream_key(seed, Stream.LUCK, replicate), decision), MESSAGE)


def person_draw(net: Network, decision: Decision, seed: int, replicate: int, person: int) -> float:
    return uniform(number(key(decision, seed, replicate), int(net.identities[person])))


def tie_draw(net: Network, seed: int, replicate: int, tail: int, head: int) -> float:
    row = number(key(Decision.PASS, seed, replicate), int(net.identities[tail]))
    return uniform(number(row, int(net.identities[head])))


def seen_by(net: Network, person: int) -> list[int]:
    return [int(head) for head in net.heads[net.starts[person] : net.starts[person + 1]]]


@cache
def sources_of(net: Network) -> list[list[int]]:
    sources: list[list[int]] = [[] for _ in range(net.people)]
    for tail in range(net.people):
        for head in seen_by(net, tail):
            sources[head].append(tail)
    return sources


def wait(draw: float) -> float:
    return -math.log1p(-draw)


def sir(
    net: Network,
    seeds: list[int],
    beta: float,
    gamma: float,
    fixed: bool,
    seed: int,
    replicate: int,
) -> np.ndarray:
    """Every tie that is tried in time is an event in one queue."""
    times = np.full(net.people, math.inf)
    queue = [(0.0, person) for person in seeds]
    while queue:
        time, person = heapq.heappop(queue)
        if times[person] < math.inf:
            continue
        times[person] = time
        draw = person_draw(net, Decision.RECOVER, seed, replicate, person)
        stays = (1.0 if fixed else wait(draw)) / gamma
        for head in seen_by(net, person):
            takes = wait(tie_draw(net, seed, replicate, person, head)) / beta
            if takes < stays:
                heapq.heappush(queue, (time + takes, head))
    return times


def bass(
    net: Network, seeds: list[int], p: float, q: float, until: float, seed: int, replicate: int
) -> np.ndarray:
    """Every clock that starts is an event in one queue."""
    times = np.full(net.people, math.inf)
    degrees = [len(sources) for sources in sources_of(net)]
    queue = [(0.0, person) for person in seeds]
    for person in range(net.people):
        draw = person_draw(net, Decision.PROMPT, seed, replicate, person)
        queue.append((wait(draw) / p, person))
    heapq.heapify(queue)
    while queue:
        time, person = heapq.heappop(queue)
        if times[person] < math.inf or time >= until:
            continue
        times[person] = time
        for head in seen_by(net, person):
            takes = wait(tie_draw(net, seed, replicate, person, head)) * degrees[head] / q
            heapq.heappush(queue, (time + takes, head))
    return times


def thresholds(
    net: Network, seeds: list[int], enough: Callable[[int, list[int]], bool]
) -> np.ndarray:
    """Step by step over everybody.

    Args:
        enough: whether active people among those who lead to a person make the person active.
    """
    times = np.full(net.people, math.inf)
    times[seeds] = 0.0
    sources, step = sources_of(net), 0
    while True:
        joining = [
            person
            for person in range(net.people)
            if times[person] == math.inf
            and enough(person, [tail for tail in sources[person] if times[tail] <= step])
        ]
        if not joining:
            return times
        step += 1
        times[joining] = step


def hoax(
    net: Network,
    believers: list[int],
    checkers: list[int],
    law: tuple[float, float, float, float],
    steps: int,
    seed: int,
    replicate: int,
) -> tuple[np.ndarray, np.ndarray]:
    """When each person first believes, and how many believe and check after each step."""
    beta, alpha, verify, forget = law
    sources = sources_of(net)
    state = ["susceptible"] * net.people
    for person in believers:
        state[person] = "believer"
    for person in checkers:
        state[person] = "checker"
    times = np.full(net.people, math.inf)
    times[believers] = 0.0
    course = [(len(believers), len(checkers))]
    for step in range(1, steps + 1):
        after = list(state)
        for person in range(net.people):
            row = number(key(Decision.REVISE, seed, replicate), int(net.identities[person]))
            draw = uniform(number(row, step))
            if state[person] == "susceptible":
                around = [state[tail] for tail in sources[person]]
                for_it = around.count("believer") * (1.0 + alpha)
                against = around.count("checker") * (1.0 - alpha)
                if for_it + against and draw < beta:
                    won = draw < beta * for_it / (for_it + against)
                    after[person] = "believer" if won else "checker"
            elif draw < forget:
                after[person] = "susceptible"
            elif state[person] == "believer" and draw < forget + verify:
                after[person] = "checker"
            if after[person] == "believer":
                times[person] = min(times[person], step)
        state = after
        course.append((state.count("believer"), state.count("checker")))
    return times, np.array(course)
