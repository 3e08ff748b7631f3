"""What a page's own words point at, and which questions are still open before paying."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from preround.domain.finding import Finding, Severity
from preround.openings.classify import Classified, classify
from preround.openings.guide import Question, WarningRule, guide
from preround.openings.opening import LETTER_LABEL, Freshness, Opening, freshness
from preround.openings.wording import REMEMBERED, read_duties, said, who_may_apply

FREE_MAIL = re.compile(
    r"@(?:gmail|googlemail|yahoo|hotmail|outlook|live|icloud|aol|proton(?:mail)?|gmx|ymail|mail)\.",
    re.IGNORECASE,
)
ANY_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w{2,}")
REFUND = re.compile(r"\brefund\w*|\bmoney back\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered to one question, and on which day."""

    text: str
    day: dt.date


@dataclass(frozen=True, slots=True)
class Pointed:
    """One thing pointed out: the rule, the words that show it, and the answer where one came."""

    rule: WarningRule
    quote: str
    question: Question
    answer: Answer | None = None

    @property
    def is_open(self) -> bool:
        """Whether nobody has answered the question that settles it."""
        return self.answer is None

    def finding(self, place: str) -> Finding:
        """The same as a finding."""
        severity = Severity.NOTE if self.rule.note else Severity.WARNING
        return Finding(
            self.rule.code, severity, place, self.rule.message, self.question.ask,
            self.rule.citations[0],
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Vetted:
    """Everything pointed out in one opening, and each question with its answer."""

    pointed: tuple[Pointed, ...]
    questions: tuple[tuple[Question, Answer | None], ...]

    @property
    def warnings(self) -> tuple[Pointed, ...]:
        """What the page's words claim."""
        return tuple(one for one in self.pointed if not one.rule.note)

    @property
    def open_warnings(self) -> tuple[Pointed, ...]:
        """Claims whose question nobody has answered."""
        return tuple(one for one in self.warnings if one.is_open)

    @property
    def notes(self) -> tuple[Pointed, ...]:
        """What is missing, so that it can be asked."""
        return tuple(one for one in self.pointed if one.rule.note)

    @property
    def open_questions(self) -> tuple[Question, ...]:
        """Questions without an answer; those that something points at come first."""
        urgent = {one.rule.question for one in self.pointed}
        waiting = [question for question, answer in self.questions if answer is None]
        return tuple(sorted(waiting, key=lambda one: one.code not in urgent))

    @property
    def n_answered(self) -> int:
        """How many questions have an answer."""
        return sum(answer is not None for _, answer in self.questions)


@dataclass(frozen=True, slots=True)
class _Look:
    opening: Opening
    kind: Classified
    today: dt.date
    needs_visa: bool | None
    quotes: Mapping[str, str]


def vet(
    opening: Opening,
    today: dt.date,
    *,
    answers: Mapping[str, Answer] = MappingProxyType({}),
    needs_visa: bool | None = None,
) -> Vetted:
    """Point out what deserves a question; nothing is accused.

    Parameters
    ----------
    today
        To tell how old the reading is.
    answers
        Question code to what was answered; a warning that it settles stays, as answered.
    needs_visa
        Whether the person needs a visa; None says nothing of visas.
    """
    look = _Look(opening, classify(opening), today, needs_visa, _quotes(opening.page_words))
    questions = guide().questions
    found = []
    for rule in guide().warnings:
        quote = _looks(rule, look)
        if quote is not None:
            question = questions[rule.question]
            found.append(Pointed(rule, quote, question, answers.get(rule.question)))
    asked = tuple((one, answers.get(code)) for code, one in questions.items())
    return Vetted(tuple(found), asked)


def is_letter_promised(opening: Opening) -> bool:
    """Whether its words promise a letter beforehand."""
    return "letter_promised" in _quotes(opening.page_words)


def _looks(rule: WarningRule, look: _Look) -> str | None:
    """The words that show it, "" where there are none to quote, None where it does not hold."""
    if rule.pattern is not None:
        return look.quotes.get(rule.code)
    name, _, field = rule.check.partition(":")
    if name == "empty":
        return None if getattr(look.opening, field) else ""
    return CHECKS[name](look)


@lru_cache(maxsize=REMEMBERED)
def _quotes(text: str) -> Mapping[str, str]:
    """The words of a page that its rules' patterns find, by the rule's code."""
    found = {}
    for rule in guide().warnings:
        if rule.pattern is None:
            continue
        if rule.negation_counts:
            match = rule.pattern.search(text)
            words = match[0] if match else ""
        else:
            words = said(rule.pattern, text, rule.unless)
        if words:
            found[rule.code] = " ".join(words.removeprefix(LETTER_LABEL).split())
    return found


def _label_differs(look: _Look) -> str | None:
    return "" if look.kind.differs else None


def _visa_and_hands_on(look: _Look) -> str | None:
    who = who_may_apply(look.opening.who_may_apply)
    student = who.students and who.graduates is False
    hands_on = look.kind.hands_on and look.kind.kind != "employment"
    return "" if look.needs_visa and hands_on and not student else None


def _no_duties(look: _Look) -> str | None:
    opening = look.opening
    known = opening.duties or opening.may_do or read_duties(opening.duty_words).because
    return None if known else ""


def _no_refund_words(look: _Look) -> str | None:
    known = REFUND.search(look.opening.page_words)
    return None if not look.opening.fee_usd or known else ""


def _free_mail(look: _Look) -> str | None:
    addresses = ANY_MAIL.findall(look.opening.contact)
    free = [one for one in addresses if FREE_MAIL.search(one)]
    return free[0] if addresses and len(free) == len(addresses) else None


def _undated(look: _Look) -> str | None:
    return "" if look.opening.read is None else None


def _stale(look: _Look) -> str | None:
    return "" if freshness(look.opening, look.today) is Freshness.STALE else None


CHECKS: Mapping[str, Callable[[_Look], str | None]] = MappingProxyType(
    {
        "label_differs": _label_differs,
        "visa_and_hands_on": _visa_and_hands_on,
        "no_duties": _no_duties,
        "no_refund_words": _no_refund_words,
        "free_mail": _free_mail,
        "undated": _undated,
        "stale": _stale,
    }
)
