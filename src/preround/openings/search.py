"""Filter, count and sort a directory; what is not known is a value of its own."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, pairwise
from types import MappingProxyType

from preround.openings.guide import guide
from preround.openings.opening import WEEK, Freshness, Opening
from preround.openings.outreach import Stage
from preround.openings.wording import Letter

UNKNOWN = "unknown"
YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class SeenOpening:
    """An opening as filters see it: what it is, what is known, where it stands."""

    id: str
    opening: Opening
    kind: str
    hands_on: str
    letter: str
    freshness: str
    who: tuple[str, ...]
    fee_band: str
    stage: str
    closed: bool
    n_warnings: int
    total_usd: float
    n_open_costs: int
    per_hands_on_week_usd: float | None
    plan: str
    haystack: str


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person asked to see; empty parts do not narrow."""

    text: str = ""
    kind: tuple[str, ...] = ()
    specialty: tuple[str, ...] = ()
    state: tuple[str, ...] = ()
    fee: tuple[str, ...] = ()
    hands_on: tuple[str, ...] = ()
    letter: tuple[str, ...] = ()
    who: tuple[str, ...] = ()
    freshness: tuple[str, ...] = ()
    stage: tuple[str, ...] = ()
    plan: tuple[str, ...] = ()
    most_fee_usd: float | None = None
    free_from: dt.date | None = None
    free_until: dt.date | None = None
    weeks: float | None = None
    known_only: bool = False

    @property
    def has_dates(self) -> bool:
        """Whether dates narrow."""
        return self.free_from is not None or self.free_until is not None

    def active(self) -> tuple[str, ...]:
        """The filters that narrow, by name."""
        return tuple(name for name in FILTERS if _is_set(self, name))

    def without(self, name: str) -> Wish:
        """The same wish with one filter let go."""
        if name == "dates":
            return replace(self, free_from=None, free_until=None, weeks=None, known_only=False)
        blank = None if name == "most_fee_usd" else "" if name == "text" else ()
        return replace(self, **{name: blank})  # type: ignore[arg-type]


FACETS: Mapping[str, Callable[[SeenOpening], tuple[str, ...]]] = MappingProxyType(
    {
        "kind": lambda row: (row.kind or UNKNOWN,),
        "specialty": lambda row: (row.opening.specialty or UNKNOWN,),
        "state": lambda row: (row.opening.state or UNKNOWN,),
        "fee": lambda row: (row.fee_band,),
        "hands_on": lambda row: (row.hands_on,),
        "letter": lambda row: (row.letter,),
        "who": lambda row: row.who,
        "freshness": lambda row: (row.freshness,),
        "stage": lambda row: ("closed" if row.closed else row.stage,),
        "plan": lambda row: (row.plan,),
    }
)
FILTERS = ("text", *FACETS, "most_fee_usd", "dates")
#: Facets whose values stand in an order of their own.
ORDERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "hands_on": (YES, NO, UNKNOWN),
        "letter": tuple(one.value for one in Letter),
        "who": ("graduates", "students", UNKNOWN),
        "freshness": tuple(one.value for one in Freshness),
        "stage": (*(one.value for one in Stage), "closed"),
        "plan": ("fits", "partly", "late", UNKNOWN),
    }
)
SORTS: Mapping[str, tuple[str, Callable[[SeenOpening], tuple[object, ...]]]] = MappingProxyType(
    {
        "": ("Newest first", lambda row: (-int(row.id[1:] or 0),)),
        "start": ("First day", lambda row: (row.opening.start or dt.date.max,)),
        "fee": ("Fee", lambda row: _number(row.opening.fee_for_stay_usd)),
        "cost": ("Cost in all", lambda row: (row.total_usd, row.n_open_costs)),
        "week": ("Cost of a hands-on week", lambda row: _number(row.per_hands_on_week_usd)),
        "read": ("Read longest ago", lambda row: (row.opening.read or dt.date.min,)),
        "name": ("Institution", lambda row: (row.opening.institution.casefold(),)),
    }
)


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a filter with the number of openings it would show."""

    value: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Found:
    """The openings that pass, and what every filter would show.

    `relax` names the one filter to let go when nothing is left, with what would then show.
    """

    rows: Sequence[SeenOpening]
    n_all: int
    options: Mapping[str, Sequence[Option]] = field(default_factory=dict)
    relax: tuple[str, int] | None = None
    n_dates_unknown: int = 0


def find(rows: Sequence[SeenOpening], wish: Wish, sort: str = "") -> Found:
    """Apply a wish.

    Notes
    -----
    A filter's counts are of the openings that pass all the *other* filters, so that each
    number is what a press on it would show. Where a fee or dates are not known the
    opening stays: unknown is no refusal. Cost is linear in openings and filters.
    """
    tests = _tests(wish)
    failing: list[list[str]] = [
        [name for name, test in tests.items() if not test(row)] if tests else [] for row in rows
    ]
    found = [row for row, failed in zip(rows, failing, strict=True) if not failed]
    key = SORTS.get(sort, SORTS[""])[1]
    found.sort(key=key)
    alone = Counter(failed[0] for failed in failing if len(failed) == 1)
    relax = alone.most_common(1)[0] if alone and not found else None
    unknown = sum(_fits_dates(row.opening, wish) is None for row in found) if wish.has_dates else 0
    return Found(found, len(rows), _options(rows, failing, wish), relax, unknown)


def fee_bands() -> tuple[tuple[str, float, float], ...]:
    """The bands of a stay's fee: name, from, up to, in dollars."""
    ends = guide().fee_bands_usd
    bands = [("free", 0.0, 0.0)]
    bands += [(f"to_{high:.0f}", low, high) for low, high in pairwise(ends)]
    return (*bands, (f"over_{ends[-1]:.0f}", ends[-1], float("inf")))


