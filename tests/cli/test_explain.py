"""`simsmm explain`: any word, in plain text, at home in 80 columns."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from simsmm import presets
from simsmm.cli.app import app
from simsmm.cli.explaining import explain
from simsmm.cli.subjects import KINDS, find
from simsmm.report import headline
from simsmm.scenario import load
from simsmm.shipped import scenario_path
from tests.report.invented import invent

NAMES = [(kind, name) for kind, known in KINDS.items() for name in known()]
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture(autouse=True)
def _screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


def told(capsys: pytest.CaptureFixture[str], subject: str | None) -> str:
    explain(subject, simulate=False)
    return capsys.readouterr().out


@pytest.mark.parametrize(("kind", "name"), NAMES)
def test_everything_that_has_a_name_can_be_explained(
    kind: str, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = told(capsys, name)
    if kind == "number":
        # A word of the same name comes first and tells the numbers after its texts.
        assert all(f"{name} of {owner}: " in text for owner, _ in KINDS[kind]()[name])
    else:
        assert find(name).name == name
    assert len(text.splitlines()) >= 2
    assert max(map(len, text.splitlines())) <= 80


@pytest.mark.parametrize("subject", ["frequency", "social network", "trust page", None])
def test_colour_changes_no_letter(
    subject: str | None,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plain = told(capsys, subject)
    assert "\x1b" not in plain
    monkeypatch.setenv("FORCE_COLOR", "1")
    coloured = told(capsys, subject)
    assert "\x1b" in coloured
    assert COLOUR.sub("", coloured) == plain


@pytest.mark.parametrize(
    ("written", "kind", "name"),
    [
        ("social network", "channel", "social network"),
        ("Social-Network", "channel", "social network"),
        ("friends", "layer of ties", "friends"),
        ("reach", "measure", "reach"),
        ("ctr", "measure", "CTR"),
        ("click-through rate", "measure", "CTR"),
        ("impression", "measure", "impressions"),
        ("visits", "measure", "clicks"),
        ("cascades", "measure", "cascades"),
        ("cascade", "term", "cascade"),
        ("spread", "term", "spread"),
        ("influencers", "term", "creator"),
        ("trust_page", "behaviour number", "trust page"),
        ("page reach", "number", "page reach"),
        ("act chance", "rule", "act chance"),
        ("plan.yaml", "file", "plan.yaml"),
    ],
)
def test_one_order_of_kinds(written: str, kind: str, name: str) -> None:
    found = find(written)
    assert (found.kind, found.name) == (kind, name)


WORDS = """
reach, effective reach, frequency, impression, engagement, share, earned, owned, paid, GRP, CPM, CPC
CTR, conversion, flight, boost, seed, fan, segment, on-target, share of voice, sentiment, cascade
exposure, spread, structural virality, reproduction number, break-even, increment, attribution
replicate, interval, tipping point, market, scale, quality, appeal, wear-out, attention
earned media, organic reach, click-through rate, target
"""


@pytest.mark.parametrize("word", [word.strip() for word in re.split("[,\n]", WORDS.strip())])
def test_the_words_of_the_product_are_known(word: str) -> None:
    assert find(word).kind in ("measure", "term")


def test_what_the_report_puts_above_its_numbers_is_known() -> None:
    answer = invent(load(scenario_path("band_album")))
    for name in [figure.name for figure in headline.figures(answer)] + ["paid", "owned", "earned"]:
        assert find(re.sub(r" \(\d+\+\)$", "", name)).kind in ("measure", "term")


@pytest.mark.parametrize(
    ("written", "meant"),
    [("frequenzy", "frequency"), ("socal network", "social network"), ("wearout.", "wear-out")],
)
def test_a_misspelt_name(written: str, meant: str) -> None:
    result = CliRunner().invoke(app, ["explain", written])
    assert result.exit_code == 2
    assert f'Did you mean "{meant}"?' in result.stderr
    assert "Traceback" not in result.output


@pytest.mark.parametrize("written", ["qqqqqqq", "q" * 5000, "[red]q[/]", "q\x1b[2Jq", ""])
def test_a_name_that_is_like_no_other(written: str) -> None:
    result = CliRunner().invoke(app, ["explain", written])
    assert "\x1b" not in result.stderr
    assert result.exit_code == 2
    assert "simsmm list terms" in result.stderr


def test_a_channel_tells_every_number_with_its_source(capsys: pytest.CaptureFixture[str]) -> None:
    text = " ".join(told(capsys, "social network").split())
    assert "Like: Facebook." in text
    for number in presets.channel("social network").numbers.values():
        assert f"{number.name}: " in text
        assert number.source in text
    assert "page reach: 2.2 % (1 % to 8.6 %)" in text
    assert "8.60 %. Low: a publisher's daily posts, 1 to 2 % (Chaffey) [2021, country not" in text


def test_a_plan_in_plain_language(capsys: pytest.CaptureFixture[str]) -> None:
    text = told(capsys, str(scenario_path("band_album")))
    assert max(map(len, text.splitlines())) <= 80
    even = " ".join(text.split())
    for part in (
        "2,000,000 people, of whom 50,000 are simulated; each stands for 40",
        "indie fans: 12 % of the market, 240,000 people",
        "Wed 2027-09-01 to Tue 2027-09-28, 28 days, by the clocks of Europe/Warsaw",
        "social network, like Facebook",
        "6,000 EUR: 4,000 EUR for media, 1,200 EUR for creators, 800 EUR for production",
        "day 1 18:00 to day 8 24:00: at most about 120,000 impressions at 13.30 EUR per 1,000",
        "at most 3 a person in 7 days",
        "Ada Plays, with 60,000 followers on microblog, publishes first-single for 500 EUR",
        "the campaign pays for itself from 834 more",
        "effective reach (3+): at least 5 % of target by day 28",
        "half life of music sharing",
        "quality of making-of",
        "cpm: 7 EUR (5 to 9)",
        "stated in the plan as a range, drawn evenly",
        "assumption: most visits come from phones",
    ):
        assert part in even, part


def test_reviews_of_a_plan_in_plain_language(capsys: pytest.CaptureFixture[str]) -> None:
    text = " ".join(told(capsys, str(scenario_path("launch_with_reviews"))).split())
    assert "reviews none so far; better than 70 % of comparable products" in text
    assert "60 of 5 stars are bought on Wed 2027-04-07, for 400 GBP" in text


def test_the_price_that_a_plan_states_is_the_one_that_buys(
    tmp_path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "plan.yaml"
    written = scenario_path("minimal").read_text(encoding="utf-8")
    path.write_text(
        written.replace("[social network]", "{social network: {cpm: 5 EUR}}"), encoding="utf-8"
    )
    even = " ".join(told(capsys, str(path)).split())
    assert "at most about 100,000 impressions at 5 EUR per 1,000" in even


def test_a_plan_that_is_wrong(tmp_path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("version: 1\nnaem: x\n", encoding="utf-8")
    result = CliRunner().invoke(app, ["explain", str(path)])
    assert result.exit_code == 2
    assert "plan.yaml:2:1" in result.stderr


def test_a_plan_is_explained_without_anything_heavy() -> None:
    code = f"""
import sys
from simsmm.cli.explaining import explain
explain({str(scenario_path("band_album"))!r}, simulate=True)
heavy = ("numpy", "mesa", "numba", "networkx", "pandas", "pyarrow", "scipy", "vl_convert")
assert not [name for name in heavy if name in sys.modules]
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_without_a_subject_the_channels_are_offered(capsys: pytest.CaptureFixture[str]) -> None:
    text = told(capsys, None)
    for name in presets.channels():
        assert f"{name}: " in text
