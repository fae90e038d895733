"""What can be planned on ranked lists, and what is refused there."""

from __future__ import annotations

from pathlib import Path

import pytest

from simsmm.scenario import ScenarioError, check, parse

PLAN = """\
version: 1
name: A kettle
market: 200 000
starts: 2027-03-01
lasts: 14 d
channels: [review site, social network]
campaigns:
  - brand: Mill
    posts:
      - {id: entry, at: day 1 10:00, on: review site, format: photo, link: kettle}
    offers:
      kettle: {price: 30 EUR, reviews: {so far: 4.2 from 20}}
      cable: {price: 3 EUR}
"""


def refused(old: str, new: str) -> str:
    assert PLAN.count(old) == 1
    with pytest.raises(ScenarioError) as caught:
        parse(PLAN.replace(old, new))
    return str(caught.value.problems[0])


def test_the_entry_of_a_reviewed_offer_is_in_order() -> None:
    (campaign,) = parse(PLAN).campaigns
    assert campaign.sold_through(campaign.posts[0]) == "kettle"


@pytest.mark.parametrize("link", ["", ", link: site", ", link: cable"])
def test_a_list_by_stars_asks_for_an_offer_with_reviews(link: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN.replace(", link: kettle", link), "utf-8")
    found = check(path)[-1]
    assert (found.line, found.column, found.severity) == (10, 42, "warning")
    assert 'on "review site" stars decide who sees a post, and this one has none' in found.message
    assert "an offer that has `reviews`" in found.message


def test_votes_are_no_use_on_a_list_by_stars() -> None:
    told = refused(", link: kettle", ", link: kettle, seeds: 400")
    assert 'on "review site" nobody passes a post on; leave the seeds out' in told


def test_seeds_vote_on_another_channel_that_a_post_is_on() -> None:
    parse(
        PLAN.replace("on: review site", "on: [review site, social network]").replace(
            ", link: kettle", ", link: kettle, seeds: 400"
        )
    )


def test_nothing_is_sold_on_a_list_by_stars_unless_its_price_is_stated() -> None:
    told = refused(", link: kettle", ", link: kettle, boost: {spend: 40 EUR}")
    assert 'no impressions are sold on "review site"' in told


def test_nobody_follows_a_page_or_a_creator_on_a_list() -> None:
    told = refused("    posts:", "    pages: {review site: {fans: 900}}\n    posts:")
    assert 'nobody follows a page on "review site"' in told
