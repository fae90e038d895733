"""A calendar of posts comes from a table, and its mistakes have their cells."""

from __future__ import annotations

import datetime
import io
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from simsmm import scenario
from simsmm.scenario import Post, Problem, Scenario, ScenarioError

PLAN = """\
version: 1
name: A plan with a calendar
market: 500 000
starts: 2027-09-06
lasts: 14 d
channels: [social network, microblog]
people:
  segments:
    - {name: "fans, young", share: 20 %, interests: {indie: strong}}
    - {name: others}
campaigns:
  - brand: Corner Bakery
    pages: {social network: {fans: 20 000}, microblog: {fans: 5 000}}
    calendar: CALENDAR
"""
HEADER = ["id", "at", "on", "format", "topics", "boost spend", "boost on", "boost to"]
ROWS: list[list[Any]] = [
    ["one", "day 1 18:00", "social network; microblog", "video", "indie: strong", "", "", ""],
    ["two", "2027-09-08 12:00", "microblog", "text", "", "300 EUR", "", "fans, young;"],
]
POSTS = """\
    posts:
      - {id: one, at: day 1 18:00, on: [social network, microblog], format: video,
         topics: {indie: strong}}
      - {id: two, at: 2027-09-08 12:00, on: microblog, format: text,
         boost: {spend: 300 EUR, to: ["fans, young"]}}
"""
WRITTEN = scenario.parse(PLAN.replace("    calendar: CALENDAR\n", POSTS))


def quoted(row: Sequence[Any], separator: str) -> str:
    cells = ('"' + str(cell).replace('"', '""') + '"' if cell else "" for cell in row)
    return separator.join(cells)


def csv(rows: Sequence[Sequence[Any]], separator: str = ",", end: str = "\n") -> bytes:
    return end.join(quoted(row, separator) for row in [HEADER, *rows]).encode()


def xlsx(rows: Sequence[Sequence[Any]]) -> bytes:
    book = openpyxl.Workbook()
    for row in [HEADER, *rows]:
        book.active.append(list(row))
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def planned(folder: Path, data: bytes, name: str = "posts.csv", text: str = PLAN) -> Scenario:
    (folder / name).write_bytes(data)
    (folder / "plan.yaml").write_text(text.replace("CALENDAR", name), "utf-8")
    return scenario.load(folder / "plan.yaml")


def refused(folder: Path, data: bytes, name: str = "posts.csv") -> tuple[Problem, ...]:
    start = time.process_time()
    with pytest.raises(ScenarioError) as caught:
        planned(folder, data, name)
    assert time.process_time() - start < 2.0
    return caught.value.problems


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (csv(ROWS), "posts.csv"),
        (csv(ROWS, ";"), "posts.CSV"),
        (b"\xef\xbb\xbf" + csv(ROWS, ";", "\r\n") + b"\r\n\r\n", "p.csv"),
        (xlsx(ROWS), "posts.xlsx"),
    ],
    ids=["commas", "semicolons", "as Excel writes", "xlsx"],
)
def test_rows_are_posts(tmp_path: Path, data: bytes, name: str) -> None:
    assert planned(tmp_path, data, name) == WRITTEN


def test_rows_stand_behind_posts_of_the_plan(tmp_path: Path) -> None:
    own = PLAN + "    posts: [{id: own, at: day 1 09:00, on: microblog, format: text}]\n"
    (campaign,) = planned(tmp_path, csv(ROWS), text=own).campaigns
    assert [post.id for post in campaign.posts] == ["own", "one", "two"]


def test_cells_of_a_spreadsheet_mean_what_they_show(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["at", "on", "format", "quality", "seeds", "id"])
    at = datetime.datetime(2027, 9, 7, 18, 30)
    book.active.append([at, "microblog", "text", 0.8, 2000.0, 12])
    book.save(tmp_path / "posts.xlsx")
    (campaign,) = planned(tmp_path, (tmp_path / "posts.xlsx").read_bytes(), "posts.xlsx").campaigns
    (post,) = campaign.posts
    assert isinstance(post, Post)
    assert (post.id, post.at, post.quality, post.seeds) == ("12", 42.5, 0.8, 2000)


def wrong(place: tuple[int, int], value: Any) -> list[list[Any]]:
    rows = [list(row) for row in ROWS]
    rows[place[0]][place[1]] = value
    return rows


