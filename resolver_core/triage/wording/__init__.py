"""Verdicts become English, and nothing but."""
