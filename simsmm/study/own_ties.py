"""Layers of ties that a scenario reads from its own files."""

from __future__ import annotations

from pathlib import Path

from simsmm.assemble.people import channels_of
from simsmm.scenario import Scenario
from simsmm.society import OwnLayer


def own_layers(scenario: Scenario) -> tuple[OwnLayer, ...]:
    """Read every file of ties that the scenario names, once for all replicates."""
    found = []
    for name in scenario.layers:
        choice = scenario.people.ties.layer(name)
        if choice.file is not None:
            from simsmm.society.reading import read_ties

            path = (scenario.folder or Path()) / choice.file
            graph = read_ties(path, directed=bool(choice.directed))
            found.append(OwnLayer(name, graph.ties, channels_of(scenario, name)))
    return tuple(found)
