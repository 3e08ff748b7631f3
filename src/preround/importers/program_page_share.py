"""What a page says of the IMGs among its residents, as a share of them all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from preround.importers.program_page_proposals import IMG, Proposal
from preround.importers.program_page_statements import Statement

_RESIDENTS = re.compile(
    r"\bresidents?\b(?! of the)|\bhouse ?staff\b|\binterns\b|\btrainees\b|\bour (?:program"
    r"|class|team)\b"
    r"|\bof (?:us|our class)\b|\bin (?:the|our) program\b"
)
#: People who are counted on a page and do not train there.
_OTHERS = re.compile(
    r"\bapplica(?:nts?|tions?)\b|\binterview(?:s|ed|ees)\b|\binvit|\bpatients?\b|\bfaculty\b"
    r"|\bgoal\b"
    r"|\bnational|\bspecialty\b|\bpass rate\b|\bfellows\b|\balumni\b|\bpermanent resident"
    r"|\bin the us\b"
)
_PERCENT = re.compile(
    r"\b(?P<low>\d{1,3})(?:\.\d+)? ?(?:%|percent)?(?:\s?(?:-|to)\s?(?P<high>\d{1,3}))? ?(?:%"
    r"|percent\b)"
)
_OF = re.compile(
    r"\b(?P<some>\d{1,3}) (?:out )?of (?:the |our |these |all )*(?:\w+ )?(?P<all>\d{1,3})\b"
)
_WORDS = (
    (re.compile(r"\b(?:2 thirds|two-thirds|2-thirds)\b"), 2 / 3),
    (re.compile(r"\b(?:3 quarters|three-quarters|3-quarters)\b"), 3 / 4),
    (re.compile(r"\b(?:(?:a|1) third|one-third|1-third)\b"), 1 / 3),
    (re.compile(r"\b(?:(?:a|1) quarter|one-quarter|1-quarter|a fourth)\b"), 1 / 4),
    (re.compile(r"\b(?:half)\b(?! an?\b)"), 1 / 2),
)
_IN = re.compile(r"\b(?P<some>\d{1,2}) in (?P<all>\d{1,2})\b")
_HAS_IMG = re.compile(r"\b(?:trained|schooled|graduated) (?:abroad|overseas)\b")


def share_proposals(page: Sequence[Statement]) -> Iterator[Proposal]:
    """Propose the share of residents who are IMGs, where a sentence counts them."""
    for one in page:
        if one.question or _OTHERS.search(one.words):
            continue
        asked = one.first and bool(IMG.search(one.topic))
        named = IMG.search(one.words) or _HAS_IMG.search(one.words) or asked
        if not named or not (_RESIDENTS.search(one.about) or asked):
            continue
        share = _share(one.words, asked=asked)
        if share is not None:
            yield Proposal("img_share", round(share, 2), one)


def _share(words: str, *, asked: bool) -> float | None:
    if not asked and not _RESIDENTS.search(words):
        return None
    if found := _PERCENT.search(words):
        low, high = int(found["low"]), int(found["high"] or found["low"])
        return (low + high) / 200 if low <= high <= 100 else None
    for pattern in (_OF, _IN):
        if found := pattern.search(words):
            some, whole = int(found["some"]), int(found["all"])
            return some / whole if whole > 0 and some <= whole else None
    return next((share for pattern, share in _WORDS if pattern.search(words)), None)
