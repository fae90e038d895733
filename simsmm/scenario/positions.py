"""YAML text into plain mappings, lists and texts that remember their line and column.

Every scalar stays the text that was written: ``12:30``, ``no`` and ``010`` mean what the field that
holds them says, never what a YAML version guesses. Aliases, anchors and tags are refused, so a file
cannot grow when it is read; so are repeated keys.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple, NoReturn

import yaml

from simsmm.scenario.problems import Path, Problem, ScenarioError, Severity, brief, spelled
from simsmm.wording import say

SIZE = 1_000_000
"""Largest scenario [bytes]."""

DEPTH = 20
"""Deepest nesting of mappings and lists."""

VALUES = 20_000
"""Most values and keys in a scenario."""

LENGTH = 2_000
"""Longest text of one value [characters]."""

LINE_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
FORBIDDEN = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
"""What YAML 1.2 does not allow in a file, and the byte order mark inside a text."""

NOTHING = {"", "~", "null", "Null", "NULL"}
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, eq=False)
class Page:
    """What a place lies on."""

    source: str
    """Name of the file."""
    lines: list[str]
    """Lines of its text; none for plain data and spreadsheets."""
    sheet: bool = False
    """Whether it is a spreadsheet, whose lines and columns are those of its cells."""


class Mark(NamedTuple):
    """A place in a file, counted from 1."""

    line: int
    column: int
    page: Page | None = None
    """Where it lies, if not in the document's own text."""


@dataclass
class Document:
    """A scenario as it was written, with the place of every key and value."""

    page: Page
    data: Any = None
    values: dict[Path, Mark] = field(default_factory=dict)
    keys: dict[Path, Mark] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    """Repeated keys and the like, which do not stop the reading."""
    doubts: dict[Path, str] = field(default_factory=dict)
    """Of things that are new beside those of a base: what to say if one lacks a key."""

    def problem(
        self, path: Path, message: str, severity: Severity = "error", at_key: bool = False
    ) -> Problem:
        """A problem with the value (or the key) at a path, or at the nearest place above it."""
        known = path
        while known and known not in self.values:
            known = known[:-1]
        mark = self.values.get(known, Mark(1, 1))
        if known in self.keys and (at_key or known != path):
            mark = self.keys[known]
        return self.at(mark, message, spelled(path), severity)

    def at(
        self, mark: Mark, message: str, where: str = "", severity: Severity = "error"
    ) -> Problem:
        """A problem at a place."""
        page = mark.page or self.page
        if not (page.lines or page.sheet):
            return Problem(page.source, None, None, where, message, severity)
        excerpt = page.lines[mark.line - 1] if 0 < mark.line <= len(page.lines) else ""
        cell = f"{letters(mark.column)}{mark.line}" if page.sheet else ""
        return Problem(page.source, mark.line, mark.column, where, message, severity, excerpt, cell)


