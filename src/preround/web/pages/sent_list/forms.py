"""What was typed of the applications sent, and what one button says to them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict

from preround.domain.program_list import ListRow
from preround.domain.sent_list import SentList
from preround.jobs.build_program_list import BuiltList
from preround.jobs.sent_list import SentRefused, never_sent, sent_later
from preround.web.errors import UnknownAction

NO_SIGNAL = "none"
SAID = {
    "withdraw": "Withdrawn",
    "stand": "Stands again",
    "never": "Taken out",
    "signal": "Signal corrected",
    "add": "Added",
}


@dataclass(frozen=True, slots=True)
class SendForm:
    """The day, and the signal of each application that is ticked."""

    on: str
    signals: Mapping[str, str]

    @classmethod
    def of(cls, rows: list[ListRow], today: dt.date) -> SendForm:
        """Everything the list proposes, as of today."""
        signals = {row.program.nrmp_code: row.signal or NO_SIGNAL for row in rows}
        return cls(today.isoformat(), signals)

    @classmethod
    def read(cls, post: QueryDict) -> SendForm:
        """Keep what was ticked and typed."""
        codes = dict.fromkeys(post.getlist("sent"))
        signals = {code: post.get(f"signal-{code}", NO_SIGNAL) for code in codes}
        return cls(post.get("on", "").strip()[:20], signals)


def day_of(text: str) -> dt.date:
    """The day as typed.

    Raises
    ------
    SentRefused
    """
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise SentRefused(f"{text!r} is no day. Write it as 2026-09-24.") from None


def changed(sent: SentList, post: QueryDict, built: BuiltList, today: dt.date) -> SentList | None:
    """Do what one button says to the list as it was sent; None where it was not sent after all.

    Raises
    ------
    UnknownAction, SentRefused
    """
    action, _, code = post.get("do", "").partition(" ")
    verb, _, tier = action.partition(":")
    if verb == "unsend":
        return None
    if verb == "add":
        on = day_of(post.get("on", "").strip()[:20])
        signal = post.get("signal", NO_SIGNAL)
        return sent_later(sent, built, code, signal, on, today)
    if code not in sent.by_code:
        raise SentRefused(f"{code!r} is not among what you sent. Load the page again.")
    match verb:
        case "withdraw":
            return sent.withdrawn(code, today)
        case "stand":
            return sent.withdrawn(code, None)
        case "never":
            return never_sent(sent, built, code)
        case "signal":
            on = sent.by_code[code].added_on or sent.sent_on
            return sent_later(sent, built, code, tier, on, today)
        case _:
            raise UnknownAction(action)
