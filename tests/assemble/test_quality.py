"""A post of which a click rate is expected has the quality that gives it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simsmm.assemble import Stage
from simsmm.record import Act, Kind
from simsmm.scenario import Scenario, ScenarioError
from simsmm.study.replicate import play
from tests.study.plans import plan, scenario

CHANNEL = {"click rate": "10 %", "share rate": "0 %", "shared share": "0 %", "cpm": "5 EUR"}
"""Clicks are frequent, so that few impressions tell their rate."""


def expecting(quality: Any, **post: Any) -> Scenario:
    """A plan of one advertisement to everybody on one channel, seen once by most who see it."""
    data = plan(
        market=20_000,
        simulate=20_000,
        channels={"social network": CHANNEL},
        target="everybody",
        goals=[],
        assume="point values",
    )
    for segment in data["people"]["segments"]:
        segment["uses"] = {"social network": "100 %"}
        segment["interests"] |= {"folk": "some"}
    data["campaigns"] = [
        {
            "brand": "The Lanterns",
            "posts": [
                {
                    "id": "single",
                    "at": "day 1 12:00",
                    "on": "social network",
                    "format": "video",
                    "topics": {"indie": "strong"},
                    "link": "site",
                    "quality": quality,
                    "boost": {"spend": "35 EUR"},
                    **post,
                },
                # Another topic, so that the post is not the average of the channel.
                {
                    "id": "tour",
                    "at": "day 14 23:00",
                    "on": "social network",
                    "format": "text",
                    "topics": {"folk": "strong"},
                    "boost": {"spend": "0.01 EUR"},
                },
            ],
        }
    ]
    return scenario(data)


def qualities(*rates: str) -> list[float]:
    return [
        float(Stage(expecting({"click rate": rate}), 1, 0).world(0, 0)[0].plan.posts["quality"][0])
        for rate in rates
    ]


@pytest.mark.parametrize("rate", [0.07, 0.2])
def test_a_boost_is_clicked_as_often_as_expected(rate: float) -> None:
    stage = Stage(expecting({"click rate": f"{100 * rate:g} %"}), 1, 0)
    clicks = seen = 0
    for luck in range(6):
        run = play(stage, luck)
        assert run is not None
        rows = run.record.exposures
        rows = rows[(rows["kind"] == Kind.AD) & (run.record.of_source("post") == 0)]
        # A click ends a person's clicks on the post: only first meetings tell the rate.
        rows = rows[np.unique(rows["person"], return_index=True)[1]]
        clicks, seen = clicks + np.sum(rows["acts"] & Act.CLICK > 0), seen + len(rows)
    assert seen > 20_000
    assert clicks / seen == pytest.approx(rate, rel=0.05)


def test_a_higher_rate_takes_a_better_post_and_the_published_rate_a_median_one() -> None:
    low, usual, high = qualities("5 %", "10 %", "20 %")
    assert low < usual < high
    # The format and the topics are not the average ones: nearly, not quite the median.
    assert abs(usual - 0.5) < 0.5


def test_the_channel_of_the_rate_is_one_of_the_scenario() -> None:
    assert expecting({"click rate": "3 %", "on": "social network"})
    with pytest.raises(ScenarioError, match="no channel"):
        expecting({"click rate": "3 %", "on": "microblog"})
