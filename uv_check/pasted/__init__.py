"""What somebody's own uv wrote, beside our answer: where it differs first, and what may be the reason."""
