"""What becomes of an issue report: solved as its reporter ran it, held against what they saw, and judged."""
