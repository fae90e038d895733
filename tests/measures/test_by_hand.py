"""Known answers: a run small enough to count on one's fingers, and one in which nothing happens."""

from __future__ import annotations

import dataclasses
import math
from dataclasses import replace

import numpy as np
import pytest

from simsmm.measures import MEASURES, SERIES, measure_run, series, tick_ends
from simsmm.record import Act, Brand, Kind, Path, Run
from tests.measures.runs import SCALE, empty_run, exposures, purchases, run_by_hand

WHOLE = {
    "reach": 5 * SCALE,
    "exclusive reach": 5 * SCALE,
    "common reach": 1 * SCALE,
    "multi-channel reach": 1 * SCALE,
    "on-target reach": 3 * SCALE,
    "target reach": 3 / 4,
    "impressions": 11 * SCALE,
    "frequency": 11 / 5,
    "reach 1+": 5 * SCALE,
    "reach 2+": 3 * SCALE,
    "reach 3+": 2 * SCALE,
    "reach 4+": 1 * SCALE,
    **{f"reach {least}+": 0.0 for least in range(5, 11)},
    "effective reach": 1 * SCALE,
    "effective target reach": 1 / 4,
    "on-target share": 8 / 11,
    "GRP": 100 * 8 / 4,
    "amplification": 5 / 4,
    "control index": 5 / 11,
    "unnoticed deliveries": 2 * SCALE,
    "engagements": 5 * SCALE,
    "people engaged": 4 * SCALE,
    "engagement rate": 5 / 11,
    "likes": 1 * SCALE,
    "comments": 1 * SCALE,
    "shares": 3 * SCALE,
    "fans won": 1 * SCALE,
    "fans lost": 1 * SCALE,
    "fan balance": 0.0,
    "fans kept": 1.0,
    "fans reached again": 0.0,
    "clicks": 2 * SCALE,
    "visitors": 2 * SCALE,
    "CTR": 2 / 11,
    "sales": 4 * SCALE,
    "sales without the campaign": 2 * SCALE,
    "incremental sales": 2 * SCALE,
    "sales at a visit": 1 * SCALE,
    "conversion": 1 / 2,
    "attributed sales": 3 * SCALE,
    "reviews": 2 * SCALE,
    "rating": (4.0 * 10 + 2.0 * 40) / 50,
    "new rating": 7 / 2,
    **{f"{stars} stars": float(stars in (2, 5)) / 2 for stars in range(1, 6)},
    "votes": 7 * SCALE,
    "best rank": 2.0,
    "waves": 3.0,
    "attendance": 2 * SCALE,
    "incremental attendance": 1 * SCALE,
    "seats filled": 1 / 2,
    "revenue": (3 * 12.0 + 30.0 + 2 * 10.0) * SCALE,
    "incremental revenue": (2 * 12.0 + 10.0) * SCALE,
    "incremental margin": (2 * 6.0 + 5.0) * SCALE,
    "return on spend": (2 * 6.0 + 5.0) * SCALE / 100.0,
    "profit": (2 * 6.0 + 5.0) * SCALE - 100.0,
    "break-even sales": 100.0 / 6.0,
    "spend": 18.0,
    "unspent": 7.0,
    "fees": 50.0,
    "production": 32.0,
    "total cost": 100.0,
    "CPM": 1000 * 18.0 / (3 * SCALE),
    "CPP": 18.0 / (100 * 2 / 4),
    "CPC": 18.0 / (2 * SCALE),
    "cost per reached person": 100.0 / (5 * SCALE),
    "cost per click": 100.0 / (2 * SCALE),
    "cost per incremental sale": 100.0 / (2 * SCALE),
    "reproduction number": 1 / 3,
    "cascades": 2 * SCALE,
    "cascade size": 3 / 2,
    "largest cascade": 2.0,
    "cascade depth": 1 / 2,
    "cascade breadth": 1.0,
    "structural virality": 1.0,
    "never passed on": 1 / 2,
    "promoted cascade size": (3 + 2 + 1 + 1) / 4,
    "promoted cascade depth": (2 + 1) / 4,
    "promoted cascade breadth": 1.0,
    "promoted structural virality": (4 / 3 + 1) / 2,
    "ad recall lift": (0.5 + 0.3 + 0.2) / 4,
    "attitude lift": (0.2 - 0.1) / 4,
}

