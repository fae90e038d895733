"""What people did at an impression."""

from __future__ import annotations

import numpy as np

from simsmm.measures.measure import EVERY, measure, ratio
from simsmm.measures.reach import impressions
from simsmm.measures.view import View
from simsmm.record import Act


@measure(
    "likes",
    unit="acts",
    scaled=True,
    by=EVERY,
    formula="number of impressions at which a person pressed like",
    example="Ann likes a post at her second impression: 1 like.",
    mistake="Reading likes as approval of the brand: they answer to the post.",
)
def likes(view: View) -> float:
    """Likes and other reactions of one tap, at most one per person and post."""
    return float(view.acted(Act.ENGAGE))


@measure(
    "comments",
    unit="acts",
    scaled=True,
    by=EVERY,
    formula="number of impressions at which a person wrote a comment",
    example="Ben comments on a post: 1 comment.",
    mistake="Taking every comment for praise.",
)
def comments(view: View) -> float:
    """Comments, at most one per person and post."""
    return float(view.acted(Act.COMMENT))


@measure(
    "shares",
    unit="acts",
    scaled=True,
    by=EVERY,
    formula="number of impressions at which a person passed the post on",
    example="Ann passes a post on to her 50 friends: 1 share, whoever sees it.",
    mistake="Reading shares as reach: most of those it is passed on to never see it. Seeds that "
    "were given the post are not in it either.",
)
def shares(view: View) -> float:
    """Posts passed on by people who saw them, at most once per person and post."""
    return float(view.acted(Act.SHARE))


@measure(
    "engagements",
    unit="acts",
    scaled=True,
    by=EVERY,
    formula="likes + comments + shares",
    example="85 likes, 8 comments and 7 shares: 100 engagements.",
    mistake="Counting clicks and new fans as well: vendors differ, so say what is in it.",
)
def engagements(view: View) -> float:
    """Likes, comments and shares together."""
    return likes(view) + comments(view) + shares(view)


@measure(
    "people engaged",
    unit="people",
    scaled=True,
    by=EVERY,
    formula="number of different people with at least one like, comment or share",
    example="Ann likes two posts and Ben shares one: 3 engagements, 2 people engaged.",
    mistake="Dividing engagements by reach for it: a few people make many of the engagements.",
)
def people_engaged(view: View) -> float:
    """People who liked, commented or shared, each counted once."""
    return _who(view, Act.ENGAGE | Act.COMMENT | Act.SHARE)


@measure(
    "engagement rate",
    unit="share",
    by=EVERY,
    formula="engagements / impressions",
    example="100 engagements at 20,000 impressions: 0.5 %.",
    mistake="Comparing it with a rate per follower or per person reached: those have other bases.",
)
def engagement_rate(view: View) -> float:
    """Engagements per impression."""
    return ratio(engagements(view), impressions(view))


@measure(
    "fans won",
    unit="people",
    scaled=True,
    by=EVERY,
    formula="number of impressions at which a person began to follow the brand's page",
    example="Ben follows the page when a friend passes on its post: 1 fan won, by earned media.",
    mistake="Comparing with the page's growth: that includes those who would have come anyway.",
)
def fans_won(view: View) -> float:
    """New fans of the brand's pages; on two channels, one person can become a fan of two pages."""
    return float(view.acted(Act.FOLLOW))


@measure(
    "clicks",
    unit="visits",
    scaled=True,
    by=EVERY,
    formula="number of impressions at which a person followed the link",
    example="90 of 10,000 impressions are clicked: 90 visits.",
    mistake="Reading visits as visitors: one person may click on two posts.",
)
def clicks(view: View) -> float:
    """Visits to where a post's link leads."""
    return float(view.acted(Act.CLICK))


@measure(
    "visitors",
    unit="people",
    scaled=True,
    by=EVERY,
    formula="number of different people with at least one click",
    example="Ann follows the links of two posts: 2 clicks, 1 visitor.",
    mistake="Holding it against the visitors that a site counts: those come from everywhere.",
)
def visitors(view: View) -> float:
    """People who followed a link, each counted once."""
    return _who(view, Act.CLICK)


def _who(view: View, acts: Act) -> float:
    """Number of different people who did one of these acts at least."""
    return float(len(np.unique(view.person[view.acts & acts > 0])))


@measure(
    "CTR",
    unit="share",
    by=EVERY,
    formula="clicks / impressions",
    example="90 clicks at 10,000 impressions: 0.9 %.",
    mistake="Counting impressions of posts without a link as failures: they are in it, so compare "
    "posts that have one.",
)
def click_through_rate(view: View) -> float:
    """Click-through rate: visits per impression."""
    return ratio(clicks(view), impressions(view))
