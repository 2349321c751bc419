"""Measurements of the core against its peers. Run one as `python -m benchmarks.NAME`."""
