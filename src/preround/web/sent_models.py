"""The applications as sent in the database, with all that was said of them before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.db import models

from preround.web.privacy import Privacy


class SentListVersion(models.Model):
    """What was sent in one season as it stood after one change; the newest one counts."""

    PRIVACY: ClassVar[Mapping[str, Privacy]] = {
        "id": Privacy.PERSONAL,
        "record": Privacy.PERSONAL,
        "season": Privacy.PERSONAL,
        "version": Privacy.PERSONAL,
        "document": Privacy.SENSITIVE,
        "cause": Privacy.PERSONAL,
        "saved_at": Privacy.PERSONAL,
    }

    record = models.ForeignKey("web.ApplicantRecord", models.CASCADE, related_name="sent_lists")
    season = models.PositiveIntegerField()
    version = models.PositiveIntegerField()
    document = models.JSONField()
    cause = models.CharField(max_length=200)
    saved_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[models.Manager[SentListVersion]]

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["record", "season", "version"], name="one_sent_list_a_version"
            )
        ]

    def __str__(self) -> str:
        return f"version {self.version}: {self.cause}"
