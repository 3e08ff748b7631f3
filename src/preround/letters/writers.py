"""Each writer as a card: days together, what they saw, when to ask, what to mind."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from preround.letters.record import IN, PROMISED, LettersRecord, LetterStatus, Writer
from preround.letters.rules import LetterRules
from preround.letters.seen import Together, together

DAY = dt.timedelta(days=1)
SETTLED = {
    LetterStatus.ASSIGNED: "Nothing more to do. Tell them in March where you matched.",
    LetterStatus.DECLINED: "Thank them, and ask somebody else.",
}


@dataclass(frozen=True, slots=True)
class NextAct:
    """What to do next with one writer; `day` is None where nothing fixes one."""

    words: str
    day: dt.date | None = None
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Flag:
    """Something to mind; `kind` names it, so that a page can say more of it."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class WriterCard:
    """One writer; `ask_from` is None where nothing says when they worked together."""

    writer: Writer
    together: Together
    ask_from: dt.date | None
    ask_by: dt.date
    next_act: NextAct
    flags: tuple[Flag, ...]


def writer_cards(
    record: LettersRecord, rules: LetterRules, upload_by: dt.date, today: dt.date
) -> tuple[WriterCard, ...]:
    """All writers, those with something to do soonest first, those who declined last.

    Parameters
    ----------
    upload_by
        The day letters should be there.
    """
    cards = [_card(writer, record, rules, upload_by, today) for writer in record.writers]
    return tuple(sorted(cards, key=_order))


def known_well(cards: tuple[WriterCard, ...], today: dt.date) -> int:
    """How many writers the person has worked with long enough to ask, or has asked."""
    return sum(
        card.ask_from is not None and card.ask_from <= today
        if card.writer.status is LetterStatus.THINKING
        else card.writer.status is not LetterStatus.DECLINED
        for card in cards
    )


def _order(card: WriterCard) -> tuple[bool, bool, dt.date, str]:
    status = card.writer.status
    return (
        status is LetterStatus.DECLINED,
        status is LetterStatus.ASSIGNED,
        card.next_act.day or dt.date.max,
        card.writer.name,
    )


def _card(
    writer: Writer,
    record: LettersRecord,
    rules: LetterRules,
    upload_by: dt.date,
    today: dt.date,
) -> WriterCard:
    time = together(record, writer, today)
    ask_by = upload_by - DAY * rules.upload_days
    ask_from = _ask_from(time, rules)
    act = _next(writer, ask_from, ask_by, upload_by, rules, today)
    return WriterCard(
        writer, time, ask_from, ask_by, act, _flags(writer, time, ask_by, today, rules)
    )


def _ask_from(time: Together, rules: LetterRules) -> dt.date | None:
    """Two months after the first day, or the last week of a rotation that ended before that."""
    if time.first is None or time.last is None:
        return None
    after = time.first + DAY * rules.together_days
    span = (time.last - time.first).days + 1
    if rules.rotation_days <= span < rules.together_days:
        return min(after, time.last - DAY * (rules.last_week_days - 1))
    return after


def _next(
    writer: Writer,
    ask_from: dt.date | None,
    ask_by: dt.date,
    upload_by: dt.date,
    rules: LetterRules,
    today: dt.date,
) -> NextAct:
    match writer.status:
        case LetterStatus.THINKING:
            return _when_to_ask(writer, ask_from, ask_by, today)
        case LetterStatus.ASKED:
            return _until_they_answer(writer, rules, today)
        case LetterStatus.AGREED:
            return NextAct("Give them the packet and the Letter Request Form.", today)
        case LetterStatus.PACKET_GIVEN:
            return _until_it_is_in(upload_by, rules, today)
        case LetterStatus.UPLOADED:
            return NextAct("Assign it to your programs in MyERAS, and thank them.", upload_by)
        case LetterStatus.ASSIGNED | LetterStatus.DECLINED:
            return NextAct(SETTLED[writer.status])


def _when_to_ask(
    writer: Writer, ask_from: dt.date | None, ask_by: dt.date, today: dt.date
) -> NextAct:
    if today > ask_by:
        return NextAct(f"Ask today: the good day was {_words(ask_by)}.", ask_by, is_late=True)
    if writer.former:
        return NextAct(f"Ask for a letter about that time, by {_words(ask_by)}.", ask_by)
    if ask_from is None:
        return NextAct("Log the days you work together; then it says when to ask.")
    if today < ask_from:
        return NextAct(f"Ask for feedback; for the letter from {_words(ask_from)} on.", ask_from)
    return NextAct(f"Ask now, by {_words(ask_by)} at the latest.", today)


def _until_they_answer(writer: Writer, rules: LetterRules, today: dt.date) -> NextAct:
    if writer.asked_on is None:
        return NextAct("Wait two weeks for the answer, then ask once more.")
    again = writer.asked_on + DAY * rules.answer_days
    if today < again:
        return NextAct(f"Wait for the answer; ask once more on {_words(again)}.", again)
    return NextAct("Ask once more, kindly; then ask somebody else.", again, is_late=True)


def _until_it_is_in(upload_by: dt.date, rules: LetterRules, today: dt.date) -> NextAct:
    remind = upload_by - DAY * rules.remind_days
    if today < remind:
        return NextAct(f"Remind them once, on {_words(remind)}.", remind)
    if today <= upload_by:
        return NextAct(f"Remind them now: it is needed by {_words(upload_by)}.", today)
    words = "Ask whether it is coming; plan with another letter beside it."
    return NextAct(words, upload_by, is_late=True)


def _flags(
    writer: Writer, time: Together, ask_by: dt.date, today: dt.date, rules: LetterRules
) -> tuple[Flag, ...]:
    found = []
    if writer.asked_to_draft and writer.status not in IN:
        found.append(
            Flag("draft", "Asked you to draft it yourself: thank them, offer the packet instead.")
        )
    if writer.waived is False:
        found.append(Flag("waiver", "Not waived: a letter you can read is given less weight."))
    asked = (LetterStatus.ASKED, *PROMISED, *IN)
    if writer.waived is None and writer.status in asked:
        found.append(Flag("waiver", "Whether you waive your right to read it is not noted."))
    is_short = time.n_days + 5 * time.n_weeks < rules.few_days
    if is_short and time.logged and not writer.former and writer.together_from is None:
        found.append(
            Flag("few", f"Only {time.logged} logged together: too little to speak of yet.")
        )
    if writer.status is LetterStatus.THINKING and today > ask_by:
        found.append(Flag("late", "Past the good day to ask: ask today, or plan without it."))
    if writer.us_physician is False:
        found.append(
            Flag("abroad", "Not a U.S. physician: best beside two letters from U.S. physicians.")
        )
    return tuple(found)


def _words(day: dt.date) -> str:
    return f"{day.day} {day:%b %Y}"
