"""`simsmm explain`: a plan, a channel, or any word of the trade, in plain language."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from rich.console import Console
from rich.text import Text

from simsmm import presets
from simsmm.cli import numbers, screen
from simsmm.cli.layout import listing, paragraph, title
from simsmm.cli.subjects import Subject, find, numbers_called
from simsmm.presets import ChannelPreset, LayerPreset
from simsmm.wording import named, say


def explain(subject: str | None, *, simulate: bool) -> None:
    """Print what a name means; without one, what can be explained.

    Args:
        subject: a scenario file, or the name of something.
        simulate: of a channel, whether to hold a simulation against what is published.

    Raises:
        ValueError: nothing is called so.
        ScenarioError: the file is no scenario.
    """
    console = screen.stdout()
    if subject is None:
        _offer(console)
        return
    found = find(subject)
    if found.kind == "file":
        from simsmm.cli.plan import tell as tell_plan

        tell_plan(found.thing, console)
        return
    TELL[found.kind](found, console)
    if found.kind == "channel" and simulate:
        _recovered(found.thing, console)


def _offer(console: Console) -> None:
    """What can be explained."""
    for name in presets.channels():
        meaning = say(presets.channel(name).meaning)  # data text
        paragraph(console, meaning, head=f"{named(name)}: ")
    console.print()
    paragraph(
        console,
        say(
            "`simsmm explain CHANNEL` tells every number of one, `simsmm explain plan.yaml` a "
            "plan, `simsmm explain frequency` any word of the trade; `simsmm list terms` "
            "shows the words."
        ),
    )


def _channel(found: Subject, console: Console) -> None:
    preset: ChannelPreset = found.thing
    _title(preset, console)
    paragraph(console, say("Like: {brands}.", brands=", ".join(preset.like)))
    mechanism = presets.MECHANISMS[preset.mechanism]
    who = say(mechanism.meaning)  # data text
    paragraph(console, say("Who sees: {who}", who=who))
    if preset.layers:
        ties = ", ".join(say(layer) for layer in preset.layers)  # data text
        delay = say(preset.kernel)  # data text
        paragraph(console, say("Ties: {ties}. Delay: {delay}.", ties=ties, delay=delay))
    rhythm = presets.rhythm(preset.rhythm)
    when, source = say(rhythm.meaning), say(rhythm.source)  # data text
    paragraph(console, say("When: {when} {source}", when=when, source=source))
    paragraph(console, say("Presets of {year}.", year=presets.LATEST))
    console.print()
    for number in preset.numbers.values():
        numbers.tell(number, console)
    for number in preset.formats.values():
        numbers.tell(number, console, say("format: {name}", name=named(number.name)))


def _layer(found: Subject, console: Console) -> None:
    preset: LayerPreset = found.thing
    _title(preset, console)
    paragraph(console, say("Drawn by: {model}.", model=say(preset.model)))  # data text
    console.print()
    for number in preset.numbers.values():
        numbers.tell(number, console)


def _title(preset: ChannelPreset | LayerPreset, console: Console) -> None:
    meaning = say(preset.meaning)  # data text
    title(console, f"{named(preset.name)}: {meaning}", first=True)


def _measure(found: Subject, console: Console) -> None:
    unit = say(found.thing.unit)  # data text
    _word(found, say("a measure, in {unit}", unit=unit), console)


def _term(found: Subject, console: Console) -> None:
    also = ", ".join(found.thing.also)
    _word(found, say("also {names}", names=also) if also else "", console)


def _word(found: Subject, remark: str, console: Console) -> None:
    """A word with its four texts."""
    word = found.thing
    name = say(found.name)  # data text
    paragraph(console, f" ({remark})" if remark else "", head=name, style="dim")
    console.print()
    paragraph(console, say(word.definition), indent=2)  # data text
    console.print()
    listing(
        console,
        (
            (say("Formula"), say(word.formula)),  # data text
            (say("Example"), say(word.example)),  # data text
            (say("Mistake"), say(word.mistake)),  # data text
        ),
    )
    for number in numbers_called(found):
        console.print()
        _number(number, console)


def _behaviour(found: Subject, console: Console) -> None:
    numbers.tell(found.thing, console)


def _number(found: Subject, console: Console) -> None:
    """One number as each channel or layer has it."""
    for where, number in found.thing:
        name = say("{number} of {owner}", number=say(number.name), owner=say(where))  # data text
        numbers.tell(number, console, name)


def _rule(found: Subject, console: Console) -> None:
    """A rule of behaviour: what it says of itself, and what it reads."""
    rule = found.thing
    paragraph(console, f" ({say('a rule')})", head=named(found.name), style="dim")
    console.print()
    paragraph(console, f"{rule.__name__}{_arguments(rule)}", indent=2)
    for part in (inspect.getdoc(rule) or "").split("\n\n"):
        console.print()
        # A list keeps its lines; other paragraphs are broken where the screen ends.
        lines = part.splitlines() if "\n  " in part else [" ".join(part.split())]
        for line in lines:
            margin = len(line) - len(line.lstrip())
            paragraph(console, say(line.strip()), indent=2 + margin)  # data text


def _arguments(rule: Callable[..., Any]) -> str:
    return f"({', '.join(inspect.signature(rule).parameters)})"


TELL: dict[str, Callable[[Subject, Console], None]] = {
    "channel": _channel,
    "layer of ties": _layer,
    "measure": _measure,
    "term": _term,
    "behaviour number": _behaviour,
    "number": _number,
    "rule": _rule,
}
"""How each kind of subject is told."""


def _recovered(preset: ChannelPreset, console: Console) -> None:
    """What is published against what comes out when it is simulated."""
    from simsmm.study.recovery import recover

    console.print()
    console.print(Text(say("Published, and simulated with these numbers:"), style="bold"))
    table = screen.columns("", say("published"), say("simulated"), say("error"))
    for found in recover(preset.name, replicates=1):
        cells = (
            numbers.rough(value, found.unit)
            for value in (found.target, found.achieved, found.error)
        )
        table.add_row(say(found.name), *cells)  # data text
    console.print(table)
