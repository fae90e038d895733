"""What `import simsmm` offers, and what it does not load."""

from __future__ import annotations

import gzip
import importlib.util
import inspect
import json
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import networkx
import numpy as np
import pandas as pd
import pytest

import simsmm
from simsmm.measures import MEASURES
from simsmm.society import Ties
from tests.study.plans import plan, scenario

PLAN = scenario()


@pytest.fixture(scope="module")
def estimate() -> simsmm.Estimate:
    return simsmm.estimate(PLAN, seed=1, replicates=4)


def test_everything_that_is_offered_is_there() -> None:
    assert set(dir(simsmm)) == set(simsmm.__all__)
    for name in simsmm.__all__:
        assert getattr(simsmm, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'estimat'"):
        simsmm.estimat  # noqa: B018


@pytest.mark.parametrize(
    "code",
    [
        "import simsmm",
        "import simsmm; dir(simsmm)",
        "import simsmm; simsmm.load('scenarios/minimal.yaml')",
        "import simsmm.scenario",
        "import simsmm; simsmm.Scenario, simsmm.ScenarioError",
    ],
)
def test_reading_a_scenario_loads_nothing_heavy(code: str) -> None:
    heavy = ("mesa", "networkx", "numba", "pandas", "pyarrow", "scipy", "jinja2", "vl_convert")
    code = f"{code}\nimport sys; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"


def test_a_scenario_is_loaded_from_a_path_or_its_text(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(json.dumps(plan()))
    assert simsmm.load(path) == simsmm.load(str(path))
    assert simsmm.load(path).model_dump() == PLAN.model_dump()
    path.write_text("version: 1\nnam: x\n")
    with pytest.raises(simsmm.ScenarioError, match=r"plan\.yaml:2"):
        simsmm.load(path)


def test_estimate_takes_what_the_readme_says() -> None:
    parameters = inspect.signature(simsmm.estimate).parameters
    defaults = {name: of.default for name, of in parameters.items() if name != "scenario"}
    for name, default in {"seed": 0, "replicates": None, "workers": None}.items():
        assert defaults[name] == default
    assert "precision" in defaults
    assert all(parameters[name].kind is inspect.Parameter.KEYWORD_ONLY for name in defaults)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"replicates": 2.5}, "replicates must be a whole number, not 2.5"),
        ({"replicates": "8"}, "replicates must be a whole number, not '8'"),
        ({"replicates": True}, "replicates must be a whole number, not True"),
        ({"replicates": 0}, "replicates must be a whole number from 1, not 0"),
        ({"workers": -1}, "workers must be a whole number from 1, not -1"),
        ({"workers": "two"}, "workers must be a whole number, not 'two'"),
        ({"seed": "1"}, "seed must be a whole number, not '1'"),
        ({"seed": None}, "seed must be a whole number, not None"),
        ({"precision": "five"}, '"five" is not a share such as 12 % or 0.12'),
        ({"precision": 5}, "a share between 0 % and 100 %; write 5 %"),
        ({"precision": 0}, "a precision of nothing"),
        ({"ties": [1]}, "ties are given by name: a mapping"),
        ({"ties": {"follows": [(0, 1)]}}, "'follows' must be a networkx graph or ties of simsmm"),
        ({"scenario": "plan.yaml"}, "not 'plan.yaml'; load it with simsmm.load"),
    ],
)
def test_arguments_are_checked_before_anything_runs(
    given: dict[str, object], message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("simsmm.estimation.study", None)
    arguments = {"scenario": scenario(tied_plan()), **given}
    with pytest.raises((TypeError, ValueError), match=re.escape(message)):
        simsmm.estimate(**arguments)


def test_arguments_may_be_numbers_of_numpy_and_a_precision_text() -> None:
    found = simsmm.estimate(PLAN, seed=np.int64(1), replicates=np.int32(2), precision="5 %")
    assert (found.seed, len(found.replicates)) == (1, 2)


def test_a_model_wants_a_scenario() -> None:
    with pytest.raises(TypeError, match=r"load it with simsmm\.load"):
        simsmm.CampaignModel("plan.yaml")


def test_an_outcome_of_an_estimate(estimate: simsmm.Estimate) -> None:
    reach = estimate["reach"]
    assert reach.mean == reach.values.mean()
    assert reach.low <= reach.median <= reach.high
    assert reach.error > 0.0
    part = estimate["reach", "channel", "microblog"]
    assert np.all(part.values <= reach.values)


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("reech", 'no measure "reech". Did you mean "reach"?'),
        ("ctr", 'Did you mean "CTR"?'),
        (
            ("reach", "medum", "earned"),
            'reach: there is no breakdown "medum". Did you mean "medium"?',
        ),
        (("reach", "medium", "earnd"), 'group "earnd". Did you mean "earned"? Known: '),
        (("reach", "channel", "forum"), 'reach, channel: there is no group "forum". Known: '),
        (("frequency", "x", "y"), 'frequency: there is no breakdown "x". Known: '),
        (("reach", "channel"), "by its measure, or by measure, breakdown and group"),
        (7, "by its measure, or by measure, breakdown and group"),
    ],
)
def test_a_key_of_no_outcome_is_told_from_those_there_are(
    estimate: simsmm.Estimate, key: object, message: str
) -> None:
    with pytest.raises(KeyError) as raised:
        estimate[key]  # type: ignore[index]
    assert message in raised.value.args[0]


