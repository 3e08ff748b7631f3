"""Rotations in the database, with everything they said before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.db import models

from preround.web.privacy import Privacy


class KeptRotation(models.Model):
    """One rotation; the supervisor is for the person's own eyes."""

    PRIVACY: ClassVar[Mapping[str, Privacy]] = {
        "id": Privacy.PERSONAL,
        "record": Privacy.PERSONAL,
        "document": Privacy.SENSITIVE,
        "placed": Privacy.PERSONAL,
        "start": Privacy.PERSONAL,
        "version": Privacy.PERSONAL,
        "removed": Privacy.PERSONAL,
        "saved_at": Privacy.PERSONAL,
    }

    record = models.ForeignKey("web.ApplicantRecord", models.CASCADE, related_name="rotations")
    #: The rotation as `web.rotations.document` writes it.
    document = models.JSONField()
    #: The period it put into the applicant record, if it did.
    placed = models.JSONField(null=True, blank=True)
    start = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    removed = models.BooleanField(default=False)
    saved_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[models.Manager[KeptRotation]]

    class Meta:
        ordering = ["-start", "-id"]

    def __str__(self) -> str:
        return str(self.document["institution"])


class KeptRotationVersion(models.Model):
    """The rotation as it stood after one change."""

    PRIVACY: ClassVar[Mapping[str, Privacy]] = {
        "id": Privacy.PERSONAL,
        "rotation": Privacy.PERSONAL,
        "version": Privacy.PERSONAL,
        "document": Privacy.SENSITIVE,
        "removed": Privacy.PERSONAL,
        "saved_at": Privacy.PERSONAL,
    }

    rotation = models.ForeignKey(KeptRotation, models.CASCADE, related_name="history")
    version = models.PositiveIntegerField()
    document = models.JSONField()
    removed = models.BooleanField(default=False)
    saved_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[models.Manager[KeptRotationVersion]]

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["rotation", "version"], name="one_rotation_a_version")
        ]

    def __str__(self) -> str:
        return f"version {self.version}"
