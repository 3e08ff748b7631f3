"""The dates of a season, with their hour where one was read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from zoneinfo import ZoneInfo

from preround.domain.citation import Citation, Confidence
from preround.facts.errors import BadFact
from preround.facts.fact import FactStatus, parse_status
from preround.facts.sources import Source
from preround.facts.tables import Row, read_rows

COLUMNS = ("season", "event", "date", "time", "until", "status", "note", "stands")
EVENTS: Mapping[str, str] = {
    "myeras_opens": "MyERAS opens for the season",
    "eras_submission_opens": "applications may be sent to programs",
    "eras_review_opens": "programs may read applications and MSPEs",
    "eras_season_ends": "the ERAS season ends",
    "residency_cas_opens": "ResidencyCAS opens for the season",
    "residency_cas_submission_opens": "ResidencyCAS applications may be sent",
    "residency_cas_review_opens": "ResidencyCAS applications are released to programs",
    "nrmp_registration_opens": "applicants may register for the Match",
    "nrmp_registration_standard_deadline": "last day of standard registration",
    "quota_deadline": "last day for programs to change quotas or withdraw",
    "pathway_opens": "ECFMG's Pathways open for the season",
    "pathway_deadline": "last day to apply for a Pathway",
    "rank_list_opens": "rank order lists may be entered",
    "rank_list_deadline": "rank order lists must be certified",
    "match_week_begins": "Match Week begins: matched or not; SOAP starts",
    "soap_offers_begin": "the first SOAP offers go out",
    "soap_ends": "SOAP ends",
    "match_day": "Match Day: where one matched",
}
EASTERN = ZoneInfo("America/New_York")


@dataclass(frozen=True, slots=True)
class KeyDate:
    """One event of one season; `time` is Eastern Time, None where no hour was read."""

    event: str
    meaning: str
    season: int
    date: dt.date
    time: dt.time | None
    until: dt.date | None
    status: FactStatus
    citations: tuple[Citation, ...]
    note: str = ""
    disagree: tuple[KeyDate, ...] = ()

    @property
    def confidence(self) -> Confidence:
        """Confidence of the main source."""
        return self.citations[0].confidence

    @property
    def unconfirmed(self) -> bool:
        """Whether to tell the reader to check the official page."""
        return self.confidence is not Confidence.HIGH or bool(self.disagree)

    @property
    def moment(self) -> dt.datetime | None:
        """Date and hour in Eastern Time, or None where no hour was read."""
        return None if self.time is None else dt.datetime.combine(self.date, self.time, EASTERN)


def _day(row: Row, column: str) -> dt.date:
    try:
        return dt.date.fromisoformat(row.cells[column])
    except ValueError:
        raise row.refuse(column, "a date as YYYY-MM-DD") from None


def _hour(row: Row) -> dt.time | None:
    try:
        return dt.time.fromisoformat(row.cells["time"]) if row.cells["time"] else None
    except ValueError:
        raise row.refuse("time", "an hour as HH:MM, or nothing") from None


def _key_date(row: Row) -> KeyDate:
    event = row.choice("event", tuple(EVENTS))
    status = parse_status(row.place, row.cells["status"])
    if status is FactStatus.EXPECTED:
        raise row.refuse("status", "published or ended: a date that is only expected has no row")
    return KeyDate(
        event=event,
        meaning=EVENTS[event],
        season=row.count("season"),
        date=_day(row, "date"),
        time=_hour(row),
        until=_day(row, "until") if row.cells["until"] else None,
        status=status,
        citations=(row.citation,),
        note=row.cells["note"],
    )


def read_dates(folder: Path, sources: Mapping[str, Source]) -> dict[tuple[int, str], KeyDate]:
    """Every date by season and event.

    Raises
    ------
    BadFact
        When a row is malformed, or a season and event stand twice as main.
    """
    path = folder / "key_dates.csv"
    dates: dict[tuple[int, str], KeyDate] = {}
    for row in read_rows(path, COLUMNS, sources):
        found = _key_date(row)
        key = (found.season, found.event)
        stands, main = row.choice("stands", ("main", "agrees", "disagrees")), dates.get(key)
        if (stands == "main") != (main is None):
            raise BadFact(
                row.place,
                f"{found.event} of season {found.season} as {stands!r}",
                "one main row first, then those that agree or disagree with it",
                "Mend the column stands.",
            )
        if main is None:
            dates[key] = found
        elif (found.date == main.date) != (stands == "agrees"):
            raise row.refuse("stands", "what the dates show")
        elif stands == "agrees":
            dates[key] = replace(main, citations=(*main.citations, row.citation))
        else:
            dates[key] = replace(main, disagree=(*main.disagree, found))
    return dates
