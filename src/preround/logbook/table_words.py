"""Words that people's own tables of days use, and the ones the log knows them by."""

from __future__ import annotations

import re
from collections.abc import Sequence

from preround.domain.applicant import Setting, UsceKind
from preround.facts.states import load_states
from preround.logbook.days import DUTIES

#: A heading of the log, and what else it is called.
HEADINGS: dict[str, tuple[str, ...]] = {
    "date": ("day", "date of service"),
    "kind": ("type", "category", "type of experience"),
    "hours": ("hrs", "h", "hours worked", "no of hours", "number of hours"),
    "rotation": ("rotation name",),
    "setting": ("inpatient or outpatient", "inpatient outpatient"),
    "specialty": ("speciality", "department", "field", "service"),
    "site": ("place", "where", "hospital", "clinic", "institution", "location", "facility"),
    "state": ("us state",),
    "duties": ("what i did", "did", "role", "tasks"),
    "saw": ("saw and did", "what i saw", "what i saw and did", "cases", "patients", "notes"),
    "learned": ("what i learned", "learnt", "reflection", "reflections", "learning", "lesson"),
    "feedback": ("feedback received", "comments", "feedback and what i did with it"),
}
_KNOWN = {other: name for name, others in HEADINGS.items() for other in (name, *others)}
KINDS = {
    "clerkship": UsceKind.ELECTIVE,
    "sub-internship": UsceKind.ELECTIVE,
    "subinternship": UsceKind.ELECTIVE,
    "sub-i": UsceKind.ELECTIVE,
    "shadow": UsceKind.OBSERVERSHIP,
    "observer": UsceKind.OBSERVERSHIP,
    "extern": UsceKind.EXTERNSHIP,
    "job": UsceKind.EMPLOYMENT,
    "work": UsceKind.EMPLOYMENT,
}
SETTINGS = {
    "ward": Setting.INPATIENT,
    "hospital": Setting.INPATIENT,
    "clinic": Setting.OUTPATIENT,
    "office": Setting.OUTPATIENT,
    "ambulatory": Setting.OUTPATIENT,
    "virtual": Setting.TELEHEALTH,
    "video": Setting.TELEHEALTH,
}
DUTY_WORDS = {" ".join(words.casefold().split()): code for code, words in DUTIES.items()}


def heading(text: str) -> str:
    """The log's own name of a heading; what it does not know stays as it is."""
    plain = " ".join(re.sub(r"[^a-z0-9]+", " ", text.casefold()).split())
    return _KNOWN.get(plain, text.strip().casefold())


def kind_of(text: str) -> UsceKind:
    """The kind a cell names.

    Raises
    ------
    ValueError
        When it names none, or more than one.

    Examples
    --------
    >>> kind_of("Hands-on externship").value, kind_of("Clerkship").value
    ('externship', 'elective')
    """
    plain = text.casefold()
    named = {one for one in UsceKind if one.value in plain}
    named = named or {kind for word, kind in KINDS.items() if word in plain}
    if len(named) != 1:
        raise ValueError(f"{text!r} is no kind; one of {', '.join(UsceKind)}")
    return named.pop()


def setting_of(text: str) -> Setting | None:
    """The setting a cell names; None for an empty one.

    Raises
    ------
    ValueError
        When it names none.
    """
    plain = text.casefold()
    if not plain:
        return None
    named = [one for one in Setting if one.value in plain]
    named = named or [one for word, one in SETTINGS.items() if word in plain]
    if not named:
        raise ValueError(f"{text!r} is no setting; one of {', '.join(Setting)}")
    return named[0]


def hours_of(text: str) -> float:
    """The hours of a cell.

    Raises
    ------
    ValueError
        When it holds no hours of a day.
    """
    bare = re.sub(r"\s*(?:h|hrs?|hours?)\.?$", "", text.casefold().replace(",", "."))
    try:
        hours = float(bare)
    except ValueError:
        raise ValueError(f"{text!r} is no number of hours, such as 8 or 6.5") from None
    if not 0 < hours <= 24:
        raise ValueError(f"{text!r} hours do not fit in a day")
    return hours


def state_of(text: str) -> str:
    """The two letters of a state written either way.

    Raises
    ------
    ValueError
        When there is no such state.
    """
    if not text:
        return ""
    states = load_states()
    if re.fullmatch(r"[A-Za-z]{2}", text):
        return text.upper()
    named = [code for code, one in states.items() if one.name.casefold() == text.casefold()]
    if not named:
        raise ValueError(f"{text!r} is no state; write it as two letters")
    return named[0]


def duties_of(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The duties a cell names by code or in the log's words, and what is none.

    Examples
    --------
    >>> duties_of("history; Took part in handoff, juggled")
    (('history', 'handoff'), ('juggled',))
    """
    whole = [one.strip() for one in re.split(r"[;,\n]+", text) if one.strip()]
    found: list[str] = []
    strange: list[str] = []
    for part in whole:
        code = DUTY_WORDS.get(" ".join(part.casefold().split()))
        for one in [code] if code else part.split():
            (found if one in DUTIES else strange).append(one)
    return tuple(dict.fromkeys(found)), tuple(strange)


def header_place(rows: Sequence[Sequence[object]], needed: Sequence[str]) -> int | None:
    """Where the header stands: the first row with every needed heading, else the first with any."""
    filled = [n for n, row in enumerate(rows[:30]) if any(str(cell or "").strip() for cell in row)]
    for n in filled:
        named = {heading(str(cell or "")) for cell in rows[n]}
        if set(needed) <= named:
            return n
    return filled[0] if filled else None
