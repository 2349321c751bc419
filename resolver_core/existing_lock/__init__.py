"""An existing `uv.lock` beside today's project: whether it is the answer still, and what it counts for if not."""
