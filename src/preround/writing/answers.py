"""Interview questions by theme, the person's own facts that answer them, and an outline."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from preround.writing.evidence import (
    Sought,
    has_moved,
    has_sign,
    has_slip,
    is_routine,
    largest_number,
    rank_facts,
    same_matter,
    stem,
    stop_words,
    words,
)
from preround.writing.recorded import RecordedFact

__all__ = ["Answer", "RecordedFact", "Theme", "answer_question", "theme_of", "themes"]

STORY_STEPS = ("situation", "task", "action", "result", "problem", "change", "story")
#: Themes that ask for what went wrong by one's own hand; others put such a fact last.
OF_SLIPS = frozenset({"mistake", "weakness", "feedback", "attempt"})
#: Themes whose story may be a plain number: how much, how many taught.
OF_VOLUME = frozenset({"stress", "teaching", "home"})
#: A reason is one's own: "a caller was angry because his father waited" is not.
OWN = re.compile(r"\b(?:my|our|I|took|only)\b", re.IGNORECASE)
#: Where a line speaks of those one works with or for, a reason in it is theirs unless said so.
OF_OTHERS = re.compile(
    r"\b(?:patients?|pts?|callers?|clients?|participants?|residents?|physicians?|doctors?|md|"
    r"nurses?|rn|providers?|families|relatives?)\b",
    re.IGNORECASE,
)
FIRST_PERSON = re.compile(r"\b(?:my|our|I|I['’]?m|me|myself)\b", re.IGNORECASE)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
#: What makes a line a story and not a task alone.
STORY_SIGNS = ("story", "result", "problem", "reason", "near")
RECENT_DAYS = 550
SHORTEST_VERB = 5
ASK = {
    "reason": "Nothing recorded says why: one sentence of your own.",
    "number": "No fact has a number. Log one week with counts.",
    "result": "No fact shows what came of it. Say what changed, or what you do since.",
    "use": "Name the moment on a ward when you will use this.",
    "near": "No fact shows clinical contact. Name a course, an observership, an exam.",
    "dated": "No dated fact. Say from when to when.",
    "recent": "No fact of the last year and a half. Name the newest that you have.",
    "change": "No fact shows what you changed. Say what you do otherwise since.",
    "story": "No single moment is logged. Think of one person, one day.",
    "situation": "Nothing logged tells it. Say in two sentences who, where and what.",
    "task": "The log does not say what was yours, or who agreed. Add that.",
    "action": "The log does not say what you did yourself. Begin with a verb.",
    "agreed": "The log does not say who saw it or agreed. Name the role.",
    "problem": "Say what went wrong, or what was hard, in one sentence.",
    "work": "Nothing logged speaks to this. Log it, or say it in a sentence of your own.",
    "own": "Only you can say this.",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a theme's outline: what to say, and which kind of fact carries it."""

    say: str
    source: str


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme of interviews: how it is asked, which facts answer it, how an answer goes.

    A theme with words `about` is answered only by facts that hold one of them.
    """

    name: str
    title: str
    wants: str
    cues: tuple[str, ...]
    shows: tuple[str, ...]
    outline: tuple[Step, ...]
    questions: tuple[str, ...]
    about: tuple[str, ...] = ()
    narrow: tuple[str, str] = ("", "")

    def takes(self, fact: RecordedFact, question: str) -> bool:
        """Whether a fact is of the question's matter at all, and a story where one is wanted."""
        said = fact.text.casefold()
        asked, wanted = self.narrow
        if asked and re.search(asked, question.casefold()) and not re.search(wanted, said):
            return False
        if self.about and not any(re.search(rf"\b{word}", said) for word in self.about):
            return False
        if self.wants != "story" or self.name in OF_VOLUME:
            return True
        return any(
            has_sign(said, sign) for sign in ("story", "result", "problem", "reason", "near")
        )


