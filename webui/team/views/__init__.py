"""The views of the team: a few lines each, everything else is beside them."""
