"""The clinical log in the database: a day each, with everything it said before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.db import models

from preround.web.privacy import Privacy


class LoggedDay(models.Model):
    """One clinical day. Patients have no field: what was seen names nobody."""

    PRIVACY: ClassVar[Mapping[str, Privacy]] = {
        "id": Privacy.PERSONAL,
        "record": Privacy.PERSONAL,
        "day": Privacy.PERSONAL,
        "kind": Privacy.PERSONAL,
        "hours": Privacy.PERSONAL,
        "setting": Privacy.PERSONAL,
        "specialty": Privacy.PERSONAL,
        "site": Privacy.PERSONAL,
        "state": Privacy.PERSONAL,
        "duties": Privacy.PERSONAL,
        "saw": Privacy.SENSITIVE,
        "learned": Privacy.SENSITIVE,
        "feedback": Privacy.SENSITIVE,
        "rotation": Privacy.PERSONAL,
        "table": Privacy.PERSONAL,
        "starred": Privacy.PERSONAL,
        "version": Privacy.PERSONAL,
        "removed": Privacy.PERSONAL,
        "saved_at": Privacy.PERSONAL,
    }

    record = models.ForeignKey("web.ApplicantRecord", models.CASCADE, related_name="log")
    day = models.DateField()
    kind = models.CharField(max_length=20)
    hours = models.FloatField()
    setting = models.CharField(max_length=20, blank=True)
    specialty = models.CharField(max_length=200, blank=True)
    site = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=2, blank=True)
    duties = models.CharField(max_length=300, blank=True)
    saw = models.TextField(blank=True)
    learned = models.TextField(blank=True)
    feedback = models.TextField(blank=True)
    rotation = models.ForeignKey(
        "web.KeptRotation", models.SET_NULL, related_name="days", null=True, blank=True
    )
    #: The table it was brought in with, unless it was typed.
    table = models.ForeignKey(
        "web.LogTable", models.SET_NULL, related_name="days", null=True, blank=True
    )
    #: Whether a new day may begin from it.
    starred = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=0)
    removed = models.BooleanField(default=False)
    saved_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[models.Manager[LoggedDay]]

    class Meta:
        ordering = ["-day", "-id"]
        indexes = [models.Index(fields=["record", "removed", "-day", "-id"], name="log_newest")]

    def __str__(self) -> str:
        return f"{self.day}, {self.kind}"


class LogTable(models.Model):
    """A table that days were brought in from, so that these and no others can be taken out."""

    PRIVACY: ClassVar[Mapping[str, Privacy]] = {
        "id": Privacy.PERSONAL,
        "record": Privacy.PERSONAL,
        "brought_at": Privacy.PERSONAL,
    }

    record = models.ForeignKey("web.ApplicantRecord", models.CASCADE, related_name="log_tables")
    brought_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[models.Manager[LogTable]]

    def __str__(self) -> str:
        return f"table {self.pk}"


class LoggedDayVersion(models.Model):
    """The day as it stood after one save."""

    PRIVACY: ClassVar[Mapping[str, Privacy]] = {
        "id": Privacy.PERSONAL,
        "entry": Privacy.PERSONAL,
        "version": Privacy.PERSONAL,
        "document": Privacy.SENSITIVE,
        "saved_at": Privacy.PERSONAL,
    }

    entry = models.ForeignKey(LoggedDay, models.CASCADE, related_name="history")
    version = models.PositiveIntegerField()
    document = models.JSONField()
    saved_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[models.Manager[LoggedDayVersion]]

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "version"], name="one_day_a_version")
        ]

    def __str__(self) -> str:
        return f"version {self.version}"


class LogPhrase(models.Model):
    """Words for days to come, kept as a favorite of one field of the log."""

    PRIVACY: ClassVar[Mapping[str, Privacy]] = {
        "id": Privacy.PERSONAL,
        "record": Privacy.PERSONAL,
        "field": Privacy.PERSONAL,
        "text": Privacy.SENSITIVE,
        "removed": Privacy.PERSONAL,
        "saved_at": Privacy.PERSONAL,
    }

    record = models.ForeignKey("web.ApplicantRecord", models.CASCADE, related_name="phrases")
    field = models.CharField(max_length=20)
    text = models.CharField(max_length=300)
    removed = models.BooleanField(default=False)
    saved_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[models.Manager[LogPhrase]]

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text
