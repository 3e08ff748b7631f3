"""The log: write a day, look back, bring days in and take them out."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet, Sum
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_POST, require_safe

from preround.domain.applicant import Setting, UsceKind
from preround.jobs.guard_text import guard_fields
from preround.jobs.log_days import bring_log, export_log, export_log_sheet
from preround.logbook.days import WATCHED, WITH_PATIENTS, WITH_TEAM, next_workday
from preround.web import clock, drafts, log, record, rotations
from preround.web import log_favorites as favorites
from preround.web.errors import NoFileChosen, StaleSave
from preround.web.guarding import look_over
from preround.web.log_models import LoggedDay
from preround.web.models import ApplicantRecord
from preround.web.pages import NavEntry
from preround.web.pages.logbook.forms import TEXT_FIELDS, DayForm
from preround.web.record import Dossier
from preround.web.responses import say, warn
from preround.web.rotation_models import KeptRotation
from preround.web.typed import whole_number

NAV = NavEntry("Log", "logbook", "d", 45, "Days, months, what they prove", section="experience")
PER_PAGE = 40
MOST_TOLD = 5
MOST_LOOKED_BACK, MOST_OFFERED = 400, 30
FIRST = "First day logged"
#: Fields of a day, and those of its rotation that fill them where they were left open.
FROM_ROTATION = {
    "kind": "kind",
    "setting": "setting",
    "specialty": "specialty",
    "site": "institution",
    "state": "state",
}
TEXTS = (
    ("saw", "What I saw and did", "Problems and work, no names. 3 chest pains, presented one."),
    ("learned", "What I learned", "One thing to keep."),
    ("feedback", "Feedback, and what I did with it", "From whom by role: attending, nurse."),
)
LABELS = {name: label for name, label, _ in TEXTS}


@require_safe
def logbook(request: HttpRequest) -> HttpResponse:
    """Show the form of a new day and the days so far."""
    dossier = record.current()
    form = _fresh(request, dossier)
    return render(request, "pages/logbook/page.html", _page(request, dossier, form))


@require_safe
def one_day(request: HttpRequest, number: int) -> HttpResponse:
    """Show one day for a change, with what it said before."""
    dossier = record.current()
    row = log.entry(dossier.record, number)
    form = DayForm.of(log.as_day(row), row.pk, row.version, str(row.rotation_id or ""))
    context = _form(dossier, form) | _known(log.entries(dossier.record))
    context |= {"history": log.history(row)[1:], "row": row, "nav_here": "logbook"}
    return render(request, "pages/logbook/day.html", context)


@require_POST
def save_day(request: HttpRequest) -> HttpResponse:
    """Store a day; one with identifiers goes back with wording that has none."""
    dossier = record.current()
    named = rotations.named(dossier.record, request.POST.get("rotation", ""))
    over = look_over(_with_phrases(request.POST, dossier), LABELS)
    form = DayForm.read(_filled(over.post, named), clock.today())
    if form.problems or over.caught:
        context = _page(request, dossier, form) | {"caught": over.caught}
        return render(request, "pages/logbook/page.html", context, status=422)
    try:
        mine = log.own(dossier, FIRST)
        number = named.pk if named else None
        row = log.keep(mine, form.value(), form.number, form.version, number)
    except StaleSave as stale:
        context = _page(request, dossier, form) | {"stale": str(stale)}
        return render(request, "pages/logbook/page.html", context, status=409)
    _star_words(request, mine, form)
    if log.entries(mine).filter(day=row.day).exclude(pk=row.pk).exists():
        warn(request, f"{row.day:%a} {row.day.day} {row.day:%b} is in the log more than once")
    say(request, f"{row.day:%a} {row.day.day} {row.day:%b} saved")
    on = "" if form.number else f"?after={row.pk}"
    return drafts.kept(redirect(reverse("logbook") + on), form.draft)


@require_safe
def place(request: HttpRequest) -> HttpResponse:
    """Give the kind and the place as the rotation chosen has them; nothing is stored."""
    if not getattr(request, "htmx", False):
        return logbook(request)
    dossier = record.current()
    context = _form(dossier, _fresh(request, dossier)) | _known(log.entries(dossier.record))
    return render(request, "pages/logbook/place.html", context)


@require_POST
def guard_typing(request: HttpRequest) -> HttpResponse:
    """Say what in a field could identify a patient, while it is typed."""
    asked = request.headers.get("HX-Trigger-Name", "")  # the whole form comes with the field
    sent = [name for name in TEXT_FIELDS if name in request.POST]
    name = asked if asked in sent else next(iter(sent), TEXT_FIELDS[0])
    caught = guard_fields({name: request.POST.get(name, "")[:10_000]})
    return render(request, "pages/logbook/caught.html", {"caught": caught})


@require_POST
def remove_day(request: HttpRequest, number: int) -> HttpResponse:
    """Take a day out of the log, or put it back."""
    back = request.POST.get("back") == "yes"
    row = log.remove(record.current().record, number, removed=not back)
    say(request, f"{row.day:%a} {row.day.day} {row.day:%b} {'is back' if back else 'taken out'}")
    return redirect("one_day", number) if not back else redirect("logbook")


@require_POST
def star_day(request: HttpRequest, number: int) -> HttpResponse:
    """Make a day a favorite to begin from, or no longer one."""
    starred = request.POST.get("starred") == "yes"
    favorites.star(record.current().record, number, starred=starred)
    say(request, "A favorite: new days can begin from it" if starred else "No favorite any more")
    return redirect("one_day", number)


@require_safe
def phrases(request: HttpRequest) -> HttpResponse:
    """List the favorite words of each field."""
    kept = favorites.phrases(record.current().record)
    context = {
        "groups": [(label, kept.get(name, [])) for name, label in LABELS.items()],
        "has_phrases": bool(kept),
        "nav_here": "logbook",
    }
    return render(request, "pages/logbook/phrases.html", context)


@require_POST
def remove_phrase(request: HttpRequest, number: int) -> HttpResponse:
    """Take favorite words out; the same press on undo puts them back."""
    mine = record.current().record
    there = any(one.pk == number for kept in favorites.phrases(mine).values() for one in kept)
    favorites.remove_phrase(mine, number, removed=there)
    undo = reverse("remove_phrase", args=[number]) if there else ""
    say(request, "Taken out of your favorites" if there else "Back among your favorites", undo)
    return redirect("log_phrases")


@require_safe
def take_out(_request: HttpRequest) -> HttpResponse:
    """Give the log as CSV, without anything the guard flags."""
    mine = record.current().record
    answer = HttpResponse(
        export_log(log.days(mine, rotations.names(mine))),
        content_type="text/csv; charset=utf-8",
    )
    answer["Content-Disposition"] = 'attachment; filename="clinical-log.csv"'
    return answer


@require_safe
def take_out_sheet(_request: HttpRequest) -> HttpResponse:
    """Give the log as a workbook, without anything the guard flags."""
    mine = record.current().record
    answer = HttpResponse(
        export_log_sheet(log.days(mine, rotations.names(mine))),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )
    answer["Content-Disposition"] = 'attachment; filename="clinical-log.xlsx"'
    return answer


@require_POST
def bring_in(request: HttpRequest) -> HttpResponse:
    """Read days from a CSV table or a workbook."""
    file = request.FILES.get("file")
    if file is None:
        raise NoFileChosen("a table of days, CSV or XLSX")
    dossier = record.current()
    numbers = rotations.numbers(dossier.record)
    brought = bring_log(file.read(), file.name or "your file", numbers, today=clock.today())
    kept = log.keep_all(log.own(dossier, FIRST), brought.days, numbers)
    words = f"{kept.n_new} of {len(brought.days)} days brought in"
    if kept.n_joined:
        words += f", {kept.n_joined} joined {'its' if kept.n_joined == 1 else 'their'} rotation"
    if brought.n_reworded:
        words += f", {brought.n_reworded} reworded because they could identify a patient"
    undo = reverse("undo_brought", args=[kept.first, kept.last]) if kept.n_new else ""
    say(request, words, undo)
    for finding in brought.findings[:MOST_TOLD]:
        warn(request, finding.message)
    if len(brought.findings) > MOST_TOLD:
        warn(request, f"and {len(brought.findings) - MOST_TOLD} more remarks like these")
    return redirect("logbook")


@require_POST
def undo_brought(request: HttpRequest, first: int, last: int) -> HttpResponse:
    """Take the days of one table out again."""
    n = log.set_brought_aside(record.current().record, first, last)
    say(request, f"{n} day{'' if n == 1 else 's'} of that table taken out")
    return redirect("logbook")


def _fresh(request: HttpRequest, dossier: Dossier) -> DayForm:
    """Begin with the rotation or the day asked for, else with the last day logged."""
    today = clock.today()
    named = rotations.named(dossier.record, request.GET.get("rotation", ""))
    if named is not None:
        return DayForm.start(today, named.pk, rotations.as_rotation(named.document))
    rows = log.entries(dossier.record)
    after = rows.filter(pk=whole_number(request.GET.get("after", ""), 0)).first()
    like = rows.filter(pk=whole_number(request.GET.get("like", ""), 0)).first()
    last = after or like or rows.first()
    if last is None:
        return DayForm.blank(today, None)
    begins = min(next_workday(after.day), today) if after else today
    return DayForm.blank(begins, log.as_day(last), str(last.rotation_id or ""))


def _with_phrases(post: QueryDict, dossier: Dossier) -> QueryDict:
    """The form with the favorite words that were ticked put into their fields."""
    picked = set(post.getlist("phrase"))
    if not picked:
        return post
    changed = post.copy()
    changed.setlist("phrase", [])
    for name, phrases in favorites.phrases(dossier.record).items():
        for one in phrases:
            there = changed.get(name, "").strip()
            if str(one.pk) in picked and one.text not in there:
                changed[name] = f"{there}\n{one.text}" if there else one.text
    return changed


def _star_words(request: HttpRequest, mine: ApplicantRecord, form: DayForm) -> None:
    """Keep the words of the ticked fields as favorites."""
    for name in request.POST.getlist("star"):
        text = getattr(form, name) if name in TEXT_FIELDS else ""
        if text and favorites.keep_phrase(mine, name, text) is None:
            most = favorites.LONGEST
            warn(request, f"{LABELS[name]}: too long for a favorite, at most {most} characters")


def _filled(post: QueryDict, named: KeptRotation | None) -> QueryDict:
    """Fill what was left open on a day from the rotation it names."""
    changed = post.copy()
    changed["rotation"] = str(named.pk) if named else ""
    if named is None:
        return changed
    for name, source in FROM_ROTATION.items():
        if not changed.get(name, "").strip():
            changed[name] = named.document[source]
    return changed


def _form(dossier: Dossier, form: DayForm) -> dict[str, Any]:
    phrases = favorites.phrases(dossier.record)
    return {
        "form": form,
        "rotations": [(str(one.pk), str(one)) for one in rotations.rows(dossier.record)],
        "kinds": [(one.value, one.value.capitalize()) for one in UsceKind],
        "settings_list": [(one.value, one.value.capitalize()) for one in Setting],
        "hands_on": WITH_PATIENTS.items(),
        "with_team": WITH_TEAM.items(),
        "watched": WATCHED.items(),
        "texts": [
            (*one, getattr(form, one[0]), form.problems.get(one[0], ""), phrases.get(one[0], []))
            for one in TEXTS
        ],
        "has_phrases": bool(phrases),
    }


def _known(rows: QuerySet[LoggedDay]) -> dict[str, Any]:
    """Places and specialties written lately, to pick from."""
    lately = list(rows.values_list("site", "specialty")[:MOST_LOOKED_BACK])
    return {
        "places": sorted({site for site, _ in lately if site})[:MOST_OFFERED],
        "specialties": sorted({specialty for _, specialty in lately if specialty})[:MOST_OFFERED],
    }


def _page(request: HttpRequest, dossier: Dossier, form: DayForm) -> dict[str, Any]:
    rows = log.entries(dossier.record)
    of = rotations.named(dossier.record, request.GET.get("of", ""))
    if of is not None:
        rows = rows.filter(rotation=of)
    pages = Paginator(rows, PER_PAGE)
    total = rows.aggregate(hours=Sum("hours"))["hours"] or 0
    return _form(dossier, form) | {
        "nav_here": "logbook",
        "of": of,
        "starts": favorites.starting_days(dossier.record),
        "pages": pages.get_page(request.GET.get("page")),
        "n_days": pages.count,
        "hours": total,
        **_known(rows),
    }


urlpatterns = [
    path("log/", logbook, name="logbook"),
    path("log/save/", save_day, name="save_day"),
    path("log/guard/", guard_typing, name="guard_typing"),
    path("log/place/", place, name="log_place"),
    path("log/favorites/", phrases, name="log_phrases"),
    path("log/favorites/<int:number>/remove/", remove_phrase, name="remove_phrase"),
    path("log/<int:number>/star/", star_day, name="star_day"),
    path("log/days.csv", take_out, name="log_csv"),
    path("log/days.xlsx", take_out_sheet, name="log_xlsx"),
    path("log/bring/", bring_in, name="bring_log"),
    path("log/bring/undo/<int:first>/<int:last>/", undo_brought, name="undo_brought"),
    path("log/<int:number>/", one_day, name="one_day"),
    path("log/<int:number>/remove/", remove_day, name="remove_day"),
]
