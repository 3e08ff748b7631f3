"""The season in the database: invitations and the rank list, with all they said before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.db import models

from preround.web.privacy import Privacy
from preround.web.season_versions import SeasonVersion


class Interview(models.Model):
    """One program's answer in one season, and the interview that came of it."""

    PRIVACY: ClassVar[Mapping[str, Privacy]] = {
        "id": Privacy.PERSONAL,
        "record": Privacy.PERSONAL,
        "season": Privacy.PERSONAL,
        "nrmp_code": Privacy.PERSONAL,
        "status": Privacy.SENSITIVE,
        "invited_on": Privacy.PERSONAL,
        "interview_on": Privacy.PERSONAL,
        "starts_at": Privacy.PERSONAL,
        "form": Privacy.PERSONAL,
        "signal": Privacy.PERSONAL,
        "ties": Privacy.PERSONAL,
        "note": Privacy.SENSITIVE,
        "version": Privacy.PERSONAL,
        "removed": Privacy.PERSONAL,
        "saved_at": Privacy.PERSONAL,
    }

    record = models.ForeignKey("web.ApplicantRecord", models.CASCADE, related_name="interviews")
    season = models.PositiveIntegerField()
    nrmp_code = models.CharField(max_length=20)
    status = models.CharField(max_length=12)
    invited_on = models.DateField(null=True, blank=True)
    interview_on = models.DateField(null=True, blank=True)
    starts_at = models.TimeField(null=True, blank=True)
    form = models.CharField(max_length=10, blank=True)
    signal = models.CharField(max_length=20, blank=True)
    ties = models.CharField(max_length=100, blank=True)
    note = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    removed = models.BooleanField(default=False)
    saved_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[models.Manager[Interview]]

    class Meta:
        ordering = ["interview_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["record", "season", "nrmp_code"], name="one_interview_a_program"
            )
        ]

    def __str__(self) -> str:
        return f"{self.nrmp_code}, {self.status}"


class InterviewVersion(models.Model):
    """The interview as it stood after one save."""

    PRIVACY: ClassVar[Mapping[str, Privacy]] = {
        "id": Privacy.PERSONAL,
        "interview": Privacy.PERSONAL,
        "version": Privacy.PERSONAL,
        "document": Privacy.SENSITIVE,
        "saved_at": Privacy.PERSONAL,
    }

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="history")
    version = models.PositiveIntegerField()
    document = models.JSONField()
    saved_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[models.Manager[InterviewVersion]]

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["interview", "version"], name="one_state_an_interview_version"
            )
        ]

    def __str__(self) -> str:
        return f"version {self.version}"


class RankSheetVersion(SeasonVersion):
    """The rank sheet of one season as it stood after one change; the newest one counts."""

    WHAT: ClassVar[str] = "The rank list"

    record = models.ForeignKey("web.ApplicantRecord", models.CASCADE, related_name="rank_sheets")

    objects: ClassVar[models.Manager[RankSheetVersion]]

    class Meta(SeasonVersion.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["record", "season", "version"], name="one_rank_sheet_a_version"
            )
        ]
