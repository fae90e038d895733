"""`simsmm explain`: the numbers of a channel, and what a simulation of them gives."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from simsmm import presets
from simsmm.cli.screen import stdout
from simsmm.presets import ChannelPreset, Number
from simsmm.scenario.problems import unknown


def explain(channel: str | None, *, simulate: bool) -> None:
    """Print a channel's numbers with their sources; without a channel, list the channels.

    Raises:
        ValueError: there is no such channel.
    """
    console = stdout()
    if channel is None:
        for name in presets.channels():
            console.print(Text(f"{name}: {presets.channel(name).meaning}"))
        console.print("\n`simsmm explain CHANNEL` tells every number of one.")
        return
    if channel not in presets.channels():
        raise ValueError(unknown("channel", channel, presets.channels()))
    preset = presets.channel(channel)
    like = f" (like {', '.join(preset.like)})" if preset.like else ""
    console.print(Text(f"{preset.name}{like}: {preset.meaning}", style="bold"))
    console.print(Text(f"Ties: {', '.join(preset.layers)}. Delay: {preset.kernel}.\n"))
    for number in preset.numbers.values():
        _tell(number, console)
    if simulate:
        _recovered(preset, console)


def _tell(number: Number, console: Console) -> None:
    per = f" per {number.per}" if number.per else ""
    known = f"{number.value:g} ({number.low:g} to {number.high:g}) {number.unit}{per}"
    console.print(Text.assemble((f"{number.name}: ", "bold"), known))
    place = ", ".join(str(part) for part in (number.year, number.country) if part)
    console.print(Padding(Text(number.meaning), (0, 0, 0, 2)))
    source = f"{number.source}{f' [{place}]' if place else ''}"
    console.print(Padding(Text(source, style="dim"), (0, 0, 0, 2)))


def _recovered(preset: ChannelPreset, console: Console) -> None:
    """What is published against what comes out when it is simulated."""
    from simsmm.study.recovery import recover

    console.print(Text("\nPublished, and simulated with these numbers:", style="bold"))
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", pad_edge=False)
    table.add_column("")
    for name in ("published", "simulated", "error"):
        table.add_column(name, justify="right")
    for found in recover(preset.name, replicates=1):
        unit = " h" if found.unit == "h" else ""
        cells = (f"{value:.3g}{unit}" for value in (found.target, found.achieved, found.error))
        table.add_row(found.name, *cells)
    console.print(table)
