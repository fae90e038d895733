"""Scenarios invented at random, as plain data: every one of them is fine."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from simsmm import presets
from simsmm.scenario import FORMATS

CHANNELS = tuple(name for name in presets.channels() if presets.channel(name).answered)
AIRED = tuple(name for name in presets.channels() if name not in CHANNELS)
FOLLOWED = tuple(name for name in CHANNELS if presets.channel(name).followed)
CLICKED = {name for name in CHANNELS if "click_rate" in presets.channel(name).numbers}
SOLD = tuple(name for name in CHANNELS if presets.channel(name).sold)
LETTERS = st.characters(exclude_categories=["C", "Z"]) | st.sampled_from(" \"'#:-{}[],&*!|>%@`~\\")
NAMES = st.text(LETTERS, min_size=1, max_size=12).map(str.strip).filter(
    lambda text: text.isprintable() and text not in {"", "everybody", "none", "shop"}
) | st.sampled_from(["null", "~", "yes", "12:30", "010", "- a", "a: b", "a #b", "ąę 中文 🎵", '"'])
SHARES = st.floats(0.0, 1.0, allow_subnormal=False)
RANGES = st.tuples(st.floats(0.01, 0.3), st.floats(0.31, 1.0)).map(lambda r: f"{r[0]} to {r[1]}")
HOURS = st.sampled_from(["30 min", "1.7 h", "2 w", "0.123456789 d", "7 min", "33.3 d"])
LENGTHS = HOURS | st.floats(0.1, 300.0).map(lambda hours: f"{hours!r} h")
DEGREES = st.sampled_from(["strong", "some", "weak", "none"]) | SHARES
AGES = st.sampled_from([{}, {"15-24": 0.317, "25 to 34": "20 %"}, {"25-34": 0.7, "65+": 0.1}])
LAWS = st.sampled_from(
    [
        "normal(10 %, 2 %)",
        "triangular(0.123, 0.2, 31.7 %)",
        "log-normal(7.7 %, 1.23)",
        "uniform(1, 3 %)",
    ]
)
RANGES = RANGES | LAWS
QUALITIES = (
    SHARES
    | RANGES
    | st.just({"click rate": "0.7 % to 1.3 %", "on": "microblog"})
    | st.sampled_from(["like our best 7 % of posts", "5 to 20 %"])
)
RATE = st.just({"click rate": "0.7 % to 1.3 %"})
MONEY = st.floats(0.0, 90_000.0) | st.integers(0, 10**6)


@st.composite
def plans(draw: st.DrawFn) -> dict[str, Any]:
    """A scenario as plain data."""
    topics = draw(st.lists(NAMES, min_size=1, max_size=3, unique=True))
    segments = draw(st.lists(NAMES, min_size=1, max_size=3, unique=True))
    offers = draw(st.lists(NAMES.filter(lambda name: name != "site"), max_size=2, unique=True))
    return {
        "version": 1,
        "name": draw(NAMES),
        "market": draw(st.just(900_000) | st.builds(_market, NAMES)),
        "starts": draw(st.dates().filter(lambda d: 1990 <= d.year <= 2200)),
        "lasts": draw(st.sampled_from(["28 d", "17.3456 d", "400.123 h"])),
        "timezone": draw(st.sampled_from(["UTC", "Europe/Warsaw"])),
        "currency": draw(st.sampled_from(["EUR", "PLN"])),
        "target": draw(st.just("everybody") | st.lists(st.sampled_from(segments), unique=True)),
        "goals": draw(st.lists(st.sampled_from(GOALS), max_size=3)),
        "people": {"segments": _segments(draw, segments, topics)},
        "channels": {name: draw(_choice(name)) for name in CHANNELS}
        | {name: draw(st.just("typical") | st.just({"cpm": "5 to 9"})) for name in AIRED},
        "behaviour": draw(st.just("typical") | st.builds(lambda h: {"recall half life": h}, HALF)),
        "campaigns": [_campaign(draw, topics, segments, offers)],
        "assume": draw(st.sampled_from(["ranges", "point values"])),
        "effort": draw(st.sampled_from(["quick", "normal"]) | st.just({"precision": 0.0371})),
    }


GOALS = (
    {"reach": "at least 30 000 people by day 3"},
    {"effective reach (3+)": "at least 7 % of target"},
    {"cost per reached person": "at most 0.012345"},
    {"awareness": "at least 3.21 %"},
    {"profit": "at least -300"},
)
HALF = st.floats(1.0, 50.0).map(lambda days: f"{days!r} d") | st.just("3 d to 31.7 d")


def _market(name: str) -> dict[str, Any]:
    return {"name": name, "people": "900 000 people"}


def _choice(name: str) -> st.SearchStrategy[Any]:
    some = {"page_reach": SHARES | RANGES, "half_life": LENGTHS, "cpm": st.just("5 to 9")}
    own = {presets.spoken(key): some[key] for key in some.keys() & presets.channel(name).numbers}
    return st.just("typical") | st.fixed_dictionaries({}, optional=own)


def _segments(draw: st.DrawFn, names: list[str], topics: list[str]) -> list[dict[str, Any]]:
    """All but the first state their share; it is the rest."""
    found = [_segment(draw, name, topics) for name in names]
    found[0]["ages"] = {"25-34": 0.5}  # which boosts aim at
    return found[:1] + [one | {"share": draw(st.floats(0.01, 0.3))} for one in found[1:]]


def _segment(draw: st.DrawFn, name: str, topics: list[str]) -> dict[str, Any]:
    found = {
        "name": name,
        "interests": draw(st.dictionaries(st.sampled_from(topics), DEGREES | LAWS)),
        "ages": draw(AGES),
        "cities": draw(st.dictionaries(NAMES, st.floats(0.0, 0.3), max_size=2)),
    }
    uses = dict.fromkeys((*CHANNELS, *AIRED), "61.7 %")
    return found | draw(st.just({}) | st.just({"uses": uses}))


def _campaign(
    draw: st.DrawFn, topics: list[str], segments: list[str], offers: list[str]
) -> dict[str, Any]:
    posts = [
        _post(draw, place, topics, segments, offers) for place in range(draw(st.integers(1, 3)))
    ]
    posts += draw(st.lists(st.builds(_spot, SPOTS, st.sampled_from(segments)), max_size=1))
    return {
        "brand": draw(NAMES),
        "budget": draw(st.fixed_dictionaries({}, optional={"production": MONEY, "reserve": MONEY})),
        "pages": {name: {"fans": draw(st.integers(0, 4_000))} for name in FOLLOWED},
        "posts": posts,
        "creators": draw(
            st.lists(st.builds(_creator, NAMES, MONEY, st.just(posts[0]["id"])), max_size=1)
        ),
        "offers": {name: draw(OFFERS) for name in offers},
    }


OFFERS = st.fixed_dictionaries(
    {"price": MONEY | st.just("normal(12, 2.5)")},
    optional={
        "margin": SHARES | LAWS,
        "sold anyway": st.sampled_from(["20 per day", "3.7 per 31 min", "normal(9, 2) per week"]),
    },
)


DAYPARTS = st.sampled_from(
    ["18:00-22:00", ["weekdays 09:00 to 17:00", "sat-mon 22:00-02:00"], "mon-sun 00:00-24:00"]
)
AUDIENCES = st.just("everybody") | st.just({"ages": "25-34"})


SPOTS = st.sampled_from([{"grp": "123.4 GRP"}, {"grp": 80, "spend": 1234.5}, {"spend": 700}])
"""How much is bought on television."""


def _spot(amount: dict[str, Any], segment: str) -> dict[str, Any]:
    boost = amount | {"to": segment, "until": "day 9"}
    return {"id": "a spot", "at": "day 2 07:30", "on": AIRED[-1], "format": "video", "boost": boost}


def _creator(name: str, fee: float, post: str) -> dict[str, Any]:
    base = {"name": name, "on": FOLLOWED[0], "followers": "4 000 to 5 000 people", "fee": fee}
    return base | {"posts": post, "at": "day 9 12:01", "disclosed": False}


def _post(
    draw: st.DrawFn, place: int, topics: list[str], segments: list[str], offers: list[str]
) -> dict[str, Any]:
    on = draw(st.lists(st.sampled_from(CHANNELS), min_size=1, unique=True))
    minute = draw(st.integers(0, 24 * 60 - 1))
    post = {
        "id": f"{place} {draw(NAMES)}",
        "at": f"day {draw(st.integers(1, 9))} {minute // 60:02}:{minute % 60:02}",
        "on": on,
        "format": draw(st.sampled_from(FORMATS)),
        "topics": draw(st.dictionaries(st.sampled_from(topics), DEGREES)),
        "quality": draw(QUALITIES | RATE if set(on) <= CLICKED else QUALITIES),
        "link": draw(st.sampled_from([None, "site", *offers])),
    }
    post |= draw(st.just({}) | st.just({"tone": "critical"}) | st.just({"tone": 0.123}))
    sold = [name for name in on if name in SOLD]
    boost = {
        "on": draw(st.sampled_from(sold or SOLD)),
        "spend": draw(MONEY),
        "to": draw(AUDIENCES | st.sampled_from(segments)),
    }
    boost |= draw(st.just({}) | st.just({"until": "day 12"}) | st.just({"cap": "3 per 7 d"}))
    boost |= draw(st.just({}) | st.just({"pay": "per click"} if post["link"] else {}))
    twice = [{"id": "a b", "quality": draw(QUALITIES)}, {"id": "c", "format": "text", "topics": {}}]
    post |= draw(st.just({}) | st.just({"variants": twice}))
    boost |= draw(st.just({}) | st.builds(lambda parts: {"dayparts": parts}, DAYPARTS))
    boosts = st.just({"boost": boost}) | st.just({"boost": [boost, boost]})
    return post | draw(st.just({}) | boosts if sold else st.just({}))
