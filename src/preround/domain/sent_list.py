"""The applications as they were sent: what no later change of mind or knowledge rewrites."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from preround.domain.ranges import Interval, Support


@dataclass(frozen=True, slots=True)
class SentApplication:
    """One application with the signal it carried and the odds it had then.

    `signal` is the tier, "none" for none. `added_on` is the day of one sent after the
    others; `withdrawn_on` the day the person took it back.
    """

    code: str
    signal: str
    interview: Interval
    added_on: dt.date | None = None
    withdrawn_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class SentList:
    """What was sent on `sent_on`, with the forecast of the day it was kept, `kept_on`.

    `interviews` and `p_match` are of the applications sent together; one added or taken
    back later changes neither. Without applications nothing was sent.
    """

    sent_on: dt.date
    kept_on: dt.date
    applications: tuple[SentApplication, ...]
    interviews: Interval
    p_match: Interval

    @property
    def by_code(self) -> Mapping[str, SentApplication]:
        """Each application under its program's NRMP code."""
        return {one.code: one for one in self.applications}

    @property
    def standing(self) -> tuple[SentApplication, ...]:
        """Applications that were not taken back."""
        return tuple(one for one in self.applications if one.withdrawn_on is None)

    @property
    def n_first(self) -> int:
        """How many were sent together on the first day."""
        return sum(one.added_on is None for one in self.applications)

    def with_application(self, application: SentApplication) -> SentList:
        """The same list with one application new or changed."""
        rest = {**self.by_code, application.code: application}
        return replace(self, applications=tuple(rest.values()))

    def without(self, code: str) -> SentList:
        """The same list without one that was never sent."""
        kept = tuple(one for one in self.applications if one.code != code)
        return replace(self, applications=kept)

    def withdrawn(self, code: str, on: dt.date | None) -> SentList:
        """The same list with one application taken back, or standing again for None."""
        return self.with_application(replace(self.by_code[code], withdrawn_on=on))

    def as_document(self) -> dict[str, Any]:
        """The list as plain values, to be stored."""
        return {
            "sent_on": self.sent_on.isoformat(),
            "kept_on": self.kept_on.isoformat(),
            "interviews": asdict(self.interviews),
            "p_match": asdict(self.p_match),
            "applications": [
                {
                    "code": one.code,
                    "signal": one.signal,
                    "interview": asdict(one.interview),
                    "added_on": one.added_on.isoformat() if one.added_on else None,
                    "withdrawn_on": one.withdrawn_on.isoformat() if one.withdrawn_on else None,
                }
                for one in self.applications
            ],
        }

    @classmethod
    def of_document(cls, document: Mapping[str, Any]) -> SentList | None:
        """The list a document holds; None where the document says that nothing was sent."""
        if not document:
            return None
        return cls(
            sent_on=dt.date.fromisoformat(document["sent_on"]),
            kept_on=dt.date.fromisoformat(document["kept_on"]),
            applications=tuple(
                SentApplication(
                    one["code"],
                    one["signal"],
                    _interval(one["interview"]),
                    _day(one["added_on"]),
                    _day(one["withdrawn_on"]),
                )
                for one in document["applications"]
            ),
            interviews=_interval(document["interviews"]),
            p_match=_interval(document["p_match"]),
        )


def _interval(document: Mapping[str, Any]) -> Interval:
    return Interval(**{**document, "support": Support(document["support"])})


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
