"""What the web app stores: the applicant's record, marks on programs, private notes.

Program facts are not here: they lie in the workspace's journal, where the command
line reads and writes them too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models

from preround.web.privacy import Privacy

SCHEMA_VERSION = 1


class ApplicantRecord(models.Model):
    """One applicant file as a document, with the version a save must name.

    The sample has a record too, so that it can be marked and noted, but no document:
    that is read from the packaged example.
    """

    class Kind(models.TextChoices):
        """Whose record it is."""

        SAMPLE = "sample"
        OWN = "own"

    PRIVACY: ClassVar[Mapping[str, Privacy]] = {
        "id": Privacy.PERSONAL,
        "kind": Privacy.PERSONAL,
        "document": Privacy.SENSITIVE,
        "schema_version": Privacy.PUBLIC,
        "version": Privacy.PERSONAL,
        "answered": Privacy.PERSONAL,
        "created_at": Privacy.PERSONAL,
        "saved_at": Privacy.PERSONAL,
    }

    kind = models.CharField(max_length=10, choices=Kind, unique=True)
    document = models.JSONField(default=dict)
    schema_version = models.PositiveIntegerField(default=SCHEMA_VERSION)
    version = models.PositiveIntegerField(default=1)
    #: Questions seen so far; null for a record that came from a file or the whole form.
    answered = models.JSONField(null=True, default=None)
    created_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[models.Manager[ApplicantRecord]]

    def __str__(self) -> str:
        return f"{self.kind}, version {self.version}"


class ApplicantVersion(models.Model):
    """The document as it stood after one save; nothing a person gave is overwritten."""

    PRIVACY: ClassVar[Mapping[str, Privacy]] = {
        "id": Privacy.PERSONAL,
        "record": Privacy.PERSONAL,
        "version": Privacy.PERSONAL,
        "document": Privacy.SENSITIVE,
        "cause": Privacy.PERSONAL,
        "saved_at": Privacy.PERSONAL,
    }

    record = models.ForeignKey(ApplicantRecord, models.CASCADE, related_name="history")
    version = models.PositiveIntegerField()
    document = models.JSONField()
    cause = models.CharField(max_length=200)
    saved_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[models.Manager[ApplicantVersion]]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record", "version"], name="one_document_a_version")
        ]
        ordering = ["-version"]

    def __str__(self) -> str:
        return f"version {self.version}: {self.cause}"


class ProgramMark(models.Model):
    """What a person decided about one program: pinned, excluded, its signal."""

    PRIVACY: ClassVar[Mapping[str, Privacy]] = {
        "id": Privacy.PERSONAL,
        "record": Privacy.PERSONAL,
        "nrmp_code": Privacy.PERSONAL,
        "pinned": Privacy.PERSONAL,
        "excluded": Privacy.PERSONAL,
        "signal": Privacy.PERSONAL,
    }

    record = models.ForeignKey(ApplicantRecord, models.CASCADE, related_name="marks")
    nrmp_code = models.CharField(max_length=20)
    pinned = models.BooleanField(default=False)
    excluded = models.BooleanField(default=False)
    signal = models.CharField(max_length=20, blank=True)

    objects: ClassVar[models.Manager[ProgramMark]]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record", "nrmp_code"], name="one_mark_a_program")
        ]

    def __str__(self) -> str:
        return self.nrmp_code

    def state(self) -> dict[str, Any]:
        """Give the decisions alone, as a change keeps them."""
        return {"pinned": self.pinned, "excluded": self.excluded, "signal": self.signal}


class MarkChange(models.Model):
    """One change of a mark, so that it can be undone; the newest names the marks' version."""

    PRIVACY: ClassVar[Mapping[str, Privacy]] = {
        "id": Privacy.PERSONAL,
        "record": Privacy.PERSONAL,
        "nrmp_code": Privacy.PERSONAL,
        "before": Privacy.PERSONAL,
        "after": Privacy.PERSONAL,
        "changed_at": Privacy.PERSONAL,
    }

    record = models.ForeignKey(ApplicantRecord, models.CASCADE, related_name="mark_changes")
    nrmp_code = models.CharField(max_length=20)
    before = models.JSONField()
    after = models.JSONField()
    changed_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[models.Manager[MarkChange]]

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.nrmp_code}: {self.before} to {self.after}"


class Note(models.Model):
    """A private note on one program."""

    PRIVACY: ClassVar[Mapping[str, Privacy]] = {
        "id": Privacy.PERSONAL,
        "record": Privacy.PERSONAL,
        "nrmp_code": Privacy.PERSONAL,
        "text": Privacy.SENSITIVE,
        "version": Privacy.PERSONAL,
        "saved_at": Privacy.PERSONAL,
    }

    record = models.ForeignKey(ApplicantRecord, models.CASCADE, related_name="notes")
    nrmp_code = models.CharField(max_length=20)
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[models.Manager[Note]]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record", "nrmp_code"], name="one_note_a_program")
        ]

    def __str__(self) -> str:
        return self.text[:60]


class NoteVersion(models.Model):
    """The note as it stood after one save."""

    PRIVACY: ClassVar[Mapping[str, Privacy]] = {
        "id": Privacy.PERSONAL,
        "note": Privacy.PERSONAL,
        "version": Privacy.PERSONAL,
        "text": Privacy.SENSITIVE,
        "saved_at": Privacy.PERSONAL,
    }

    note = models.ForeignKey(Note, models.CASCADE, related_name="history")
    version = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    saved_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[models.Manager[NoteVersion]]

    class Meta:
        ordering = ["-version"]

    def __str__(self) -> str:
        return f"version {self.version}"


# The logs' models stand in files of their own; Django finds them through this one.
from preround.web.entry_models import KeptExperience, KeptExperienceVersion  # noqa: E402, F401
from preround.web.interview_models import (  # noqa: E402, F401
    Interview,
    InterviewVersion,
    RankSheetVersion,
)
from preround.web.letters_models import (  # noqa: E402, F401
    LetterChoice,
    LetterChoiceVersion,
    LetterWriter,
    LetterWriterVersion,
)
from preround.web.log_models import LoggedDay, LoggedDayVersion  # noqa: E402, F401
from preround.web.plan_models import PlanRecord, PlanVersion  # noqa: E402, F401
from preround.web.project_models import (  # noqa: E402, F401
    ImprovementProject,
    ImprovementProjectVersion,
)
from preround.web.rotation_models import (  # noqa: E402, F401
    KeptRotation,
    KeptRotationVersion,
)
from preround.web.sent_models import SentListVersion  # noqa: E402, F401
from preround.web.work_models import (  # noqa: E402, F401
    LoggedWork,
    LoggedWorkVersion,
    WorkChange,
    WorkJob,
    WorkJobVersion,
)
from preround.web.written_models import (  # noqa: E402, F401
    SwitchedRule,
    WrittenPiece,
    WrittenPieceVersion,
)
