"""What a user wrote in Python for a run: rules of behaviour of their own."""

from __future__ import annotations

from dataclasses import dataclass

from simsmm.spread.own_rules import STANDARD, Rules


@dataclass(frozen=True)
class OwnCode:
    """Beside the scenario, which is data, what else a run follows."""

    rules: Rules = STANDARD

    @property
    def names(self) -> tuple[str, ...]:
        """What stands here, in words; a scenario file alone repeats a run where this is empty."""
        return tuple(f"rule {name}" for name in self.rules.own)


NO_CODE = OwnCode()
"""A run by the package's own rules."""
