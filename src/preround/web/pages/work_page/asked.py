"""Which job and specialty a page about the job is asked for, and the picture of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from preround.audit.areas import listed_specialty, specialties_with_lists
from preround.audit.work_log import monday
from preround.facts.specialties import display
from preround.jobs.read_work import WorkPicture, read_work
from preround.web import clock, work
from preround.web.pages.work_week.offers import dials_of
from preround.web.record import Dossier
from preround.web.typed import whole_number

ROWS_ON_PAPER = 24


def asked_picture(
    request: HttpRequest, dossier: Dossier, *, one_job: bool = False
) -> dict[str, Any]:
    """Give the picture of one job, or of all, with the specialty asked for or wished first.

    Parameters
    ----------
    one_job
        Take the first job where none is asked for, since a plan is for one.
    """
    mine = dossier.record
    number = whole_number(request.GET.get("job", ""), 0)
    job = work.job(mine, number) if number else mine.jobs.first() if one_job else None
    wishes = () if dossier.is_sample else dossier.applicant.wishes.specialties
    known = dict.fromkeys((*specialties_with_lists(), *wishes))
    asked = request.GET.get("specialty", wishes[0] if wishes else "")
    specialty = asked if asked in known else ""
    lines = work.lines(mine, job_number=job.pk if job else None)
    picture = read_work(lines, monday(clock.today()), specialty)
    return {
        "nav_here": "work_week",
        "jobs": mine.jobs.all(),
        "job": job,
        "one_job": one_job,
        "specialty": specialty,
        "specialties": sorted(((name, display(name)) for name in known), key=lambda x: x[1]),
        "specialty_name": display(specialty),
        "list_of": display(listed_specialty(specialty)),
        "lines": lines,
        "picture": picture,
        "dials": _all_time(picture),
        "today": clock.today(),
        "rows": picture.rows[:ROWS_ON_PAPER],
        "n_more": max(len(picture.rows) - ROWS_ON_PAPER, 0),
    }


def _all_time(picture: WorkPicture) -> dict[str, Any]:
    return dials_of(picture.compared) | {"n_all": picture.shares.n_tasks, "all": picture.shares}
