"""Speed, measured against other programs on the same graph: `python -m benchmarks`."""