PARTS = {
    ("reach", "channel", "network"): 4 * SCALE,
    ("reach", "channel", "microblog"): 2 * SCALE,
    ("exclusive reach", "channel", "network"): 3 * SCALE,
    ("exclusive reach", "channel", "microblog"): 1 * SCALE,
    ("reach", "medium", "paid"): 4 * SCALE,
    ("reach", "medium", "owned"): 2 * SCALE,
    ("reach", "medium", "earned"): 4 * SCALE,
    ("reach", "pair", "network + microblog"): 5 * SCALE,
    ("common reach", "pair", "network + microblog"): 1 * SCALE,
    ("fees", "channel", "microblog"): 50.0,
    ("fees", "medium", "paid"): 50.0,
    ("spend", "medium", "earned"): 0.0,
    ("total cost", "channel", "network"): 18.0,
    ("total cost", "medium", "paid"): 18.0 + 50.0,
    ("total cost", "medium", "owned"): 0.0,
    ("cost per reached person", "channel", "microblog"): 50.0 / (2 * SCALE),
    ("cost per reached person", "medium", "paid"): 68.0 / (4 * SCALE),
    ("people engaged", "channel", "network"): 3 * SCALE,
    ("visitors", "medium", "paid"): 2 * SCALE,
    ("impressions", "post", "tour"): 0.0,
    ("frequency", "post", "tour"): math.nan,
    ("target reach", "segment", "fans"): 3 / 4,
    ("target reach", "segment", "others"): math.nan,
    ("GRP", "channel", "microblog"): 100 * 2 / 4,
    ("effective reach", "channel", "network"): 1 * SCALE,
    ("effective reach", "channel", "microblog"): 0.0,
    ("fans won", "medium", "earned"): 1 * SCALE,
    ("fans lost", "medium", "owned"): 1 * SCALE,
    ("fan balance", "segment", "fans"): -1 * SCALE,
    ("fans kept", "segment", "others"): 1.0,
    ("votes", "channel", "network"): 7 * SCALE,
    ("best rank", "channel", "microblog"): math.nan,
    ("waves", "channel", "microblog"): 3.0,
    ("rating", "offer", "album"): 4.0,
    ("reviews", "offer", "ticket"): 1 * SCALE,
    ("5 stars", "offer", "album"): 1.0,
    ("attendance", "event", "gig"): 2 * SCALE,
    ("attendance", "city", "Krakow"): 1 * SCALE,
    ("incremental attendance", "city", "Krakow"): 0.0,
    ("spend", "post", "tour"): 0.0,
    ("unspent", "channel", "microblog"): 5.0,
    ("CPP", "channel", "network"): 18.0 / 50.0,
    ("CPP", "channel", "microblog"): math.nan,
    ("CPM", "channel", "network"): 150.0,
    ("CPM", "channel", "microblog"): math.nan,
    ("sales", "offer", "ticket"): 1 * SCALE,
    ("incremental sales", "offer", "ticket"): 0.0,
    ("incremental sales", "segment", "others"): 0.0,
    ("revenue", "segment", "others"): (12.0 + 10.0) * SCALE,
    ("attributed sales", "offer", "album"): 2 * SCALE,
    ("reproduction number", "channel", "network"): 1 / 2,
    ("reproduction number", "channel", "microblog"): 0.0,
    ("reproduction number", "segment", "others"): 0.0,
    ("never passed on", "channel", "microblog"): 1.0,
    ("structural virality", "channel", "microblog"): math.nan,
    ("ad recall lift", "segment", "others"): math.nan,
}


def test_every_measure_has_a_known_answer() -> None:
    assert set(WHOLE) == set(MEASURES)


@pytest.mark.parametrize("name", WHOLE)
def test_whole_run(name: str) -> None:
    values = measure_run(run_by_hand())
    assert values[name, "all", "all"] == pytest.approx(WHOLE[name], rel=1e-7, abs=0.0)


@pytest.mark.parametrize("key", PARTS, ids="-".join)
def test_part_of_a_run(key: tuple[str, str, str]) -> None:
    assert measure_run(run_by_hand())[key] == pytest.approx(PARTS[key], nan_ok=True)


def test_where_nothing_happens_counts_are_zero_and_ratios_unknown() -> None:
    with np.errstate(all="raise"):
        values = measure_run(empty_run())
    for (name, *_), value in values.items():
        counted = MEASURES[name].scaled or MEASURES[name].unit == "money"
        assert value == 0.0 if counted else math.isnan(value), name


def test_series_ends_with_the_measures() -> None:
    run = run_by_hand()
    told, values = series(run, tick_hours=7.0), measure_run(run)
    assert set(told) == {"hours", *SERIES}
    assert told["hours"][-1] == run.record.hours
    assert len(told["hours"]) == math.ceil(200 / 7)
    for name in SERIES:
        assert told[name][-1] == values[name, "all", "all"], name


