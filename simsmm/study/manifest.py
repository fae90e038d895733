"""The manifest of a study: what repeats it bit for bit, and how to tell that it was repeated."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simsmm import scenario as scenarios
from simsmm.scenario import Scenario
from simsmm.society import OwnLayer
from simsmm.study.picking.facts import picked_facts
from simsmm.wording import say

if TYPE_CHECKING:
    from simsmm.study.answer import Answer

MADE_WITH = ("numpy", "numba", "scipy", "pandas", "pyarrow", "pydantic")
"""Packages whose versions a manifest states."""

LARGEST = 16 * 2**20
"""A manifest of more bytes than this is none."""


@dataclass(frozen=True)
class Repeat:
    """A study to be run again."""

    scenario: Scenario
    seed: int
    replicates: int
    curve: bool
    """Whether other amounts of media money were tried."""
    ties: Mapping[str, str]
    """Hash of each layer of ties that was brought along, by its name."""
    content: str
    """Hash of what came out."""
    made_with: Mapping[str, str]
    """Versions of Python, of simsmm and of the packages that it counts with."""


def manifest(answer: Answer) -> dict[str, Any]:
    """What is needed to repeat the study, and how to tell that it was repeated."""
    scenario = answer.scenario if answer.picking is None else answer.picking.asked
    return {
        **versions(),
        "presets": scenario.edition,
        "plan": scenario.to_yaml(),
        "source": shared_name(scenario.source),
        **({} if answer.picking is None else {"picked": picked_facts(answer.picking)}),
        "ties": {
            name: {"file": scenario.people.ties.layer(name).file, "hash": found}
            for name, found in ties_hashes(answer.own).items()
        },
        "own code": list(answer.own_code),
        "seed": answer.seed,
        "replicates": len(answer.replicates),
        "replicates asked for": answer.wanted,
        "curve": answer.curve is not None,
        "complete": answer.complete,
        "content": answer.content,
    }


def read(path: Path) -> Repeat:
    """The study that a manifest describes.

    Files of ties are looked up beside the manifest, then where the scenario lay and in the folder
    where one works.

    Raises:
        OSError: the manifest cannot be read.
        ScenarioError: its scenario cannot be used here.
        ValueError: it is no manifest, its ties were given in Python or are not found, or own code
            took part.
    """
    facts = _facts(path)
    try:
        plan, source, ties = str(facts["plan"]), str(facts["source"]), facts["ties"]
        seed, replicates = int(facts["seed"]), int(facts["replicates"])
        made_with = {"python": facts["python"], "simsmm": facts["simsmm"], **facts["made with"]}
        files = [layer["file"] for layer in ties.values()]
        hashes = {name: str(layer["hash"]) for name, layer in ties.items()}
        curve, content = bool(facts["curve"]), str(facts["content"])
        code = ", ".join(facts["own code"])
    except KeyError as error:
        raise _unfit(path, say('the field "{name}" is missing', name=error.args[0])) from None
    except (TypeError, ValueError, AttributeError) as error:
        raise _unfit(path, str(error)) from None
    if code:
        raise ValueError(
            say(
                "{path}: own code took part in this run ({names}); repeat it in Python with "
                "simsmm.estimate(..., actors=..., rules=...)",
                path=path,
                names=code,
            )
        )
    scenario = scenarios.parse(plan, source, _folder(path, source, files))
    return Repeat(scenario, seed, replicates, curve, hashes, content, made_with)


def _facts(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        data = file.read(LARGEST + 1)
    try:
        facts = json.loads(data.decode("utf-8")) if len(data) <= LARGEST else None
    except (ValueError, RecursionError) as error:
        raise _unfit(path, str(error)) from None
    if not isinstance(facts, dict):
        raise _unfit(path, say("it holds no fields"))
    return facts


def _unfit(path: Path, reason: str) -> ValueError:
    text = say("{path} is not a manifest of this version: {reason}", path=path, reason=reason)
    return ValueError(text)


def _folder(path: Path, source: str, files: list[str | None]) -> Path:
    """The folder that holds every file of ties."""
    if None in files:
        raise ValueError(
            say(
                "{path}: this run was given ties in Python; repeat it with "
                "simsmm.estimate(..., ties=...)",
                path=path,
            )
        )
    places = (path.parent, Path(source).parent, Path())
    for place in places:
        if all((place / str(file)).is_file() for file in files):
            return place
    raise ValueError(
        say(
            "the files of ties are not found together: {files}; copy them beside {path}",
            files=", ".join(map(str, files)),
            path=path,
        )
    )


def ties_hashes(own: Iterable[OwnLayer]) -> dict[str, str]:
    """Hash of each layer of ties that is brought along: of the ties, not of their file."""
    found = {}
    for layer in own:
        digest = hashlib.blake2b(b"directed" if layer.ties.directed else b"", digest_size=16)
        digest.update(layer.ties.starts.tobytes())
        digest.update(layer.ties.heads.tobytes())
        found[layer.name] = digest.hexdigest()
    return found


def other_ties(repeat: Repeat, own: Iterable[OwnLayer]) -> Iterator[str]:
    """Names of the layers whose ties are not those of the run that is to be repeated."""
    found = ties_hashes(own)
    for name in sorted(set(found) | set(repeat.ties)):
        if found.get(name) != repeat.ties.get(name):
            yield name


def versions() -> dict[str, Any]:
    """Versions of simsmm, of Python and of the packages that count."""
    return {
        "simsmm": version_of("simsmm"),
        "python": platform.python_version(),
        "made with": {name: version_of(name) for name in MADE_WITH},
    }


def version_of(package: str) -> str:
    """Version of an installed package, or ``"not installed"``."""
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def shared_name(source: str) -> str:
    """A scenario's file as others may see it: a full path leads nowhere for anybody else."""
    path = Path(source)
    return path.name if path.is_absolute() else str(path)
