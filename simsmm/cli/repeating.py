"""`simsmm run --from manifest.json`: the same run again, and whether the same came out."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from simsmm.wording import say

if TYPE_CHECKING:
    from rich.console import Console

    from simsmm.cli.running import Order
    from simsmm.study.manifest import Repeat


def order_of(order: Order) -> tuple[Order, Repeat]:
    """The order that a manifest stands for, and what is known of the run that it repeats.

    Args:
        order: its scenario is the manifest.

    Raises:
        ValueError: it cannot be repeated here; the message says why.
    """
    from simsmm.study.manifest import other_ties, read
    from simsmm.study.own_ties import own_layers

    found = read(order.scenario)
    for name in other_ties(found, own_layers(found.scenario)):
        raise ValueError(
            say('the ties "{name}" are not those of the run that is to be repeated', name=name)
        )
    source = Path(found.scenario.source)
    return (
        replace(
            order,
            scenario=source,
            seed=found.seed,
            replicates=found.replicates,
            curve=found.curve,
        ),
        found,
    )


def compare(repeat: Repeat, folder: Path, told: Console) -> bool:
    """Say whether a repetition gave the same numbers, and what may be the cause if not."""
    from simsmm.study.manifest import versions

    facts = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    if facts["content"] == repeat.content:
        told.print(say("Repeated: every number is the same, bit for bit."))
        return True
    told.print(say("The numbers are not those of the run that was to be repeated."), style="yellow")
    now = versions()
    here = {"python": now["python"], "simsmm": now["simsmm"], **now["made with"]}
    for name, before in repeat.made_with.items():
        if here.get(name) != before:
            text = say("{name}: then {before}, now {now}", name=name, before=before, now=here[name])
            told.print(f"  {text}", markup=False)
    return False
