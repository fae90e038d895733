"""The same bits in any process: whatever its workers, hash seed, locale and caches."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from simsmm.study import study
from simsmm.study.content import content_hash
from tests.study.plans import scenario

REPLICATES = 18

CODE = f"""
import contextlib, locale, sys
with contextlib.suppress(locale.Error):
    locale.setlocale(locale.LC_ALL, "")
from simsmm.study import study
from simsmm.study.content import content_hash
from tests.study.plans import scenario
answer = study(scenario(), seed=1, replicates={REPLICATES}, workers=int(sys.argv[1]))
print(locale.localeconv()["decimal_point"])
print(content_hash(answer.replicate_rows(), answer.series_rows()))
"""


@pytest.fixture(scope="module")
def here() -> str:
    answer = study(scenario(), seed=1, replicates=REPLICATES)
    return content_hash(answer.replicate_rows(), answer.series_rows())


@pytest.fixture(scope="module")
def comma(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Environment of a locale that writes 3,14; one that is not there where it cannot be made."""
    folder = tmp_path_factory.mktemp("locales")
    chosen = {"LC_ALL": "de_DE.UTF-8"}
    if shutil.which("localedef"):
        order = ["localedef", "-i", "de_DE", "-f", "UTF-8", str(folder / "de_DE.UTF-8")]
        if subprocess.run(order, capture_output=True, check=False).returncode <= 1:
            chosen["LOCPATH"] = str(folder)
    return chosen


def elsewhere(workers: int = 2, **environment: str) -> tuple[str, str]:
    """Decimal point and content of the same study in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", CODE, str(workers)],
        cwd=Path(__file__).parents[2],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    point, content = done.stdout.split()
    return point, content


def test_another_hash_seed_and_a_locale_with_commas(here: str, comma: dict[str, str]) -> None:
    point, content = elsewhere(workers=1, PYTHONHASHSEED="1", **comma)
    assert content == here
    if "LOCPATH" in comma:
        assert point == ","


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2, 7])
@pytest.mark.parametrize("hash_seed", ["0", "4242"])
@pytest.mark.parametrize("locale", ["C", "C.UTF-8", "comma"])
def test_workers_hash_seeds_and_locales(
    here: str, comma: dict[str, str], workers: int, hash_seed: str, locale: str
) -> None:
    chosen = comma if locale == "comma" else {"LC_ALL": locale}
    assert elsewhere(workers, PYTHONHASHSEED=hash_seed, **chosen)[1] == here


@pytest.mark.slow
def test_cold_and_warm_caches(here: str, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    cold = elsewhere(SIMSMM_CACHE=str(cache))[1]
    kept = {path for path in cache.rglob("*") if path.is_file()}
    assert any("compiled" in path.parts for path in kept)
    warm = elsewhere(SIMSMM_CACHE=str(cache))[1]
    assert cold == warm == here
    # Societies anew on warm code, then code anew on kept societies.
    for folder in [path for path in cache.iterdir() if path.name != "compiled"]:
        shutil.rmtree(folder)
    assert elsewhere(SIMSMM_CACHE=str(cache))[1] == here
    shutil.rmtree(cache / "compiled")
    assert elsewhere(SIMSMM_CACHE=str(cache))[1] == here


@pytest.mark.slow
def test_a_cache_that_cannot_be_written(here: str, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    assert elsewhere(SIMSMM_CACHE=str(blocked))[1] == here
