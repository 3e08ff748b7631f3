"""Uploads: held in memory, and cut off at the cap before they fill it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import MemoryFileUploadHandler


class CappedMemoryHandler(MemoryFileUploadHandler):
    """Keeps an upload in memory and refuses it as soon as it passes the cap."""

    def handle_raw_input(self, *_args: Any, **_kwargs: Any) -> None:
        """Take every upload; the cap is counted chunk by chunk."""
        self.activated = True
        self.seen_bytes = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Count the bytes and pass them on to memory."""
        self.seen_bytes += len(raw_data)
        if self.seen_bytes > settings.UPLOAD_MAX_BYTES:
            raise RequestDataTooBig
        return super().receive_data_chunk(raw_data, start)