def letters(column: int) -> str:
    """The name of a spreadsheet's column: 1 is A, 27 is AA."""
    name = ""
    while column > 0:
        column, letter = divmod(column - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


def read(text: str, source: str) -> Document:
    """The document that a YAML text holds.

    Raises:
        ScenarioError: the text is not one plain YAML document within the limits above.
    """
    text = text.removeprefix("\ufeff")
    document = Document(Page(source, LINE_BREAK.split(text)))
    if len(text) > SIZE:
        _refuse(
            document,
            Mark(1, 1),
            say("a scenario holds at most {most} characters", most=f"{SIZE:,}"),
        )
    wrong = FORBIDDEN.search(text)
    if wrong:
        letter = f"U+{ord(wrong[0]):04X}"
        message = say("character {letter} is not allowed in YAML", letter=letter)
        _refuse(document, _mark(text, wrong.start()), message)
    try:
        _Reader(document, iter(_events(text))).read()
    except yaml.MarkedYAMLError as error:
        found = error.problem_mark or error.context_mark
        mark = Mark(found.line + 1, found.column + 1) if found else Mark(1, 1)
        _refuse(document, mark, _not_yaml(document, mark, error.problem or "unreadable"))
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        if isinstance(error, ScenarioError):
            raise
        _refuse(
            document, Mark(1, 1), say("this is not YAML: {reason}", reason=brief(str(error), 200))
        )
    return document


def _events(text: str) -> Iterator[Any]:
    return yaml.parse(text, Loader=LOADER)


def _not_yaml(document: Document, mark: Mark, what: str) -> str:
    lines = document.page.lines
    line = lines[mark.line - 1] if mark.line <= len(lines) else ""
    hint = ""
    if "\t" in line[: len(line) - len(line.lstrip())]:
        hint = say(" (indent with spaces, not tabs)")
    elif "mapping values are not allowed" in what:
        hint = say(" (a text with a colon and a space belongs in quotation marks)")
    return say("this is not YAML: {reason}", reason=what) + hint


def _mark(text: str, index: int) -> Mark:
    """The place of the character at an index of a text."""
    breaks = list(LINE_BREAK.finditer(text, 0, index))
    start = breaks[-1].end() if breaks else 0
    return Mark(len(breaks) + 1, index - start + 1)


def _refuse(document: Document, mark: Mark, message: str, path: Path = ()) -> NoReturn:
    problem = document.at(mark, message, spelled(path))
    raise ScenarioError([*document.problems, problem]) from None


class _Reader:
    """Turns the parser's events into plain data, noting where everything stands."""

    def __init__(self, document: Document, events: Iterator[Any]) -> None:
        self.document = document
        self.events = events
        self.count = 0

    def read(self) -> None:
        event = next(self.events)
        while isinstance(event, yaml.StreamStartEvent | yaml.DocumentStartEvent):
            event = next(self.events)
        if isinstance(event, yaml.StreamEndEvent):
            _refuse(self.document, Mark(1, 1), say("the file is empty; begin with `version: 1`"))
        self.document.data = self.value(event, ())
        next(self.events)  # the document's end
        more = next(self.events)
        if not isinstance(more, yaml.StreamEndEvent):
            message = say("a file holds one scenario; `---` begins another")
            _refuse(self.document, _start(more), message)

    def value(self, event: Any, path: Path) -> Any:
        """The value that begins with an event: a text, None, a list or a mapping."""
        mark = _start(event)
        self.document.values[path] = mark
        self.allow(event, mark, path)
        if isinstance(event, yaml.ScalarEvent):
            return self.text(event, mark, path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.items(path)
        return self.mapping(path)

    def allow(self, event: Any, mark: Mark, path: Path) -> None:
        """Refuse what could grow, hide or run."""
        self.count += 1
        if self.count > VALUES:
            message = say("a scenario holds at most {most} values", most=f"{VALUES:,}")
            _refuse(self.document, mark, message, path)
        if len(path) > DEPTH:
            _refuse(self.document, mark, say("nested deeper than {most} levels", most=DEPTH))
        if isinstance(event, yaml.AliasEvent):
            alias = brief(event.anchor)
            message = say("an alias (*{alias}) is not allowed; write the value out", alias=alias)
            _refuse(self.document, mark, message, path)
        if event.anchor is not None:
            anchor = brief(event.anchor)
            message = say(
                "an anchor (&{anchor}) is not allowed; quote a text with &", anchor=anchor
            )
            _refuse(self.document, mark, message, path)
        if event.tag is not None:
            tag = brief(event.tag)
            message = say("a tag ({tag}) is not allowed; quote a text with !", tag=tag)
            _refuse(self.document, mark, message, path)

    def text(self, event: Any, mark: Mark, path: Path) -> str | None:
        text: str = event.value
        if len(text) > LENGTH:
            message = say("a text holds at most {most} characters", most=f"{LENGTH:,}")
            _refuse(self.document, mark, message, path)
        if FORBIDDEN.search(text):
            message = say("control characters are not allowed in a text")
            _refuse(self.document, mark, message, path)
        return None if event.implicit[0] and text in NOTHING else text

    def items(self, path: Path) -> list[Any]:
        found: list[Any] = []
        event = next(self.events)
        while not isinstance(event, yaml.SequenceEndEvent):
            found.append(self.value(event, (*path, len(found))))
            event = next(self.events)
        return found

    def mapping(self, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        event = next(self.events)
        while not isinstance(event, yaml.MappingEndEvent):
            mark = _start(event)
            self.allow(event, mark, path)
            if not isinstance(event, yaml.ScalarEvent):
                message = say("a key is a text, not a list or a mapping")
                _refuse(self.document, mark, message, path)
            key = self.text(event, mark, path) or event.value
            self.pair(found, key, mark, path)
            event = next(self.events)
        return found

    def pair(self, found: dict[str, Any], key: str, mark: Mark, path: Path) -> None:
        """Read the value of a key; a repeated one is reported and passed over."""
        inner = (*path, key)
        if key in found:
            first = self.document.keys[inner]
            message = say(
                "this key stands here twice; the first is in line {line}", line=first.line
            )
            self.document.problems.append(self.document.at(mark, message, spelled(inner)))
            inner = (*path, f"{key} (repeated, line {mark.line}, column {mark.column})")
            self.value(next(self.events), inner)
            return
        self.document.keys[inner] = mark
        found[key] = self.value(next(self.events), inner)


def _start(event: Any) -> Mark:
    return Mark(event.start_mark.line + 1, event.start_mark.column + 1)
