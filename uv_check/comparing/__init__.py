"""Two answers beside each other, field by field."""
