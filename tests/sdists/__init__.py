"""How near the metadata of an sdist as its publisher built it come to a real build of it."""
