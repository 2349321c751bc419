"""A Dockerfile that runs the two commands."""

from __future__ import annotations

from resolver_core.exports.smallest.commands import Setting, commands
from resolver_core.minimise.smallest import Small
from resolver_core.policy import UV_VERSION

_END = "END_OF_PROJECT"


def to_dockerfile(small: Small, setting: Setting) -> str:
    """Builds with `docker build --progress plain --no-cache .`, which shows what both commands say."""
    single, universal = commands(small, setting)
    return "\n".join(
        (
            "# syntax=docker/dockerfile:1",
            f"FROM python:{_minor(setting)}-slim",
            f"RUN pip install --no-cache-dir uv=={UV_VERSION}",
            "WORKDIR /project",
            f"COPY <<'{_END}' pyproject.toml",
            small.case.text.rstrip("\n"),
            _END,
            f"RUN {single} || true",
            f"RUN {universal} || true",
            "RUN cat uv.lock || true",
            "",
        )
    )


def _minor(setting: Setting) -> str:
    return ".".join(map(str, setting.target.python_version.release[:2]))
