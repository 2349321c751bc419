"""The words of each cause, in a file of the cause's own name."""
