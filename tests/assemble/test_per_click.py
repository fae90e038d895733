"""A boost paid per click buys as many impressions as its clicks are expected to cost."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simsmm.assemble import Stage
from simsmm.measures import ALL, measure_run
from simsmm.record import Act, Kind, Run
from simsmm.scenario import Scenario, ScenarioError
from simsmm.study.replicate import play
from tests.study.plans import plan, scenario

PRICE = 0.5


def clicked(money: float = 400.0, *, pay: str = "per click", **post: Any) -> Scenario:
    """The plan with a channel that is often clicked, and a boost at a price for each click."""
    channel = {"click rate": "10 %", "cpc": f"{PRICE} EUR", "share rate": "0 %"}
    data = plan(
        market=20_000,
        simulate=4_000,
        channels={"social network": channel, "microblog": "typical"},
        assume="point values",
    )
    campaign = data["campaigns"][0]
    campaign["budget"] = {}
    for page in campaign["pages"].values():
        page["fans"] = 2_000
    campaign["creators"] = []
    campaign["posts"][0] |= {"quality": "50 %", "seeds": 0, **post}
    # Shown once to each person: somebody who has clicked does not click again.
    once = {"spend": f"{money} EUR", "pay": pay, "cap": "1 per 14 d"}
    campaign["posts"][0]["boost"] |= once
    return scenario(data)


def played(plan: Scenario, luck: int = 0) -> Run:
    found = play(Stage(plan, 1, 0), luck)
    assert found is not None
    return found


def paid_clicks(run: Run) -> int:
    seen = run.record.exposures
    return int(np.sum((seen["kind"] == Kind.AD) & (seen["acts"] & Act.CLICK > 0)))


def test_what_is_paid_for_is_what_was_clicked() -> None:
    spent = []
    for luck in range(6):
        run = played(clicked(), luck)
        told = measure_run(run)
        cost = paid_clicks(run) * run.setting.scale * PRICE
        assert told["spend", ALL, ALL] == pytest.approx(min(cost, 400.0))
        assert told["spend", ALL, ALL] + told["unspent", ALL, ALL] == pytest.approx(400.0)
        assert told["spend", "channel", "microblog"] == 0.0
        spent.append(told["spend", ALL, ALL])
    # 160 simulated clicks are expected, give or take 12; more than that are not paid for.
    assert 360.0 < np.mean(spent) <= 400.0


@pytest.mark.parametrize("quality", ["10 %", "90 %"])
def test_the_impressions_are_those_that_the_clicks_are_expected_to_take(quality: str) -> None:
    stage = Stage(clicked(200.0, quality=quality), 1, 0)
    shown = len(stage.world(0, 0)[0].plan.bought)
    clicks = [paid_clicks(played(stage.scenario, luck)) for luck in range(8)]
    assert shown > 400
    # Four standard errors of 640 clicks in all are 16 %.
    assert np.mean(clicks) == pytest.approx(80.0, rel=0.16)


def test_a_better_post_takes_fewer_impressions() -> None:
    better, worse = (
        len(Stage(clicked(quality=q), 1, 0).world(0, 0)[0].plan.bought) for q in ("90 %", "10 %")
    )
    assert better < 0.8 * worse


def test_half_the_money_is_served_a_subset() -> None:
    small, large = (Stage(clicked(money), 1, 0).world(0, 0)[0].plan.bought for money in (200, 400))
    assert len(small) == pytest.approx(len(large) / 2, abs=1)
    assert np.isin(small["key"], large["key"]).all()


def test_a_boost_without_a_link_has_no_clicks_to_pay_for() -> None:
    with pytest.raises(ScenarioError, match="no clicks to pay for"):
        clicked(link="none")
    with pytest.raises(ScenarioError, match='Did you mean "per click"'):
        clicked(pay="per klick")


def test_nothing_more_is_served_once_the_money_is_clicked_away() -> None:
    stopped, most = 0, 160  # 400 EUR at 0.50 EUR, five people of the market each
    for luck in range(12):
        run = played(clicked(), luck)
        seen = run.record.exposures
        bought = seen[seen["kind"] == Kind.AD]
        paid = np.flatnonzero(bought["acts"] & Act.CLICK > 0)
        assert len(paid) <= most
        if len(paid) == most:
            assert paid[-1] == len(bought) - 1
            stopped += len(bought) < len(Stage(clicked(), 1, 0).world(luck, 0)[0].plan.bought)
    assert stopped > 0
