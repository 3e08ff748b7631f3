"""What of the guard's findings matters, by whom a text is about."""

from __future__ import annotations

import re
from enum import StrEnum

from preround.logbook import guard_dates, guard_numbers
from preround.logbook.guard import Deidentified, deidentify, find_identifiers
from preround.logbook.guard_span import Identifier, Span, settle
from preround.logbook.guard_wording import reword

MOST_ROUNDS = 3


class About(StrEnum):
    """Whom a text speaks of; what may stand in it follows from that.

    `PATIENTS`: days, reflections, projects; everything found counts.
    `OWN_WORK`: entries, answers, the statement; one's own places, months and supervisors pass.
    `PEOPLE`: notes on programs, interviews and openings, messages; names, days and addresses of
    those one writes to pass, a patient's do not.
    """

    PATIENTS = "patients"
    OWN_WORK = "own_work"
    PEOPLE = "people"


#: A record of a person is the patient's, whatever the text is about.
ALWAYS = frozenset((Identifier.MRN, Identifier.SSN, Identifier.PLAN_ID, Identifier.AGE_OVER_89))
OWN_WORK = ALWAYS | {Identifier.NAME, Identifier.PHONE, Identifier.ACCOUNT, Identifier.DATE}
TREATED_BY = re.compile(r"\b(?:Dr|Drs|Prof|Professor|Doctor)\.?\s+(?:[A-Z][\w.-]*\s+)?$")
WHOLE_DAY = re.compile(r"\d{1,2}\s*[/-]\s*\d{1,2}|\b[A-Z][a-z]{2,8}\.? \d{1,2}\b(?! ?%)")
#: One patient in the same sentence; "patient care" and "many patients" speak of nobody.
ONE_PATIENT = re.compile(
    r"\bpatient\b(?![\s-]+(?:advoca|care\b|center|contact|educat|exposure|experience|facing|flow"
    r"|interact|load|management|outcome|panel|population|registr|safety|satisf|transport|volume))"
    r"|\bpt\b|\b\d{1,3}\s?(?:yo|y/o|M|F)\b|\byears?[- ]old\b|\bMRN\b|\bDOB\b|\bdate of birth\b"
    r"|\b(?:admitted|diagnosed|discharged) (?:with|for|on|from)\b"
    r"|\bcame (?:back |in )?with\b|\bpresent(?:ed|ing) with\b|\b(?:room|rm|bed)\s?#?\d",
    re.IGNORECASE,
)
#: Without any of these a text holds no number of a person and no age over 89.
NUMBER_LIKE = re.compile(
    r"\d{4}|\d-\d|[A-Za-z]\d|\d[A-Za-z]|\b(?:9\d|1[0-2]\d)\b|ninet|hundred", re.IGNORECASE
)
SENTENCE_ENDS = re.compile(r"(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bSt)[.!?](?=\s)|\n")


def found_about(text: str, about: About = About.PATIENTS) -> tuple[Span, ...]:
    """What in a text could identify a patient, given whom it is about."""
    if about is About.PEOPLE and not ONE_PATIENT.search(text):
        numbers = _numbers(text) if NUMBER_LIKE.search(text) else ()
        return tuple(span for span in numbers if span.label in ALWAYS)
    found = find_identifiers(text)
    if about is About.PATIENTS:
        return found
    counts = _of_own_work if about is About.OWN_WORK else _of_a_patient
    return tuple(span for span in found if counts(text, span))


def deidentify_about(text: str, about: About = About.PATIENTS) -> Deidentified:
    """The text with everything that counts replaced by wording that names nobody, and what."""
    if about is About.PATIENTS:
        return deidentify(text)
    spans = again = found_about(text, about)
    for _ in range(MOST_ROUNDS):  # a name can show only once the one before it is gone
        if not again:
            break
        text = reword(text, again)
        again = found_about(text, about)
    return Deidentified(text, spans)


def _numbers(text: str) -> tuple[Span, ...]:
    """Numbers and ages alone: where no patient is spoken of, names and places need no weighing."""
    return settle([*guard_numbers.find(text), *guard_dates.find(text)])


def _of_own_work(text: str, span: Span) -> bool:
    if span.label not in OWN_WORK or TREATED_BY.search(text[: span.start]):
        return False
    return span.label is not Identifier.DATE or bool(WHOLE_DAY.search(text[span.start : span.end]))


def _of_a_patient(text: str, span: Span) -> bool:
    if span.label in ALWAYS:
        return True
    if span.label not in (Identifier.NAME, Identifier.DATE) or TREATED_BY.search(
        text[: span.start]
    ):
        return False
    return bool(ONE_PATIENT.search(_sentence(text, span)))


def _sentence(text: str, span: Span) -> str:
    """The sentence a stretch stands in; a full stop after a title ends none."""
    start = max((one.end() for one in SENTENCE_ENDS.finditer(text, 0, span.start)), default=0)
    end = SENTENCE_ENDS.search(text, span.end)
    return text[start : end.start() if end else len(text)]