def test_an_estimate_shows_itself_on_a_line(estimate: simsmm.Estimate) -> None:
    shown = repr(estimate)
    assert shown.startswith('<Estimate of "a small launch": seed 1, 4 replicates, reach ')
    assert " people [" in shown.replace("\N{NO-BREAK SPACE}", " ")
    assert "\n" not in shown


def test_the_table_holds_every_outcome(estimate: simsmm.Estimate) -> None:
    table = estimate.table()
    assert isinstance(table, pd.DataFrame)
    assert list(table.columns) == [
        *("measure", "by", "group", "unit", "mean", "error", "low", "median", "high"),
        *("luck", "parameters", "society"),
    ]
    whole = table[table["by"] == "all"]
    assert whole["measure"].tolist() == list(MEASURES)
    assert not table.duplicated(["measure", "by", "group"]).any()
    row = whole.set_index("measure").loc["reach"]
    assert (row["mean"], row["unit"]) == (estimate["reach"].mean, "people")
    shares = table[["luck", "parameters", "society"]].dropna().sum(axis=1)
    assert np.all(np.isclose(shares, 1.0) | (shares == 0.0))


def test_the_series_build_up_to_the_means(estimate: simsmm.Estimate) -> None:
    series = estimate.series()
    columns = ["measure", "hour", "mean", "low", "lower", "median", "upper", "high"]
    assert list(series.columns) == columns
    reach = series[series["measure"] == "reach"]
    assert reach["hour"].iloc[-1] == PLAN.lasts
    assert reach["mean"].iloc[-1] == pytest.approx(estimate["reach"].mean)
    for one, other in pairwise(columns[3:]):
        assert (series[one] <= series[other]).all()


def test_channels_posts_and_segments_add_up(estimate: simsmm.Estimate) -> None:
    table = estimate.table().set_index(["measure", "by"])["mean"]
    whole = estimate["impressions"].mean
    for by in ("channel", "post", "segment"):
        assert table.loc["impressions", by].sum() == pytest.approx(whole)
    assert table.loc["reach", "segment"].sum() == pytest.approx(estimate["reach"].mean)
    assert table.loc["reach", "channel"].sum() >= estimate["reach"].mean


def test_goals_come_with_their_chance(estimate: simsmm.Estimate) -> None:
    first, second = estimate.goals
    values = estimate["reach"].values
    assert first.chance == np.mean(values >= 8_000)
    assert second.chance == np.mean(estimate["cost per reached person"].values <= 0.2)
    assert first.goal.text.startswith("reach")


