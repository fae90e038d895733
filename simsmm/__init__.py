"""simsmm: a wind tunnel for social media campaigns.

A scenario is loaded, run over many simulated worlds, and answered with its uncertainty::

    import simsmm

    scenario = simsmm.load("scenarios/band_album.yaml")
    estimate = simsmm.estimate(scenario, seed=1)
    print(estimate["reach"].mean, estimate["reach"].low, estimate["reach"].high)
    estimate.to_html("report.html")

One replicate runs as a Mesa model, `CampaignModel`. A user's own ties, actors (`Actor`) and rules
of behaviour take part in both. `simsmm.diffusion` holds the diffusion models of the textbooks.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simsmm import diffusion as diffusion
    from simsmm.actors import Actor
    from simsmm.campaign import CampaignModel
    from simsmm.estimation import Estimate, estimate
    from simsmm.scenario import Scenario, ScenarioError, load
    from simsmm.society import from_networkx
    from simsmm.society.reading import read_ties
    from simsmm.study.picking import picked

__all__ = [
    "Actor",
    "CampaignModel",
    "Estimate",
    "Scenario",
    "ScenarioError",
    "diffusion",
    "estimate",
    "from_networkx",
    "load",
    "picked",
    "read_ties",
]

# Names are imported when first used: reading a scenario should not wait for the compiler.
_HOMES = {
    "Actor": "simsmm.actors",
    "CampaignModel": "simsmm.campaign",
    "Estimate": "simsmm.estimation",
    "Scenario": "simsmm.scenario",
    "ScenarioError": "simsmm.scenario",
    "estimate": "simsmm.estimation",
    "from_networkx": "simsmm.society",
    "load": "simsmm.scenario",
    "picked": "simsmm.study.picking",
    "read_ties": "simsmm.society.reading",
}

_ROOMS = ("diffusion",)
"""Modules that `import simsmm` is enough for, imported when first used."""


def __getattr__(name: str) -> Any:
    if name in _ROOMS:
        return import_module(f"simsmm.{name}")
    if name not in _HOMES:
        raise AttributeError(f"module 'simsmm' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
