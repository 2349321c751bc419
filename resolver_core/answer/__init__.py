"""What a solve answers, what of it is installed where, and how two answers compare. Values and pure functions."""
