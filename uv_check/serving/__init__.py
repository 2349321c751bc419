"""What the indexes answered, given to uv once more on loopback: exactly what is recorded, and nothing else."""
