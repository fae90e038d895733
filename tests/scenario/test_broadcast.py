"""What a plan may say of television and the like, and what rating points cost."""

from __future__ import annotations

import pytest

import simsmm
from simsmm import presets, scenario
from simsmm.actors import Actor, PlannedActs
from simsmm.actors.rehearsal import Ledger, entered
from simsmm.channels import broadcast
from simsmm.scenario import ScenarioError, rating_points

PLAN = """\
version: 1
name: a spot
market: 2 000 000
starts: 2027-09-06
lasts: 14 d
currency: EUR
people:
  segments:
    - {name: young, share: 30 %, uses: {television: 75 %, social network: 80 %}}
    - {name: old, uses: {television: 95 %, social network: 55 %}}
channels: [television, social network]
campaigns:
  - brand: B
    posts:
      - {id: spot, at: day 1 6:00, on: television, format: video, boost: {grp: 200, to: young}}
"""
SPOT = "boost: {grp: 200, to: young}"


def told(text: str) -> list[str]:
    """Errors and warnings of a plan, each with its place."""
    try:
        found = scenario.parse(text)
    except ScenarioError as error:
        return [f"{one.line}:{one.column} {one.message}" for one in error.problems]
    return [f"warning {one.message}" for one in scenario.checks.findings(found)]


def with_spot(text: str) -> str:
    return PLAN.replace(SPOT, text)


def test_a_plan_on_television_is_fine() -> None:
    assert "television" not in str(told(PLAN.replace(", social network", "")))


REFUSED = [
    (with_spot("seeds: 400"), "15:40 nobody sees the post on"),
    (with_spot("seeds: 400"), '15:74 on "television" nobody passes a post on'),
    (with_spot("boost: {grp: 90, cap: 3 per 7 d}"), '15:89 no cap on "television"'),
    (
        with_spot("boost: {grp: 90, pay: per click}, link: site"),
        '15:89 nobody clicks on "television"; pay per impression',
    ),
    (with_spot("boost: {}"), '15:74 the key "spend" is missing; on television and the like `grp`'),
    (with_spot("boost: {grp: none}"), '15:80 "none" is not a number such as 40 000 GRP'),
    (with_spot("boost: {grp: 0}"), "15:80 0 is too small"),
    (
        with_spot("boost: {grp: 9}, quality: {click rate: 1 %}"),
        '15:93 nobody clicks on "television"; say with `on` which channel',
    ),
    (
        PLAN.replace("    posts:", "    pages: {television: {fans: 10 000}}\n    posts:"),
        '14:25 nobody follows a page on "television": an audience is bought there, with a `boost`',
    ),
    (
        PLAN + "    creators: [{name: C, on: television, followers: 9 000, posts: spot, "
        "at: day 2 6:00}]\n",
        '16:30 nobody follows a creator on "television"',
    ),
    (
        PLAN.replace("on: television", "on: social network"),
        '15:84 rating points are not sold on "social network"; state `spend`',
    ),
    (
        PLAN.replace("[television, social", "{television: {page reach: 9 %}, social").replace(
            "network]\n", "network: typical}\n"
        ),
        '11:37 "television" has no page reach; it has visit shape, cpm, audience index',
    ),
    (
        PLAN.replace("[television, social", "{social network: {audience index: 120}, tele").replace(
            "tele network]\n", "television: typical}\n"
        ),
        '11:45 "social network" has no audience index; it has visits,',
    ),
]


@pytest.mark.parametrize(("text", "message"), REFUSED, ids=lambda text: text[:40].strip())
def test_what_makes_no_sense_there_is_refused_in_its_place(text: str, message: str) -> None:
    found = told(text)
    assert any(one.startswith(message) for one in found), found


DOUBTFUL = [
    ("boost: {grp: 90}, link: site", 'nobody clicks on "television", so the link leads nobody'),
    (
        "boost: {spend: 90 000, dayparts: 20:00-23:00}",
        'the price of "television" is that of all hours, and prime time costs more',
    ),
    ("boost: {grp: 3 000}", "3 to 10 are usual, so spend less or aim wider"),
]


@pytest.mark.parametrize(("boost", "message"), DOUBTFUL)
def test_what_makes_little_sense_is_pointed_out(boost: str, message: str) -> None:
    found = told(with_spot(boost))
    assert any(one.startswith("warning") and message in one for one in found), found


@pytest.mark.parametrize(
    ("channels", "boost"),
    [
        ("{television: {cpm: 30}, social network: typical}", "spend: 90 000"),
        ("[television, social network]", "spend: 90 000, grp: 100"),
    ],
)
def test_a_price_of_one_s_own_holds_at_all_hours(channels: str, boost: str) -> None:
    text = with_spot(f"boost: {{{boost}, dayparts: 20:00-23:00}}")
    found = told(text.replace("[television, social network]", channels))
    assert "prime time" not in str(found)


