"""The same questions to two states of the source, and every answer compared: documents as canonical JSON, pages in
their visible text, links and form fields.

Run it as `python -m tests.golden`, or as `make golden` and `make golden-accept`. A state of the source is a commit,
checked out into a folder of its own, or a working tree. It is asked only through what a refactoring keeps: the command
line, the addresses of `manage.py serve` for people and programs. No module of it is imported here.
"""
