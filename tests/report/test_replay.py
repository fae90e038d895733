"""A replay shows what the record holds, is the same every time, and runs only its own script."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from typer.testing import CliRunner

import simsmm
from simsmm import scenario as scenarios
from simsmm.cli.app import app
from simsmm.measures import ALL, measure_run
from simsmm.record import Act
from simsmm.report.replay import Choice, markup, middle, replay, script_hash, write_replay
from simsmm.report.replay.cast import choose
from simsmm.report.replay.choice import run_again
from simsmm.report.replay.curves import EVERY
from simsmm.report.replay.layout import SIDE, place
from simsmm.report.replay.markup import content, figure, page, script
from simsmm.report.replay.tables import longest, widest
from tests.report.conftest import PLAN
from tests.report.invented import HOSTILE, hostile, invent, with_reach


class Read(HTMLParser):
    """Tags with their attributes, scripts, and what a reader sees."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[tuple[str | None, str]] = []
        self.text: list[str] = []
        self._inside = ""
        self._kind: str | None = None
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self._inside, self._kind = tag, dict(attrs).get("type")

    def handle_endtag(self, tag):
        self._inside = ""

    def handle_data(self, data):
        if self._inside == "script":
            self.scripts.append((self._kind, data))
        elif self._inside != "style":
            self.text.append(data)


# ---- what it shows -----------------------------------------------------------------------------


def test_every_link_is_a_share_of_the_record(facts, told):
    record, data = facts.record, told.data
    sources, events, people = data["sources"], data["events"], data["people"]["id"]
    minutes = np.cumsum(events["wait"])
    assert np.all(np.diff(minutes) >= 0)
    links = 0
    for place_, row in enumerate(facts.cast.events):
        exposure, source = record.exposures[row], events["source"][place_]
        origin = record.sources[exposure["source"]]
        assert people[events["person"][place_]] == exposure["person"]
        assert minutes[place_] == int(exposure["time"] * 60.0)
        assert events["acts"][place_] == exposure["acts"]
        assert sources["post"][source] == origin["post"]
        sharer = sources["person"][source]
        assert (sharer >= 0) == (origin["person"] >= 0)
        if sharer >= 0:
            links += 1
            assert people[sharer] == origin["person"]
            assert sources["minute"][source] <= minutes[place_]
    assert links > 100
    passed_on = 0
    for source, parent in enumerate(sources["parent"]):
        if parent >= 0:
            passed_on += 1
            assert events["person"][parent] == sources["person"][source]
            assert events["acts"][parent] & Act.SHARE
            assert minutes[parent] <= sources["minute"][source]
    assert passed_on > 5


def test_counts_are_those_of_the_measures(facts, told):
    measured = measure_run(facts.scene.run)
    scale = facts.scene.run.setting.scale
    setting = facts.scene.run.setting
    checked = 0
    for curve in told.data["curves"]:
        post, channel = curve["post"], curve["channel"]
        if post != EVERY and channel != EVERY:
            continue
        by, group = (ALL, ALL)
        if post != EVERY:
            by, group = "post", setting.posts[post]
        if channel != EVERY:
            by, group = "channel", setting.channels[channel]
        assert sum(curve["reach"]) * scale == measured["reach", by, group]
        assert sum(curve["shares"]) * scale == measured["shares", by, group]
        checked += 1
    assert checked == 5


def test_counts_on_the_way_are_those_of_the_record_so_far(facts, told):
    everything = told.data["curves"][0]
    for moment in (20, 60, 100):
        early = facts.scene.run.until((moment + 1.0) * told.data["step"])
        reached = len(np.unique(early.record.exposures["person"]))
        assert sum(everything["reach"][: moment + 1]) == reached


def test_longest_chain_is_walked_from_its_beginning(facts, told):
    rows = longest(facts)
    assert len(rows) == sum(told.data["curves"][0]["chain"])
    assert rows[0].origin == "began with it" or "person" not in rows[0].origin
    for above, below in pairwise(rows):
        assert below.origin == above.who


