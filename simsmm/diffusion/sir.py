"""SIR: whoever is active passes it on at a rate along each tie, and stops after a while.

W. O. Kermack and A. G. McKendrick, "A contribution to the mathematical theory of epidemics", Proc.
R. Soc. A 115:700, 1927; on networks: M. E. J. Newman, "Spread of epidemic disease on networks",
Phys. Rev. E 66:016128, 2002. Of a message: susceptible have not heard it, infectious talk about it,
recovered have lost interest.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from simsmm.diffusion.arguments import called, one_of, real
from simsmm.diffusion.graph import network
from simsmm.diffusion.passage import Passages
from simsmm.diffusion.runs import Array, Played
from simsmm.diffusion.spread import Spread
from simsmm.draws.arrays import exponentials

ACTIVITIES = ("exponential", "fixed")


def sir(
    graph: object,
    seeds: object,
    *,
    transmission_rate: float,
    recovery_rate: float,
    activity: str = "exponential",
    until: float | None = None,
    replicates: int = 1000,
    seed: int = 0,
    workers: int | None = None,
    trees: bool = False,
) -> Spread:
    """Spread by SIR in continuous time, event by event.

    An active person tries each tie at a rate beta and stops to be active after a time: exponential
    of rate gamma, or 1 / gamma for everybody. Tie u -> v is tried first a unit-exponential draw of
    the tie, divided by beta, after u became active; so more people are active, and earlier, at a
    larger beta or a smaller gamma, run by run. With a fixed activity the final size is that of the
    independent cascade with T = 1 - exp(-beta / gamma) (bond percolation, Newman 2002), on the
    same draws.

    Args:
        graph: see `network`; the ties are all alike.
        seeds: labels of people, or a list of such groups; active from time 0.
        transmission_rate: beta >= 0, per unit of time and tie.
        recovery_rate: gamma >= 0, per unit of time; 0: nobody ever stops.
        activity: how long a person stays active: "exponential" or "fixed".
        until: time at which the runs end; by default when nothing happens any more.
        replicates: runs for each group of seeds.
        seed: any whole number; the same seed gives the same worlds.
        workers: threads; by default one per processor. The answer is the same for any number.
        trees: whether to keep who had it from whom.

    Returns:
        the spread; its sizes count whoever was ever active; its series know the states "active"
        (ever), "susceptible", "infectious" and "recovered".

    Raises:
        ValueError: a rate is negative or no number; an activity of another name; and as `network`.
    """
    beta = real("transmission_rate", transmission_rate)
    gamma = real("recovery_rate", recovery_rate)
    fixed = one_of("activity", activity, ACTIVITIES) == "fixed"
    net = network(graph)
    degree = net.arrows / net.people
    return SirRuns(
        *called(net, seeds, replicates, seed, workers),
        slowness=np.array([1.0 / beta if beta else math.inf]),
        until=math.inf if until is None else real("until", until),
        width=0.25 / max(beta * degree + gamma, 1e-300),
        leaving=0.0 if fixed else gamma,
        stay=1.0 / gamma if fixed and gamma else math.inf,
    ).spread(trees)


@dataclass(frozen=True, eq=False)
class SirRuns(Passages):
    """Runs of SIR."""

    def entries(self, played: Played) -> Mapping[str, Array]:
        """When the people of some steps become active and when they recover, float64 (steps,)."""
        start = played.steps["time"]
        stays = np.full(len(start), self.stay)
        if self.leaving:
            keys = played.each_step(self.keys[2][played.runs // self.seeds.sets])
            ids = self.network.identities[played.steps["person"]]
            stays = exponentials(keys, ids) / self.leaving
        end = start + stays
        return {"active": start, "recovered": np.where(end < self.until, end, math.inf)}

    def states(self, entered: Mapping[str, Array]) -> Mapping[str, Array]:
        """How many are in each state, from how many were active and have recovered."""
        active, recovered = entered["active"], entered["recovered"]
        return {
            "active": active,
            "susceptible": self.network.people - active,
            "infectious": active - recovered,
            "recovered": recovered,
        }
