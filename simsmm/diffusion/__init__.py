"""Diffusion models of the textbooks on any graph: compiled, with keyed draws, many runs at once."""

from simsmm.diffusion.bass import bass
from simsmm.diffusion.cascade import independent_cascade, weighted_cascade
from simsmm.diffusion.choosing import Fee, Guarantee, SeedChoice, choose_seeds
from simsmm.diffusion.delays import Delay, fixed, geometric, log_normal
from simsmm.diffusion.fractional_threshold import fractional_threshold
from simsmm.diffusion.graph import Network, network
from simsmm.diffusion.hoax import hoax, verification_needed
from simsmm.diffusion.linear_threshold import linear_threshold
from simsmm.diffusion.sir import sir
from simsmm.diffusion.spread import Spread

__all__ = [
    "Delay",
    "Fee",
    "Guarantee",
    "Network",
    "SeedChoice",
    "Spread",
    "bass",
    "choose_seeds",
    "fixed",
    "fractional_threshold",
    "geometric",
    "hoax",
    "independent_cascade",
    "linear_threshold",
    "log_normal",
    "network",
    "sir",
    "verification_needed",
    "weighted_cascade",
]
