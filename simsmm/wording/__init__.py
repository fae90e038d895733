"""What people read, in their language: sentences, plurals and the signs of numbers.

The English text is the key. `say` looks it up in the catalogue of the language spoken, fills its
places in, and falls back on the English where a catalogue lacks it; a test holds that none does.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

MANY = 5
"""A number that asks for the form of many in every language."""

LANGUAGES = ("en", "pl")
"""English, and the languages that the catalogues in the folder of their name translate."""

_spoken: ContextVar[str] = ContextVar("language", default="en")


def language() -> str:
    """The language spoken now: one of `LANGUAGES`."""
    return _spoken.get()


def speak(chosen: str) -> None:
    """Speak a language from now on.

    Raises:
        ValueError: there is no such language.
    """
    if chosen not in LANGUAGES:
        known = ", ".join(LANGUAGES)
        raise ValueError(
            say('there is no language "{chosen}"; there are: {known}', chosen=chosen, known=known)
        )
    _spoken.set(chosen)


@contextmanager
def speaking(chosen: str | None) -> Iterator[None]:
    """Speak a language while the block runs; None changes nothing."""
    before = _spoken.get()
    try:
        if chosen is not None:
            speak(chosen)
        yield
    finally:
        _spoken.set(before)


def say(text: str, /, **places: object) -> str:
    """A text in the language spoken, with its places filled in.

    Args:
        text: English, with ``{name}`` where something is filled in; written out where it is said,
            so that the test of the catalogues finds it.
        places: what is filled in, by name.
    """
    known = _catalogue(language()).get(text, text)
    found = known if isinstance(known, str) else known[0]
    return found.format(**places) if places else found


def count(number: float, one: str, many: str, /, **places: object) -> str:
    """A text about a number of things, in the form that the number asks for.

    Args:
        number: how many; also fills in ``{number}``, unless ``places`` holds it as it is written.
        one: English for one thing, such as ``"{number} error"``; the key of the catalogue, where
            a list holds the language's plural forms.
        many: English for any other number.
        places: what else is filled in.
    """
    forms = _catalogue(language()).get(one)
    if forms is None:
        form = (one, many)[_english(number)]
    else:
        form = forms if isinstance(forms, str) else forms[_PLURALS[language()](number)]
    return form.format(**{"number": f"{number:g}", **places})


def unit(text: str) -> str:
    """A unit as it stands after a number, such as ``"sales"``: the form for many of them.

    Args:
        text: a data text; a catalogue may list its plural forms, the first of which is its name.
    """
    known = _catalogue(language()).get(text, text)
    return known if isinstance(known, str) else known[_PLURALS[language()](MANY)]


def named(key: str) -> str:
    """A name in the language spoken, and behind it the English that a scenario has to hold.

    Args:
        key: a name that is also a data text, such as that of a channel or of one of its numbers.
    """
    spoken = say(key)  # data text: the names of presets
    return spoken if spoken == key else f"{spoken} ({key})"


def numeral(written: str) -> str:
    """A number written the English way (``1,234.5``), with the signs of the language spoken."""
    if language() == "en":
        return written
    return written.translate(_SIGNS)


_SIGNS = str.maketrans({",": "\N{NO-BREAK SPACE}", ".": ","})


def _polish(number: float) -> int:
    """Form of a Polish plural: 1 wynik, 2 wyniki, 5 wyników, 1.5 wyniku."""
    if number != int(number):
        return 3
    if number == 1:
        return 0
    few = 2 <= number % 10 <= 4 and not 12 <= number % 100 <= 14
    return 1 if few else 2


def _english(number: float) -> int:
    return 0 if number == 1 else 1


_PLURALS: Mapping[str, Callable[[float], int]] = {"en": _english, "pl": _polish}


@cache
def _catalogue(chosen: str) -> Mapping[str, str | list[str]]:
    """Texts of a language by their English; English needs none."""
    found: dict[str, str | list[str]] = {}
    for path in sorted((Path(__file__).parent / chosen).glob("*.toml")):
        with path.open("rb") as file:
            found |= tomllib.load(file)
    return found
