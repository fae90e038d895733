"""A million people: the memory that a layer takes is told beforehand."""

import subprocess
import sys
from pathlib import Path

import pytest

from simsmm.society import LayerSpec, expected_bytes

SPECS = {
    "geometric": LayerSpec("l", "geometric", 20.0, spread=1.14, cap=2500, homophily=0.2),
    "follows": LayerSpec("l", "follows", 10.0, exponent=2.5, cap=2000, reciprocity=0.3),
}

DRAW = """
from pathlib import Path
import numpy as np
from simsmm.society import LayerSpec, generate

def peak():
    # Of this program alone: what getrusage tells counts the program that started it too.
    lines = Path("/proc/self/status").read_text().splitlines()
    return 1024 * next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))

spec = {spec!r}
people = np.arange(1_000_000) % 3
generate(spec, people[:2000], 1)
before = peak()
ties = generate(spec, people, 1)
print(peak() - before, ties.arrows)
"""


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peaks are read from /proc")
@pytest.mark.parametrize("model", SPECS)
def test_a_million_people(model: str) -> None:
    spec = SPECS[model]
    code = DRAW.format(spec=spec)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    peak, arrows = map(float, done.stdout.split())
    told = expected_bytes(spec, 1_000_000, directed=model == "follows")[1]
    assert arrows == pytest.approx(1_000_000 * spec.mean_degree, rel=0.02)
    assert 1.0 <= told / peak <= 1.5
