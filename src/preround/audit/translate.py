"""From a logged task to a skill and the situation in residency that uses it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from preround.audit.areas import Area, areas
from preround.audit.audit import AuditedTask, audit, audit_task
from preround.audit.jobs import job_kind
from preround.audit.model import COMPETENCIES
from preround.audit.skills import Skill, is_chore, is_refused, skill_of, skills
from preround.audit.verbs import as_gerunds
from preround.audit.work_log import WorkLine, distinct_tasks

#: A line longer than this is a story, and stands as a quotation of its beginning.
LONGEST_TASK = 120
#: Below this the audit is too unsure that a task counts to ask what it taught.
SURE_ENOUGH = 2 / 3
#: A count at the end of a line, after a plural that is no verb's only word: "phones 60 calls".
LAST_COUNT = re.compile(
    r"(?P<task>\w+(?: \S+)*? (?!(?:as|is|was|plus|vs|across|times)\b)[A-Za-z]{2,}s),? ?"
    r"[x×]? ?(?P<count>\d[\d,]*)(?P<unit>(?: ?(?:/|per|a|an|each) ?(?:day|shift|week|month|hour))?"
    r"| (?:calls|patients|pts|visits|charts|rooms|times|requests|messages|a \w+)"
    r"(?: ?(?:/|per|a|an|each) ?(?:day|shift|week|month|hour))?)$"
)
#: Short forms that stand for one thing only, spelled out where a line becomes part of a sentence.
SPELLED = {
    "pt": "patient", "pts": "patients", "appt": "appointment", "appts": "appointments",
    "msg": "message", "msgs": "messages", "w/": "with",
}  # fmt: skip
ASKED_P = "Whom did it help, and what did you notice, say or explain?"
ASKED_T = "Who needed it from you, and what could they do because of it?"
ASKED_REFUSED = "The line says you did not do it. Whom did you tell, and who did it then?"
ASKED_UNTRAINED = (
    "Were you trained or approved to interpret? If not, say that you helped for want of an "
    "interpreter, who knew, and that you would call a trained one."
)
#: Words carried over for a patient; a trained interpreter's skill only where the training shows.
CARRIED_OVER = re.compile(r"\b(?:translat|interpret)\w*\b", re.IGNORECASE)
TRAINED = re.compile(
    r"\b(?:interpreter|translator|certifi\w+|trained|qualified|approved)\b", re.IGNORECASE
)
NO_INTERPRETER = re.compile(
    r"\b(?:no|without|w/o|lack of) (?:\w+ ){0,2}(?:interpreters?|language line)\b", re.IGNORECASE
)
ASKED_S = "What would go wrong without it, and how did you know that it was right?"


@dataclass(frozen=True, slots=True)
class Translation:
    """One skill: the task that shows it best, the others, and a draft to make one's own."""

    line: WorkLine
    n_weeks: int
    skill: Skill
    sentence: str
    also: tuple[WorkLine, ...] = ()

    @property
    def area(self) -> Area:
        """What the skill belongs to."""
        return areas()[self.skill.area]


@dataclass(frozen=True, slots=True)
class Untold:
    """A task no draft is made of; `asked` is empty where nothing in it counts in residency."""

    line: WorkLine
    asked: str


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


def translate(lines: Iterable[WorkLine]) -> tuple[list[Translation], list[Untold]]:
    """Each skill once, with the tasks that bear it; tasks that bear none for sure apart.

    Notes
    -----
    Silent rather than wrong: a skill is said only where an act and what it was done to are both
    named; any other task that counts in residency is met with a question. Of several tasks the
    one leads that reads as a sentence, has a number, and was logged in most weeks.
    """
    held: dict[str, list[tuple[WorkLine, int, Skill]]] = {}
    rest = []
    distinct = distinct_tasks(lines)
    audited = audit((line.job, line.text) for line, _ in distinct).tasks
    for (line, n_weeks), read in zip(distinct, audited, strict=True):
        in_care = read.relevant or job_kind(line.job).setting == "care"
        untrained = _is_untrained(line.job, line.text)
        skill = skill_of(line.text) if in_care and not untrained else None
        if skill is None:
            rest.append(Untold(line, _asked(read)))
        else:
            held.setdefault(skill.id, []).append((line, n_weeks, skill))
    told = []
    order = {skill.id: n for n, skill in enumerate(skills())}
    often = sorted(held, key=lambda name: (-sum(one[1] for one in held[name]), order[name]))
    for group in (held[name] for name in often):
        line, n_weeks, skill = max(group, key=_tells)
        also = tuple(other for other, _, _ in group if other != line)
        told.append(Translation(line, n_weeks, skill, sentence(line, skill), also))
    return told, rest


