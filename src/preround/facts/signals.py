"""How many program signals a specialty gives an applicant, by tier."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from preround.domain.citation import Citation, Confidence
from preround.facts.errors import BadFact
from preround.facts.schedules import PLATFORMS
from preround.facts.sources import Source
from preround.facts.tables import Row, read_rows

COLUMNS = (
    *("season", "specialty", "gold", "silver", "single", "total"),
    *("platform", "pool", "note", "stands"),
)
STANDS = ("main", "agrees", "disagrees")


@dataclass(frozen=True, slots=True)
class SignalRule:
    """A specialty's signals in one season: tiers, best first, and how many of each.

    `tiers` is empty where the specialty takes no signals. `pool` names the group of
    specialties that share one set of signals, else the specialty itself. `season` is
    the season of the figures; None, with `known` false, when no source names any.
    `disagree` holds what other sources say of the same season.
    """

    specialty: str
    tiers: tuple[tuple[str, int], ...]
    total: int
    platform: str
    season: int | None
    citations: tuple[Citation, ...]
    pool: str
    note: str = ""
    known: bool = True
    disagree: tuple[SignalRule, ...] = ()

    @property
    def confidence(self) -> Confidence:
        """Confidence of the main source, low where there is none."""
        return self.citations[0].confidence if self.citations else Confidence.LOW

    @property
    def unconfirmed(self) -> bool:
        """Whether to tell the reader to check the official page."""
        return self.confidence is not Confidence.HIGH or bool(self.disagree)


def _tiers(row: Row) -> tuple[tuple[str, int], ...]:
    gold, silver, single = (row.maybe_count(name) for name in ("gold", "silver", "single"))
    if (gold is None) != (silver is None) or (gold is None) == (single is None):
        raise row.refuse("single", "gold and silver, or one single number")
    named = (("gold", gold), ("silver", silver), ("signal", single))
    tiers = tuple((name, count) for name, count in named if count)
    if sum(count for _, count in tiers) != row.count("total"):
        raise row.refuse("total", "the sum of the tiers")
    return tiers


def _rule(row: Row) -> SignalRule:
    specialty = row.text("specialty")
    return SignalRule(
        specialty=specialty,
        tiers=_tiers(row),
        total=row.count("total"),
        platform=PLATFORMS[row.choice("platform", tuple(PLATFORMS))],
        season=row.count("season"),
        citations=(row.citation,),
        pool=row.cells["pool"] or specialty,
        note=row.cells["note"],
    )


def no_rule(specialty: str) -> SignalRule:
    """What stands in where no source names a specialty's signals: none are assumed."""
    return SignalRule(
        specialty=specialty,
        tiers=(),
        total=0,
        platform="",
        season=None,
        citations=(),
        pool=specialty,
        note="no source names signals for this specialty; none are assumed",
        known=False,
    )


def read_signals(folder: Path, sources: Mapping[str, Source]) -> dict[tuple[int, str], SignalRule]:
    """Every signal rule by season and specialty, other sources gathered under the main one.

    Raises
    ------
    BadFact
        When a row is malformed, a season and specialty stand twice, or a row that agrees
        or disagrees has no main row before it or does not do what it says.
    """
    path = folder / "signals.csv"
    rules: dict[tuple[int, str], SignalRule] = {}
    for row in read_rows(path, COLUMNS, sources):
        rule = _rule(row)
        key = (row.count("season"), rule.specialty)
        stands, main = row.choice("stands", STANDS), rules.get(key)
        if (stands == "main") != (main is None):
            raise BadFact(
                row.place,
                f"{rule.specialty} of season {key[0]} as {stands!r}",
                "one main row first, then those that agree or disagree with it",
                "Mend the column stands.",
            )
        if main is None:
            rules[key] = rule
        elif (rule.tiers == main.tiers) != (stands == "agrees"):
            raise row.refuse("stands", "what the numbers show")
        elif stands == "agrees":
            rules[key] = replace(main, citations=(*main.citations, row.citation))
        else:
            rules[key] = replace(main, disagree=(*main.disagree, rule))
    return rules
