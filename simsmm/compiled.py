"""The one decorator that compiles a kernel, and where compiled code is kept.

Compiled code is kept on disk in a folder named after a hash of every source file of the package,
the versions of Python, NumPy and numba: numba alone looks only at the file that holds the
decorated function, and would go on using a kernel after a rule in another file had changed.

Each function has one file there, sealed with a checksum. A file that was cut, emptied or altered
is compiled anew with one warning; numba's own cache would crash on it or run what it says.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
import platform
import shutil
import sys
import time
import uuid
import warnings
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numba
import numpy as np
from numba.core import caching

KEPT_FOLDERS = 8
"""Folders of compiled code kept for other states of the sources, the latest used first."""

FRESH_SECONDS = 3600.0
"""A folder used within this time is left alone: another process may be working with it [s]."""

AT_EVERY_START = "kernels are compiled at every start"


def cache_folder() -> Path:
    """Where simsmm keeps what can be computed again: ``SIMSMM_CACHE`` or the user's cache."""
    chosen = os.environ.get("SIMSMM_CACHE")
    if chosen:
        return Path(chosen)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "simsmm"


@cache
def source_hash() -> str:
    """A short hash of all that compiled code depends on: the package's sources and versions."""
    digest = hashlib.blake2b(digest_size=8)
    versions = (platform.machine(), sys.version, np.__version__, numba.__version__)
    digest.update("\n".join(versions).encode())
    root = Path(__file__).parent
    for path in sorted(root.rglob("*.py")):
        digest.update(str(path.relative_to(root)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


@cache
def _warn_once(text: str) -> None:
    warnings.warn(text, RuntimeWarning, stacklevel=3)


@cache
def _code_folder(root: Path, state: str) -> Path | None:
    """The folder for compiled code of this state of the sources; None if it cannot be made."""
    folder = root / state
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        _warn_once(f"no compiled code can be kept in {root} ({error.strerror}): {AT_EVERY_START}")
        return None
    with contextlib.suppress(OSError):  # read-only, or another process is tidying up too
        os.utime(folder)
        _drop_old_folders(root)
    return folder


def _drop_old_folders(root: Path) -> None:
    """Remove the folders of long past states of the sources, but no fresh ones."""
    used = sorted(((path.stat().st_mtime, path) for path in root.iterdir()), reverse=True)
    for when, path in used[KEPT_FOLDERS:]:
        if when < time.time() - FRESH_SECONDS:
            shutil.rmtree(path, ignore_errors=True)


def compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a function of plain arrays and numbers: no interpreter lock, IEEE arithmetic.

    Fast-math and automatic threading are left off on purpose: they would let the same plan give
    other bits on another number of threads.
    """
    return _compile(function)


def compiled_bare(function: Callable[..., Any]) -> Callable[..., Any]:
    """As `compiled`, for functions that never make an array.

    Without numba's reference counting, passing a record of fifty arrays from function to function
    costs nothing: the campaign kernel runs ten times as fast.
    """
    return _compile(function, _nrt=False, forceinline=True)


def compiled_apart(function: Callable[..., Any]) -> Callable[..., Any]:
    """As `compiled_bare`, for what a run calls seldom: it stays out of the loop that calls it.

    A loop that holds less code runs faster.
    """
    return _compile(function, _nrt=False)


def _compile(function: Callable[..., Any], **options: bool) -> Any:
    dispatcher: Any = numba.njit(function, nogil=True, error_model="numpy", **options)
    folder = _code_folder(cache_folder() / "compiled", source_hash())
    if folder is not None:
        # What numba.njit(cache=True) does, with a cache of our own.
        dispatcher._cache = SealedCache(function, options, folder)
    return dispatcher


def keep_in_memory(kernel: Any) -> None:
    """Keep no code of a kernel on disk: its sources alone do not say what it calls.

    Args:
        kernel: as `compiled` or `compiled_bare` gave it, before its first call.
    """
    kernel._cache = caching.NullCache()


class KernelFile:
    """The compiled variants of one function: {key of the argument types: code}, in one file.

    One file, not numba's index and data files, so that two processes that save at once may lose a
    variant but can never mix up two.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def load(self, key: object) -> Any:
        """The code kept under ``key``, or None."""
        return self._variants().get(key)

    def save(self, key: object, code: object) -> None:
        """Keep ``code`` under ``key``; a full or read-only disk costs a warning only."""
        body = caching.dumps({**self._variants(), key: code})
        draft = self.path.with_name(f"{self.path.name}.{uuid.uuid4().hex[:12]}.part")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            draft.write_bytes(self._seal(body) + body)
            draft.replace(self.path)
        except OSError as error:
            with contextlib.suppress(OSError):
                draft.unlink()
            where = self.path.parent
            _warn_once(
                f"compiled code cannot be kept in {where} ({error.strerror}): {AT_EVERY_START}"
            )

    def flush(self) -> None:
        """Forget every variant."""
        with contextlib.suppress(OSError):
            self.path.unlink()

    def refuse(self) -> None:
        """Warn that the file is damaged, and forget it."""
        _warn_once(f"compiled code kept in {self.path.parent} was damaged: it is compiled anew")
        self.flush()

    def _variants(self) -> dict[object, Any]:
        try:
            content = self.path.read_bytes()
        except OSError:
            return {}
        seal, body = content[:32], content[32:]
        if seal != self._seal(body):
            self.refuse()
            return {}
        variants: dict[object, Any] = pickle.loads(body)
        return variants

    def _seal(self, body: bytes) -> bytes:
        """A checksum of name and content: a file put in another's place is noticed too."""
        return hashlib.blake2b(self.path.name.encode() + b"\0" + body, digest_size=32).digest()


class SealedCache(caching._Cache):
    """numba's cache of one function compiled with certain options, on a `KernelFile`."""

    def __init__(
        self, function: Callable[..., Any], options: dict[str, bool], folder: Path
    ) -> None:
        name = f"{function.__module__}.{function.__qualname__}-{function.__code__.co_firstlineno}"
        safe = "".join(letter if letter.isalnum() or letter in ".-_" else "_" for letter in name)
        self._file = KernelFile(folder / f"{safe}.kernel")
        source = Path(function.__code__.co_filename)
        # A function typed at a prompt has no file; the values of a closure stand in no file.
        self._enabled = source.is_file() and function.__closure__ is None
        self._source = hashlib.sha256(source.read_bytes()).digest() if self._enabled else b""
        self._options = tuple(sorted(options.items()))

    @property
    def cache_path(self) -> str:
        """The folder, as text."""
        return str(self._file.path.parent)

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        """The compile result kept for a signature, or None."""
        if not self._enabled:
            return None
        target_context.refresh()
        reduced = self._file.load(self._key(sig, target_context.codegen()))
        if reduced is None:
            return None
        return numba.core.compiler.CompileResult._rebuild(target_context, *reduced)

    def save_overload(self, sig: Any, data: Any) -> None:
        """Keep a compile result, unless it holds addresses of this process."""
        if self._enabled and not data.lifted and not data.library.has_dynamic_globals:
            self._file.save(self._key(sig, data.codegen), data._reduce())

    def enable(self) -> None:
        """Use the file."""
        self._enabled = True

    def disable(self) -> None:
        """Neither read nor write the file."""
        self._enabled = False

    def flush(self) -> None:
        """Forget what is kept."""
        self._file.flush()

    def _key(self, sig: Any, codegen: Any) -> tuple[Any, ...]:
        """Argument types, processor, options and source file (it may lie outside the package)."""
        return (sig, codegen.magic_tuple(), self._options, self._source)