@dataclass(frozen=True, slots=True)
class OutlineStep:
    """One step of an answer, the facts that carry it, and what to add where none does."""

    step: str
    facts: tuple[str, ...]
    add: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """Evidence and outline for one question; nothing in it was written for the person.

    Where no theme fits the question, `near` names the nearest ones and the outline is empty.
    """

    question: str
    theme: Theme
    evidence: tuple[RecordedFact, ...]
    outline: tuple[OutlineStep, ...]
    near: tuple[Theme, ...] = ()


@cache
def themes() -> tuple[Theme, ...]:
    """Every theme of the bank."""
    text = resources.files("preround.writing").joinpath("data/questions.toml").read_text("utf-8")
    return tuple(
        Theme(
            name,
            entry["title"],
            entry["wants"],
            tuple(entry["cues"]),
            tuple(entry["shows"]),
            tuple(Step(step["say"], step["from"]) for step in entry["outline"]),
            tuple(entry["questions"]),
            tuple(entry.get("about", ())),
            (entry["narrow"]["asked"], entry["narrow"]["about"]) if "narrow" in entry else ("", ""),
        )
        for name, entry in tomllib.loads(text).items()
    )


@cache
def _cues(theme: Theme) -> tuple[tuple[re.Pattern[str], float], ...]:
    return tuple(
        (
            re.compile(rf"\b{_as_said(cue)}\b"),
            len(cue.split()) + 0.1 * len(cue),
        )
        for cue in theme.cues
    )


def _as_said(cue: str) -> str:
    """A cue in every form it is said in: "improve" is also improved and improving."""
    if cue[-1] == "*":
        return re.escape(cue[:-1]) + r"\w*"
    if " " in cue or len(cue) < SHORTEST_VERB:
        return re.escape(cue)
    return re.escape(cue.removesuffix("e")) + r"(?:e|s|es|d|ed|ing|ment)?"


def theme_of(question: str) -> Theme:
    """The theme a question asks for: a question of the bank, else the most and longest cues."""
    return _placed(question) or next(one for one in themes() if one.name == "introduction")


def _placed(question: str) -> Theme | None:
    """The theme whose cues a question holds, or none."""
    asked = " ".join(question.lower().replace("’", "'").split())
    best, best_score = None, 0.0
    for theme in themes():
        score = sum(weight for pattern, weight in _cues(theme) if pattern.search(asked))
        if any(asked == known.lower() for known in theme.questions):
            score += 100
        if score > best_score:
            best, best_score = theme, score
    return best


def nearest_themes(question: str, wanted: int = 3) -> tuple[Theme, ...]:
    """Themes that share most words with a question; the first ones where none shares any."""
    asked = {stem(word) for word in words(question)} - stop_words()
    held = {
        theme.name: {stem(word) for text in (theme.title, *theme.questions) for word in words(text)}
        for theme in themes()
    }
    ranked = sorted(themes(), key=lambda theme: -len(asked & held[theme.name]))
    return tuple(ranked[:wanted])


def find_evidence(
    question: str, facts: Sequence[RecordedFact], *, today: date, wanted: int = 5
) -> tuple[RecordedFact, ...]:
    """The facts that answer a question best, best first."""
    theme = theme_of(question)
    facts = [fact for fact in facts if theme.takes(fact, question)]
    ranked = rank_facts(Sought(question, theme.shows, theme.wants), facts, today=today)
    if theme.name not in OF_SLIPS:
        ranked = tuple(sorted(ranked, key=lambda fact: has_slip(fact.text)))
    return ranked[:wanted]


def answer_question(
    question: str, facts: Sequence[RecordedFact], *, today: date, wanted: int = 5
) -> Answer:
    """Best facts, and an outline whose steps name the facts that could carry them.

    Notes
    -----
    A question that wants a story is answered from one: its best fact, with what else speaks of
    the same matter, carries every step it can. Others take a fact a step, none twice where another
    would do. A step that nothing carries says what to add. A question of no theme gets the nearest
    themes to choose from, and what facts share its words.
    """
    theme = theme_of(question)
    if _placed(question) is None:
        ranked = rank_facts(Sought(question, (), "work"), facts, today=today)
        return Answer(question, theme, ranked[:wanted], (), nearest_themes(question))
    everything = facts
    facts = [fact for fact in facts if theme.takes(fact, question)]
    evidence = find_evidence(question, facts, today=today, wanted=wanted)
    if theme.wants == "story" and not evidence:
        outline = [OutlineStep(step.say, (), ASK[step.source]) for step in theme.outline]
    elif theme.wants == "story":
        beside = (fact for fact in everything if not is_routine(fact.text))
        told = (evidence[0], *same_matter(evidence[0], beside))
        evidence = tuple(dict.fromkeys((*told, *evidence)))[:wanted]
        outline = [_from_story(step, told, evidence) for step in theme.outline]
    else:
        outline = _one_each(theme, evidence, facts, today)
        told_of = {name for step in outline for name in step.facts}
        evidence = evidence or tuple(fact for fact in facts if fact.id in told_of)[:wanted]
    return Answer(question, theme, evidence, tuple(outline))


