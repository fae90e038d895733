"""`simsmm list`: what there is of a kind, a line each."""

from __future__ import annotations

import inspect
import json as jsons
from collections.abc import Callable, Iterator, Mapping

import typer
from rich.text import Text

from simsmm import glossary, presets
from simsmm.cli import screen
from simsmm.report.words import plain
from simsmm.scenario import FORMATS
from simsmm.scenario.problems import unknown
from simsmm.wording import numeral, say

Lines = Iterator[tuple[str, str]]
"""Names, and what each is."""


def tell(what: str, *, json: bool) -> None:
    """Print everything of a kind, a line each.

    Args:
        what: a key of `LISTS`.
        json: print JSON, with nothing cut off.

    Raises:
        ValueError: there is no such list.
    """
    if what not in LISTS:
        raise ValueError(unknown("list", what, LISTS))
    lines = list(LISTS[what]())
    if json:
        rows = [{"name": name, "meaning": meaning} for name, meaning in lines]
        typer.echo(jsons.dumps(rows, ensure_ascii=False, indent=2))
        return
    console = screen.stdout()
    margin = max(len(name) for name, _ in lines) + 2
    for name, meaning in lines:
        spoken = say(name)  # data text
        meant = meaning if spoken == name else f"{spoken}: {meaning}"
        line = Text.assemble((name.ljust(margin), "bold"), meant)
        line.truncate(console.width, overflow="ellipsis")
        console.print(line, no_wrap=True)


def _channels() -> Lines:
    for name in presets.channels():
        preset = presets.channel(name)
        brands = ", ".join(preset.like)
        meaning = say(preset.meaning)  # data text
        yield name, say("like {brands}: {meaning}", brands=brands, meaning=meaning)


def _measures() -> Lines:
    from simsmm.measures import MEASURES

    for measure in MEASURES.values():
        yield measure.name, say(measure.definition)  # data text


def _rules() -> Lines:
    from simsmm.behaviour import RULES

    for name, rule in RULES.items():
        yield presets.spoken(name), say(_summary(rule))  # data text


def _actors() -> Lines:
    from simsmm import actors

    for name in actors.__all__:
        actor = getattr(actors, name)
        if hasattr(actor, "plan") and actor is not actors.Actor:
            yield name.casefold(), say(_summary(actor))  # data text


def _generators() -> Lines:
    from simsmm.society.generators import TABLE

    for name, generator in TABLE.items():
        steers = ", ".join(say(presets.spoken(target)) for target in generator.steers)  # data text
        yield name, say("{paper}; aims at {targets}", paper=generator.paper, targets=steers)


def _layers() -> Lines:
    for name in presets.layers():
        yield name, say(presets.layer(name).meaning)  # data text


def _terms() -> Lines:
    for name, term in glossary.terms().items():
        yield name, say(term.definition)  # data text


def _formats() -> Lines:
    """Formats of a post, with the channels that favour each."""
    for name in FORMATS:
        gains = (
            f"{say(channel)} {_signed(presets.channel(channel).formats[name].value)}"  # data text
            for channel in presets.channels()
        )
        yield name, say("log odds on {channels}", channels=", ".join(gains))


def _currencies() -> Lines:
    for code, rate in presets.rates().items():
        name = say(rate.meaning)  # data text
        yield (
            code,
            say(
                "{name} {value} per US dollar ({low} to {high})",
                name=name,
                value=plain(rate.value),
                low=plain(rate.low),
                high=plain(rate.high),
            ),
        )


LISTS: Mapping[str, Callable[[], Lines]] = {
    "channels": _channels,
    "measures": _measures,
    "rules": _rules,
    "actors": _actors,
    "generators": _generators,
    "layers": _layers,
    "terms": _terms,
    "formats": _formats,
    "currencies": _currencies,
}
"""Everything that can be listed."""


def _signed(value: float) -> str:
    return numeral(f"{value:+g}") if value else "0"


def _summary(thing: object) -> str:
    """The first paragraph of a docstring, on one line."""
    return " ".join((inspect.getdoc(thing) or "").split("\n\n")[0].split())
