"""What a line says beyond its log, as named features: words, kinds of deeds and things, acts.

Source: `docs/decisions/0053-claims-as-acts.md` (which features, and how well they do).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from preround.writing.rules.kit.acts import (
    Act,
    Thing,
    Token,
    is_thing,
    lexicon,
    small,
    tokens_of,
    verb_at,
)
from preround.writing.rules.kit.claims import (
    BY_OTHERS,
    SUPERVISED,
    acts_of,
    claims_made,
    only_lesser,
)
from preround.writing.rules.kit.line import role_class
from preround.writing.rules.kit.marks import ASKED, CLINICIAN, MOVED, OTHERS, marks_of
from preround.writing.rules.kit.word_classes import alike, deed_classes, thing_classes

PATIENT = re.compile(
    r"^(?:patients?|inpatients?|outpatients?|clients?|callers?|residents|participants?|people"
    r"|adults|children|families|members|visitors)'?s?$"
)
#: For whom it was done bears out no verb: counting for the director is no directing.
FOR_WHOM = re.compile(
    r"\b(?:for|to|by|with|from) (?:the |my |our |an? )?(?:\w+ )?"
    r"(?:director|supervisor|manager|leader|coordinator|investigator)s?\b",
    re.IGNORECASE,
)
VERB_LIKE = re.compile(r"(?:ed|ing)$")
ARTICLES = frozenset(("a", "an", "the"))
JOINED = frozenset(("to", "and", "or", "i", ","))
EDGE, END = "^", "$"
STEM, GRAM, LONG_ENOUGH = 5, 4, 5
MOST_THINGS = 4
NOT_VERB_LISTS = ("health", "weighty", "weighty_about", "strong")


@lru_cache(maxsize=512)
def logged_stems(duty: str) -> frozenset[str]:
    """Stems of the words of a log that are the writer's own, and of their like: pts, patients."""
    own = FOR_WHOM.sub(" ", BY_OTHERS.sub(" ", duty))
    words = {token.plain for token in tokens_of(own)}
    return frozenset(word[:STEM] for word in words.union(*map(alike, words)))


@lru_cache(maxsize=2048)
def clause_features(text: str, role: str, duty: str, *, watched: bool = False) -> frozenset[str]:
    """What a clause adds to its log: words, and kinds of deeds on kinds of things.

    Parameters
    ----------
    text, role, duty
        The clause, the role in the person's words, and the log; without a log everything is added.
    watched
        Whether the sentence around it says under whom it was done.
    """
    stems = logged_stems(duty)
    tokens = [token for token in tokens_of(text) if token.word[0].isalnum()]
    kind = role_class(role)
    return frozenset(
        (
            *(f"#{token.word[-1] == '%'}" for token in tokens if token.word[0].isdigit()),
            *_of_letters(tokens, stems),
            *_of_neighbors(tokens, stems),
            *_of_kinds(tokens, stems, kind),
            *_of_questions(tokens, stems),
            *_of_results(text, tokens),
            *marks_of(text),
            f"R:{kind}{'L' if duty.strip() else ''}",
            f"W:{watched}",
        )
    )


@lru_cache(maxsize=1024)
def features(text: str, role: str, duty: str) -> frozenset[str]:
    """What a whole sentence adds to its log: what its clauses do, and its acts and claims."""
    stems = logged_stems(duty)
    tokens = tokens_of(text)
    watched = bool(SUPERVISED.search(text))
    return frozenset(
        (
            *clause_features(text, role, duty, watched=watched),
            *_of_words(tokens, stems),
            *_of_people(tokens, stems),
            *_of_acts(text, duty, stems),
            *(f"c:{claim}" for claim in claims_made(text) - claims_made(duty)),
            *(("lesser",) if duty and only_lesser(duty) else ()),
        )
    )


@cache
def _dropped() -> frozenset[str]:
    return frozenset((*ARTICLES, "about", "my", "our"))


def _is_new(word: str, stems: frozenset[str]) -> bool:
    return word[:STEM] not in stems and word not in small("empty") and word[0].isalpha()


