"""Files made to hurt: each is refused within a moment, as a problem and not as a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from simsmm import scenario
from simsmm.scenario import ScenarioError

ROOT = Path(__file__).parents[2]
MINIMAL = (ROOT / "scenarios" / "minimal.yaml").read_text("utf-8")
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)

TEXTS = {
    "nothing": "",
    "only a comment": "# later\n",
    "only a document marker": "---\n",
    "null": "~",
    "a text": "just words",
    "a list": "- version: 1",
    "an alias bomb": BOMB,
    "a self-reference": "&a [*a]",
    "an alias": "version: &v 1\nname: *v\n",
    "an unknown alias": "name: *nobody\n",
    "a merge key": f"{MINIMAL}\n<<: {{name: x}}\n",
    "a python tag": "!!python/object/apply:os.system ['true']",
    "a tag on a value": "version: !!int 1",
    "a tag on a key": "!!str version: 1",
    "a local tag": "version: !secret 1",
    "an unknown directive": "%TAG ! tag:example.com,2000:\n---\nversion: !x 1",
    "a huge yaml version": f"%YAML 1.{'9' * 5000}\n---\nversion: 1",
    "two documents": f"{MINIMAL}\n---\n{MINIMAL}",
    "deep lists": "[" * 5000,
    "deep closed lists": "[" * 900 + "]" * 900,
    "deep mappings": "{a: " * 3000,
    "deep blocks": "".join(" " * i + "a:\n" for i in range(500)),
    "a key that is a list": "[a, b]: 1",
    "a key that is a mapping": "? {a: b}\n: 1",
    "a key of nothing": ": 1",
    "an endless key": f"{'k' * 100_000}: 1",
    "an endless text": f"version: 1\nname: {'n' * 100_000}",
    "very many keys": "\n".join(f"key{i}: 1" for i in range(100_000)),
    "many unknown keys": "\n".join(f"key{i}: 1" for i in range(9_000)),
    "many values": f"a: [{', '.join(['1'] * 200_000)}]",
    "too large": f"# {'x' * 2_000_000}",
    "an open quote": 'name: "abc',
    "a bad escape": 'name: "\\q"',
    "an impossible letter": 'name: "\\UFFFFFFFF"',
    "half a letter": 'name: "\\ud800"',
    "tabs": "market:\n\tpeople: 5",
    "a bell": "name: a\x07b",
    "NUL": "name: a\x00b",
    "an escaped NUL": 'name: "a\\0b"',
    "an escape sequence": 'name: "\\e[2J"',
    "mixed indents": "a:\n  b: 1\n c: 2",
    "a colon": "name: a: b",
    "a byte order mark within": "name: a\ufeffb",
}

NUMBERS = ["1e999", "9" * 5000, "-1", "0x7f", ".nan", "-.inf", "1e-400", "0", "190:20:30", "[]"]


@pytest.mark.parametrize("name", TEXTS)
def test_hostile_texts_are_refused_at_once(name: str) -> None:
    start = time.process_time()
    with pytest.raises(ScenarioError) as caught:
        scenario.parse(TEXTS[name])
    assert time.process_time() - start < 2.0
    assert all(problem.line for problem in caught.value.problems)
    assert str(caught.value).replace("\n", "").isprintable()
    assert len(str(caught.value)) < 40_000


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("old", ["500 000", "20 000", "500 EUR", "14 d", "day 1 18:00"])
def test_hostile_numbers_are_refused_or_mean_what_they_say(old: str, number: str) -> None:
    text = MINIMAL.replace(old, number, 1)
    if number in {"0", "1e-400"} and old in {"20 000", "500 EUR"}:
        (campaign,) = scenario.parse(text).campaigns
        assert 0 in {campaign.pages["social network"].fans, campaign.budget.media}
    else:
        with pytest.raises(ScenarioError) as caught:
            scenario.parse(text)
        assert caught.value.problems[0].line


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [("name: no", "name", "no"), ("name: 12:30", "name", "12:30"), ("name: 010", "name", "010")],
)
def test_a_text_stays_what_was_written(text: str, field: str, value: str) -> None:
    assert getattr(scenario.parse(MINIMAL.replace("name: A first plan", text)), field) == value


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xff\xfev\x00e\x00r\x00", "UTF-8"),
        (b"version: 1\nname: caf\xe9\n", "UTF-8"),
        (b"\x00" * 100, "U+0000"),
        (b"# " + b"x" * 2_000_000, "at most"),
    ],
)
def test_hostile_bytes(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(data)
    (problem,) = scenario.check(path)
    assert message in problem.message


def test_the_place_of_a_bad_byte(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(b"version: 1\nname: caf\xe9\n")
    (problem,) = scenario.check(path)
    assert (problem.line, problem.column) == (2, 10)


def test_windows_line_ends_and_a_byte_order_mark_are_welcome(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + MINIMAL.replace("\n", "\r\n").encode())
    assert scenario.check(path) == []
    path.write_bytes(path.read_bytes().replace(b"lasts: 14 d", b"lasts: 14 x"))
    (problem,) = scenario.check(path)
    assert problem.excerpt == "lasts: 14 x"


def test_what_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (
        tmp_path,
        tmp_path / "none.yaml",
        tmp_path / "pipe",
        "/dev/zero",
        "a\0b",
        "x" * 999,
    ):
        (problem,) = scenario.check(path)
        assert problem.severity == "error"
        with pytest.raises(ScenarioError):
            scenario.load(path)


@pytest.mark.parametrize(
    "name", ["an alias bomb", "deep lists", "very many keys", "NUL", "a tag on a value"]
)
def test_a_hostile_base_is_refused_at_once(tmp_path: Path, name: str) -> None:
    (tmp_path / "base.yaml").write_text(TEXTS[name], "utf-8")
    (tmp_path / "plan.yaml").write_text("extends: base.yaml\n", "utf-8")
    start = time.process_time()
    problems = scenario.check(tmp_path / "plan.yaml")
    assert time.process_time() - start < 1.0
    assert all(problem.source.endswith(("base.yaml", "plan.yaml")) for problem in problems)
    assert problems
    assert all(problem.line for problem in problems)


@pytest.mark.parametrize("key", ["extends", "calendar"])
def test_what_lies_outside_the_folder_is_never_read(tmp_path: Path, key: str) -> None:
    (tmp_path / "secret.csv").write_text("secret: words\n", "utf-8")
    folder = tmp_path / "plans"
    folder.mkdir()
    (folder / "link.csv").symlink_to(tmp_path / "secret.csv")
    os.mkfifo(folder / "pipe.csv")
    for name in (
        "link.csv",
        "pipe.csv",
        "../secret.csv",
        str(tmp_path / "secret.csv"),
        ".",
        "x" * 999,
    ):
        line = (
            f"extends: {name}\n"
            if key == "extends"
            else MINIMAL.replace("    posts:", f"    calendar: {name}\n    posts:")
        )
        (folder / "plan.yaml").write_text(line, "utf-8")
        (problem,) = scenario.check(folder / "plan.yaml")
        assert problem.field.endswith(key)
        assert "words" not in str(problem)


def test_a_check_imports_nothing_heavy() -> None:
    code = (
        "import sys\n"
        "from simsmm import scenario\n"
        "assert scenario.check('scenarios/band_album.yaml') == []\n"
        "heavy = {'numpy', 'numba', 'mesa', 'scipy', 'pandas', 'networkx'} & set(sys.modules)\n"
        "print(sorted(heavy))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "[]"