def test_goals_in_other_words() -> None:
    goals = [
        {"reach": "at least 40 % of target"},
        {"reach": "at least 10 % of market by day 2"},
        {"new fans": "at least 1"},
        {"visits": "at least 1"},
    ]
    found = simsmm.estimate(scenario(goals=goals), seed=1, replicates=4)
    of_target, of_market, fans, visits = (goal.outcome.values for goal in found.goals)
    assert of_target == pytest.approx(found["target reach"].values)
    assert np.all(of_market <= found["reach"].values / 80_000)
    early = [replicate.series for replicate in found.replicates]
    at = early[0]["hours"].tolist().index(48.0)
    assert of_market == pytest.approx([line["reach"][at] / 80_000 for line in early])
    assert fans.tolist() == found["fans won"].values.tolist()
    assert visits.tolist() == found["clicks"].values.tolist()


def test_effective_reach_at_two_frequencies_is_two_goals() -> None:
    goals = [
        {"effective reach (2+)": "at least 1"},
        {"effective reach (5+)": "at least 1"},
        {"effective reach (5+)": "at least 1 by day 3"},
    ]
    found = simsmm.estimate(scenario(goals=goals), seed=1, replicates=2)
    twice, often, early = (goal.outcome.values for goal in found.goals)
    assert twice.tolist() == found["effective reach"].values.tolist()
    assert np.all(twice > often)
    assert np.all(often > early)


def test_warnings_tell_what_to_know(estimate: simsmm.Estimate) -> None:
    assert any("Few replicates (4;" in warning for warning in estimate.warnings)
    point = simsmm.estimate(scenario(assume="point values"), replicates=2)
    assert any("Luck only" in warning for warning in point.warnings)
    assert not any("Luck only" in warning for warning in estimate.warnings)


def test_an_estimate_is_written_down(estimate: simsmm.Estimate, tmp_path: Path) -> None:
    folder = estimate.save(tmp_path / "results")
    assert (folder / "manifest.json").is_file()
    page = estimate.to_html(tmp_path / "report.html")
    text = page.read_text("utf-8")
    assert "a small launch" in text
    assert "http://" not in text.replace("http://www.w3.org", "")


def test_a_replay_is_written_alone(estimate: simsmm.Estimate, tmp_path: Path) -> None:
    page = estimate.to_replay(tmp_path / "replay.html", language="pl")
    assert page is not None
    text = page.read_text("utf-8")
    assert "<canvas" in text
    assert 'lang="pl"' in text


def test_the_report_speaks_a_language(estimate: simsmm.Estimate, tmp_path: Path) -> None:
    text = estimate.to_html(tmp_path / "raport.html", language="pl").read_text("utf-8")
    assert "80\N{NO-BREAK SPACE}000" in text
    assert "80,000" not in text
    assert "80,000" in estimate.to_html(tmp_path / "report.html").read_text("utf-8")
    with pytest.raises(ValueError, match="there are: en, pl"):
        estimate.to_html(tmp_path / "none.html", language="xx")
    assert not (tmp_path / "none.html").exists()


# Own ties.


def directed_ring(people: int) -> networkx.DiGraph:
    graph = networkx.DiGraph()
    graph.add_edges_from((k, (k + 1) % people) for k in range(people))
    return graph


def tied_plan(**changes: object) -> dict[str, object]:
    """Everybody on the microblog, one seed post; only people's ties carry it."""
    return plan(
        people={"segments": [{"name": "all", "share": "100 %", "uses": {"microblog": "100 %"}}]},
        channels={"microblog": {"friend reach": "100 %", "share rate": "90 %"}},
        target="all",
        goals=[],
        market=2_000,
        campaigns=[
            {
                "brand": "B",
                "posts": [{"at": "day 1 12:00", "on": "microblog", "format": "text", "seeds": 20}],
            }
        ],
        **changes,
    )


