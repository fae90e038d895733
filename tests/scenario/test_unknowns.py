"""What is not known for sure is written as a range or a law, and drawn by it."""

from __future__ import annotations

import contextlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from simsmm.assemble import Stage, Values
from simsmm.scenario import (
    ClickRate,
    LogNormal,
    Normal,
    ScenarioError,
    Span,
    Triangular,
    quantities,
    unknowns,
)
from simsmm.scenario.unknowns import SHARES, Scale, UnknownPace
from tests.study.plans import plan, scenario

HOURS = Scale(quantities.duration)
MONEY = Scale(lambda text: quantities.money(text, "EUR"), 0.01, 10_000.0, "price")


def quality(raw: object) -> object:
    return unknowns.quality(raw, str)


GRID = np.linspace(0.0005, 0.9995, 1000)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("5 % to 20 %", 0.05, 0.2),
        ("5 to 20 %", 0.05, 0.2),
        ("0.05 to 0.2", 0.05, 0.2),
        ("0 % to 100 %", 0.0, 1.0),
    ],
)
def test_ranges(text: str, low: float, high: float) -> None:
    found = unknowns.value(text, SHARES)
    assert isinstance(found, Span)
    assert (found.low, found.high) == pytest.approx((low, high))


def test_a_range_has_an_order_and_may_be_a_point() -> None:
    with pytest.raises(ValueError, match="runs backwards"):
        unknowns.value("20 % to 5 %", SHARES)
    assert unknowns.value("5 % to 5 %", SHARES) == 0.05
    assert unknowns.value("12 to 48 h", HOURS) == Span(12.0, 48.0)


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_a_range_is_drawn_evenly_and_within_itself(a: float, b: float, u: float) -> None:
    span = Span(min(a, b), max(a, b))
    assert span.low <= span.draw(u) <= span.high
    assert span.draw(0.0) == span.low
    assert span.draw(1.0) == span.high
    assert span.draw(0.5) == pytest.approx(span.middle)


def test_quality_in_words_is_the_middle_of_what_the_words_name() -> None:
    assert quality("like our best 20 % of posts") == pytest.approx(0.9)
    assert quality("like our worst 20 % of posts") == pytest.approx(0.1)
    assert quality("70 %") == pytest.approx(0.7)
    assert quality("50 % to 90 %") == Span(0.5, 0.9)
    with pytest.raises(ValueError, match="is not a quality"):
        quality("very good")
    with pytest.raises(ValueError, match=r"write 12\.5 %"):
        quality("12,5 %")
    assert quality({"click rate": "1.2 %"}) == ClickRate(0.012)
    assert quality({"click rate": "1 % to 2 %"}) == ClickRate(Span(0.01, 0.02))
    with pytest.raises(ValueError, match='Did you mean "click rate"'):
        quality({"clik rate": "1.2 %"})
    with pytest.raises(ValueError, match="is not a share"):
        quality({"on": "microblog"})


