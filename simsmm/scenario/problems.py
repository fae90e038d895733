"""What is wrong with a scenario, said so that its author can mend it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from simsmm.wording import say

Path = tuple[str | int, ...]
"""Where a value stands: keys of mappings and indices of lists, from the top."""

Severity = Literal["error", "warning"]

WIDTH = 100
"""Longest excerpt of a source line that is shown [characters]."""

SHOWN = 50
"""Most problems that one message lists; the rest are counted."""


MANY = 10
"""More known names than this are listed only where none is near to what was written."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong (an error) or doubtful (a warning) in a scenario."""

    source: str
    """File name, or ``"<text>"``."""
    line: int | None
    """Line, from 1; None where the whole file is meant."""
    column: int | None
    """Column, from 1."""
    field: str
    """Where it stands in words: ``"campaigns 1 > posts 2 > at"``."""
    message: str
    """What is wrong and what is allowed."""
    severity: Severity = "error"
    """An error stops the scenario; a warning does not."""
    excerpt: str = ""
    """The source line."""
    cell: str = ""
    """Name of the cell, such as ``"C4"``, in a spreadsheet."""

    def __str__(self) -> str:
        place = self.source
        if self.cell:
            place += say(", cell {cell}", cell=self.cell)
        elif self.line is not None:
            place += f":{self.line}:{self.column}"
        label = say("warning: ") if self.severity == "warning" else ""
        field = f"{self.field}: " if self.field else ""
        return f"{place}: {label}{field}{self.message}{self._caret()}"

    def _caret(self) -> str:
        """The source line with a caret below the place, or nothing."""
        if self.line is None or self.column is None or not self.excerpt.strip():
            return ""
        first = max(0, self.column - WIDTH // 2) if len(self.excerpt) > WIDTH else 0
        shown = _printable(self.excerpt[first : first + WIDTH])
        margin = f"{self.line:6d} | "
        return f"\n{margin}{shown}\n{' ' * (len(margin) - 2)}| {' ' * (self.column - 1 - first)}^"


class ScenarioError(ValueError):
    """A scenario that cannot be used. Its text is every problem with its place."""

    problems: tuple[Problem, ...]
    """Errors first, then warnings, each in the order of the file."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(listed(self.problems))


class InsideError(ValueError):
    """A complaint about something within the value that is read."""

    def __init__(self, step: str | int, message: str) -> None:
        self.step = step
        """The key or place of what is meant."""
        super().__init__(message)


def listed(problems: Sequence[Problem]) -> str:
    """Problems one below the other; of very many, the first ones and a count."""
    lines = [str(problem) for problem in problems[:SHOWN]]
    if len(problems) > SHOWN:
        lines.append(say("... and {number} more", number=len(problems) - SHOWN))
    return "\n".join(lines)


def spelled(path: Path) -> str:
    """A path in words, lists counted from 1: ``"campaigns 1 > posts 2 > at"``."""
    words: list[str] = []
    for step in path:
        if isinstance(step, int) and words:
            words[-1] += f" {step + 1}"
        else:
            words.append(brief(str(step)))
    return " > ".join(words)


def shown(value: object) -> str:
    """A value as it is quoted in a message: in quotation marks, printable and short."""
    if isinstance(value, dict):
        return say("a mapping")
    if isinstance(value, list | tuple):
        return say("a list")
    if value is None or value == "":
        return say("nothing")
    return say('"{value}"', value=brief(str(value)))


def brief(text: str, length: int = 60) -> str:
    """A text cut to a length, without characters that a terminal would obey."""
    kept = _printable(text[: length + 1])
    return kept if len(kept) <= length else kept[: length - 3] + "..."


def _printable(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in text)


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that a misspelt one most likely means, or None."""
    spellings = {candidate.casefold(): candidate for candidate in known}
    tidy = " ".join(name[:60].casefold().replace("_", " ").replace("-", " ").split())
    close = difflib.get_close_matches(tidy, spellings, n=1, cutoff=0.6)
    return spellings[close[0]] if close else None


def unknown(what: str, name: str, known: Iterable[str]) -> str:
    """The message for a name that nothing bears, with the nearest one and those that are known."""
    names = list(known)
    close = nearest(name, names)
    guess = say(' Did you mean "{name}"?', name=close) if close else ""
    choice = say(" Known: {names}.", names=", ".join(names)) if names else say(" There are none.")
    if guess and len(names) > MANY:
        choice = ""
    kind = say(what)  # data text: the words of whoever asks
    start = say('there is no {kind} "{name}".', kind=kind, name=brief(name))
    return f"{start}{guess}{choice}"
