"""What the word lists say of one word, and of the words beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from preround.logbook.guard_words import STRICT, Token, is_everyday, words


@dataclass(frozen=True, slots=True)
class Seen:
    """What the lists say of one word."""

    given: bool
    family: bool
    eponym: bool
    everyday: bool
    clinical: bool
    medical: bool

    @property
    def is_name(self) -> bool:
        return self.given or self.family

    @property
    def is_sure(self) -> bool:
        """A name and nothing else."""
        return self.is_name and not (self.everyday or self.clinical or self.eponym)

    @property
    def is_unknown(self) -> bool:
        return not (self.is_name or self.everyday or self.clinical or self.eponym or self.medical)

    @property
    def may_name(self) -> bool:
        """Could be a name, by list or because nothing else knows it."""
        return self.is_name or self.is_unknown


def look(word: str) -> Seen:
    """What the lists say of a folded word; a doubled name counts by its parts."""
    lists = words()
    parts = word.split("-") if "-" in word else [word]
    given = word in lists.given or (len(parts) > 1 and all(p in lists.given for p in parts))
    family = word in lists.family or (
        len(parts) > 1 and all(p in lists.family or p in lists.given for p in parts)
    )
    if not (given or family) and word.startswith(("mc", "o'", "mac", "d'")) and len(word) > 4:
        family = not is_everyday(word) and word not in lists.clinical
    named = given or family
    return Seen(
        given=given,
        family=family,
        eponym=word in lists.eponyms or any(p in lists.eponyms for p in parts if len(parts) > 1),
        everyday=word in lists.english if named else is_everyday(word),
        clinical=word in lists.clinical,
        medical=STRICT.search(word) is not None,
    )


def word_after(run: Sequence[Token], end: int) -> str:
    """The word that follows in the same clause, folded; empty where none does."""
    return run[end].low if end < len(run) and run[end].gap.strip() in ("", ",", "(") else ""


def is_eponym(run: Sequence[Token], seen: Sequence[Seen], index: int, end: int) -> bool:
    """Whether a sign, a test or a disease follows: Murphy's sign, Marcus Gunn pupil."""
    sets = words().grammar
    last = run[end - 1]
    if end >= len(run):
        return False
    after = run[end]
    if after.gap not in (" ", "-"):
        return False
    if after.low in sets["eponym_heads"]:
        if after.low in (
            "hand",
            "foot",
            "test",
            "tests",
            "type",
            "class",
            "chart",
            "exam",
            "examination",
            "gait",
            "diet",
            "lung",
            "heart",
            "kidney",
            "knee",
            "elbow",
            "toe",
            "rash",
            "therapy",
            "exercises",
            "positive",
            "negative",
            "interval",
            "space",
            "line",
            "tube",
            "catheter",
            "hernia",
            "fracture",
            "position",
            "nails",
            "ulcer",
            "tumor",
            "dressing",
            "score",
            "scores",
            "bed",
            "disease",
            "risk",
            "protocol",
            "bandage",
            "cast",
            "breathing",
            "rhythm",
            "mask",
        ):
            return seen[end - 1].eponym or not (last.is_possessive and seen[end - 1].is_sure)
        return True
    two = run[end + 1].low if end + 1 < len(run) and run[end + 1].gap == " " else ""
    if seen[end - 1].eponym and end == index + 1 and two in sets["eponym_heads"]:
        return True
    return (
        last.is_possessive
        and seen[end - 1].eponym
        and end == index + 1
        and after.low not in sets["kin"]
        and after.low
        not in ("chart", "room", "family", "care", "case", "chart", "bedside", "house", "labs")
    )
