"""What holds for every source file, and what importing each room may cost."""

import ast
import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

import simsmm

PACKAGE = Path(simsmm.__file__).parent
SOURCES = sorted(PACKAGE.rglob("*.py"))
LINES = 400
HEAVY = ("mesa", "networkx", "numba", "pandas", "pyarrow", "scipy", "vl_convert")


def shown(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


def test_there_are_sources() -> None:
    assert len(SOURCES) > 10


@pytest.mark.parametrize("path", SOURCES, ids=shown)
def test_no_source_file_holds_two_rooms(path: Path) -> None:
    count = len(path.read_text(encoding="utf-8").splitlines())
    assert count <= LINES, f"{shown(path)} has {count} lines; more than {LINES} is two rooms"


def sequential_randomness(tree: ast.AST) -> list[str]:
    """Uses of generators whose answer depends on how many draws came before."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [name.name for name in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{name.name}" for name in node.names]
        elif isinstance(node, ast.Attribute) and ast.unparse(node.value) in ("np", "numpy"):
            names = [f"numpy.{node.attr}"]
        else:
            continue
        forbidden = ("random", "secrets", "numpy.random")
        found += [
            f"line {node.lineno}: {name}"
            for name in names
            if name in forbidden or name.startswith(tuple(f"{bad}." for bad in forbidden))
        ]
    return found


@pytest.mark.parametrize("path", SOURCES, ids=shown)
def test_all_chance_is_keyed(path: Path) -> None:
    assert sequential_randomness(ast.parse(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "text",
    [
        "import random",
        "from random import choice",
        "import numpy.random",
        "from numpy import random",
        "from numpy.random import default_rng",
        "np.random.default_rng()",
        "import numpy as np\nx = np.random.rand()",
    ],
)
def test_sequential_randomness_would_be_found(text: str) -> None:
    assert len(sequential_randomness(ast.parse(text))) >= 1


@pytest.mark.parametrize(
    "room", ["simsmm", "simsmm.scenario", "simsmm.presets", "simsmm.draws", "simsmm.cli"]
)
def test_import_is_light(room: str) -> None:
    if importlib.util.find_spec(room) is None:
        pytest.skip(f"there is no {room} yet")
    code = f"import sys, {room}; print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("room", ["simsmm.behaviour", "simsmm.channels"])
def test_rules_need_no_arrays(room: str) -> None:
    code = f"import sys, {room}; print([n for n in ('numpy', 'numba') if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