def test_table_names_who_was_seen_most(facts):
    record = facts.record
    seen: dict[int, set[int]] = {}
    for exposure in record.exposures:
        if record.sources["person"][exposure["source"]] >= 0:
            seen.setdefault(int(exposure["source"]), set()).add(int(exposure["person"]))
    most = sorted(map(len, seen.values()), reverse=True)[:10]
    assert [int(row.viewers.replace(",", "")) for row in widest(facts)] == most


def test_first_sights_are_all_there(facts):
    """Whoever has a dot is shown reached exactly when the record says so."""
    exposures = facts.record.exposures
    shown = exposures[facts.cast.events]
    for person in facts.cast.people:
        mine = exposures["time"][exposures["person"] == person]
        theirs = shown["time"][shown["person"] == person]
        assert (len(mine) == 0) == (len(theirs) == 0)
        if len(mine):
            assert mine.min() == theirs.min()


def test_too_many_sharers_leave_whole_chains(facts):
    record, most = facts.record, 20
    cast = choose(record, facts.scene.run.setting.people, most)
    assert len(cast.people) == most
    assert cast.groups[0][0] <= most // 2 < cast.groups[0][1]
    assert sum(every for _, every in cast.groups) == facts.scene.run.setting.people
    sharers = set(cast.people.tolist())
    whole = 0
    for source in record.sources[cast.sources]:
        if source["person"] in sharers and source["parent"] >= 0:
            above = record.sources["person"][record.exposures["source"][source["parent"]]]
            whole += above in sharers or above < 0
    assert whole > 0


def test_dots_stay_in_the_frame_and_apart(told):
    people = told.data["people"]
    spots = np.stack([people["x"], people["y"]], axis=1)
    assert spots.min() >= 0
    assert spots.max() <= SIDE
    assert len(np.unique(spots, axis=0)) > 0.99 * len(spots)


def test_friends_stand_together():
    """Two cliques with one tie between them come out as two heaps."""
    cliques = [[(a + k, b + k) for a in range(20) for b in range(a)] for k in (0, 20)]
    ends = np.array([*cliques[0], *cliques[1], (0, 20)])
    angle = 2.4 * np.arange(40)
    start = np.stack([np.cos(angle), np.sin(angle)], axis=1) * np.sqrt(np.arange(40) / 40)[:, None]
    spots = place(start, ends, np.ones(len(ends)), np.ones(40)).astype(float)
    first, second = spots[:20], spots[20:]
    within = max(np.linalg.norm(heap - heap.mean(0), axis=1).mean() for heap in (first, second))
    assert np.linalg.norm(first.mean(0) - second.mean(0)) > 3 * within


# ---- which replicate ---------------------------------------------------------------------------


def test_the_replicate_in_the_middle_is_shown(plan):
    answer = with_reach(invent(plan, 5), np.array([10.0, 900.0, 40.0, 43.0, 50.0]))
    chosen = middle(answer)
    assert (chosen.replicate, chosen.among, chosen.seed) == (3, 5, answer.seed)


def test_it_is_the_replicate_of_the_answer_own_ties_included(plan):
    graph = nx.watts_strogatz_graph(1500, 12, 0.1, seed=4)
    answer = simsmm.estimate(plan, seed=5, replicates=3, workers=1, ties={"friends": graph})
    choice = middle(answer)
    measured = measure_run(run_again(choice).run)
    assert measured == pytest.approx(answer.replicates[choice.replicate].measured, nan_ok=True)


def test_it_says_that_it_is_one_outcome_of_many(told, alone):
    words = " ".join("".join(Read(alone).text).split())
    assert "Replicate 0, seed 3." in words
    assert "It is one outcome of many" in words
    assert "2,000 of the 4,000 simulated people are drawn" in words
    assert "Each stands for 10 people of the market" in words


def test_same_choice_same_bytes(plan, alone):
    assert page(content(run_again(Choice(plan, 3, 0)))) == alone


def test_another_seed_another_replay(plan, alone):
    assert page(content(run_again(Choice(plan, 4, 0)))) != alone


SILENT = """
version: 1
name: Nobody there
market: 500
starts: 2027-09-06
lasts: 2 h
channels: [social network]
campaigns:
  - brand: Corner Bakery
    pages: {social network: {fans: 0}}
    posts:
      - {at: day 1 01:00, on: social network, format: video}
"""


