"""A bound on what one request may upload, whoever sends it. What was typed before the files is kept."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

_STOPPED = "upload_stopped"


def stopped(request: HttpRequest) -> bool:
    """Whether not all files of this request were read. Only true after its POST was read."""
    return getattr(request, _STOPPED, False)


class Bound(FileUploadHandler):
    """Stops reading files at the limit. The form then tells, see `stopped`."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.seen = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Count, and pass on to the handlers that keep it."""
        self.seen += len(raw_data)
        if self.seen > settings.UPLOAD_MAX_BYTES:
            setattr(self.request, _STOPPED, True)
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The next handler keeps the file."""
        return
