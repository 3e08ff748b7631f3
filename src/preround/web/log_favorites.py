"""Favorites of the log: days a new one begins from, and phrases put in with one press."""

from __future__ import annotations

from preround.domain.errors import UserError
from preround.web import log
from preround.web.log_models import LoggedDay, LogPhrase
from preround.web.models import ApplicantRecord

LONGEST = 300
MOST_STARRED = 6
MOST = 8


class NoSuchPhrase(UserError):
    """A phrase that is not among the person's own."""

    http_status = 404

    def __init__(self, got: int) -> None:
        super().__init__(f"Phrase {got} is not among yours. Load the log again.")


def star(record: ApplicantRecord, number: int, *, starred: bool) -> LoggedDay:
    """Make a day a favorite, or no longer one; no version of the day comes of it."""
    row = log.entry(record, number)
    LoggedDay.objects.filter(pk=row.pk).update(starred=starred)
    return row


def starting_days(record: ApplicantRecord) -> list[LoggedDay]:
    """Days a new one may begin from: favorites, then the newest of each sort of day."""
    starred = list(log.entries(record).filter(starred=True)[:MOST_STARRED])
    there = {row.pk for row in starred}
    return (starred + [row for row in log.recent_kinds(record) if row.pk not in there])[:MOST]


def phrases(record: ApplicantRecord) -> dict[str, list[LogPhrase]]:
    """Every phrase by the field it belongs to."""
    found: dict[str, list[LogPhrase]] = {}
    for one in LogPhrase.objects.filter(record=record, removed=False):
        found.setdefault(one.field, []).append(one)
    return found


def keep_phrase(record: ApplicantRecord, field: str, text: str) -> LogPhrase | None:
    """Keep words as a favorite of a field; None where they are none or too long for one."""
    words = " ".join(text.split())
    if not words or len(words) > LONGEST:
        return None
    kept, _ = LogPhrase.objects.update_or_create(
        record=record, field=field, text=words, defaults={"removed": False}
    )
    return kept


def remove_phrase(record: ApplicantRecord, number: int, *, removed: bool = True) -> LogPhrase:
    """Take a phrase out, or put it back.

    Raises
    ------
    NoSuchPhrase
        When there is none, or it is of another record.
    """
    found = LogPhrase.objects.filter(record=record, pk=number).first()
    if found is None:
        raise NoSuchPhrase(number)
    found.removed = removed
    found.save(update_fields=["removed", "saved_at"])
    return found
