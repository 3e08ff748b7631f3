"""Explain the Match: a sample or a small market of one's own, told from both sides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from preround.facts.nearest import nearest
from preround.jobs.match_steps import (
    Side,
    SmallCouple,
    SmallMarket,
    SmallProgram,
    Step,
    tell,
)

FEWEST_APPLICANTS, MOST_APPLICANTS = 3, 6
FEWEST_PROGRAMS, MOST_PROGRAMS = 2, 5
MOST_POSITIONS = 4
LONGEST_NAME = 16


@dataclass(frozen=True, slots=True)
class Sample:
    """One prepared market and what it shows."""

    key: str
    title: str
    shows: str
    market: SmallMarket


SAMPLES = (
    Sample(
        "five",
        "Five applicants",
        "Somebody is held, let go, and asks on. Then let the programs ask, and see who gains.",
        SmallMarket(
            {
                "A": ("Valley", "Harbor", "City"),
                "B": ("Valley", "City"),
                "C": ("Valley", "City", "Harbor"),
                "D": ("Harbor", "City", "Valley"),
                "E": ("City", "Harbor", "Valley"),
            },
            (
                SmallProgram("City", 2, ("C", "D", "B", "E", "A")),
                SmallProgram("Valley", 1, ("D", "C", "A", "E", "B")),
                SmallProgram("Harbor", 1, ("C", "E", "D", "A")),
            ),
        ),
    ),
    Sample(
        "couple",
        "A couple",
        "D and E rank pairs. One of them would be taken alone, but they ask together.",
        SmallMarket(
            {
                "A": ("Harbor", "City"),
                "B": ("Harbor", "City"),
                "C": ("Harbor", "City", "Valley"),
                "D": ("City",),
                "E": ("Harbor", "Valley"),
            },
            (
                SmallProgram("City", 1, ("D", "A", "B", "C")),
                SmallProgram("Valley", 2, ("E", "C")),
                SmallProgram("Harbor", 2, ("C", "A", "B", "E")),
            ),
            SmallCouple(("D", "E"), (("City", "Harbor"), ("City", "Valley"), ("City", None))),
        ),
    ),
    Sample(
        "circle",
        "A couple that goes in circles",
        "Three people, two positions, and no way to place them that nobody would undo.",
        SmallMarket(
            {"A": ("City", "Valley"), "B": ("City",), "C": ("Valley",)},
            (
                SmallProgram("City", 1, ("B", "A")),
                SmallProgram("Valley", 1, ("A", "C")),
            ),
            SmallCouple(("B", "C"), (("City", "Valley"),)),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Typed:
    """One line of a market as somebody typed it: a name, perhaps positions, a list."""

    name: str
    listed: str
    positions: str = "1"


@dataclass(frozen=True, slots=True)
class MarketRead:
    """A typed market read, or what does not fit, by line."""

    market: SmallMarket | None
    problems: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Compared:
    """Where one applicant ends when either side asks; `better` names the side, "" for neither."""

    applicant: str
    when_applicants: str | None
    when_programs: str | None
    better: str


@dataclass(frozen=True, slots=True)
class Explained:
    """A market with every step, and the two ends side by side where there is no couple."""

    market: SmallMarket
    side: Side
    steps: tuple[Step, ...]
    compared: tuple[Compared, ...]

    @property
    def n_differ(self) -> int:
        """Applicants for whom it matters who asks."""
        return sum(bool(one.better) for one in self.compared)


def explain(market: SmallMarket, side: Side = Side.APPLICANTS) -> Explained:
    """Tell one market; with a couple always with the applicants asking."""
    if market.couple is not None:
        return Explained(market, Side.APPLICANTS, tell(market), ())
    both = {one: tell(market, one) for one in Side}
    ends = {one: steps[-1] for one, steps in both.items()}
    compared = tuple(
        _compare(market, name, ends[Side.APPLICANTS], ends[Side.PROGRAMS])
        for name in market.applicants
    )
    return Explained(market, side, both[side], compared)


def _compare(market: SmallMarket, name: str, ours: Step, theirs: Step) -> Compared:
    first, second = ours.match_of(name), theirs.match_of(name)
    better = ""
    if first != second:
        wishes = market.applicants[name]
        places = [wishes.index(one) if one else len(wishes) for one in (first, second)]
        better = Side.APPLICANTS.value if places[0] < places[1] else Side.PROGRAMS.value
    return Compared(name, first, second, better)


# ------------------------------------------------------------------ a market of one's own


def as_typed(market: SmallMarket) -> tuple[tuple[Typed, ...], tuple[Typed, ...]]:
    """The lines that would give this market: applicants, then programs."""
    return (
        tuple(Typed(name, ", ".join(wishes)) for name, wishes in market.applicants.items()),
        tuple(Typed(one.name, ", ".join(one.ranks), str(one.quota)) for one in market.programs),
    )


def read_market(applicants: Sequence[Typed], programs: Sequence[Typed]) -> MarketRead:
    """Read typed lines; empty ones are passed over.

    Returns
    -------
    MarketRead
        Problems are keyed by `a0`, `p0` (side and line) or by `applicants`, `programs`.
        A name of the other side that nobody has is refused, with the nearest; one that is
        not returned is no fault: entries that are not mutual are passed over by the Match.
    """
    people = {k: one for k, one in enumerate(applicants) if one.name.strip()}
    places = {k: one for k, one in enumerate(programs) if one.name.strip()}
    problems: dict[str, str] = {}
    _count(problems, "applicants", len(people), FEWEST_APPLICANTS, MOST_APPLICANTS)
    _count(problems, "programs", len(places), FEWEST_PROGRAMS, MOST_PROGRAMS)
    _names(problems, "a", people)
    _names(problems, "p", places)
    who = [one.name.strip() for one in people.values()]
    where = [one.name.strip() for one in places.values()]
    lists = {k: _list(problems, f"a{k}", one, where, "program") for k, one in people.items()}
    ranks = {k: _list(problems, f"p{k}", one, who, "applicant") for k, one in places.items()}
    seats = {k: _positions(problems, f"p{k}", one) for k, one in places.items()}
    if problems:
        return MarketRead(None, problems)
    market = SmallMarket(
        {one.name.strip(): lists[k] for k, one in people.items()},
        tuple(SmallProgram(one.name.strip(), seats[k], ranks[k]) for k, one in places.items()),
    )
    return MarketRead(market)


def _count(problems: dict[str, str], side: str, n: int, fewest: int, most: int) -> None:
    if not fewest <= n <= most:
        problems[side] = f"{n} {side}; a small market has {fewest} to {most}."


def _names(problems: dict[str, str], side: str, lines: Mapping[int, Typed]) -> None:
    seen: set[str] = set()
    for k, one in lines.items():
        name = one.name.strip()
        if len(name) > LONGEST_NAME or "," in name:
            problems[f"{side}{k}"] = f"A name has at most {LONGEST_NAME} characters and no comma."
        elif name.casefold() in seen:
            problems[f"{side}{k}"] = f"{name} stands here twice. Give each a name of its own."
        seen.add(name.casefold())


def _list(
    problems: dict[str, str], place: str, one: Typed, known: Sequence[str], what: str
) -> tuple[str, ...]:
    by_name = {name.casefold(): name for name in known}
    found: list[str] = []
    for word in one.listed.split(","):
        said = word.strip()
        if not said:
            continue
        name = by_name.get(said.casefold())
        if name is None:
            hint = nearest(said, tuple(known))
            tail = f" Did you mean {' or '.join(hint)}?" if hint else ""
            problems.setdefault(place, f"{said!r} is no {what} of this market.{tail}")
        elif name in found:
            problems.setdefault(place, f"{name} stands twice on this list.")
        else:
            found.append(name)
    return tuple(found)


def _positions(problems: dict[str, str], place: str, one: Typed) -> int:
    text = one.positions.strip()
    if not (text.isascii() and text.isdigit() and len(text) < 3
            and 0 <= int(text) <= MOST_POSITIONS):  # fmt: skip
        problems.setdefault(place, f"Positions: a whole number from 0 to {MOST_POSITIONS}.")
        return 1
    return int(text)
