"""The numbers in what is promised about answers; the words are those of templates/resolutions/promises.html."""

from __future__ import annotations

from django.conf import settings

from webui.resolutions.asking.readers import EVERYONE


def promises() -> dict[str, object]:
    """What this installation keeps, and its limits."""
    return {
        "keep_days": settings.KEEP_DAYS,
        "storage_megabytes": settings.STORAGE_MEGABYTES,
        "private_for_everyone": settings.PRIVATE_ANSWERS == EVERYONE,
        "paste_kilobytes": settings.PASTE_LIMIT_BYTES // 1024,
        "lock_megabytes": settings.LOCK_LIMIT_BYTES // 2**20,
        "files_megabytes": settings.FILES_LIMIT_BYTES // 2**20,
        "per_minute": settings.SUBMISSIONS_PER_MINUTE,
        "solve_seconds": settings.SOLVE_SECONDS,
        "submission_seconds": settings.SUBMISSION_SECONDS,
    }
