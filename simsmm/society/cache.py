"""Societies drawn before, kept on disk by what they are a function of.

An entry is a folder of arrays, each in NumPy's own format with a checksum in its name. The folder's
name is a hash of kind, targets, key and the package's sources, so that nothing has to be compared:
what has another cause has another name. A damaged entry is drawn anew with one warning; a full or
read-only disk costs a warning only.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import uuid
import warnings
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from simsmm.compiled import cache_folder, source_hash

Array = npt.NDArray[Any]
Arrays = dict[str, Array]

LARGEST = 4 * 2**30
"""Bytes that all entries together may take; the entries used longest ago go first."""

PART = ".part"
"""Ending of a folder that is being written; whoever finds an old one may remove it."""


class DamageError(Exception):
    """An entry does not hold what was written."""


def get(kind: str, text: str, key: int, build: Callable[[], Arrays]) -> Arrays:
    """Arrays from the disk, or built and then kept there.

    Args:
        kind: what they are, such as ``"ties"``.
        text: all parameters that they depend on, in one canonical form.
        key: 64-bit key that they depend on.
        build: draws them, a pure function of the three above; called if they are not on disk.

    Returns:
        the arrays; those from the disk are mapped, so that only what is read takes memory.
    """
    folder = entries() / _name(kind, text, key)
    try:
        return _load(folder)
    except (FileNotFoundError, NotADirectoryError):
        pass
    except (DamageError, OSError) as error:
        warnings.warn(f"{folder} was damaged ({error}): drawn anew", RuntimeWarning, stacklevel=2)
        shutil.rmtree(folder, ignore_errors=True)
    arrays = build()
    try:
        _save(folder, arrays)
        make_room(folder.parent, LARGEST)
    except OSError as error:
        warnings.warn(
            f"societies cannot be kept in {folder.parent} ({error.strerror})",
            RuntimeWarning,
            stacklevel=2,
        )
    return arrays


def entries() -> Path:
    """The folder of all entries."""
    return cache_folder() / "societies"


def _name(kind: str, text: str, key: int) -> str:
    cause = "\n".join((kind, text, str(key), source_hash()))
    return f"{kind}-{hashlib.blake2b(cause.encode(), digest_size=16).hexdigest()}"


def _load(folder: Path) -> Arrays:
    """The arrays of an entry.

    Raises:
        FileNotFoundError: there is no such entry.
        DamageError: it does not hold what was written.
    """
    listed = (folder / "list").read_text(encoding="ascii", errors="replace").split("\n")
    if listed[-1] != "end":
        raise DamageError("its list is cut")
    arrays = {}
    for line in listed[:-1]:
        name, _, checksum = line.partition(" ")
        path = folder / f"{name}.npy"
        try:
            if checksum != _checksum(path):
                raise DamageError(f"{name} differs from its checksum")
            # Copy on write, and no subclass: the same type to compiled code as a fresh array.
            arrays[name] = np.asarray(np.load(path, mmap_mode="c", allow_pickle=False))
        except (FileNotFoundError, ValueError):
            raise DamageError(f"{name} is missing") from None
    with contextlib.suppress(OSError):
        os.utime(folder)
    return arrays


def _save(folder: Path, arrays: Arrays) -> None:
    """Write an entry beside its place, then move it there in one step."""
    part = folder.with_name(f"{folder.name}.{uuid.uuid4().hex[:12]}{PART}")
    part.mkdir(parents=True)
    try:
        lines = []
        for name, array in arrays.items():
            path = part / f"{name}.npy"
            with path.open("wb") as file:
                np.save(file, array, allow_pickle=False)
                _settle(file)
            lines.append(f"{name} {_checksum(path)}\n")
        with (part / "list").open("wb") as file:
            file.write("".join([*lines, "end"]).encode("ascii"))
            _settle(file)
        try:
            part.rename(folder)
        except OSError:
            # If another process was first, its entry is the same and this one is not needed.
            if not folder.is_dir():
                raise
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _settle(file: Any) -> None:
    """Wait until what was written is on the disk."""
    file.flush()
    os.fsync(file.fileno())


def _checksum(path: Path) -> str:
    """CRC-32 of a file, in eight hexadecimal digits."""
    value = 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            value = zlib.crc32(block, value)
    return f"{value:08x}"


def make_room(folder: Path, largest: int) -> None:
    """Remove the entries used longest ago until the rest takes at most ``largest`` bytes."""
    found = []
    for entry in folder.iterdir():
        with contextlib.suppress(OSError):
            size = sum(path.stat().st_size for path in entry.iterdir())
            found.append((entry.stat().st_mtime, entry, size))
    total = sum(size for _, _, size in found)
    for _, entry, size in sorted(found):
        if total <= largest:
            break
        shutil.rmtree(entry, ignore_errors=True)
        total -= size