def fee_band(usd: float | None) -> str:
    """The band of a fee; unknown where it is not known.

    Examples
    --------
    >>> fee_band(0), fee_band(500), fee_band(501), fee_band(9000), fee_band(None)
    ('free', 'to_500', 'to_1000', 'over_4000', 'unknown')
    """
    if usd is None:
        return UNKNOWN
    return next(name for name, _, high in fee_bands() if usd <= high)


def fits_dates(
    opening: Opening, free_from: dt.date | None, free_until: dt.date | None, weeks: float | None
) -> bool | None:
    """Whether a stay fits into the days a person is free; None where its days are not known.

    Parameters
    ----------
    weeks
        How long the person wants to stay at least.

    Notes
    -----
    An opening with a length shorter than its window fits where that much of the window
    is free; one with two dates alone is a fixed stay, all of which must be free.
    """
    if opening.start is None and opening.end is None:
        return None
    first = max(opening.start or dt.date.min, free_from or dt.date.min)
    last = min(opening.end or dt.date.max, free_until or dt.date.max)
    free = (last - first).days + 1
    length = opening.stay_weeks
    if weeks is not None and length is not None and length < weeks:
        return False
    need = length or weeks
    if need is None:
        return free > 0
    # a week of work ends on its Friday
    return free >= need * WEEK - 2


def _fits_dates(opening: Opening, wish: Wish) -> bool | None:
    return fits_dates(opening, wish.free_from, wish.free_until, wish.weeks)


def _tests(wish: Wish) -> dict[str, Callable[[SeenOpening], bool]]:
    words = wish.text.casefold().split()
    found: dict[str, Callable[[SeenOpening], bool]] = {}
    for name in wish.active():
        if name == "text":
            found[name] = lambda row: all(word in row.haystack for word in words)
        elif name == "most_fee_usd":
            most = wish.most_fee_usd or 0.0
            found[name] = lambda row, most=most: (  # type: ignore[misc]
                (row.opening.fee_for_stay_usd or 0.0) <= most
            )
        elif name == "dates":
            found[name] = lambda row: _dates_pass(row.opening, wish)
        else:
            chosen = frozenset(getattr(wish, name))
            values = FACETS[name]
            found[name] = lambda row, values=values, chosen=chosen: (  # type: ignore[misc]
                not chosen.isdisjoint(values(row))
            )
    return found


def _dates_pass(opening: Opening, wish: Wish) -> bool:
    fits = _fits_dates(opening, wish)
    return fits if fits is not None else not wish.known_only


def _options(
    rows: Sequence[SeenOpening], failing: Sequence[Sequence[str]], wish: Wish
) -> dict[str, list[Option]]:
    found = {}
    for name, values in FACETS.items():
        chosen = getattr(wish, name)
        here = [values(row) for row in rows]
        alone = [name]
        counts = Counter(
            chain.from_iterable(
                each
                for each, failed in zip(here, failing, strict=True)
                if not failed or failed == alone
            )
        )
        known = {*chosen, *chain.from_iterable(here)}
        found[name] = [
            Option(value, counts[value], value in chosen) for value in _ordered(name, known)
        ]
    return found


def _ordered(name: str, values: set[str]) -> list[str]:
    if name == "kind":
        order: Sequence[str] = (*guide().kinds, UNKNOWN)
    elif name == "fee":
        order = (*(band for band, _, _ in fee_bands()), UNKNOWN)
    else:
        order = ORDERS.get(name, ())
    if order:
        return [one for one in order if one in values]
    return sorted(values, key=lambda one: (one == UNKNOWN, one.casefold()))


def _is_set(wish: Wish, name: str) -> bool:
    if name == "dates":
        return wish.has_dates
    value = getattr(wish, name)
    return value is not None and value not in ("", ())


def _number(value: float | None) -> tuple[bool, float]:
    return value is None, value or 0.0
