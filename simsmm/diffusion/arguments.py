"""Arguments that models have in common, checked where they come in."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from simsmm.diffusion.graph import Network
from simsmm.diffusion.seed_sets import SeedSets, seed_sets
from simsmm.scenario.arguments import whole
from simsmm.scenario.problems import brief, nearest
from simsmm.wording import say

NO_SEEDS = SeedSets(np.zeros(2, np.int64), np.zeros(0, np.int32), several=False)


def called(
    network: Network, seeds: object, replicates: object, seed: object, workers: object
) -> tuple[Network, SeedSets, int, int, int | None]:
    """What every model is called with, in the order of `simsmm.diffusion.runs.Runs`.

    Raises:
        TypeError, ValueError: one of them is not what it should be.
    """
    return (
        network,
        seeds if isinstance(seeds, SeedSets) else seed_sets(network, seeds),
        whole("replicates", replicates, 1),
        whole("seed", seed),
        None if workers is None else whole("workers", workers, 1),
    )


def real(name: str, given: object, least: float = 0.0, most: float = math.inf) -> float:
    """A number from ``least`` to ``most``; finite where ``most`` is infinite.

    Raises:
        TypeError: it is no number.
        ValueError: it is outside.
    """
    try:
        found = math.nan if isinstance(given, (bool, str)) else float(given)
    except (TypeError, ValueError):
        found = math.nan
    if math.isnan(found):
        raise TypeError(
            say("{name} must be a number, not {given}", name=name, given=brief(repr(given)))
        )
    if least <= found <= most and math.isfinite(found):
        return found
    if math.isinf(most):
        raise ValueError(
            say(
                "{name} must be a finite number from {least}, not {given}",
                name=name,
                least=f"{least:g}",
                given=f"{found:g}",
            )
        )
    raise ValueError(
        say(
            "{name} must be a number from {least} to {most}, not {given}",
            name=name,
            least=f"{least:g}",
            most=f"{most:g}",
            given=f"{found:g}",
        )
    )


def one_of(name: str, given: object, known: Sequence[str]) -> str:
    """One of some names.

    Raises:
        ValueError: it is none of them.
    """
    if given in known:
        return str(given)
    close = nearest(str(given), known)
    guess = say(' Did you mean "{name}"?', name=close) if close else ""
    names = ", ".join(known)
    said = say(
        "{name} must be one of {known}, not {given}.",
        name=name,
        known=names,
        given=brief(repr(given)),
    )
    raise ValueError(said + guess)
