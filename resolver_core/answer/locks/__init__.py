"""What the locks of other tools than uv say."""
