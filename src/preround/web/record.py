"""The applicant's record in the database: the sample until a person makes it theirs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from django.db import IntegrityError, transaction

from preround.domain.applicant import Applicant
from preround.importers.applicant_file import parse_applicant
from preround.jobs.ten_answers import ten_questions
from preround.web import clock
from preround.web.errors import NothingToUndo, StaleSave
from preround.web.models import SCHEMA_VERSION, ApplicantRecord, ApplicantVersion
from preround.web.once_models import SentForm

SAMPLE = "sample.toml"


@dataclass(frozen=True, slots=True)
class Dossier:
    """The record a page works on, read once a request."""

    record: ApplicantRecord
    applicant: Applicant

    @property
    def is_sample(self) -> bool:
        """Whether this is the sample applicant, not the person."""
        return self.record.kind == ApplicantRecord.Kind.SAMPLE

    @property
    def needs_specialty(self) -> bool:
        """Whether the person has yet to name a specialty, as after logging a job alone."""
        return not self.is_sample and not self.applicant.wishes.specialties

    @property
    def unfinished(self) -> bool:
        """Whether some of the ten questions were neither answered nor skipped yet."""
        seen = self.record.answered
        return not self.is_sample and seen is not None and self.n_seen < self.n_questions

    @property
    def n_seen(self) -> int:
        """How many of the ten questions were answered or skipped."""
        keys = {one.key for one in ten_questions()}
        return len(keys.intersection(self.record.answered or ()))

    @property
    def n_questions(self) -> int:
        """How many questions there are."""
        return len(ten_questions())

    @property
    def version(self) -> int:
        """The version a save must name."""
        return self.record.version


def examples_folder() -> Path:
    """Find the example applicants: inside the package, or beside it in a clone."""
    packaged = Path(str(files("preround"))) / "examples"
    return packaged if packaged.is_dir() else Path(__file__).resolve().parents[3] / "examples"


@cache
def sample_applicant() -> Applicant:
    """Read the applicant the app opens on."""
    path = examples_folder() / SAMPLE
    return parse_applicant(path.read_bytes(), path.name, clock.today()).applicant


def current() -> Dossier:
    """Give the person's own record, or the sample's where there is none yet."""
    own = ApplicantRecord.objects.filter(kind=ApplicantRecord.Kind.OWN).first()
    if own is not None:
        return Dossier(own, Applicant.model_validate(own.document))
    sample, _ = ApplicantRecord.objects.get_or_create(kind=ApplicantRecord.Kind.SAMPLE)
    return Dossier(sample, sample_applicant())


def start_own(
    applicant: Applicant, cause: str, answered: Iterable[str] | None = None
) -> ApplicantRecord:
    """Create the person's own record, at version 1; the sample keeps its marks to itself.

    Parameters
    ----------
    applicant
        The answers there are.
    cause
        Why it was saved, for the history.
    answered
        Questions seen so far; None when the record did not come from the questions.

    Raises
    ------
    StaleSave
        When another window, or a second press, made it in the same moment.
    """
    document = applicant.model_dump(mode="json")
    seen = None if answered is None else list(answered)
    try:
        with transaction.atomic():
            record = ApplicantRecord.objects.create(
                kind=ApplicantRecord.Kind.OWN, document=document, answered=seen
            )
            ApplicantVersion.objects.create(
                record=record, version=1, document=document, cause=cause
            )
    except IntegrityError as reason:
        raise StaleSave("Your record", 0, 1) from reason
    return record


def save(
    applicant: Applicant,
    expected_version: int,
    cause: str,
    answered: Iterable[str] | None = None,
) -> ApplicantRecord:
    """Store a changed record under the next version, and the history with it.

    Raises
    ------
    StaleSave
        When another window saved since the page was shown.
    """
    document = applicant.model_dump(mode="json")
    with transaction.atomic():
        record = ApplicantRecord.objects.select_for_update().get(kind=ApplicantRecord.Kind.OWN)
        if record.version != expected_version:
            raise StaleSave("Your record", expected_version, record.version)
        if answered is not None:
            record.answered = list(answered)
        if document != record.document:
            record.document = document
            record.schema_version = SCHEMA_VERSION
            record.version += 1
            ApplicantVersion.objects.create(
                record=record, version=record.version, document=document, cause=cause
            )
        record.save()
    return record


def own_or_blank(dossier: Dossier) -> Applicant:
    """Give the person's own answers; none where only the sample is there."""
    return Applicant() if dossier.is_sample else dossier.applicant


def keep_answer(
    dossier: Dossier, applicant: Applicant, key: str, title: str, expected_version: int
) -> ApplicantRecord:
    """Store the answer to one question, and that it was seen.

    Raises
    ------
    StaleSave
        When another window saved since the question was shown.
    """
    cause = f"Question: {title}"
    if dossier.is_sample:
        if expected_version:
            raise StaleSave("Your record", expected_version, 0)
        return start_own(applicant, cause, [key])
    seen = dossier.record.answered
    if seen is not None:
        seen = [*(one for one in seen if one != key), key]
    return save(applicant, expected_version, cause, seen)


def bring_back(version: int, expected_version: int) -> ApplicantRecord:
    """Store an earlier version again as the newest one.

    Raises
    ------
    NothingToUndo
        When there is no such version.
    """
    versions = ApplicantVersion.objects.filter(record__kind=ApplicantRecord.Kind.OWN)
    earlier = versions.filter(version=version).first()
    if earlier is None:
        raise NothingToUndo
    applicant = Applicant.model_validate(earlier.document)
    return save(applicant, expected_version, f"Brought back version {version}")


def erase() -> None:
    """Delete the person's own record with its marks, notes and history."""
    SentForm.objects.all().delete()
    ApplicantRecord.objects.filter(kind=ApplicantRecord.Kind.OWN).delete()