def _is_untrained(job: str, text: str) -> bool:
    """Whether a line tells of interpreting by somebody of whom nothing says they may."""
    if not CARRIED_OVER.search(text):
        return False
    if NO_INTERPRETER.search(text):
        return not TRAINED.search(job)
    plain = skill_of(text)
    translated = re.match(r"\W*translat", text, re.IGNORECASE) is not None
    return (
        translated
        and plain is not None
        and plain.id == "interpret"
        and not TRAINED.search(f"{job} {text}")
    )


def _tells(one: tuple[WorkLine, int, Skill]) -> tuple[bool, bool, int]:
    line, n_weeks, _ = one
    return bool(as_gerunds(line.said)), any(char.isdigit() for char in line.said), n_weeks


def _asked(read: AuditedTask) -> str:
    """The question that may bring out what a task taught, by the strongest thing it touches."""
    if is_refused(read.task):
        return ASKED_REFUSED
    if _is_untrained(read.job, read.task):
        return ASKED_UNTRAINED
    if read.confidence < SURE_ENOUGH or is_chore(read.task):
        return ""
    if read.patient and read.scope in ("hands_on", "patient_contact"):
        return ASKED_P
    if read.team:
        return ASKED_T
    return ASKED_S if read.relevant else ""


def sentence(line: WorkLine, skill: Skill) -> str:
    """The draft: through this task I learned this, and will use it then.

    Notes
    -----
    The task stands in the person's own words. Its verbs become gerunds where each of them is known
    for one; else, or where it tells a story, the words are quoted as they are. In a sentence a
    count at the end is set apart, or left out where it says not of what, and short forms are
    spelled.
    """
    words = " ".join(line.said.rstrip(".").split())
    task = as_gerunds(_readable(words)) if len(words) <= LONGEST_TASK and ";" not in words else ""
    task = task or f'this work, "{_begun(words)}"'
    return f"Through {task}, I learned to {skill.skill}. I will use it when {skill.situation}."


def _readable(words: str) -> str:
    """A line as it may stand in a sentence: its last count apart, its short forms spelled."""
    found = LAST_COUNT.fullmatch(words)
    if found is not None:
        unit = found["unit"].replace("/", " a ").strip()
        words = f"{found['task']}, {found['count']} {unit}" if unit else found["task"]
    return re.sub(r"(?<!\S)(?:pts?|appts?|msgs?|w/)(?![\w/'’])", lambda one: SPELLED[one[0]], words)


def _begun(words: str) -> str:
    """A task as it stands; of a story its first part."""
    first = words.split(";", maxsplit=1)[0]
    if len(first) <= LONGEST_TASK:
        return first if first == words else f"{first} …"
    return f"{first[:LONGEST_TASK].rsplit(' ', 1)[0].rstrip(',:')} …"


def coverage(lines: Iterable[WorkLine], others: Iterable[Done] = ()) -> list[Coverage]:
    """The six core competencies, each with what serves it best, in jobs and everywhere else.

    Notes
    -----
    Each thing counts once, under one competency; what shows nothing counts nowhere, nor does what
    the person says they did not do, or a logged task too unsure even to be asked about.
    """
    held: dict[str, list[Done]] = {name: [] for name in COMPETENCIES[:-1]}
    for line, n_weeks in distinct_tasks(lines):
        if skill_of(line.text) or _asked(audit_task(line.text, line.job)):
            _count(held, Done(line.job, line.job, line.said, n_times=n_weeks), line.text)
    for one in others:
        _count(held, one, one.text)
    return [Coverage(name, tuple(done)) for name, done in held.items()]


def _count(held: dict[str, list[Done]], one: Done, text: str) -> None:
    if one.competency:
        held[one.competency].append(one)
        return
    read = audit_task(text, one.role)
    if read.relevant and not (is_refused(text) or is_chore(text)):
        held[read.competency].append(one)
