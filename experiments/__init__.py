"""Questions asked of the simulator itself, each a program: `python -m experiments.NAME`."""
