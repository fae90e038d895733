"""Layers of ties that a scenario reads from its own files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from simsmm.assemble.people import channels_of
from simsmm.scenario import Scenario
from simsmm.society import OwnLayer
from simsmm.society.reading import OwnGraph, read_ties


def own_graphs(scenario: Scenario) -> Iterator[tuple[str, Path, OwnGraph]]:
    """Layer, file and content of every file of ties that the scenario names."""
    for name in scenario.layers:
        choice = scenario.people.ties.layer(name)
        if choice.file is not None:
            path = (scenario.folder or Path()) / choice.file
            yield name, path, read_ties(path, directed=bool(choice.directed))


def own_layers(scenario: Scenario) -> tuple[OwnLayer, ...]:
    """Read every file of ties that the scenario names, once for all replicates."""
    return tuple(
        OwnLayer(name, graph.ties, channels_of(scenario, name))
        for name, _, graph in own_graphs(scenario)
    )
