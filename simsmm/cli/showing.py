"""`simsmm society`: the ties that a scenario is simulated on, each target against what came out."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from simsmm import scenario
from simsmm.cli import screen
from simsmm.cli.layout import paragraph, title
from simsmm.cli.numbers import rough
from simsmm.presets import spoken
from simsmm.report.words import plain
from simsmm.wording import count, say

if TYPE_CHECKING:
    from simsmm.society import Target, Ties
    from simsmm.society.reading import OwnGraph


def show(path: Path, seed: int) -> None:
    """Print what each layer of ties aims at and what the first society of a run achieves.

    Raises:
        ScenarioError: the scenario cannot be used.
    """
    from simsmm.assemble import Stage
    from simsmm.study.own_ties import own_graphs, own_layers

    plan = scenario.load(path)
    console = screen.stdout()
    for layer, file, graph in own_graphs(plan):
        paragraph(console, _read(layer, file.name, graph))
    stage = Stage(plan, seed, 0, own_layers(plan))
    paragraph(
        console,
        say(
            "{people} people simulated, each stands for {scale}; seed {seed}.",
            people=plain(plan.simulate),
            scale=plain(plan.scale),
            seed=seed,
        ),
    )
    for layer, targets in stage.targets.items():
        name = say(layer)  # data text
        title(console, f"{name}: {_size(stage.society.layers[layer])}")
        _targets(targets, console)


def _read(layer: str, file: str, graph: OwnGraph) -> str:
    """What was read from somebody's own file of ties, and what was left out of it."""
    report = graph.report
    return say(
        "{layer}: {size} of {people} people from {file}. Of {pairs} pairs, {loops} of a person "
        "with themselves and {repeats} given before were left out. Passed over: lines of comment "
        "{comments}, headings {headers}, further columns {columns}.",
        layer=say(layer),  # data text
        size=_size(graph.ties),
        people=plain(graph.ties.people),
        file=file,
        pairs=plain(report.pairs),
        loops=plain(report.loops),
        repeats=plain(report.repeats),
        comments=plain(report.comments),
        headers=report.headers,
        columns=max(report.columns - 2, 0),
    )


def _size(ties: Ties) -> str:
    """How many ties, or arrows where one side may follow alone, a layer has."""
    if ties.directed:
        return count(ties.arrows, "{number} arrow", "{number} arrows", number=plain(ties.arrows))
    pairs = ties.arrows // 2
    return count(pairs, "{number} tie", "{number} ties", number=plain(pairs))


def _targets(targets: tuple[Target, ...], console: Console) -> None:
    table = screen.columns("", say("aimed at"), say("achieved"))
    table.add_column("")
    for line in targets:
        name = say("largest (cap)") if line.name == "cap" else say(spoken(line.name))  # data text
        wanted = "-" if line.target is None else rough(line.target)
        achieved = "-" if math.isnan(line.achieved) else rough(line.achieved)
        table.add_row(name, wanted, achieved, "" if line.steered else say("not aimed at"))
    console.print(table)
