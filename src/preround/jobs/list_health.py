"""What a list looks like as a whole: where it is spread, where it is thin, what it rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from preround.domain.applicant import Applicant, VisaNeed
from preround.domain.finding import Finding, Severity
from preround.domain.program_list import ListRow, ProgramList
from preround.domain.ranges import Support

#: Half the applications in one state, or more, is worth a sentence.
ONE_PLACE = 0.5
FEW = 10
VISA_FACTS = {
    VisaNeed.J1: ("visa_j1",),
    VisaNeed.H1B: ("visa_h1b",),
    VisaNeed.J1_OR_H1B: ("visa_j1", "visa_h1b"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One slice of the applications: its name, how many, and the interviews they bring."""

    name: str
    n: int
    interviews: float


@dataclass(frozen=True, slots=True)
class ListHealth:
    """The applications sliced three ways, and what is worth a thought.

    `visa` is empty for who needs none; `n_known_rate` counts applications whose program's
    own interview rate is known.
    """

    n_applications: int
    tiers: tuple[Part, ...]
    states: tuple[Part, ...]
    specialties: tuple[Part, ...]
    visa: tuple[Part, ...]
    n_known_rate: int
    findings: tuple[Finding, ...]


def list_health(applicant: Applicant, listing: ProgramList) -> ListHealth:
    """Slice the applications by tier, state, specialty and visa policy."""
    rows = [row for row in listing.rows if row.apply]
    wanted = VISA_FACTS.get(applicant.applicant.visa_need, ())
    states = _parts(rows, [row.program.state or "not known" for row in rows])
    visa = _parts(rows, [_visa(row, wanted) for row in rows]) if wanted else ()
    known = sum(row.interview_plain.support is Support.PUBLISHED for row in rows)
    return ListHealth(
        n_applications=len(rows),
        tiers=_parts(rows, [row.tier.value for row in rows]),
        states=states,
        specialties=_parts(rows, [row.program.specialty for row in rows]),
        visa=visa,
        n_known_rate=known,
        findings=tuple(_findings(rows, states, visa, known)),
    )


def _parts(rows: Sequence[ListRow], names: Sequence[str]) -> tuple[Part, ...]:
    counts = Counter(names)
    interviews: Counter[str] = Counter()
    for row, name in zip(rows, names, strict=True):
        interviews[name] += row.interview.mean  # type: ignore[assignment]
    return tuple(Part(name, n, float(interviews[name])) for name, n in counts.most_common())


def _visa(row: ListRow, wanted: Sequence[str]) -> str:
    values = [row.program.fact(name).value for name in wanted]
    if "yes" in values:
        return "sponsors it"
    return "does not" if values.count("no") == len(values) else "not known"


def _findings(
    rows: Sequence[ListRow], states: Sequence[Part], visa: Sequence[Part], known: int
) -> list[Finding]:
    if not rows:
        return []
    found = []
    n = len(rows)
    if states[0].n >= ONE_PLACE * n and n > FEW:
        found.append(
            _finding(
                "one-state",
                f"{states[0].n} of {n} applications go to {states[0].name}.",
                "That is sound where a tie is real. Without one, a second region costs nothing.",
            )
        )
    unknown = sum(part.n for part in visa if part.name == "not known")
    if unknown >= ONE_PLACE * n:
        found.append(
            _finding(
                "visa-unknown",
                f"The visa policy of {unknown} of {n} programs is not known.",
                "It is the first thing to look up: a program that sponsors none is a lost fee.",
            )
        )
    if known < ONE_PLACE * n:
        found.append(
            _finding(
                "rates-unknown",
                f"The own interview rate of {n - known} of {n} programs is not known.",
                "Until it is, programs of one specialty and state look alike, and are.",
            )
        )
    if n < FEW:
        found.append(
            _finding(
                "few",
                f"{n} applications are few for anyone who needs a visa or has a gap.",
                "See what the next ones cost and bring in the budget of the list.",
            )
        )
    return found


def _finding(code: str, message: str, fix: str) -> Finding:
    return Finding(code, Severity.NOTE, "the list", message, fix)