def _from_story(
    step: Step, told: Sequence[RecordedFact], evidence: Sequence[RecordedFact]
) -> OutlineStep:
    if step.source == "own":
        return OutlineStep(step.say, (), ASK["own"])
    if step.source == "task":
        carried = [fact.id for fact in told if has_sign(fact.text, "agreed")]
    elif step.source == "story":
        carried = [told[0].id]
    elif step.source == "situation":
        dated = [fact for fact in told if fact.day is not None]
        carried = [min(dated, key=lambda fact: fact.day or date.max).id if dated else told[0].id]
    elif step.source in STORY_STEPS:
        carried = [fact.id for fact in told if has_sign(fact.text, step.source)]
    else:
        carried = [fact.id for fact in evidence if _carries(step.source, fact, None)]
    return OutlineStep(step.say, tuple(carried[:2]), "" if carried else ASK[step.source])


def _one_each(
    theme: Theme, evidence: Sequence[RecordedFact], facts: Sequence[RecordedFact], today: date
) -> list[OutlineStep]:
    """A fact a step, the best that fits and is not told yet."""
    used: set[str] = set()
    steps = []
    for step in theme.outline:
        fitting = [] if step.source == "own" else [
            fact
            for fact in (*evidence, *(fact for fact in facts if fact not in evidence))
            if _carries(step.source, fact, today)
        ]  # fmt: skip
        if step.source == "work":
            fitting = [fact for fact in fitting if fact in evidence]
        fitting.sort(key=lambda fact: (has_slip(fact.text), *_fits_less(step.source, fact)))
        fresh = [fact for fact in fitting if fact.id not in used] or fitting
        chosen = tuple(fact.id for fact in fresh[:1])
        used.update(chosen)
        steps.append(OutlineStep(step.say, chosen, "" if chosen else ASK[step.source]))
    return steps


def _fits_less(source: str, fact: RecordedFact) -> tuple[bool, float]:
    """What puts a fact later: a task's number wants routine and size, a result a number moved."""
    if source in ("number", "work"):
        return not is_routine(fact.text) or has_moved(fact.text), -largest_number(fact.text)
    if source == "result":
        return not (has_moved(fact.text) and has_sign(fact.text, "number")), 0.0
    if source == "reason":
        return not OWN.search(fact.text), 0.0
    if source == "use":
        return has_sign(fact.text, "near") or not is_routine(fact.text), 0.0
    return False, 0.0


def _carries(source: str, fact: RecordedFact, today: date | None) -> bool:
    if source == "dated":
        return fact.day is not None and (_is_reason(fact.text) or _is_dated(fact.text))
    if source == "reason":
        return _is_reason(fact.text)
    if source == "recent":
        return fact.day is not None and (today is None or (today - fact.day).days < RECENT_DAYS)
    return source == "work" or has_sign(fact.text, source)


def _is_reason(text: str) -> bool:
    """Whether a text gives a reason of one's own, not what those one works with went through."""
    is_ours = not OF_OTHERS.search(text) or bool(FIRST_PERSON.search(text))
    return is_ours and has_sign(text, "reason")


def _is_dated(text: str) -> bool:
    """Whether a text itself says when something of one's own was; the day of a log does not."""
    return bool(YEAR.search(text)) and not OF_OTHERS.search(text) and not is_routine(text)