def test_replay_is_none_where_nobody_saw_anything(tmp_path):
    answer = invent(scenarios.parse(SILENT), 3)
    assert replay(answer) is None
    assert write_replay(answer, tmp_path / "replay.html").exists()


def test_a_stop_leaves_nothing(plan, tmp_path):
    assert write_replay(invent(plan, 3), tmp_path / "replay.html", lambda: True) is None
    assert list(tmp_path.iterdir()) == []


# ---- safe to open ------------------------------------------------------------------------------


def embedded(text: str) -> dict:
    return json.loads(next(data for kind, data in Read(text).scripts if kind is not None))


def test_script_hash_is_that_of_the_script_in_the_page(alone, told):
    for text in (alone, figure(told)):
        (code,) = [data for kind, data in Read(text).scripts if kind is None]
        digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
        assert script_hash() == f"sha256-{digest}"
    assert f"script-src '{script_hash()}';" in alone
    assert "default-src 'none'" in alone


def test_script_makes_no_code_and_no_markup_of_text():
    for forbidden in ("eval(", "Function(", "innerHTML", "outerHTML", "insertAdjacent", "write("):
        assert forbidden not in script()
    assert "</" not in script()
    assert "<!--" not in script()


def test_it_asks_nobody(alone):
    assert "http" not in alone.replace("http-equiv", "")
    for tag, attributes in Read(alone).tags:
        assert not {"src", "href", "action", "srcset", "data"} & set(attributes), tag
        assert not any(name.startswith("on") for name in attributes), tag
    assert "@import" not in alone
    assert "url(" not in alone


def test_size_is_that_of_a_picture(alone):
    assert len(alone.encode()) < 250_000


HOSTILE_MORE = "</script><!--<script>&amp;"


def test_hostile_names_are_only_text():
    plan = hostile()
    text = page(content(run_again(Choice(plan, 1, 0))))
    read = Read(text)
    assert [kind for kind, _ in read.scripts] == ["application/json", None]
    tags = {tag for tag, _ in read.tags}
    assert not tags & {"img", "a", "iframe", "object", "link", "base", "form"}
    for tag, attributes in read.tags:
        assert not any(name.startswith("on") for name in attributes), tag
    data = embedded(text)
    names = " ".join(data["posts"] + data["segments"] + [o["name"] for o in data["origins"]])
    assert [name for name in HOSTILE if name in names] == [HOSTILE[k] for k in (0, 2, 3, 4, 7, 9)]
    raw = text.split('data-part="data">', 1)[1].split("</script>", 1)[0]
    assert not re.search("[<>&\u2028\u2029]", raw)


def test_data_cannot_leave_its_place():
    plan = scenarios.parse(PLAN.replace("name: Ada", f"name: {json.dumps(HOSTILE_MORE)}"))
    text = page(content(run_again(Choice(plan, 3, 0))))
    assert any(HOSTILE_MORE in origin["name"] for origin in embedded(text)["origins"])
    assert len(Read(text).scripts) == 2
    assert markup._embedded({"text": "<\u2028&"}) == '{"text":"\\u003c\\u2028\\u0026"}'


# ---- the command -------------------------------------------------------------------------------


def test_command_writes_a_file_and_overwrites_none(plan, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("plan.yaml").write_text(PLAN, "utf-8")
    for name in ("plan-replay.html", "plan-replay-2.html"):
        done = CliRunner().invoke(app, ["replay", "plan.yaml", "--seed", "3", "--replicate", "0"])
        assert done.exit_code == 0, done.output
        assert name in done.output
    one, two = (Path("runs") / name for name in ("plan-replay.html", "plan-replay-2.html"))
    assert one.read_text("utf-8") == two.read_text("utf-8")
    options = ["--seed", "3", "--replicate", "0", "--post", "cake", "--out", "cake.html"]
    CliRunner().invoke(app, ["replay", "plan.yaml", *options])
    assert embedded(Path("cake.html").read_text("utf-8"))["post"] == 1


def test_command_knows_the_posts(tmp_path):
    file = tmp_path / "plan.yaml"
    file.write_text(PLAN, "utf-8")
    done = CliRunner().invoke(app, ["replay", str(file), "--post", "brad"])
    assert done.exit_code == 2
    assert 'there is no post "brad"' in done.output
    assert "Did you mean bread?" in done.output
