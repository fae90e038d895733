"""Diffusion models of the textbooks on any graph: compiled, with keyed draws, many runs at once."""

from simsmm.diffusion.cascade import independent_cascade, weighted_cascade
from simsmm.diffusion.graph import Network, network
from simsmm.diffusion.spread import Spread

__all__ = ["Network", "Spread", "independent_cascade", "network", "weighted_cascade"]
