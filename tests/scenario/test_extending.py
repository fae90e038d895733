"""A plan that extends another says what is different, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from simsmm import scenario
from simsmm.scenario import Problem, Scenario, ScenarioError

FOLDER = Path(__file__).parents[2] / "scenarios"
ALBUM = (FOLDER / "band_album.yaml").read_text("utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "base.yaml").write_text(ALBUM, "utf-8")
    return tmp_path


def changed(folder: Path, text: str, base: str = "base.yaml") -> Scenario:
    path = folder / "plan.yaml"
    path.write_text(f"extends: {base}\n{text}", "utf-8")
    return scenario.load(path)


def refused(folder: Path, text: str, base: str = "base.yaml") -> tuple[Problem, ...]:
    with pytest.raises(ScenarioError) as caught:
        changed(folder, text, base)
    return caught.value.problems


def test_a_plan_that_changes_nothing_is_its_base(folder: Path) -> None:
    assert changed(folder, "") == scenario.parse(ALBUM)


def test_mappings_merge_and_values_are_replaced(folder: Path) -> None:
    plan = changed(folder, "name: Another\nmarket: {people: 3 000 000}\neffort: quick\n")
    base = scenario.parse(ALBUM)
    assert plan.name == "Another"
    assert plan.market.name == base.market.name
    assert plan.market.people == 3_000_000
    assert plan.effort.at_most == 128
    assert plan.campaigns == base.campaigns


POST = "campaigns: [{brand: The Lanterns, posts: [%s]}]\n"


def test_posts_merge_by_id(folder: Path) -> None:
    (campaign,) = changed(folder, POST % "{id: making-of, format: text}").campaigns
    (base,) = scenario.parse(ALBUM).campaigns
    assert [post.id for post in campaign.posts] == [post.id for post in base.posts]
    assert campaign.post("making-of").format == "text"
    assert campaign.post("making-of").at == base.post("making-of").at
    assert campaign.post("album-out") == base.post("album-out")


def test_new_posts_come_last_and_removed_ones_are_gone(folder: Path) -> None:
    new = (
        "{id: encore, at: day 20 10:00, on: microblog, format: text}, {id: making-of, removed: yes}"
    )
    (campaign,) = changed(folder, POST % new).campaigns
    assert [post.id for post in campaign.posts] == [
        "first-single",
        "album-out",
        "tour-dates",
        "encore",
    ]


def test_posts_without_an_id_bear_that_of_their_place(tmp_path: Path) -> None:
    minimal = (FOLDER / "minimal.yaml").read_text("utf-8")
    second = "      - {at: day 2 18:00, on: social network, format: text}\n"
    (tmp_path / "base.yaml").write_text(minimal + second, "utf-8")
    gone = "campaigns: [{brand: Corner Bakery, posts: [{id: post 1, removed: yes}]}]\n"
    (campaign,) = changed(tmp_path, gone).campaigns
    assert [post.id for post in campaign.posts] == ["post 2"]


def test_null_removes_a_key(folder: Path) -> None:
    plan = changed(folder, POST % "{id: first-single, seeds: ~, boost: null}")
    post = plan.campaigns[0].post("first-single")
    assert post.seeds == 0
    assert post.boost == ()
    assert not changed(folder, "goals: ~").goals


def test_other_lists_are_replaced(folder: Path) -> None:
    plan = changed(folder, "goals: [reach: at least 5 people]\n")
    assert [goal.amount for goal in plan.goals] == [5]


def test_channels_in_a_list_and_in_a_mapping_merge(tmp_path: Path) -> None:
    minimal = (FOLDER / "minimal.yaml").read_text("utf-8")
    (tmp_path / "base.yaml").write_text(minimal, "utf-8")
    plan = changed(tmp_path, "channels: {microblog: {half life: 2 h}}\n")
    assert list(plan.channels) == ["social network", "microblog"]


def test_a_base_may_extend_another_five_deep_and_no_deeper(folder: Path) -> None:
    for depth in range(1, 7):
        base = "base.yaml" if depth == 1 else f"b{depth - 1}.yaml"
        (folder / f"b{depth}.yaml").write_text(f"extends: {base}\nname: depth {depth}\n", "utf-8")
    assert changed(folder, "", "b4.yaml").name == "depth 4"
    assert "at most 5" in str(refused(folder, "", "b5.yaml")[-1])


@pytest.mark.parametrize("name", ["plan.yaml", "circle.yaml", "./plan.yaml"])
def test_circles_are_refused(folder: Path, name: str) -> None:
    (folder / "circle.yaml").write_text("extends: plan.yaml\n", "utf-8")
    problem = refused(folder, "", name)[-1]
    assert "circle" in problem.message
    assert problem.line == 1


@pytest.mark.parametrize(
    ("base", "message"),
    [
        ("../base.yaml", "leads out"),
        ("/etc/passwd", "leads out"),
        ("none.yaml", "there is no file"),
        ("[base.yaml]", "not the name of a file"),
        ("~", "not the name of a file"),
        ("list.yaml", "a scenario is a mapping"),
        ("broken.yaml", "this is not YAML"),
        ("latin.yaml", "UTF-8"),
    ],
)
def test_a_base_that_cannot_be_read(folder: Path, base: str, message: str) -> None:
    (folder / "list.yaml").write_text("[1]", "utf-8")
    (folder / "broken.yaml").write_text("a: [", "utf-8")
    (folder / "latin.yaml").write_bytes(b"name: caf\xe9")
    (problem,) = refused(folder, "", base)
    assert message in problem.message
    assert problem.line


def test_bases_are_not_too_large_together(folder: Path) -> None:
    (folder / "big.yaml").write_text(f"extends: base.yaml\n# {'x' * 999_000}\n", "utf-8")
    assert "more than 1,000,000 characters" in str(refused(folder, "", "big.yaml")[0])


def test_problems_name_the_file_in_which_they_stand(folder: Path) -> None:
    (folder / "base.yaml").write_text(ALBUM.replace("format: photo", "format: foto"), "utf-8")
    found = refused(folder, POST % "{id: tour-dates, formatt: text}")
    places = {Path(one.source).name: one for one in found}
    assert places["plan.yaml"].line == 2
    assert places["plan.yaml"].field == "campaigns 1 > posts 4 > formatt"
    assert places["plan.yaml"].excerpt[places["plan.yaml"].column - 1 :].startswith("formatt")
    line = ALBUM[: ALBUM.index("format: photo")].count("\n") + 1
    assert (places["base.yaml"].line, places["base.yaml"].column) == (line, 17)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("naem: ~\n", 'Did you mean "name"?'),
        (POST % "{id: making-off, removed: yes}", 'Did you mean "making-of"?'),
        (POST % "{id: making-of, removed: perhaps}", "not yes or no"),
        (POST % "{id: making-of}, {id: making-of, seeds: 1}", "stands here twice"),
        (POST % "{id: [x], seeds: 1}", "is not a name"),
        ("extent: 3\n", "there is no key"),
    ],
)
def test_nothing_is_ignored(folder: Path, text: str, message: str) -> None:
    found = refused(folder, text)
    assert any(message in one.message and one.line == 2 for one in found), [*map(str, found)]


def test_a_key_to_remove_means_nothing_elsewhere() -> None:
    with pytest.raises(ScenarioError, match="removed"):
        scenario.parse(ALBUM.replace("seeds: 400", "removed: yes"))


def test_a_misspelt_extends_is_recognised() -> None:
    with pytest.raises(ScenarioError, match='Did you mean "extends"'):
        scenario.parse(f"extend: base.yaml\n{ALBUM}")


def test_a_text_without_a_folder_extends_nothing() -> None:
    with pytest.raises(ScenarioError, match="without a folder"):
        scenario.parse("extends: base.yaml\n")


def test_plain_data_extend_a_file(folder: Path) -> None:
    data: dict[str, Any] = {"extends": "base.yaml", "name": "Plain"}
    assert Scenario.from_data(data, folder).name == "Plain"


def test_a_resolved_plan_stands_alone(folder: Path) -> None:
    plan = changed(folder, POST % "{id: making-of, format: text}")
    assert "extends" not in plan.to_yaml()
    assert scenario.parse(plan.to_yaml()) == plan


@pytest.mark.parametrize(
    ("text", "field", "message"),
    [
        (
            POST % "{id: album-uot, quality: 80 %, boost: {spend: 50 EUR}}",
            "campaigns 1 > posts 5 > id",
            'no post "album-uot" in base.yaml; did you mean "album-out"?',
        ),
        (
            "campaigns: [{brand: The Lantern, posts: [{id: album-out, boost: {spend: 50 EUR}}]}]\n",
            "campaigns 2 > brand",
            'no campaign "The Lantern" in base.yaml; did you mean "The Lanterns"?',
        ),
    ],
)
def test_a_misspelt_name_is_told_once(folder: Path, text: str, field: str, message: str) -> None:
    (problem,) = refused(folder, text)
    assert (problem.field, problem.line) == (field, 2)
    assert message in problem.message


def test_a_new_thing_that_is_whole_may_be_called_nearly_the_same(folder: Path) -> None:
    new = "{id: album-out 2, at: day 9 18:00, on: microblog, format: text}"
    assert changed(folder, POST % new).campaigns[0].post("album-out 2").format == "text"


def test_a_misspelt_name_is_told_through_another_plan(folder: Path) -> None:
    middle = f"extends: base.yaml\n{POST % '{id: album-uot, quality: 80 %}'}"
    (folder / "middle.yaml").write_text(middle, "utf-8")
    (problem,) = refused(folder, "name: Other\n", "middle.yaml")
    assert 'did you mean "album-out"?' in problem.message
    assert problem.source.endswith("middle.yaml")
