"""Matching said the slow way: dictionaries, plain loops, every assignment tried.

Shares no code with the package; a market is lists of lists.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product


@dataclass
class Market:
    """Lists best first; couples as (a, b, [(p, q), ...]) with None for unmatched."""

    applicants: list[list[int]]
    programs: list[list[int]]
    quota: list[int]
    couples: list[tuple[int, int, list[tuple[int | None, int | None]]]] = field(
        default_factory=list
    )

    def mutual(self, i: int) -> list[int]:
        return [p for p in self.applicants[i] if i in self.programs[p]]


Matching = list[int | None]


def deferred_acceptance(market: Market) -> Matching:
    """Gale and Shapley's procedure for single applicants, one proposal at a time."""
    held: list[list[int]] = [[] for _ in market.programs]
    left = [market.mutual(i) for i in range(len(market.applicants))]
    free = list(range(len(market.applicants)))
    while free:
        i = free.pop()
        if not left[i]:
            continue
        p = left[i].pop(0)
        held[p] = sorted([*held[p], i], key=market.programs[p].index)
        free += held[p][market.quota[p] :]
        held[p] = held[p][: market.quota[p]]
    match: Matching = [None] * len(market.applicants)
    for p, people in enumerate(held):
        for i in people:
            match[i] = p
    return match


def immediate_acceptance(market: Market) -> Matching:
    """Seats given for good in the order of ranks: the mechanism that rewards lying."""
    match: Matching = [None] * len(market.applicants)
    for place in range(len(market.programs)):
        for p in range(len(market.programs)):
            asking = [
                i
                for i in range(len(market.applicants))
                if match[i] is None
                and place < len(market.applicants[i])
                and market.applicants[i][place] == p
                and i in market.programs[p]
            ]
            room = market.quota[p] - len(people_at(match, p))
            for i in sorted(asking, key=market.programs[p].index)[:room]:
                match[i] = p
    return match


def people_at(match: Matching, p: int) -> list[int]:
    return [i for i, q in enumerate(match) if q == p]


def would_take(market: Market, match: Matching, p: int | None, i: int) -> bool:
    """Own seat, a free seat, or somebody ranked lower."""
    if p is None or match[i] == p:
        return True
    ranking = market.programs[p]
    if i not in ranking:
        return False
    here = people_at(match, p)
    return len(here) < market.quota[p] or any(ranking.index(j) > ranking.index(i) for j in here)


def would_take_both(market: Market, match: Matching, p: int, a: int, b: int) -> bool:
    ranking = market.programs[p]
    if a not in ranking or b not in ranking:
        return False
    best = sorted({*people_at(match, p), a, b}, key=ranking.index)[: market.quota[p]]
    return a in best and b in best


def couple_members(market: Market) -> set[int]:
    return {i for a, b, _ in market.couples for i in (a, b)}


def blocking(market: Market, match: Matching) -> set[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Everyone who would rather be elsewhere and could, -1 for None."""
    found: set[tuple[tuple[int, ...], tuple[int, ...]]] = set()
    members = couple_members(market)
    for i, wishes in enumerate(market.applicants):
        if i in members:
            continue
        for p in wishes:
            if p == match[i]:
                break
            if would_take(market, match, p, i):
                found.add(((i,), (p,)))
    for a, b, pairs in market.couples:
        for p, q in pairs:
            if (p, q) == (match[a], match[b]) or (p, q) == (None, None):
                break
            if p is not None and p == q:
                granted = would_take_both(market, match, p, a, b)
            else:
                granted = would_take(market, match, p, a) and would_take(market, match, q, b)
            if granted:
                found.add(((a, b), (-1 if p is None else p, -1 if q is None else q)))
    return found


def is_matching(market: Market, match: Matching) -> bool:
    """Quotas kept, everyone ranked by the program and the program (pair) by them."""
    for p in range(len(market.programs)):
        here = people_at(match, p)
        if len(here) > market.quota[p] or any(i not in market.programs[p] for i in here):
            return False
    members = couple_members(market)
    for i, p in enumerate(match):
        if i not in members and p is not None and p not in market.applicants[i]:
            return False
    for a, b, pairs in market.couples:
        held = (match[a], match[b])
        upto = pairs.index((None, None)) if (None, None) in pairs else len(pairs)
        if held != (None, None) and held not in pairs[:upto]:
            return False
    return True


def every_matching(market: Market) -> Iterator[Matching]:
    """Yield every assignment that is a matching; only for a handful of agents."""
    members = couple_members(market)
    singles = [i for i in range(len(market.applicants)) if i not in members]
    choices: list[list[tuple[tuple[int, int | None], ...]]] = [
        [((i, None),), *(((i, p),) for p in market.mutual(i))] for i in singles
    ]
    for a, b, pairs in market.couples:
        held = [(p, q) for p, q in pairs if (p, q) != (None, None)]
        choices.append([((a, None), (b, None)), *(((a, p), (b, q)) for p, q in held)])
    for chosen in product(*choices):
        match: Matching = [None] * len(market.applicants)
        for seats in chosen:
            for i, p in seats:
                match[i] = p
        if is_matching(market, match):
            yield match


def all_stable(market: Market) -> list[Matching]:
    return [match for match in every_matching(market) if not blocking(market, match)]


def fewest_blocking(market: Market) -> int:
    return min(len(blocking(market, match)) for match in every_matching(market))


Linked = list[tuple[int | None, int | None]]


def linked_wishes(
    market: Market, lists: dict[tuple[int, int], list[int]], i: int
) -> list[tuple[int | None, int | None]]:
    """What an applicant ranks: each program with each first year attached to it, then alone."""
    wishes: list[tuple[int | None, int | None]] = []
    for p in market.applicants[i]:
        wishes += [(p, s) for s in lists.get((i, p), [])]
        wishes.append((p, None))
    return wishes


def linked_blocking(market: Market, lists: dict[tuple[int, int], list[int]], held: Linked) -> int:
    """Count the wishes above what each holds that every program named would grant."""
    n = 0
    for i, mine in enumerate(held):
        for p, s in linked_wishes(market, lists, i):
            if (p, s) == mine:
                break
            n += all(
                i in market.programs[q] and _linked_takes(market, held, q, i)
                for q in (p, s)
                if q is not None
            )
    return n


def _linked_takes(market: Market, held: Linked, q: int, i: int) -> bool:
    if q in held[i]:
        return True
    ranking = market.programs[q]
    here = [j for j, seats in enumerate(held) if q in seats]
    return len(here) < market.quota[q] or any(ranking.index(j) > ranking.index(i) for j in here)


def every_linked(market: Market, lists: dict[tuple[int, int], list[int]]) -> Iterator[Linked]:
    """Yield every assignment that keeps quotas and is ranked by both sides."""
    choices = [
        [(None, None), *linked_wishes(market, lists, i)] for i in range(len(market.applicants))
    ]
    for held in product(*choices):
        proper = all(
            q is None or i in market.programs[q] for i, seats in enumerate(held) for q in seats
        ) and all(
            sum(q in seats for seats in held) <= quota for q, quota in enumerate(market.quota)
        )
        if proper:
            yield list(held)
