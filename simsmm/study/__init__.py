"""Studies: many runs of a scenario, and what they say together."""

from simsmm.study.answer import Answer, GoalAnswer
from simsmm.study.outcome import Outcome
from simsmm.study.run import study

__all__ = ["Answer", "GoalAnswer", "Outcome", "study"]
