"""The phrase bank: what people in some twenty health-care jobs do in a week, to pick from."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib import resources
from typing import NamedTuple

#: Words that many job titles share, so that they name none.
COMMON = frozenset({"a", "and", "assistant", "at", "clerk", "coordinator", "health", "hospital",
                    "in", "medical", "of", "patient", "representative", "services", "specialist",
                    "technician", "the", "trainer", "volunteer", "worker", "clinical"})  # fmt: skip
SPELLED = {
    "centre": "center", "agent": "representative", "tech": "technician", "cna": "nursing assistant",
    "ma": "medical assistant", "pct": "patient care technician", "receptionist": "front desk",
    "emr": "ehr", "crc": "clinical research coordinator", "billing": "biller", "coder": "biller",
    "coding": "biller", "paramedic": "emt", "access": "registration", "rep": "representative",
    "navigator": "care coordinator", "prior-auth": "prior authorization", "auth": "authorization",
    "translator": "interpreter", "authorisation": "authorization", "laboratory": "lab",
    "phlebotomy": "phlebotomist", "epic": "ehr",
}  # fmt: skip


class Phrase(NamedTuple):
    """One thing people in a job do, and what it is counted in."""

    text: str
    counted_in: str


@cache
def phrase_bank() -> dict[str, tuple[Phrase, ...]]:
    """Phrases by job, as shipped."""
    path = resources.files("preround.audit").joinpath("data/phrases.csv")
    bank: dict[str, list[Phrase]] = {}
    with path.open("r", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            bank.setdefault(row["job"], []).append(Phrase(row["phrase"], row["counted_in"]))
    return {job: tuple(phrases) for job, phrases in sorted(bank.items())}


def nearest_job(title: str) -> str:
    """The bank's job a title means, or nothing when no telling word is shared.

    Examples
    --------
    >>> nearest_job("Call centre agent, night shift")
    'call center representative'
    >>> nearest_job("gardener")
    ''
    """
    bank = phrase_bank()
    plain = " ".join(title.lower().split())
    if found := next((job for job in bank if job.lower() == plain), ""):
        return found
    wanted = _words(plain)
    scored = [
        (len(shared - COMMON), len(shared), -len(_words(job)), job)
        for job in bank
        if (shared := wanted & _words(job)) and (shared - COMMON or shared == _words(job))
    ]
    return max(scored, key=lambda one: one[:3])[3] if scored else ""


def _words(title: str) -> frozenset[str]:
    said = re.findall(r"[a-z]+(?:-[a-z]+)*", title.lower())
    return frozenset(
        part for word in said for part in SPELLED.get(word, word.replace("-", " ")).split()
    )
