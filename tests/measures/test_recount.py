"""Measures of random worlds equal a plain recount, and the books balance."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simsmm.measures import MEASURES, SERIES, View, measure_run, series
from simsmm.record import Act, Kind, Path, Run
from tests.measures.parts import parts_of
from tests.measures.recount import recount
from tests.measures.runs import random_run, run_by_hand

WORLDS = 60
worlds = st.integers(0, WORLDS - 1).map(random_run)


def assert_equals_recount(run: Run) -> None:
    values = measure_run(run)
    expected = {}
    for (breakdown, group), part in parts_of(run).items():
        for name, value in recount(run, part).items():
            if breakdown in ("all", *MEASURES[name].by):
                expected[name, breakdown, group] = value
    assert set(values) == set(expected)
    for key, value in expected.items():
        assert values[key] == pytest.approx(value, rel=1e-6, abs=1e-9, nan_ok=True), key


def test_the_run_by_hand_equals_its_recount() -> None:
    assert_equals_recount(run_by_hand())


@pytest.mark.parametrize("which", range(WORLDS))
def test_every_measure_of_every_group_equals_a_recount(which: int) -> None:
    assert_equals_recount(random_run(which))


def test_the_random_worlds_have_something_to_measure() -> None:
    told = [measure_run(random_run(which)) for which in range(WORLDS)]
    for name in MEASURES:
        values = {value for run in told if math.isfinite(value := run[name, "all", "all"])}
        # The best ranks of small worlds are few whole numbers.
        assert len(values) > (3 if name == "best rank" else 5), name


@given(worlds)
@settings(max_examples=WORLDS)
def test_what_adds_up_adds_up(run: Run) -> None:
    values = measure_run(run)
    adds_up = ("impressions", "engagements", "likes", "comments", "shares", "fans won", "clicks")
    sold = ("sales", "sales without the campaign")
    bought = ("spend", "unspent")
    for names, breakdowns in (
        (adds_up, ("channel", "medium", "post", "segment", "brand")),
        (sold, ("segment", "offer", "brand")),
        (("attributed sales",), ("segment", "offer")),
        (("revenue", "attendance", "fans lost"), ("segment",)),
        (bought, ("channel", "medium", "post", "brand")),
        (("fees",), ("channel", "medium", "brand")),
        (("reach", "reach 3+", "effective reach"), ("segment",)),
        (("cascades",), ("channel", "post")),
    ):
        for name, breakdown in itertools.product(names, breakdowns):
            groups = [value for key, value in values.items() if key[:2] == (name, breakdown)]
            if groups:
                whole = values[name, "all", "all"]
                assert sum(groups) == pytest.approx(whole, abs=1e-6), (name, breakdown)


@given(worlds)
@settings(max_examples=WORLDS)
def test_bounds(run: Run) -> None:
    values, setting = measure_run(run), run.setting
    assert values["spend", "all", "all"] <= sum(boost.planned for boost in setting.boosts)
    whole_groups = {key[1:] for key in values if key[0] == "impressions"}
    for breakdown, group in whole_groups:
        told = {name: values.get((name, breakdown, group), math.nan) for name in MEASURES}
        assert told["reach"] <= told["impressions"]
        assert told["reach"] == told["reach 1+"]
        by_exposures = [told[f"reach {least}+"] for least in range(1, 11)]
        assert by_exposures == sorted(by_exposures, reverse=True)
        least = setting.effective_frequency
        assert told["effective reach"] <= told[f"reach {least}+"]
        assert told["exclusive reach"] <= told["reach"] <= setting.people * setting.scale
        for name in ("target reach", "on-target share", "control index", "CTR"):
            assert math.isnan(told[name]) or 0.0 <= told[name] <= 1.0
        assert not told["GRP"] < 100.0 * told["target reach"]


@given(worlds)
@settings(max_examples=WORLDS)
def test_reach_by_inclusion_and_exclusion(run: Run) -> None:
    whole = View.of(run)
    channels = range(len(run.setting.channels))
    reached = [set(whole.keep(whole.whole.channel == code).reached) for code in channels]
    reach, total = MEASURES["reach"], 0
    for count in range(1, len(reached) + 1):
        for chosen in itertools.combinations(reached, count):
            total += (-1) ** (count + 1) * len(set.intersection(*chosen))
    assert reach(whole) == total
    alone = MEASURES["exclusive reach"]
    values, scale, names = measure_run(run), run.setting.scale, run.setting.channels
    for one, other in itertools.combinations(channels, 2):
        pair = f"{names[one]} + {names[other]}"
        parts = values["reach", "channel", names[one]], values["reach", "channel", names[other]]
        either, both = values["reach", "pair", pair], values["common reach", "pair", pair]
        assert both == pytest.approx(sum(parts) - either)
        assert both == pytest.approx(scale * len(reached[one] & reached[other]))
    everywhere = set.intersection(*reached)
    assert values["common reach", "all", "all"] == pytest.approx(scale * len(everywhere))
    for code in channels:
        there = whole.whole.channel == code
        assert alone(whole.keep(there)) == reach(whole) - reach(whole.keep(~there))


@given(worlds)
@settings(max_examples=WORLDS)
def test_nobody_reacts_unseen(run: Run) -> None:
    record = run.record
    seen, sources = record.exposures, record.sources
    # A reply that lifts a thread is its board's: some stand for others, who are not simulated.
    lifted = sources[(sources["parent"] >= 0) & (sources["person"] < 0)]
    np.testing.assert_array_equal(seen["time"][lifted["parent"]], lifted["time"])
    caused = sources[(sources["parent"] >= 0) & (sources["person"] >= 0)]
    moved = seen[caused["parent"]]
    assert np.all(moved["acts"] & (Act.SHARE | Act.COMMENT) > 0)
    for field in ("person", "time"):
        np.testing.assert_array_equal(moved[field], caused[field])
    assert len(record.fans_won) == np.count_nonzero(seen["acts"] & Act.FOLLOW)
    left = seen[seen["acts"] & Act.LEAVE > 0]
    np.testing.assert_array_equal(left["person"], record.fans_lost[:, 1])
    assert np.all(left["kind"] == Kind.PAGE)
    assert len(np.unique(record.fans_lost, axis=0)) == len(record.fans_lost)
    bought = seen[seen["acts"] & Act.BUY > 0]
    assert np.all(bought["acts"] & Act.CLICK > 0)
    direct = record.purchases[record.purchases["path"] == Path.DIRECT]
    assert sorted(zip(bought["time"], bought["person"], strict=True)) == sorted(
        zip(direct["time"], direct["person"], strict=True)
    )


@given(worlds)
@settings(max_examples=WORLDS)
def test_the_campaign_takes_no_sale_away(run: Run) -> None:
    # Seats are for those who come first, so the campaign may take one from somebody.
    seats = [place for place, offer in enumerate(run.setting.offers) if offer.event]
    with_it, without = (
        [(row["offer"], row["person"]) for row in rows if row["offer"] not in seats]
        for rows in (run.record.purchases, run.record.purchases_without)
    )
    assert set(without) <= set(with_it)
    assert len(with_it) == len(set(with_it))


@given(worlds, st.floats(0.3, 50.0))
@settings(max_examples=WORLDS)
def test_series_rise_to_the_measures(run: Run, tick: float) -> None:
    told, values = series(run, tick), measure_run(run)
    for name in SERIES:
        assert len(told[name]) == len(told["hours"])
        assert told[name][-1] == pytest.approx(values[name, "all", "all"])
        assert name == "incremental sales" or np.all(np.diff(told[name]) >= 0.0)
