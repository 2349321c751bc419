"""Uploaded files, archives among them, become texts with paths."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict

from resolver_core import Mistake, ProblemSyntaxError, decoded_text, redact
from webui.resolutions.asking.archives import BadArchive, is_archive, unpacked
from webui.resolutions.asking.sent_files import SentFile, clean_path, sent_rows

FIELD = "uploads"


@dataclass(frozen=True, slots=True)
class Uploaded:
    """What uploads held, what was left out of them, and what could not be read."""

    files: tuple[SentFile, ...]
    left_out: int
    mistakes: tuple[Mistake, ...]

    def added_to(self, sent: QueryDict) -> QueryDict:
        """The fields of a form with these files among its own; one of the same path takes its place."""
        paths = {clean_path(file.path) for file in self.files}
        kept = [(path, text) for path, text in sent_rows(sent) if clean_path(path) not in paths]
        kept += [(file.path, file.text) for file in self.files]
        values = sent.copy()
        values.setlist("file_path", [path for path, _ in kept])
        values.setlist("file_text", [text for _, text in kept])
        return values


def read_uploads(uploads: Iterable[UploadedFile]) -> Uploaded:
    """The texts of uploaded files. What cannot be read is a mistake with the name of its file."""
    files: list[SentFile] = []
    mistakes: list[Mistake] = []
    left_out = 0
    for upload in uploads:
        try:
            found, others = _read(upload)
        except BadArchive as error:
            words = f"{upload.name or 'A file'} was not read: {error}."
            mistakes.append(Mistake(redact(words).text))
            continue
        files += found
        left_out += others
    return Uploaded(tuple(files), left_out, tuple(mistakes))


def _read(upload: UploadedFile) -> tuple[tuple[SentFile, ...], int]:
    data = upload.read()
    if len(data) < (upload.size or 0):
        raise BadArchive(f"all files together have more than {settings.UPLOAD_LIMIT_BYTES // 1024**2} MB")
    if is_archive(data):
        found = unpacked(data)
        return found.files, found.left_out
    try:
        return (SentFile(upload.name or "", decoded_text(data)),), 0
    except ProblemSyntaxError:
        raise BadArchive("it is neither UTF-8 text nor an archive of a kind that is read (zip, tar, tar.gz)") from None
