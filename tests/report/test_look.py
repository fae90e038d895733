"""The page can be read by everybody: contrast, headings, texts for figures, and no colour alone."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from markupsafe import Markup

from simsmm import report
from simsmm import scenario as scenarios
from simsmm.report.charts.theme import READ, SEEN
from simsmm.report.document import policy
from simsmm.shipped import scenario_path
from tests.report.invented import invent
from tests.report.test_page import Read

CSS = (Path(report.__file__).parent / "page.css").read_text(encoding="utf-8")
NAMED = dict(re.findall(r"--(\w+): (#\w+);", CSS))


@pytest.fixture(scope="module")
def answer():
    return invent(scenarios.load(scenario_path("band_album")))


@pytest.fixture(scope="module")
def read(answer):
    return Read(report.page(answer))


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255.0 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize(("text", "ground"), READ)
def test_texts_of_charts_can_be_read(text: str, ground: str) -> None:
    assert contrast(text, ground) >= 4.5


@pytest.mark.parametrize(("shape", "ground"), SEEN)
def test_shapes_of_charts_can_be_told_apart(shape: str, ground: str) -> None:
    assert contrast(shape, ground) >= 3.0


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        (NAMED["ink"], "#ffffff"),
        (NAMED["quiet"], "#ffffff"),
        (NAMED["quiet"], NAMED["pale"]),
        (NAMED["accent"], "#ffffff"),
        (NAMED["accent"], "#e3f1f0"),
        (NAMED["warn"], "#fdf3ec"),
    ],
)
def test_texts_of_the_page_can_be_read(text: str, ground: str) -> None:
    assert contrast(text, ground) >= 4.5
    assert ground in CSS.replace("#fff;", "#ffffff;")


def test_headings_are_in_order(read) -> None:
    levels = [int(tag[1]) for tag, _ in read.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_page_has_a_language_and_every_table_a_caption(read) -> None:
    tags = [tag for tag, _ in read.tags]
    assert dict(read.tags)["html"] == {"lang": "en"}
    assert tags.count("caption") == tags.count("table")


def test_every_chart_says_what_it_shows_and_has_its_numbers(read) -> None:
    charts = [of["aria-label"] for tag, of in read.tags if tag == "svg"]
    assert all(len(label) > 15 for label in charts)
    assert sum(label.startswith("Reach over time") for label in charts) == 2  # screen and phone
    for words in ("The numbers behind the chart", "The calendar as a table"):
        assert words in read.words


def test_a_goal_is_told_in_words_not_by_colour_alone(read) -> None:
    meters = [of for tag, of in read.tags if of.get("role") == "meter"]
    assert len(meters) == 3
    assert all(0 <= int(meter["aria-valuenow"]) <= 100 for meter in meters)
    assert any(word in read.words for word in ("very likely", "more likely than not", "unlikely"))


def test_only_the_script_of_the_replay_may_run(answer) -> None:
    replay = Markup("<figure id='r'></figure><script>document.title = '\u2026';</script>")
    page = report.page(answer, replay)
    read = Read(page)
    allowed = next(of["content"] for _, of in read.tags if "http-equiv" in of)
    assert allowed == policy(replay)
    assert allowed.count("'sha256-") == 1
    assert "unsafe-inline" not in allowed.split("script-src")[1].split(";")[0]
    assert page.count(str(replay)) == 1
    assert "Who passed it to whom" in read.words
    assert policy("<script>a</script><script>b</script>").count("'sha256-") == 2
    assert "'sha256-ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs='" in policy("<script>a</script>")
