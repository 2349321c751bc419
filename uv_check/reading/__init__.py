"""What uv wrote, as values."""
