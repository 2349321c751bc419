"""The names of tasks that one wing asks another for, and of those that the settings route to a queue of their own."""

RENDER_PAGE = "resolutions.render_page"
"""Of the id of a submission: have its finished page ready for its first reader."""
CHECK_WITH_UV = "resolutions.check_with_uv"
"""Of the id of a question: ask the real uv."""
CHECKS = "checks"
"""The queue of `CHECK_WITH_UV`; a worker of its own, of the lowest priority, takes from it and from no other."""
