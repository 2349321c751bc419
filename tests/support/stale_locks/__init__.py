"""Every way in which a uv.lock goes stale: worlds that are locked, changes to them, and what uv makes of the lock."""
