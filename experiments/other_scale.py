"""Does the answer depend on how many people are simulated? Run a plan at two scales and compare.

A simulated person stands for w people of the market. Where cascades, seeds or audiences are so
small that rounding or the society's finite size matters, the answer depends on w, and the plan
should not be scaled. Both runs draw the same unknown numbers, so that only luck and society differ.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

import simsmm

MEASURES = ("reach", "impressions", "shares", "clicks", "fans won", "incremental sales")

SOCIETY = 16
"""Replicates that share a society: the unit that is independent of all others."""

ERRORS = 3.0
"""A difference beyond so many of its standard errors counts ..."""

SLACK = 0.02
"""... where it is also larger than this, relative: rounding of fans and seeds to whole people."""


@dataclass(frozen=True)
class Difference:
    """One measure at both scales."""

    measure: str
    as_planned: float
    at_other: float
    error: float
    """Standard error of the difference, from the spread over societies."""

    @property
    def matters(self) -> bool:
        """Whether the scales disagree by more than luck and rounding explain."""
        gap = abs(self.at_other - self.as_planned)
        return gap > ERRORS * self.error + SLACK * abs(self.as_planned)


def compare(
    scenario: simsmm.Scenario, people: int, replicates: int, seed: int = 0
) -> list[Difference]:
    """Run a plan as it stands and with another number of people simulated.

    Args:
        scenario: the plan.
        people: simulated people of the second run.
        replicates: of each run; at least two societies of `SOCIETY`.
        seed: of both runs.

    Raises:
        ValueError: there are too few replicates to know the error of a difference.
    """
    if replicates < 2 * SOCIETY:
        raise ValueError(f"{2 * SOCIETY} replicates at least are needed, not {replicates}")
    other = scenario.model_copy(update={"simulate": people})
    first, second = (
        simsmm.estimate(plan, seed=seed, replicates=replicates) for plan in (scenario, other)
    )
    return [_difference(name, first[name].values, second[name].values) for name in MEASURES]


def _difference(measure: str, first: np.ndarray, second: np.ndarray) -> Difference:
    whole = len(first) // SOCIETY * SOCIETY
    gaps = (second - first)[:whole].reshape(-1, SOCIETY).mean(axis=1)
    error = float(gaps.std(ddof=1)) / math.sqrt(len(gaps))
    return Difference(measure, float(first.mean()), float(second.mean()), error)


def table(found: Sequence[Difference]) -> str:
    """Both answers side by side, and the verdict."""
    lines = [f"{'':18}{'as planned':>14}{'other scale':>14}{'difference':>14}{'error':>10}"]
    lines += [
        f"{line.measure:18}{line.as_planned:14,.0f}{line.at_other:14,.0f}"
        f"{line.at_other - line.as_planned:14,.0f}{line.error:10,.0f}"
        f"{'  <- differs' if line.matters else ''}"
        for line in found
    ]
    apart = [line.measure for line in found if line.matters]
    verdict = f"do not scale: {', '.join(apart)} depend on it" if apart else "the scale is fine"
    return "\n".join([*lines, "", verdict])


def main(arguments: Sequence[str] | None = None) -> str:
    """Read the command line, run both, and give the table."""
    parser = argparse.ArgumentParser(prog="python -m experiments.other_scale", description=__doc__)
    parser.add_argument("scenario", help="a scenario file")
    parser.add_argument(
        "--people", type=int, help="simulated people of the second run; half as many by default"
    )
    parser.add_argument("--replicates", type=int, default=64, help="of each run")
    parser.add_argument("--seed", type=int, default=0)
    chosen = parser.parse_args(arguments)
    scenario = simsmm.load(chosen.scenario)
    people = chosen.people or max(scenario.simulate // 2, 1)
    return table(compare(scenario, people, chosen.replicates, chosen.seed))


if __name__ == "__main__":
    print(main())
