"""What the applicant's own answers do to the odds, each against the average applicant."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from preround.domain.applicant import Applicant, ApplicantType, Exam, UsExperience, VisaNeed
from preround.domain.citation import Citation
from preround.domain.errors import UserError
from preround.domain.ranges import Support
from preround.facts import specialties
from preround.facts.outcomes import MatchOutcome, load_outcomes
from preround.fit.odds_coefficients import Coefficient, load_coefficients
from preround.fit.odds_match import published_outcomes
from preround.fit.usce import Counts, counts, summarize

USMLE = (Exam.STEP_1, Exam.STEP_2_CK, Exam.STEP_3)
RECENT_MONTHS = 12.0
VISAS = {VisaNeed.J1: "J-1", VisaNeed.H1B: "H-1B", VisaNeed.J1_OR_H1B: "J-1 or H-1B"}
IMGS = (ApplicantType.US_IMG, ApplicantType.NON_US_IMG)


@dataclass(frozen=True, slots=True)
class Term:
    """One answer's part: log odds and their spread; an unknown answer only adds spread."""

    label: str
    words: str
    logit: float
    spread: float
    known: bool
    support: Support
    citation: Citation


@dataclass(frozen=True, slots=True)
class Strength:
    """All answers together for one specialty: shift of the log odds, and what stays open.

    `tau` joins what no answer tells (sigma), what was not answered, and how uncertain the
    coefficients of the answers are: all of it acts on every application alike.
    """

    terms: tuple[Term, ...]
    shift: float
    tau: float


def applicant_type(applicant: Applicant) -> ApplicantType:
    """The type as stated; a non-U.S. IMG where nothing is."""
    return applicant.applicant.type or ApplicantType.NON_US_IMG


def strength(applicant: Applicant, specialty: str, season: int, today: dt.date) -> Strength:
    """The applicant's terms for one specialty, and the spread that is left."""
    kind = applicant_type(applicant)
    terms = (
        step2_term(applicant, specialty, kind),
        *_answers(applicant, specialty, kind, season, today),
    )
    sigma = load_coefficients()["strength.sigma"].value
    variance = sigma**2 + sum(term.spread**2 for term in terms)
    return Strength(terms, sum(term.logit for term in terms), math.sqrt(variance))


def _answers(
    applicant: Applicant, specialty: str, kind: ApplicantType, season: int, today: dt.date
) -> Iterator[Term]:
    coefficients = load_coefficients()
    given = [
        ("failed_attempts", "Repeated sittings", *_failed(applicant)),
        ("years_since_graduation", "Years since graduation", *_years(applicant, season)),
        *_experience(applicant, specialty, today),
        ("us_letters", "Letters from U.S. physicians", *_letters(applicant)),
        ("step3_passed", "Step 3", *_step3(applicant)),
        ("visa_need", "Visa", *_visa(applicant, kind)),
    ]
    research = coefficients["applicant.publications_research_specialty"]
    name = "publications"
    if specialty in research.specialties:
        name = "publications_research_specialty"
    given.append((name, "Publications", *_publications(applicant)))
    for key, label, answer, words in given:
        coefficient = coefficients[f"applicant.{key}"]
        if coefficient.center_of(kind) is not None:
            yield answer_term(coefficient, kind, label, answer, words)


def answer_term(
    coefficient: Coefficient, kind: ApplicantType, label: str, answer: float | None, words: str
) -> Term:
    """A coefficient times the answer's distance from the average applicant's.

    An unknown answer x ~ (center, sd) leaves log odds 0 and the spread of coefficient
    times (x - center), whose variance is (value^2 + spread^2) sd^2.
    """
    center = coefficient.center_of(kind) or 0.0
    if answer is None:
        reach = coefficient.sd_of(kind) * math.hypot(coefficient.value, coefficient.spread)
        return Term(
            label, "not answered", 0.0, reach, False, coefficient.support, coefficient.citation
        )
    if coefficient.cap is not None:
        answer = min(answer, coefficient.cap)
    distance = _scaled(coefficient, answer) - center
    return Term(
        label=label,
        words=words,
        logit=coefficient.value * distance,
        spread=abs(distance) * coefficient.spread,
        known=True,
        support=coefficient.support,
        citation=coefficient.citation,
    )


def _scaled(coefficient: Coefficient, answer: float) -> float:
    if coefficient.key == "applicant.usce_months":
        return math.log2(1.0 + answer)
    if coefficient.key.startswith("applicant.publications"):
        return math.log1p(answer)
    return answer


# ------------------------------------------------------------------ the answers

