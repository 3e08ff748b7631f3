"""In which order programs stand that nothing known tells apart.

By code the same few states would come first for everyone. So: states the person is tied to,
states they prefer, programs more is known of, then an order drawn for this person alone. It
hangs on what does not change through a season (type, school's country, year of graduation),
never on scores, marks or money, so that none of those moves one equal program for another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from hashlib import blake2b

from preround.domain.applicant import Applicant
from preround.domain.program import Program
from preround.domain.program_list import ListRow, Tier

#: Chances that read alike to this many decimals are one chance.
SAME_DECIMALS = 9


def person_key(applicant: Applicant) -> str:
    """Name the order drawn for a person."""
    own = applicant.applicant
    return f"{own.type or ''} {own.school_country or ''} {own.yog or ''}"


def in_fair_order(
    programs: Sequence[Program], applicant: Applicant, person: str = ""
) -> tuple[Program, ...]:
    """Sort programs by what counts between equals; specialties stay as they come.

    Parameters
    ----------
    person
        Another person's order, so that two lists can be compared; "" for the applicant's.
    """
    place = {name: k for k, name in enumerate(dict.fromkeys(p.specialty for p in programs))}
    ties = set(applicant.wishes.ties)
    preferred = set(applicant.wishes.states_preferred)
    key = (person or person_key(applicant)).encode()[:64]

    def standing(program: Program) -> tuple[int, bool, bool, int, bytes]:
        return (
            place[program.specialty],
            program.state not in ties,
            program.state not in preferred,
            -sum(bool(fact.readings) for fact in program.facts.values()),
            blake2b(program.nrmp_code.encode(), digest_size=8, key=key).digest(),
        )

    return tuple(sorted(programs, key=standing))


def equals_note(rows: Sequence[ListRow]) -> str:
    """Say how many applications have equals that are left out; "" where none has."""
    applied: Counter[tuple[str, float]] = Counter()
    left: Counter[tuple[str, float]] = Counter()
    for row in rows:
        if not (row.part_of or row.excluded or row.pinned or row.tier is Tier.BLOCKED):
            kind = row.program.specialty, round(row.interview_plain.mean, SAME_DECIMALS)
            (applied if row.apply else left)[kind] += 1
    both = applied.keys() & left.keys()
    n_alike, n_left = sum(applied[k] for k in both), sum(left[k] for k in both)
    if not n_alike:
        return ""
    return (
        f"Nothing known tells {n_alike} of these applications from "
        f"{_many(n_left, 'programs')} left out. Equals stand by your ties, then your states, "
        "then what is known of them, then in an order drawn for you that stays."
    )


def _many(n: int, words: str) -> str:
    return f"{n} {words if n != 1 else words.replace('programs', 'program')}"
