"""Each mistake is refused once, where it stands, with what would be right."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from simsmm import scenario
from simsmm.scenario import Problem, ScenarioError

ALBUM = (Path(__file__).parents[2] / "scenarios" / "band_album.yaml").read_text("utf-8")


def refused(text: str) -> tuple[Problem, ...]:
    with pytest.raises(ScenarioError) as caught:
        scenario.parse(text, "plan.yaml")
    return caught.value.problems


def changed(old: str, new: str) -> tuple[str, int]:
    """The album with one place changed, and the line of the change."""
    assert ALBUM.count(old) == 1, f"{old!r} stands there {ALBUM.count(old)} times"
    return ALBUM.replace(old, new), ALBUM[: ALBUM.index(old)].count("\n") + 1


MISTAKES = [
    # what stands there, what is written instead, the field, what the message says
    ("version: 1", "version: 2", "version", "version 1"),
    ("lasts: 28 d", "lasts: 400 d", "lasts", "366 d"),
    ("Europe/Warsaw ", "Europe/Warsow ", "timezone", "Europe/Warsaw"),
    ("currency: EUR ", "currency: EURO ", "currency", '"EUR"'),
    ("target: indie fans", "target: indy fans", "target", '"indie fans"'),
    ("simulate: 50 000", "simulate: 3 000 000", "simulate", "more people are simulated"),
    ("share: 12 % ", "share: 120 % ", "people > segments 1 > share", "between 0 % and 100 %"),
    ("name: everyone else", "name: indie fans", "people > segments 2 > name", "already"),
    (
        "Warsaw: 40 %}",
        "Warsaw: 80 %}",
        "people > segments 1 > cities",
        "add up to 110 %",
    ),
    (
        "microblog: 35 %,",
        "microblock: 35 %,",
        "people > segments 1 > uses > microblock",
        '"microblog"',
    ),
    ("microblog: 35 %,", "", "people > segments 1 > uses", '"microblog" is missing'),
    ("{page reach: 5", "{page reech: 5", "channels > microblog > page reech", '"page reach"'),
    (
        "12 h to 48 h",
        "48 h to 12 h",
        "channels > music sharing > half life",
        "runs backwards",
    ),
    ("cpm: 5 EUR to", "cpm: 5 USD to", "channels > music sharing > cpm", "rates: {USD"),
    ("recall half life:", "recal half life:", "behaviour > recal half life", "recall half life"),
    ("media: 4 000 EUR", "media: 3 000 EUR", "campaigns 1 > budget > media", "cost 4 000 EUR"),
    ("creators: 1 200 EUR", "creators: 1 EUR", "campaigns 1 > budget > creators", "the fees cost"),
    ("{fans: 40 000}", "{fans: 4 000 000}", "campaigns 1 > pages > social network > fans", "only"),
    ("at: day 8 19:00", "at: day 80 19:00", "campaigns 1 > posts 3 > at", "outside the campaign"),
    ("format: music", "format: musik", "campaigns 1 > posts 2 > format", '"music"'),
    ("seeds: 400", "seeds: 20", "campaigns 1 > posts 1 > seeds", "less than one simulated"),
    (
        "{on: social network, spend: 1 600",
        "{on: music sharing, spend: 1 600",
        "campaigns 1 > posts 1 > boost > on",
        "the post is not on",
    ),
    ("until: day 14", "until: day 5", "campaigns 1 > posts 2 > boost > until", "before it begins"),
    ("from: day 6", "from: day 5", "campaigns 1 > posts 2 > boost > from", "before the post"),
    ("to: everybody", "to: indy fans", "campaigns 1 > posts 4 > boost > to", '"indie fans"'),
    (
        "to: everybody",
        "to: {cities: [Krakow, Warsow]}",
        "campaigns 1 > posts 4 > boost > to > cities 2",
        '"Warsaw"',
    ),
    (
        "to: everybody",
        "to: {ages: 15-24}",
        "campaigns 1 > posts 4 > boost > to > ages",
        "There are none",
    ),
    ("posts: [album-out]", "posts: [album-in]", "campaigns 1 > creators 2 > posts", "album-out"),
    ("id: making-of", "id: album-out", "campaigns 1 > posts 3 > id", "already"),
    ("link: site ", "link: tickets ", "campaigns 1 > posts 4 > link", "album, shop, site"),
    ("disclosed: yes", "disclosed: perhaps", "campaigns 1 > creators 1 > disclosed", "yes or no"),
    ("20 per day", "20", "campaigns 1 > offers > album > sold anyway", "20 per day"),
    (
        "creators: 1 200 EUR",
        "creators: 1,200 EUR",
        "campaigns 1 > budget > 200 EUR",
        "in quotation marks",
    ),
    (
        "to: everybody\n",
        "to: everybody\n          cpc: 1 EUR\n",
        "campaigns 1 > posts 4 > boost > cpc",
        "this is a number of a channel: `channels: {microblog: {cpc: ...}}`",
    ),
    ("assume: ranges", "assume: the best", "assume", "point values"),
    ("effort: {precision: 5 %", "effort: {precison: 2 %", "effort > precison", '"precision"'),
    ("by day 28\n", "by day 29\n", "goals 1", "outside the campaign"),
]


@pytest.mark.parametrize(("old", "new", "field", "message"), MISTAKES, ids=lambda text: text[:20])
def test_one_mistake_is_one_problem_at_its_place(
    old: str, new: str, field: str, message: str
) -> None:
    text, line = changed(old, new)
    (problem,) = (one for one in refused(text) if one.severity == "error")
    assert problem.field == field
    assert message in problem.message
    if not any(words in message for words in ("is missing", "add up", "{cpc")):
        assert problem.line == line
    else:
        assert abs((problem.line or 0) - line) <= 1


def test_a_problem_shows_its_line_with_a_caret_below_the_place() -> None:
    text, line = changed("format: music", "format: musik")
    (problem,) = refused(text)
    place, excerpt, caret = str(problem).splitlines()
    assert place.startswith(f"plan.yaml:{line}:{problem.column}: campaigns 1 > posts 2 > format: ")
    assert excerpt[caret.index("^") :].startswith("musik")


def test_a_caret_finds_its_place_in_a_long_line() -> None:
    many = ", ".join(f"topic {number}: some" for number in range(30))
    text, _ = changed("{indie: strong, festivals: some}", f"{{{many}, indie: stronk, x: weak}}")
    problem = refused(text)[0]
    _, excerpt, caret = str(problem).splitlines()
    assert len(excerpt) < 120
    assert excerpt[caret.index("^") :].startswith("stronk")


def test_all_problems_are_told_at_once_in_the_order_of_the_file() -> None:
    text = ALBUM
    for old, new in (
        ("lasts: 28 d", "lasts: 28 dd"),
        ("target: indie fans", "target: indy fans"),
        ("share: 12 % ", "share: 12 "),
        ("format: music", "format: musik"),
        ("seeds: 400", "seed: 400"),
    ):
        text = text.replace(old, new)
    fields = [problem.field for problem in refused(text)]
    assert fields == [
        "lasts",
        "target",
        "people > segments 1 > share",
        "campaigns 1 > posts 1 > seed",
        "campaigns 1 > posts 2 > format",
    ]


KEYS = sorted(
    set(re.findall(r"(?<!\w)([a-z][a-z ]+): ", re.sub("#.*", "", ALBUM)))
    - {"indie", "festivals", "album"}
)
"""Every key of the album but the author's own names."""


