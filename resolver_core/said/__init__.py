"""What uv said: its own answers, read into the values of ours."""

from resolver_core.said.lock import LABEL, resolution_of_lock

__all__ = ["LABEL", "resolution_of_lock"]
