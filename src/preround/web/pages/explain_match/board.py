"""One step as a board: both sides with their lists, and lines between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from preround.jobs.match_steps import Answer, Side, SmallMarket, Step


@dataclass(frozen=True, slots=True)
class Entry:
    """One name of a list and how it stands: open, struck, held, asked."""

    name: str
    state: str


@dataclass(frozen=True, slots=True)
class Person:
    """One applicant with the list as it stands."""

    name: str
    wishes: Sequence[Entry]
    held_at: str | None
    asks: bool
    partner: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """One program: its seats, taken or free, and its list."""

    name: str
    seats: Sequence[str]
    ranks: Sequence[Entry]
    asks: bool


@dataclass(frozen=True, slots=True)
class Board:
    """Everything one step draws."""

    people: Sequence[Person]
    places: Sequence[Place]
    lines: SafeString


def draw_board(market: SmallMarket, side: Side, step: Step) -> Board:
    """Draw one step of a market."""
    asked = {(who, where) for who, where in step.asked if where}
    return Board(
        [_person(market, side, step, name, asked) for name in market.applicants],
        [_place(market, side, step, k, asked) for k in range(len(market.programs))],
        _lines(market, step, asked),
    )


Pairs = set[tuple[str, str]]


def _state(struck: bool, held: bool, asked: bool) -> str:
    if asked:
        return "asked"
    return "held" if held else "struck" if struck else "open"


def _person(market: SmallMarket, side: Side, step: Step, name: str, asked: Pairs) -> Person:
    couple, held_at = market.couple, step.match_of(name)
    if couple and name in couple.members:
        at = couple.members.index(name)
        other = couple.members[1 - at]
        now = (step.match_of(couple.members[0]), step.match_of(couple.members[1]))
        wanted = tuple(where for _, where in step.asked) if len(step.asked) == 2 else ()
        wishes = [
            Entry(
                pair[at] or "unmatched", _state(False, pair == now, pair == wanted and bool(asked))
            )
            for pair in couple.pairs
        ]
        return Person(name, wishes, held_at, name in dict(step.asked), other)
    ours = side is Side.APPLICANTS
    wishes = [
        Entry(
            wish,
            _state(ours and (name, wish) in step.struck, wish == held_at, (name, wish) in asked),
        )
        for wish in market.applicants[name]
    ]
    return Person(name, wishes, held_at, ours and name in dict(step.asked))


def _place(market: SmallMarket, side: Side, step: Step, k: int, asked: Pairs) -> Place:
    it = market.programs[k]
    held = step.holds[it.name]
    theirs = side is Side.PROGRAMS
    ranks = [
        Entry(
            name,
            _state(theirs and (name, it.name) in step.struck, name in held,
                   (name, it.name) in asked),
        )
        for name in it.ranks
    ]  # fmt: skip
    seats = [*held, *[""] * (it.quota - len(held))]
    return Place(it.name, seats, ranks, theirs and any(where == it.name for _, where in asked))


def _lines(market: SmallMarket, step: Step, asked: Pairs) -> SafeString:
    """Lines at the middles of the rows, in percent, so that they fit whatever the width."""
    names, places = list(market.applicants), [one.name for one in market.programs]
    let_go = {(who, where) for who, where in step.let_go if where}
    held = {(who, where) for where, people in step.holds.items() for who in people}
    kinds = [(pair, "is-held") for pair in held - asked]
    kinds += [(pair, "is-gone") for pair in let_go - held]
    kinds += [(pair, "is-asked" if step.answer is Answer.HELD else "is-refused") for pair in asked]

    def y(k: int, n: int) -> str:
        return f"{100 * (k + 0.5) / n:.2f}%"

    return format_html_join(
        "",
        "{}",
        (
            (_line(y(names.index(who), len(names)), y(places.index(where), len(places)), kind),)
            for (who, where), kind in sorted(kinds, key=lambda one: (one[1] == "is-asked", one))
        ),
    )


def _line(y1: str, y2: str, kind: str) -> SafeString:
    line = format_html('<line class="{}" x1="0" x2="100%" y1="{}" y2="{}"/>', kind, y1, y2)
    ends = format_html('<circle class="{}" cx="100%" cy="{}" r="4"/>', kind, y2)
    if kind in ("is-refused", "is-gone"):
        middle = f"{(float(y1[:-1]) + float(y2[:-1])) / 2:.2f}%"
        ends = format_html(
            '<svg x="50%" y="{}" overflow="visible">'
            '<path class="{}" d="M-5 -5L5 5M-5 5L5 -5"/></svg>',
            middle,
            kind,
        )
    return format_html("{}{}", line, ends)
