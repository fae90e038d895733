"""Scenarios: the plan, the market and the question, read from YAML into frozen data."""

from simsmm.scenario.goals import MEASURES, Goal
from simsmm.scenario.language import Effort, Market, Scenario, Segment, Society
from simsmm.scenario.loading import check, load, parse
from simsmm.scenario.overrides import LayerChoice, Overrides
from simsmm.scenario.plan import (
    FORMATS,
    Boost,
    Budget,
    Campaign,
    Creator,
    Offer,
    Page,
    Post,
)
from simsmm.scenario.problems import Problem, ScenarioError
from simsmm.scenario.quantities import Pace, Span

__all__ = [
    "FORMATS",
    "MEASURES",
    "Boost",
    "Budget",
    "Campaign",
    "Creator",
    "Effort",
    "Goal",
    "LayerChoice",
    "Market",
    "Offer",
    "Overrides",
    "Pace",
    "Page",
    "Post",
    "Problem",
    "Scenario",
    "ScenarioError",
    "Segment",
    "Society",
    "Span",
    "check",
    "load",
    "parse",
]
