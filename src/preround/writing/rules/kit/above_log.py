"""A strong verb held against the log: what the log bears out, and what it does not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from preround.writing.rules.kit.acts import Act, lexicon
from preround.writing.rules.kit.claims import (
    OWN_STRETCH,
    SUPERVISED,
    acts_of,
    goes_on_otherwise,
    only_lesser,
)
from preround.writing.rules.kit.line import Line, Part

WORD = re.compile(r"[a-z]{3,}")
WHO = re.compile(r"(?:(?:ag|is|nat|ct|ess|ead)(?:er|or)s?|supervis(?:ion|ed))$")
NOUNS = {"examine": "exams", "assess": "assessment", "treat": "treatment", "diagnose": "diagnosis"}
ALIKE = (
    "teach", "make", "lead", "decide", "examine", "treat", "change", "result", "answer", "advise",
)  # fmt: skip
EVERYWHERE = frozenset(
    ("patie", "clini", "medic", "hospi", "healt", "care", "team", "staff", "work")
)
TOPIC = re.compile(
    r"\s*(?:through|on|about|of|in|regarding|with)\b(?:[^.;]{0,40}?)\b(diagnos\w+|prognos\w+"
    r"|treatment\w*|therap\w+|management|surgery|chemotherapy|code status"
    r"|goals of care|end-of-life|disease|conditions?|outcomes?)\b",
    re.IGNORECASE,
)
NAMED_BY_NOUNS = frozenset(("determine", "evaluate", "assess", "audit", "identify", "analyze"))
PEOPLE = frozenset(
    [
        "nurse",
        "nurses",
        "physician",
        "physicians",
        "doctor",
        "doctors",
        "clinician",
        "clinicians",
        "surgeon",
        "surgeons",
    ]
)
SHORT_LOG = 16
STEM = 5


def acts_above(line: Line) -> Iterator[tuple[int, Act]]:
    """Acts of authority that nothing in the log bears out, with where their part begins.

    Notes
    -----
    A short log is about this line. Of a long one only the entries that speak of the same things
    count, and where none does the claim is remembered, not contradicted.
    """
    seen = bool(SUPERVISED.search(line.duty)) or "supervis" in line.duty
    licensed = line.role_class in ("physician", "nurse", "licensed") and not only_lesser(line.duty)
    for part in line.parts if line.duty.strip() else ():
        found = SUPERVISED.search(part.text) if seen else None
        watched = found and found.start() > 0
        for act in acts_of(part.text) if not watched else ():
            if licensed and act.base not in lexicon()["above_log"]["leading"]:
                continue
            if goes_on_otherwise(act) or (act.base == "see" and act.one_only):
                continue
            if is_logged_act(act, line.duty):
                continue
            logged = _about(line.duty, act)
            if logged is None:
                continue
            bases, words = _log(logged)
            if _same_count(act, logged, part.text):
                continue
            much = _claims_much(act) and not _borne(act, bases, words)
            if much or _weighs(act, logged) or _tells_of_care(act, logged):
                yield part.start, act


def about_part(duty: str, part: Part) -> str | None:
    """The part of the log that speaks of a sentence's things; None where a long log does not."""
    if len(duty.split()) <= SHORT_LOG:
        return duty
    stems = frozenset(_stems(part.text)) - EVERYWHERE
    return "; ".join(entry for entry, of in _entries(duty) if stems & of) or None


def is_logged_act(act: Act, duty: str) -> bool:
    """Whether an empty verb stands on what the log does: performed registration, registered."""
    if act.base not in lexicon()["above_log"]["empty"] or not act.things:
        return False
    said = _done(duty)
    return all(
        any(_same_start(thing.head, other) for other in said) for thing in act.things
    ) and not any({*thing.modifiers} & set(lexicon()["above_log"]["weighty_about"])
                  for thing in act.things)  # fmt: skip


@lru_cache(maxsize=128)
def _done(duty: str) -> frozenset[str]:
    """Stems of what a log does: its verbs, and what it names without a verb."""
    found = [act for part in Line(duty).parts for act in acts_of(part.text)]
    handled = {word[:STEM] for act in found for word in _words_of(act)}
    return frozenset({act.base.split()[0][:STEM] for act in found} | (_log(duty)[1] - handled))


def _same_start(word: str, stem: str) -> bool:
    """Whether a word begins as a stem does: EKGs and ekg, registration and regis."""
    length = max(3, min(STEM, len(stem), len(word.removesuffix("s"))))
    return word[:length] == stem[:length]


