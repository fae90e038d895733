"""`simsmm society`: the ties that a scenario is simulated on, each target against what came out."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from simsmm import scenario
from simsmm.cli.screen import stdout
from simsmm.presets import spoken
from simsmm.wording import say

if TYPE_CHECKING:
    from simsmm.society.reading import OwnGraph


def show(path: Path, seed: int) -> None:
    """Print what each layer of ties aims at and what the first society of a run achieves."""
    from simsmm.assemble import Stage
    from simsmm.study.own_ties import own_graphs, own_layers

    plan = scenario.load(path)
    console = stdout()
    for layer, file, graph in own_graphs(plan):
        console.print(Text(told(layer, file.name, graph)))
    stage = Stage(plan, seed, 0, own_layers(plan))
    console.print(
        Text(f"{plan.simulate:,} people simulated, each stands for {plan.scale:g}; seed {seed}.")
    )
    for layer, lines in stage.targets.items():
        ties = stage.society.layers[layer]
        kind = "arrows" if ties.directed else "ties"
        count = ties.arrows if ties.directed else ties.arrows // 2
        console.print(Text(f"\n{layer}: {count:,} {kind}", style="bold"))
        table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", pad_edge=False)
        table.add_column("")
        table.add_column("target", justify="right")
        table.add_column("achieved", justify="right")
        table.add_column("")
        for line in lines:
            target = "-" if line.target is None else f"{line.target:.3g}"
            achieved = "-" if math.isnan(line.achieved) else f"{line.achieved:.3g}"
            name = "largest (cap)" if line.name == "cap" else spoken(line.name)
            table.add_row(name, target, achieved, "" if line.steered else "not aimed at")
        console.print(table)


def told(layer: str, file: str, graph: OwnGraph) -> str:
    """What was read from somebody's own file of ties, and what was left out of it."""
    report, ties = graph.report, graph.ties
    return say(
        "{layer}: {kept} ties of {people} people from {file}; of {pairs} pairs, {loops} of a "
        "person with themselves and {repeats} given before were left out; passed over: {comments} "
        "lines of comment, {headers} of headings, {columns} further columns.",
        layer=layer,
        kept=f"{ties.arrows if ties.directed else ties.arrows // 2:,}",
        people=f"{ties.people:,}",
        file=file,
        pairs=f"{report.pairs:,}",
        loops=f"{report.loops:,}",
        repeats=f"{report.repeats:,}",
        comments=f"{report.comments:,}",
        headers=report.headers,
        columns=max(report.columns - 2, 0),
    )
