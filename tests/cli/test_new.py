"""`simsmm new` writes a scenario that is in order, and overwrites nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from simsmm import presets, scenario
from simsmm.cli import drafting
from simsmm.cli.app import app
from simsmm.scenario.drafting import Wishes, draft, next_start

MONDAY = date(2027, 9, 6)


def simsmm(*arguments: Any, **options: Any) -> Any:
    return CliRunner().invoke(app, [str(part) for part in arguments], **options)


def test_options_alone_make_a_scenario(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    options = ["--brand", 'The "Lanterns": live', "--people", "2 000 000", "--days", "28"]
    options += ["--channels", "microblog, social network", "--budget", "4 000 PLN", "--yes"]
    result = simsmm("new", path, *options)
    assert result.exit_code == 0, result.output
    assert scenario.check(path) == []
    plan = scenario.load(path)
    assert plan.campaigns[0].brand == 'The "Lanterns": live'
    assert (plan.market.people, plan.lasts, plan.currency) == (2_000_000, 672.0, "PLN")
    assert list(plan.channels) == ["microblog", "social network"]
    assert plan.campaigns[0].media_spend == plan.campaigns[0].budget.media == 4_000
    assert path.read_text("utf-8").count("# ") > 5


def test_a_pipe_is_not_asked_and_told_so(tmp_path: Path) -> None:
    result = simsmm("new", tmp_path / "plan.yaml", "--brand", "Bakery", input="")
    assert result.exit_code == 0, result.output
    assert "assumed: --market, --people" in result.stderr
    assert "--brand" not in result.stderr


def test_questions_are_asked_until_they_are_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafting, "interactive", lambda: True)
    answers = "Bakery\n\nmany\n90 000\nmikroblog\nmicroblog\n\n7\n\n"
    result = simsmm("new", tmp_path / "plan.yaml", input=answers)
    assert result.exit_code == 0, result.output
    assert '"many" is not' in result.output
    assert 'Did you mean "microblog"?' in result.output
    plan = scenario.load(tmp_path / "plan.yaml")
    assert (plan.market.people, plan.lasts) == (90_000, 168.0)
    assert plan.goals[0].amount == 4_500


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("mine", "utf-8")
    result = simsmm("new", path, "--yes")
    assert result.exit_code == 2
    assert "already" in result.output
    assert path.read_text("utf-8") == "mine"


def test_a_goal_beyond_the_market_is_refused_and_not_cut_down(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    sizes = ["--people", "1,500,000", "--goal", "2 000 000"]
    result = simsmm("new", path, *sizes, "--yes")
    assert result.exit_code == 2, result.output
    wanted = "the goal asks for 2 000 000 people, but the market has only 1 500 000"
    assert wanted in " ".join(result.output.split())
    assert not path.exists()


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--people", "0"),
        ("--people", "few"),
        ("--channels", "telegraph"),
        ("--budget", "5 XYZ"),
        ("--budget", "-5"),
        ("--days", "400"),
        ("--days", "1.5"),
        ("--brand", " "),
        ("--brand", "a\nb"),
    ],
)
def test_a_wrong_option_is_refused(tmp_path: Path, option: str, value: str) -> None:
    result = simsmm("new", tmp_path / "plan.yaml", option, value, "--yes")
    assert result.exit_code == 2, result.output
    assert "Traceback" not in result.output
    assert not (tmp_path / "plan.yaml").exists()


@settings(max_examples=25, deadline=None)
@given(
    st.integers(1, 10**9),
    st.integers(1, 366),
    st.floats(0.0, 1e6),
    st.lists(st.sampled_from(presets.channels()), min_size=1, unique=True),
)
def test_every_draft_is_in_order(people: int, days: int, money: float, channels: list[str]) -> None:
    wishes = Wishes(
        people=str(people), days=str(days), budget=repr(money), channels=", ".join(channels)
    )
    (campaign,) = scenario.parse(draft(wishes, MONDAY)).campaigns
    # Where nothing is sold, there is nothing to pay for but what is put up.
    sold = any(presets.channel(name).sold for name in channels)
    spent = campaign.media_spend if sold else campaign.budget.production
    assert spent == pytest.approx(money, abs=0.01)


def test_a_plan_starts_on_a_monday_four_weeks_ahead() -> None:
    for day in range(1, 29):
        today = date(2027, 2, day)
        assert next_start(today).weekday() == 0
        assert 28 <= (next_start(today) - today).days < 35
