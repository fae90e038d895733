"""The contract of the table: every measure is named, explained and broken down sensibly."""

from __future__ import annotations

import dataclasses

import pytest

from simsmm.measures import BREAKDOWNS, MEASURES, SERIES, Measure, measure_run
from tests.measures.runs import run_by_hand


@pytest.mark.parametrize("name", MEASURES)
def test_a_measure_is_explained(name: str) -> None:
    measure = MEASURES[name]
    assert measure.name == name
    assert "_" not in name
    assert measure.unit
    assert set(measure.by) <= set(BREAKDOWNS)
    for text in (measure.definition, measure.formula, measure.example, measure.mistake):
        assert len(text) >= 15
        assert "\n" not in text
        assert "  " not in text
    for sentence in (measure.definition, measure.example, measure.mistake):
        assert sentence.endswith(".")


@pytest.mark.parametrize("name", MEASURES)
def test_a_measure_is_frozen(name: str) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        MEASURES[name].scaled = True  # type: ignore[misc]


def test_shares_and_ratios_are_not_scaled() -> None:
    for measure in MEASURES.values():
        if measure.unit == "share" or " per " in measure.unit:
            assert not measure.scaled, measure.name
        if measure.unit in ("impressions", "acts", "visits", "sales"):
            assert measure.scaled, measure.name


def test_texts_are_not_shared() -> None:
    for field in ("definition", "formula", "example"):
        plain = [m for m in MEASURES.values() if not m.name.endswith("+")]
        assert len({getattr(measure, field) for measure in plain}) == len(plain), field


def test_series_carry_the_names_of_measures() -> None:
    assert set(SERIES) <= set(MEASURES)


def test_a_run_is_measured_by_every_measure_and_group() -> None:
    run = run_by_hand()
    values = measure_run(run)
    groups = {
        "all": ["all"],
        "channel": run.setting.channels,
        "medium": ["paid", "owned", "earned"],
        "pair": ["network + microblog"],
        "post": run.setting.posts,
        "segment": run.setting.segments,
        "offer": ["album", "ticket"],
        "event": ["gig"],
        "city": ["Krakow"],
        "brand": [],  # one brand alone is the whole run
    }
    assert set(groups) == {"all", *BREAKDOWNS}
    assert set(values) == {
        (measure.name, breakdown, group)
        for measure in MEASURES.values()
        for breakdown in ("all", *measure.by)
        for group in groups[breakdown]
    }
    assert all(type(value) is float for value in values.values())


def test_a_measure_of_one_s_own() -> None:
    measure = Measure(
        "people", "people", True, (), "", "", "", "", lambda view: view.setting.people
    )
    from simsmm.measures import View

    assert measure.of_market(View.of(run_by_hand())) == 240.0
