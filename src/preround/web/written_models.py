"""What a person writes beside the entries, with all it said before; rules switched off by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.db import models

from preround.web.privacy import Privacy


class WrittenPiece(models.Model):
    """One answer, account, statement note or statement text, as a document of its kind."""

    class Kind(models.TextChoices):
        """What it is."""

        ANSWER = "answer"
        ACCOUNT = "account"
        MOMENT = "moment"
        STATEMENT = "statement"

    PRIVACY: ClassVar[Mapping[str, Privacy]] = {
        "id": Privacy.PERSONAL,
        "record": Privacy.PERSONAL,
        "kind": Privacy.PERSONAL,
        "name": Privacy.PERSONAL,
        "document": Privacy.SENSITIVE,
        "version": Privacy.PERSONAL,
        "removed": Privacy.PERSONAL,
        "saved_at": Privacy.PERSONAL,
    }

    record = models.ForeignKey("web.ApplicantRecord", models.CASCADE, related_name="written")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    name = models.CharField(max_length=300, blank=True)
    document = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)
    removed = models.BooleanField(default=False)
    saved_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[models.Manager[WrittenPiece]]

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["record", "kind", "name"], name="written_by_name")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.name}"[:80]


class WrittenPieceVersion(models.Model):
    """The piece as it stood after one save."""

    PRIVACY: ClassVar[Mapping[str, Privacy]] = {
        "id": Privacy.PERSONAL,
        "piece": Privacy.PERSONAL,
        "version": Privacy.PERSONAL,
        "document": Privacy.SENSITIVE,
        "saved_at": Privacy.PERSONAL,
    }

    piece = models.ForeignKey(WrittenPiece, models.CASCADE, related_name="history")
    version = models.PositiveIntegerField()
    document = models.JSONField()
    saved_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[models.Manager[WrittenPieceVersion]]

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["piece", "version"], name="one_piece_a_version")
        ]

    def __str__(self) -> str:
        return f"version {self.version}"


class SwitchedRule(models.Model):
    """A lint rule that one entry does without, and the person's reason."""

    PRIVACY: ClassVar[Mapping[str, Privacy]] = {
        "id": Privacy.PERSONAL,
        "entry": Privacy.PERSONAL,
        "code": Privacy.PERSONAL,
        "note": Privacy.SENSITIVE,
        "saved_at": Privacy.PERSONAL,
    }

    entry = models.ForeignKey("web.KeptExperience", models.CASCADE, related_name="switched_off")
    code = models.CharField(max_length=60)
    note = models.CharField(max_length=300)
    saved_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[models.Manager[SwitchedRule]]

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["entry", "code"], name="one_rule_an_entry")]

    def __str__(self) -> str:
        return self.code
