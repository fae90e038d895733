"""The calendar tells where a post appears: on pages, lists and boards, by seeds, or by a boost."""

from __future__ import annotations

from simsmm import scenario as scenarios
from simsmm.report.calendar import events

PLAN = """
version: 1
name: Everywhere
market: 40 000
starts: 2027-09-06
lasts: 6 d
channels: [social network, microblog, news aggregator, forum, photo sharing, short video]
boards: {forum: {bakers: {members: 400}}}
campaigns:
  - brand: Corner Bakery
    budget: {media: 40 EUR, creators: 10 EUR}
    pages: {social network: {fans: 4 000}}
    posts:
      - id: bread
        at: day 1 18:00
        on: [social network, news aggregator, forum, photo sharing, short video]
        board: bakers
        format: photo
        boost: {on: photo sharing, spend: 40 EUR}
      - {id: cake, at: day 3 09:00, on: microblog, format: photo, seeds: 80}
    creators:
      - {name: Ada, on: microblog, followers: 3 000, fee: 10, posts: [cake], at: day 3 12:00}
"""


def test_each_channel_tells_what_happens_there() -> None:
    found = [(one.channel, one.kind, one.name) for one in events(scenarios.parse(PLAN))]
    assert found == [
        ("social network", "post", "bread"),
        ("microblog", "post", "cake"),
        ("microblog", "creator", "Ada"),
        ("news aggregator", "post", "bread"),
        ("forum", "post", "bread"),
        ("photo sharing", "boost", "bread"),
        ("short video", "post", "bread"),
    ]
