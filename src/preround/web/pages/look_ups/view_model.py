"""The queue as its page draws it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from preround.catalogue.fact_kinds import fact_kind
from preround.domain.program_list import LookUp
from preround.jobs.look_up_worth import look_up_worth
from preround.web import clock, lists
from preround.web.pages.program.fact_form import FactForm
from preround.web.record import Dossier

#: Interviews; a smaller gain is not worth a sentence.
SMALLEST_GAIN = 0.05
#: Programs drawn with their forms; the order changes with what is found, so the rest can wait.
MOST_SHOWN = 25


@dataclass(frozen=True, slots=True)
class Task:
    """One program of the queue with an empty form for each fact it lacks."""

    look_up: LookUp
    forms: Sequence[FactForm]
    place: str
    open: bool


def queue_page(dossier: Dossier, open_code: str) -> dict[str, Any]:
    """Give everything the look-up page draws."""
    built = lists.built_list(dossier)
    version = lists.workspace().read_overlay().version
    by_code = lists.catalogue().by_code
    today = clock.today()
    queue = built.listing.summary.look_ups
    tasks = []
    for n, one in enumerate(queue):
        if n >= MOST_SHOWN and one.nrmp_code != open_code:
            continue
        sponsor = by_code[one.nrmp_code].sponsor
        forms = [FactForm.blank(fact_kind(name), version, today) for name in one.facts]
        place = f"{sponsor.city}, {sponsor.state}" if sponsor.city else sponsor.state
        tasks.append(Task(one, forms, place, one.nrmp_code == open_code))
    worth = look_up_worth(built, np.random.default_rng(clock.season()))
    return {
        "dossier": dossier,
        "worth": [one for one in worth if one.gain >= SMALLEST_GAIN],
        "tasks": tasks,
        "n_more": len(queue) - len(tasks),
        "version": version,
        "today": today.isoformat(),
        "minutes": sum(task.look_up.minutes for task in tasks[:10]),
        "typed": {},
        "shared": None,
        "nav_here": "look_ups",
    }
