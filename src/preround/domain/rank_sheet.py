"""A person's rank list in the making: priorities, impressions, order, first-year lists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

#: Impressions and weights run from here to there; 0 as a weight leaves the priority out.
LOWEST, HIGHEST = 1, 5
MOST_PRIORITIES: Final = 12

Codes = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Priority:
    """One thing a person looks for in a program, and how much it counts, 0 to 5."""

    key: str
    name: str
    weight: int


@dataclass(frozen=True, slots=True)
class Impression:
    """What a person thought after one interview: a score a priority, and their words."""

    scores: Mapping[str, int] = field(default_factory=dict)
    note: str = ""


FIRST_PRIORITIES = (
    Priority("training", "Training and teaching", 4),
    Priority("people", "The people there", 4),
    Priority("place", "Place and living", 3),
    Priority("visa", "Visa support", 3),
    Priority("family", "Family nearby", 2),
    Priority("fellowship", "Fellowship and board results", 2),
    Priority("workload", "Hours and pay", 2),
)


@dataclass(frozen=True, slots=True)
class RankSheet:
    """Everything the rank list rests on.

    `order` holds NRMP codes, best first; `left_off` those the person would rather not
    match than go to. `first_years` gives each advanced program its own list. `certified`
    is the order as it stood when the person certified it in R3 on `certified_on`. A
    couple's `partner` list holds codes or names; pairs in one state may come first, and
    ranks with one of the two unmatched last.
    """

    priorities: tuple[Priority, ...] = FIRST_PRIORITIES
    impressions: Mapping[str, Impression] = field(default_factory=dict)
    order: Codes = ()
    left_off: Codes = ()
    first_years: Mapping[str, Codes] = field(default_factory=dict)
    ticked: Codes = ()
    certified: Codes = ()
    certified_on: dt.date | None = None
    partner: Codes = ()
    pairs_near: bool = False
    pairs_alone: bool = True

    def impression(self, code: str) -> Impression:
        """The impression of a program; an empty one where nothing was noted."""
        return self.impressions.get(code) or Impression()

    def with_impression(self, code: str, impression: Impression) -> RankSheet:
        """The same sheet with one impression changed."""
        return replace(self, impressions={**self.impressions, code: impression})

    def as_document(self) -> dict[str, Any]:
        """The sheet as plain values, to be stored."""
        return {
            "priorities": [[one.key, one.name, one.weight] for one in self.priorities],
            "impressions": {
                code: {"scores": dict(one.scores), "note": one.note}
                for code, one in self.impressions.items()
            },
            "order": list(self.order),
            "left_off": list(self.left_off),
            "first_years": {code: list(codes) for code, codes in self.first_years.items()},
            "ticked": list(self.ticked),
            "certified": list(self.certified),
            "certified_on": self.certified_on.isoformat() if self.certified_on else None,
            "partner": list(self.partner),
            "pairs_near": self.pairs_near,
            "pairs_alone": self.pairs_alone,
        }

    @classmethod
    def of_document(cls, document: Mapping[str, Any]) -> RankSheet:
        """The sheet a document holds; a key it lacks is as in a new sheet."""
        fresh = cls()
        day = document.get("certified_on")
        stored = document.get("priorities")
        return cls(
            priorities=tuple(Priority(*one) for one in stored) if stored else fresh.priorities,
            impressions={
                code: Impression(dict(one["scores"]), one["note"])
                for code, one in document.get("impressions", {}).items()
            },
            order=tuple(document.get("order", ())),
            left_off=tuple(document.get("left_off", ())),
            first_years={
                code: tuple(codes) for code, codes in document.get("first_years", {}).items()
            },
            ticked=tuple(document.get("ticked", ())),
            certified=tuple(document.get("certified", ())),
            certified_on=dt.date.fromisoformat(day) if day else None,
            partner=tuple(document.get("partner", ())),
            pairs_near=bool(document.get("pairs_near", fresh.pairs_near)),
            pairs_alone=bool(document.get("pairs_alone", fresh.pairs_alone)),
        )
