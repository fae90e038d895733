"""Each catalogue translates what is said: same places, enough plural forms, nothing unused."""

from __future__ import annotations

import pytest

from simsmm import wording
from simsmm.cli.explaining import explain
from simsmm.cli.listing import LISTS, tell
from simsmm.cli.researching import research
from simsmm.cli.showing import show
from simsmm.cli.subjects import KINDS
from simsmm.shipped import scenario_path
from simsmm.wording import LANGUAGES
from tests.wording.keys import (
    FORMS,
    NotLiteralError,
    Said,
    catalogue,
    everything,
    in_source,
    in_template,
    missing,
    places,
    stub,
)

COMPLETE = {"pl"}
"""Languages that must lack no text."""

TRANSLATED = [language for language in LANGUAGES if language != "en"]
IMPORT = "from simsmm.wording import count, say\n"


@pytest.fixture(scope="module")
def said() -> list[Said]:
    return everything()


def test_much_is_said(said: list[Said]) -> None:
    assert sum(not text.data for text in said) > 100
    assert sum(text.data for text in said) > 500


def test_every_place_is_filled_in(said: list[Said]) -> None:
    for text in said:
        if text.data or text.places is None:
            continue
        if not (text.places or text.many):
            continue  # said as it stands; a `report.words.Sentence` fills it in later
        named = places(text.key) | places(text.many)
        given = set(text.places) | ({"number"} if text.many else set())
        assert named <= given, f"{text.where}: {sorted(named - given)} is not filled in"
        if text.places:
            assert set(text.places) - {"number"} <= named, f"{text.where}: given for nothing"


def test_one_english_text_is_either_a_plural_or_not(said: list[Said]) -> None:
    plurals = {text.key: text.many for text in said if text.many}
    for text in said:
        assert plurals.get(text.key, "") == text.many, text.where


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_have_the_same_places(language: str, said: list[Said]) -> None:
    held = catalogue(language)
    units = {text.key for text in said if text.data}
    for text in said:
        found = held.get(text.key)
        if found is None or text.data:
            continue
        if text.many:
            assert isinstance(found, list), f"{text.key!r} needs plural forms"
            named = places(text.key) | places(text.many)
            assert all(places(form) <= named for form in found), text.key
        else:
            if text.key in units and isinstance(found, list):
                found = found[0]  # a name that is a unit, too: `wording.unit` takes another form
            assert isinstance(found, str), f"{text.key!r} has one form"
            assert places(found) == places(text.key), text.key


@pytest.mark.parametrize("language", TRANSLATED)
def test_plurals_have_as_many_forms_as_the_language(language: str) -> None:
    for key, found in catalogue(language).items():
        forms = found if isinstance(found, list) else [found]
        assert len(forms) in (1, FORMS[language]), key
        assert all(forms), f"{key!r} is empty"


@pytest.mark.parametrize("language", TRANSLATED)
def test_nothing_is_translated_that_nobody_says(language: str, said: list[Said]) -> None:
    assert sorted(set(catalogue(language)) - {text.key for text in said}) == []


@pytest.mark.parametrize("language", sorted(COMPLETE))
def test_nothing_is_missing(language: str) -> None:
    assert [stub(text, language) for text in missing(language)] == []


class Listener(dict):
    """A catalogue without a text, which remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: set[str] = set()

    def get(self, key: str, default: object = None) -> object:
        self.asked.add(key)
        return default


def test_whatever_is_shown_can_be_translated(
    said: list[Said], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    heard = Listener()
    monkeypatch.setattr(wording, "_catalogue", lambda chosen: heard)
    band = scenario_path("band_album")
    with wording.speaking("pl"):
        for known in KINDS.values():
            for name in known():
                explain(name, simulate=False)
        explain(str(band), simulate=False)
        for what in LISTS:
            tell(what, json=True)
        research(band, 0, json=False, out=None, force=False)
        show(scenario_path("minimal"), 0)
    assert len(heard.asked) > 500
    assert sorted(heard.asked - {text.key for text in said}) == []


def test_texts_of_sources() -> None:
    source = (
        IMPORT + "say('a {x}', x=1)\n"
        "say('b' 'c')\n"
        "say('d' if x else 'e')\n"
        "count(n, '{number} f', '{number} fs')\n"
        "say(text)  # data text\n"
    )
    found = {(text.key, text.many) for text in in_source(source, "x.py")}
    assert found == {
        ("a {x}", ""),
        ("bc", ""),
        ("d", ""),
        ("e", ""),
        ("{number} f", "{number} fs"),
    }


@pytest.mark.parametrize("call", ["say(text)", "say(f'a {x}')", "count(n, a, b)", "say()"])
def test_a_text_that_is_not_written_out_is_found(call: str) -> None:
    with pytest.raises(NotLiteralError, match=r"x\.py:2"):
        list(in_source(f"{IMPORT}{call}\n", "x.py"))


def test_another_count_is_no_text() -> None:
    assert list(in_source("from itertools import count\nfor n in count(1): pass\n", "x.py")) == []


def test_texts_of_templates() -> None:
    template = (
        '<h2>{{ say("How \\"reach\\" builds up") }}</h2>\n'
        '{{ say("{n} people", n=x) }} {{ count(n, "{number} g", "{number} gs") }}\n'
        "{{ say(name) }}{# data text #}\n"
    )
    found = [(text.key, text.many, text.where) for text in in_template(template, "p.jinja")]
    assert found == [
        ('How "reach" builds up', "", "p.jinja:1"),
        ("{n} people", "", "p.jinja:2"),
        ("{number} g", "{number} gs", "p.jinja:2"),
    ]
    with pytest.raises(NotLiteralError, match=r"p\.jinja:1"):
        list(in_template("{{ say(name) }}", "p.jinja"))


def test_stubs() -> None:
    assert stub(Said('a "b"', where="x.py:1"), "pl") == '"a \\"b\\"" = ""  # x.py:1'
    plural = stub(Said("{number} f", "{number} fs", "x.py:2"), "pl")
    assert plural == '"{number} f" = ["", "", "", ""]  # x.py:2'
