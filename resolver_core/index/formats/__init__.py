"""Bytes of an index become values. No I/O."""
