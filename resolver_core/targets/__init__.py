"""Targets: the environments that are solved for, by name, with their marker values and tags."""
