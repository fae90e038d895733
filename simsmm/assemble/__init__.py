"""From a scenario to the arrays of a run."""

from simsmm.assemble.values import Values
from simsmm.assemble.world import Stage

__all__ = ["Stage", "Values"]
