"""How long the choice of fifty seeds takes, and what is lost by not taking longer.

Ripples (C++; M. Minutoli et al., "Fast and scalable implementations of influence maximization
algorithms", CLUSTER 2019) needed 0.5 to 1.0 s in process, on one thread, for k = 50 and epsilon 0.5
on a directed power law of 100,000 people. It is no package that can be installed beside this one,
so that this is no comparison inside one run: read it with the machine in mind. What the seeds lose
is measured here, on the same fresh sets, against a choice with four times finer precision.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from benchmarks.diffusion import graph_of
from simsmm.diffusion import SeedChoice, choose_seeds
from simsmm.diffusion.choosing.sampler import Use
from simsmm.society import Ties

PEER_SECONDS = (0.5, 1.0)
"""What Ripples took, from and to [s]."""

FLOOR, GOAL, LOSS = 2.0, 3.0, 0.01
"""Times faster than Ripples at its quickest that are asked for, and the most that may be lost."""

SEEDS, EPSILON, PRECISION = 50, 0.5, 0.02


@dataclass(frozen=True)
class Chosen:
    """One workload, all rounds."""

    name: str
    seconds: list[float]
    """Processor time of each choice, on one thread, from ties to seeds."""
    losses: list[float]
    """Share of the reference's spread that each choice lacks, on the same sets."""
    errors: list[float]
    """Its standard errors."""
    sets: list[int]
    """Sets that each choice was made by."""


WORKLOADS: dict[str, tuple[dict[str, Any], int]] = {
    "WC 100k": ({"model": "weighted cascade"}, 400_000),
    "SUB 100k": ({"probability": 0.07}, 2_000_000),
}
"""What is asked for, and by how many fresh sets choices are compared, by name of a workload."""


def measure(ties: Ties, name: str, rounds: int) -> Chosen:
    """Choose with another seed in each round; the first choice, which compiles, is not timed."""
    asked, sets = WORKLOADS[name]
    fine = choose(ties, rounds, PRECISION / 4.0, asked)
    found = Chosen(name, [], [], [], [])
    for turn in range(rounds):
        before = time.process_time()
        choice = choose(ties, turn, PRECISION, asked)
        found.seconds.append(time.process_time() - before)
        loss, error = behind(choice, fine, sets)
        found.losses.append(loss)
        found.errors.append(error)
        found.sets.append(choice.guarantee.sets)
    return found


def choose(ties: Ties, seed: int, precision: float, asked: dict[str, Any]) -> SeedChoice:
    """One choice, on one thread."""
    given = {"k": SEEDS, "epsilon": EPSILON, "precision": precision, "workers": 1, **asked}
    return choose_seeds(ties, seed=seed, **given)


def behind(choice: SeedChoice, fine: SeedChoice, sets: int) -> tuple[float, float]:
    """Share of the finer choice's spread that a choice lacks, and its standard error."""
    met = fine.sampler.meet(Use.SCORE, sets, [choice.numbers, fine.numbers])
    mine, finer, both = (float(met[who]) for who in (1, 2, 3))
    return (finer - mine) / (finer + both), math.sqrt(finer + mine) / (finer + both)


def table(found: Iterable[Chosen]) -> str:
    """The result as text."""
    quick, slow = PEER_SECONDS
    lines = [
        f"{SEEDS} seeds, epsilon {EPSILON}, one thread; "
        f"Ripples, elsewhere: {quick} to {slow} s; at most {LOSS:.0%} may be lost",
        f"{'':12}{'seconds':>9}{'sets':>10}{'times faster':>16}{'floor':>7}{'goal':>6}   lost",
    ]
    for one in found:
        seconds = float(np.median(one.seconds))
        ratio = f"{quick / seconds:.1f} to {slow / seconds:.1f}"
        loss, error = float(np.mean(one.losses)), math.hypot(*one.errors) / len(one.errors)
        lines.append(
            f"{one.name:12}{seconds:9.3f}{int(np.median(one.sets)):10,}{ratio:>16}"
            f"{FLOOR:7g}{GOAL:6g}   {loss:.2%} +- {error:.2%}, at worst {max(one.losses):.2%}"
        )
    return "\n".join(lines)


def report(rounds: int, people: int = 100_000) -> str:
    """Measure every workload, and give the table."""
    return table(measure(graph_of(people, 10), name, rounds) for name in WORKLOADS)