@pytest.mark.parametrize("key", KEYS)
def test_a_misspelt_key_is_refused_with_the_likely_one(key: str) -> None:
    """With its second letter doubled, where the key first stands."""
    found = re.search(rf"(?m)^[^#\n]*?\b{key}: ", ALBUM)
    assert found
    start = found.end() - len(key) - 2
    wrong = key[:2] + key[1] + key[2:]
    line = ALBUM[:start].count("\n") + 1
    problems = refused(ALBUM[:start] + wrong + ALBUM[start + len(key) :])
    told = [one for one in problems if one.line == line and wrong in one.message]
    assert told, [str(one) for one in problems]
    assert f'"{key}"' in told[0].message


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("    offers:", "    reply desk: {people: 1}\n    offers:", "a reply desk"),
        ("    offers:", "    competitors: [B]\n    offers:", "competitors"),
        ("    offers:", "    claims: [true]\n    offers:", "claims and fact-checking"),
        ("  - reach: at least 300 000", "  - sentiment: at least 300 000", "sentiment"),
        ("    offers:", "    policy: {posts: 3}\n    offers:", "a social media policy"),
    ],
)
def test_what_comes_later_is_refused_as_not_yet_supported(old: str, new: str, what: str) -> None:
    text, _ = changed(old, new)
    problems = refused(text)
    assert any("not supported yet" in one.message and what in one.message for one in problems)


def test_a_post_that_nothing_brings_to_a_channel_is_refused() -> None:
    text, _ = changed("      music sharing: {fans: 10 000}\n", "")
    text = text.replace("  boost: {spend: 1 600 EUR,", "  # {").replace(
        "media: 4 000", "media: 2 400"
    )
    carried = text
    assert scenario.parse(carried).campaigns  # a creator still carries it
    alone = text.replace("posts: [album-out]", "posts: [first-single]")
    assert "nobody brings the post" in str(refused(alone)[0])


def test_shares_of_segments_add_up_to_the_market() -> None:
    text, _ = changed("name: everyone else     # no share:", "name: others\n      share: 80 % #")
    assert "add up to 92 % only" in str(refused(text)[0])
    assert "add up to 101 %" in str(refused(text.replace("share: 80 %", "share: 89 %"))[0])


