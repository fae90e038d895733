"""The replay that several files look at: one small plan, its run, and its page."""

from __future__ import annotations

import pytest

from simsmm import scenario as scenarios
from simsmm.report.replay import Choice
from simsmm.report.replay.choice import run_again
from simsmm.report.replay.facts import Facts
from simsmm.report.replay.markup import content, page

PLAN = """
version: 1
name: Two posts
market: 40 000
simulate: 4 000
starts: 2027-09-06
lasts: 6 d
channels: [social network, microblog]
campaigns:
  - brand: Corner Bakery
    budget: {media: 40 EUR, creators: 10 EUR}
    pages: {social network: {fans: 4 000}, microblog: {fans: 2 000}}
    posts:
      - id: bread
        at: day 1 18:00
        on: [social network, microblog]
        format: video
        seeds: 80
        boost: {on: social network, spend: 40 EUR}
      - {id: cake, at: day 3 09:00, on: microblog, format: photo}
    creators:
      - {name: Ada, on: microblog, followers: 3 000, fee: 10, posts: [cake], at: day 3 12:00}
"""


@pytest.fixture(scope="module")
def plan():
    return scenarios.parse(PLAN)


@pytest.fixture(scope="module")
def facts(plan):
    return Facts(run_again(Choice(plan, 3, 0)))


@pytest.fixture(scope="module")
def told(facts):
    return content(facts.scene)


@pytest.fixture(scope="module")
def alone(told):
    return page(told)
