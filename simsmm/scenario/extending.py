"""Plans that change others: ``extends: base.yaml``, with what is different.

Mappings merge key by key, and `null` takes a key away. Lists of things that have a name merge by
that name, and ``removed: yes`` takes one of them away. Everything else is replaced. All files are
named as seen from the folder of the plan that is run, and keep their own places in messages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NoReturn

from simsmm.scenario import quantities
from simsmm.scenario.calendars import with_posts
from simsmm.scenario.files import inside, text_of
from simsmm.scenario.language import market_of
from simsmm.scenario.positions import SIZE, VALUES, Document, Mark, read
from simsmm.scenario.problems import Path as Place
from simsmm.scenario.problems import ScenarioError, brief, nearest, shown, unknown
from simsmm.wording import say

KEY = "extends"
REMOVED = "removed"
"""The key that takes a thing out of a list."""

DEEPEST = 5
"""Most plans that stand behind a plan."""

NAMED = {
    "campaigns": "brand",
    "segments": "name",
    "posts": "id",
    "creators": "name",
    "variants": "id",
}
"""Lists of things that have a name, and the key that holds it."""


def whole(document: Document, folder: Path | None) -> Document:
    """The plan with all plans that it extends, and the calendars of each.

    Raises:
        ScenarioError: one of them cannot be read.
    """
    chain = [with_posts(document, folder)]
    seen = {Path(document.page.source).resolve()} if document.page.lines else set()
    size = sum(len(line) for line in document.page.lines)
    while isinstance(chain[-1].data, dict) and KEY in chain[-1].data:
        path = _base(chain, folder, seen)
        seen.add(path.resolve())
        text = _text(chain, path)
        size += len(text)
        if size > SIZE:
            _refuse(chain, say("these files hold more than {most} characters", most=f"{SIZE:,}"))
        chain.append(with_posts(_read(chain, text, path), folder))
    found = chain.pop()
    while chain:
        found = _Merger(found, chain.pop()).merged()
    return found


def _base(chain: list[Document], folder: Path | None, seen: set[Path]) -> Path:
    """The file that the last plan of a chain extends."""
    name = chain[-1].data[KEY]
    if not isinstance(name, str):
        _refuse(chain, say("{value} is not the name of a file", value=shown(name)))
    if len(chain) > DEEPEST:
        _refuse(chain, say("at most {most} plans stand behind a plan", most=DEEPEST))
    try:
        path = inside(folder, name)
    except ValueError as error:
        _refuse(chain, str(error))
    if path is None:
        _refuse(chain, say("a plan without a folder cannot extend a file"))
    if path.resolve() in seen:
        _refuse(chain, say("{file} extends this plan; they go in a circle", file=shown(name)))
    return path


def _text(chain: list[Document], path: Path) -> str:
    """The text of a base; that it cannot be read at all is said where it is named."""
    try:
        return text_of(path)
    except ScenarioError as error:
        (problem,) = error.problems
        if problem.line is None:
            _refuse(chain, problem.message)
        raise


def _read(chain: list[Document], text: str, path: Path) -> Document:
    known = [problem for document in chain for problem in document.problems]
    try:
        found = read(text, str(path))
    except ScenarioError as error:
        raise ScenarioError([*known, *error.problems]) from None
    if not isinstance(found.data, dict):
        wrong = found.problem((), say("a scenario is a mapping of keys to values"))
        raise ScenarioError([*known, wrong])
    return found


def _refuse(chain: list[Document], message: str) -> NoReturn:
    known = [problem for document in chain for problem in document.problems]
    raise ScenarioError([*known, chain[-1].problem((KEY,), message)])


class _Merger:
    """Merges what is different into a plan, and remembers where everything stands."""

    def __init__(self, base: Document, change: Document) -> None:
        self.base, self.change = base, change
        self.found = Document(change.page, problems=[*base.problems, *change.problems])

    def merged(self) -> Document:
        self.change.data = {key: v for key, v in self.change.data.items() if key != KEY}
        self.found.data = self.merge(self.base.data, self.change.data, (), (), ())
        if len(self.found.values) > VALUES:
            message = say("a scenario holds at most {most} values", most=f"{VALUES:,}")
            raise ScenarioError([*self.found.problems, self.found.problem((), message)])
        return self.found

    def merge(self, old: Any, new: Any, before: Place, after: Place, path: Place) -> Any:
        """What stands at a path: ``old`` stands at ``before`` in the base, ``new`` at ``after``."""
        full = SHORT_FORMS.get(path)
        if full:
            old, new = full(old), full(new)
        if isinstance(old, dict) and isinstance(new, dict):
            return self.mapping(old, new, before, after, path)
        name = NAMED.get(str(path[-1])) if path else None
        if name and _things(old) and _things(new):
            return self.things(old, new, before, after, path)
        return self.copy(self.change, new, after, path)

    def mapping(
        self, old: dict[str, Any], new: dict[str, Any], before: Place, after: Place, path: Place
    ) -> dict[str, Any]:
        self.mark(self.change, after, path)
        found: dict[str, Any] = {}
        for key in [*old, *(key for key in new if key not in old)]:
            inner = (*path, key)
            if key not in new:
                found[key] = self.copy(self.base, old[key], (*before, key), inner)
            elif new[key] is None and key not in old:
                self.nothing_to_remove(say("key"), key, old, (*after, key))
            elif new[key] is not None and key not in old:
                found[key] = self.copy(self.change, new[key], (*after, key), inner)
            elif new[key] is not None:
                self.mark(self.change, (*after, key), inner)
                found[key] = self.merge(old[key], new[key], (*before, key), (*after, key), inner)
        return found

    def things(
        self,
        old: list[dict[str, Any]],
        new: list[dict[str, Any]],
        before: Place,
        after: Place,
        path: Place,
    ) -> list[dict[str, Any]]:
        """Things of the base, changed or left out, and then new ones."""
        self.mark(self.change, after, path)
        key = NAMED[str(path[-1])]
        names = [_name(item, key, place) for place, item in enumerate(old)]
        changes = self.by_name(new, key, after)
        found: list[dict[str, Any]] = []
        for place, (name, item) in enumerate(zip(names, old, strict=True)):
            here, change = (*path, len(found)), changes.pop(name, None)
            lasting = item if name is None else {key: name, **item}
            if change is None:
                found.append(self.copy(self.base, lasting, (*before, place), here))
            elif not self.removed(new[change], (*after, change)):
                stated = {k: v for k, v in new[change].items() if k != REMOVED}
                found.append(self.merge(lasting, stated, (*before, place), (*after, change), here))
        what = str(path[-1]).removesuffix("s")
        for place, item in enumerate(new):
            name = _name(item, key)
            if name is not None and changes.get(name) != place:
                continue
            if self.removed(item, (*after, place)):
                self.nothing_to_remove(what, str(name), names, (*after, place))
            else:
                here = (*path, len(found))
                found.append(self.copy(self.change, item, (*after, place), here))
                self.doubt(name, names, before, here)
        return found

    def doubt(self, name: str | None, names: list[str | None], before: Place, path: Place) -> None:
        """Keep what to say of a new thing whose name is near to that of one of the base's."""
        guess = nearest(name, [known for known in names if known]) if name else None
        if guess:
            mark = self.base.values[(*before, names.index(guess))]
            what = str(path[-2]).removesuffix("s")
            self.found.doubts[path] = say(
                'there is no {kind} "{name}" in {file}; did you mean "{guess}"?',
                kind=say(what),  # data text: those in NAMED, one of them
                name=brief(str(name)),
                file=brief(Path((mark.page or self.base.page).source).name),
                guess=brief(guess),
            )

    def by_name(self, items: list[dict[str, Any]], key: str, path: Place) -> dict[str | None, int]:
        """Places of things by their names, each of which may stand there once."""
        found: dict[str | None, int] = {}
        for place, item in enumerate(items):
            name = _name(item, key)
            if name in found:
                message = say("{name} stands here twice", name=shown(name))
                self.found.problems.append(self.change.problem((*path, place, key), message))
            elif name is not None:
                found[name] = place
        return found

    def removed(self, item: dict[str, Any], path: Place) -> bool:
        """Whether a thing is to be left out."""
        try:
            return quantities.flag(item.get(REMOVED, "no"))
        except ValueError as error:
            problem = self.change.problem((*path, REMOVED), str(error))
            self.found.problems.append(problem)
            return False

    def nothing_to_remove(
        self, what: str, name: str, known: Iterable[str | None], path: Place
    ) -> None:
        message = unknown(what, name, [one for one in known if one is not None])
        self.found.problems.append(self.change.problem(path, message, at_key=True))

    def copy(self, document: Document, value: Any, source: Place, path: Place) -> Any:
        """A value of one of the plans, with its places."""
        self.mark(document, source, path)
        if isinstance(value, dict):
            return {
                key: self.copy(document, v, (*source, key), (*path, key))
                for key, v in value.items()
            }
        if isinstance(value, list):
            return [
                self.copy(document, v, (*source, place), (*path, place))
                for place, v in enumerate(value)
            ]
        return value

    def mark(self, document: Document, source: Place, path: Place) -> None:
        """Keep the place of a value and its key, and what is doubtful about it."""
        if source in document.doubts:
            self.found.doubts[path] = document.doubts[source]
        for known, kept in (
            (document.values, self.found.values),
            (document.keys, self.found.keys),
        ):
            if source in known:
                kept[path] = _on(known[source], document)


def _on(mark: Mark, document: Document) -> Mark:
    return mark if mark.page else mark._replace(page=document.page)


def _mapping(channels: Any) -> Any:
    """Channels as a mapping, where they are a list of names or one name."""
    names = [channels] if isinstance(channels, str) else channels
    if isinstance(names, list) and all(isinstance(name, str) for name in names):
        return dict.fromkeys(names, "typical")
    return channels


SHORT_FORMS: dict[Place, Callable[[Any], Any]] = {("channels",): _mapping, ("market",): market_of}
"""Parts that have a short form, and what makes a mapping of it."""


def _things(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def _name(item: dict[str, Any], key: str, place: int | None = None) -> str | None:
    """The name of a thing; a post of the base without one has it from its place."""
    name = item.get(key)
    if name is None and key == "id" and place is not None:
        return f"post {place + 1}"
    return name if isinstance(name, str) else None
