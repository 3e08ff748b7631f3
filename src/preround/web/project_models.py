"""Improvement projects in the database, with everything they said before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.db import models

from preround.web.privacy import Privacy


class ImprovementProject(models.Model):
    """One project as the document its file would hold, with the version a save must name."""

    PRIVACY: ClassVar[Mapping[str, Privacy]] = {
        "id": Privacy.PERSONAL,
        "record": Privacy.PERSONAL,
        "title": Privacy.PERSONAL,
        "document": Privacy.SENSITIVE,
        "version": Privacy.PERSONAL,
        "removed": Privacy.PERSONAL,
        "started_at": Privacy.PERSONAL,
        "saved_at": Privacy.PERSONAL,
    }

    record = models.ForeignKey("web.ApplicantRecord", models.CASCADE, related_name="projects")
    title = models.CharField(max_length=300)
    document = models.JSONField()
    version = models.PositiveIntegerField(default=0)
    removed = models.BooleanField(default=False)
    started_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[models.Manager[ImprovementProject]]

    class Meta:
        ordering = ["-saved_at", "-id"]

    def __str__(self) -> str:
        return self.title


class ImprovementProjectVersion(models.Model):
    """The project as it stood after one save.

    `part` is what the save changed, `window` names the page it came from: a page that saves by
    itself is not in its own way.
    """

    PRIVACY: ClassVar[Mapping[str, Privacy]] = {
        "id": Privacy.PERSONAL,
        "project": Privacy.PERSONAL,
        "version": Privacy.PERSONAL,
        "document": Privacy.SENSITIVE,
        "part": Privacy.PERSONAL,
        "cause": Privacy.PERSONAL,
        "window": Privacy.PERSONAL,
        "saved_at": Privacy.PERSONAL,
    }

    project = models.ForeignKey(ImprovementProject, models.CASCADE, related_name="history")
    version = models.PositiveIntegerField()
    document = models.JSONField()
    part = models.CharField(max_length=60)
    cause = models.CharField(max_length=200)
    window = models.CharField(max_length=20, blank=True)
    saved_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[models.Manager[ImprovementProjectVersion]]

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["project", "version"], name="one_project_a_version")
        ]

    def __str__(self) -> str:
        return f"version {self.version}: {self.cause}"
