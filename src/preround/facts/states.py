"""States and their Census divisions, and what each asks of USMLE attempts and years.

A state's limits bind for its license, and so decide whether training there can lead to
one. Most were read in undated tables: each carries its confidence, and where sources
disagree all are kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path

from preround.domain.citation import Citation, Confidence
from preround.domain.errors import UnknownChoice
from preround.facts.errors import BadFact
from preround.facts.nearest import nearest
from preround.facts.sources import DATA, load_sources
from preround.facts.tables import Row, read_rows

COLUMNS = ("code", "name", "division", "region")
LIMIT_COLUMNS = (
    *("state", "step_1", "step_2", "step_3", "total", "unspecified", "unlimited", "years"),
    *("years_extended", "no_time_limit", "gme_years_img", "gme_years_us", "text", "stands"),
)
DIVISIONS = (
    *("New England", "Middle Atlantic", "East North Central", "West North Central"),
    *("South Atlantic", "East South Central", "West South Central", "Mountain", "Pacific"),
)
REGIONS = ("Northeast", "Midwest", "South", "West")


@dataclass(frozen=True, slots=True)
class State:
    """A state, the District of Columbia or Puerto Rico; the last has no division."""

    code: str
    name: str
    division: str
    region: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class StateLimit:
    """What one state's medical board was read to ask; None where nothing was read.

    `step_1`, `step_2`, `step_3` are sittings allowed per Step, `total` over all Steps.
    `unspecified` is a number whose source does not say whether it is meant per Step.
    `unlimited` and `no_time_limit` are true only where a source says that there is none.
    `years` is the time from the first Step passed to the last, `years_extended` that of
    holders of a second degree or of board certification (see `text`).
    """

    state: str
    step_1: int | None
    step_2: int | None
    step_3: int | None
    total: int | None
    unspecified: int | None
    unlimited: bool
    years: int | None
    years_extended: int | None
    no_time_limit: bool
    gme_years_img: int | None
    gme_years_us: int | None
    text: str
    citations: tuple[Citation, ...]
    disagree: tuple[StateLimit, ...] = ()

    @property
    def confidence(self) -> Confidence:
        """Confidence of the main source."""
        return self.citations[0].confidence

    @property
    def unconfirmed(self) -> bool:
        """Whether to tell the reader to ask the board."""
        return self.confidence is not Confidence.HIGH or bool(self.disagree)

    def attempts(self, step: int) -> int | None:
        """Sittings allowed of Step 1, 2 or 3, as far as a source says so per Step."""
        return (self.step_1, self.step_2, self.step_3)[step - 1]


@cache
def load_states(folder: Path = DATA) -> Mapping[str, State]:
    """Every state by its two-letter code.

    Raises
    ------
    BadFact
        When the table is malformed.
    """
    rows = read_rows(folder / "states.csv", COLUMNS, load_sources(folder))
    return {
        row.text("code"): State(
            code=row.text("code"),
            name=row.text("name"),
            division=row.choice("division", ("", *DIVISIONS)),
            region=row.choice("region", ("", *REGIONS)),
            citation=row.citation,
        )
        for row in rows
    }


def division(code: str) -> str:
    """The Census division of a state, empty for a place without one.

    Source: U.S. Census Bureau, Census Regions and Divisions of the United States.

    Examples
    --------
    >>> division("NY")
    'Middle Atlantic'
    """
    state = load_states().get(code)
    return state.division if state else ""


@cache
def _codes() -> Mapping[str, str]:
    by_name = {state.name.casefold(): code for code, state in load_states().items()}
    return by_name | {code.casefold(): code for code in load_states()}


def state_code(name: str) -> str:
    """The two-letter code of a state written as code or in full.

    Raises
    ------
    UnknownChoice
        When it is neither; names the nearest.

    Examples
    --------
    >>> state_code("new york"), state_code("NJ")
    ('NY', 'NJ')
    """
    code = _codes().get(name.strip().casefold())
    if code is None:
        names = tuple(state.name for state in load_states().values())
        raise UnknownChoice("state", name, nearest(name, names))
    return code


def _flag(row: Row, column: str) -> bool:
    return row.choice(column, ("", "yes")) == "yes"


def _limit(row: Row, states: Mapping[str, State]) -> StateLimit:
    if row.cells["state"] not in states:
        raise row.refuse("state", "a code of states.csv")
    unlimited = _flag(row, "unlimited")
    numbers = [row.maybe_count(c) for c in ("step_1", "step_2", "step_3", "total", "unspecified")]
    if unlimited and any(numbers):
        raise row.refuse("unlimited", "nothing, as a number of attempts is given")
    return StateLimit(
        state=row.cells["state"],
        step_1=numbers[0],
        step_2=numbers[1],
        step_3=numbers[2],
        total=numbers[3],
        unspecified=numbers[4],
        unlimited=unlimited,
        years=row.maybe_count("years"),
        years_extended=row.maybe_count("years_extended"),
        no_time_limit=_flag(row, "no_time_limit"),
        gme_years_img=row.maybe_count("gme_years_img"),
        gme_years_us=row.maybe_count("gme_years_us"),
        text=row.cells["text"],
        citations=(row.citation,),
    )


def _merge(main: StateLimit, other: StateLimit, stands: str) -> StateLimit:
    """Take a further source into the main one, as its row says it stands."""
    if stands == "disagrees":
        return replace(main, disagree=(*main.disagree, other))
    cited = (*main.citations, *other.citations)
    if stands == "agrees":
        return replace(main, citations=cited)
    added = {
        field.name: getattr(other, field.name)
        for field in fields(StateLimit)
        if getattr(main, field.name) in (None, "", False)
    }
    return replace(main, **added, citations=cited)


@cache
def load_limits(folder: Path = DATA) -> Mapping[str, StateLimit]:
    """What was read of each state's limits; a state nobody described is missing.

    Raises
    ------
    BadFact
        When the table is malformed or a state has two main rows.
    """
    states, limits = load_states(folder), dict[str, StateLimit]()
    for row in read_rows(folder / "state_limits.csv", LIMIT_COLUMNS, load_sources(folder)):
        found = _limit(row, states)
        stands = row.choice("stands", ("main", "adds", "agrees", "disagrees"))
        if (stands == "main") != (found.state not in limits):
            raise BadFact(
                row.place, f"{found.state} as {stands!r}", "one main row first", "Mend `stands`."
            )
        main = limits.get(found.state)
        limits[found.state] = found if main is None else _merge(main, found, stands)
    return limits


def limit(code: str) -> StateLimit | None:
    """What was read of one state's limits, or None."""
    return load_limits().get(code)
