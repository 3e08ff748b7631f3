"""What an opening is by its duties, whatever its seller calls it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from preround.domain.applicant import Setting, UsceKind
from preround.openings.guide import Kind, guide
from preround.openings.opening import Opening
from preround.openings.wording import (
    REMEMBERED,
    Duties,
    duty_rules,
    read_duties,
    who_may_apply,
)

#: Names under which hands-on work is offered; without it, what is left is watching.
HANDS_ON_LABELS = ("elective", "sub_internship", "externship")
WATCHING_ALONE = frozenset({"watched", "watched_procedure"})
#: Read in this order: "research observership" is research, "virtual externship" is by video.
LABEL_ORDER = (
    *("telerotation", "research", "volunteer", "employment"),
    *("sub_internship", "elective", "externship", "observership", "course"),
)


@dataclass(frozen=True, slots=True)
class Classified:
    """What an opening is: by its label, by its duties, and the words that decided.

    `is_sure` is false where the duties are not written and the label alone speaks.
    """

    kind: str
    label: str
    hands_on: bool | None
    is_sure: bool
    because: tuple[str, ...]

    @property
    def differs(self) -> bool:
        """Whether the duties make it another kind than its label."""
        return bool(self.label) and self.kind != self.label

    @property
    def words(self) -> Kind | None:
        """What the guide says of the kind; None where even that is open."""
        return guide().kinds.get(self.kind)

    @property
    def counts_as(self) -> UsceKind | None:
        """The applicant file's kind for the same experience."""
        return self.words.counts_as if self.words else None


@lru_cache(maxsize=REMEMBERED)
def read_label(text: str) -> str:
    """The kind that a seller's label names; "" when none.

    Examples
    --------
    >>> read_label("Hands-on Externship (IMG)"), read_label("Virtual observership")
    ('externship', 'telerotation')
    >>> read_label("Stay")
    ''
    """
    plain = text.strip().lower().replace(" ", "_").replace("-", "_")
    kinds = guide().kinds
    if plain in kinds:
        return plain
    return next((name for name in LABEL_ORDER if kinds[name].words.search(text)), "")


@lru_cache(maxsize=REMEMBERED)
def classify(opening: Opening) -> Classified:
    """Decide what an opening is by what one may do in it.

    Source: programs count what was done; a stay in which one may only watch is an
    observership under any name (kinds of U.S. experience, in `data/kinds.toml`).

    Notes
    -----
    What the page denies outweighs what its name promises, and so does a "no" ticked by
    the person. An observership is never promoted: duties that sound hands-on stay a
    question until they stand in writing.
    """
    label = read_label(opening.kind)
    duties = read_duties(opening.duty_words)
    hands_on, because = _hands_on(opening, duties)
    is_sure = hands_on is not None
    kind = label
    if label == "telerotation" or _is_tele(opening, duties, hands_on):
        kind = "telerotation" if label not in ("course", "research") else label
        hands_on, is_sure = False, True
    elif label in HANDS_ON_LABELS:
        kind = "observership" if hands_on is False else label
    elif label in ("", "observership") and hands_on is not None:
        kind = label or _unnamed(opening, hands_on)
    default = guide().kinds[kind].hands_on if kind else None
    if hands_on is None:
        hands_on = default
    is_sure = is_sure or kind not in (*HANDS_ON_LABELS, "")
    return Classified(kind, label, hands_on, is_sure, because)


def _hands_on(opening: Opening, duties: Duties) -> tuple[bool | None, tuple[str, ...]]:
    strong = {rule.code for rule in duty_rules() if rule.strong}
    ticked = set(opening.may_do)
    granted = (ticked | duties.granted) & strong
    said = tuple(f"“{one}”" for one in duties.because)
    if duties.hands_on is False and not ticked & strong:
        return False, said
    if opening.hands_on is False:
        return False, (*said, "marked as not hands-on")
    if granted or duties.hands_on:
        return True, (*said, *(("ticked duties",) if ticked & strong else ()))
    everything = ticked | duties.granted
    if everything and everything <= WATCHING_ALONE | {"discussed", "conference"}:
        return False, said or ("only watching is ticked",)
    if duties.denied & strong:
        return False, said
    if opening.hands_on is not None:
        return True, (*said, "marked as hands-on")
    return None, said


def _is_tele(opening: Opening, duties: Duties, hands_on: bool | None) -> bool:
    """By its setting, or by its words where no setting and no hands-on work says otherwise."""
    if opening.setting:
        return opening.setting == Setting.TELEHEALTH
    return duties.telehealth and not hands_on


def _unnamed(opening: Opening, hands_on: bool) -> str:
    if not hands_on:
        return "observership"
    who = who_may_apply(opening.who_may_apply)
    return "elective" if who.students and who.graduates is False else "externship"
