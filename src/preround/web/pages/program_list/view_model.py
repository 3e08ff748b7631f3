"""The list as the page draws it: rows with their signal choices, the tray, the totals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import QueryDict

from preround.domain.program_list import (
    Choices,
    ListRow,
    ProgramList,
    Reason,
    ReasonKind,
    SignalCount,
    Tier,
)
from preround.web import lists, marks, notes, plans, sent_lists
from preround.web.design import budget_picture
from preround.web.design.interval_picture import axis_for
from preround.web.pages.program_list import rows as row_tools
from preround.web.record import Dossier

if TYPE_CHECKING:
    from preround.jobs.weigh_answers import AnswerWorth

TIER_WORDS: Mapping[Tier, str] = {
    Tier.STRONG: "at least three times the published average for applicants like you",
    Tier.REALISTIC: "at or above the published average for applicants like you",
    Tier.REACH: "below the published average for applicants like you",
    Tier.LOOK_UP: "hangs on a rule nobody has read yet; look it up before you pay",
    Tier.BLOCKED: "a rule the program states is not met",
}
SHOWN_LOOK_UPS = 4
#: So many rows must share what is said once for them.
LEAST_ALIKE = 4


@dataclass(frozen=True, slots=True)
class RowView:
    """One row with what its controls need."""

    row: ListRow
    signals: Sequence[SignalCount]
    by_hand: bool
    note: str
    reasons: Sequence[Reason] = ()
    is_quiet: bool = False


@dataclass(frozen=True, slots=True)
class SaidOnce:
    """What most rows of a specialty on this page share, said above them and not in each.

    `n` rows share all `reasons`; `looks_up` where their standing is to be looked up too.
    """

    specialty: str
    n: int
    n_shown: int
    reasons: tuple[Reason, ...]
    looks_up: bool


@dataclass(frozen=True, slots=True)
class TrayLine:
    """The signals of one tier in one specialty, and who holds them."""

    count: SignalCount
    tokens: Sequence[bool]
    holders: Sequence[ListRow]
    warnings: Sequence[str]


def list_page(dossier: Dossier, query: QueryDict) -> dict[str, Any]:
    """Give everything the list page draws."""
    built = lists.built_list(dossier)
    listing = built.listing
    wanted = row_tools.Wanted.read(query)
    noted = notes.all_notes(dossier.record)
    shown = row_tools.show(listing.rows, wanted, noted)
    chosen = marks.choices(dossier.record)
    once = said_once(shown.rows)
    return {
        "dossier": dossier,
        "is_reading": plans.is_reading(listing.season),
        "listing": listing,
        "sent": sent_lists.read(dossier, listing.season).sent,
        "summary": listing.summary,
        "wanted": wanted,
        "shown": shown,
        "n_any_tier": sum(option.count for option in shown.options["tier"]),
        "rows": [_row_view(row, listing, chosen, noted, once) for row in shown.rows],
        "said_once": tuple(once.values()),
        "axis": axis_for(row.interview for row in listing.rows if row.apply),
        "tray": _tray(listing),
        "knee": budget_picture.find_knee(listing.summary.frontier),
        "before_knee": _before_knee(listing),
        "open_questions": _open_questions(dossier),
        "look_ups": listing.summary.look_ups[:SHOWN_LOOK_UPS],
        "pages": _pages(wanted, shown),
        "sorts": [(key, label) for key, (label, _) in row_tools.SORTS.items()],
        "active": _active(wanted),
        "query": wanted.address(),
        "tier_words": TIER_WORDS,
    }


def _open_questions(dossier: Dossier) -> Sequence[AnswerWorth]:
    if dossier.is_sample or dossier.unfinished:
        return ()
    return lists.open_questions(dossier)


def said_once(rows: Sequence[ListRow]) -> dict[str, SaidOnce]:
    """Find, for each specialty on a page, what is unknown of most of its rows or lowers most."""
    found = {}
    for specialty in dict.fromkeys(row.program.specialty for row in rows):
        here = [row for row in rows if row.program.specialty == specialty]
        enough = max(LEAST_ALIKE, len(here) / 2)
        counts = Counter(reason.text for row in here for reason in _shared(row))
        usual = {text for text, n in counts.items() if n >= enough}
        alike = [row for row in here if usual and usual <= {one.text for one in row.reasons}]
        if len(alike) < enough:
            continue
        reasons = tuple(one for one in _shared(alike[0]) if one.text in usual)
        looks_up = all(row.tier is Tier.LOOK_UP for row in alike)
        found[specialty] = SaidOnce(specialty, len(alike), len(here), reasons, looks_up)
    return found


def _shared(row: ListRow) -> list[Reason]:
    """Reasons that may be the same for every program: what is unknown, what lowers."""
    return [one for one in row.reasons if one.kind in (ReasonKind.UNKNOWN, ReasonKind.LOWERS)]


def _row_view(
    row: ListRow,
    listing: ProgramList,
    chosen: Choices,
    noted: Mapping[str, str],
    once: Mapping[str, SaidOnce],
) -> RowView:
    specialty = row.program.specialty
    signals = [one for one in listing.summary.signals if one.specialty == specialty and one.limit]
    code = row.program.nrmp_code
    told = once.get(specialty)
    shared = {one.text for one in told.reasons} if told else set()
    is_alike = bool(shared) and shared <= {one.text for one in row.reasons}
    own = tuple(one for one in row.reasons if not (is_alike and one.text in shared))
    is_quiet = bool(told and told.looks_up and is_alike)
    return RowView(row, signals, code in chosen.signals, noted.get(code, ""), own, is_quiet)


def _active(wanted: row_tools.Wanted) -> list[dict[str, str]]:
    """The filters that are set, but for the tier, which the tabs show."""
    return [
        {"words": wanted.in_words(name), "address": wanted.without(name).address()}
        for name in wanted.active()
        if name != "tier"
    ]


def _tray(listing: ProgramList) -> list[TrayLine]:
    lines = []
    for count in listing.summary.signals:
        holders = [
            row
            for row in listing.rows
            if row.signal == count.tier and row.program.specialty == count.specialty
        ]
        tokens = [place < count.used for place in range(max(count.limit, count.used))]
        warnings = [
            f"{row.program.institution} is blocked by a stated rule."
            for row in holders
            if row.tier is Tier.BLOCKED
        ]
        if count.used > count.limit:
            warnings.append(f"{count.used} are set, the season allows {count.limit}.")
        lines.append(TrayLine(count, tokens, holders, warnings))
    return lines


def _before_knee(listing: ProgramList) -> dict[str, Any] | None:
    """What stopping before the price rises would cost, where the list goes past it."""
    frontier = listing.summary.frontier
    knee = budget_picture.find_knee(frontier)
    if knee is None or listing.summary.n_applications < knee.n:
        return None
    step = frontier[frontier.index(knee) - 1]
    end = frontier[min(listing.summary.n_applications, len(frontier)) - 1]
    return {
        "n": step.n,
        "fee_usd": step.fee_usd,
        "saves_usd": end.fee_usd - step.fee_usd,
        "points": 100 * (end.p_match - step.p_match),
    }


def _pages(wanted: row_tools.Wanted, shown: row_tools.Shown) -> list[dict[str, Any]]:
    here = min(wanted.page, shown.n_pages)
    near = {1, shown.n_pages, here - 1, here, here + 1}
    numbers = [n for n in range(1, shown.n_pages + 1) if n in near]
    pages: list[dict[str, Any]] = []
    for before, n in zip([0, *numbers], numbers, strict=False):
        if n - before > 1:
            pages.append({"gap": True})
        pages.append({"n": n, "address": wanted.address(page=n), "here": n == here})
    return pages
