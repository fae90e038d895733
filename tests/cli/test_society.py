"""`simsmm society`: what the ties of a plan aim at, what was achieved, and what own files held."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from simsmm.cli.app import app

PLAN = """
version: 1
name: Own friends
market: 2 000
starts: 2027-09-06
lasts: 2 d
channels: [social network]
people: {ties: {friends: {file: friends.csv}}}
campaigns:
  - brand: Corner Bakery
    pages: {social network: {fans: 500}}
    posts: [{at: day 1 18:00, on: social network, format: video}]
"""


def shown(folder: Path) -> str:
    result = CliRunner().invoke(app, ["society", str(folder / "plan.yaml")])
    assert result.exit_code == 0, result.output
    return " ".join(result.stdout.split())


def test_own_ties_are_told_with_what_was_left_out(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN)
    (tmp_path / "friends.csv").write_text("# mine\na,b\n0,1\n1,2\n1,0\n2,2\n")
    text = shown(tmp_path)
    assert "friends: 2 ties of 3 people from friends.csv; of 4 pairs, 1 of a person" in text
    assert "1 given before were left out; passed over: 1 lines of comment, 1 of headings" in text


def test_drawn_ties_stand_beside_their_targets(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN.replace("people: {ties", "# people: {ties"))
    text = shown(tmp_path)
    assert "friends:" in text
    assert "acquaintances:" in text
    assert text.count("mean degree") == 2
    assert text.count("clustering") == 2
