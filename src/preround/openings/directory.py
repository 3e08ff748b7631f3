"""The person's own directory: every opening with what was done about it, and how it got so."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from preround.domain.errors import UserError
from preround.domain.finding import Finding, Severity
from preround.openings.cost import Costs, costs_document, costs_from
from preround.openings.journal import Change, Document, Record
from preround.openings.opening import Opening, from_document
from preround.openings.outreach import Contact, Event, contact_from, event_from
from preround.openings.vetting import Answer

OPENING, EVENT, CONTACT, ANSWERS, COSTS = "opening", "event", "contact", "answers", "costs"
LETTERS = {OPENING: "o", EVENT: "e", CONTACT: "c"}
#: The key of the figures that hold for every opening.
USUAL_COSTS = f"{COSTS}/usual"


class NoSuchOpening(UserError):
    """An opening that is not in the directory."""

    http_status = 404

    def __init__(self, got: str) -> None:
        super().__init__(
            f"{got!r}: no opening of this number is in your directory. Look it up in the list; "
            "one that was taken out can be brought back by undoing that."
        )


class ChangedSince(UserError):
    """A change or an undo of what somebody changed in between."""

    http_status = 409

    def __init__(self, what: str, expected: int, stored: int) -> None:
        super().__init__(
            f"{what} was changed in another window: this page showed version {expected}, version "
            f"{stored} is stored now. Nothing was overwritten; load it again to see both."
        )


class NothingToTakeBack(UserError):
    """An undo of a record that is not there."""

    http_status = 404

    def __init__(self, got: str) -> None:
        super().__init__(f"{got!r}: there is no such change to undo.")


@dataclass(frozen=True, slots=True)
class KeptOpening:
    """One opening of the directory, with its number and its version."""

    id: str
    version: int
    opening: Opening


@dataclass(frozen=True)
class Directory:
    """Everything kept, folded from the records; never changed in place."""

    records: tuple[Record, ...] = ()
    version: int = 0
    findings: tuple[Finding, ...] = ()
    documents: Mapping[str, Document] = field(default_factory=dict)
    versions: Mapping[str, int] = field(default_factory=dict)
    #: Openings read already, of an earlier state of the same directory.
    _known: Mapping[str, KeptOpening] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(
        cls, records: Iterable[Record], version: int = 0, findings: Iterable[Finding] = ()
    ) -> Directory:
        """Fold the records, oldest first."""
        return cls(findings=tuple(findings)).grown(tuple(records), version)

    def grown(self, records: Sequence[Record], version: int) -> Directory:
        """Give the directory after more records; what they do not touch is not read again."""
        documents, versions = dict(self.documents), defaultdict(int, self.versions)
        for record in records:
            for change in record.changes:
                versions[change.key] += 1
                documents.pop(change.key, None)
                if change.document is not None:
                    documents[change.key] = change.document
        known = self.openings if self.records else {}
        return Directory(
            (*self.records, *records), self.version + version, self.findings, documents,
            dict(versions), known,
        )  # fmt: skip

    @cached_property
    def openings(self) -> Mapping[str, KeptOpening]:
        """Every opening by its number, in the order they were added."""
        found = {}
        for key, document in self.documents.items():
            sort, _, number = key.partition("/")
            if sort != OPENING:
                continue
            known = self._known.get(number)
            if known is None or known.version != self.versions[key]:
                known = _kept(number, self.versions[key], document)
            if known is not None:
                found[number] = known
        return dict(sorted(found.items(), key=lambda one: _place(one[0])))

    @cached_property
    def events(self) -> Mapping[str, Sequence[tuple[str, Event]]]:
        """What happened with each opening, each step with its number."""
        found: defaultdict[str, list[tuple[str, Event]]] = defaultdict(list)
        for number, event in sorted(self._parsed(EVENT, event_from), key=lambda x: _place(x[0])):
            found[event.opening].append((number, event))
        return found

    @cached_property
    def contacts(self) -> Mapping[str, Sequence[tuple[str, Contact]]]:
        """Whom to write to for each opening, each with its number."""
        found: defaultdict[str, list[tuple[str, Contact]]] = defaultdict(list)
        rows = sorted(self._parsed(CONTACT, contact_from), key=lambda x: _place(x[0]))
        for number, contact in rows:
            found[contact.opening].append((number, contact))
        return found

    @cached_property
    def usual_costs(self) -> Costs:
        """The figures that hold for every opening."""
        return costs_from(self.documents.get(USUAL_COSTS, {}))

    def opening(self, number: str) -> KeptOpening:
        """One opening by its number.

        Raises
        ------
        NoSuchOpening
            When it is not here, or was taken out.
        """
        found = self.openings.get(number)
        if found is None:
            raise NoSuchOpening(number)
        return found

    def own_costs(self, number: str) -> Costs:
        """The figures given for this opening alone."""
        return costs_from(self.documents.get(f"{COSTS}/{number}", {}))

    def costs(self, number: str) -> Costs:
        """The figures that hold for this opening: its own, else the usual ones."""
        return self.own_costs(number).over(self.usual_costs)

    def supposing(self, costs: Costs) -> Directory:
        """The same directory with other usual figures, where they are given."""
        document = costs_document(costs.over(self.usual_costs))
        return replace(self, documents={**self.documents, USUAL_COSTS: document})

    def answers(self, number: str) -> dict[str, Answer]:
        """What was answered to the vetting questions."""
        found = {}
        for code, one in self.documents.get(f"{ANSWERS}/{number}", {}).items():
            try:
                if text := str(one["text"]):
                    found[code] = Answer(text, dt.date.fromisoformat(one["day"]))
            except (KeyError, TypeError, ValueError):
                continue
        return found

    def history(self, number: str) -> tuple[Record, ...]:
        """Every record that touched an opening or what belongs to it, newest first."""
        own = {f"{name}/{number}" for name in (OPENING, ANSWERS, COSTS)}
        own |= {f"{EVENT}/{one}" for one, _ in self.events.get(number, ())}
        own |= {f"{CONTACT}/{one}" for one, _ in self.contacts.get(number, ())}
        touched = (one for one in self.records if any(c.key in own for c in one.changes))
        return tuple(reversed(tuple(touched)))

    def next_number(self, name: str, already: int = 0) -> str:
        """A number nothing of this sort ever had."""
        letter = LETTERS[name]
        used = (_place(key.partition("/")[2]) for key in self.versions if key.startswith(name))
        return f"{letter}{max(used, default=0) + 1 + already}"

    def undoing(self, record_id: str, at: str) -> Record:
        """The record that takes another one back.

        Raises
        ------
        NothingToTakeBack, ChangedSince
            When there is no such record, or what it changed was changed again.
        """
        place = next((i for i, one in enumerate(self.records) if one.id == record_id), None)
        if place is None:
            raise NothingToTakeBack(record_id)
        undone = self.records[place]
        later = [change.key for one in self.records[place + 1 :] for change in one.changes]
        changes = []
        for change in undone.changes:
            if change.key in later:
                raise ChangedSince(
                    undone.title, self.versions[change.key] - later.count(change.key),
                    self.versions[change.key],
                )  # fmt: skip
            changes.append(Change(change.key, self._before(change.key, place)))
        return Record("", at, f"Undone: {undone.title}", tuple(changes), undone.id)

    def _before(self, key: str, place: int) -> Document | None:
        for record in reversed(self.records[:place]):
            for change in record.changes:
                if change.key == key:
                    return change.document
        return None

    def _parsed(self, name: str, parse: Any) -> Iterable[tuple[str, Any]]:
        """The documents of one sort; one that cannot be read is passed over."""
        for key, document in self.documents.items():
            sort, _, number = key.partition("/")
            if sort == name:
                try:
                    yield number, parse(document)
                except (ValueError, TypeError, KeyError):
                    continue

    @cached_property
    def unreadable(self) -> tuple[Finding, ...]:
        """Documents that are whole JSON and yet no opening, step or contact."""
        known = {f"{OPENING}/{one}" for one in self.openings}
        known |= {f"{EVENT}/{number}" for rows in self.events.values() for number, _ in rows}
        return tuple(
            Finding(
                "opening-unreadable", Severity.ERROR, key,
                "This entry cannot be read and is passed over; nothing of it is lost.",
            )
            for key in self.documents
            if key.startswith((f"{OPENING}/", f"{EVENT}/")) and key not in known
        )  # fmt: skip


def _kept(number: str, version: int, document: Document) -> KeptOpening | None:
    """The opening of a document; None when it is none."""
    try:
        return KeptOpening(number, version, from_document(document))
    except (ValueError, TypeError, KeyError):
        return None


def _place(number: str) -> int:
    digits = number[1:]
    return int(digits) if digits.isascii() and digits.isdigit() else 0
