"""Cascades of what ordinary people post, with every preset number at its value.

Twelve things that twenty ordinary people each post; nobody else does, and nothing is bought. One
world holds 240 cascades on 20,000 people.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

import numpy as np

from simsmm import presets
from simsmm.assemble import Stage
from simsmm.measures.cascades import Cascades
from simsmm.scenario import Scenario
from simsmm.study.replicate import play
from tests.study.plans import plan, scenario

PEOPLE = 20_000
BRANDS, SEEDS = 12, 20
SOCIETIES = 4

PASSED_ON = [name for name in presets.channels() if presets.channel(name).layers]
"""Channels on which people pass things on along ties."""


def ordinary(channel: str, assume: str) -> Scenario:
    """Twelve things that twenty ordinary people each post on one channel."""
    people = {"segments": [{"name": "all", "share": "100 %", "uses": {channel: "100 %"}}]}
    formats = presets.channel(channel).formats
    plain = min(formats, key=lambda name: abs(formats[name].value))
    campaigns = [
        {
            "brand": f"thing {k}",
            "posts": [{"at": "day 1 18:00", "on": channel, "format": plain, "seeds": SEEDS}],
        }
        for k in range(BRANDS)
    ]
    return scenario(
        plan(
            market=PEOPLE,
            simulate=PEOPLE,
            lasts="28 d",
            channels={channel: "typical"},
            people=people,
            target="all",
            goals=[],
            campaigns=campaigns,
            assume=assume,
        )
    )


@dataclass(frozen=True)
class Shapes:
    """The cascades of some worlds that share four societies."""

    size: np.ndarray
    depth: np.ndarray
    virality: np.ndarray
    """NaN for single ones."""
    worlds: np.ndarray
    """World of each cascade."""
    caused: np.ndarray
    """Further shares per share in each world."""

    def share(self, chosen: np.ndarray) -> tuple[float, float]:
        """Share of the cascades that are chosen; its error counts worlds, and none as one."""
        share, error = mean_of(self.means(chosen))
        return share, max(error, 1.0 / len(chosen))

    def means(self, values: np.ndarray) -> np.ndarray:
        """Mean over the cascades of each world."""
        return np.array([values[self.worlds == world].mean() for world in np.unique(self.worlds)])


def mean_of(values: np.ndarray) -> tuple[float, float]:
    """A mean and its standard error."""
    return float(values.mean()), float(values.std(ddof=1)) / math.sqrt(len(values))


@cache
def shapes(channel: str, worlds: int) -> Shapes:
    """Simulate so many worlds of cascades."""
    plan_of_channel = ordinary(channel, "point values")
    stages = [Stage(plan_of_channel, 1, society) for society in range(SOCIETIES)]
    found = []
    caused = []
    for world in range(worlds):
        run = play(stages[world % SOCIETIES], world)
        assert run is not None
        trees = Cascades.of(run.record).ordinary
        # Whoever meets a post where it is recommended and passes it on begins a cascade, too.
        found.append((trees.size, trees.depth, trees.virality, np.full(len(trees.size), world)))
        caused.append(np.count_nonzero(trees.up >= 0) / len(trees.up))
    return Shapes(*(np.concatenate(part) for part in zip(*found, strict=True)), np.array(caused))
