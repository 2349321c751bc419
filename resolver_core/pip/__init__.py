"""The same problem as pip solves it: plain resolvelib, pip's order and pip's file rules."""
