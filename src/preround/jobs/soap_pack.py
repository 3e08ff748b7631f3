"""SOAP prepared in time: what is needed by when, a short list by type, call answers, rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from preround.domain.applicant import Applicant, Exam, UsExperience
from preround.domain.citation import Citation
from preround.domain.invitation import Invitation
from preround.facts.dates import EASTERN
from preround.facts.errors import UnpublishedFact
from preround.facts.fact import Fact
from preround.facts.reader import SeasonFacts
from preround.jobs.guard_about import About
from preround.jobs.guard_text import cleaned
from preround.plan.match_week import Need, SoapRule, WeekMoment, load_match_week
from preround.plan.moments import Moment, moment
from preround.plan.steps import load_rules
from preround.writing.answers import Answer, RecordedFact, answer_question


class SoapStage(StrEnum):
    """Where the season stands: before the pack opens, after, in the week, over."""

    PREPARE = "prepare"
    OPEN = "open"
    WEEK = "week"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class DatedNeed:
    """Something needed, by its day; `is_late` when that day has passed."""

    need: Need
    by: dt.date
    is_expected: bool
    is_late: bool


@dataclass(frozen=True, slots=True)
class DatedMoment:
    """One moment of the week, with its hour in Eastern Time where one is known."""

    moment: WeekMoment
    day: dt.date
    time: dt.time | None
    is_expected: bool
    citations: tuple[Citation, ...]

    @property
    def utc(self) -> dt.datetime | None:
        """The same moment in universal time."""
        if self.time is None:
            return None
        return dt.datetime.combine(self.day, self.time, EASTERN).astimezone(dt.UTC)


#: How the ids of facts begin that were written freely, and whom those texts are about.
WRITTEN = (("log,", About.PATIENTS), ("work,", About.PATIENTS), ("entry ", About.OWN_WORK))


@dataclass(frozen=True, slots=True)
class CallCard:
    """One question of a call with the person's own facts, and how long to speak."""

    answer: Answer
    seconds: int


@dataclass(frozen=True, slots=True)
class SoapPack:
    """Everything but the short list, which `soap_list` gives."""

    season: int
    stage: SoapStage
    opens: Moment
    begins: Moment
    needs: tuple[DatedNeed, ...]
    week: tuple[DatedMoment, ...]
    rules: tuple[SoapRule, ...]
    limit: Fact
    rounds: Fact | None
    calls: tuple[CallCard, ...]
    plain: tuple[tuple[str, str], ...]

    @property
    def is_open(self) -> bool:
        """Whether the pack itself is shown."""
        return self.stage is not SoapStage.PREPARE


def soap_pack(
    applicant: Applicant,
    season_facts: SeasonFacts,
    recorded: Sequence[RecordedFact],
    invitations: Sequence[Invitation],
    today: dt.date,
) -> SoapPack:
    """Put the pack together.

    Parameters
    ----------
    recorded
        Facts of the person's logs and entries; those of the applicant file are added.
    invitations
        The season's answers, which a program asks about first.

    Raises
    ------
    UnpublishedFact
        When no season up to this one has SOAP's limit.
    """
    week = load_match_week()
    opens = _moment("rank_list_deadline", season_facts)
    begins = _moment("match_week_begins", season_facts)
    ends = _moment("soap_ends", season_facts)
    facts = (
        *recorded,
        *facts_of_file(applicant, season_facts.season),
        *_fact_of_season(invitations, season_facts.season),
    )
    return SoapPack(
        season=season_facts.season,
        stage=_stage(today, opens.day, begins.day, ends.day),
        opens=opens,
        begins=begins,
        needs=tuple(
            sorted((_need(need, season_facts, today) for need in week.needs), key=lambda n: n.by)
        ),
        week=tuple(_dated(one, season_facts) for one in week.moments),
        rules=week.rules,
        limit=season_facts.last_known("limits.soap_applications"),
        rounds=_known(season_facts, "limits.soap_offer_rounds"),
        calls=tuple(
            CallCard(
                _for_paper(answer_question(one.question, facts, today=today, wanted=4)),
                one.seconds,
            )
            for one in week.calls
        ),
        plain=plain_answers(applicant, season_facts.season),
    )


def _for_paper(answer: Answer) -> Answer:
    """The answer with no patient named in its evidence: the pack lies open beside a telephone."""

    def clean(fact: RecordedFact) -> RecordedFact:
        about = next((one for lead, one in WRITTEN if fact.id.startswith(lead)), None)
        return fact if about is None else replace(fact, text=cleaned(fact.text, about))

    return replace(answer, evidence=tuple(map(clean, answer.evidence)))


