"""The choice of seeds: whom to start with, by number or for a budget, with a guarantee."""

from simsmm.diffusion.choosing.choose import choose_seeds
from simsmm.diffusion.choosing.fees import Fee
from simsmm.diffusion.choosing.guarantee import Guarantee
from simsmm.diffusion.choosing.seed_choice import SeedChoice

__all__ = ["Fee", "Guarantee", "SeedChoice", "choose_seeds"]
