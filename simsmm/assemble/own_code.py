"""What a user wrote in Python for a run: rules and actors of their own."""

from __future__ import annotations

from dataclasses import dataclass

from simsmm.actors import Actor
from simsmm.spread.own_rules import STANDARD, Rules
from simsmm.wording import say


@dataclass(frozen=True)
class OwnCode:
    """Beside the scenario, which is data, what else a run follows."""

    rules: Rules = STANDARD
    actors: tuple[Actor, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """What stands here, in words; a scenario file alone repeats a run where this is empty."""
        rules = (say("rule {name}", name=name) for name in self.rules.own)
        return (*rules, *(say("actor {name}", name=actor.name) for actor in self.actors))


NO_CODE = OwnCode()
"""A run by the package's own rules."""
