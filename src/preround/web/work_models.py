"""The work log in the database: jobs, and the lines of each week, with all they said before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.db import models

from preround.web.privacy import Privacy


class WorkJob(models.Model):
    """One job: where, since when, how many hours, and its description as pasted."""

    PRIVACY: ClassVar[Mapping[str, Privacy]] = {
        "id": Privacy.PERSONAL,
        "record": Privacy.PERSONAL,
        "title": Privacy.PERSONAL,
        "place": Privacy.PERSONAL,
        "start": Privacy.PERSONAL,
        "end": Privacy.PERSONAL,
        "hours_per_week": Privacy.PERSONAL,
        "description": Privacy.PERSONAL,
        "version": Privacy.PERSONAL,
        "saved_at": Privacy.PERSONAL,
    }

    record = models.ForeignKey("web.ApplicantRecord", models.CASCADE, related_name="jobs")
    title = models.CharField(max_length=100)
    place = models.CharField(max_length=200, blank=True)
    start = models.DateField(null=True, blank=True)
    end = models.DateField(null=True, blank=True)
    hours_per_week = models.FloatField(null=True, blank=True)
    description = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[models.Manager[WorkJob]]

    class Meta:
        ordering = ["-start", "id"]

    def __str__(self) -> str:
        return self.title


class WorkJobVersion(models.Model):
    """The job as it stood after one save."""

    PRIVACY: ClassVar[Mapping[str, Privacy]] = {
        "id": Privacy.PERSONAL,
        "job": Privacy.PERSONAL,
        "version": Privacy.PERSONAL,
        "document": Privacy.PERSONAL,
        "saved_at": Privacy.PERSONAL,
    }

    job = models.ForeignKey(WorkJob, models.CASCADE, related_name="history")
    version = models.PositiveIntegerField()
    document = models.JSONField()
    saved_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[models.Manager[WorkJobVersion]]

    class Meta:
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["job", "version"], name="one_job_a_version")]

    def __str__(self) -> str:
        return f"version {self.version}"


class LoggedWork(models.Model):
    """One line of one week. Patients have no field: what was done names nobody."""

    PRIVACY: ClassVar[Mapping[str, Privacy]] = {
        "id": Privacy.PERSONAL,
        "job": Privacy.PERSONAL,
        "week": Privacy.PERSONAL,
        "kind": Privacy.PERSONAL,
        "text": Privacy.SENSITIVE,
        "count": Privacy.PERSONAL,
        "counted_in": Privacy.PERSONAL,
        "seen_by": Privacy.SENSITIVE,
        "version": Privacy.PERSONAL,
        "removed": Privacy.PERSONAL,
        "saved_at": Privacy.PERSONAL,
    }

    job = models.ForeignKey(WorkJob, models.CASCADE, related_name="lines")
    week = models.DateField()
    kind = models.CharField(max_length=10)
    text = models.TextField()
    count = models.FloatField(null=True, blank=True)
    counted_in = models.CharField(max_length=60, blank=True)
    seen_by = models.CharField(max_length=100, blank=True)
    version = models.PositiveIntegerField(default=0)
    removed = models.BooleanField(default=False)
    saved_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[models.Manager[LoggedWork]]

    class Meta:
        ordering = ["-week", "id"]
        indexes = [models.Index(fields=["job", "removed", "-week"], name="work_by_week")]

    def __str__(self) -> str:
        return self.text[:60]


class LoggedWorkVersion(models.Model):
    """The line as it stood after one save."""

    PRIVACY: ClassVar[Mapping[str, Privacy]] = {
        "id": Privacy.PERSONAL,
        "line": Privacy.PERSONAL,
        "version": Privacy.PERSONAL,
        "document": Privacy.SENSITIVE,
        "saved_at": Privacy.PERSONAL,
    }

    line = models.ForeignKey(LoggedWork, models.CASCADE, related_name="history")
    version = models.PositiveIntegerField()
    document = models.JSONField()
    saved_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[models.Manager[LoggedWorkVersion]]

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["line", "version"], name="one_line_a_version")
        ]

    def __str__(self) -> str:
        return f"version {self.version}"


class WorkChange(models.Model):
    """One save of a week, so that it can be undone; the newest names the log's version.

    `before` and `after` name, for each line touched, the version it stood at; 0 for not there.
    """

    PRIVACY: ClassVar[Mapping[str, Privacy]] = {
        "id": Privacy.PERSONAL,
        "record": Privacy.PERSONAL,
        "before": Privacy.PERSONAL,
        "after": Privacy.PERSONAL,
        "changed_at": Privacy.PERSONAL,
    }

    record = models.ForeignKey("web.ApplicantRecord", models.CASCADE, related_name="work_changes")
    before = models.JSONField()
    after = models.JSONField()
    changed_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[models.Manager[WorkChange]]

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{len(self.after)} lines"
