"""Experiments: solves with one thing changed, within a budget, that anybody can repeat."""
