"""A round of look-ups: how many are planned, how many are done, what they have brought."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from preround.catalogue.fact_kinds import fact_kind
from preround.domain.program_list import LookUp
from preround.jobs.list_reasons import RATE_FACT
from preround.web import clock, lists
from preround.web.pages.program.fact_form import FactForm
from preround.web.record import Dossier
from preround.web.typed import whole_number

PLANNED = 20
MOST_SEEN = 500


@dataclass(frozen=True, slots=True)
class Round:
    """What the address remembers: programs planned, kept and seen, interviews at the start."""

    planned: int
    kept: int
    seen: tuple[str, ...]
    began_with: str

    @classmethod
    def read(cls, query: QueryDict) -> Round:
        """Read the address; what makes no sense counts as the beginning."""
        return cls(
            planned=min(max(whole_number(query.get("planned", ""), PLANNED), 1), 500),
            kept=max(whole_number(query.get("kept", ""), 0), 0),
            seen=tuple(query.getlist("seen")[:MOST_SEEN]),
            began_with=query.get("from", "")[:8],
        )

    def after(self, code: str, *, kept: bool) -> str:
        """Give the address of the next program."""
        query = QueryDict(mutable=True)
        query["planned"], query["kept"] = str(self.planned), str(self.kept + kept)
        query["from"] = self.began_with
        query.setlist("seen", [*self.seen, *([code] if code else [])])
        return f"{reverse('one_by_one')}?{query.urlencode()}"

    @property
    def finished(self) -> bool:
        """Whether as many are looked up as were planned."""
        return self.kept >= self.planned


def one_by_one_page(dossier: Dossier, round_: Round) -> dict[str, Any]:
    """Give the next program of the queue with its form, and how far the round is."""
    summary = lists.built_list(dossier).listing.summary
    now = f"{summary.interviews.mean:.2f}"
    round_ = round_ if round_.began_with else Round(round_.planned, 0, round_.seen, now)
    left = [one for one in summary.look_ups if one.nrmp_code not in round_.seen]
    task = None if round_.finished or not left else left[0]
    return {
        "dossier": dossier,
        "round": round_,
        "task": task,
        "forms": _forms(dossier, task) if task else (),
        "version": lists.workspace().read_overlay().version,
        "today": clock.today().isoformat(),
        "minutes_left": sum(one.minutes for one in left[: round_.planned - round_.kept]),
        "interviews_then": _number(round_.began_with),
        "interviews_now": summary.interviews.mean,
        "address": round_.after("", kept=False),
        "nav_here": "look_ups",
    }


def _forms(dossier: Dossier, task: LookUp) -> Sequence[FactForm]:
    """Give an empty form for each fact, the interview rate of the applicant's type first."""
    kind = dossier.applicant.applicant.type
    first = RATE_FACT.get(kind, "") if kind else ""
    version, today = lists.workspace().read_overlay().version, clock.today()
    names = sorted(task.facts, key=lambda name: name != first)
    return [FactForm.blank(fact_kind(name), version, today) for name in names]


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