def _stage(today: dt.date, opens: dt.date, begins: dt.date, ends: dt.date) -> SoapStage:
    if today <= opens:
        return SoapStage.PREPARE
    if today < begins:
        return SoapStage.OPEN
    return SoapStage.WEEK if today <= ends else SoapStage.OVER


def _moment(event: str, facts: SeasonFacts) -> Moment:
    return moment(event, facts, load_rules())


def _need(need: Need, facts: SeasonFacts, today: dt.date) -> DatedNeed:
    at = _moment(need.event, facts)
    by = at.day - dt.timedelta(days=need.days_before)
    return DatedNeed(need, by, at.is_expected, by < today)


def _dated(one: WeekMoment, facts: SeasonFacts) -> DatedMoment:
    at = _moment(one.event, facts)
    time = one.time
    citations: tuple[Citation, ...] = (one.citation,)
    if time is None and not at.is_expected:
        known = facts.date(one.event)
        time, citations = known.time, (*known.citations, one.citation)
    return DatedMoment(one, at.day, time, at.is_expected, citations)


def _known(facts: SeasonFacts, key: str) -> Fact | None:
    try:
        return facts.last_known(key)
    except UnpublishedFact:
        return None


# ------------------------------------------------------------------ what the record answers

EXAMS = {Exam.STEP_1: "Step 1", Exam.STEP_2_CK: "Step 2 CK", Exam.STEP_3: "Step 3"}


def facts_of_file(applicant: Applicant, season: int) -> tuple[RecordedFact, ...]:
    """The applicant file as facts an answer can rest on."""
    found = []
    for k, one in enumerate(applicant.us_experience):
        found.append(RecordedFact(f"U.S. experience {k + 1}", _period(one), one.end or one.start))
    for attempt in applicant.exams:
        if attempt.name in EXAMS and attempt.passed:
            score = f" with {attempt.score}" if attempt.score else ""
            text = f"Passed {EXAMS[attempt.name]}{score}"
            found.append(RecordedFact(EXAMS[attempt.name], text, attempt.date))
    if applicant.applicant.yog:
        years = season - applicant.applicant.yog
        text = f"Graduated in {applicant.applicant.yog}, {years} years before training begins"
        found.append(RecordedFact("Graduation", text))
    return tuple(found)


def _fact_of_season(invitations: Sequence[Invitation], season: int) -> tuple[RecordedFact, ...]:
    n_invited = sum(one.was_invited is True for one in invitations)
    if not n_invited:
        return ()
    n_held = sum(one.can_be_ranked for one in invitations)
    text = f"Season {season}: applied, {n_invited} invitations, {n_held} interviews"
    return (RecordedFact("Interviews", text),)


def _period(one: UsExperience) -> str:
    length = ""
    if one.start and one.end:
        length = f"{max(1, round((one.end - one.start).days / 7))}-week "
    elif one.start:
        length = f"Since {one.start:%B %Y}: "
    setting = f"{one.setting.value} " if one.setting else ""
    where = f" in {one.specialty}" if one.specialty else ""
    state = f", {one.state}" if one.state else ""
    return f"{length}{setting}{one.kind.value}{where}{state}{', hands-on' if one.hands_on else ''}"


def plain_answers(applicant: Applicant, season: int) -> tuple[tuple[str, str], ...]:
    """What a program asks in a word, and the word from the file; "" where it is not there."""
    background = applicant.applicant
    visa = background.visa_need.value
    visas = {"none": "None", "j1": "J-1", "h1b": "H-1B", "j1_or_h1b": "J-1 or H-1B"}
    certified = {True: "Yes", False: "Not yet", None: ""}[background.ecfmg_certified]
    passed = [EXAMS[one.name] for one in applicant.exams if one.passed and one.name in EXAMS]
    failed = [one for one in applicant.exams if one.passed is False and one.name in EXAMS]
    attempts = ""
    if passed:
        attempts = f"{len(failed)} repeated" if failed else "None repeated"
    return (
        ("Which visa do you need?", visas.get(visa, "")),
        ("Are you ECFMG certified?", certified),
        ("Which Steps have you passed?", ", ".join(dict.fromkeys(passed))),
        ("Any attempts to tell of?", attempts),
        ("Year of graduation?", str(background.yog or "")),
        (f"Can you begin on 1 July {season}?", ""),
    )
