"""An opening that was accepted, as the facts of a rotation."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from preround.domain.applicant import Setting, UsceKind, UsExperience
from preround.openings.classify import classify
from preround.openings.opening import Opening
from preround.openings.wording import read_duties


@dataclass(frozen=True, slots=True)
class RotationFacts:
    """What is known of a rotation before its first day.

    `kind` goes by the duties, `called` is what the seller said; `duties` are codes of the
    clinical log. None and "" are unknown.
    """

    kind: UsceKind
    called: str
    setting: Setting | None
    specialty: str
    site: str
    city: str
    state: str
    start: dt.date | None
    end: dt.date | None
    hours_per_week: float | None
    hands_on: bool | None
    duties: tuple[str, ...]
    physician: str
    affiliation: str

    def experience(self) -> UsExperience:
        """The period as the applicant file holds it."""
        return UsExperience(
            kind=self.kind,
            setting=self.setting,
            specialty=self.specialty or None,
            start=self.start,
            end=self.end,
            hours_per_week=self.hours_per_week,
            hands_on=self.hands_on,
            state=self.state or None,
        )


def rotation_facts(opening: Opening, start: dt.date | None = None) -> RotationFacts | None:
    """Turn an opening into the facts of a rotation; None for what is no experience.

    Parameters
    ----------
    start
        The first day agreed on, where the opening only gives a window.

    Notes
    -----
    The last day follows from the first and the length of the stay, a Friday for whole
    weeks from a Monday; without a length it is the window's last day.
    """
    kind = classify(opening)
    counts_as = kind.counts_as
    if counts_as is None:
        return None
    first = start or opening.start
    last = opening.end
    if first is not None and opening.weeks is not None:
        last = first + dt.timedelta(days=round(opening.weeks * 7) - 3)
    setting = Setting(opening.setting) if opening.setting in set(Setting) else None
    if kind.words is not None and kind.words.setting is not None:
        setting = kind.words.setting
    duties = dict.fromkeys((*opening.may_do, *sorted(read_duties(opening.duty_words).granted)))
    return RotationFacts(
        kind=counts_as,
        called=opening.kind,
        setting=setting,
        specialty=opening.specialty,
        site=opening.institution,
        city=opening.city,
        state=opening.state,
        start=first,
        end=last,
        hours_per_week=opening.hours_per_week,
        hands_on=kind.hands_on,
        duties=tuple(duties),
        physician=opening.physician,
        affiliation=opening.affiliation,
    )