@pytest.mark.parametrize(
    ("text", "scale", "law"),
    [
        ("uniform(5 %, 20 %)", SHARES, Span(0.05, 0.2)),
        ("triangular(5 %, 10 %, 20 %)", SHARES, Triangular(0.05, 0.1, 0.2)),
        ("triangular(5, 10, 20 %)", SHARES, Triangular(0.05, 0.1, 0.2)),
        ("triangular(5 %; 10 %; 20 %)", SHARES, Triangular(0.05, 0.1, 0.2)),
        ("normal(10 %, 2 %)", SHARES, Normal(0.1, 0.02, 0.0, 1.0)),
        ("Log-Normal(10 %,1.5)", SHARES, LogNormal(0.1, 1.5, 0.0, 1.0)),
        ("triangular(6 h, 1 d, 2 d)", HOURS, Triangular(6.0, 24.0, 48.0)),
        ("normal(2 000 EUR, 500 EUR)", MONEY, Normal(2000.0, 500.0, 0.01, 10_000.0)),
        ("uniform(5,100)", Scale(quantities.number), None),
    ],
)
def test_named_laws(text: str, scale: Scale, law: object) -> None:
    if law is None:  # 5,100 is one number, so that one part is lacking
        with pytest.raises(ValueError, match=r"2 parts; write uniform\("):
            unknowns.value(text, scale)
    else:
        assert unknowns.value(text, scale) == law


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("gaussian(10 %, 2 %)", 'there is no law "gaussian"'),
        ("triangular(10 %, 20 %)", r"3 parts; write triangular\(5 %, 10 %, 20 %\)"),
        ("triangular(10 %, 5 %, 20 %)", "in this order"),
        ("normal(10 %, 0 %)", "above nothing"),
        ("normal(10 %)", "mean and standard deviation"),
        ("log-normal(0 %, 1.5)", "above nothing"),
        ("log-normal(10 %, 0.5)", "lies above 1"),
        ("log-normal(10 %, 50 %)", "is not a number"),
        ("normal(110 %, 2 %)", "is not a share"),
        ("uniform(20 %, 5 %)", "runs backwards"),
        ("normal(10 %, )", "2 parts"),
    ],
)
def test_laws_that_are_none(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        unknowns.value(text, SHARES)


def test_an_amount_outside_of_what_the_number_can_be_is_refused() -> None:
    with pytest.raises(ValueError, match=r"outside what the price can be: 0\.01 to 10000"):
        unknowns.value("triangular(0 EUR, 5 EUR, 9 EUR)", MONEY)


LAWS = [
    (Span(2.0, 6.0), stats.uniform(2.0, 4.0)),
    (Triangular(2.0, 3.0, 6.0), stats.triang(0.25, 2.0, 4.0)),
    (Triangular(2.0, 2.0, 6.0), stats.triang(0.0, 2.0, 4.0)),
    (Normal(2.0, 0.5), stats.norm(2.0, 0.5)),
    (Normal(0.1, 0.2, 0.0, 1.0), stats.truncnorm(-0.5, 4.5, 0.1, 0.2)),
    (LogNormal(3.0, 1.5), stats.lognorm(np.log(1.5), scale=3.0)),
]


@pytest.mark.parametrize(("law", "known"), LAWS, ids=lambda law: type(law).__name__)
def test_a_law_draws_its_own_quantiles(law: Triangular, known: object) -> None:
    drawn = np.array([law.draw(u) for u in GRID])
    assert drawn == pytest.approx(known.ppf(GRID), rel=1e-9)  # type: ignore[attr-defined]
    assert law.middle == pytest.approx(known.median(), rel=1e-9)  # type: ignore[attr-defined]


def test_a_log_normal_is_cut_off_and_not_piled_up() -> None:
    law = LogNormal(0.5, 2.0, 0.0, 1.0)
    drawn = np.array([law.draw(u) for u in GRID])
    assert np.all(np.diff(drawn) > 0.0)
    assert drawn[-1] < 1.0
    assert law.draw(1.0) == 1.0


@given(st.floats(-5, 5), st.floats(0.01, 5), st.floats(-6, 6), st.floats(0, 1))
def test_no_draw_leaves_what_the_number_can_be(
    mean: float, deviation: float, least: float, u: float
) -> None:
    law = Normal(mean, deviation, least, least + 1.0)
    assert least <= law.draw(u) <= least + 1.0


def test_a_pace_of_which_the_number_is_not_known() -> None:
    assert unknowns.pace("20 per day") == UnknownPace(20.0, 24.0)
    assert unknowns.pace("10 to 30 per day") == UnknownPace(Span(10.0, 30.0), 24.0)
    law = unknowns.pace("triangular(10, 20, 30) per 7 d")
    assert law == UnknownPace(Triangular(10.0, 20.0, 30.0), 168.0)
    with pytest.raises(ValueError, match="is not a pace"):
        unknowns.pace("20 to 30")


@given(st.text(max_size=30) | st.from_regex(r"(normal|uniform)\([0-9 %,.-]{0,12}\)"))
def test_no_text_does_worse_than_to_be_refused(text: str) -> None:
    for read in (lambda raw: unknowns.value(raw, SHARES), quality, unknowns.pace):
        with contextlib.suppress(ValueError):
            read(text)


def uncertain() -> dict[str, object]:
    """The plan with a law wherever a number describes the world."""
    channels = {
        "social network": {"page reach": "triangular(2 %, 5 %, 20 %)"},
        "microblog": "typical",
    }
    data = plan(channels=channels, behaviour={"recall half life": "normal(14 d, 3 d)"})
    data["people"]["ties"] = {"friends": {"mean degree": "log-normal(30, 1.2)"}}
    data["people"]["segments"][0]["uses"]["microblog"] = "50 % to 70 %"
    data["people"]["segments"][0]["interests"]["indie"] = "triangular(60 %, 80 %, 90 %)"
    campaign = data["campaigns"][0]
    campaign["posts"][0]["quality"] = "normal(80 %, 5 %)"
    campaign["creators"][0]["followers"] = "8 000 to 12 000"
    campaign["offers"]["album"] = {
        "price": "10 EUR to 14 EUR",
        "margin": "normal(60 %, 5 %)",
        "sold anyway": "10 to 30 per day",
    }
    return data


def test_a_law_may_stand_wherever_a_number_describes_the_world() -> None:
    stage = Stage(scenario(uncertain()), 1, 0)
    (one, here), (other, there) = stage.world(0, 0), stage.world(0, 1)
    assert one.plan.posts["quality"][0] != other.plan.posts["quality"][0]
    assert one.plan.offers["rate"][0] != other.plan.offers["rate"][0]
    assert one.law.numbers.recall_decay != other.law.numbers.recall_decay
    assert here.offers[0].margin != there.offers[0].margin
    assert here.offers[0].price != there.offers[0].price
    assert min(here.offers[0].price, there.offers[0].price) >= 10.0
    assert max(here.offers[0].price, there.offers[0].price) <= 14.0


def test_what_the_society_is_made_of_is_drawn_for_each_society() -> None:
    specs = [Stage(scenario(uncertain()), 1, society) for society in range(3)]
    for seen in (
        [stage.spec.people.segments[0].uses["microblog"] for stage in specs],
        [stage.spec.people.segments[0].interests["indie"] for stage in specs],
        [stage.programme.followings[-1].fans for stage in specs],
        [stage.values.layer("friends", "mean_degree") for stage in specs],
    ):
        assert len(set(seen)) == 3


def test_laws_are_drawn_even_where_presets_stand_at_their_values() -> None:
    data = uncertain() | {"assume": "point values"}
    found = [Values(scenario(data), key).behaviour("recall_half_life") for key in range(50)]
    assert len(set(found)) == 50
    assert np.mean(found) == pytest.approx(14.0, abs=4.0 * 3.0 / np.sqrt(50))


@pytest.mark.parametrize(
    ("path", "text", "message"),
    [
        (("channels", "social network", "page reach"), "triangular(2 %, 5 %)", "3 parts"),
        (("behaviour", "recall half life"), "normal(14 d, 2 %)", "length of time"),
    ],
)
def test_a_wrong_law_is_refused_where_it_stands(
    path: tuple[str, ...], text: str, message: str
) -> None:
    data = uncertain()
    part = data
    for step in path[:-1]:
        part = part[step]  # type: ignore[assignment]
    part[path[-1]] = text
    with pytest.raises(ScenarioError, match=message) as caught:
        scenario(data)
    assert caught.value.problems[0].field == " > ".join(path)
