"""From a logged task to a skill and the situation in residency that uses it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from preround.audit.areas import Area, areas_of
from preround.audit.audit import audit, audit_task
from preround.audit.model import COMPETENCIES
from preround.audit.phrases import phrase_bank
from preround.audit.work_log import WorkLine, distinct_tasks

DOUBLED = frozenset({"plan", "log", "run", "get", "put", "set", "cut", "refer", "transfer", "scan",
                     "spin", "sit", "stop", "map", "chat", "bag", "tag", "step", "swab",
                     "admit", "submit", "let"})  # fmt: skip
IRREGULAR = {
    "wrote": "write", "took": "take", "ran": "run", "kept": "keep", "drew": "draw",
    "gave": "give", "taught": "teach", "told": "tell", "held": "hold", "sent": "send",
    "made": "make", "led": "lead", "built": "build", "met": "meet", "spoke": "speak",
    "found": "find", "sat": "sit", "brought": "bring", "fed": "feed", "spun": "spin",
}  # fmt: skip
#: After "and" and a word, these say that the word was a verb: "and comfort them".
OBJECTS = frozenset({"them", "it", "the", "a", "an", "with", "to", "for", "into", "their",
                     "how", "what", "all", "each", "one", "on"})  # fmt: skip
MORE_VERBS = ("escalate", "introduce", "standardize", "verify", "coordinate", "present",
              "interview", "room", "triage", "assist", "write", "feed")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Translation:
    """One task, what it taught, where it is used; `sentence` is a draft to make one's own."""

    line: WorkLine
    n_weeks: int
    area: Area
    sentence: str


@dataclass(frozen=True, slots=True)
class Done:
    """Something done in any experience: under which heading, in which role, what.

    `competency` is given where the kind of thing says it; else the words are read for it.
    """

    source: str
    role: str
    text: str
    competency: str = ""
    n_times: int = 1


@dataclass(frozen=True, slots=True)
class Coverage:
    """One core competency and what serves it best, in every experience."""

    competency: str
    done: tuple[Done, ...]

    @property
    def by_source(self) -> dict[str, int]:
        """How many things of each experience serve it, the richest experience first."""
        return dict(Counter(one.source for one in self.done).most_common())


def translate(lines: Iterable[WorkLine]) -> tuple[list[Translation], list[WorkLine]]:
    """Each distinct task with its skill and situation; those that show none apart.

    Notes
    -----
    Silent rather than wrong: a task whose words name no area is not given one. Of several areas
    the first is told that serves the competency the audit reads.
    """
    told, rest = [], []
    distinct = distinct_tasks(lines)
    audited = audit((line.job, line.text) for line, _ in distinct).tasks
    for (line, n_weeks), read in zip(distinct, audited, strict=True):
        found = sorted(areas_of(line.text), key=lambda area: area.competency != read.competency)
        if found and read.relevant:
            told.append(Translation(line, n_weeks, found[0], sentence(line, found[0])))
        else:
            rest.append(line)
    return told, rest


def sentence(line: WorkLine, area: Area) -> str:
    """The draft: through this task I learned this, and will use it then.

    Notes
    -----
    The task stands in the person's own words. Its first word becomes a gerund where it is a verb
    known here and the only one; else the words are quoted as they are.
    """
    words = line.said.rstrip(".").split()
    verb = "" if not words or _chains_verbs(words) else gerund(words[0])
    task = " ".join([verb, *words[1:]]) if verb else f'this task, "{" ".join(words)}"'
    return f"Through {task}, I learned to {area.skill}. I will use it when {area.situation}."


def _chains_verbs(words: list[str]) -> bool:
    """Whether a second verb follows, as in "ask and update": one gerund would not be enough."""
    plain = [word.lower().strip(",") for word in words]
    return words[0].endswith(",") or any(
        before in ("and", "or") and (verb in _verbs() or after in OBJECTS)
        for before, verb, after in zip(plain[1:], plain[2:], [*plain[3:], ""], strict=False)
    )


def gerund(word: str) -> str:
    """The -ing form of a known verb in its plain or past form; nothing for other words.

    Examples
    --------
    >>> gerund("Transferred"), gerund("verify"), gerund("Write"), gerund("Snacks")
    ('transferring', 'verifying', 'writing', '')
    """
    base = _verbs().get(word.lower(), "")
    if not base:
        return ""
    if base in DOUBLED:
        return f"{base}{base[-1]}ing"
    if base.endswith("e") and not base.endswith(("ee", "ye", "oe")):
        return f"{base[:-1]}ing"
    return f"{base}ing"


@cache
def _verbs() -> dict[str, str]:
    bank = {one.text.split()[0].lower() for phrases in phrase_bank().values() for one in phrases}
    forms = dict(IRREGULAR)
    for base in sorted(bank | set(MORE_VERBS)):
        if not base.isalpha():
            continue
        forms[base] = base
        if base in DOUBLED:
            past = f"{base}{base[-1]}ed"
        elif base.endswith("e"):
            past = f"{base}d"
        elif base.endswith("y") and base[-2] not in "aeiou":
            past = f"{base[:-1]}ied"
        else:
            past = f"{base}ed"
        forms.setdefault(past, base)
    return forms


def coverage(lines: Iterable[WorkLine], others: Iterable[Done] = ()) -> list[Coverage]:
    """The six core competencies, each with what serves it best, in jobs and everywhere else.

    Notes
    -----
    Each thing counts once, under one competency; what shows nothing counts nowhere.
    """
    held: dict[str, list[Done]] = {name: [] for name in COMPETENCIES[:-1]}
    for line, n_weeks in distinct_tasks(lines):
        _count(held, Done(line.job, line.job, line.said, n_times=n_weeks), line.text)
    for one in others:
        _count(held, one, one.text)
    return [Coverage(name, tuple(done)) for name, done in held.items()]


def _count(held: dict[str, list[Done]], one: Done, text: str) -> None:
    if one.competency:
        held[one.competency].append(one)
        return
    read = audit_task(text, one.role)
    if read.relevant:
        held[read.competency].append(one)
