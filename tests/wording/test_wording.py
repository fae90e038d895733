"""Texts in the language spoken."""

from __future__ import annotations

import pytest

from simsmm import wording
from simsmm.wording import count, named, numeral, say, speaking, unit


@pytest.fixture
def catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {
        "good {part}": "dobry {part}",
        "microblog": "mikroblog",
        "visits": ["wizyty", "wizyty", "wizyt", "wizyty"],
        "{number} error": ["{number} błąd", "{number} błędy", "{number} błędów", "{number} błędu"],
    }
    monkeypatch.setattr(wording, "_catalogue", lambda chosen: texts if chosen == "pl" else {})


@pytest.mark.usefixtures("catalogue")
def test_english_is_the_key() -> None:
    assert say("good {part}", part="morning") == "good morning"
    with speaking("pl"):
        assert say("good {part}", part="wieczór") == "dobry wieczór"
        assert say("not translated {yet}", yet=1) == "not translated 1"
    assert wording.language() == "en"


@pytest.mark.usefixtures("catalogue")
def test_a_unit_stands_after_a_number() -> None:
    assert unit("visits") == "visits"
    with speaking("pl"):
        assert (say("visits"), unit("visits")) == ("wizyty", "wizyt")
        assert unit("not translated") == "not translated"


@pytest.mark.usefixtures("catalogue")
def test_names_tell_what_a_scenario_has_to_hold() -> None:
    assert named("microblog") == "microblog"
    with speaking("pl"):
        assert named("microblog") == "mikroblog (microblog)"
        assert named("not translated") == "not translated"


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize(
    ("number", "english", "polish"),
    [
        (0, "0 errors", "0 błędów"),
        (1, "1 error", "1 błąd"),
        (2, "2 errors", "2 błędy"),
        (5, "5 errors", "5 błędów"),
        (12, "12 errors", "12 błędów"),
        (22, "22 errors", "22 błędy"),
        (112, "112 errors", "112 błędów"),
        (1.5, "1.5 errors", "1.5 błędu"),
    ],
)
def test_plurals(number: float, english: str, polish: str) -> None:
    assert count(number, "{number} error", "{number} errors") == english
    with speaking("pl"):
        assert count(number, "{number} error", "{number} errors") == polish


def test_numbers_are_written_as_the_language_writes_them() -> None:
    assert numeral("1,234.5") == "1,234.5"
    with speaking("pl"):
        assert numeral("1,234.5") == "1\N{NO-BREAK SPACE}234,5"


def test_a_language_that_nobody_speaks() -> None:
    with pytest.raises(ValueError, match='no language "xx"; there are: en, pl'):
        wording.speak("xx")


def test_what_is_not_translated_follows_the_english_plural() -> None:
    with speaking("pl"):
        assert count(1, "{number} seed", "{number} seeds") == "1 seed"
        assert count(5, "{number} seed", "{number} seeds") == "5 seeds"
        assert count(22, "{number} seed", "{number} seeds", number="22") == "22 seeds"


def test_a_place_may_have_any_name() -> None:
    assert say("{text}: {count}", text="a", count=2) == "a: 2"