def test_warnings_do_not_refuse(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(
        ALBUM.replace("media: 4 000", "media: 5 000")
        .replace("festivals: strong}", "vestivals: strong}")
        .replace("fans: 10 000", "fans: 1 000"),
        "utf-8",
    )
    problems = scenario.check(path)
    assert [one.severity for one in problems] == ["warning"] * 3
    assert "1 000 EUR are not spent" in problems[0].message
    assert "too few" in problems[1].message
    assert '"festivals"' in problems[2].message
    assert scenario.load(path).source == str(path)


def test_a_missing_key_is_named_with_all_that_belong_there() -> None:
    text, _ = changed("        format: photo\n", "")
    (problem,) = refused(text)
    assert problem.field == "campaigns 1 > posts 3 > format"
    assert '"format" is missing' in problem.message
    assert "quality" in problem.message


def test_a_repeated_key_is_refused_with_the_first_one() -> None:
    text, line = changed("lasts: 28 d", "lasts: 28 d\nlasts: 14 d")
    (problem,) = refused(text)
    assert (problem.line, problem.column) == (line + 1, 1)
    assert f"the first is in line {line}" in problem.message


def test_keys_that_differ_by_a_space_do_not_fall_together() -> None:
    text, _ = changed("{indie: strong, festivals: some}", '{indie: strong, "indie ": weak}')
    assert "without spaces around" in str(refused(text)[0])


def test_a_segment_may_not_be_called_everybody() -> None:
    text, _ = changed("name: everyone else", "name: everybody")
    assert "already means all" in str(refused(text)[0])


def test_an_offer_may_not_bear_a_word_that_links_know() -> None:
    text, _ = changed("      album: {price", "      site: {price")
    assert "means another thing" in str(refused(text))


def test_ties_that_no_channel_has_are_pointed_out(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    minimal = (Path(__file__).parents[2] / "scenarios" / "minimal.yaml").read_text("utf-8")
    path.write_text(f"{minimal}\npeople: {{ties: {{follows: {{mean degree: 20}}}}}}\n", "utf-8")
    (problem,) = scenario.check(path)
    assert (problem.severity, problem.field) == ("warning", "people > ties > follows")


BESIDE = [
    # a mistake that is found first, one between parts that is told as well, and its field
    (
        ("format: music", "format: musik"),
        ("posts: [first-single]", "posts: [first]"),
        None,  # the wrong post might have been called so
    ),
    (
        ("currency: EUR ", "curency: EUR "),
        ("name: everyone else", "name: indie fans"),
        "people > segments 2 > name",
    ),
    (
        ("format: music", "format: musik"),
        ("at: day 8 19:00", "at: day 80 19:00"),
        "campaigns 1 > posts 3 > at",
    ),
    (
        ("format: video", "format: vidio"),
        ("until: day 14", "until: day 5"),
        "campaigns 1 > posts 2 > boost > until",
    ),
    (
        ("- reach:", "- reech:"),
        ("by day 28      #", "by day 29      #"),
        "goals 2",
    ),
    (("lasts: 28 d", "lasts: 28"), ("at: day 8 19:00", "at: day 80 19:00"), None),
    (
        ("share: 12 % ", "share: 12 "),
        ("at: day 8 19:00", "at: day 80 19:00"),
        "campaigns 1 > posts 3 > at",
    ),
    (("festivals: weak}", "festivals: week}"), ("{fans: 40 000}", "{fans: 4 000 000}"), None),
]


@pytest.mark.parametrize(("first", "beside", "field"), BESIDE, ids=lambda part: str(part)[:20])
def test_what_does_not_depend_on_a_mistake_is_told_beside_it(
    first: tuple[str, str], beside: tuple[str, str], field: str | None
) -> None:
    text, _ = changed(*first)
    alone = {one.field for one in refused(text)}
    assert len(alone) == 1
    assert text.count(beside[0]) == 1
    both = {one.field for one in refused(text.replace(*beside))}
    assert both - alone == ({field} if field else set())


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("channels:\n", "chanels:\n", "chanels"),
        ("at: day 1 18:00", "at: day one", "campaigns 1 > posts 1 > at"),
        ("format: music", "formt: music", "campaigns 1 > posts 2 > formt"),
    ],
)
def test_one_mistake_is_told_once(old: str, new: str, field: str) -> None:
    assert old in ALBUM
    with pytest.raises(ScenarioError) as caught:
        scenario.parse(ALBUM.replace(old, new, 1))
    assert [one.field for one in caught.value.problems] == [field]


def test_what_a_boost_says_itself_is_told_beside_what_its_post_says() -> None:
    post = "{at: day one, on: microblog, format: text, boost: {spend: 9 EUR, from: day two}}"
    with pytest.raises(ScenarioError) as caught:
        scenario.parse(
            "version: 1\nname: a\nmarket: 9000\nstarts: 2027-09-06\nlasts: 9 d\n"
            f"channels: microblog\ncampaigns: [{{brand: b, posts: [{post}]}}]\n"
        )
    assert [one.field.split(" > ", 2)[2] for one in caught.value.problems] == ["at", "boost > from"]
