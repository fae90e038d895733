"""Writes the pages of `docs/reference` from the code, so that they cannot part ways.

`python docs/generate.py` writes them; a test holds that they are as it would write them.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any

import simsmm
from simsmm import diffusion, presets, record, scenario
from simsmm.glossary import terms
from simsmm.measures import MEASURES
from simsmm.presets import Number
from simsmm.presets.fees import every_fee

FOLDER = Path(__file__).parent / "reference"
NOTE = "<!-- Written by docs/generate.py from the code; change it there. -->"


def page(title: str, about: str, body: Iterable[str]) -> str:
    """One page of Markdown."""
    return "\n".join([NOTE, "", f"# {title}", "", about, "", *body]).rstrip() + "\n"


def table(headings: Iterable[str], rows: Iterable[Iterable[object]]) -> list[str]:
    """A table of Markdown, with what would break a row made harmless."""
    names = list(headings)
    lines = [f"| {' | '.join(names)} |", f"| {' | '.join('---' for _ in names)} |"]
    return [*lines, *(f"| {' | '.join(map(_cell, row))} |" for row in rows), ""]


def _cell(value: object) -> str:
    return " ".join(str(value).split()).replace("|", "\\|")


def language() -> str:
    """Every key that a scenario file may hold, from the schema that editors read."""
    schema = scenario.schema()
    body: list[str] = []
    for name, heading in PARTS.items():
        part = schema["$defs"][name]
        about = part.get("description", "").split("\n\n")[0]
        body += [f"## {heading}", "", *([about, ""] if about else [])]
        body += table(("key", "meaning", "write"), map(_key, part["properties"].items()))
    about = (
        "What a scenario file may say, part by part. `simsmm schema` gives the same to an editor; "
        "[Plans as files, tables and data](../how-to/plans.md) tells what stands around it. A "
        "behavioural number may always be a range or a law: [State what you do not "
        "know](../how-to/unknowns.md)."
    )
    return page("Language", about, body)


PARTS = {
    "Scenario": "The file itself",
    "Market": "Market",
    "Rate": "Rate of a currency",
    "Society": "People",
    "Segment": "Segment",
    "Audience": "Audience",
    "Ties": "Ties",
    "FriendsChoice": "Ties: friends",
    "AcquaintancesChoice": "Ties: acquaintances",
    "FollowsChoice": "Ties: follows",
    "SubscriptionsChoice": "Ties: subscriptions",
    "BusinessContactsChoice": "Ties: business contacts",
    "PhotoFollowsChoice": "Ties: photo follows",
    "VideoSubscriptionsChoice": "Ties: video subscriptions",
    "ChannelChoice": "A channel's numbers, or what one of your own is",
    "BehaviourChoice": "Numbers of behaviour",
    "Campaign": "Campaign",
    "Budget": "Budget",
    "Page": "Page",
    "Post": "Post",
    "Variant": "Variant",
    "Boost": "Boost",
    "Creator": "Creator",
    "Pick": "Creators to be picked",
    "FeeRule": "What creators to be picked take",
    "Offer": "Offer",
    "Effort": "Effort",
}
"""The parts in the order in which they are told, and their headings."""


def _key(item: tuple[str, Any]) -> tuple[str, str, str]:
    name, field = item
    return f"`{name}`", field.get("description", ""), ", ".join(_examples(field))


def _examples(field: Any) -> list[str]:
    """What may be written, as far as a schema shows it: words, or an example of each form."""
    if not isinstance(field, dict):
        return []
    words = field.get("enum") or field.get("examples") or []
    found = [f"`{word}`" for word in words if isinstance(word, str)]
    if reference := field.get("$ref"):
        found.append(reference.rsplit("/", 1)[-1])
    for inner in ("anyOf", "oneOf", "allOf"):
        found += [text for part in field.get(inner, []) for text in _examples(part)]
    for inner in ("items", "additionalProperties", "then", "else"):
        found += _examples(field.get(inner))
    return list(dict.fromkeys(found))[:8]


def numbers() -> str:
    """Every number that a preset holds, with its range, unit and source."""
    body: list[str] = []
    usual = presets.prices.usual()
    for name in presets.channels():
        channel = presets.channel(name)
        like = f" Like {', '.join(channel.like)}." if channel.like else ""
        body += [f"## Channel: {name}", "", f"{channel.meaning}{like}", ""]
        when = presets.rhythm(channel.rhythm)
        body += [f"Rhythm: {channel.rhythm}. {when.meaning}", ""]
        body += _numbers({k: n for k, n in channel.numbers.items() if n is not usual.get(k)})
        if channel.formats:
            body += [f"### What formats add on {name}", "", *_numbers(channel.formats)]
    for name in presets.layers():
        layer = presets.layer(name)
        body += [f"## Ties: {name}", "", f"{layer.meaning} Model: {layer.model}.", ""]
        body += _numbers(layer.numbers)
    body += ["## How people react", "", *_numbers(presets.behaviour())]
    season = presets.season()
    months = ((month, f"{price:g}") for month, price in season.months.items())
    body += ["## Prices over the year and the years", "", f"{season.meaning} {season.source}.", ""]
    body += ["Every channel that sells media has these unless it states others.", ""]
    body += [*_numbers(usual), *table(("month", "of the mean"), months)]
    body += ["## Fees of creators to be picked", "", "These are not drawn.", ""]
    body += _numbers({key: replace(fee, name=key) for key, fee in every_fee().items()})
    body += ["## Money", "", *_numbers(presets.rates())]
    about = (
        "Each number is drawn from its range for every second replicate, unless a scenario states "
        "it or says `assume: point values`. An assumption is a number for which no usable figure "
        "was found in print. Numbers of other years stand behind the latest edition's."
    )
    return page("Numbers", about, body)


def _numbers(found: Mapping[str, Number]) -> list[str]:
    rows = (
        (
            f"**{number.name}**<br>{number.meaning}",
            f"{number.value:g}",
            f"{number.low:g} to {number.high:g}",
            number.unit + (f" per {number.per}" if number.per else ""),
            "<br>".join([number.source + _where(number), *map(_then, number.editions)]),
        )
        for number in found.values()
    )
    return table(("number", "value", "range", "unit", "source"), rows)


def _then(number: Number) -> str:
    """What the number was in another year."""
    return f"{number.year}: {number.value:g} ({number.low:g} to {number.high:g}). {number.source}"


def _where(number: Number) -> str:
    place = ", ".join(str(part) for part in (number.year, number.country) if part)
    return f" ({place})" if place else ""


def measures() -> str:
    """Every measure with its four texts."""
    body: list[str] = []
    for measure in MEASURES.values():
        split = f" Also by {', '.join(measure.by)}." if measure.by else ""
        body += [f"## {measure.name}", "", f"{measure.definition} Unit: {measure.unit}.{split}", ""]
        body += [f"- Formula: {measure.formula}", f"- Example: {measure.example}"]
        body += [f"- Common mistake: {measure.mistake}", ""]
    about = (
        "What a run is summed up by. Each is a function of the [record](record.md); counts are "
        "those of the market, not of the simulated people."
    )
    return page("Measures", about, body)


def words() -> str:
    """Every word of the trade that is no measure."""
    body: list[str] = []
    for term in terms().values():
        also = f" Also: {', '.join(term.also)}." if term.also else ""
        body += [f"## {term.name}", "", f"{term.definition}{also}", ""]
        body += [f"- Formula: {term.formula}", f"- Example: {term.example}"]
        body += [f"- Common mistake: {term.mistake}", ""]
    about = (
        "`simsmm explain TERM` says the same; words that are counted are [measures](measures.md)."
    )
    return page("Terms", about, body)


def commands() -> str:
    """Every command with its options."""
    import typer
    from typer.core import TyperGroup

    from simsmm.cli.app import app

    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    body: list[str] = []
    for name, command in group.commands.items():
        body += [f"## simsmm {name}", "", inspect.cleandoc(command.help or ""), ""]
        parameters = [_option(option) for option in command.params if not _is_help(option)]
        body += table(("argument or option", "meaning"), parameters) if parameters else []
    return page("Commands", "`simsmm COMMAND --help` says the same on a terminal.", body)


def _is_help(option: Any) -> bool:
    return "--help" in option.opts


def _option(option: Any) -> tuple[str, str]:
    if option.param_type_name == "argument":
        return f"`{option.metavar or option.name.upper()}`", getattr(option, "help", "") or ""
    name = ", ".join([*option.opts, *option.secondary_opts])
    value = "" if option.is_flag else f" {option.metavar or option.name.upper()}"
    return f"`{name}{value}`", option.help or ""


def record_page() -> str:
    """What a run leaves behind, from the docstrings of `simsmm.record`."""
    docs = attribute_docs(record)
    body: list[str] = []
    for node in ast.parse(inspect.getsource(record)).body:
        if isinstance(node, ast.ClassDef):
            fields = [(name, text) for (owner, name), text in docs.items() if owner == node.name]
            body += [f"## {node.name}", "", ast.get_docstring(node) or "", ""]
            body += (
                table(("field", "meaning"), ((f"`{n}`", t) for n, t in fields)) if fields else []
            )
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
            if ("", name) in docs:
                body += [f"## {name}", "", docs["", name], ""]
    return page("The record of a run", " ".join((record.__doc__ or "").split()), body)


def attribute_docs(module: ModuleType) -> dict[tuple[str, str], str]:
    """Docstrings under assignments, by (class or nothing, name)."""
    found: dict[tuple[str, str], str] = {}

    def visit(owner: str, body: list[ast.stmt]) -> None:
        for here, after in zip(body, [*body[1:], None], strict=True):
            if isinstance(here, ast.ClassDef):
                visit(here.name, here.body)
            name = _assigned(here)
            if name and isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant):
                found[owner, name] = inspect.cleandoc(str(after.value.value))

    visit("", ast.parse(inspect.getsource(module)).body)
    return found


def _assigned(node: ast.stmt) -> str:
    target = node.target if isinstance(node, ast.AnnAssign) else None
    if isinstance(node, ast.Assign):
        target = node.targets[0]
    return target.id if isinstance(target, ast.Name) else ""


def python() -> str:
    """The public names of the package with their docstrings."""
    about = "Everything that `import simsmm` offers; `simsmm.diffusion` has [a page of its own]"
    return page("Python", f"{about}(diffusion.md).", _names(simsmm))


def diffusion_page() -> str:
    """The public names of `simsmm.diffusion` with their docstrings."""
    about = (
        "Everything that `simsmm.diffusion` offers. [Spread over a graph of your own]"
        "(../how-to/diffusion.md) and [Choose whom to start with](../how-to/seeds.md) show how it "
        "is used."
    )
    return page("Diffusion", about, _names(diffusion))


def _names(module: ModuleType) -> list[str]:
    body: list[str] = []
    for name in sorted(module.__all__):
        thing = getattr(module, name)
        if inspect.ismodule(thing):
            continue
        body += [f"## {name}", "", *_signature(thing), inspect.getdoc(thing) or "", ""]
        if inspect.isclass(thing):
            body += _methods(thing)
    return body


def _signature(thing: Any) -> list[str]:
    if inspect.isclass(thing) or not callable(thing):
        return []
    return ["```", f"{thing.__name__}{inspect.signature(thing)}", "```", ""]


def _methods(owner: type) -> list[str]:
    """Public methods and properties that are documented in this package."""
    rows = []
    for name, thing in inspect.getmembers(owner):
        function = _behind(thing)
        home = getattr(function, "__module__", "") or ""
        if name.startswith("_") or not home.startswith("simsmm"):
            continue
        text = inspect.getdoc(function)
        if text:
            mark = f"{name}()" if function is thing else name
            rows.append((f"`{mark}`", text.split("\n\n")[0]))
    return table(("member", "meaning"), rows) if rows else []


def _behind(thing: Any) -> Any:
    """The function that a property calls; anything else as it is."""
    if isinstance(thing, property):
        return thing.fget
    return thing.func if isinstance(thing, cached_property) else thing


PAGES: dict[str, Callable[[], str]] = {
    "language.md": language,
    "numbers.md": numbers,
    "measures.md": measures,
    "terms.md": words,
    "commands.md": commands,
    "record.md": record_page,
    "python.md": python,
    "diffusion.md": diffusion_page,
}
"""The pages by file name."""


def main() -> None:
    """Write every page."""
    FOLDER.mkdir(exist_ok=True)
    for name, write in PAGES.items():
        (FOLDER / name).write_text(write(), encoding="utf-8")


if __name__ == "__main__":
    main()