def _of_letters(tokens: Sequence[Token], stems: frozenset[str]) -> Iterator[str]:
    """Each new word by its stem and its letters."""
    for token in tokens:
        if _is_new(token.plain or "0", stems):
            yield f"o:{token.plain[:STEM]}"
            yield from _letters(token.plain)


@lru_cache(maxsize=4096)
def _letters(word: str) -> tuple[str, ...]:
    edged = f"<{word}>"
    runs = range(len(edged) - GRAM + 1 if len(word) >= LONG_ENOUGH else 0)
    return tuple(f"l:{edged[n : n + GRAM]}" for n in runs)


def _of_neighbors(tokens: Sequence[Token], stems: frozenset[str]) -> Iterator[str]:
    """Two words side by side, one of them new; figures are alike."""
    kept = [t.plain if t.word[0].isalpha() else "#" for t in tokens if t.word not in ARTICLES]
    for one, other in pairwise((EDGE, *kept, END)):
        if one[:STEM] not in stems or other[:STEM] not in stems:
            yield f"p:{one} {other}"


def _of_kinds(tokens: Sequence[Token], stems: frozenset[str], role: str) -> Iterator[str]:
    """Kinds of deeds, of things, and which deed comes before which thing; with the role."""
    deeds: list[tuple[str, int, bool]] = []
    things: list[tuple[str, int, bool]] = []
    for n, token in enumerate(tokens):
        if token.plain and token.plain[0].isalpha():
            new = token.plain[:STEM] not in stems
            things += [(kind, n, new) for kind in thing_classes(token.plain)]
            if _may_be_deed(tokens, n):
                whose = _whose(tokens, n)
                deeds += [(whose + kind, n, new) for kind in deed_classes(token.plain)]
    for mark, found in (("d", deeds), ("w", things)):
        for kind, _, new in found:
            yield from (f"{mark}:{kind}", f"{mark}:{kind}@{role}") if new else (f"{mark}k:{kind}",)
        if not found:
            yield f"no {mark}"
    for deed, at, new in deeds:
        later = [(thing, fresh) for thing, where, fresh in things if where > at]
        for thing, fresh in later[:MOST_THINGS]:
            if new or fresh:
                yield f"dw:{deed} {thing}"
                yield f"dw:{deed} {thing} {new:d}{fresh:d}"


def _is_other(tokens: Sequence[Token], at: int) -> bool:
    """Whether someone else stands there: a clinician, she, Dr. and a name."""
    word = tokens[at].plain
    named = at > 0 and tokens[at - 1].plain in ("dr", "mr", "ms", "mrs")
    return bool(named or word in OTHERS or CLINICIAN.match(word))


def _whose(tokens: Sequence[Token], at: int) -> str:
    """Whose deed it is, where that is said: "I ", "their "."""
    n = at - 1
    if n >= 0 and tokens[n].word.endswith("ly"):
        n -= 1
    if n >= 0 and tokens[n].word == "i":
        return "I "
    after = [token.word for token in tokens[at + 1 : at + 3]]
    if after in (["by", "me"], ["by", "myself"]):
        return "I "
    return "their " if n >= 0 and _is_other(tokens, n) else ""


def _of_questions(tokens: Sequence[Token], stems: frozenset[str]) -> Iterator[str]:
    """Kinds of things a question or a meaning is about: which drug, whether to treat."""
    opened = next((n for n, token in enumerate(tokens) if ASKED.match(token.word)), None)
    for token in tokens[opened:] if opened is not None else ():
        if token.plain[:STEM] not in stems:
            yield from (f"ask:{kind}" for kind in thing_classes(token.plain))
            yield from (f"ask:d {kind}" for kind in deed_classes(token.plain))


def _of_results(text: str, tokens: Sequence[Token]) -> Iterator[str]:
    """Kinds of things that went up or down, or were caught or kept off."""
    moved = MOVED.search(text)
    if moved:
        yield f"moved:{any(token.word[-1] == '%' for token in tokens)}"
        for token in tokens:
            yield from (f"moved:{kind}" for kind in thing_classes(token.plain))