def test_series_counts_what_came_before_the_end_of_each_tick() -> None:
    told = series(run_by_hand(), tick_hours=6.0)
    assert list(told["reach"][:5] / SCALE) == [4, 4, 5, 5, 5]
    assert list(told["impressions"][:5] / SCALE) == [5, 7, 9, 9, 11]
    assert list(told["engagements"][:3] / SCALE) == [4, 4, 5]
    assert list(told["sales"][[0, 1, 4, 25, 26]] / SCALE) == [0, 1, 2, 3, 4]
    assert list(told["incremental sales"][[1, 4, 16, 25, 26]] / SCALE) == [1, 2, 1, 1, 2]


@pytest.mark.parametrize(
    ("hours", "tick", "ends"),
    [
        (3.0, 1.0, [1, 2, 3]),
        (2.5, 1.0, [1, 2, 2.5]),
        (1.0, 5.0, [1]),
        (3 * 0.1, 0.1, [0.1, 0.2, 0.3]),
    ],
)
def test_ends_of_ticks(hours: float, tick: float, ends: list[float]) -> None:
    assert tick_ends(hours, tick) == pytest.approx(ends)


@pytest.mark.parametrize("tick", [0.0, -1.0, math.inf, math.nan])
def test_a_tick_lasts_some_hours(tick: float) -> None:
    with pytest.raises(ValueError, match="positive number of hours"):
        tick_ends(24.0, tick)


def test_a_sale_as_the_run_ends_counts() -> None:
    run = run_by_hand()
    sold = purchases((200.0, 0, 0, Path.CLOCK))
    run = Run(run.setting, dataclasses.replace(run.record, purchases=sold))
    assert series(run)["sales"][-1] == measure_run(run)["sales", "all", "all"] == SCALE


@pytest.mark.parametrize(
    ("hours_after_sight", "hours_after_click", "claimed"),
    [(24.0, None, 1), (24.1, None, 0), (None, 168.0, 1), (None, 168.1, 0), (-0.1, -0.1, 0)],
)
def test_what_a_platform_claims(
    hours_after_sight: float | None, hours_after_click: float | None, claimed: int
) -> None:
    run, bought_at = run_by_hand(), 190.0
    seen = [
        (bought_at - hours, 3, 2, Kind.AD, acts)
        for hours, acts in ((hours_after_sight, 0), (hours_after_click, Act.CLICK))
        if hours is not None
    ]
    sold = purchases((bought_at, 3, 0, Path.CLOCK), (bought_at, 4, 0, Path.CLOCK))
    record = dataclasses.replace(run.record, exposures=exposures(*sorted(seen)), purchases=sold)
    record.sources["parent"] = -1
    values = measure_run(Run(run.setting, record))
    assert values["attributed sales", "all", "all"] == claimed * SCALE


def test_a_measured_run_stays_as_it_was() -> None:
    run, again = run_by_hand(), run_by_hand()
    measure_run(run)
    series(run)
    assert_same(run, again)


def assert_same(run: Run, other: Run) -> None:
    for name in ("exposures", "sources", "purchases", "purchases_without", "recall", "attitude"):
        np.testing.assert_array_equal(getattr(run.record, name), getattr(other.record, name))
    np.testing.assert_array_equal(run.setting.target, other.setting.target)


def test_two_brands_share_the_books_and_keep_their_own_minds() -> None:
    run = run_by_hand()
    setting, record = run.setting, run.record
    accounts = (setting.accounts[0], replace(setting.accounts[1], brand=1))
    offers = (setting.offers[0], replace(setting.offers[1], brand=1), setting.offers[2])
    brands = (Brand("band", (0,), 30.0), Brand("venue", (1,), 2.0))
    setting = replace(setting, accounts=accounts, offers=offers, brands=brands)
    both = {name: np.repeat(getattr(record, name), 2, axis=1) for name in ("recall", "attitude")}
    both["recall"][:, 1] = 0.0
    values = measure_run(Run(setting, replace(record, **both)))
    for name, band, venue in (
        ("impressions", 11 * SCALE, 0.0),
        ("reach", 5 * SCALE, 0.0),
        ("spend", 18.0, 0.0),
        ("unspent", 2.0, 5.0),
        ("fees", 0.0, 50.0),
        ("production", 30.0, 2.0),
        ("total cost", 48.0, 52.0),
        ("sales", 3 * SCALE, 1 * SCALE),
        ("attributed sales", 2 * SCALE, 0.0),
        ("cascades", 2 * SCALE, 0.0),
        ("ad recall lift", (0.5 + 0.3 + 0.2) / 4, 0.0),
    ):
        found = tuple(values[name, "brand", brand] for brand in ("band", "venue"))
        assert found == pytest.approx((band, venue)), name
