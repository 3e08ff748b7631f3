"""What a line says beyond its log, or beyond what its role does, weighed word by word.

Lists of verbs and things decide what is plainly a claim; much inflation is said in words that no
list holds ("guided the cardiologist on next steps"). Here every word, pair of words and act that
the log does not hold has a weight, learned from pairs of one duty told honestly and inflated.

Source: `docs/decisions/0053-claims-as-acts.md` (how the weights were found, how well
they do); `python -m benchmarks.lint train` writes them again.
"""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib import resources
from itertools import pairwise
from typing import NamedTuple

from preround.writing.rules.kit.acts import (
    Act,
    Thing,
    Token,
    is_thing,
    lexicon,
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
from preround.writing.rules.kit.line import Line, Part, role_class

Span = tuple[int, int]
CLINICIAN = re.compile(
    r"^(?:physician|doctor|nurse|surgeon|pharmacist|attending|resident|cardiologist|clinician"
    r"|provider|hospitalist|oncologist|radiologist|pathologist|investigator|preceptor|therapist"
    r"|dermatologist|psychiatrist|neurologist|paramedic|supervisor|pi|md|rn|medic|dietitian"
    r"|intensivist|anesthesiologist|specialist|pediatrician|consultant|prescriber|midwife"
    r"|obstetrician|dentist)(?:s|'s|s')?$"
)
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
EDGE = "^"
END = "$"
STEM = 5
GRAM = 4
SHORTEST = 20
FEWEST_WORDS = 4
#: A clause by itself must weigh this much more than a whole sentence, in log odds.
CLAUSE_ALONE = 2.0
#: A sentence that adds less than this says what the log says, however strong its words.
NOTHING_NEW, LOGGED_SO = -0.65, -1.0
SCALE = 1000.0
BIAS = "(bias)"
MIX = ("(mix: added)", "(mix: line)", "(mix: log)", "(mix: bias)")
NOT_VERB_LISTS = ("health", "weighty", "weighty_about", "strong")


class Weights(NamedTuple):
    """Weights of features for a line with a log and for one with its role alone, and the mix.

    `mix` joins what a line adds to its log, how the line sounds for the role, and how the log
    itself sounds, into log odds.
    """

    logged: Mapping[str, float]
    by_role: Mapping[str, float]
    mix: tuple[float, ...]


class Weighed(NamedTuple):
    """How much a sentence adds, above zero for what inflated lines add, and the words for it."""

    score: float
    start: int
    end: int


@cache
def weights() -> Weights:
    """The shipped weights; thousandths, one row a feature."""
    path = resources.files("preround.writing").joinpath("data/added_weights.csv")
    logged: dict[str, float] = {}
    by_role: dict[str, float] = {}
    with path.open("r", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            for table, cell in ((logged, row["logged"]), (by_role, row["by_role"])):
                if cell != "0":
                    table[row["feature"]] = int(cell) / SCALE
    return Weights(logged, by_role, tuple(logged[name] for name in MIX))


def sentences(line: Line) -> list[Part]:
    """The parts of a line; what tells of no act ("; fourth author") stays with what it tells of."""
    found: list[Part] = []
    for part in line.parts:
        before = found[-1] if found else None
        between = line.text[before.start + len(before.text) : part.start] if before else "\n"
        if before and "\n" not in between and ";" in between and not acts_of(part.text):
            found[-1] = Part(line.text[before.start : part.start + len(part.text)], before.start)
        else:
            found.append(part)
    return found


def weigh(part: Part, role: str, duty: str) -> Weighed:
    """How much a sentence, or a clause of it, adds to its log; to its role, where none is logged.

    Log odds beside a log, a plain score without one.
    """
    most = _weigh(part.text, role, duty)
    if duty.strip():
        for text, at in _clauses(part.text):
            one = _weigh(text, role, duty)
            if one.score - CLAUSE_ALONE > most.score:
                most = Weighed(one.score - CLAUSE_ALONE, at + one.start, at + one.end)
    return most._replace(start=part.start + most.start, end=part.start + most.end)


def _clauses(text: str) -> Iterator[tuple[str, int]]:
    """What lies between one act and the next, where it is long enough to say something."""
    cuts = [0]
    for act in acts_of(text)[1:]:
        if len(text[cuts[-1] : act.start].split()) >= FEWEST_WORDS:
            cuts.append(act.start)
    for start, end in pairwise((*cuts, len(text))) if len(cuts) > 1 else ():
        yield text[start:end].rstrip(" ,"), start


@lru_cache(maxsize=1024)
def _weigh(text: str, role: str, duty: str) -> Weighed:
    known = weights()
    found = features(text, role, "")
    score, said = _score(known.by_role, found)
    if duty.strip():
        before, _ = _score(known.by_role, features(duty, role, ""))
        found = features(text, role, duty)
        added, said = _score(known.logged, found)
        score = sum(a * b for a, b in zip(known.mix, (added, score, before, 1.0), strict=True))
        score = min(score, LOGGED_SO) if added < NOTHING_NEW else score
    return Weighed(score, *_deciding(text, said, found))


def _score(known: Mapping[str, float], found: Mapping[str, Span]) -> tuple[float, dict[str, float]]:
    """A weighted sum, and what each feature brought to it."""
    size = math.sqrt(len(found) + SHORTEST)
    said = {name: known[name] / size for name in found if name in known}
    return known[BIAS] + sum(said.values()), said


def _deciding(text: str, said: Mapping[str, float], found: Mapping[str, Span]) -> Span:
    """The act that weighs most, or the words that do where no act is found."""
    spans = [(act.start, act.end) for act in acts_of(text)] or [
        found[name] for name in said if found[name][1]
    ]
    best = (0, len(text))
    most = 0.0
    for start, end in spans:
        gain = sum(
            weight for name, weight in said.items()
            if found[name][0] < end and start < found[name][1]
        )  # fmt: skip
        if gain > most:
            best, most = (start, end), gain
    return best


@lru_cache(maxsize=512)
def features(text: str, role: str, duty: str) -> Mapping[str, Span]:
    """What a sentence adds to its log, each feature with the place of its words.

    Notes
    -----
    Without a log everything is added, and the role's class stands beside the verbs.
    """
    own = FOR_WHOM.sub(" ", BY_OTHERS.sub(" ", duty))
    stems = frozenset(token.plain[:STEM] for token in tokens_of(own))
    tokens = tokens_of(text)
    found: dict[str, Span] = {}
    for name, span in (
        *_of_words(tokens, stems), *_of_pairs(tokens, stems), *_of_acts(text, duty, stems),
    ):  # fmt: skip
        found.setdefault(name, span)
    if SUPERVISED.search(text):
        found["sup"] = (0, 0)
    for claim in claims_made(text) - claims_made(duty):
        found[f"c:{claim}"] = (0, 0)
    if duty:
        if only_lesser(duty):
            found["lesser"] = (0, 0)
        return found
    kind = role_class(role)
    for name, span in tuple(found.items()):
        if name.startswith(("g:", "a:")):
            found[f"r{kind}:{name}"] = span
    found[f"R:{kind}"] = (0, 0)
    return found


@cache
def _small() -> tuple[frozenset[str], frozenset[str]]:
    """Words that say nothing by themselves, and those left out even of pairs."""
    grammar = lexicon()["grammar"]
    return frozenset(grammar["empty"]), frozenset(("a", "an", "the", "about", "my", "our"))


def _is_new(word: str, stems: frozenset[str]) -> bool:
    return word[:STEM] not in stems and word not in _small()[0] and word[0].isalpha()


def _of_words(tokens: Sequence[Token], stems: frozenset[str]) -> Iterator[tuple[str, Span]]:
    """Each new word by its stem, its letters, and the lists of verbs and things it stands in."""
    for n, token in enumerate(tokens):
        if not _is_new(token.plain, stems):
            continue
        span = (token.start, token.end)
        for name in _of_word(token.plain):
            yield name, span
        verb = verb_at(tokens, n)
        if verb and verb.base[:STEM] not in stems:
            marks = ("v", "to") if n and tokens[n - 1].word == "to" else ("v",)
            for mark in marks:
                yield f"{mark}b:{verb.base}", span
                for group in verb_groups().get(verb.base, ()):
                    yield f"{mark}g:{group}", span


@lru_cache(maxsize=4096)
def _of_word(word: str) -> tuple[str, ...]:
    edged = f"<{word}>"
    letters = (edged[n : n + GRAM] for n in range(len(edged) - GRAM + 1))
    kinds = _kinds(Thing(word, frozenset(("patient", "medical", "clinical"))))
    return (
        f"o:{word[:STEM]}",
        *(f"l:{gram}" for gram in letters),
        *(f"n:{kind}" for kind in kinds),
    )


def _of_pairs(tokens: Sequence[Token], stems: frozenset[str]) -> Iterator[tuple[str, Span]]:
    """Who stands beside which word: clinicians, and patients beside what is new."""
    kept = [token for token in tokens if token.word[0].isalnum() and token.word not in _small()[1]]
    last = kept[-1].end if kept else 0
    edges = Token(EDGE, EDGE, 0, 0), Token(END, END, last, last)
    for one, other in pairwise((edges[0], *kept, edges[1])):
        kinds = _shape(one.plain), _shape(other.plain)
        new = _is_new(one.plain, stems) or _is_new(other.plain, stems)
        if "CLIN" in kinds or (new and "PAT" in kinds):
            yield f"{'b' if new else 'k'}:{kinds[0]} {kinds[1]}", (one.start, other.end)


@lru_cache(maxsize=4096)
def _shape(word: str) -> str:
    """A word as it stands in pairs: clinicians, patients and figures are alike."""
    if word[:1].isdigit():
        return "#%" if word.endswith("%") else "#"
    if CLINICIAN.match(word):
        return "CLIN"
    return "PAT" if PATIENT.match(word) else word


def _of_acts(text: str, duty: str, stems: frozenset[str]) -> Iterator[tuple[str, Span]]:
    logged = _verbs_of(duty)
    for act in acts_of(text):
        span = (act.start, act.end)
        new = act.base not in logged and act.base[:STEM] not in stems
        groups = verb_groups().get(act.base, ("unlisted",))
        if new:
            yield f"a:{act.base}", span
            yield from ((f"g:{group}", span) for group in groups)
        yield from _of_things(act, groups, stems, new=new)


def _of_things(
    act: Act, groups: Sequence[str], stems: frozenset[str], *, new: bool
) -> Iterator[tuple[str, Span]]:
    span = (act.start, act.end)
    for thing in act.things:
        kinds = _kinds(thing)
        new_thing = thing.head[:STEM] not in stems
        for kind in kinds if new or new_thing else ():
            yield from ((f"gt:{group} {kind}", span) for group in groups)
        yield from ((f"t:{kind}", span) for kind in kinds if new_thing)


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
