"""The bound on what is kept of a file while it comes in."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler


class Grens(FileUploadHandler):
    """The first handler of an upload: lets nothing through beyond the bound, so that no upload fills the disk.

    One piece too many does get through: by that the check of the content sees that the file is too large, and refuses
    it with a sentence on the field.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return raw_data if start <= settings.BESTAND_MAX_BYTES else None

    def file_complete(self, file_size: int) -> Any:
        return None
