"""Stops an upload that is too large while it is still coming in, before it fills the disk."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, StopUpload

from ayumi.formats.guard import SIZE_LIMIT

FORM_SIZE = 1024 * 1024
"""What a request may hold beside the file."""


class SizeLimitUploadHandler(FileUploadHandler):
    """Gives up as soon as the limit is passed and marks the request, so the page can say why."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.received = 0
        self.announced = 0

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: Any = None
    ) -> None:
        """Remember what says itself that it is too large; its fields are still read, its file is not.

        Giving up here would lose the form's token with it, and the page could not say why.
        """
        self.announced = content_length

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Count what comes in; pass it on to the next handler."""
        self.received += len(raw_data)
        if self.received > SIZE_LIMIT or self.announced > SIZE_LIMIT + FORM_SIZE:
            self._refuse()
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The next handler makes the file."""

    def _refuse(self) -> None:
        if self.request is not None:
            self.request.upload_too_large = True
        raise StopUpload(connection_reset=False)
