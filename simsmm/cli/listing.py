"""`simsmm list`: what there is of a kind, and what each is."""

from __future__ import annotations

import inspect
import json as jsons
import re
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby

import typer

from simsmm import glossary, presets
from simsmm.cli import layout, screen
from simsmm.presets import Number
from simsmm.presets.prices import PRICES
from simsmm.report.words import plain
from simsmm.scenario import FORMATS
from simsmm.scenario.problems import unknown
from simsmm.wording import numeral, say

COUNTED = re.compile(r"\d+\+$")
"""How the name of a measure ends that there is for several numbers: ``reach 3+``."""

Lines = Iterator[tuple[str, str]]
"""Names, and what each is."""


def tell(what: str, *, json: bool) -> None:
    """Print everything of a kind: names, and what each is.

    Args:
        what: a key of `LISTS`.
        json: print JSON, with every name, also those that share a line of the text.

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
    layout.listing(console, _folded(lines), indent=0, style="bold")
    if what in NOTES:
        console.print()
        layout.paragraph(console, NOTES[what](), indent=2, style="dim")


def _folded(lines: list[tuple[str, str]]) -> Lines:
    """The lines as they are shown; names that count up share one, from the first to the last."""
    for _, alike in groupby(lines, key=lambda line: (COUNTED.sub("", line[0]), line[1])):
        (first, meaning), *others = alike
        last = others[-1][0] if others else first
        name, spoken = _span(first, last), _span(say(first), say(last))  # data text
        yield name, meaning if spoken == name else f"{spoken}: {meaning}"


def _span(first: str, last: str) -> str:
    return first if first == last else say("{first} to {last}", first=first, last=last)


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
    channels = [presets.channel(name) for name in presets.channels()]
    for name in FORMATS:
        gains = (
            f"{say(channel.name)} {_signed(channel.formats[name].value)}"  # data text
            for channel in channels
            if name in channel.formats
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


def _rhythms() -> Lines:
    for name in presets.rhythms():
        yield name, say(presets.rhythm(name).meaning)  # data text


def _prices() -> Lines:
    """What media cost on each channel, and in each month."""
    for name in presets.channels():
        known = presets.channel(name).numbers
        told = (_price(known[price]) for price in PRICES if price in known)
        yield name, "; ".join(told) or say("no impressions are sold there")
    for month, factor in presets.season().months.items():
        yield month, say("{factor} times the mean of the year", factor=plain(factor))


def _price(number: Number) -> str:
    text = say(
        "{price} {value} USD ({low} to {high})",
        price=say(number.name),  # data text
        value=plain(number.value),
        low=plain(number.low),
        high=plain(number.high),
    )
    return say("{price} of {year}", price=text, year=number.year) if number.year else text


def _edition() -> str:
    years = ", ".join(str(year) for year in presets.editions() if year != presets.LATEST)
    return say(
        "Presets of {year}. `presets: 2018` in a plan asks for those of another year: {years}.",
        year=presets.LATEST,
        years=years,
    )


def _season() -> str:
    return say(presets.season().source)  # data text


NOTES: Mapping[str, Callable[[], str]] = {"channels": _edition, "prices": _season}
"""What is said below a list."""

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
    "prices": _prices,
    "rhythms": _rhythms,
}
"""Everything that can be listed."""


def _signed(value: float) -> str:
    return numeral(f"{value:+g}") if value else "0"


def _summary(thing: object) -> str:
    """The first paragraph of a docstring, on one line."""
    return " ".join((inspect.getdoc(thing) or "").split("\n\n")[0].split())
