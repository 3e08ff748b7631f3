"""A program's own page -> the rules it states, each with the sentence it stands in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from preround.domain.program import FactScalar
from preround.importers.program_page_exams import exam_proposals
from preround.importers.program_page_exceptions import (
    OUT,
    Undecided,
    Way,
    after_the_rule,
    bare_statements,
    undecided_of,
)
from preround.importers.program_page_experience import experience_proposals
from preround.importers.program_page_papers import paper_proposals
from preround.importers.program_page_proposals import Proposal, not_of_applicants
from preround.importers.program_page_share import share_proposals
from preround.importers.program_page_statements import Statement, statements
from preround.importers.program_page_visa import visa_proposals

__all__ = ["COUNTED_FACTS", "READ_FACTS", "PageFact", "Undecided", "Way"]
__all__ += ["read_program_page", "read_undecided"]

READ_FACTS: tuple[str, ...] = (
    *("visa_j1", "visa_h1b", "step1_min", "step2_min", "step1_pass_required"),
    *("step2_required_by", "attempts_max", "years_since_graduation_max", "usce_required"),
    *("usce_months", "usce_hands_on_required", "usce_excludes_observership", "ecfmg_required"),
    *("letters_min", "letters_us_min", "step3_required_for", "accepts_img"),
)
#: What is counted on a page and is no rule: it moves the odds and blocks nobody.
COUNTED_FACTS: tuple[str, ...] = ("img_share",)
# Where a page says two things of one fact, the first of these that it says is the rule:
# the limit that lets most people in, so that nobody is blocked by a reading in doubt.
_MILDEST_FIRST = {
    "usce_required": ("yes", "preferred", "no"),
    "ecfmg_required": ("by_start", "by_rank_list", "yes"),
    "attempts_max": (6, 5, 4, 3, 2, "first_attempt_only"),
}
#: What a page often says just by an exception: "no visas except J-1".
_OF_WAYS_OUT = frozenset({"visa_j1", "visa_h1b", "step3_required_for", "accepts_img"})
_FIRST_COUNTS = frozenset({"step2_required_by", "letters_min", "letters_us_min", "usce_months"})


@dataclass(frozen=True, slots=True)
class PageFact:
    """One rule a page states: its name and value, and where on the page it stands.

    `text` is the page's text from `start` up to `end`.
    """

    name: str
    value: FactScalar
    text: str
    start: int
    end: int


def read_program_page(text: str) -> tuple[PageFact, ...]:
    """Read what a program's page states: `READ_FACTS` first, in their order, then what it counts.

    Why: these are proposals for a person to accept. A fact that two statements give
    differently, neither more plainly than the other, is left out: a rule taken wrongly
    costs an application, one that is missed costs a look.

    Notes
    -----
    Wishes ("preferred", "recommended") are never limits. Linear in the length of the page.
    """
    page = _of_applicants(text)
    return tuple(_facts(_not_from_ways_out(page, _proposals(page))))


def read_undecided(text: str) -> tuple[Undecided, ...]:
    """Read the rules a page states with a way out: "unless", "may be waived", "preferably".

    Why: whether such a rule holds is for the person to say; dropped in silence, it would be
    missed. A wish about what the page also rules firmly is left out.

    Notes
    -----
    Each is named once, in the order of the page. Linear in the length of the page.
    """
    page = _of_applicants(text)
    stated = {fact.name for fact in _facts(_proposals(page))}
    found: dict[str, Undecided] = {}
    for bare in bare_statements(page):
        for one in undecided_of(bare, _chosen(_proposals((bare.statement,)))):
            if not (bare.soft and one.name in stated):
                found.setdefault(one.name, one)
    for before, after in pairwise(page):
        if OUT.search(after.words):
            for one in after_the_rule(text, before, after, _chosen(_proposals((before,)))):
                found.setdefault(one.name, one)
    return tuple(sorted(found.values(), key=lambda one: one.start))


def _of_applicants(text: str) -> tuple[Statement, ...]:
    return tuple(one for one in statements(text) if not not_of_applicants(one))


def _proposals(page: Sequence[Statement]) -> dict[str, list[Proposal]]:
    found: dict[str, list[Proposal]] = {}
    for rules in (
        visa_proposals,
        exam_proposals,
        experience_proposals,
        paper_proposals,
        share_proposals,
    ):
        for proposal in rules(page):
            found.setdefault(proposal.name, []).append(proposal)
    return found


def _not_from_ways_out(
    page: Sequence[Statement], found: dict[str, list[Proposal]]
) -> dict[str, list[Proposal]]:
    """Leave out what only "unless …" names: it lets people off one rule and makes no other."""
    for bare in bare_statements(page):
        if bare.soft:
            continue
        for name in set(found) - _OF_WAYS_OUT - set(_proposals((bare.statement,))):
            found[name] = [one for one in found[name] if one.statement != bare.whole]
    return found


def _chosen(found: dict[str, list[Proposal]]) -> tuple[Proposal, ...]:
    """The plainest proposal of each rule."""
    held = ((name, _choose(name, found.get(name, ()))) for name in READ_FACTS)
    hands_off = _value(found, "usce_required") != "yes"
    return tuple(
        one
        for name, one in held
        if one and not (hands_off and name in {"usce_months", "usce_hands_on_required"})
    )


def _facts(found: dict[str, list[Proposal]]) -> Iterator[PageFact]:
    hands_off = _value(found, "usce_required") != "yes"
    for name in (*READ_FACTS, *COUNTED_FACTS):
        if hands_off and name in {"usce_months", "usce_hands_on_required"}:
            continue
        chosen = _choose(name, found.get(name, ()))
        if chosen is not None:
            one = chosen.statement
            yield PageFact(name, chosen.value, one.text, one.start, one.end)


def _value(found: dict[str, list[Proposal]], name: str) -> FactScalar | None:
    chosen = _choose(name, found.get(name, ()))
    return chosen.value if chosen else None


def _choose(name: str, proposals: Sequence[Proposal] | Iterable[Proposal]) -> Proposal | None:
    """The plainest proposal; None when equally plain ones contradict each other."""
    held = list(proposals)
    if not held:
        return None
    if name in _MILDEST_FIRST:
        order = _MILDEST_FIRST[name]
        return min(held, key=lambda one: (order.index(one.value), -one.weight))
    best = max(one.weight for one in held)
    plainest = [one for one in held if one.weight == best]
    if len({one.value for one in plainest}) > 1 and name not in _FIRST_COUNTS:
        return None
    if name == "letters_min":
        return max(plainest, key=lambda one: int(one.value))
    return plainest[0]
