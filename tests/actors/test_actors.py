"""Actors plan what the scenario says, under names that last, within their purse."""

from __future__ import annotations

import math

import pytest

from simsmm.actors import Appearance, Brand, Creator
from simsmm.scenario import Scenario
from simsmm.scenario.plan import Budget, Campaign
from tests.study.plans import plan, scenario

PLAN = scenario()


def campaign(of: Scenario = PLAN) -> Campaign:
    return of.campaigns[0]


def test_a_brand_has_its_pages() -> None:
    pages = Brand(campaign()).plan().followings
    assert [(page.id, page.name, page.channel, page.fans, page.creator) for page in pages] == [
        ("The Lanterns@social network", "The Lanterns", "social network", 12_000, False),
        ("The Lanterns@microblog", "The Lanterns", "microblog", 8_000, False),
    ]


def test_a_brand_publishes_each_post_on_each_of_its_pages_in_time() -> None:
    appearances = Brand(campaign()).plan().appearances
    assert appearances == (
        Appearance("The Lanterns/single", "social network", 18.0, "The Lanterns@social network"),
        Appearance("The Lanterns/single", "social network", 18.0, None, 800),
        Appearance("The Lanterns/single", "microblog", 18.0, "The Lanterns@microblog"),
        Appearance("The Lanterns/tour", "social network", 108.5, "The Lanterns@social network"),
        Appearance("The Lanterns/tour", "microblog", 108.5, "The Lanterns@microblog"),
    )


def test_a_brand_without_a_page_on_a_channel_publishes_nothing_there() -> None:
    data = plan()
    del data["campaigns"][0]["pages"]["microblog"]
    data["campaigns"][0]["posts"].pop()
    appearances = Brand(campaign(scenario(data))).plan().appearances
    assert {item.channel for item in appearances} == {"social network"}


def test_a_brand_buys_what_its_boosts_say() -> None:
    (buy,) = Brand(campaign()).plan().buys
    assert (buy.id, buy.post) == ("The Lanterns/single@social network#0", "The Lanterns/single")
    assert (buy.channel, buy.money, buy.audience.segments) == (
        "social network",
        200.0,
        ("fans of indie",),
    )
    assert (buy.start, buy.until, buy.cap) == (18.0, 192.0, 0)
    assert math.isinf(buy.window)


def test_a_cap_is_so_many_in_so_long() -> None:
    data = plan()
    data["campaigns"][0]["posts"][0]["boost"]["cap"] = "3 per 7 d"
    (buy,) = Brand(campaign(scenario(data))).plan().buys
    assert (buy.cap, buy.window) == (3, 168.0)


def test_a_brand_never_plans_to_spend_more_than_it_has() -> None:
    poor = campaign().model_copy(update={"budget": Budget.model_construct(media=199.99)})
    with pytest.raises(ValueError, match=r"boosts cost 200, more than the 199\.99"):
        Brand(poor).plan()
    just = campaign().model_copy(update={"budget": Budget.model_construct(media=200.0)})
    assert sum(buy.money for buy in Brand(just).plan().buys) == 200.0


def test_a_creator_publishes_to_followers_for_a_fee() -> None:
    creator = Creator("The Lanterns", campaign().creators[0], 10_000)
    acts = creator.plan()
    (account,) = acts.followings
    assert (account.id, account.channel, account.fans) == ("Ada@microblog", "microblog", 10_000)
    assert account.creator
    assert account.disclosed
    assert acts.appearances == (
        Appearance("The Lanterns/single", "microblog", 43.0, "Ada@microblog"),
    )
    assert acts.fees == 100.0
    assert acts.buys == ()
