"""Writing to people about openings: what is due, messages to adapt, the funnel, a calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from preround.charts.funnel_chart import funnel_chart
from preround.charts.grammar import Chart
from preround.domain.applicant import Applicant, Exam
from preround.exporters.calendar import CalendarEntry, calendar_bytes
from preround.jobs.weigh_openings import WeighedOpening
from preround.openings.directory import Directory
from preround.openings.messages import Draft, Writer, drafts
from preround.openings.outreach import Contact, Event, Standing, Step, funnel

SOON_DAYS = 14
EXAM_WORDS = {Exam.STEP_1: "Step 1", Exam.STEP_2_CK: "Step 2 CK", Exam.STEP_3: "Step 3"}


@dataclass(frozen=True, slots=True)
class Reminder:
    """Something to do about an opening, by a day."""

    opening: WeighedOpening
    day: dt.date
    what: str

    def is_due(self, today: dt.date) -> bool:
        """Whether the day has come."""
        return self.day <= today


@dataclass(frozen=True, slots=True)
class Outreach:
    """Where all openings stand: what is due, what comes soon, what nobody has asked yet."""

    due: tuple[Reminder, ...]
    soon: tuple[Reminder, ...]
    later: tuple[Reminder, ...]
    not_asked: tuple[WeighedOpening, ...]
    waiting: tuple[WeighedOpening, ...]
    steps: tuple[tuple[str, int, int], ...]

    @property
    def n_asked(self) -> int:
        """How many were asked."""
        return self.steps[1][1]

    @property
    def sentence(self) -> str:
        """The funnel in one plain sentence."""
        found, asked, replied, offered, accepted, _ = (n for _, n, _ in self.steps)
        if not asked:
            return f"{_openings(found)} found, none asked yet."
        return (
            f"{_openings(found)} found, {asked} asked, {replied} replied, {offered} offered, "
            f"{accepted} accepted."
        )

    def picture(self) -> Chart:
        """The funnel as a chart."""
        return funnel_chart(
            "From found to done",
            self.steps,
            "openings",
            ("Closed: they declined, you withdrew, or you stopped waiting.",),
        )


def survey(weighed: Sequence[WeighedOpening], today: dt.date) -> Outreach:
    """Sort all openings by what they ask for next."""
    reminders = sorted(
        (reminder for one in weighed for reminder in _reminders(one, today)),
        key=lambda one: (one.day, one.opening.opening.institution.casefold()),
    )
    soon = today + dt.timedelta(days=SOON_DAYS)
    alive = [one for one in weighed if one.standing.closed is None]
    reminded = {one.opening.id for one in reminders}
    return Outreach(
        due=tuple(one for one in reminders if one.day <= today),
        soon=tuple(one for one in reminders if today < one.day <= soon),
        later=tuple(one for one in reminders if one.day > soon),
        not_asked=tuple(one for one in alive if one.standing.last is None),
        waiting=tuple(
            one
            for one in alive
            if one.standing.last is not None
            and one.standing.stage.value in ("asked", "replied", "offered")
            and one.id not in reminded
        ),
        steps=_steps([one.standing for one in weighed]),
    )


def _steps(standings: Sequence[Standing]) -> tuple[tuple[str, int, int], ...]:
    return tuple((stage.value.capitalize(), n, closed) for stage, n, closed in funnel(standings))


def _openings(n: int) -> str:
    return f"{n} opening{'s' if n != 1 else ''}"


def _reminders(one: WeighedOpening, today: dt.date) -> list[Reminder]:
    stands, opening = one.standing, one.opening
    if stands.closed is not None or stands.stage.value == "done":
        return []
    found = []
    if stands.follow_up is not None:
        found.append(Reminder(one, stands.follow_up, "write again"))
    early = stands.stage.value in ("found", "asked", "replied")
    if opening.apply_by is not None and early and opening.apply_by >= today:
        found.append(Reminder(one, opening.apply_by, "last day to apply"))
    return found


def calendar(weighed: Sequence[WeighedOpening], today: dt.date) -> bytes:
    """The reminders as a calendar file, which a calendar updates rather than repeats."""
    found = survey(weighed, today)
    entries = [
        CalendarEntry(
            f"opening-{one.opening.id}-{one.what.replace(' ', '-')}@preround",
            one.day,
            f"{one.opening.opening.institution}: {one.what}",
            remind_days_before=1,
        )
        for one in (*found.due, *found.soon, *found.later)
    ]
    return calendar_bytes("Preround: openings", entries, today)


def writer_of(applicant: Applicant, today: dt.date) -> Writer:
    """What the record says of the person, in a message's words; no score is told."""
    about = applicant.applicant
    if about.yog is None:
        return Writer()
    student = about.yog > today.year
    certified = "ECFMG-certified " if about.ecfmg_certified and not student else ""
    article = "an" if certified else "a"
    role = "final-year student" if student else "graduate"
    passed = [
        words
        for exam, words in EXAM_WORDS.items()
        if any(one.passed for one in applicant.exams if one.name is exam)
    ]
    exams = f", with {_listed(passed)} passed" if passed else ""
    when = f", {'graduating in ' if student else ''}{about.yog}"
    papers = [f"USMLE transcript ({_listed(passed)})"] if passed else []
    papers += ["ECFMG certificate"] if about.ecfmg_certified else []
    papers += ["immunization record"]
    return Writer(
        f"{article} {certified}{role} of [your medical school]{when}{exams}", _listed(papers)
    )


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def messages_for(
    one: WeighedOpening,
    directory: Directory,
    writer: Writer,
    contact_number: str = "",
) -> tuple[Draft, ...]:
    """Every message for one opening, to whom was chosen, or its first contact."""
    contacts: dict[str, Contact] = dict(directory.contacts.get(one.id, ()))
    contact = contacts.get(contact_number) or next(iter(contacts.values()), None)
    asked = [event for _, event in directory.events.get(one.id, ()) if event.step is Step.ASKED]
    return drafts(
        one.opening,
        writer,
        contact=contact,
        questions=one.vetted.open_questions,
        asked_on=max((event.day for event in asked), default=None),
    )


def suggested_message(stands: Standing) -> str:
    """The message that comes next, by its code."""
    match stands.stage.value:
        case "found":
            return "office"
        case "asked":
            return "follow_up"
        case "replied":
            return "questions"
        case "offered":
            return "accept"
        case _:
            return "questions"


def timeline(directory: Directory, number: str) -> tuple[tuple[str, Event], ...]:
    """What happened with an opening, newest first."""
    return tuple(
        sorted(directory.events.get(number, ()), key=lambda one: (one[1].day, one[0]), reverse=True)
    )
