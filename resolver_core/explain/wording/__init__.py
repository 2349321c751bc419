"""Facts become plain English, and nothing but."""
