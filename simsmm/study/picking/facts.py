"""What a pick leaves in files: the plain plan, the rivals, and how they compare."""

from __future__ import annotations

from typing import Any

from simsmm.study.outcome import Outcome
from simsmm.study.picking.comparison import Comparison
from simsmm.study.picking.groups import Group
from simsmm.study.picking.picking import Picking

CASCADE = "the cascade by which they were chosen, not the campaign"
"""What the guarantee holds for."""


def picked_facts(picking: Picking) -> dict[str, Any]:
    """What a manifest keeps: the plan that names the chosen, and whom each rule would pay."""
    return {
        "plan": picking.plan.to_yaml(),
        "society": picking.plan.people.society,
        "candidates": picking.candidates,
        "groups": {group.name: list(group.people) for group in picking.groups},
    }


def facts_of(comparison: Comparison) -> dict[str, Any]:
    """What an answer tells: each group, what it costs and adds, and how far behind it is."""
    picking = comparison.picking
    told = picking.guarantee
    return {
        "society": picking.plan.people.society,
        "candidates": picking.candidates,
        "measure": comparison.measure,
        "replicates": comparison.replicates,
        "groups": [_group(comparison, group) for group in picking.groups],
        "ordinary ahead of stars per money": _outcome(comparison.ordinary_ahead),
        "choice": {
            "holds for": CASCADE,
            "seen": picking.seen,
            "error": picking.error,
            "at least this part of the best": told.ratio,
            "with probability": told.probability,
        },
    }


def _group(comparison: Comparison, group: Group) -> dict[str, Any]:
    return {
        "group": group.name,
        "people": list(group.people),
        "followers": list(group.followers),
        "cost": group.cost,
        "added": _outcome(comparison.added(group)),
        "added per money": _outcome(comparison.per_money(group)),
        "behind the chosen": _outcome(comparison.behind(group)),
    }


def _outcome(outcome: Outcome | None) -> dict[str, float] | None:
    return None if outcome is None else {"mean": outcome.mean, "error": outcome.error}
