"""Filter, count, sort and page the rows of a list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import QueryDict

from preround.domain.program_list import ListRow, Tier
from preround.web.typed import whole_number

PER_PAGE = 50
MANY = ("state", "specialty", "track")
FLAGS = ("apply", "signal", "pinned", "noted")
SORTS: Mapping[str, tuple[str, Callable[[ListRow], object]]] = {
    "": ("Best first", lambda _row: 0),
    "odds": ("Odds", lambda row: -row.interview.mean),
    "state": ("State", lambda row: (row.program.state, -row.interview.mean)),
    "name": ("Institution", lambda row: (row.program.institution, row.program.name)),
    "worth": ("What it adds", lambda row: -row.marginal_gain),
}
LABELS = {
    "q": "words",
    "tier": "tier",
    "state": "state",
    "specialty": "specialty",
    "track": "track",
    "apply": "applications only",
    "signal": "with a signal",
    "pinned": "pinned",
    "noted": "with a note",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows a person asked to see, in which order, which page of them."""

    q: str = ""
    tier: str = ""
    state: tuple[str, ...] = ()
    specialty: tuple[str, ...] = ()
    track: tuple[str, ...] = ()
    apply: bool = False
    signal: bool = False
    pinned: bool = False
    noted: bool = False
    sort: str = ""
    page: int = 1

    @classmethod
    def read(cls, query: QueryDict) -> Wanted:
        """Read an address; what it cannot mean is left out, so that old links still work."""
        tier = query.get("tier", "")
        page = whole_number(query.get("page", ""), 1)
        return cls(
            q=query.get("q", "").strip()[:100],
            tier=tier if tier in set(Tier) else "",
            state=tuple(dict.fromkeys(query.getlist("state"))),
            specialty=tuple(dict.fromkeys(query.getlist("specialty"))),
            track=tuple(dict.fromkeys(query.getlist("track"))),
            apply=bool(query.get("apply")),
            signal=bool(query.get("signal")),
            pinned=bool(query.get("pinned")),
            noted=bool(query.get("noted")),
            sort=query.get("sort", "") if query.get("sort", "") in SORTS else "",
            page=page if 0 < page < 10_000 else 1,
        )

    def active(self) -> tuple[str, ...]:
        """Name the filters that are set."""
        return tuple(name for name in LABELS if getattr(self, name))

    def without(self, name: str) -> Wanted:
        """Give the same wish with one filter let go."""
        return replace(self, **{name: type(getattr(self, name))(), "page": 1})

    def in_words(self, name: str) -> str:
        """Name one filter by what it is set to."""
        value = getattr(self, name)
        if value is True:
            return LABELS[name]
        text = ", ".join(value) if isinstance(value, tuple) else str(value)
        return text.replace("_", " ")

    def address(self, **changes: object) -> str:
        """Write it as a query string."""
        wanted = replace(self, **changes)  # type: ignore[arg-type]
        pairs: list[tuple[str, str]] = []
        for name in (*LABELS, "sort"):
            value = getattr(wanted, name)
            if isinstance(value, tuple):
                pairs += [(name, one) for one in value]
            elif value:
                pairs.append((name, "1" if value is True else str(value)))
        if wanted.page > 1:
            pairs.append(("page", str(wanted.page)))
        return urlencode(pairs)


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a filter with the number of rows it would show."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Relax:
    """The one filter to let go when nothing is left, and what would then show."""

    name: str
    label: str
    count: int
    address: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One page of rows with everything the filters say about them."""

    rows: Sequence[ListRow]
    n_found: int
    n_all: int
    n_pages: int
    options: Mapping[str, Sequence[Option]] = field(default_factory=dict)
    relax: Relax | None = None


def show(rows: Sequence[ListRow], wanted: Wanted, notes: Mapping[str, str]) -> Shown:
    """Apply what is wanted to the list.

    Notes
    -----
    A filter's counts are of the rows that pass all the *other* filters, so that each
    number is what a press on it would show.
    """
    tests = _tests(wanted, notes)
    failing = [[name for name, test in tests.items() if not test(row)] for row in rows]
    found = [row for row, failed in zip(rows, failing, strict=True) if not failed]
    if wanted.sort:
        found.sort(key=SORTS[wanted.sort][1])  # type: ignore[arg-type]
    n_pages = max(1, -(-len(found) // PER_PAGE))
    start = (min(wanted.page, n_pages) - 1) * PER_PAGE
    return Shown(
        rows=found[start : start + PER_PAGE],
        n_found=len(found),
        n_all=len(rows),
        n_pages=n_pages,
        options=_options(rows, failing, wanted, notes),
        relax=_relax(failing, wanted) if not found else None,
    )


def _tests(wanted: Wanted, notes: Mapping[str, str]) -> dict[str, Callable[[ListRow], bool]]:
    words = wanted.q.casefold().split()
    states, specialties, tracks = map(frozenset, (wanted.state, wanted.specialty, wanted.track))
    every: dict[str, Callable[[ListRow], bool]] = {
        "q": lambda row: all(word in haystack(row) for word in words),
        "tier": lambda row: row.tier == wanted.tier,
        "state": lambda row: row.program.state in states,
        "specialty": lambda row: row.program.specialty in specialties,
        "track": lambda row: row.program.track in tracks,
        "apply": lambda row: row.apply,
        "signal": lambda row: row.signal is not None,
        "pinned": lambda row: row.pinned,
        "noted": lambda row: row.program.nrmp_code in notes,
    }
    return {name: every[name] for name in wanted.active()}


def haystack(row: ListRow) -> str:
    """Give the words a row can be found by: both spellings of its institution among them."""
    program = row.program
    sponsor = program.sponsor
    own = f"{program.nrmp_code} {program.name} {program.specialty}"
    place = f"{sponsor.name} {sponsor.listed_name} {sponsor.city} {sponsor.state}"
    return f"{own} {place}".casefold()


def _options(
    rows: Sequence[ListRow],
    failing: Sequence[Sequence[str]],
    wanted: Wanted,
    notes: Mapping[str, str],
) -> dict[str, list[Option]]:
    values: dict[str, Callable[[ListRow], str]] = {
        "tier": lambda row: row.tier.value,
        "state": lambda row: row.program.state,
        "specialty": lambda row: row.program.specialty,
        "track": lambda row: row.program.track.value,
        "apply": lambda row: "1" if row.apply else "",
        "signal": lambda row: "1" if row.signal else "",
        "pinned": lambda row: "1" if row.pinned else "",
        "noted": lambda row: "1" if row.program.nrmp_code in notes else "",
    }
    return {name: _count(name, value, rows, failing, wanted) for name, value in values.items()}


def _count(
    name: str,
    value: Callable[[ListRow], str],
    rows: Sequence[ListRow],
    failing: Sequence[Sequence[str]],
    wanted: Wanted,
) -> list[Option]:
    counts: Counter[str] = Counter()
    for row, failed in zip(rows, failing, strict=True):
        if not failed or (len(failed) == 1 and failed[0] == name):
            counts[value(row)] += 1
    current = getattr(wanted, name)
    chosen = {current} if isinstance(current, str) else set(current if name in MANY else ())
    known = sorted({value(row) for row in rows} | {one for one in chosen if one})
    if name == "tier":
        known = [tier.value for tier in Tier]
    if name in FLAGS:
        return [Option("1", LABELS[name], counts["1"], bool(current))]
    return [Option(one, one.replace("_", " "), counts[one], one in chosen) for one in known]


def _relax(failing: Sequence[Sequence[str]], wanted: Wanted) -> Relax | None:
    alone = Counter(failed[0] for failed in failing if len(failed) == 1)
    if not alone:
        return None
    name, count = alone.most_common(1)[0]
    return Relax(name, wanted.in_words(name), count, wanted.without(name).address())
