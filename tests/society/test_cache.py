"""Societies kept on disk: the same arrays, and no damage that goes unnoticed."""

import os
import threading
import warnings
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from simsmm.society import cache

ARRAYS = {"starts": np.arange(5), "heads": np.arange(4, dtype=np.int32), "directed": np.array(True)}


class Counted:
    """A build that counts its calls."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self) -> cache.Arrays:
        self.calls += 1
        return dict(ARRAYS)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SIMSMM_CACHE", str(tmp_path))
    return tmp_path / "societies"


def same(arrays: cache.Arrays) -> bool:
    return arrays.keys() == ARRAYS.keys() and all(
        type(arrays[name]) is np.ndarray
        and arrays[name].dtype == ARRAYS[name].dtype
        and np.array_equal(arrays[name], ARRAYS[name])
        for name in ARRAYS
    )


def test_drawn_once() -> None:
    build = Counted()
    for _ in range(3):
        assert same(cache.get("ties", "spec", 7, build))
    assert build.calls == 1


def test_another_cause_is_another_entry() -> None:
    build = Counted()
    for kind, text, key in [("ties", "a", 1), ("ties", "a", 2), ("ties", "b", 1), ("x", "a", 1)]:
        cache.get(kind, text, key, build)
    assert build.calls == 4


def test_writing_into_what_was_read_leaves_the_disk_alone() -> None:
    build = Counted()
    cache.get("ties", "spec", 7, build)
    cache.get("ties", "spec", 7, build)["heads"][:] = 99
    assert same(cache.get("ties", "spec", 7, build))


def corrupted(data: bytes) -> list[bytes]:
    flipped = bytearray(data)
    flipped[len(data) // 2] ^= 4
    return [b"", data[:-1], data[: len(data) // 2], bytes(flipped), bytes(len(data))]


@pytest.mark.parametrize("name", ["list", "heads.npy", "starts.npy", "directed.npy"])
@pytest.mark.parametrize("way", range(5))
def test_damage_costs_one_warning(folder: Path, name: str, way: int) -> None:
    build = Counted()
    cache.get("ties", "spec", 7, build)
    [entry] = folder.iterdir()
    path = entry / name
    path.write_bytes(corrupted(path.read_bytes())[way])
    with pytest.warns(RuntimeWarning, match="damaged") as caught:
        assert same(cache.get("ties", "spec", 7, build))
    assert len(caught) == 1
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert same(cache.get("ties", "spec", 7, build))
    assert build.calls == 2


@pytest.mark.parametrize("name", ["heads.npy", "starts.npy"])
def test_a_missing_or_swapped_file_is_damage(folder: Path, name: str) -> None:
    build = Counted()
    cache.get("ties", "spec", 7, build)
    [entry] = folder.iterdir()
    (entry / name).unlink()
    with pytest.warns(RuntimeWarning, match="missing"):
        assert same(cache.get("ties", "spec", 7, build))
    (entry / name).write_bytes((entry / "directed.npy").read_bytes())
    with pytest.warns(RuntimeWarning, match="differs"):
        assert same(cache.get("ties", "spec", 7, build))


def test_a_folder_that_cannot_be_written_costs_a_warning(folder: Path) -> None:
    folder.parent.mkdir(exist_ok=True)
    folder.write_text("a file where the folder should be")
    with pytest.warns(RuntimeWarning, match="cannot be kept"):
        assert same(cache.get("ties", "spec", 7, Counted()))


def test_no_half_written_entry_is_seen(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.warns(RuntimeWarning, match="No space left"):
            assert same(cache.get("ties", "spec", 7, Counted()))
    assert list(folder.iterdir()) == []


def test_many_at_once(folder: Path) -> None:
    """Eight threads want one entry: all get it, whoever writes it first, and nobody warns."""
    barrier = threading.Barrier(8)

    def build() -> cache.Arrays:
        barrier.wait(10)
        return dict(ARRAYS)

    with warnings.catch_warnings(), ThreadPoolExecutor(8) as threads:
        warnings.simplefilter("error")
        found = [threads.submit(cache.get, "ties", "spec", 7, build) for _ in range(8)]
        assert all(same(future.result()) for future in found)
    assert len(list(folder.iterdir())) == 1


def test_the_oldest_entries_make_room(folder: Path) -> None:
    for key in range(4):
        cache.get("ties", "spec", key, Counted())
    by_age = sorted(folder.iterdir())
    for age, entry in enumerate(by_age):
        os.utime(entry, (1000 + age, 1000 + age))
    size = sum(path.stat().st_size for path in by_age[0].iterdir())
    cache.make_room(folder, 2 * size + 10)
    assert sorted(folder.iterdir()) == by_age[2:]
