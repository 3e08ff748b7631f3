"""The person's own marks on the plan in the database, with all they said before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.db import models

from preround.web.privacy import Privacy


class PlanRecord(models.Model):
    """The Match aimed at, steps done and days fixed, as one document with its version."""

    PRIVACY: ClassVar[Mapping[str, Privacy]] = {
        "id": Privacy.PERSONAL,
        "record": Privacy.PERSONAL,
        "document": Privacy.SENSITIVE,
        "version": Privacy.PERSONAL,
        "saved_at": Privacy.PERSONAL,
    }

    record = models.OneToOneField("web.ApplicantRecord", models.CASCADE, related_name="plan")
    document = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[models.Manager[PlanRecord]]

    def __str__(self) -> str:
        return f"version {self.version}"


class PlanVersion(models.Model):
    """The document as it stood after one save, and what was said in it."""

    PRIVACY: ClassVar[Mapping[str, Privacy]] = {
        "id": Privacy.PERSONAL,
        "plan": Privacy.PERSONAL,
        "version": Privacy.PERSONAL,
        "document": Privacy.SENSITIVE,
        "cause": Privacy.PERSONAL,
        "saved_at": Privacy.PERSONAL,
    }

    plan = models.ForeignKey(PlanRecord, models.CASCADE, related_name="history")
    version = models.PositiveIntegerField()
    document = models.JSONField()
    cause = models.CharField(max_length=200)
    saved_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[models.Manager[PlanVersion]]

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "version"], name="one_plan_a_version")
        ]

    def __str__(self) -> str:
        return f"version {self.version}: {self.cause}"
