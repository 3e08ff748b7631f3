"""One page about a job: what each task is, what share matters in residency, what is missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from preround.audit.model import (
    COMPETENCIES,
    EVEN,
    FIRST_SCOPE,
    MARKERS,
    N_MARKERS,
    NOTHING,
    SCOPES,
    Reader,
    deciding_words,
    read_tasks,
    sureness,
)

NONE = len(COMPETENCIES) - 1
#: The first scope that does not reach the patient.
AWAY = SCOPES.index("indirect")


@dataclass(frozen=True, slots=True)
class AuditedTask:
    """One task with its markers, competency, scope, and the words that decided."""

    task: str
    job: str
    patient: bool
    team: bool
    systems: bool
    competency: str
    scope: str
    confidence: float
    because: tuple[str, ...]

    @property
    def relevant(self) -> bool:
        """Whether any marker holds."""
        return self.patient or self.team or self.systems

    @property
    def reach(self) -> str:
        """The scope in words, empty for none."""
        return "" if self.scope == SCOPES[-1] else self.scope.replace("_", " ")

    @property
    def letters(self) -> str:
        """The markers as letters, for a table."""
        held = (self.patient, self.team, self.systems)
        return "".join(letter if yes else "·" for letter, yes in zip(MARKERS, held, strict=True))

    def as_json(self) -> dict[str, Any]:
        """The task with the keys of the command line."""
        return {
            "job": self.job,
            "task": self.task,
            "markers": {"P": self.patient, "T": self.team, "S": self.systems},
            "competency": self.competency,
            "scope": self.scope,
            "confidence": round(self.confidence, 3),
            "because": list(self.because),
        }


@dataclass(frozen=True, slots=True)
class Shares:
    """How much of the list carries each marker; 0 to 1, zero for an empty list."""

    n_tasks: int
    patient: float
    team: float
    systems: float
    relevant: float
    competencies: tuple[tuple[str, float], ...]
    scopes: tuple[tuple[str, float], ...]

    def as_json(self) -> dict[str, Any]:
        """The shares with the keys of the command line."""
        return {
            "n_tasks": self.n_tasks,
            "P": round(self.patient, 3),
            "T": round(self.team, 3),
            "S": round(self.systems, 3),
            "relevant": round(self.relevant, 3),
            "competencies": {name: round(share, 3) for name, share in self.competencies},
            "scopes": {name: round(share, 3) for name, share in self.scopes},
        }


@dataclass(frozen=True, slots=True)
class Audit:
    """Every task read, and the shares of the whole list."""

    tasks: tuple[AuditedTask, ...]
    shares: Shares

    def as_json(self) -> dict[str, Any]:
        """The audit with the keys of the command line."""
        return {"tasks": [task.as_json() for task in self.tasks], "shares": self.shares.as_json()}


def audit_task(task: str, job: str) -> AuditedTask:
    """Markers, best core competency, clinical scope and reasons of one task.

    Notes
    -----
    A task without a marker has no competency; one with a marker always has one. A task that is
    not patient work reaches no patient. Confidence is that of the least sure marker, 0.5 to 1.
    """
    return audit([(job, task)]).tasks[0]


def _audited(text: str, job: str, reader: Reader) -> AuditedTask:
    chances = reader.chances
    said = any(word.plain[0].isalnum() for word in reader.reading.words)
    held = [said and bool(chances[n] > EVEN) for n in range(N_MARKERS)]
    fits = chances[N_MARKERS:FIRST_SCOPE].copy()
    fits[NONE] = float("-inf")
    competency = COMPETENCIES[int(fits.argmax())] if any(held) else COMPETENCIES[NONE]
    first = 0 if held[0] else AWAY
    scope = SCOPES[first + int(chances[FIRST_SCOPE + first :].argmax())] if said else SCOPES[-1]
    because: list[str] = []
    for n, yes in enumerate(held):
        if yes:
            because += deciding_words(reader, n, text)
    because = because or deciding_words(reader, NOTHING, text) or [f"job: {job}"]
    return AuditedTask(
        task=text,
        job=job,
        patient=held[0],
        team=held[1],
        systems=held[2],
        competency=competency,
        scope=scope,
        confidence=sureness(chances),
        because=_shortest(because),
    )


def _shortest(because: list[str]) -> tuple[str, ...]:
    """Each reason once; one word of a longer reason is not said again."""
    words = dict.fromkeys(because)
    return tuple(
        one for one in words if not any(one != other and one in other.split() for other in words)
    )


def audit(tasks: Iterable[tuple[str, str]]) -> Audit:
    """Read (job, task) pairs; about 0.5 ms a task, and a task that comes again is read once."""
    asked = [(job, " ".join(task.split())) for job, task in tasks]
    distinct = list(dict.fromkeys(asked))
    told = {
        (job, text): _audited(text, job, reader)
        for (job, text), reader in zip(distinct, read_tasks(distinct), strict=True)
    }
    read = tuple(told[one] for one in asked)
    return Audit(read, shares(read))


def shares(tasks: tuple[AuditedTask, ...]) -> Shares:
    """Shares of a list of audited tasks."""
    n = len(tasks)

    def part(count: int) -> float:
        return count / n if n else 0.0

    return Shares(
        n_tasks=n,
        patient=part(sum(task.patient for task in tasks)),
        team=part(sum(task.team for task in tasks)),
        systems=part(sum(task.systems for task in tasks)),
        relevant=part(sum(task.relevant for task in tasks)),
        competencies=tuple(
            (name, part(sum(task.competency == name for task in tasks))) for name in COMPETENCIES
        ),
        scopes=tuple((name, part(sum(task.scope == name for task in tasks))) for name in SCOPES),
    )
