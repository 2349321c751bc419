"""Drills: a running installation is killed, starved and attacked, and what it does then is counted.

`make drills` runs them and writes the tables of docs/reliability.md. They are no part of `./scripts/test`; the tests in
this folder are of the drills' own code.
"""
