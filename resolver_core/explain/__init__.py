"""Why two answers differ: causes that were proven by solving again, and fixes that were tried."""
