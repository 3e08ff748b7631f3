"""Letter writers and which letters go where, in the database, with all they said before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.db import models

from preround.web.privacy import Privacy


class LetterWriter(models.Model):
    """One who might write: who they are, how far their letter is, what they saw.

    `together_days` and `left_out` name lines of the logs; what these say stays there.
    """

    PRIVACY: ClassVar[Mapping[str, Privacy]] = {
        "id": Privacy.PERSONAL,
        "record": Privacy.PERSONAL,
        "name": Privacy.SENSITIVE,
        "role": Privacy.PERSONAL,
        "place": Privacy.PERSONAL,
        "specialty": Privacy.PERSONAL,
        "us_physician": Privacy.PERSONAL,
        "form": Privacy.PERSONAL,
        "chair": Privacy.PERSONAL,
        "status": Privacy.PERSONAL,
        "waived": Privacy.PERSONAL,
        "asked_on": Privacy.PERSONAL,
        "agreed_on": Privacy.PERSONAL,
        "packet_on": Privacy.PERSONAL,
        "uploaded_on": Privacy.PERSONAL,
        "asked_to_draft": Privacy.SENSITIVE,
        "former": Privacy.PERSONAL,
        "known_as": Privacy.SENSITIVE,
        "together_from": Privacy.PERSONAL,
        "together_to": Privacy.PERSONAL,
        "also_saw": Privacy.SENSITIVE,
        "together_days": Privacy.PERSONAL,
        "left_out": Privacy.PERSONAL,
        "keep_words": Privacy.SENSITIVE,
        "version": Privacy.PERSONAL,
        "removed": Privacy.PERSONAL,
        "saved_at": Privacy.PERSONAL,
    }

    record = models.ForeignKey("web.ApplicantRecord", models.CASCADE, related_name="writers")
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=200, blank=True)
    specialty = models.CharField(max_length=200, blank=True)
    us_physician = models.BooleanField(null=True, default=None)
    form = models.CharField(max_length=20, default="narrative")
    chair = models.BooleanField(default=False)
    status = models.CharField(max_length=20, default="thinking")
    waived = models.BooleanField(null=True, default=None)
    asked_on = models.DateField(null=True, blank=True)
    agreed_on = models.DateField(null=True, blank=True)
    packet_on = models.DateField(null=True, blank=True)
    uploaded_on = models.DateField(null=True, blank=True)
    asked_to_draft = models.BooleanField(default=False)
    former = models.BooleanField(default=False)
    known_as = models.JSONField(default=list)
    together_from = models.DateField(null=True, blank=True)
    together_to = models.DateField(null=True, blank=True)
    also_saw = models.JSONField(default=list)
    together_days = models.JSONField(default=list)
    left_out = models.JSONField(default=list)
    keep_words = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=0)
    removed = models.BooleanField(default=False)
    saved_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[models.Manager[LetterWriter]]

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class LetterWriterVersion(models.Model):
    """The writer as they stood after one save."""

    PRIVACY: ClassVar[Mapping[str, Privacy]] = {
        "id": Privacy.PERSONAL,
        "writer": Privacy.PERSONAL,
        "version": Privacy.PERSONAL,
        "document": Privacy.SENSITIVE,
        "saved_at": Privacy.PERSONAL,
    }

    writer = models.ForeignKey(LetterWriter, models.CASCADE, related_name="history")
    version = models.PositiveIntegerField()
    document = models.JSONField()
    saved_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[models.Manager[LetterWriterVersion]]

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["writer", "version"], name="one_writer_a_version")
        ]

    def __str__(self) -> str:
        return f"version {self.version}"


class LetterChoice(models.Model):
    """The letters chosen by hand for one program, or for all of one specialty."""

    PRIVACY: ClassVar[Mapping[str, Privacy]] = {
        "id": Privacy.PERSONAL,
        "record": Privacy.PERSONAL,
        "scope": Privacy.PERSONAL,
        "writers": Privacy.PERSONAL,
        "version": Privacy.PERSONAL,
        "saved_at": Privacy.PERSONAL,
    }

    record = models.ForeignKey("web.ApplicantRecord", models.CASCADE, related_name="letter_choices")
    #: A program's NRMP code, or the name of a specialty.
    scope = models.CharField(max_length=200)
    #: Empty leaves the choice to the app.
    writers = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[models.Manager[LetterChoice]]

    class Meta:
        ordering = ["scope"]
        constraints = [
            models.UniqueConstraint(fields=["record", "scope"], name="one_choice_of_letters")
        ]

    def __str__(self) -> str:
        return self.scope


class LetterChoiceVersion(models.Model):
    """The choice as it stood after one save."""

    PRIVACY: ClassVar[Mapping[str, Privacy]] = {
        "id": Privacy.PERSONAL,
        "choice": Privacy.PERSONAL,
        "version": Privacy.PERSONAL,
        "writers": Privacy.PERSONAL,
        "saved_at": Privacy.PERSONAL,
    }

    choice = models.ForeignKey(LetterChoice, models.CASCADE, related_name="history")
    version = models.PositiveIntegerField()
    writers = models.JSONField()
    saved_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[models.Manager[LetterChoiceVersion]]

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["choice", "version"], name="one_letters_a_version")
        ]

    def __str__(self) -> str:
        return f"version {self.version}"
