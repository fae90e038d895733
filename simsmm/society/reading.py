"""Reading somebody's own ties: a list of pairs in a text file, or a networkx graph.

Two columns separated by tab, comma, semicolon or spaces, further columns are passed over; lines
that start with # or % are comments; a first line with names of columns, or with the numbers of
people and of pairs, is recognised. Files that end in .gz are unpacked on the way.
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from simsmm.draws import MASK, name_key
from simsmm.society.ties import Dropped, Ties, from_networkx, from_pairs
from simsmm.wording import say

if TYPE_CHECKING:
    import networkx

Array = npt.NDArray[Any]
Pair = tuple[str, str]

COMMENTS = ("#", "%")

SEPARATORS = ("\t", ",", ";")
"""The first of these in the first line separates columns; without any, spaces do."""

NAMES = """a b dst followed followee follower follows friend from head i id1 id2 id_1 id_2 j node1
node2 node_1 node_2 person1 person2 source src tail target to u user user1 user2 v"""

COLUMN_NAMES = frozenset(NAMES.split())
"""Names by which a first line is known to name columns even where people are names too."""

LONGEST = 10_000
"""Longest line that is read [characters]: no list of pairs has longer ones."""


class TiesError(ValueError):
    """A file of ties that cannot be read; the message names file and line."""


@dataclass(frozen=True, slots=True)
class Report:
    """What was read, and what was left out."""

    pairs: int
    """Pairs in the source."""
    loops: int
    """Pairs of a person with themselves, dropped."""
    repeats: int
    """Pairs given before, dropped; on undirected layers also those given the other way round."""
    columns: int
    """Columns in the source; those after the second are passed over."""
    comments: int = 0
    """Lines that begin with # or %, passed over."""
    headers: int = 0
    """First lines with names of columns or with sizes, passed over: 1 or 0."""


@dataclass(frozen=True, slots=True, eq=False)
class OwnGraph:
    """Ties among people with names of their own."""

    ties: Ties
    labels: tuple[str, ...]
    """Name of each person in the source. All whole numbers: in rising order; else as they come."""
    ids: Array
    """uint64 (n,): identities for draws, the whole number or `name_key` of the label."""
    report: Report


def read_ties(source: str | Path | networkx.Graph, directed: bool = False) -> OwnGraph:
    """Read a list of pairs, or take over a networkx graph.

    Args:
        source: a file, or a networkx graph (which itself says whether it is directed).
        directed: a pair a, b in a file says that b sees what a passes on. Otherwise both see each
            other.

    Raises:
        TiesError: the file holds something else; the message names the line.
        OSError: the file cannot be opened.
    """
    if not isinstance(source, (str, Path)):
        return _taken(source)
    path = Path(source)
    rows, columns, comments, headers = _read(path)
    if not rows:
        raise TiesError(say("{path}: there are no pairs in this file", path=path))
    labels, number = _numbered(rows)
    pairs = np.fromiter((number[name] for row in rows for name in row), np.int32, 2 * len(rows))
    ties, dropped = from_pairs(len(labels), pairs[::2], pairs[1::2], directed)
    report = Report(len(rows), *dropped, columns, comments, headers)
    return OwnGraph(ties, labels, identities(labels), report)


def _taken(graph: networkx.Graph) -> OwnGraph:
    ties, nodes = from_networkx(graph)
    labels = tuple(str(node) for node in nodes)
    pairs, loops = graph.number_of_edges(), sum(a == b for a, b in graph.edges())
    kept = ties.arrows if ties.directed else ties.arrows // 2
    report = Report(pairs, *Dropped(loops, pairs - loops - kept), columns=2)
    return OwnGraph(ties, labels, identities(labels), report)


def identities(labels: tuple[str, ...]) -> Array:
    """Identities of people by their labels, uint64 (n,)."""
    if all(_is_whole(label) for label in labels):
        return np.array([int(label) & MASK for label in labels], np.uint64)
    return np.array([name_key(label) for label in labels], np.uint64)


def _is_whole(text: str) -> bool:
    """Whether a label is a whole number written the usual way, so that no two spell the same."""
    digits = text.removeprefix("-")
    return digits.isascii() and digits.isdigit() and len(digits) < 19 and text == str(int(text))


def _numbered(rows: list[Pair]) -> tuple[tuple[str, ...], dict[str, int]]:
    """Labels in their order, and the number of each person."""
    labels = list(dict.fromkeys(name for row in rows for name in row))
    if all(_is_whole(label) for label in labels):
        labels.sort(key=int)
    return tuple(labels), {label: k for k, label in enumerate(labels)}


def _read(path: Path) -> tuple[list[Pair], int, int, int]:
    """All pairs without the header, and the numbers of columns, comments and headers."""
    rows: list[Pair] = []
    separator: str | None = None
    columns = comments = 0
    for line_number, line in _lines(path):
        if line.startswith(COMMENTS):
            comments += 1
            continue
        if not columns:
            separator = next((mark for mark in SEPARATORS if mark in line), None)
        fields = [field.strip().strip("\"'") for field in line.split(separator)]
        columns = max(columns, len(fields))
        if len(fields) < 2 or not fields[0] or not fields[1]:
            raise TiesError(
                say(
                    "{path}:{line}: two columns are needed, this is {text}",
                    path=path,
                    line=line_number,
                    text=repr(line[:60]),
                )
            )
        rows.append((fields[0], fields[1]))
    headers = _headers(rows)
    return rows[headers:], columns, comments, headers


def _headers(rows: list[Pair]) -> int:
    """1 if the first row is a header, else 0."""
    if not rows:
        return 0
    first = rows[0]
    if all(name.lower() in COLUMN_NAMES for name in first):
        return 1
    if len(rows) == 1:
        return 0
    if all(map(_is_whole, rows[1])) and not any(map(_is_whole, first)):
        return 1
    return int(all(map(_is_whole, first)) and _states_sizes(int(first[0]), int(first[1]), rows))


def _states_sizes(people: int, pairs: int, rows: list[Pair]) -> bool:
    """Whether the first row is "people pairs", as true for the rows that follow."""
    if pairs != len(rows) - 1:
        return False
    names = {name for row in rows[1:] for name in row}
    return len(names) <= people and all(_is_whole(name) and int(name) <= people for name in names)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Lines that hold something, with their numbers, counted from 1."""
    try:
        with _opened(path) as text:
            line_number = 0
            while line := text.readline(LONGEST + 1):
                line_number += 1
                if len(line) > LONGEST:
                    raise TiesError(
                        say(
                            "{path}:{line}: a line of over {most} characters",
                            path=path,
                            line=line_number,
                            most=LONGEST,
                        )
                    )
                line = line.strip()
                if line:
                    yield line_number, line
    except UnicodeDecodeError as error:
        wrong = say("{path}: this is no text in UTF-8 ({reason})", path=path, reason=error.reason)
        raise TiesError(wrong) from None
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        wrong = say("{path}: the packed file is damaged ({reason})", path=path, reason=error)
        raise TiesError(wrong) from None


def _opened(path: Path) -> io.TextIOBase:
    # A byte order mark, as spreadsheets write it, is no part of the first name.
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8-sig")
    return path.open("r", encoding="utf-8-sig")
