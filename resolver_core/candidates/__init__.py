"""Which versions exist, which file represents each of them, and why others are left out."""