def test_own_ties_from_networkx_are_the_only_ways() -> None:
    plain = scenario(tied_plan())
    ring = simsmm.estimate(plain, seed=1, replicates=2, ties={"follows": directed_ring(2_000)})
    none = networkx.DiGraph()
    none.add_nodes_from(range(2_000))
    alone = simsmm.estimate(plain, seed=1, replicates=2, ties={"follows": none})
    assert alone["impressions"].mean == 0.0
    # On a ring each person has one follower.
    assert 0.0 < ring["impressions"].mean <= ring["shares"].mean + 20.0


def test_own_ties_go_in_the_direction_of_sight() -> None:
    # An arrow a -> b: b sees what a passes on. Twenty of 2,000 people are seeds.
    plain, others = scenario(tied_plan()), range(1, 2_000)
    heard = networkx.DiGraph((k, 0) for k in others)
    found = simsmm.estimate(plain, seed=1, replicates=4, ties={"follows": heard})
    assert found["reach"].values.tolist() == [1.0] * 4, "all are followed by the first person alone"
    heard_by_all = networkx.DiGraph((0, k) for k in others)
    found = simsmm.estimate(plain, seed=1, replicates=4, ties={"follows": heard_by_all})
    assert set(found["reach"].values) <= {0.0, 1_999.0}, "the first person alone is followed"


def test_own_ties_may_be_ties_of_simsmm_and_must_have_a_layer() -> None:
    ties, labels = simsmm.from_networkx(directed_ring(2_000))
    assert isinstance(ties, Ties)
    assert len(labels) == 2_000
    plain = scenario(tied_plan())
    one = simsmm.estimate(plain, seed=1, replicates=2, ties={"follows": ties})
    other = simsmm.estimate(plain, seed=1, replicates=2, ties={"follows": directed_ring(2_000)})
    assert one["impressions"].values.tolist() == other["impressions"].values.tolist()
    with pytest.raises(ValueError, match="'friends'; they use: follows"):
        simsmm.estimate(plain, replicates=1, ties={"friends": ties})


def test_own_ties_with_more_people_than_there_are_is_refused() -> None:
    with pytest.raises(ValueError, match="2500 people"):
        simsmm.estimate(scenario(tied_plan()), replicates=1, ties={"follows": directed_ring(2_500)})


@pytest.mark.skipif(
    importlib.util.find_spec("simsmm.society.reading") is None, reason="no reading of files yet"
)
@pytest.mark.parametrize("name", ["ties.csv", "ties.txt.gz"])
def test_own_ties_from_a_file_named_in_the_scenario(tmp_path: Path, name: str) -> None:
    gap = "," if name.endswith(".csv") else "\t"
    text = "# a ring\n" + "".join(f"{k}{gap}{(k + 1) % 2000}\n" for k in range(2_000))
    if name.endswith(".gz"):
        (tmp_path / name).write_bytes(gzip.compress(text.encode()))
    else:
        (tmp_path / name).write_text(text)
    data = tied_plan()
    data["people"]["ties"] = {"follows": {"file": name, "directed": "yes"}}  # type: ignore[index]
    path = tmp_path / "plan.yaml"
    path.write_text(json.dumps(data))
    read = simsmm.load(path)
    from_file = simsmm.estimate(read, seed=1, replicates=2)
    ring = {"follows": directed_ring(2_000)}
    from_graph = simsmm.estimate(scenario(tied_plan()), seed=1, replicates=2, ties=ring)
    assert from_file["impressions"].values.tolist() == from_graph["impressions"].values.tolist()
    model = simsmm.CampaignModel(read, rng=1)
    while model.running:
        model.step()
    reached = len(np.unique(model.record.exposures["person"]))
    assert reached * model.setting.scale == from_file["reach"].values[0]


@pytest.mark.parametrize("which", ["minimal", "band_album"])
@pytest.mark.slow
def test_shipped_scenarios_run(which: str) -> None:
    shipped = simsmm.load(Path(__file__).parents[1] / "scenarios" / f"{which}.yaml")
    found = simsmm.estimate(shipped, seed=1, replicates=2)
    assert found["reach"].mean > 1_000
