"""How many public project files are answered, and how near to uv."""
