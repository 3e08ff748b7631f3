"""What the guard finds: a stretch of text and which of the 18 identifiers it is."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Identifier(StrEnum):
    """The identifiers to remove before a text about a patient is no longer about one person.

    Source: 45 CFR 164.514(b)(2)(i), Safe Harbor, its 18 kinds; ages over 89 stand apart here.
    """

    NAME = "NAME"
    DATE = "DATE"
    AGE_OVER_89 = "AGE_OVER_89"
    GEO = "GEO"
    PHONE = "PHONE"
    FAX = "FAX"
    EMAIL = "EMAIL"
    SSN = "SSN"
    MRN = "MRN"
    PLAN_ID = "PLAN_ID"
    ACCOUNT = "ACCOUNT"
    LICENSE = "LICENSE"
    VEHICLE = "VEHICLE"
    DEVICE = "DEVICE"
    URL = "URL"
    IP = "IP"
    BIOMETRIC = "BIOMETRIC"
    PHOTO = "PHOTO"
    OTHER_ID = "OTHER_ID"


class Span(NamedTuple):
    """One identifier: text[start:end], its kind, and why it was taken for one."""

    start: int
    end: int
    label: Identifier
    why: str = ""


#: Which finding stays where two overlap: the smaller first.
ORDER = {
    label: place
    for place, label in enumerate(
        (
            Identifier.EMAIL,
            Identifier.URL,
            Identifier.SSN,
            Identifier.MRN,
            Identifier.PLAN_ID,
            Identifier.ACCOUNT,
            Identifier.VEHICLE,
            Identifier.LICENSE,
            Identifier.DEVICE,
            Identifier.FAX,
            Identifier.PHONE,
            Identifier.IP,
            Identifier.AGE_OVER_89,
            Identifier.DATE,
            Identifier.GEO,
            Identifier.PHOTO,
            Identifier.BIOMETRIC,
            Identifier.NAME,
            Identifier.OTHER_ID,
        )
    )
}


def settle(spans: list[Span]) -> tuple[Span, ...]:
    """Where findings overlap, keep the surer kind, then the longer; in order of the text."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda x: (ORDER[x.label], x.start - x.end, x.start)):
        if all(span.end <= other.start or span.start >= other.end for other in kept):
            kept.append(span)
    return tuple(sorted(kept))
