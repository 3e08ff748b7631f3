"""A task and its job as named features, each with the words it was read from."""

from __future__ import annotations

from preround.audit.grammar import Reading, read
from preround.audit.jobs import JobKind, job_kind
from preround.audit.knowledge import Signs
from preround.audit.words import Hit, stem

#: How far each kind of feature may pull: a sign of grammar much, two plain words little.
PLAIN_WORD, TWO_WORDS, CONCEPT, SIGN = 0.75, 0.5, 0.7, 3.75
MARKS = frozenset(",;:.()/")
STOP = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "and",
        "or",
        "to",
        "in",
        "for",
        "with",
        "on",
        "by",
        "as",
        "is",
        "are",
        "be",
        "any",
        "their",
        "such",
        "its",
    ]
)
WITH_KIND = frozenset(
    [
        "patient",
        "client",
        "clinician",
        "staff",
        "outside",
        "customer",
        "talk",
        "phone",
        "visit",
        "drug",
        "teach",
        "meeting",
        "system",
        "record",
        "chart_record",
        "specimen",
        "interpret",
        "money",
        "authorization",
        "lead_contact",
        "paper",
    ]
)

#: How far it pulls, the first word that gave it (-1 for none) and the word after the last.
Feature = tuple[float, int, int]
Features = dict[str, Feature]


def features(task: str, job: str) -> tuple[Features, Reading]:
    """Named features of a task, each a weight and the span of words that gave it.

    Notes
    -----
    Linear in the words of the task; about 0.2 ms a task.
    """
    reading = read(task)
    kind = job_kind(job)
    found: Features = {}
    _concepts(reading, kind, found)
    for name, hit in Signs(reading, kind).found.items():
        _add(found, f"s:{name}", SIGN, hit)
    _words(reading, found)
    return found, reading


def _add(found: Features, name: str, weight: float, hit: Hit | None = None) -> None:
    if name not in found:
        found[name] = (weight, hit.first, hit.after) if hit else (weight, -1, -1)


def _concepts(reading: Reading, kind: JobKind, found: Features) -> None:
    names = {hit.name for hit in reading.hits}
    lead = _lead(reading)
    health = "health_word" in names
    _add(found, f"job:{kind.setting}", 1.0)
    _add(found, f"job:{kind.setting}&{'health' if health else 'plain'}", 2.0)
    end = _main_clause(reading)
    for hit in reading.hits:
        _add(found, f"c:{hit.name}", CONCEPT, hit)
        if hit.first < end:
            _add(found, f"main:{hit.name}", CONCEPT, hit)
        if hit.first <= lead:
            _add(found, f"lead:{hit.name}", CONCEPT, hit)
        if kind.setting != "care":
            _add(found, f"{kind.setting}:c:{hit.name}", 0.7, hit)
        if hit.name in WITH_KIND:
            for one in kind.kinds:
                _add(found, f"kind:{one}:c:{hit.name}", 0.7, hit)
    for one in kind.kinds:
        _add(found, f"kind:{one}", 0.5)
    for relation in reading.relations:
        _add(found, f"r:{relation.name}", 1.0, relation)
    _pairs(names, found)


def _lead(reading: Reading) -> int:
    """Where the opening verb stands: the first word that is no adverb."""
    for place, word in enumerate(reading.words):
        if not word.plain.endswith("ly") and word.plain not in MARKS:
            return place
    return 0


MEANS = frozenset(
    ["including", "through", "using", "via", "within", "according", "based", "so", "because"]
)


def _main_clause(reading: Reading) -> int:
    """Where what is done ends, and how, why or "such as" begins."""
    plain = [word.plain for word in reading.words]
    for place in range(2, len(plain)):
        if plain[place] in MEANS or (
            plain[place] == "such" and plain[place + 1 : place + 2] == ["as"]
        ):
            return place
        if plain[place] == "to" and plain[place - 1] != "," and _verb_follows(plain, place):
            return place
    return len(plain)


def _verb_follows(plain: list[str], place: int) -> bool:
    after = plain[place + 1] if place + 1 < len(plain) else ""
    return stem(after) in PURPOSES


PURPOSES = frozenset(
    stem(word)
    for word in [
        "ensure",
        "determine",
        "obtain",
        "provide",
        "detect",
        "prepare",
        "identify",
        "assist",
        "help",
        "inform",
        "improve",
        "maintain",
        "meet",
        "verify",
        "assess",
        "facilitate",
        "support",
        "aid",
        "plan",
        "see",
        "check",
        "make",
        "document",
        "prevent",
        "develop",
        "answer",
        "coordinate",
        "schedule",
        "complete",
        "understand",
        "use",
        "keep",
        "clarify",
        "establish",
        "resolve",
        "discuss",
        "explain",
        "reduce",
        "increase",
        "review",
        "address",
        "evaluate",
        "justify",
        "protect",
    ]
)

PAIRS = (
    ("talk", "patient"), ("talk", "client"), ("talk", "customer"), ("touch", "patient"),
    ("record", "chart_record"), ("record", "system"), ("infection", "supply"),
    ("quality", "record"), ("visit", "patient"), ("drug", "patient"), ("specimen", "patient"),
    ("record", "patient"), ("record", "client"), ("money", "patient"), ("research", "record"),
    ("research", "client"), ("improve", "quality"), ("talk", "educate_matter"),
    ("educate_matter", "staff"), ("teach", "system"), ("quality", "chart_record"),
    ("specimen", "touch"), ("specimen", "quality"), ("money", "clinician"), ("talk", "record"),
    ("transport", "patient"), ("transport", "specimen"), ("supply", "specimen"),
    ("phone", "patient"), ("emotion", "patient"), ("daily", "patient"), ("rules", "quality"),
)  # fmt: skip


def _pairs(names: set[str], found: Features) -> None:
    for one, other in PAIRS:
        if one in names and other in names:
            _add(found, f"{one}+{other}", 0.7)
    if not names & {"patient", "client", "customer", "community"}:
        _add(found, "nobody outside", 0.7)
    if not names & {"clinician", "staff", "outside", "meeting", "interpret"}:
        _add(found, "no colleague", 0.7)
    if not names & {"record", "system", "rules", "quality", "infection", "supply", "money"}:
        _add(found, "no system word", 0.7)


def _words(reading: Reading, found: Features) -> None:
    stems = [
        (stem(word.plain), place)
        for place, word in enumerate(reading.words)
        if word.plain not in MARKS
    ]
    before = "^"
    for one, place in stems:
        here = Hit("", place, place + 1)
        if one not in STOP:
            _add(found, f"w:{one}", PLAIN_WORD, here)
        if not (one in STOP and before in STOP):
            _add(found, f"b:{before} {one}", TWO_WORDS, here)
        before = one
