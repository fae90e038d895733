"""Every text that people may read, as a catalogue has to hold it.

Texts stand as literals at `say` and `count` in sources and templates. Some are data: they are said
by a name, on a line that is marked ``data text``, and are collected here from where they lie.

``python -m tests.wording.keys pl`` (or ``make words``) prints what a catalogue lacks, as TOML.
"""

from __future__ import annotations

import ast
import inspect
import json
import re
import string
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path

import simsmm
from simsmm import actors, glossary, presets
from simsmm.behaviour import RULES
from simsmm.measures import MEASURES
from simsmm.presets.fees import every_fee
from simsmm.presets.number import ASSUMPTION
from simsmm.scenario import FORMATS, Scenario, refusals, unknowns
from simsmm.scenario.documentation import meanings, parts
from simsmm.scenario.parts import Part
from simsmm.society.generators import TABLE as GENERATORS
from simsmm.wording import LANGUAGES

PACKAGE = Path(simsmm.__file__).parent
FORMS = {"pl": 4}
"""Plural forms of each language: of Polish those of 1, 2, 5 and 1.5."""

KINDS = {"unknown": 0, "quantities.one_of": 1, "choice": 0, "_known": 0, "_repeated": 3}
"""Which argument of a function says what kind of name it has to do with."""

LISTED = ("segment", "post", "creator", "campaign", "variant")
"""Kinds of things in lists of a scenario, which are named after their keys."""

MARK = re.compile(r"data text", re.IGNORECASE)
LITERAL = r'"((?:[^"\\]|\\.)*)"'
TEMPLATE_CALL = re.compile(r"(?<![\w.])(say|count)\(")
TEMPLATE_SAY = re.compile(rf"\s*{LITERAL}")
TEMPLATE_COUNT = re.compile(rf"[^\n]*?,\s*{LITERAL}\s*,\s*{LITERAL}")


@dataclass(frozen=True, order=True)
class Said:
    """A text to translate."""

    key: str
    """English; of a plural, that of one thing."""
    many: str = ""
    """English of a plural for many things; empty for a plain text."""
    where: str = ""
    """Such as ``"cli/screen.py:40"``."""
    data: bool = False
    """Whether it is said as it stands, with no places to fill in."""
    places: tuple[str, ...] | None = None
    """What is filled in; None where that is not known."""


class NotLiteralError(ValueError):
    """A text that cannot be collected."""


def everything() -> list[Said]:
    """Every text of the package."""
    found = [*data()]
    for path in sorted(PACKAGE.rglob("*.py")):
        found += in_source(path.read_text(encoding="utf-8"), str(path.relative_to(PACKAGE)))
    for path in sorted(PACKAGE.rglob("*.jinja")):
        found += in_template(path.read_text(encoding="utf-8"), str(path.relative_to(PACKAGE)))
    return found