@lru_cache(maxsize=32)
def _entries(duty: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """The entries of a log and the stems of their words."""
    return tuple((entry, frozenset(_stems(entry))) for entry in duty.split(";"))


@cache
def _modest() -> frozenset[str]:
    verbs = lexicon()["verbs"]
    return frozenset((*verbs["modest"], *verbs["lesser"]))


def _about(duty: str, act: Act) -> str | None:
    """The part of the log that speaks of an act's things; None where a long log does not."""
    if len(duty.split()) <= SHORT_LOG:
        return duty
    about = [entry for entry, of in _entries(duty) if _shared(act, of - EVERYWHERE)]
    return "; ".join(about) or None


def _stems(text: str) -> Iterator[str]:
    return (word[:STEM] for word in WORD.findall(text.lower()) if not WHO.search(word))


def _same_count(act: Act, logged: str, text: str) -> bool:
    """Whether the act is named in the log and counts what the log counts: "shift lead for 4"."""
    figures = set(re.findall(r"\d+", text[act.start : act.end]))
    named = bool(_named(act.base) & {word[:STEM] for word in WORD.findall(logged.lower())})
    return named and bool(figures & set(re.findall(r"\d+", logged))) and not _is_health(act)


def _claims_much(act: Act) -> bool:
    table = lexicon()["above_log"]
    if act.base in table["leading"] or act.base in table["clinical"]:
        return True
    return act.base not in _modest() and _is_health(act)


def _weighs(act: Act, logged: str) -> bool:
    """Whether a verb stands on a weighty thing that the log does not name."""
    table = lexicon()["above_log"]
    if act.base in _modest() and act.base not in (*table["light"], *table["carries"]):
        return False
    bases, words = _log(logged)
    heads = {thing.head for thing in act.things}
    if PEOPLE & heads and any(head[:STEM] in words for head in heads):
        heads -= PEOPLE
    if act.base in bases or _named(act.base) & words:
        heads -= {"patient", "patients"}
    about = {word for thing in act.things for word in thing.modifiers}
    weighty = {form for head in heads for form in (head, head.removesuffix("s"))}
    said = set(WORD.findall(logged.lower()))
    if act.base in table["teach"]:
        weighty |= about & PEOPLE if not heads & PEOPLE else set()
    return any(word[:STEM] not in words for word in weighty & {*table["weighty"], *PEOPLE}) or bool(
        about & set(table["weighty_about"]) - said
    )


def _tells_of_care(act: Act, logged: str) -> bool:
    """Whether a verb of telling goes on to care that the log does not name."""
    if act.base not in lexicon()["above_log"]["telling"]:
        return False
    match = TOPIC.match(act.after)
    return match is not None and match.group(1).lower()[:STEM] not in set(_stems(logged))


@lru_cache(maxsize=128)
def _log(duty: str) -> tuple[frozenset[str], frozenset[str]]:
    """The verbs of the log that are the writer's, and the stems of its words."""
    own = OWN_STRETCH.sub("", duty)
    bases = frozenset(act.base for part in Line(own).parts for act in acts_of(part.text))
    return bases, frozenset(_stems(own))


def _borne(act: Act, bases: frozenset[str], words: frozenset[str]) -> bool:
    """Whether the log has the same verb, or one like it, on something the line speaks of."""
    table = lexicon()["above_log"]
    about = not act.things or _shared(act, words)
    if act.base in bases or _named(act.base) & words:
        return about or act.base not in table["leading"]
    if not bases:
        said = {word[:STEM] for word in _words_of(act)}
        if act.base in table["leading"]:
            return len(said & words) > 1 or not _is_health(act)
        if act.base in table["make"]:
            return about
        return act.base in NAMED_BY_NOUNS and said <= words
    alike = {
        verb
        for name, group in table.items()
        if name in ALIKE and act.base in group
        for verb in group
    }
    return about and bool(bases & alike)


def _named(base: str) -> set[str]:
    """Stems by which a log of mere nouns names the act; who does it for a living is no act."""
    word = base.removeprefix("take ").split()[0]
    return {NOUNS.get(word, word)[:STEM]}


def _words_of(act: Act) -> set[str]:
    return {word for thing in act.things for word in (thing.head, *thing.modifiers)}


def _is_health(act: Act) -> bool:
    health = tuple(lexicon()["above_log"]["health"])
    return any(word.startswith(health) for word in _words_of(act))


def _shared(act: Act, words: frozenset[str]) -> bool:
    return any(word[:STEM] in words for word in _words_of(act) if len(word) > 2)
