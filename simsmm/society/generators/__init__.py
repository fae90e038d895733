"""The generators of ties, by the name that a `LayerSpec` calls them.

A new one is a file with ``generate`` and ``define`` and a line in `TABLE`. ``generate(spec,
segment, key)`` is the compiled model; ``define`` is the same law as a small networkx graph, pair by
pair, the oracle of the tests. Both are pure functions of their arguments.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from simsmm.society.generators import follows, geometric, random, small_world
from simsmm.society.ties import Ties


@dataclass(frozen=True, slots=True)
class Generator:
    """One model of a layer of ties."""

    generate: Callable[..., Ties]
    """``(LayerSpec, segment int (n,), key) -> Ties``."""
    define: Callable[..., Any]
    """The same, as a networkx graph; for small n."""
    directed: bool
    steers: tuple[str, ...]
    """Targets of a `LayerSpec` that the model aims at."""
    paper: str
    """Where the model was published."""


TABLE: dict[str, Generator] = {
    "geometric": Generator(
        geometric.generate,
        geometric.define,
        directed=False,
        steers=("mean_degree", "spread", "exponent", "cap", "clustering", "homophily"),
        paper="Serrano, Krioukov and Boguna 2008; sampling: Blaesius et al. 2019",
    ),
    "follows": Generator(
        follows.generate,
        follows.define,
        directed=True,
        steers=(
            "mean_degree",
            "spread",
            "exponent",
            "cap",
            "reciprocity",
            "homophily",
            "degree_correlation",
        ),
        paper="Norros and Reittu 2006; Chung and Lu 2002",
    ),
    "random": Generator(
        random.generate,
        random.define,
        directed=False,
        steers=("mean_degree",),
        paper="Gilbert 1959; skipping: Batagelj and Brandes 2005",
    ),
    "small world": Generator(
        small_world.generate,
        small_world.define,
        directed=False,
        steers=("mean_degree", "clustering"),
        paper="Watts and Strogatz 1998; clustering: Barrat and Weigt 2000",
    ),
}
