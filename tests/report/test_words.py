"""Numbers are rounded to what is known, and never beyond recognition."""

import datetime
import math
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simsmm.report import words

GAP = words.GAP


def outcome(mean, error, low, high, unit="people"):
    return SimpleNamespace(unit=unit, mean=mean, error=error, low=low, high=high)


@pytest.mark.parametrize(
    ("given_", "text", "interval"),
    [
        (outcome(412_345, 4_200, 310_222, 545_300), "412,000 people", "310,000 to 550,000"),
        (outcome(412_345, 14_200, 310_222, 545_300), "410,000 people", "310,000 to 550,000"),
        (outcome(0.0123, 0.0003, 0.009, 0.015, "share"), "1.23 %", "0.90 to 1.50"),
        (
            outcome(0.01461, 0.0004, 0.011, 0.0193, "money per person"),
            "0.0146 EUR per person",
            None,
        ),
        (outcome(2.345, 0.02, 2.1, 2.62, "impressions per person"), None, "2.10 to 2.62"),
        (
            outcome(-3.4, 2.0, -40.0, 35.0, "sales"),
            "\N{MINUS SIGN}3 sales",
            "\N{MINUS SIGN}40 to 35",
        ),
        (outcome(1200.0, 0.0, 1200.0, 1200.0, "money"), "1,200 EUR", ""),
        (outcome(53_840.0, math.nan, 53_840.0, 53_840.0), "54,000 people", ""),
        (outcome(0.0, math.nan, 0.0, 0.0, "share"), "0 %", ""),
        (outcome(12.0, 4.0, 0.0, 0.0), "12 people", "0 to 0"),
        (outcome(0.73, 0.1, 0.0, 3.6, "money per money"), "0.73 EUR per EUR", "0.0 to 3.6"),
        (outcome(math.nan, math.nan, math.nan, math.nan), "\N{EN DASH}", ""),
    ],
)
def test_mean_and_interval(given_, text, interval):
    shown = words.quantity(given_, "EUR")
    if text is not None:
        assert shown.with_unit.replace(GAP, " ") == text
    if interval is not None:
        assert shown.interval == interval


@given(
    mean=st.floats(1e-4, 1e9),
    spread=st.floats(1e-6, 3.0),
    error=st.floats(1e-6, 0.5),
)
def test_rounding_stays_within_the_uncertainty(mean, spread, error):
    low, high = mean / (1.0 + spread), mean * (1.0 + spread)
    shown = words.quantity(outcome(mean, error * mean, low, high, "money"), "EUR")
    read = float(shown.text.replace(",", ""))
    assert abs(read - mean) <= max(0.051 * mean, 0.51 * error * mean)
    assert len(shown.text.replace(",", "").replace(".", "").strip("0")) <= 3
    if shown.interval:
        below, above = (float(end.replace(",", "")) for end in (shown.low, shown.high))
        assert abs(below - low) <= 0.051 * (high - low) + 0.0051 * low
        assert abs(above - high) <= 0.051 * (high - low) + 0.0051 * high


@pytest.mark.parametrize(
    ("share", "replicates", "text"),
    [
        (0.5, 64, "50 %"),
        (1.0, 64, "over 95 %"),
        (0.0, 64, "under 5 %"),
        (1.0, 1000, "over 99 %"),
        (0.999, 1000, "99 %"),
        (0.001, 1000, "1 %"),
        (0.875, 8, "7 of 8 outcomes"),
        (1.0, 1, "1 of 1 outcome"),
    ],
)
def test_chances_are_never_certain(share, replicates, text):
    assert words.chance(share, replicates).replace(GAP, " ") == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(1200.0, "1,200"), (0.55, "0.55"), (0.000285, "0.000285"), (12345.6, "12,346"), (-0.0, "0")],
)
def test_certain_numbers(value, text):
    assert words.plain(value) == text


def test_sentences():
    assert words.listed(["a"]) == "a"
    assert words.listed(["a", "b", "c"]) == "a, b and c"

    assert words.date(datetime.date(2027, 9, 1)) == "1 September 2027"
    assert words.shortened("a long name", 6) == "a lon\N{HORIZONTAL ELLIPSIS}"
    assert words.money(12.5, "EUR") == f"12.50{GAP}EUR"
    assert words.percent(0.00029) == f"0.029{GAP}%"
