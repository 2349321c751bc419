"""The search: one solver under a policy (uv-resolution sections 5 and 6)."""
