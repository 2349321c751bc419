"""Pasted text as values: every kind of text becomes a `Problem`, every mistake is reported with its line."""
