"""What people write for an amount means what they would say it means."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simsmm.scenario import Pace, quantities

START = date(2027, 9, 1)
WORDS = {"strong": 0.8, "weak": 0.2}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("40 000", 40_000),
        ("2 000 000", 2_000_000),
        ("40\u00a0000", 40_000),
        ("40\u202f000", 40_000),
        ("40_000", 40_000),
        ("2'000'000", 2_000_000),
        ("40\u2019000.5", 40_000.5),
        ("1e6", 1_000_000),
        ("010", 10),
        (".5", 0.5),
        ("-3.25", -3.25),
        ("+7", 7),
        (12, 12),
    ],
)
def test_numbers(text: object, value: float) -> None:
    assert quantities.number(text) == value


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "50,000", "1 00", "10 00 000", "1e", "e5", "0x10", "nan", ".inf", "1e999"),
        *("9" * 400, "٣", "1.2.3", "--1", "one", None, True, [], {}, 10**400),
    ],
)
def test_what_is_no_number(text: object) -> None:
    with pytest.raises(ValueError, match=r"is not|too large"):
        quantities.number(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [("12 %", 0.12), ("12%", 0.12), ("0.12", 0.12), ("0 %", 0.0), ("100 %", 1.0), (0.5, 0.5)],
)
def test_shares(text: object, value: float) -> None:
    assert quantities.share(text) == pytest.approx(value, abs=1e-15)


@pytest.mark.parametrize("text", ["12", "101 %", "-1 %", "1.5", "%", "12 percent", "half"])
def test_what_is_no_share(text: str) -> None:
    with pytest.raises(ValueError, match="is not a share"):
        quantities.share(text)


@pytest.mark.parametrize(
    ("text", "hours"),
    [("30 min", 0.5), ("12 h", 12), ("28 d", 672), ("2 w", 336), ("1 day", 24), ("36 hours", 36)],
)
def test_lengths_of_time(text: str, hours: float) -> None:
    assert quantities.duration(text) == hours


@pytest.mark.parametrize("text", ["28", "28 dd", "d", "-3 h", "1 month", ""])
def test_what_is_no_length_of_time(text: str) -> None:
    with pytest.raises(ValueError, match="is not a length of time"):
        quantities.duration(text)


@pytest.mark.parametrize(("text", "value"), [("4 000 EUR", 4000), ("4000", 4000), ("0.5 EUR", 0.5)])
def test_money(text: str, value: float) -> None:
    assert quantities.money(text, "EUR") == value


@pytest.mark.parametrize(
    ("text", "why"),
    [("4 000 USD", "not in EUR"), ("-1 EUR", "below nothing"), ("2 4OO EUR", "is not an amount")],
)
def test_what_is_no_money_of_the_scenario(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        quantities.money(text, "EUR")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("4,000 EUR", 4000.0),
        ("1,250.50 EUR", 1250.5),
        ("1\u202f250.50", 1250.5),
        ("1_250 EUR", 1250.0),
        ("2'400 EUR", 2400.0),
        ("12,000,000", 12e6),
    ],
)
def test_thousands_of_money(text: str, value: float) -> None:
    assert quantities.money(text, "EUR") == value


def test_thousands_of_people_and_things() -> None:
    assert quantities.count("5,000,000") == 5_000_000
    assert quantities.count("40,000 people", "people") == 40_000


@pytest.mark.parametrize(
    ("read", "text", "meant"),
    [
        (quantities.share, "12,5 %", r"write 12\.5 %"),
        (quantities.share, "0,125", r"write 0\.125"),
        (quantities.share, "12,500 %", r"write 12\.500 or 12 500 %"),
        (quantities.number, "50,000", r"write 50\.000 or 50 000"),
        (quantities.duration, "1,5 h", r"write 1\.5"),
        (lambda text: quantities.money(text, "EUR"), "4,5 EUR", r"write 4\.5"),
        (lambda text: quantities.money(text, "EUR"), "1.250,50 EUR", r"write 1 250\.50"),
        (lambda text: quantities.money(text, "EUR"), "1,25,000 EUR", "is not a number"),
        (quantities.count, "40,00", r"write 40\.00"),
        (quantities.count, "1.500.000", "write 1 500 000$"),
        (quantities.count, "20k", "write 20 000$"),
        (quantities.count, "1.5M", "write 1 500 000$"),
        (quantities.number, "1,5 mln", "write 1 500 000$"),
        (lambda text: quantities.money(text, "EUR"), "€500", "write 500 EUR$"),
        (lambda text: quantities.money(text, "EUR"), "500€", "write 500 EUR$"),
        (lambda text: quantities.money(text, "EUR"), "500 zł", "write 500 PLN$"),
        (lambda text: quantities.money(text, "EUR"), "500 eur", "write 500 EUR$"),
        (lambda text: quantities.money(text, "EUR"), "20k", "write 20 000$"),
        (lambda text: quantities.money(text, "EUR"), "1.5k EUR", "write 1 500 EUR$"),
        (lambda text: quantities.money(text, "EUR"), "€1.5M", "write 1 500 000 EUR$"),
        (lambda text: quantities.money(text, "EUR"), "1.500.000 EUR", "write 1 500 000$"),
        (lambda text: quantities.money(text, "EUR"), "5 mln", "write 5 000 000$"),
    ],
)
def test_another_way_of_writing_is_refused_with_the_right_one(
    read: Callable[[object], float], text: str, meant: str
) -> None:
    with pytest.raises(ValueError, match=meant):
        read(text)


def test_money_in_another_currency_takes_its_stated_rate() -> None:
    assert quantities.money("100 USD", "EUR", {"USD": 0.92}) == pytest.approx(92.0)
    assert quantities.money("100 EUR", "EUR", {"USD": 0.92}) == 100.0
    with pytest.raises(ValueError, match=r"state its rate with the year: `rates: \{USD"):
        quantities.money("100 USD", "EUR", {"GBP": 1.2})


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("day 1 18:00", 18.0),
        ("day 5 12:30", 108.5),
        ("2027-09-01 00:00", 0.0),
        ("2027-09-03T06:15", 54.25),
        ("2027-08-31 23:00", -1.0),
    ],
)
def test_moments(text: str, hours: float) -> None:
    assert quantities.moment(text, START) == hours


def test_a_whole_day_begins_at_midnight_and_ends_at_the_next() -> None:
    for text in ("day 12", "2027-09-12"):
        assert quantities.moment(text, START, "begin") == 11 * 24
        assert quantities.moment(text, START, "end") == 12 * 24
        with pytest.raises(ValueError, match="no time of day"):
            quantities.moment(text, START)


@pytest.mark.parametrize(
    "text", ["day 0 10:00", "day 1 24:00", "day 1 10:60", "18:00", "2027-02-30 10:00", "day one"]
)
def test_what_is_no_moment(text: str) -> None:
    with pytest.raises(ValueError, match="is not a"):
        quantities.moment(text, START)


def test_days_are_those_of_the_calendar() -> None:
    assert quantities.day("2028-02-29") == date(2028, 2, 29)
    for text in ("2027-02-29", "20270901", "1 September", "9999-01-01", "2027-W01-1"):
        with pytest.raises(ValueError, match="is not a day"):
            quantities.day(text)


def test_paces() -> None:
    assert quantities.pace("20 per day") == Pace(20, 24)
    assert quantities.pace("3 per 7 d") == Pace(3, 168)
    assert quantities.pace("3 per 7 d").per_hour == pytest.approx(3 / 168)
    for text in ("20", "3 per 0 d", "-1 per day", "per day", "3 per fortnight"):
        with pytest.raises(ValueError, match="is not"):
            quantities.pace(text)


def test_degrees_and_flags() -> None:
    assert quantities.degree("strong", WORDS) == 0.8
    assert quantities.degree("30 %", WORDS) == pytest.approx(0.3)
    with pytest.raises(ValueError, match="strong, weak"):
        quantities.degree("stronk", WORDS)
    assert [quantities.flag(text) for text in ("yes", "no", "true", True)] == [
        True,
        False,
        True,
        True,
    ]
    with pytest.raises(ValueError, match="yes or no"):
        quantities.flag("maybe")


@given(st.text(max_size=30) | st.from_regex(r"[-+0-9eE., %]{1,12}", fullmatch=True))
def test_no_text_does_worse_than_to_be_refused(text: str) -> None:
    readers = (
        quantities.number,
        quantities.count,
        quantities.share,
        quantities.duration,
        lambda raw: quantities.money(raw, "EUR"),
        quantities.pace,
        quantities.flag,
        quantities.day,
        lambda raw: quantities.moment(raw, START),
    )
    for read in readers:
        with contextlib.suppress(ValueError):
            read(text)
