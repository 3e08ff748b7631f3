"""The page of one opening as it is drawn."""

from __future__ import annotations

from typing import Any

from preround.jobs.openings_outreach import (
    messages_for,
    suggested_message,
    timeline,
    writer_of,
)
from preround.jobs.weigh_openings import WeighedOpening, full_time_hours
from preround.logbook.days import DUTIES
from preround.openings.cost import COST_FIELDS
from preround.openings.directory import Directory
from preround.openings.guide import guide
from preround.openings.outreach import Step, suggested_follow_up
from preround.openings.rotation import rotation_facts
from preround.openings.wording import asks_label
from preround.web import clock, openings, rotations
from preround.web.design import opening_words as words
from preround.web.pages.opening.forms import CostsForm, StepForm
from preround.web.pages.openings.view_model import card
from preround.web.record import Dossier

COST_LABELS = {
    "travel_usd": ("Travel there and back", "once"),
    "housing_usd_per_week": ("Housing", "a week"),
    "living_usd_per_week": ("Food and local travel", "a week"),
    "visa_usd": ("Visa", "once"),
    "lost_wages_usd_per_week": ("Wages you give up", "a week"),
    "other_usd": ("Other", "once"),
}
TEXTS = (
    ("Called", "kind"),
    ("Who may apply", "who_may_apply"),
    ("What you may do", "duties"),
    ("Letter", "letter_policy"),
    ("Physician", "physician"),
    ("Affiliated with", "affiliation"),
    ("Contact", "contact"),
    ("Found", "source"),
    ("The page's words, and notes", "note"),
)


#: How many of the open points stand above the button; the rest is a link away.
FIRST_POINTS = 3


def opening_page(
    dossier: Dossier,
    directory: Directory,
    one: WeighedOpening,
    *,
    message: str = "",
    contact: str = "",
) -> dict[str, Any]:
    """Give everything the page of one opening draws."""
    today = clock.today()
    drafts = messages_for(one, directory, writer_of(dossier.applicant, today), contact)
    code = message or suggested_message(one.standing)
    draft = next((one for one in drafts if one.code == code), drafts[0])
    own, usual = directory.own_costs(one.id), directory.usual_costs
    opening = one.opening
    points = open_points(one)
    return {
        "n_open": len(points),
        "first_points": points[:FIRST_POINTS],
        "n_less": -min(FIRST_POINTS, len(points)),
        "dossier": dossier,
        "nav_here": "openings",
        "tab": "",
        "one": one,
        "opening": opening,
        "card": card(one),
        "kind": one.kind.words,
        "called": guide().kinds.get(one.kind.label),
        "fits_signs": words.FITS_SIGNS,
        "worth": openings.worth(dossier, one),
        "asks": [asks_label(name) for name in one.who.asks],
        "facts": [(label, getattr(opening, name)) for label, name in TEXTS
                  if getattr(opening, name)],
        "ticked": [DUTIES[code] for code in opening.may_do if code in DUTIES],
        "cost_lines": [(words.COST_NAMES[line.name], line) for line in one.cost.lines],
        "cost_form": cost_fields(CostsForm.of(own), CostsForm.of(usual)),
        "full_time": full_time_hours(),
        "visa_fee": openings.visitor_visa_fee(),
        "without": words.open_costs_words(one),
        "timeline": timeline(directory, one.id),
        "steps": list(Step),
        "step_form": StepForm(day=today.isoformat(), step=draft.step),
        "follow_up_after": [(s, suggested_follow_up(s, today)) for s in Step],
        "contacts": directory.contacts.get(one.id, ()),
        "drafts": drafts,
        "draft": draft,
        "contact": contact,
        "history": [(x.at[:16].replace("T", " "), x) for x in directory.history(one.id)[:30]],
        "today": today,
        "became": rotations.of_opening(dossier.record, one.id),
        "can_go": one.standing.closed is None and rotation_facts(opening) is not None,
    }  # fmt: skip


def open_points(one: WeighedOpening) -> list[str]:
    """What a careful friend would say before one goes: what rules out, what is claimed, unsaid."""
    ruled_out = [one.person.why] if one.person.word == "no" else []
    clashes = [f"On the same days as {name}, which you accepted." for name in one.clashes]
    waiting = [point for point in one.vetted.pointed if point.is_open]
    said = sorted(waiting, key=lambda point: point.rule.note)
    return [*ruled_out, *clashes, *(point.rule.message for point in said)]


def cost_fields(form: CostsForm, usual: CostsForm | None) -> list[dict[str, str]]:
    """The fields of a cost form: label, unit, what was typed, the usual figure, what is wrong."""
    return [
        {
            "name": name,
            "label": COST_LABELS[name][0],
            "unit": COST_LABELS[name][1],
            "typed": form.typed[name],
            "usual": usual.typed[name] if usual else "",
            "problem": form.problems.get(name, ""),
        }
        for name in COST_FIELDS
    ]
