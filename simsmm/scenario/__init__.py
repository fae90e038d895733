"""Scenarios: the plan, the market and the question, read from YAML into frozen data."""

from simsmm.scenario.audience import Audience
from simsmm.scenario.creators import Creator, FeeRule, Pick
from simsmm.scenario.goals import MEASURES, Goal
from simsmm.scenario.json_schema import schema
from simsmm.scenario.language import Effort, Market, Scenario, Segment, Society
from simsmm.scenario.loading import check, load, parse
from simsmm.scenario.overrides import LayerChoice, Overrides
from simsmm.scenario.plan import (
    FORMATS,
    Boost,
    Budget,
    Campaign,
    Offer,
    Page,
    Post,
)
from simsmm.scenario.problems import Problem, ScenarioError
from simsmm.scenario.quantities import Pace
from simsmm.scenario.unknowns import (
    ClickRate,
    LogNormal,
    Normal,
    Span,
    Triangular,
    Unknown,
    UnknownPace,
)

__all__ = [
    "FORMATS",
    "MEASURES",
    "Audience",
    "Boost",
    "Budget",
    "Campaign",
    "ClickRate",
    "Creator",
    "Effort",
    "FeeRule",
    "Goal",
    "LayerChoice",
    "LogNormal",
    "Market",
    "Normal",
    "Offer",
    "Overrides",
    "Pace",
    "Page",
    "Pick",
    "Post",
    "Problem",
    "Scenario",
    "ScenarioError",
    "Segment",
    "Society",
    "Span",
    "Triangular",
    "Unknown",
    "UnknownPace",
    "check",
    "load",
    "parse",
    "schema",
]
