"""The money of a whole cycle: exams, certification, applications, travel, rotations, visa."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from preround.domain.applicant import Applicant, ApplicantType, Exam, VisaNeed
from preround.domain.citation import Citation
from preround.domain.errors import UserError
from preround.domain.program_list import ListSummary
from preround.facts.errors import UnpublishedFact
from preround.facts.reader import SeasonFacts

MOST_USD = 1_000_000.0
CREDENTIALS = 2  # diploma and final transcript, as the fact's note says
IMGS = {ApplicantType.US_IMG, ApplicantType.NON_US_IMG}


class BadAmount(UserError):
    """An amount of one's own that cannot be one."""

    http_status = 422

    def __init__(self, what: str, got: object) -> None:
        super().__init__(
            f"{what}: got {str(got)[:40]!r}; expected dollars from 0 to 1,000,000, such as 350."
        )


@dataclass(frozen=True, slots=True)
class OwnAmounts:
    """Dollars that only the person knows; None where they have not said."""

    travel_per_interview: float | None = None
    rotations: float | None = None
    other: float | None = None

    def __post_init__(self) -> None:
        for name in ("travel_per_interview", "rotations", "other"):
            value = getattr(self, name)
            if value is not None and not 0.0 <= value <= MOST_USD:
                raise BadAmount(name.replace("_", " "), value)


@dataclass(frozen=True, slots=True)
class CostLine:
    """One cost: how often it falls due, and what it comes to.

    `usd` is None where no amount is published or told. `done` marks what the record shows
    as behind the person; it is not counted. `season` is that of the figure.
    """

    part: str
    label: str
    usd: float | None
    times: int = 1
    done: bool = False
    season: int | None = None
    note: str = ""
    citations: tuple[Citation, ...] = ()

    @property
    def total_usd(self) -> float:
        """What is still to be paid, as far as it is known."""
        return 0.0 if self.done or self.usd is None else self.usd * self.times


@dataclass(frozen=True, slots=True)
class CycleBudget:
    """Every cost of one cycle in the order it falls due, and the sum of those known."""

    season: int
    lines: tuple[CostLine, ...]

    @property
    def total_usd(self) -> float:
        """Sum of what is known and not behind the person."""
        return sum(line.total_usd for line in self.lines)

    @property
    def unknown(self) -> tuple[CostLine, ...]:
        """Costs that are due and whose amount nobody has told."""
        return tuple(line for line in self.lines if line.usd is None and not line.done)

    @property
    def parts(self) -> tuple[tuple[str, float, tuple[CostLine, ...]], ...]:
        """Name, sum and lines of each part."""
        names = dict.fromkeys(line.part for line in self.lines)
        groups = [(name, [line for line in self.lines if line.part == name]) for name in names]
        return tuple(
            (name, sum(line.total_usd for line in lines), tuple(lines)) for name, lines in groups
        )


def cycle_budget(
    applicant: Applicant,
    season_facts: SeasonFacts,
    summary: ListSummary,
    own: OwnAmounts | None = None,
) -> CycleBudget:
    """Add up a cycle for one person and their list.

    Parameters
    ----------
    applicant
        Exams passed and certification held are behind the person and not counted.
    season_facts
        Published amounts; an earlier season's stands in and says so.
    summary
        The list's application fees, and the interviews it expects.
    own
        Travel for an interview, rotations, anything else: left out, never guessed.
    """
    own = own or OwnAmounts()
    background = applicant.applicant
    passed = {exam.name for exam in applicant.exams if exam.passed}
    certified = background.ecfmg_certified is True
    lines = [
        *_published(
            season_facts,
            "Exams",
            (
                ("fees.step_1", 1, Exam.STEP_1 in passed),
                ("fees.step_1_region", 1, Exam.STEP_1 in passed),
                ("fees.step_2_ck", 1, Exam.STEP_2_CK in passed),
                ("fees.step_2_ck_region", 1, Exam.STEP_2_CK in passed),
                ("fees.step_3", 1, Exam.STEP_3 in passed),
            ),
        )
    ]
    if background.type in IMGS or background.type is None:
        certification = (
            ("fees.oet", 1, certified or Exam.OET in passed),
            ("fees.myintealth_account", 1, certified or bool(passed)),
            ("fees.ecfmg_certification", 1, certified),
            ("fees.ecfmg_credential_verification", CREDENTIALS, certified),
            ("fees.ecfmg_pathway", 1, certified),
        )
        lines += _published(season_facts, "Certification", certification)
        lines += _published(season_facts, "Applications", (("fees.eras_token", 1, False),))
    lines += _published(season_facts, "Applications", (("fees.usmle_transcript", 1, False),))
    many = "" if summary.n_applications == 1 else "s"
    label = f"{summary.n_applications} application{many} of the list"
    lines.append(CostLine("Applications", label, summary.fee_usd, season=season_facts.season))
    lines += _published(season_facts, "Match", (("fees.nrmp_registration", 1, False),))
    lines += _own(own, max(1, round(summary.interviews.mean)))
    lines += _published(season_facts, "Visa", _visa(background.visa_need))
    return CycleBudget(season_facts.season, tuple(lines))


def _visa(need: VisaNeed) -> Sequence[tuple[str, int, bool]]:
    j1 = ("fees.j1_sponsorship", "fees.sevis_j1", "fees.visa_application_j1")
    h1b = ("fees.visa_application_h1b",)
    keys = {VisaNeed.J1: j1, VisaNeed.J1_OR_H1B: j1, VisaNeed.H1B: h1b}.get(need, ())
    return [(key, 1, False) for key in keys]


def _published(
    season_facts: SeasonFacts, part: str, wanted: Sequence[tuple[str, int, bool]]
) -> list[CostLine]:
    return [_line(season_facts, part, key, times, done=done) for key, times, done in wanted]


def _line(season_facts: SeasonFacts, part: str, key: str, times: int, *, done: bool) -> CostLine:
    label = season_facts.store.schema[key].label
    label = label[:1].upper() + label[1:]
    try:
        fact = season_facts.last_known(key)
    except UnpublishedFact:
        return CostLine(part, label, None, times, done, note="no amount is published")
    return CostLine(part, label, fact.number, times, done, fact.season, fact.note, fact.citations)


def _own(own: OwnAmounts, n_interviews: int) -> list[CostLine]:
    yours = "your own figure"
    return [
        CostLine(
            "Interviews",
            "Travel for an interview",
            own.travel_per_interview,
            n_interviews,
            note=f"times the {n_interviews} the list expects; 0 where all are online",
        ),
        CostLine("Experience", "Rotations: fees, travel, living", own.rotations, note=yours),
        CostLine("Anything else", "Attire, translations, calls, time off", own.other, note=yours),
    ]