Answer = tuple[float | None, str]


def _failed(applicant: Applicant) -> Answer:
    taken = [x for x in applicant.exams if x.name in USMLE and (x.passed is not None or x.score)]
    if not taken:
        return None, ""
    n = sum(attempt.passed is False for attempt in taken)
    return float(n), f"{n} repeated" if n else "none"


def _years(applicant: Applicant, season: int) -> Answer:
    yog = applicant.applicant.yog
    if yog is None:
        return None, ""
    years = max(season - yog, 0)
    return float(years), f"{years} at the Match of {season} (graduated {yog})"


def _letters(applicant: Applicant) -> Answer:
    letters = applicant.letters
    if letters is None or any(letter.from_us_physician is None for letter in letters):
        return None, ""
    n = sum(bool(letter.from_us_physician) for letter in letters)
    return float(n), str(n)


def _step3(applicant: Applicant) -> Answer:
    if not applicant.exams:
        return None, ""
    passed = any(x.name is Exam.STEP_3 and x.passed for x in applicant.exams)
    return float(passed), "passed" if passed else "not passed yet"


def _visa(applicant: Applicant, kind: ApplicantType) -> Answer:
    need = applicant.applicant.visa_need
    if need is VisaNeed.UNKNOWN:
        return (0.0, "none (U.S. citizen)") if kind is ApplicantType.US_IMG else (None, "")
    if need is VisaNeed.NONE:
        return 0.0, "none needed"
    return 1.0, f"needs {VISAS[need]}"


def _publications(applicant: Applicant) -> Answer:
    n = applicant.scholarship.publications
    return (None, "") if n is None else (float(n), str(n))


Given = tuple[str, str, float | None, str]


def _experience(applicant: Applicant, specialty: str, today: dt.date) -> list[Given]:
    """Four answers about U.S. clinical experience: hands-on, months, recency, specialty."""
    periods = applicant.us_experience
    labels = {
        "usce_hands_on": "Hands-on U.S. experience",
        "usce_months": "Months of U.S. clinical experience",
        "usce_recent": "Recent U.S. experience",
        "usce_in_specialty": "U.S. experience in the specialty",
    }
    if not periods:
        none = applicant.applicant.has_us_experience is False
        answer: Answer = (0.0, "none") if none else (None, "")
        return [(key, label, *answer) for key, label in labels.items()]
    summary = summarize(periods, today)
    months, hands_on = summary.clinical.months, summary.hands_on.months
    recent = summary.recency_months is not None and summary.recency_months <= RECENT_MONTHS
    if summary.recency_months is None and months > 0:
        recency: Answer = (None, "")
    else:
        recency = (float(recent), "within 12 months" if recent else "not within 12 months")
    counted = [period for period in periods if counts(period) is Counts.YES]
    inside = _in_specialty(counted, specialty)
    return [
        ("usce_hands_on", labels["usce_hands_on"], float(hands_on > 0), f"{hands_on:.1f} months"),
        ("usce_months", labels["usce_months"], months, f"{months:.1f}"),
        ("usce_recent", labels["usce_recent"], *recency),
        ("usce_in_specialty", labels["usce_in_specialty"], *inside),
    ]


def _in_specialty(counted: Sequence[UsExperience], specialty: str) -> Answer:
    """Whether any was in it; not known where none was and one does not say."""
    if any(is_in(period, specialty) for period in counted):
        return 1.0, "yes"
    if any(not period.specialty for period in counted):
        return None, ""
    return 0.0, "no"


def is_in(period: UsExperience, specialty: str) -> bool:
    """Whether a period was in this specialty, however its name is written."""
    if not period.specialty:
        return False
    try:
        return specialties.canonical(period.specialty) == specialty
    except UserError:
        return specialties.fold(period.specialty) == specialties.fold(specialty)


# ------------------------------------------------------------------ Step 2 CK


@dataclass(frozen=True, slots=True)
class ScoreSlope:
    """What a point of Step 2 CK is worth in a specialty, around which average score."""

    per_point: float
    spread: float
    average: float
    sd: float
    support: Support
    citation: Citation