@pytest.mark.parametrize(
    ("place", "value", "field", "message"),
    [
        ((1, 3), "musik", "posts 2 > format", '"music"'),
        ((0, 2), "social network; mikroblog", "posts 1 > on 2", '"microblog"'),
        ((0, 4), "indie: stronk", "posts 1 > topics > indie", "strong"),
        ((1, 5), "many", "posts 2 > boost > spend", "amount of money"),
        ((1, 1), "day 99 10:00", "posts 2 > at", "outside the campaign"),
        ((1, 3), "", "posts 2 > format", '"format" is missing'),
    ],
)
def test_a_mistake_has_its_cell(
    tmp_path: Path, place: tuple[int, int], value: str, field: str, message: str
) -> None:
    rows = wrong(place, value)
    problem = refused(tmp_path, csv(rows))[0]
    assert problem.field == f"campaigns 1 > {field}"
    assert message in problem.message
    assert Path(problem.source).name == "posts.csv"
    assert problem.line == place[0] + 2
    if value:
        first = value.split(";")[0]
        assert problem.excerpt[(problem.column or 0) - 1 :].startswith(first)
    problem = refused(tmp_path, xlsx(rows), "posts.xlsx")[0]
    assert problem.field == f"campaigns 1 > {field}"
    cell = f"{'ABCDEFGH'[place[1] if value else 0]}{place[0] + 2}"
    assert f"posts.xlsx, cell {cell}: campaigns 1 > {field}: " in str(problem)


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("id,at,on,fromat", 'Did you mean "format"?'),
        ("id,at,on,format,format", "stands here twice"),
        ("id,at,on,format,boost", "there is no field of a post"),
        ("id,at,on,boost spent,format", '"boost spend"'),
    ],
)
def test_the_first_row_names_fields(tmp_path: Path, header: str, message: str) -> None:
    problems = refused(tmp_path, f"{header}\na,day 1 10:00,microblog,text\n".encode())
    assert any(message in one.message and one.line == 1 for one in problems)


def test_a_cell_below_no_name_is_not_ignored(tmp_path: Path) -> None:
    data = b"id,at,on,format\na,day 1 10:00,microblog,text,lost\n"
    problem = refused(tmp_path, data)[0]
    assert "no name" in problem.message
    assert (problem.line, problem.column) == (2, 30)


def bomb(size: int) -> bytes:
    data = io.BytesIO(xlsx(ROWS))
    with zipfile.ZipFile(data, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/bomb.xml", b"\n" * size)
    return data.getvalue()


def entities() -> bytes:
    laughs = "".join(f"<!ENTITY l{n} '" + f"&l{n - 1};" * 10 + "'>" for n in range(1, 12))
    data, old = io.BytesIO(), zipfile.ZipFile(io.BytesIO(xlsx(ROWS)))
    with zipfile.ZipFile(data, "w") as archive:
        for name in old.namelist():
            text = old.read(name)
            if name.endswith("sheet1.xml"):
                text = f"<!DOCTYPE x [<!ENTITY l0 'ha'>{laughs}]>".encode() + text
            archive.writestr(name, text)
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (b"", "p.csv", "the table is empty"),
        (b"id\xe9", "p.csv", "UTF-8"),
        (b"id\0", "p.csv", "U+0000"),
        (b'id,at\n"a,day 1', "p.csv", "quotation mark"),
        (b'id,at\n"a"b,day 1', "p.csv", "quotation mark"),
        (b"id\n" + b"x\n" * 3_000, "p.csv", "at most 2000 rows"),
        (b"id\n" + b"," * 200 + b"x\n", "p.csv", "at most 100 columns"),
        (b"x" * 2_000_000, "p.csv", "at most 1,000,000 bytes"),
        (b"id\n" + b"x" * 5_000, "p.csv", "at most 2,000 characters"),
        (b"PK" + b"\0" * 100, "p.xlsx", "not a spreadsheet"),
        (b"id,at", "p.xlsx", "another kind"),
        (xlsx(ROWS)[:-40], "p.xlsx", "not a spreadsheet"),
        (bomb(300_000_000), "p.xlsx", "at most 8,000,000 bytes"),
        (entities(), "p.xlsx", "declares entities"),
        (xlsx([["=1+1"]]), "p.xlsx", "a formula"),
        (xlsx([["x"]] * 2_500), "p.xlsx", "at most 2000 rows"),
        (csv(ROWS), "p.ods", "neither CSV nor XLSX"),
    ],
    ids=lambda part: part if isinstance(part, str) else "",
)
def test_hostile_tables_are_refused_at_once(
    tmp_path: Path, data: bytes, name: str, message: str
) -> None:
    problem = refused(tmp_path, data, name)[0]
    assert message in problem.message
    assert problem.source.endswith((name, "plan.yaml"))


@pytest.mark.parametrize("name", ["../p.csv", "/etc/p.csv", "none.csv", "[a.csv]", "~"])
def test_a_calendar_lies_beside_the_plan(tmp_path: Path, name: str) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN.replace("CALENDAR", name), "utf-8")
    (problem,) = scenario.check(tmp_path / "plan.yaml")
    assert problem.field == "campaigns 1 > calendar"


def test_a_plan_may_change_posts_from_its_base_s_calendar(tmp_path: Path) -> None:
    planned(tmp_path, csv(ROWS))
    change = (
        "extends: plan.yaml\ncampaigns: [{brand: Corner Bakery, posts: [{id: one, format: text}]}]"
    )
    (tmp_path / "other.yaml").write_text(change, "utf-8")
    (campaign,) = scenario.load(tmp_path / "other.yaml").campaigns
    assert [post.format for post in campaign.posts] == ["text", "text"]


def test_a_resolved_plan_holds_the_posts_themselves(tmp_path: Path) -> None:
    plan = planned(tmp_path, csv(ROWS))
    assert "calendar:" not in plan.to_yaml()
    assert scenario.parse(plan.to_yaml()) == plan
