"""What a line says its writer did: each act, on what, found by a small grammar of English."""

from __future__ import annotations

import itertools
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib import resources
from typing import Any, NamedTuple

TOKEN = re.compile(r"\d[\d,.+–%-]*|[A-Za-z][\w’'&-]*|[,;:()]")


class Token(NamedTuple):
    """A word of a part: as written small, without 's, and where it stands."""

    word: str
    plain: str
    start: int
    end: int


class Verb(NamedTuple):
    """A verb found: its plain form, its form, how many tokens it takes."""

    base: str
    form: str
    length: int


@dataclass(frozen=True, slots=True)
class Thing:
    """What an act is done to: the head word and the words that describe it."""

    head: str
    modifiers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Act:
    """One act of the writer; `clause` holds what a question word opens after the verb."""

    base: str
    things: tuple[Thing, ...]
    start: int
    end: int
    clause: str = ""
    after: str = ""
    one_only: bool = False


@cache
def lexicon() -> dict[str, Any]:
    """The lists of `data/acts.toml`."""
    text = resources.files("preround.writing").joinpath("data/acts.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def small(kind: str) -> frozenset[str]:
    """The small words of one kind: what cuts, joins, counts or stands for another."""
    return frozenset(lexicon()["grammar"][kind])


@cache
def verb_forms() -> dict[str, tuple[tuple[tuple[str, ...], str, str], ...]]:
    """First word of every form of every verb: (words after it, plain form, kind of form)."""
    table = lexicon()
    bases: set[str] = set()
    for name, entry in (*table["verbs"].items(), *table["above_log"].items()):
        bases |= set(entry) if name not in ("health", "weighty", "weighty_about") else set()
    found: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for base in bases:
        first, *rest = base.split()
        for form, kind in _forms(first, table["irregular"].get(first, ())):
            found.setdefault(form, []).append((tuple(rest), base, kind))
    return {
        word: tuple(sorted(options, key=lambda one: -len(one[0])))
        for word, options in found.items()
    }


def _forms(base: str, irregular: Sequence[str]) -> Iterator[tuple[str, str]]:
    yield base, "base"
    yield _third(base), "third"
    if irregular:
        yield from ((form, "gerund" if form.endswith("ing") else "past") for form in irregular)
        return
    if base.endswith("e"):
        yield f"{base}d", "past"
        yield f"{base[:-1]}ing", "gerund"
    elif base.endswith("y") and base[-2] not in "aeou":
        yield f"{base[:-1]}ied", "past"
        yield f"{base}ing", "gerund"
    else:
        yield f"{base}ed", "past"
        yield f"{base}ing", "gerund"
        if base[-1] not in "aeiouwxy" and base[-2] in "aeiou":
            yield f"{base}{base[-1]}ed", "past"
            yield f"{base}{base[-1]}ing", "gerund"


def _third(base: str) -> str:
    if base.endswith("y") and base[-2] not in "aeou":
        return f"{base[:-1]}ies"
    return f"{base}es" if base.endswith(("s", "sh", "ch", "x", "z")) else f"{base}s"


@lru_cache(maxsize=4096)
def tokens_of(text: str) -> tuple[Token, ...]:
    """Words and the marks that cut a sentence."""
    found = []
    for match in TOKEN.finditer(text):
        word = match.group().lower().replace("’", "'")
        plain = re.sub(r"(?:'s|s')$", lambda m: "s" if m.group() == "s'" else "", word)
        found.append(Token(word, plain.rstrip("."), match.start(), match.end()))
    return tuple(found)


def verb_at(tokens: Sequence[Token], at: int) -> Verb | None:
    """The verb that begins at a token, the longest that fits."""
    if at >= len(tokens):
        return None
    for rest, base, form in verb_forms().get(tokens[at].word, ()):
        if tuple(token.word for token in tokens[at + 1 : at + 1 + len(rest)]) == rest:
            return Verb(base, form, 1 + len(rest))
    return None


def acts(text: str) -> tuple[Act, ...]:
    """Every act that a sentence or bullet says its writer did, in order.

    Notes
    -----
    What others did (after who, when, as …), what was watched, helped or learned, and what was done
    to nobody named are left out. About 20 microseconds a word.
    """
    tokens = tokens_of(text)
    found: list[Act] = []
    tense, learned, blocked = "", False, False
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.word in (",", ";"):
            blocked = False
        elif _opens_other(tokens, at):
            blocked = True
        verb = verb_at(tokens, at) or _unlisted(tokens, at)
        if verb is None:
            at += 1
            continue
        mine = not blocked and _is_writers(tokens, at, verb, tense, learned=learned)
        if mine:
            tense = tense or ("" if verb.form == "gerund" else verb.form)
            learned = verb.base.split()[0] in small("learning")
            act = _act(tokens, at, verb, text)
            if not act.things and found and _on_same(tokens, at + verb.length):
                act = replace(act, things=found[-1].things)
            found.append(act)
        at += verb.length
    return tuple(found)


def _unlisted(tokens: Sequence[Token], at: int) -> Verb | None:
    """A past form that no list knows, where a clause begins."""
    word = tokens[at].word
    before = tokens[at - 1].word if at else ""
    begins = not at or before in small("joins") or before in ("i", "we") or before.endswith("ly")
    if not (begins and len(word) > 4 and _looks_past(word)):
        return None
    if at and tokens[at - 1].word in ("and", "or"):
        after = tokens[at + 1].word if at + 1 < len(tokens) else ""
        if not (
            after in small("determiners") | small("breaks") | small("pronouns")
            or after[:1].isdigit()
        ):
            return None
    clause = itertools.takewhile(
        lambda one: one.word not in small("breaks") | small("joins"), tokens[at + 1 :]
    )
    return None if any(one.word in small("went") for one in clause) else Verb(word, "past", 1)


def _on_same(tokens: Sequence[Token], at: int) -> bool:
    """Whether a pronoun stands for what was named before."""
    return at < len(tokens) and tokens[at].word in small("pronouns")


def _opens_other(tokens: Sequence[Token], at: int) -> bool:
    """Whether another subject takes over here: who, that, when, before the nurse."""
    word = tokens[at].word
    follows = tokens[at + 1].word if at + 1 < len(tokens) else ""
    if word in ("as", "while", "before", "after", "since", "when") and follows.endswith("ing"):
        return False
    if word in small("opens_other"):
        return at > 0 or word not in ("as", "when", "while", "what", "how")
    return (
        word in small("then_other")
        and (follows in ("the", "a", "an", "they", "patients", "each"))
        and (any(verb_at(tokens, n) for n in range(at + 2, min(at + 5, len(tokens)))))
        and word != "for"
    )


def _is_writers(tokens: Sequence[Token], at: int, verb: Verb, tense: str, *, learned: bool) -> bool:
    """Whether the verb is what the writer did: at the start of a clause, in the line's tense."""
    before = at - 1
    if tokens[before].word == "i" and at:
        return True
    if verb.base == "responsible for" and at and tokens[before].word in ("was", "am", "were"):
        before -= 1
    while before >= 0 and _is_adverb(tokens[before].word):
        before -= 1
    word = tokens[before].word if before >= 0 else ""
    if verb.form == "gerund":
        if word in small("gerund_after") or word in small("joins") or not word:
            return not learned or word == ","
        return word in ("for", "of", "with", "in") and _is_duty(tokens, before)
    if (
        tense == "past"
        and verb.form in ("base", "third")
        and tokens[at].word not in small("same_in_past")
    ):
        return False
    if tense in ("base", "third") and verb.form not in (tense, "gerund"):
        return False
    own_base = verb.form in ("base", "third") and verb.base != "responsible for"
    if not tense and own_base and before >= 0 and word not in ("i", "we", *small("joins")):
        return False
    if not word or word in small("joins") or word in (";", ":", "("):
        return True
    return verb.form == "past" and not tense and _is_lead_in(tokens[: before + 1])


def _is_adverb(word: str) -> bool:
    return word.endswith("ly") or word in small("auxiliary")


def _is_duty(tokens: Sequence[Token], at: int) -> bool:
    """Whether "responsible", "tasked" or the like stands before the preposition."""
    earlier = {token.word for token in tokens[max(0, at - 2) : at]}
    return bool(earlier & {"responsible", "charge", "tasked", "entrusted", "duties", "charged",
                           "role", "skilled", "proficient", "experienced"})  # fmt: skip


def _is_lead_in(earlier: Sequence[Token]) -> bool:
    """Whether all that stands before is where, when or in what number."""
    words = [token.word for token in earlier]
    return words[0] in small("lead_in") and "," not in words


def _act(tokens: Sequence[Token], at: int, verb: Verb, text: str) -> Act:
    after = at + verb.length
    shared = after
    while shared < len(tokens) and tokens[shared].word in small("joins"):
        joined = verb_at(tokens, shared + 1)
        if joined is not None:
            shared += 1 + joined.length
        elif shared + 1 < len(tokens) and _looks_past(tokens[shared + 1].word):
            shared += 2
        else:
            break
    things, last = _object(tokens, shared)
    clause = ""
    if last < len(tokens) and tokens[last].word in (
        "which", "who", "whom", "whether", "if", "how", "what", "when",
    ):  # fmt: skip
        clause = " ".join(token.word for token in tokens[last : last + 12])
    end = tokens[max(last - 1, at)].end
    follows = tokens[after].word if after < len(tokens) else ""
    one_only = follows in ("a", "an", "one", "the", "my", "his", "her")
    return Act(verb.base, things, tokens[at].start, end, clause, text[end:], one_only)


def _object(tokens: Sequence[Token], at: int) -> tuple[tuple[Thing, ...], int]:
    """The things named after a verb, up to the next preposition, clause or verb."""
    things: list[Thing] = []
    words: list[str] = []
    position = at
    while position < len(tokens):
        word = tokens[position].plain
        if word == "to" and _is_range(tokens, position):
            position += 1
            continue
        if word in small("breaks") or (
            words and (word in small("after_noun") or word in small("times"))
        ):
            break
        if word in small("joins"):
            if _next_is_clause(tokens, position + 1):
                break
            if not (words and words[-1] in small("adjectives")):
                _close(things, words)
        elif word == "of":
            if words and words[-1] not in small("partitive"):
                complement, after = _object(tokens, position + 1)
                extra = frozenset(
                    part for thing in complement for part in (thing.head, *thing.modifiers)
                )
                _close(things, words, extra)
                return tuple(things), after
            words = words[:-1]
        elif words and _is_participle(tokens, position):
            break
        elif (
            word not in small("determiners") | small("pronouns")
            and not word[0].isdigit()
            and not word.endswith("ly")
        ):
            words.append(word)
        position += 1
    _close(things, words)
    return tuple(things), position


def _next_is_clause(tokens: Sequence[Token], at: int) -> bool:
    """Whether a joined verb follows, so that the object is over."""
    while at < len(tokens) and (_is_adverb(tokens[at].word) or tokens[at].word in small("joins")):
        at += 1
    verb = verb_at(tokens, at)
    if verb is None:
        return at < len(tokens) and _looks_past(tokens[at].word)
    return verb.form not in ("base", "third") or at == len(tokens) - 1


def _is_participle(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word goes on about the noun before it: order sets used for."""
    if not (_looks_past(tokens[at].word) or tokens[at].word in ("given", "made", "written")):
        return False
    return at + 1 == len(tokens) or tokens[at + 1].word in small("breaks")


def _is_range(tokens: Sequence[Token], at: int) -> bool:
    """Whether "to" stands between two figures."""
    around = tokens[at - 1 : at + 2]
    return len(around) == 3 and around[0].word[0].isdigit() and around[2].word[0].isdigit()


def _looks_past(word: str) -> bool:
    return word.endswith("ed") and len(word) > 3 and word not in ("need", "feed", "bed", "seed")


def _close(things: list[Thing], words: list[str], extra: frozenset[str] = frozenset()) -> None:
    if words:
        things.append(Thing(words[-1], frozenset(words[:-1]) | extra))
        words.clear()


@cache
def _group(name: str) -> tuple[frozenset[str], tuple[str, ...], dict[str, Any]]:
    entry = lexicon()["things"][name]
    return frozenset(entry["heads"]), tuple(entry.get("endings", ())), entry


def is_thing(thing: Thing, name: str) -> bool:
    """Whether a thing belongs to a named list, by its head and the words it needs or forbids."""
    heads, endings, entry = _group(name)
    head = thing.head
    forms = {head, head.removesuffix("s"), head.removesuffix("es"), f"{head[:-3]}y"}
    matched = forms & heads
    if not matched and not (endings and any(form.endswith(endings) for form in forms)):
        return False
    about = thing.modifiers
    if any(set(word.split()) <= about for word in entry.get("unless", ())):
        return False
    needs = entry.get("needs", [])
    for form in sorted(matched):
        needs = entry.get("needs_for", {}).get(form, needs)
    return not needs or bool(about & set(needs))
