"""Every number of the page equals a recount from the files that the run left behind."""

from __future__ import annotations

import json
import math
import re
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from simsmm import report
from simsmm.report.exports import export_tables
from simsmm.study import Answer, study
from simsmm.study.files import write
from tests.study.plans import plan as planned
from tests.study.plans import scenario

REPLICATES = 36
"""Two societies and a bit, so that the spread can be split."""


EDGES = ("low", "high")


class Data(HTMLParser):
    """Every <data> of a page: its value, its origin and its text; and the cells without one."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[float, list, str]] = []
        self.bare: list[str] = []
        self._open: tuple[float, list] | None = None
        self._cell: str | None = None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "data":
            self._open = float(given["value"]), json.loads(given["data-from"])
        if tag == "td" and given.get("class") == "num":
            self._cell = ""

    def handle_endtag(self, tag):
        if tag == "data":
            self._open = None
        if tag == "td" and self._cell is not None:
            self.bare.append(self._cell)
            self._cell = None

    def handle_data(self, data):
        if self._open is not None:
            self.found.append((*self._open, data))
        elif self._cell is not None:
            self._cell += data


@pytest.fixture(scope="module")
def answer() -> Answer:
    return study(scenario(), seed=5, replicates=REPLICATES, workers=2, curve=True)


@pytest.fixture(scope="module")
def folder(answer: Answer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("run")
    write(answer, made)
    report.write(answer, made / "report.html")
    return made


class Files:
    """The tables of a run, and counting in them."""

    def __init__(self, folder: Path, goals: dict[str, float]) -> None:
        self.replicates = pd.read_parquet(folder / "replicates.parquet")
        self.series = pd.read_parquet(folder / "series.parquet")
        self.spend = pd.read_parquet(folder / "spend.parquet")
        self.goals = goals

    def values(self, measure: str, by: str = "all", group: str = "all") -> np.ndarray:
        rows = self.replicates
        rows = rows[(rows["measure"] == measure) & (rows["by"] == by) & (rows["group"] == group)]
        assert len(rows) == REPLICATES, (measure, by, group)
        return rows.sort_values("replicate")["value"].to_numpy()

    def tried(self, measure: str, factor: float) -> np.ndarray:
        rows = self.spend
        rows = rows[(rows["measure"] == measure) & (rows["media"] == factor)]
        return rows.sort_values("replicate")["value"].to_numpy()

    def gained(self, measure: str, factor: float) -> np.ndarray:
        before = {0.5: 0.0, 1.0: 0.5, 2.0: 1.0}[factor]
        more = self.tried(measure, factor) - self.tried(measure, before)
        return 1000.0 * more / (self.tried("spend", factor) - self.tried("spend", before))

    def count(self, origin: list) -> float:
        kind, *rest = origin
        if kind == "replicates":
            return summed(self.values(*rest[:3]), *rest[3:])
        if kind == "goal":
            return summed(self.values("goal", "goal", rest[0]), *rest[1:])
        if kind == "chance of goal":
            least = self.goals[rest[0]]
            values = self.values("goal", "goal", rest[0])
            return float(np.mean(values >= least if least >= 0.0 else values <= -least))
        if kind == "series":
            rows = self.series.query(f"measure == '{rest[0]}' and hour == {rest[1]}")["value"]
            return summed(rows.to_numpy(), rest[2])
        if kind == "spend":
            return summed(self.tried(*rest[:2]), *rest[2:])
        if kind == "gain":
            return summed(self.gained(*rest[:2]), *rest[2:])
        if kind == "ratio":
            return float(self.values(rest[0]).mean() / self.values(rest[1]).mean())
        if kind == "best":
            return float(np.mean(self.best(*rest)))
        if kind == "law":
            return self.law(*rest)
        if kind == "chance":
            return float(np.mean(self.values(rest[0]) >= rest[1]))
        reach = self.values("reach")
        if kind in ("flop", "hit"):
            middle = np.median(reach)
            return float(np.mean(reach < middle / 2 if kind == "flop" else reach > 2 * middle))
        assert kind == "spread", origin
        return spread(reach)[rest[0]]


class TwoBrands(Files):
    """The same of a run in which one brand is on television and one is not."""

    def best(self, measure: str, brand: str) -> np.ndarray:
        own, other = (self.values(measure, "brand", name) for name in (brand, *OTHER[brand]))
        if measure.startswith("cost"):
            own, other = -own, -other
        return (own > other) + 0.5 * (own == other)

    def law(self, channel: str, points: float, field: str) -> float:
        """Of people of whom 60 % watch, a quarter of all viewers' share being the target's."""
        assert channel == "television"
        of_viewers = 0.25 * 0.6 / (0.25 * 0.6 + 0.75 * 0.9)
        impressions = points / 100.0 * 20_000 / (1.2 * of_viewers)
        reach = 0.6 * (1.0 - 1.0 / (1.0 + points / 60.0))
        return {"grp": points, "reach": reach, "cost": impressions / 1000.0 * 20.0 * 0.95}[field]


OTHER = {"The Lanterns": ("On air",), "On air": ("The Lanterns",)}


@pytest.fixture(scope="module")
def duel(tmp_path_factory: pytest.TempPathFactory) -> tuple[Data, TwoBrands]:
    plan = planned()
    plan["channels"]["television"] = "typical"
    for segment, share in zip(plan["people"]["segments"], ("60 %", "90 %"), strict=True):
        segment["uses"]["television"] = share
    spot = {"at": "day 1 06:00", "on": "television", "format": "video", "boost": {"spend": 900}}
    plan["campaigns"].append({"brand": "On air", "posts": [spot]})
    found = study(scenario(plan, goals=[]), seed=5, replicates=REPLICATES, workers=2)
    folder = tmp_path_factory.mktemp("duel")
    write(found, folder)
    report.write(found, folder / "report.html")
    text = (folder / "report.html").read_text(encoding="utf-8")
    files = object.__new__(TwoBrands)
    files.replicates = pd.read_parquet(folder / "replicates.parquet")
    files.series = pd.read_parquet(folder / "series.parquet")
    return Data(text), files


def test_brands_and_reach_curves_equal_their_recount(duel: tuple[Data, TwoBrands]) -> None:
    data, files = duel
    told = [origin for _, origin, _ in data.found]
    assert ["replicates", "target reach", "brand", "On air"] in told
    assert ["best", "incremental sales", "The Lanterns"] in told
    assert ["law", "television", 200.0, "reach"] in told
    assert ["replicates", "GRP", "channel", "television"] in told
    for value, origin, _ in data.found:
        if origin[0] in ("replicates", "best", "law"):
            assert value == pytest.approx(files.count(origin), rel=1e-9, abs=1e-12), origin
    for text in data.bare:
        assert not re.search(r"\d", text), text


def test_a_brand_alone_is_held_against_nobody(data: Data) -> None:
    assert not [origin for _, origin, _ in data.found if "brand" in origin or "best" in origin]


def summed(values: np.ndarray, which: str | float = "mean") -> float:
    values = values[~np.isnan(values)]
    points = {"low": 0.05, "median": 0.5, "high": 0.95}
    if isinstance(which, int | float):
        return float(values.mean() / which)
    return float(values.mean() if which == "mean" else np.quantile(values, points[which]))


def spread(reach: np.ndarray) -> dict[str, float]:
    """Analysis of variance of 2 societies x 8 draws x 2 replicates, by plain sums."""
    blocks = reach[:32].reshape(2, 8, 2)
    luck = np.mean([np.var(pair, ddof=1) for block in blocks for pair in block])
    pairs = blocks.mean(axis=2)
    between = np.mean([np.var(block, ddof=1) for block in pairs])
    numbers = max(between - luck / 2, 0.0)
    society = max(np.var(pairs.mean(axis=1), ddof=1) - between / 8, 0.0)
    parts = {"luck": luck, "parameters": numbers, "society": society}
    return {name: float(part / sum(parts.values())) for name, part in parts.items()}


@pytest.fixture(scope="module")
def files(answer: Answer, folder: Path) -> Files:
    goals = {g.text: g.amount if g.at_least else -g.amount for g in answer.scenario.goals}
    return Files(folder, goals)


@pytest.fixture(scope="module")
def data(folder: Path) -> Data:
    return Data((folder / "report.html").read_text(encoding="utf-8"))


def test_every_number_equals_its_recount(data: Data, files: Files) -> None:
    kinds = {origin[0] for _, origin, _ in data.found}
    assert kinds >= {"replicates", "goal", "chance of goal", "series", "spend", "gain", "ratio"}
    assert kinds >= {"chance", "flop", "hit", "spread", "plan", "none"}
    assert len(data.found) > 200
    for value, origin, text in data.found:
        if origin == ["plan"]:
            assert value in (200.0, 100.0, 50.0, 350.0), text
        elif origin == ["none"]:
            assert value == 0.0
        else:
            assert value == pytest.approx(files.count(origin), rel=1e-9, abs=1e-12), origin


def test_every_number_is_shown_as_it_is(data: Data) -> None:
    ends = {json.dumps(origin): value for value, origin, _ in data.found}
    for value, origin, text in data.found:
        digits = re.fullmatch(r"(?:over |under )?(\N{MINUS SIGN}?[\d,.]+)(?:\s%)?", text)
        assert digits, (text, origin)
        shown = float(digits[1].replace(",", "").replace("\N{MINUS SIGN}", "-"))
        # What comes whole is shown whole.
        size, least = abs(value), 0.5 if abs(shown) >= 1.0 and abs(value) >= 1.0 else 0.006
        if origin[-1] in ("low", "high"):
            # An end of an interval is as rough as the interval is wide.
            low, high = (ends.get(json.dumps([*origin[:-1], end]), value) for end in EDGES)
            size += high - low
        near = [abs(shown / by - value) <= 0.06 * size + least for by in (1.0, 100.0)]
        over = "over" in text or "under" in text
        assert any(near) or over, (value, text, origin)


def test_no_cell_holds_a_number_that_cannot_be_counted_again(data: Data) -> None:
    assert len(data.bare) > 50
    for text in data.bare:
        assert not re.search(r"\d", text), text


def test_exported_tables_hold_the_same_numbers(
    answer: Answer, files: Files, tmp_path: Path
) -> None:
    export_tables(answer, tmp_path)
    planner = pd.read_csv(tmp_path / "planner.csv")
    assert planner.columns[:3].tolist() == ["Group", "Part", "Impressions [impressions]"]
    row = planner[planner["Part"] == "microblog"].iloc[0]
    values = files.values("reach", "channel", "microblog")
    assert row["Reach (1+) [people]"] == pytest.approx(values.mean())
    assert row["Reach (1+), low (5 % point) [people]"] == pytest.approx(np.quantile(values, 0.05))
    share = files.values("on-target share", "channel", "microblog")
    assert row["On target [%]"] == pytest.approx(100.0 * share.mean())
    for path in tmp_path.glob("*.csv"):
        same = pd.read_parquet(path.with_suffix(".parquet"))
        read = pd.read_csv(path)
        assert read.columns.tolist() == same.columns.tolist()
        assert len(read) == len(same) > 0
        numbers = same.select_dtypes("number").columns
        np.testing.assert_allclose(read[numbers], same[numbers])
        assert all(math.isfinite(x) or math.isnan(x) for x in same[numbers].to_numpy().ravel())