def _may_be_deed(tokens: Sequence[Token], at: int) -> bool:
    before = tokens[at - 1].word if at else ""
    return bool(
        at == 0
        or VERB_LIKE.search(tokens[at].word)
        or before in JOINED
        or before.endswith("ly")
        or _is_other(tokens, at - 1)
        or (at == 1 and verb_at(tokens, at))
    )


def _of_words(tokens: Sequence[Token], stems: frozenset[str]) -> Iterator[str]:
    """The lists of verbs and things each new word stands in."""
    for n, token in enumerate(tokens):
        if not _is_new(token.plain or "0", stems):
            continue
        yield from _things_named(token.plain)
        verb = verb_at(tokens, n)
        if verb and verb.base[:STEM] not in stems:
            for mark in ("v", "to") if n and tokens[n - 1].word == "to" else ("v",):
                yield from (f"{mark}g:{group}" for group in verb_groups().get(verb.base, ()))


@lru_cache(maxsize=4096)
def _things_named(word: str) -> tuple[str, ...]:
    kinds = _kinds(Thing(word, frozenset(("patient", "medical", "clinical"))))
    return tuple(f"n:{kind}" for kind in kinds)


def _of_people(tokens: Sequence[Token], stems: frozenset[str]) -> Iterator[str]:
    """Who stands beside which word: clinicians, and patients beside what is new."""
    kept = [t.plain for t in tokens if t.word[0].isalnum() and t.word not in _dropped()]
    for one, other in pairwise((EDGE, *(word for word in kept if word), END)):
        shapes = _shape(one), _shape(other)
        new = _is_new(one, stems) or _is_new(other, stems)
        if "CLIN" in shapes or (new and "PAT" in shapes):
            yield f"{'b' if new else 'k'}:{shapes[0]} {shapes[1]}"


@lru_cache(maxsize=4096)
def _shape(word: str) -> str:
    """A word as it stands in pairs: clinicians, patients and figures are alike."""
    if word[:1].isdigit():
        return "#%" if word.endswith("%") else "#"
    if CLINICIAN.match(word):
        return "CLIN"
    return "PAT" if PATIENT.match(word) else word


def _of_acts(text: str, duty: str, stems: frozenset[str]) -> Iterator[str]:
    logged = _verbs_of(duty)
    for act in acts_of(text):
        new = act.base not in logged and act.base[:STEM] not in stems
        groups = verb_groups().get(act.base, ("unlisted",))
        if new:
            yield f"a:{act.base}"
            yield from (f"g:{group}" for group in groups)
        yield from _of_things(act, groups, stems, new=new)


def _of_things(
    act: Act, groups: Sequence[str], stems: frozenset[str], *, new: bool
) -> Iterator[str]:
    for thing in act.things:
        new_thing = thing.head[:STEM] not in stems
        for kind in _kinds(thing) if new or new_thing else ():
            yield from (f"gt:{group} {kind}" for group in groups)
            if new_thing:
                yield f"t:{kind}"


@lru_cache(maxsize=4096)
def _kinds(thing: Thing) -> tuple[str, ...]:
    return tuple(name for name in lexicon()["things"] if is_thing(thing, name))


@lru_cache(maxsize=128)
def _verbs_of(duty: str) -> frozenset[str]:
    return frozenset(act.base for act in acts_of(duty))


@cache
def verb_groups() -> Mapping[str, tuple[str, ...]]:
    """The named lists each verb stands in."""
    groups: dict[str, list[str]] = {}
    table = lexicon()
    for mark, lists in (("", table["verbs"]), ("A", table["above_log"])):
        for name, verbs in lists.items():
            for verb in verbs if name not in NOT_VERB_LISTS else ():
                groups.setdefault(verb, []).append(f"{mark}{name}")
    return {verb: tuple(names) for verb, names in groups.items()}
