"""What every test shares: hypothesis without luck or clocks, and a cache beside the tests."""

import os
from pathlib import Path

from hypothesis import settings

# Before anything imports simsmm: kernels compiled for the tests stay out of the user's own cache.
os.environ.setdefault("SIMSMM_CACHE", str(Path(__file__).parent.parent / ".cache"))

# The same examples on every run, and no deadline: a first call may have to compile a kernel.
settings.register_profile("simsmm", derandomize=True, deadline=None, database=None)
settings.load_profile("simsmm")
