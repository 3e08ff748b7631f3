"""Which forms were sent, so that none is kept twice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.db import models

from preround.web.privacy import Privacy


class SentForm(models.Model):
    """One form that changed something, by a digest of what it held, and what was answered."""

    PRIVACY: ClassVar[Mapping[str, Privacy]] = {
        "id": Privacy.PERSONAL,
        "key": Privacy.PERSONAL,
        "led_to": Privacy.PERSONAL,
        "cookies": Privacy.SENSITIVE,
        "sent_at": Privacy.PERSONAL,
    }

    key = models.CharField(max_length=64, unique=True)
    #: The address the answer led to; empty where it was a page or part of one.
    led_to = models.TextField(blank=True)
    #: What the answer set beside: the notice of what was done, with its undo.
    cookies = models.JSONField(default=dict)
    sent_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[models.Manager[SentForm]]

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.key[:12]
