"""Compiled code kept on disk: found again, and never trusted when it is damaged."""

import os
import subprocess
import sys
import warnings
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numba
import pytest

from simsmm import compiled as module
from simsmm.compiled import KernelFile, SealedCache, cache_folder, source_hash


def double(x):
    return 2 * x + 1


def triple(x):
    return 3 * x + 1


def fresh(function, folder: Path, **options):
    """The function as a new process would see it: nothing compiled yet, files as they lie."""
    dispatcher = numba.njit(function, error_model="numpy", **options)
    dispatcher._cache = SealedCache(function, options, folder)
    return dispatcher


def hits(dispatcher) -> int:
    return sum(dispatcher.stats.cache_hits.values())


@pytest.fixture(autouse=True)
def _no_warning_given_yet():
    module._warn_once.cache_clear()
    module._code_folder.cache_clear()


def test_a_second_start_finds_the_code_of_the_first(tmp_path: Path) -> None:
    first = fresh(double, tmp_path)
    assert (first(20), first(0.25), hits(first)) == (41, 1.5, 0)
    second = fresh(double, tmp_path)
    assert (second(20), second(0.25), hits(second)) == (41, 1.5, 2)


def test_other_options_are_other_code(tmp_path: Path) -> None:
    assert fresh(double, tmp_path)(20) == 41
    bare = fresh(double, tmp_path, forceinline=True)
    assert (bare(20), hits(bare)) == (41, 0)


def cut(content: bytes, _: bytes) -> bytes:
    return content[: len(content) // 2]


def empty(content: bytes, _: bytes) -> bytes:
    return b""


def zeroed(content: bytes, _: bytes) -> bytes:
    return bytes(len(content))


def swapped(_: bytes, other: bytes) -> bytes:
    return other


def longer(content: bytes, _: bytes) -> bytes:
    return content + b"x"


@pytest.mark.parametrize("damage", [cut, empty, zeroed, swapped, longer])
def test_damage_costs_one_warning_and_a_compilation(damage, tmp_path: Path) -> None:
    for function in (double, triple):
        assert fresh(function, tmp_path)(20) == function(20)
    ours, other = sorted(tmp_path.glob("*.kernel"))
    ours.write_bytes(damage(ours.read_bytes(), other.read_bytes()))
    again = fresh(double, tmp_path)
    with pytest.warns(RuntimeWarning, match="was damaged: it is compiled anew") as caught:
        assert again(20) == 41
    assert len(caught) == 1
    assert hits(again) == 0
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        mended = fresh(double, tmp_path)
        assert (mended(20), hits(mended)) == (41, 1)


def test_every_flipped_bit_is_noticed(tmp_path: Path) -> None:
    """201 places over the whole file; no answer of another function, and no crash."""
    assert fresh(double, tmp_path)(20) == 41
    (path,) = tmp_path.glob("*.kernel")
    intact = path.read_bytes()
    assert len(KernelFile(path)._variants()) == 1
    for place in range(0, len(intact), len(intact) // 200):
        broken = bytearray(intact)
        broken[place] ^= 1 << (place % 8)
        path.write_bytes(broken)
        module._warn_once.cache_clear()
        with pytest.warns(RuntimeWarning, match="damaged"):
            assert KernelFile(path)._variants() == {}, place
        assert not path.exists()


def test_two_damaged_files_make_one_warning(tmp_path: Path) -> None:
    for function in (double, triple):
        fresh(function, tmp_path)(20)
    for path in tmp_path.glob("*.kernel"):
        path.write_bytes(b"")
    with pytest.warns(RuntimeWarning, match="damaged") as caught:
        assert [fresh(function, tmp_path)(20) for function in (double, triple)] == [41, 61]
    assert len(caught) == 1


def test_nothing_half_written_is_left_when_the_disk_refuses(tmp_path: Path, monkeypatch) -> None:
    def refuse(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.warns(RuntimeWarning, match="No space left on device"):
        assert fresh(double, tmp_path)(20) == 41
    assert list(tmp_path.iterdir()) == []


def test_closures_are_never_kept(tmp_path: Path) -> None:
    """The enclosed value stands in no file, so a file could not tell two of them apart."""

    def adder(value):
        def add(x):
            return x + value

        return add

    assert fresh(adder(1), tmp_path)(1) == 2
    assert fresh(adder(2), tmp_path)(1) == 3
    assert list(tmp_path.iterdir()) == []


def test_any_source_of_the_package_changes_the_folder(tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "rules").mkdir()
    rule = tmp_path / "rules" / "wear.py"
    monkeypatch.setattr(module, "__file__", str(tmp_path / "compiled.py"))
    seen = set()
    for text in ("LIMIT = 3\n", "LIMIT = 4\n"):
        rule.write_text(text)
        source_hash.cache_clear()
        seen.add(source_hash())
    rule.rename(tmp_path / "wear.py")
    source_hash.cache_clear()
    seen.add(source_hash())
    source_hash.cache_clear()
    assert len(seen) == 3


def test_folders_of_old_states_are_removed_but_no_fresh_ones(tmp_path: Path) -> None:
    for age in range(20):
        folder = tmp_path / f"state{age:02d}"
        folder.mkdir()
        (folder / "f.kernel").touch()
        if age >= 10:
            os.utime(folder, (1e9 - age, 1e9 - age))
    assert module._code_folder(tmp_path, "now") == tmp_path / "now"
    kept = {path.name for path in tmp_path.iterdir()}
    assert kept == {"now"} | {f"state{age:02d}" for age in range(10)}


PROGRAM = """
import warnings
from simsmm.draws.compiled import number
print(int(number(1234567, 0)), sum(number.stats.cache_hits.values()))
"""


def start(cache: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env={**os.environ, "SIMSMM_CACHE": str(cache)},
        capture_output=True,
        text=True,
        check=True,
    )


def test_processes_side_by_side_and_one_after(tmp_path: Path) -> None:
    with ThreadPoolExecutor() as pool:
        together = list(pool.map(start, [tmp_path] * 2))
    assert {done.stdout.split()[0] for done in together} == {"6457827717110365317"}
    after = start(tmp_path)
    assert (after.stdout.split(), after.stderr) == (["6457827717110365317", "1"], "")


def test_a_cache_that_cannot_be_made_costs_one_warning(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    done = start(blocked)
    assert done.stdout.split() == ["6457827717110365317", "0"]
    assert done.stderr.count("RuntimeWarning") == 1


def test_the_cache_is_where_the_user_says(monkeypatch) -> None:
    monkeypatch.setenv("SIMSMM_CACHE", "/somewhere")
    assert cache_folder() == Path("/somewhere")
    monkeypatch.delenv("SIMSMM_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", "/caches")
    assert cache_folder() == Path("/caches/simsmm")