def step2_term(applicant: Applicant, specialty: str, kind: ApplicantType) -> Term:
    """The best Step 2 CK score against the average of the type and specialty."""
    slope = score_slope(specialty, kind)
    scores = [x.score for x in applicant.exams if x.name is Exam.STEP_2_CK and x.score]
    label = "Step 2 CK"
    if not scores:
        reach = slope.sd * math.hypot(slope.per_point, slope.spread)
        return Term(label, "not answered", 0.0, reach, False, slope.support, slope.citation)
    coefficients = load_coefficients()
    limit = coefficients["step2.reach"].value
    distance = max(-limit, min(limit, max(scores) - slope.average))
    open_average = slope.per_point * coefficients["step2.average"].spread
    return Term(
        label=label,
        words=f"{max(scores)}; the average here is about {slope.average:.0f}",
        logit=slope.per_point * distance,
        spread=math.hypot(distance * slope.spread, open_average),
        known=True,
        support=slope.support,
        citation=slope.citation,
    )


@cache
def score_slope(specialty: str, kind: ApplicantType) -> ScoreSlope:
    """Worth of one point of Step 2 CK, from two kinds of published figures.

    1. General surgery's interview count per 10 points (ratio 1.22): ln 1.22 / 10.
    2. Means and SDs of matched and unmatched non-U.S. IMGs of a specialty: for two
       normals of equal spread the log odds of matching rise by (m1 - m0) / sd^2 per
       point; divided by how much faster matching grows than invitations.

    The worth in all specialties is the mean of 1. and of the average of 2., weighted by
    precision. A specialty with figures of its own is pulled from there to its own by
    between^2 / (between^2 + selection^2 + se^2).
    """
    coefficients = load_coefficients()
    outcome = load_outcomes().match_outcome(specialty)
    center, center_spread = _slope_of_all()
    between = coefficients["step2.between_specialties"].value
    per_point, variance, support = center, center_spread**2 + between**2, Support.ESTIMATED
    own = _slope_from_match(outcome) if outcome else None
    if own is not None:
        selection = coefficients["step2.selection"].value
        weight = between**2 / (between**2 + selection**2 + own[1] ** 2)
        per_point = center + weight * (own[0] - center)
        variance = center_spread**2 + (1.0 - weight) * between**2
    average, sd, citation = _average_score(outcome)
    return ScoreSlope(
        per_point=max(per_point, 0.0),
        spread=math.sqrt(variance),
        average=average + coefficients["step2.average"].by[kind.value],
        sd=sd,
        support=support,
        citation=citation,
    )


def _slope_from_match(outcome: MatchOutcome) -> tuple[float, float] | None:
    matched, unmatched = outcome.step2_matched, outcome.step2_not_matched
    if matched is None or unmatched is None:
        return None
    variance = 0.5 * (matched.sd**2 + unmatched.sd**2)
    faster = load_coefficients()["step2.match_to_invitation"].value
    se = math.sqrt(variance * (1.0 / outcome.n_matched + 1.0 / outcome.n_not_matched))
    return (matched.mean - unmatched.mean) / variance / faster, se / variance / faster


@cache
def _slope_of_all() -> tuple[float, float]:
    coefficients = load_coefficients()
    ratio = coefficients["step2.per_10_ratio"]
    first = math.log(ratio.value) / 10.0
    open_ratio = coefficients["step2.per_10_spread"].value
    first_variance = (ratio.spread / ratio.value / 10.0) ** 2 + open_ratio**2
    slopes = [slope for x in published_outcomes() if (slope := _slope_from_match(x))]
    between = coefficients["step2.between_specialties"].value
    weights = [1.0 / (between**2 + se**2) for _, se in slopes]
    second = sum(w * slope for w, (slope, _) in zip(weights, slopes, strict=True)) / sum(weights)
    faster = coefficients["step2.match_to_invitation"]
    second_variance = (
        coefficients["step2.selection"].value ** 2 + (second * faster.spread / faster.value) ** 2
    )
    total = 1.0 / first_variance + 1.0 / second_variance
    mean = (first / first_variance + second / second_variance) / total
    return mean, math.sqrt(1.0 / total)


def _average_score(outcome: MatchOutcome | None) -> tuple[float, float, Citation]:
    """Mean and SD of Step 2 CK over matched and unmatched; of all where withheld."""
    if outcome is not None and outcome.step2_matched and outcome.step2_not_matched:
        chosen: tuple[MatchOutcome, ...] = (outcome,)
    else:
        chosen = tuple(x for x in published_outcomes() if x.step2_matched and x.step2_not_matched)
    n, first, second = 0, 0.0, 0.0
    for each in chosen:
        groups = (
            (each.n_matched, each.step2_matched),
            (each.n_not_matched, each.step2_not_matched),
        )
        for size, figures in groups:
            if figures is not None:
                n += size
                first += size * figures.mean
                second += size * (figures.sd**2 + figures.mean**2)
    mean = first / n
    return mean, math.sqrt(second / n - mean * mean), chosen[0].citation
