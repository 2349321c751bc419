"""Pages that explain: how uv decides, and what each cause is."""
