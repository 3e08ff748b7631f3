"""Who does what to whom in one task, told by word order, prepositions and possessives.

A task line has no parse worth the price of a parser: it opens with a verb, and what matters is
whether a person is told, taught, touched, or only named ("physician's orders").
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import NamedTuple

from preround.audit.words import Hit, PhraseLists, Word, cut

TEAM = ("clinician", "staff", "outside")
PATIENT = ("patient", "client")
PEOPLE = (*TEAM, *PATIENT, "customer", "community")
NOT_A_RECIPIENT = frozenset(
    [
        "by",
        "as",
        "per",
        "under",
        "of",
        "for",
        "from",
        "using",
        "about",
        "regarding",
        "concerning",
        "in",
        "on",
        "at",
        "against",
    ]
)
TOWARDS = frozenset(["to", "with", "among", "between", "from", "for"])
OF_PERSONS = frozenset(
    [
        "order",
        "orders",
        "visit",
        "visits",
        "instruction",
        "instructions",
        "signature",
        "review",
        "appointment",
        "appointments",
        "record",
        "records",
        "note",
        "notes",
        "data",
        "information",
        "chart",
        "charts",
        "care",
        "services",
        "service",
        "history",
        "histories",
        "results",
        "result",
        "status",
        "specimen",
        "specimens",
        "sample",
        "samples",
        "account",
        "accounts",
        "bills",
        "statements",
        "profile",
        "profiles",
        "room",
        "rooms",
        "condition",
        "conditions",
        "needs",
        "progress",
        "outcomes",
        "documents",
        "files",
        "safety",
        "flow",
        "satisfaction",
        "encounters",
        "list",
        "lists",
        "request",
        "requests",
        "education",
        "materials",
        "outreach",
        "complaint",
        "complaints",
        "meals",
        "assessment",
        "assessments",
        "case",
        "cases",
        "registration",
        "intake",
        "portal",
        "identifiers",
        "identity",
        "transport",
        "volume",
        "load",
        "check-in",
        "appointments'",
        "forms",
        "consent",
        "symptoms",
    ]
)
#: "Helped nurse room patients": a verb, where more follows.
VERBS_AFTER = frozenset(["room", "list", "transport", "register"])
ACTS = frozenset(("talk", "tell_team", "aid_team", "teach", "supervise", "lead_contact"))
SKIP = frozenset(
    [
        "the",
        "a",
        "an",
        "any",
        "all",
        "other",
        "their",
        "his",
        "her",
        "its",
        "our",
        "your",
        "this",
        "that",
        "each",
        "every",
    ]
)


class Reading(NamedTuple):
    """What a task line says: words, list hits, and relations with the words that showed them."""

    words: tuple[Word, ...]
    hits: list[Hit]
    relations: list[Hit]


@cache
def concepts() -> PhraseLists:
    """The lists of `data/concepts.toml`, by name."""
    text = resources.files("preround.audit").joinpath("data/concepts.toml").read_text("utf-8")
    tables = tomllib.loads(text)
    return PhraseLists({name: words for table in tables.values() for name, words in table.items()})


def read(task: str) -> Reading:
    """Words, concepts and relations of one task line."""
    words = cut(task)
    hits = concepts().find(words)
    return Reading(words, hits, _relations(words, hits))


def _relations(words: tuple[Word, ...], hits: list[Hit]) -> list[Hit]:
    people = [hit for hit in hits if hit.name in PEOPLE]
    roles = _roles(words, people)
    found = [Hit(f"{hit.name}.{role}", hit.first, hit.after) for hit, role in roles]
    starts = {hit.first: role for hit, role in roles}
    for hit in hits:
        if hit.name not in ACTS:
            continue
        reach = {"aid_team": 5, "talk": 7}.get(hit.name, 10)
        for person in people:
            gap = person.first - hit.after
            if not 0 <= gap <= reach or starts[person.first] in ("named", "owner"):
                continue
            group = "team" if person.name in TEAM else person.name
            near = "near" if gap <= 2 else "far"
            found.append(Hit(f"{hit.name}>{group}.{near}", hit.first, person.after))
    return found


def _roles(words: tuple[Word, ...], people: list[Hit]) -> list[tuple[Hit, str]]:
    """For each person named: recipient, object, owner (of a record) or only named."""
    roles: list[tuple[Hit, str]] = []
    last_role, last_after = "", -9
    for hit in sorted(people, key=lambda h: (h.first, h.after)):
        role = _role(words, hit)
        joined = 0 < hit.first - last_after <= 2 and all(
            w.plain in ("and", "or", ",", "and/or", "/") or w.plain in SKIP
            for w in words[last_after : hit.first]
        )
        if role == "object" and joined and last_role:
            role = last_role
        roles.append((hit, role))
        last_role, last_after = role, hit.after
    return roles


def _role(words: tuple[Word, ...], hit: Hit) -> str:
    last = words[hit.after - 1]
    following = words[hit.after].plain if hit.after < len(words) else ""
    if following in VERBS_AFTER and not last.possessive and hit.after + 1 < len(words):
        following = ""
    if last.possessive or following in OF_PERSONS:
        return "owner"
    before = hit.first - 1
    steps = 0
    while before >= 0 and steps < 3:
        plain = words[before].plain
        if plain in TOWARDS and plain not in {"for", "from"}:
            return "recipient"
        if plain in NOT_A_RECIPIENT:
            return "for" if plain == "for" else ("from" if plain == "from" else "named")
        if plain in (",", ";", "and", "or"):
            break
        before -= 1
        steps += 1
    return "object"
