"""The applications as sent in the database, with all that was said of them before."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from preround.web.season_versions import SeasonVersion


class SentListVersion(SeasonVersion):
    """What was sent in one season as it stood after one change; the newest one counts."""

    WHAT: ClassVar[str] = "What you sent"

    record = models.ForeignKey("web.ApplicantRecord", models.CASCADE, related_name="sent_lists")

    objects: ClassVar[models.Manager[SentListVersion]]

    class Meta(SeasonVersion.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["record", "season", "version"], name="one_sent_list_a_version"
            )
        ]