def test_rating_points_cost_what_the_channel_says() -> None:
    plan = scenario.parse(PLAN)
    boost = plan.campaigns[0].posts[0].boost[0]
    numbers = presets.channel("television").numbers
    of_viewers = 0.3 * 0.75 / (0.3 * 0.75 + 0.7 * 0.95)
    met = broadcast.on_target_share(numbers["audience_index"].value, of_viewers)
    cpm = numbers["cpm"].value * presets.rates()["EUR"].value
    assert boost.spend == pytest.approx(broadcast.cost_of(200.0, 600_000, met, cpm), abs=0.01)
    assert plan.campaigns[0].budget.media == boost.spend
    everybody = scenario.parse(with_spot("boost: {grp: 200}"))
    plain = broadcast.cost_of(200.0, 2_000_000, 1.0, cpm)
    assert everybody.campaigns[0].media_spend == pytest.approx(plain, abs=0.01)


def test_stated_numbers_and_rates_make_the_price() -> None:
    text = PLAN.replace("[television,", "{television: {cpm: 10 to 30 EUR, audience index: 1 000},")
    plan = scenario.parse(text.replace("network]\n", "network: typical}\n"))
    assert plan.campaigns[0].media_spend == pytest.approx(2.0 * 600_000 * 20.0 / 1000.0)
    rate = "rates: {USD: {rate: 2 EUR, year: 2026}}\nchannels:"
    other = scenario.parse(PLAN.replace("channels:", rate))
    usual = scenario.parse(PLAN).campaigns[0].media_spend / presets.rates()["EUR"].value
    assert other.campaigns[0].media_spend == pytest.approx(2.0 * usual, rel=1e-6)


def test_the_price_of_points_is_held_against_the_budget() -> None:
    poor = PLAN.replace("    posts:", "    budget: {media: 5 000 EUR}\n    posts:")
    assert any("but the budget for them is 5 000 EUR" in one for one in told(poor))


def test_several_orders_in_one_post_and_campaign_are_each_priced() -> None:
    text = with_spot("boost: [{grp: 50}, {grp: 100}, {spend: 7}]")
    first, second, third = scenario.parse(text).campaigns[0].posts[0].boost
    assert second.spend == pytest.approx(2.0 * first.spend, abs=0.02)
    assert third.spend == 7.0


def test_an_order_is_written_and_changed_like_anything_else() -> None:
    plan = scenario.parse(PLAN)
    assert scenario.parse(plan.to_yaml()) == plan
    more = plan.with_changes({"campaigns 1 > posts 1 > boost > grp": "300 GRP"})
    assert more.campaigns[0].media_spend == pytest.approx(1.5 * plan.campaigns[0].media_spend)
    assert plan.written["campaigns"][0]["posts"][0]["boost"] == {"grp": "200", "to": "young"}


def test_variants_take_turns_with_an_order() -> None:
    variants = "variants: [{id: a}, {id: b}]"
    post = scenario.parse(with_spot(f"{SPOT}, {variants}")).campaigns[0].posts[0]
    assert [creative.boost[0].grp for creative in post.creatives] == [100.0, 100.0]


def test_an_audience_that_nobody_there_belongs_to_costs_nothing() -> None:
    plan = scenario.parse(PLAN.replace("television: 75 %", "television: 0 %"))
    assert plan.campaigns[0].media_spend == 0.0
    assert rating_points.on_target(plan, plan.campaigns[0].posts[0].boost[0].to, "television") == 0


class Broadcaster(Actor):
    name, brand, budget = "Broadcaster", "B", 9_000.0


@pytest.mark.parametrize(
    ("acts", "message"),
    [
        (Broadcaster().account("television", 9_000), "nobody follows an account"),
        (Broadcaster().seed("spot", "television", 2.0, 9_000), "boost the post there"),
        (
            Broadcaster().boost("spot", "television", 90.0, 2.0, 9.0, cap=3),
            "nobody clicks and nobody is counted",
        ),
        (
            Broadcaster().boost("spot", "television", 90.0, 2.0, 9.0, per_click=True),
            "nobody clicks and nobody is counted",
        ),
    ],
)
def test_own_actors_can_do_no_more(acts: PlannedActs, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        entered(Ledger(Broadcaster()), acts, scenario.parse(PLAN), {})


def test_own_actors_can_buy_there() -> None:
    acts = Broadcaster().boost("spot", "television", 90.0, 2.0, 9.0)
    assert entered(Ledger(Broadcaster()), acts, scenario.parse(PLAN), {}) == acts


def test_seeds_of_a_post_on_both_kinds_of_channel_go_where_people_answer() -> None:
    text = PLAN.replace("on: television", "on: [television, social network], seeds: 400").replace(
        "boost: {", "boost: {on: television, "
    )
    plan = simsmm.scenario.parse(text)
    seeded = simsmm.actors.Brand(plan.campaigns[0], frozenset({"television"})).plan().appearances
    assert [item.channel for item in seeded] == ["social network"]
