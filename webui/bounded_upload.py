"""Uploads are kept in memory up to a limit for all files of a request; what comes beyond is counted and dropped."""

from __future__ import annotations

import io

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest


class BoundedUpload(FileUploadHandler):
    """Makes a file of each upload. One that was cut off has a `size` beyond what it holds."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self._left: int = settings.UPLOAD_LIMIT_BYTES
        self._file = io.BytesIO()

    def new_file(
        self,
        field_name: str,
        file_name: str,
        content_type: str,
        content_length: int | None,
        charset: str | None = None,
        content_type_extra: dict[str, bytes] | None = None,
    ) -> None:
        """Begin with the next file."""
        super().new_file(field_name, file_name, content_type, content_length, charset, content_type_extra)
        self._file = io.BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep as much as is left."""
        self._file.write(raw_data[: self._left])
        self._left = max(0, self._left - len(raw_data))

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """The whole file, or its beginning."""
        self._file.seek(0)
        return InMemoryUploadedFile(
            self._file, self.field_name, self.file_name or "", self.content_type, file_size, self.charset
        )
