"""Published outcome figures, typed: interview rates, match outcomes, totals, studies.

These are the priors of the odds model and the yardsticks it is checked against. Shares
and rates are in [0, 1]; specialties carry the listing's names; every figure has its
citation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from preround.domain.applicant import ApplicantType
from preround.domain.citation import Citation
from preround.domain.errors import UnknownChoice
from preround.facts.errors import BadFact
from preround.facts.sources import DATA, Source, load_sources
from preround.facts.tables import Row, read_rows

SIGNALS = ("none", "signal", "silver", "gold")
SPREADS = ("", "ci95", "quartiles", "yearly_range")
UNITS = (
    "share",
    "count",
    "points",
    "months",
    "odds_ratio",
    "adjusted_odds_ratio",
    "rate_ratio",
    "ratio",
    "relative_change",
    "direction",
)
TYPES = ("all", *(kind.value for kind in ApplicantType))
RATE_COLUMNS = (
    *("year", "specialty", "applicant_type", "signal", "division", "state"),
    *("n_programs", "mean", "q1", "q3", "zero_share"),
)
MATCH_COLUMNS = (
    *("year", "specialty", "applicant_type", "positions_offered", "applicants_ranking_first"),
    *("n_matched", "n_not_matched", "step2_mean_matched", "step2_sd_matched"),
    *("step2_mean_not_matched", "step2_sd_not_matched", "ranks_mean_matched"),
    *("ranks_sd_matched", "ranks_mean_not_matched", "ranks_sd_not_matched"),
)
TOTAL_COLUMNS = ("year", "measure", "value", "unit", "note")
POSITION_COLUMNS = (
    *("year", "specialty", "track", "applicant_group", "measure", "value", "unit", "note"),
)
STUDY_COLUMNS = (
    *("id", "year", "specialty", "population", "n", "predictor", "level", "outcome"),
    *("value", "unit", "low", "high", "spread", "note"),
)


@dataclass(frozen=True, slots=True)
class InterviewRate:
    """Interviews per application as programs reported them, averaged over programs.

    `applicant_type` is None for all types together; `signal` is empty where the rate is
    not split by signal; `division` and `state` are empty for the whole country. `q1` and
    `q3` are quartiles over programs, `zero_share` the share of programs whose rate
    rounds to zero: with a skewed spread like this the mean lies near or above `q3`.
    """

    year: int
    specialty: str
    applicant_type: ApplicantType | None
    signal: str
    division: str
    state: str
    n_programs: int
    mean: float
    q1: float | None
    q3: float | None
    zero_share: float | None
    citation: Citation


@dataclass(frozen=True, slots=True)
class MeanSd:
    """Mean and standard deviation as published."""

    mean: float
    sd: float


@dataclass(frozen=True, slots=True)
class MatchOutcome:
    """How one applicant type fared in one specialty: matched to it or not.

    Applicants are those who ranked the specialty first. A mean is None where the source
    withholds it for small counts.
    """

    year: int
    specialty: str
    applicant_type: ApplicantType
    positions_offered: int
    applicants_ranking_first: int
    n_matched: int
    n_not_matched: int
    step2_matched: MeanSd | None
    step2_not_matched: MeanSd | None
    ranks_matched: MeanSd | None
    ranks_not_matched: MeanSd | None
    citation: Citation

    @property
    def match_rate(self) -> float:
        """Share matched of those who ranked the specialty first."""
        return self.n_matched / (self.n_matched + self.n_not_matched)


@dataclass(frozen=True, slots=True)
class Figure:
    """One published number of one year; `specialty` is empty for all together."""

    year: int
    measure: str
    value: float
    unit: str
    note: str
    citation: Citation
    specialty: str = ""
    track: str = ""
    applicant_group: str = ""


@dataclass(frozen=True, slots=True)
class StudyFigure:
    """One figure of one study: an effect, a share, or only a direction (-1, 0, 1).

    `spread` says what `low` and `high` are: a 95 % confidence interval, quartiles, or
    the range over years.
    """

    id: str
    year: int | None
    specialty: str
    population: str
    n: int | None
    predictor: str
    level: str
    outcome: str
    value: float
    unit: str
    low: float | None
    high: float | None
    spread: str
    note: str
    citation: Citation


RateKey = tuple[str, ApplicantType | None, str, str, str]


@dataclass(frozen=True, slots=True)
class Outcomes:
    """All published outcome figures, looked up by what they are about."""

    interview_rates: tuple[InterviewRate, ...]
    match_outcomes: tuple[MatchOutcome, ...]
    totals: tuple[Figure, ...]
    positions: tuple[Figure, ...]
    studies: tuple[StudyFigure, ...]
    _rates: Mapping[RateKey, InterviewRate]
    _studies: Mapping[str, StudyFigure]

    def interview_rate(
        self,
        specialty: str,
        applicant_type: ApplicantType | None,
        *,
        division: str = "",
        state: str = "",
        signal: str = "",
    ) -> InterviewRate | None:
        """The reported rate for exactly this cut, or None when none was published."""
        return self._rates.get((specialty, applicant_type, signal, division, state))

    def signal_rates(self, specialty: str) -> dict[str, InterviewRate]:
        """Rates by signal (`none`, `signal`, `silver`, `gold`), all types together."""
        found = {name: self._rates.get((specialty, None, name, "", "")) for name in SIGNALS}
        return {name: rate for name, rate in found.items() if rate is not None}

    @property
    def rated_specialties(self) -> tuple[str, ...]:
        """Specialties with a national interview rate, in alphabetical order."""
        return tuple(
            sorted({r.specialty for r in self.interview_rates if not (r.division or r.state)})
        )

    def match_outcome(
        self, specialty: str, applicant_type: ApplicantType = ApplicantType.NON_US_IMG
    ) -> MatchOutcome | None:
        """The newest match outcome for a specialty and type, or None."""
        found = [
            outcome
            for outcome in self.match_outcomes
            if outcome.specialty == specialty and outcome.applicant_type is applicant_type
        ]
        return max(found, key=lambda outcome: outcome.year, default=None)

    def total(self, year: int, measure: str) -> Figure | None:
        """One national figure, such as `pgy1_match_rate_non_us_img`, or None."""
        for figure in self.totals:
            if figure.year == year and figure.measure == measure:
                return figure
        return None

    def position(
        self, measure: str, specialty: str = "", track: str = "", applicant_group: str = ""
    ) -> Figure | None:
        """One figure on positions and who filled them, such as `positions_offered`."""
        wanted = (measure, specialty, track, applicant_group)
        for figure in self.positions:
            found = (figure.measure, figure.specialty, figure.track, figure.applicant_group)
            if found == wanted:
                return figure
        return None

    def study(self, name: str) -> StudyFigure:
        """The study figure with this id.

        Raises
        ------
        UnknownChoice
            When no figure has that id.
        """
        if name not in self._studies:
            raise UnknownChoice("study figure", name)
        return self._studies[name]


def _types(row: Row) -> ApplicantType | None:
    name = row.choice("applicant_type", TYPES)
    return None if name == "all" else ApplicantType(name)


def _rate(row: Row) -> InterviewRate:
    mean = row.maybe_share("mean")
    if mean is None:
        raise row.refuse("mean", "a share between 0 and 1")
    return InterviewRate(
        year=row.count("year"),
        specialty=row.text("specialty"),
        applicant_type=_types(row),
        signal=row.choice("signal", ("", *SIGNALS)),
        division=row.cells["division"],
        state=row.cells["state"],
        n_programs=row.count("n_programs"),
        mean=mean,
        q1=row.maybe_share("q1"),
        q3=row.maybe_share("q3"),
        zero_share=row.maybe_share("zero_share"),
        citation=row.citation,
    )


def _mean_sd(row: Row, what: str, group: str) -> MeanSd | None:
    mean = row.maybe_number(f"{what}_mean_{group}")
    sd = row.maybe_number(f"{what}_sd_{group}")
    if (mean is None) != (sd is None):
        raise row.refuse(f"{what}_sd_{group}", "mean and SD both, or neither")
    return None if mean is None or sd is None else MeanSd(mean, sd)


def _match(row: Row) -> MatchOutcome:
    return MatchOutcome(
        year=row.count("year"),
        specialty=row.text("specialty"),
        applicant_type=ApplicantType(row.choice("applicant_type", TYPES[1:])),
        positions_offered=row.count("positions_offered"),
        applicants_ranking_first=row.count("applicants_ranking_first"),
        n_matched=row.count("n_matched"),
        n_not_matched=row.count("n_not_matched"),
        step2_matched=_mean_sd(row, "step2", "matched"),
        step2_not_matched=_mean_sd(row, "step2", "not_matched"),
        ranks_matched=_mean_sd(row, "ranks", "matched"),
        ranks_not_matched=_mean_sd(row, "ranks", "not_matched"),
        citation=row.citation,
    )


def _figure(row: Row) -> Figure:
    unit = row.choice("unit", UNITS)
    value = row.number("value") if unit != "share" else row.maybe_share("value")
    if value is None:
        raise row.refuse("value", "a number")
    return Figure(
        year=row.count("year"),
        measure=row.text("measure"),
        value=value,
        unit=unit,
        note=row.cells["note"],
        citation=row.citation,
        specialty=row.cells.get("specialty", ""),
        track=row.cells.get("track", ""),
        applicant_group=row.cells.get("applicant_group", ""),
    )


def _study(row: Row) -> StudyFigure:
    return StudyFigure(
        id=row.text("id"),
        year=row.maybe_count("year"),
        specialty=row.cells["specialty"],
        population=row.text("population"),
        n=row.maybe_count("n"),
        predictor=row.text("predictor"),
        level=row.text("level"),
        outcome=row.text("outcome"),
        value=row.number("value"),
        unit=row.choice("unit", UNITS),
        low=row.maybe_number("low"),
        high=row.maybe_number("high"),
        spread=row.choice("spread", SPREADS),
        note=row.cells["note"],
        citation=row.citation,
    )


def _rate_key(rate: InterviewRate) -> RateKey:
    return (rate.specialty, rate.applicant_type, rate.signal, rate.division, rate.state)


def _refuse_twice(name: str, keys: list[object]) -> None:
    seen: set[object] = set()
    for key in keys:
        if key in seen:
            raise BadFact(name, f"{key!r} twice", "each key once", "Remove or rename one row.")
        seen.add(key)


@cache
def load_outcomes(folder: Path = DATA) -> Outcomes:
    """Read and check all outcome tables; parsed once.

    Raises
    ------
    BadFact
        When a table breaks its contract: columns, units, citations, duplicate rows.
    """
    sources: Mapping[str, Source] = load_sources(folder)
    here = folder / "outcomes"
    rates = tuple(map(_rate, read_rows(here / "interview_rates.csv", RATE_COLUMNS, sources)))
    matches = tuple(map(_match, read_rows(here / "match_outcomes.csv", MATCH_COLUMNS, sources)))
    totals = tuple(map(_figure, read_rows(here / "match_totals.csv", TOTAL_COLUMNS, sources)))
    places = tuple(map(_figure, read_rows(here / "positions.csv", POSITION_COLUMNS, sources)))
    studies = tuple(map(_study, read_rows(here / "studies.csv", STUDY_COLUMNS, sources)))
    _refuse_twice("interview_rates.csv", [(rate.year, *_rate_key(rate)) for rate in rates])
    _refuse_twice("match_outcomes.csv", [(m.year, m.specialty, m.applicant_type) for m in matches])
    _refuse_twice("match_totals.csv", [(t.year, t.measure) for t in totals])
    _refuse_twice(
        "positions.csv",
        [(p.year, p.specialty, p.track, p.applicant_group, p.measure) for p in places],
    )
    _refuse_twice("studies.csv", [study.id for study in studies])
    return Outcomes(
        interview_rates=rates,
        match_outcomes=matches,
        totals=totals,
        positions=places,
        studies=studies,
        _rates={_rate_key(rate): rate for rate in sorted(rates, key=lambda rate: rate.year)},
        _studies={study.id: study for study in studies},
    )