def in_source(text: str, name: str) -> Iterator[Said]:
    """Texts of a Python source.

    Raises:
        NotLiteralError: a text is neither a literal nor marked as data.
    """
    tree, lines = ast.parse(text), text.splitlines()
    known = _imported(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        kind = KINDS.get(ast.unparse(node.func))
        if kind is not None and len(node.args) > kind:
            for literal in _literals(node.args[kind]) or ():
                yield Said(literal, where=f"{name}:{node.lineno}", data=True)
        called = known.get(ast.unparse(node.func))
        if called is None or (name == "wording/__init__.py" and called == "count"):
            continue
        where = f"{name}:{node.lineno}"
        chosen = node.args[1:3] if called == "count" else node.args[:1]
        texts = [_literals(argument) for argument in chosen]
        if not texts or any(text is None for text in texts):
            statement = "\n".join(lines[node.lineno - 1 : node.end_lineno])
            if called == "say" and MARK.search(statement):
                continue
            raise NotLiteralError(f"{where}: write the text out, or mark the line as a data text")
        places = _places(node)
        if called == "count":
            (one,), (many,) = texts[0] or (), texts[1] or ()
            yield Said(one, many, where, places=places)
        else:
            for literal in texts[0] or ():
                yield Said(literal, where=where, places=places)


def _imported(tree: ast.AST) -> dict[str, str]:
    """How a source calls `say` and `count`."""
    known = {f"wording.{name}": name for name in ("say", "count")}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "simsmm.wording":
            known |= {
                alias.asname or alias.name: alias.name
                for alias in node.names
                if alias.name in ("say", "count")
            }
        if isinstance(node, ast.FunctionDef) and node.name == "say":
            known["say"] = "say"
    return known


def _literals(node: ast.expr) -> list[str] | None:
    """The texts that an expression may be; None where that is not written out."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        parts = [_literals(node.body), _literals(node.orelse)]
        if all(part is not None for part in parts):
            return [text for part in parts for text in part or ()]
    return None


def _places(call: ast.Call) -> tuple[str, ...] | None:
    names = [keyword.arg for keyword in call.keywords]
    return None if None in names else tuple(name for name in names if name)


def in_template(text: str, name: str) -> Iterator[Said]:
    """Texts of a template.

    Raises:
        NotLiteralError: a text is neither a literal nor marked as data.
    """
    for call in TEMPLATE_CALL.finditer(text):
        where = f"{name}:{text.count(chr(10), 0, call.start()) + 1}"
        rest = text[call.end() :]
        pattern = TEMPLATE_COUNT if call[1] == "count" else TEMPLATE_SAY
        found = pattern.match(rest)
        if found:
            key, *many = (json.loads(f'"{part}"') for part in found.groups())
            yield Said(key, *many, where=where)
        elif not MARK.search(rest.partition("\n")[0]):
            raise NotLiteralError(f"{where}: write the text out, or mark the line as a data text")


def data() -> Iterator[Said]:
    """Texts that lie in data files, tables and docstrings."""
    for where, text in _data():
        if text and not text.isdigit():
            yield Said(text, where=where, data=True)


def _data() -> Iterator[tuple[str, str]]:
    for names in (presets.channels(), presets.layers()):
        yield from (("presets", name) for name in names)
    for channel in map(presets.channel, presets.channels()):
        yield from (("presets", text) for text in (channel.meaning, channel.kernel))
        yield from _numbers({**channel.numbers, **channel.formats})
    yield from (("presets", mechanism.meaning) for mechanism in presets.MECHANISMS.values())
    for rhythm in map(presets.rhythm, presets.rhythms()):
        yield from (("presets", text) for text in (rhythm.meaning, rhythm.source))
    yield from (("presets", text) for text in (presets.season().source, *presets.season().months))
    for layer in map(presets.layer, presets.layers()):
        yield from (("presets", text) for text in (layer.meaning, layer.model))
        yield from _numbers(layer.numbers)
    yield from _numbers({**presets.behaviour(), **presets.rates()})
    yield from _numbers(dict(every_fee()))
    yield "presets", ASSUMPTION
    yield from (("formats", name) for name in FORMATS)
    for measure in MEASURES.values():
        yield "measures", measure.unit.removeprefix("money per ")
        texts = (measure.name, measure.unit, measure.definition, measure.formula)
        yield from (("measures", text) for text in (*texts, measure.example, measure.mistake))
    for term in glossary.terms().values():
        parts = (getattr(term, field.name) for field in fields(term) if field.name != "also")
        yield from (("glossary/terms.toml", text) for text in parts)
    for thing in RULES.values():
        yield from (("behaviour", text) for text in _paragraphs(thing))
        yield "behaviour", presets.spoken(thing.__name__)
    for name in actors.__all__:
        actor = getattr(actors, name)
        if hasattr(actor, "plan") and actor is not actors.Actor:
            yield "actors", _paragraphs(actor)[0]
            yield "actors", name.casefold()
    yield from (("generators", name) for name in GENERATORS)
    yield from _language()


def _language() -> Iterator[tuple[str, str]]:
    """What the language of scenarios says of its keys, laws and kinds of things."""
    yield from (("scenario/refusals.py", text) for text in refusals.LATER.values())
    yield from (("scenario/refusals.py", text) for text in refusals.WANTED.values())
    for form in unknowns.LAWS.values():
        yield "scenario/unknowns.py", form.example
    laws = (unknowns.Span, unknowns.Triangular, unknowns.Normal, unknowns.LogNormal)
    yield from (("scenario/unknowns.py", law.law) for law in laws)
    yield from (("scenario/unknowns.py", scale) for scale in ("share", "number"))
    yield from (("scenario", kind) for kind in LISTED)
    for part in _all_parts(Scenario):
        yield from (("scenario keys", text) for text in meanings(part).values())


def _all_parts(part: type[Part], seen: set[type[Part]] | None = None) -> Iterator[type[Part]]:
    """A part of the language, and all that it is made of."""
    seen = set() if seen is None else seen
    if part in seen:
        return
    seen.add(part)
    yield part
    for field in part.model_fields.values():
        for inner in parts(field.annotation):
            yield from _all_parts(inner, seen)


def _numbers(numbers: dict[str, presets.Number]) -> Iterator[tuple[str, str]]:
    for number in numbers.values():
        texts = (number.name, number.unit, number.meaning, number.source)
        for text in (*texts, number.country or "", number.per or ""):
            if text != "not stated":
                yield "presets", text
        yield from (("presets", then.source) for then in number.editions)


def _paragraphs(thing: object) -> list[str]:
    """A docstring as `simsmm explain` shows it: paragraphs on one line, lists line by line."""
    found = []
    for part in (inspect.getdoc(thing) or "").split("\n\n"):
        lines = part.splitlines() if "\n  " in part else [" ".join(part.split())]
        found += [line.strip() for line in lines]
    return found


def places(text: str) -> set[str]:
    """Names of the places of a text."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def catalogue(language: str) -> dict[str, str | list[str]]:
    """What the catalogues of a language hold.

    Raises:
        ValueError: two of them hold the same text.
    """
    held: dict[str, str | list[str]] = {}
    for path in sorted((PACKAGE / "wording" / language).glob("*.toml")):
        found = tomllib.loads(path.read_text("utf-8"))
        if twice := sorted(held.keys() & found.keys()):
            raise ValueError(f"{path.name}: another catalogue holds {twice}")
        held |= found
    return held


def missing(language: str) -> list[Said]:
    """Texts that a catalogue lacks, each once, those of one place together."""
    held, wanted = catalogue(language), {}
    for said in everything():
        if said.key not in held:
            wanted.setdefault(said.key, said)
    return list(wanted.values())


def stub(said: Said, language: str) -> str:
    """A line for a catalogue, to be filled in."""
    key = json.dumps(said.key, ensure_ascii=False)
    empty = json.dumps([""] * FORMS[language]) if said.many else '""'
    return f"{key} = {empty}  # {said.where}"


def main() -> None:
    """Print what the catalogues lack."""
    for language in sys.argv[1:] or [name for name in LANGUAGES if name != "en"]:
        found = missing(language)
        print(f"# {language}: {len(found)} texts are missing")
        for said in found:
            print(stub(said, language))


if __name__ == "__main__":
    main()
