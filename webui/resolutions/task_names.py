"""The names of the tasks that one wing asks another for, so that neither has to import the other."""

RENDER_PAGE = "resolutions.render_page"
"""Of the id of a submission: have its finished page ready for its first reader."""
