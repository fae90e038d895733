"""From a scenario to the arrays of a run."""

from simsmm.assemble.own_code import NO_CODE, OwnCode
from simsmm.assemble.values import Values
from simsmm.assemble.world import Stage

__all__ = ["NO_CODE", "OwnCode", "Stage", "Values"]
