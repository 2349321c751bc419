"""Our answers in the schemas of uv's measured ones, for the comparers of the shared data.

Run it as `python -m tests.conformance`; the schemas stand in `../shared/scenarios/README.md` and
`../shared/frozen-index/README.md`.
"""
