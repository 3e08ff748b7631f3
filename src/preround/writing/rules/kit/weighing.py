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

from preround.writing.rules.kit.acts import Act, is_thing, lexicon
from preround.writing.rules.kit.claims import SUPERVISED, acts_of, claims_made, only_lesser
from preround.writing.rules.kit.line import Part, role_class

Span = tuple[int, int]
WORD = re.compile(r"[a-z][a-z'-]+|\d+%?")
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
EDGE = "^"
END = "$"
STEM = 5
FEATURE_STEM = 6
SHORTEST = 8
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


class _Word(NamedTuple):
    word: str
    start: int
    end: int

    @property
    def kind(self) -> str:
        if CLINICIAN.match(self.word):
            return "CLIN"
        return "PAT" if PATIENT.match(self.word) else self.word


@cache
def weights() -> Weights:
    """The shipped weights; thousandths, one row a feature."""
    path = resources.files("preround.writing").joinpath("data/added_weights.csv")
    logged, by_role = {}, {}
    with path.open("r", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            for table, cell in ((logged, row["logged"]), (by_role, row["by_role"])):
                if cell != "0":
                    table[row["feature"]] = int(cell) / SCALE
    return Weights(logged, by_role, tuple(logged[name] for name in MIX))


def weigh(part: Part, role: str, duty: str) -> Weighed:
    """How much a sentence adds to its log, in log odds; to its role, where nothing is logged."""
    known = weights()
    alone = features(part.text, role, "")
    score, said = _score(known.by_role, alone)
    found = alone
    if duty.strip():
        found = features(part.text, role, duty)
        added, said = _score(known.logged, found)
        before, _ = _score(known.by_role, features(duty, role, ""))
        score = sum(a * b for a, b in zip(known.mix, (added, score, before, 1.0), strict=True))
    start, end = _deciding(part.text, said, found)
    return Weighed(score, part.start + start, part.start + end)


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
    stems = frozenset(word.word[:STEM] for word in _words(duty))
    found: dict[str, Span] = {}
    for name, span in (*_of_words(_words(text), stems), *_of_acts(text, duty, stems)):
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


def _words(text: str) -> list[_Word]:
    return [
        _Word(_figure(match.group()), match.start(), match.end())
        for match in WORD.finditer(text.lower())
    ]


def _figure(word: str) -> str:
    if not word[0].isdigit():
        return word
    return "#%" if word.endswith("%") else "#"


@cache
def _small() -> tuple[frozenset[str], frozenset[str]]:
    """Words that say nothing by themselves, and those left out even of pairs."""
    grammar = lexicon()["grammar"]
    return frozenset(grammar["empty"]), frozenset(("a", "an", "the", "about", "my", "our"))


def _is_new(word: str, stems: frozenset[str]) -> bool:
    return word[:STEM] not in stems and word not in _small()[0] and word[0] not in "#^$"


def _of_words(words: Sequence[_Word], stems: frozenset[str]) -> Iterator[tuple[str, Span]]:
    for word in words:
        if _is_new(word.word, stems):
            yield f"o:{word.word[:FEATURE_STEM]}", (word.start, word.end)
    kept = [word for word in words if word.word not in _small()[1]]
    last = kept[-1].end if kept else 0
    for one, other in pairwise((_Word(EDGE, 0, 0), *kept, _Word(END, last, last))):
        pair = f"{one.kind} {other.kind}"
        if _is_new(one.word, stems) or _is_new(other.word, stems):
            yield f"b:{pair}", (one.start, other.end)
        elif "CLIN" in (one.kind, other.kind):
            yield f"k:{pair}", (one.start, other.end)


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
        kinds = [name for name in lexicon()["things"] if is_thing(thing, name)]
        new_thing = thing.head[:STEM] not in stems
        if new or new_thing:
            yield f"ah:{act.base} {thing.head}", span
            for kind in kinds:
                yield f"at:{act.base} {kind}", span
                yield from ((f"gt:{group} {kind}", span) for group in groups)
        if new_thing:
            yield f"h:{thing.head}", span
            yield from ((f"t:{kind}", span) for kind in kinds)


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
