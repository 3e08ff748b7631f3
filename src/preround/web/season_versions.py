"""What is kept by season: every change a new version of one document, the newest one counts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import IntegrityError, models, transaction

from preround.web.errors import StaleSave
from preround.web.privacy import Privacy

if TYPE_CHECKING:
    from preround.web.models import ApplicantRecord


class SeasonVersion(models.Model):
    """A document of one season as it stood after one change; a subclass adds whose it is."""

    PRIVACY: ClassVar[Mapping[str, Privacy]] = {
        "id": Privacy.PERSONAL,
        "record": Privacy.PERSONAL,
        "season": Privacy.PERSONAL,
        "version": Privacy.PERSONAL,
        "document": Privacy.SENSITIVE,
        "cause": Privacy.PERSONAL,
        "saved_at": Privacy.PERSONAL,
    }
    #: What a stale save is told to be about.
    WHAT: ClassVar[str]

    season = models.PositiveIntegerField()
    version = models.PositiveIntegerField()
    document = models.JSONField()
    cause = models.CharField(max_length=200)
    saved_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
        ordering = ["-version"]

    def __str__(self) -> str:
        return f"version {self.version}: {self.cause}"

    @classmethod
    def of(cls, record: ApplicantRecord, season: int) -> models.QuerySet[Self]:
        """Every version of a season, newest first."""
        return cls._default_manager.filter(record=record, season=season)

    @classmethod
    def store(
        cls, record: ApplicantRecord, season: int, version: int, document: Any, cause: str
    ) -> Self:
        """One more version.

        Raises
        ------
        StaleSave
            When another window stored that version first.
        """
        try:
            with transaction.atomic():
                return cls._default_manager.create(
                    record=record, season=season, version=version, document=document,
                    cause=cause[:200],
                )  # fmt: skip
        except IntegrityError as reason:
            raise StaleSave(cls.WHAT, version - 1, version) from reason
