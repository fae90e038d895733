"""What docs/how-to/plans.md shows works."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from simsmm import scenario

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "how-to" / "plans.md").read_text("utf-8")


def blocks(kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", PAGE, re.DOTALL)


def test_the_python_example_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    (example,) = blocks("python")
    exec(compile(example, "docs/how-to/plans.md", "exec"), {})


def test_the_plan_that_changes_another_is_in_order(tmp_path: Path) -> None:
    (example,) = blocks("yaml")
    album = (ROOT / "scenarios" / "band_album.yaml").read_text("utf-8")
    (tmp_path / "launch.yaml").write_text(album, "utf-8")
    (tmp_path / "plan.yaml").write_text(example, "utf-8")
    (campaign,) = scenario.load(tmp_path / "plan.yaml").campaigns
    assert campaign.post("first-single").boost[0].spend == 3_600
    assert campaign.media_spend == campaign.budget.media


def test_the_table_of_posts_is_in_order(tmp_path: Path) -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("|") and "---" not in line]
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
    table = "\n".join(",".join(f'"{cell}"' for cell in row) for row in cells)
    (tmp_path / "posts.csv").write_text(table, "utf-8")
    album = (ROOT / "scenarios" / "band_album.yaml").read_text("utf-8")
    before, rest = album.split("    posts:\n", 1)
    after = rest[rest.index("    # Influencers") :]
    text = f"{before}    calendar: posts.csv\n{after}".replace("media: 4 000", "media: 2 400")
    (tmp_path / "plan.yaml").write_text(text, "utf-8")
    (campaign,) = scenario.load(tmp_path / "plan.yaml").campaigns
    assert [post.id for post in campaign.posts] == ["first-single", "album-out"]
    assert campaign.post("first-single").topics == {"indie": 0.8, "folk": 0.5}
