"""Experience entries in the database, with everything they said before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.db import models

from preround.web.privacy import Privacy


class KeptExperience(models.Model):
    """One experience entry as it would stand in the form."""

    PRIVACY: ClassVar[Mapping[str, Privacy]] = {
        "id": Privacy.PERSONAL,
        "record": Privacy.PERSONAL,
        "job": Privacy.PERSONAL,
        "title": Privacy.PERSONAL,
        "experience_type": Privacy.PERSONAL,
        "focus_area": Privacy.PERSONAL,
        "key_characteristic": Privacy.PERSONAL,
        "organization": Privacy.PERSONAL,
        "setting": Privacy.PERSONAL,
        "frequency": Privacy.PERSONAL,
        "start": Privacy.PERSONAL,
        "end": Privacy.PERSONAL,
        "hours_per_week": Privacy.PERSONAL,
        "text": Privacy.SENSITIVE,
        "meaningful": Privacy.PERSONAL,
        "why": Privacy.SENSITIVE,
        "version": Privacy.PERSONAL,
        "removed": Privacy.PERSONAL,
        "saved_at": Privacy.PERSONAL,
    }

    record = models.ForeignKey("web.ApplicantRecord", models.CASCADE, related_name="experiences")
    job = models.ForeignKey("web.WorkJob", models.SET_NULL, null=True, related_name="entries")
    title = models.CharField(max_length=100)
    experience_type = models.CharField(max_length=120, blank=True)
    focus_area = models.CharField(max_length=120, blank=True)
    key_characteristic = models.CharField(max_length=120, blank=True)
    organization = models.CharField(max_length=200, blank=True)
    setting = models.CharField(max_length=120, blank=True)
    frequency = models.CharField(max_length=120, blank=True)
    start = models.DateField(null=True, blank=True)
    end = models.DateField(null=True, blank=True)
    hours_per_week = models.FloatField(null=True, blank=True)
    text = models.TextField(blank=True)
    meaningful = models.BooleanField(default=False)
    why = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    removed = models.BooleanField(default=False)
    saved_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[models.Manager[KeptExperience]]

    class Meta:
        ordering = ["-start", "id"]

    def __str__(self) -> str:
        return self.title


class KeptExperienceVersion(models.Model):
    """The entry as it stood after one save."""

    PRIVACY: ClassVar[Mapping[str, Privacy]] = {
        "id": Privacy.PERSONAL,
        "entry": Privacy.PERSONAL,
        "version": Privacy.PERSONAL,
        "document": Privacy.SENSITIVE,
        "saved_at": Privacy.PERSONAL,
    }

    entry = models.ForeignKey(KeptExperience, models.CASCADE, related_name="history")
    version = models.PositiveIntegerField()
    document = models.JSONField()
    saved_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[models.Manager[KeptExperienceVersion]]

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "version"], name="one_entry_a_version")
        ]

    def __str__(self) -> str:
        return f"version {self.version}"
