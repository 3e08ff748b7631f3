"""Facts of programs brought in, corrected and undone; and which ones to look up next."""

from __future__ import annotations

from preround.jobs.look_ups import look_up_queue

__all__ = ["look_up_queue"]
