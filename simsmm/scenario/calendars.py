"""A calendar of posts from a table: ``calendar: posts.csv`` in a campaign adds its rows to `posts`.

The first row names the fields of a post; ``boost spend`` is the field `spend` of its boost. Several
channels, segments or topics in a cell stand behind each other: ``social network; microblog``,
``indie: strong; folk: some``. An empty cell says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from simsmm.scenario.documentation import inner
from simsmm.scenario.files import inside
from simsmm.scenario.plan import Post
from simsmm.scenario.positions import Document, Mark
from simsmm.scenario.problems import Path as Place
from simsmm.scenario.problems import ScenarioError, shown, unknown
from simsmm.scenario.tables import Cell, Table, read_csv, read_xlsx
from simsmm.wording import say

KEY = "calendar"
LISTS = ("variants",)
"""Fields of a post that no row holds: several things with names of their own."""
READERS = {".csv": read_csv, ".xlsx": read_xlsx}
"""How a table is read, by the ending of its name."""


def with_posts(document: Document, folder: Path | None) -> Document:
    """The document with the rows of its calendars among its posts; changes it in place."""
    campaigns = document.data.get("campaigns") if isinstance(document.data, dict) else None
    for place, campaign in enumerate(campaigns if isinstance(campaigns, list) else []):
        if isinstance(campaign, dict) and KEY in campaign:
            _fill(campaign, ("campaigns", place), document, folder)
    return document


def _fill(campaign: dict[str, Any], path: Place, document: Document, folder: Path | None) -> None:
    """Add the rows of a campaign's calendar to its posts."""
    name, posts = campaign.pop(KEY), campaign.get("posts", [])
    try:
        table = _table(name, folder)
    except (ScenarioError, ValueError) as error:
        wrong = document.problem((*path, KEY), str(error))
        document.problems.extend(getattr(error, "problems", (wrong,)))
        if not posts:  # that none are left is no mistake of its own
            raise ScenarioError(document.problems) from None
        return
    if isinstance(posts, list):
        campaign["posts"] = posts
        _Rows(table, document, (*path, "posts")).add_to(posts)


def _table(name: object, folder: Path | None) -> Table:
    if not isinstance(name, str):
        raise ValueError(say("{value} is not the name of a file", value=shown(name)))
    read = READERS.get(Path(name).suffix.lower())
    if read is None:
        raise ValueError(say("{file} is neither CSV nor XLSX", file=shown(name)))
    path = inside(folder, name)
    if path is None:
        raise ValueError(say("a plan without a folder cannot read a file"))
    return read(path)


class _Rows:
    """Turns the rows of a table into posts, each value with its place."""

    def __init__(self, table: Table, document: Document, path: Place) -> None:
        self.table, self.document, self.path = table, document, path
        self.columns = self.header()

    def header(self) -> dict[int, Place]:
        """The field of a post that each column holds; what is unknown is reported."""
        found: dict[int, Place] = {}
        fields = dict(_fields())
        for cell in self.table.header:
            name = " ".join(str(cell.value).split())
            if name not in fields:
                self.refuse(cell, unknown("field of a post", name, fields))
            elif fields[name] in found.values():
                self.refuse(cell, say("the column {name} stands here twice", name=shown(name)))
            else:
                found[cell.column] = fields[name]
        return found

    def add_to(self, posts: list[Any]) -> None:
        for row in self.table.rows:
            path = (*self.path, len(posts))
            self.place(row[0], path)
            posts.append(self.post(row, path))

    def post(self, row: list[Cell], path: Place) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for cell in row:
            field = self.columns.get(cell.column)
            if field is None:
                if all(cell.column != head.column for head in self.table.header):
                    self.refuse(cell, say("this column has no name in the first row"))
                continue
            part = found
            for depth, step in enumerate(field[:-1], start=1):
                part = part.setdefault(str(step), {})
                self.place(cell, (*path, *field[:depth]))
            part[str(field[-1])] = self.value(cell, field, (*path, *field))
        return found

    def value(self, cell: Cell, field: Place, path: Place) -> Any:
        """What a cell holds: a text, or several by name or one after the other."""
        self.place(cell, path)
        kind = _kind(field)
        if not isinstance(cell.value, str) or kind is None:
            return cell.value
        parts = [part.strip() for part in cell.value.split(";") if part.strip()]
        if kind is dict and all(": " in part for part in parts):
            pairs = [part.partition(": ") for part in parts]
            return self.pairs([(key.strip(), text.strip()) for key, _, text in pairs], cell, path)
        if kind is tuple and ";" in cell.value:
            for place in range(len(parts)):
                self.place(cell, (*path, place))
            return parts
        return cell.value

    def pairs(self, pairs: Iterable[tuple[str, str]], cell: Cell, path: Place) -> dict[str, str]:
        found: dict[str, str] = {}
        for key, text in pairs:
            self.place(cell, (*path, key))
            if key in found:
                self.refuse(cell, say("{name} stands here twice", name=shown(key)))
            found[key] = text
        return found

    def place(self, cell: Cell, path: Place) -> None:
        mark = Mark(cell.row, cell.place, self.table.page)
        self.document.values[path] = self.document.keys[path] = mark

    def refuse(self, cell: Cell, message: str) -> None:
        mark = Mark(cell.row, cell.place, self.table.page)
        self.document.problems.append(self.document.at(mark, message))


def _fields() -> Iterable[tuple[str, Place]]:
    """Names of columns, and the fields of a post that they hold."""
    for name, field in Post.model_fields.items():
        key = field.alias or name
        if key in LISTS:
            continue
        part = inner(Post, key)
        if not hasattr(part, "model_fields") or part is Post:
            yield key, (key,)
            continue
        for within, other in part.model_fields.items():
            sub = other.alias or within
            yield f"{key} {sub}", (key, sub)


def _kind(field: Place) -> type | None:
    """`dict` or `tuple` for a field of a post that holds several values."""
    part: Any = Post
    for step in field[:-1]:
        part = inner(part, step)
    for name, known in part.model_fields.items():
        if (known.alias or name) == field[-1]:
            origin = getattr(known.annotation, "__origin__", None)
            return origin if origin in (dict, tuple) else _several(known.annotation)
    return None


def _several(annotation: Any) -> type | None:
    """`tuple` for an audience, which segments alone may stand for."""
    return tuple if getattr(annotation, "__name__", "") == "Audience" else None
