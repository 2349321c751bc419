"""Processes that solve: how they are started, what they may use, and how they are stopped."""
