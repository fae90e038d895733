"""Compare the campaign engine and the diffusion models with other programs, round by round.

Every contestant plays in every round, so that a busy machine slows all alike. A ratio is taken
inside each round, from processor time; the table shows the median over the rounds.
"""

from __future__ import annotations

import argparse
import math
import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

import numpy as np

from benchmarks import contagions, diffusion, seeds
from benchmarks.everything import Everything
from benchmarks.giant import Graph, power_law
from benchmarks.peers import Campaigns, Contestant, Cynetdiff, Mesa, Played

CONSTANT, FULL, BARE, AGENTS = "engine", "engine, appeal decides", "cynetdiff", "Mesa"
EVERY = "engine, every mechanism"
BARS = {
    (CONSTANT, BARE): (0.5, 1.5),
    (FULL, BARE): (0.5, 1.5),
    (EVERY, BARE): (0.5, 1.5),
    (CONSTANT, AGENTS): (300.0, 1000.0),
}
"""Floor and goal of each ratio: work per second of the first over that of the second."""

PARTS = ("campaign", "diffusion", "contagions", "seeds")


@dataclass
class Tally:
    """What one contestant did: runs by round."""

    rounds: list[list[Played]] = field(default_factory=list)

    def rates(self) -> np.ndarray:
        """Work per second of processor time, by round."""
        return np.array(
            [
                sum(run.work for run in runs) / sum(run.seconds for run in runs)
                for runs in self.rounds
            ]
        )

    def sharers(self) -> tuple[float, float]:
        """Mean number of people who pass on, and its standard error."""
        counts = np.array([run.sharers for runs in self.rounds for run in runs], float)
        return float(counts.mean()), float(counts.std(ddof=1) / math.sqrt(len(counts)))


def compare(
    graph: Graph, rounds: int, runs: int, *, agents: bool, everything: bool = False
) -> dict[str, Tally]:
    """Let all contestants play ``runs`` runs in each round (Mesa and every mechanism: one)."""
    contestants: dict[str, tuple[Contestant, int]] = {
        CONSTANT: (Campaigns(graph, constant=True), runs),
        FULL: (Campaigns(graph, constant=False), runs),
        BARE: (Cynetdiff(graph), runs),
    }
    if everything:
        contestants[EVERY] = (Everything(graph), 1)
    if agents:
        contestants[AGENTS] = (Mesa(graph, constant=True), 1)
    tallies = {name: Tally() for name in contestants}
    for turn in range(rounds):
        for name, (contestant, times) in contestants.items():
            lucks = range(1 + turn * times, 1 + (turn + 1) * times)
            tallies[name].rounds.append([contestant.play(luck) for luck in lucks])
    return tallies


def same_means(one: Tally, other: Tally) -> float:
    """Difference of the mean numbers of sharers, in standard errors."""
    (mean, error), (mean_of_other, error_of_other) = one.sharers(), other.sharers()
    return abs(mean - mean_of_other) / math.hypot(error, error_of_other)


def machine() -> str:
    """What the numbers were measured on, in one line."""
    model = platform.processor() or platform.machine()
    cpu = Path("/proc/cpuinfo")
    if cpu.exists():
        named = [line for line in cpu.read_text().splitlines() if line.startswith("model name")]
        model = named[0].split(":", 1)[1].strip() if named else model
    parts = [f"{part} {version(part)}" for part in ("numba", "cynetdiff", "mesa")]
    system = f"{platform.system()} {platform.release()}"
    python = f"Python {platform.python_version()}"
    return f"{model}, {os.cpu_count()} cores, {system}, {python}, {', '.join(parts)}"


def table(graph: Graph, tallies: dict[str, Tally]) -> str:
    """The result as text."""
    lines = [f"{graph.people:,} people, {len(graph.heads):,} ties, chance 0.14", ""]
    lines.append(f"{'':28}{'million/s':>10}{'ns each':>9}{'people who pass on':>26}")
    for name, tally in tallies.items():
        rate, (mean, error) = float(np.median(tally.rates())), tally.sharers()
        lines.append(f"{name:28}{rate / 1e6:10.3f}{1e9 / rate:9.0f}{mean:16,.0f} +- {error:,.0f}")
    lines.append("")
    lines.append(f"{'ratio in the same round':42}{'median':>8}{'floor':>8}{'goal':>8}")
    for (one, other), (floor, goal) in BARS.items():
        if one in tallies and other in tallies:
            ratio = float(np.median(tallies[one].rates() / tallies[other].rates()))
            said = "above the floor" if ratio >= floor else "BELOW THE FLOOR"
            said = "goal met" if ratio >= goal else said
            named = f"{one} / {other}"
            lines.append(f"{named:42}{ratio:8.3g}{floor:8g}{goal:8g}  {said}")
    for other in (BARE, AGENTS):
        if other in tallies:
            apart = same_means(tallies[CONSTANT], tallies[other])
            said = "agree" if apart <= 3.0 else "DO NOT AGREE"
            lines.append(f"mean cascades of engine and {other} {said}: {apart:.1f} standard errors")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> str:
    """Read the command line, measure, and give the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--part", choices=PARTS, action="append", help="what to measure; by default everything"
    )
    parser.add_argument(
        "--workload",
        choices=diffusion.WORKLOADS,
        action="append",
        help="workloads of the diffusion models; by default all but the largest",
    )
    parser.add_argument("--people", type=int, default=100_000, help="people in the graph")
    parser.add_argument(
        "--million", action="store_true", help="also a million people, without Mesa"
    )
    parser.add_argument("--rounds", type=int, default=5, help="rounds; the median is shown")
    parser.add_argument("--runs", type=int, default=4, help="runs per round and contestant")
    parser.add_argument("--no-mesa", action="store_true", help="leave Mesa out")
    parser.add_argument(
        "--no-everything", action="store_true", help="leave out the campaign of every mechanism"
    )
    chosen = parser.parse_args(arguments)
    parts = chosen.part or PARTS
    tables = [machine()]
    if "campaign" in parts:
        tables += campaigns(chosen)
    if "diffusion" in parts:
        loads = chosen.workload or diffusion.USUAL
        tables.append(diffusion.report(loads, chosen.rounds))
    if "contagions" in parts:
        tables.append(contagions.report(chosen.rounds))
    if "seeds" in parts:
        tables.append(seeds.report(chosen.rounds))
    return "\n\n".join(tables)


def campaigns(chosen: argparse.Namespace) -> list[str]:
    """The tables of the campaign engine."""
    sizes = [chosen.people] + [1_000_000] * chosen.million
    tables = []
    for people in sizes:
        graph, usual = power_law(people), people == chosen.people
        agents, everything = usual and not chosen.no_mesa, usual and not chosen.no_everything
        tallies = compare(graph, chosen.rounds, chosen.runs, agents=agents, everything=everything)
        tables.append(table(graph, tallies))
    return tables


if __name__ == "__main__":
    print(main())
