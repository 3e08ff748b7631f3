"""Which phrases a week's form offers, and the dials that it fills."""

from __future__ import annotations

import datetime as dt
from typing import Any

from preround.audit.phrases import nearest_job, phrase_bank
from preround.audit.work_log import WEEKS_COMPARED, Compared, LineKind, WorkLine, compare, monday
from preround.jobs.log_work import duties_of
from preround.web import work
from preround.web.models import ApplicantRecord
from preround.web.pages.work_week.forms import MOST_PICKS, Pick, WeekForm
from preround.web.work_models import WorkJob

THIS_WEEK, LAST_TIME, POSTING = "Logged this week", "As last time", "From the job description"
#: Where the relevant share of non-clinical jobs usually lies, by the method this app carries out.
USUAL = (0.3, 0.6)


def blank_week(record: ApplicantRecord, job: WorkJob, week: dt.date, like: str) -> WeekForm:
    """Offer what was logged this week, last time, the bank's phrases, and the posting's duties."""
    logged = work.lines(record, job_number=job.pk)
    now = [one for one in logged if one.week == week]
    tasks = [one for one in now if one.kind is LineKind.TASK]
    earlier = [one for one in logged if one.week < week and one.kind is LineKind.TASK]
    last = [one for one in earlier if one.week == earlier[0].week]
    offered = [
        *(Pick(x.text, x.counted_in, True, _count(x), "", THIS_WEEK, x.seen_by) for x in tasks),
        *(Pick(x.text, x.counted_in, group=LAST_TIME) for x in last),
        *(
            Pick(x.text, x.counted_in, group=f"What a {like} does")
            for x in phrase_bank().get(like, ())
        ),
        *(Pick(x, group=POSTING) for x in duties_of(job.description)),
    ]
    once = {one.text.lower().rstrip("."): one for one in reversed(offered)}
    picks = tuple(one for one in offered if once.get(one.text.lower().rstrip(".")) is one)
    told = [x for x in now if x.kind is not LineKind.TASK]
    seen = {x.seen_by for x in told}
    common = seen.pop() if len(seen) == 1 else ""
    return WeekForm(
        picks[:MOST_PICKS],
        result="\n".join(_told(x, common) for x in told if x.kind is LineKind.RESULT),
        moment="\n".join(_told(x, common) for x in told if x.kind is LineKind.MOMENT),
        seen_by=common,
        version=work.version(record),
    )


def _told(line: WorkLine, common: str) -> str:
    text = " ".join(line.said.split())
    return f"{text} [seen by {line.seen_by}]" if line.seen_by not in ("", common) else text


def like_job(job: WorkJob, asked: str) -> str:
    """The bank's job whose phrases are offered: the one asked for, or the nearest."""
    return asked if asked in phrase_bank() else nearest_job(job.title)


def grouped(form: WeekForm) -> list[tuple[str, list[tuple[int, Pick]]]]:
    """The picks with their numbers, group by group, in the order offered."""
    found: dict[str, list[tuple[int, Pick]]] = {}
    for n, pick in enumerate(form.picks):
        found.setdefault(pick.group, []).append((n, pick))
    return list(found.items())


def dials(
    record: ApplicantRecord, job: WorkJob, week: dt.date, typed: list[WorkLine]
) -> dict[str, Any]:
    """The shares of four weeks beside the four before, with what is typed but not yet saved."""
    since = monday(week) - dt.timedelta(weeks=2 * WEEKS_COMPARED)
    others = [one for one in work.lines(record, since, job.pk) if one.week != week]
    return dials_of(compare([*others, *typed], week))


def dials_of(compared: Compared) -> dict[str, Any]:
    """What the dials' picture and table need."""
    now, before = compared.now.shares, compared.before.shares
    had = before.n_tasks > 0
    return {
        "shares": [
            ("Patient", now.patient, before.patient if had else None),
            ("Team", now.team, before.team if had else None),
            ("Systems", now.systems, before.systems if had else None),
            ("Any of them", now.relevant, before.relevant if had else None),
        ],
        "usual": USUAL,
        "n_now": now.n_tasks,
        "n_before": before.n_tasks,
        "first": compared.first,
        "last": compared.last + dt.timedelta(days=6),
    }


def _count(line: WorkLine) -> str:
    return "" if line.count is None else f"{line.count:.10g}"
