"""What the workbench's buttons do to the sheet: one word each, the sheet after it out."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from django.http import QueryDict

from preround.domain.errors import UserError
from preround.domain.program import Track
from preround.domain.rank_sheet import MOST_PRIORITIES, Codes, Priority, RankSheet
from preround.jobs.rank_list import (
    RankBench,
    by_scores,
    moved,
    ranked_last,
    reordered,
    taken_off,
)
from preround.plan.match_week import load_match_week
from preround.web.errors import UnknownAction
from preround.web.typed import whole_number

LONGEST_NAME = 40


class UnknownRank(UserError):
    """A program that is not on the list, or an order that is not of this list."""

    http_status = 422

    def __init__(self, got: str) -> None:
        super().__init__(
            f"{got!r}: no rank of this list as it stands. Nothing was changed; load the page again."
        )


class PriorityRefused(UserError):
    """A priority of one's own that cannot be kept."""

    http_status = 422


def changed(bench: RankBench, post: QueryDict) -> RankSheet:
    """Do what one button says to the list as it stands.

    Raises
    ------
    UnknownAction, UnknownRank
        For any other word, or a program the list does not have.
    """
    sheet, shown = bench.sheet, bench.codes
    rest = tuple(one.program.nrmp_code for one in bench.waiting)
    verb, _, code = post.get("do", "").partition(" ")
    if verb == "order":
        wanted = tuple(post.get("order", "").split())
        if sorted(wanted) != sorted(shown):
            raise UnknownRank(" ".join(wanted))
        return reordered(sheet, wanted)
    if verb == "all":
        return ranked_last(sheet, by_scores(sheet, all_to_rank(bench)), shown)
    if verb == "scores":
        return reordered(sheet, by_scores(sheet, shown))
    if verb in ("up", "down", "off"):
        if code not in shown:
            raise UnknownRank(code)
        return (
            taken_off(sheet, code)
            if verb == "off"
            else moved(sheet, code, -1 if verb == "up" else 1, shown)
        )
    if verb in ("on", "leave"):
        if code not in rest:
            raise UnknownRank(code)
        return ranked_last(sheet, [code], shown) if verb == "on" else taken_off(sheet, code)
    raise UnknownAction(verb)


def all_to_rank(bench: RankBench) -> Codes:
    """Every interview not decided; first years only where nothing advanced needs them."""
    programs = [row.program for row in bench.rows] + [one.program for one in bench.waiting]
    advanced = any(one.track is Track.ADVANCED for one in programs)
    return tuple(
        one.program.nrmp_code
        for one in bench.waiting
        if not (one.left_off or one.is_first_year)
        and not (advanced and one.program.track is Track.PRELIMINARY)
    )


def first_years_changed(
    sheet: RankSheet, post: QueryDict, advanced: str, listed: Codes, addable: Codes
) -> RankSheet:
    """Add to, order or cut one advanced position's first-year list."""
    verb, _, code = post.get("do", "").partition(" ")
    years = list(listed)
    if verb == "on" and code in addable:
        years.append(code)
    elif verb in ("up", "off") and code in years:
        at = years.index(code)
        years.pop(at)
        if verb == "up":
            years.insert(max(at - 1, 0), code)
    else:
        raise UnknownRank(code)
    return replace(sheet, first_years={**sheet.first_years, advanced: tuple(years)})


def weighed(sheet: RankSheet, post: QueryDict) -> RankSheet:
    """The sheet with weights as sent, and perhaps one priority of the person's own.

    Raises
    ------
    PriorityRefused
        When the new one has no room, no name or somebody else's.
    """
    kept = tuple(
        replace(one, weight=min(whole_number(post.get(f"weight-{one.key}", ""), one.weight), 5))
        for one in sheet.priorities
    )
    name = " ".join(post.get("new", "").split())
    if not name:
        return replace(sheet, priorities=kept)
    if len(name) > LONGEST_NAME:
        raise PriorityRefused(f"A priority's name has at most {LONGEST_NAME} characters.")
    if name.casefold() in {one.name.casefold() for one in kept}:
        raise PriorityRefused(f"{name} is among your priorities already.")
    if len(kept) >= MOST_PRIORITIES:
        raise PriorityRefused(
            f"{MOST_PRIORITIES} priorities are the most; set one to 0 and use that instead."
        )
    key = f"own-{sum(one.key.startswith('own-') for one in kept) + 1}"
    weight = min(whole_number(post.get("new-weight", ""), 3), 5)
    return replace(sheet, priorities=(*kept, Priority(key, name, weight)))


def ticked(sheet: RankSheet, post: QueryDict, shown: Codes, today: dt.date) -> RankSheet:
    """The sheet with the checks ticked, and the list certified or not."""
    known = [one.key for one in load_match_week().checks if one.by_hand]
    ticks = tuple(key for key in known if key in post.getlist("tick"))
    sheet = replace(sheet, ticked=ticks)
    wanted = post.get("certify", "")
    if wanted == "yes":
        return replace(sheet, certified=shown, certified_on=today)
    if wanted == "no":
        return replace(sheet, certified=(), certified_on=None)
    return sheet
