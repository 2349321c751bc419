"""Metadata of a source distribution: static, or as its publisher built it. Archives are read in memory, never run."""
