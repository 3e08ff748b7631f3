"""Claims to clinical work: found in the text, weighed against role, supervision and log."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

from preround.writing.rules.kit.acts import Act, acts, is_thing, lexicon
from preround.writing.rules.kit.line import Line, Part
from preround.writing.rules.kit.rule import Spot

SUPERVISED = re.compile(
    r"\b(?:under (?:[\w’'-]+ ){0,4}(?:supervision|direction|guidance|oversight|orders?"
    r"|preceptor\w*|eyes?|protocol)"
    r"|under (?:an?|the|my|dr\.?) \w+|under (?:nurse|physician|attending|pharmacist|doctor)\w*"
    r"|\w+ present\b|supervised by|as directed by|directed by"
    r"|(?:nurse|physician|attending|pharmacist|rn|md|preceptor|faculty)[- ](?:supervised|led)"
    r"|as (?!i )(?:[\w’'-]+ ){1,5}(?:directed|instructed|ordered|dictated|prescribed|asked"
    r"|showed)"
    r"|alongside|with (?:the |an? |my )?(?:attending|supervising|senior|preceptor|supervisor)\b"
    r"|(?:with|while) (?:the |an? |my )?(?:\w+ ){0,2}(?:present|watching|beside me|in the room)"
    r"|supervised|standing orders?|per (?:[\w’']+ )?(?:protocol|order)|by (?:[\w’']+ )?protocol"
    r"|by (?:[\w’']+ )?orders?"
    r"|on (?:the )?[\w’']+ orders?"
    r"|for (?:the )?(?:[\w’']+ )?(?:review|signature|approval|decision|check))\b",
    re.IGNORECASE,
)
AGENT_AFTER = re.compile(
    r"^(?:\s+\w+){0,4}\s+(?:by|from|performed by|made by|led by) (?:the |an? |our |my )?"
    r"(?:physicians?|doctors?|nurses?|attendings?|residents?|surgeons?|providers?|clinicians?"
    r"|pharmacists?|cardiologists?|team|faculty|specialists?|hospitalists?)\b",
    re.IGNORECASE,
)
HONEST_BEFORE = re.compile(
    r"(?:\b(?:observ\w+|watch\w+|shadow\w+|saw|document\w+|record\w+|scrib\w+|transcrib\w+"
    r"|chart\w+|schedul\w+|prepar\w+|arrang\w+|not|never|no|without|nor|assist\w*(?: in| with)?"
    r"|help\w*(?: \w+)?|support\w*|set up(?: for)?|attend\w*|learn\w+(?: how)?(?: to)?|who|that"
    r"|which|been|were|was|being|told|asked|called|sent|informed|alerted|notified|to|the)"
    r"\s+(?:(?!and\b|then\b|or\b)[\w-]+\s+){0,2})$",
    re.IGNORECASE,
)
#: What is handed over together is a thing: "gave ice and prescribed inhalers".
HANDED_OVER = re.compile(
    r"\b(?:gave|giv\w+|hand\w*|fetch\w*|brought|bring\w*|carr\w+|deliver\w*|stor\w+|kept|count\w*"
    r"|pass\w*|label\w*|stock\w*|pack\w*)(?: (?:out|over|in))? (?:[\w-]+ ){1,3}and $",
    re.IGNORECASE,
)
OF_WHOM = re.compile(r"\b(?:who|which|whom)\b(?! I\b)[^,;.]*$", re.IGNORECASE)
OF_OTHERS = re.compile(r"\b(?:liv\w+|walk\w*|eat\w*|function\w*|age)\s+$", re.IGNORECASE)
WITH_RESPECT = re.compile(
    r"^\s*(?:with (?:\w+ )?(?:respect|dignity|kindness|courtesy|compassion|care|patience|fairness)"
    r"|fairly|kindly|equally|respectfully|as )",
    re.IGNORECASE,
)
TO_CLINICIANS = re.compile(
    r"^\s*(?:to|with) (?:the |an? |our |my )?(?:[\w-]+ )?(?:nurses?|physicians?|doctors?"
    r"|clinicians?|team|residents?|attending|providers?|staff|investigators?|supervisor|committee|fellow|preceptor"
    r"|mentor|faculty|professor|cardiologist|surgeon|specialist)\b",
    re.IGNORECASE,
)
SHOWN_THE_WAY = re.compile(r"^\s*(?:through(?:out)?|to|toward|into|out|away|back)\b", re.IGNORECASE)
INTO_A_SYSTEM = re.compile(
    r"^[^.,;]{0,12}\b(?:in|into|to) (?:the )?(?:[\w-]+ )?(?:waiting room|room|study|program|class"
    r"|portal|system|emr|ehr|epic|cerner|software|database|registry|hospital information)",
    re.IGNORECASE,
)
ABOUT_CARE = re.compile(
    r"\b(?:patients?|callers?|sick|ill|urgent\w*|emergenc\w+|emergency|severe|severity|treat\w*"
    r"|tests?|medic\w+|admi\w+|discharg\w+|triag\w+|doctor|physician|seen|care|symptoms?|same-day"
    r"|hospital|surgery|antibiotic\w*|dose\w*|children|critical\w*|needed|participants?)\b"
)
BENIGN = re.compile(
    r"\b(?:insurance|coverage|covered|financial|aid|benefits?|transport\w*|interpreters?|language"
    r"|discount|forms?|supply|supplies|rooms? (?:was|were|is)|copay\w*|network|charity|schedul\w+"
    r"|reminders?)\b"
)
SHOWN = frozenset(
    [
        "patients",
        "patient",
        "visitors",
        "visitor",
        "families",
        "family",
        "people",
        "children",
        "callers",
        "guests",
        "arrivals",
        "relatives",
        "ambulances",
        "students",
        "clients",
        "members",
        "them",
        "calls",
    ]
)
DIRECTING = frozenset(
    ("direct", "guide", "lead", "run", "carry", "control", "take over", "handle", "own")
)
HISTORY = frozenset(("history", "histories"))
CRAFTS = (("sonograph", "ultrasound echocardiogram sonogram"), ("radiolog", "x-ray"))
OF_OTHERS_HANDS = (
    r"(?:physician|doctor|nurse|surgeon|pharmacist|attending|resident|clinician|provider"
    r"|investigator|supervisor|manager|committee|technologist|therapist|pi|md|rn|rph|np|pa|dr)s?"
)
OTHERS_DID = (
    rf"\b\w+(?:ed|en) by (?:the |an? |my )?(?:\w+ )?{OF_OTHERS_HANDS}\b"
    rf"|(?:(?<=[,;.])\s*|\band )(?:the |an? |my )?{OF_OTHERS_HANDS} "
    r"(?:\w+ed|\w+[^s]s|wrote|gave|took|did|read|made|saw|chose)\b[^,;.]*"
)
BY_OTHERS = re.compile(OTHERS_DID, re.IGNORECASE)
OWN_STRETCH = re.compile(
    r"\b(?:who|which|that|when|because|while the|as the|so the|before the|after the|until the)\b"
    rf"[^,;.]*|{OTHERS_DID}",
    re.IGNORECASE,
)
PASSED_TO_TRIAGE = re.compile(
    r"\bto triage\b|\btriage (?:nurse|rn|line|desk|queue|room)s?\b", re.IGNORECASE
)
TRAINED_FOR = re.compile(
    r"phlebotom|venipunct|blood draw|ekg|ecg|vital|glucose|finger|injection|point-of-care|swab"
)
SHOTS = re.compile(r"vaccin|immuni|shots|b-?12|injections?$")
LENIENT = frozenset(("examine", "medicate", "lead", "plan_care", "treat", "consent"))
NO_ACT_NEEDED = ("independent", "result", "own_judgment")
WORDS = {
    "observer": "an observer",
    "student": "a student",
    "hands_on": "this role",
    "clerical": "this role",
    "outreach": "this role",
    "pharmacy": "a pharmacy technician",
    "laboratory": "a laboratory role",
    "language": "an interpreter",
    "research": "a research role",
    "volunteer": "a volunteer",
    "applicant": "an applicant",
}


class Hit(NamedTuple):
    """One place that makes a claim: where in the part, the act's verb, the words after."""

    start: int
    end: int
    base: str = ""
    heads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """One kind of claim, compiled from `data/claims.toml`."""

    name: str
    acts: tuple[tuple[str, str], ...]
    unless: tuple[str, ...]
    clauses: tuple[str, ...]
    patterns: tuple[re.Pattern[str], ...]
    may: frozenset[str]
    supervised: frozenset[str]
    duty: tuple[str, ...]
    message: str
    fix: str


@cache
def claims() -> dict[str, Claim]:
    """Every kind of claim by name."""
    text = resources.files("preround.writing").joinpath("data/claims.toml").read_text("utf-8")
    return {
        name: Claim(
            name,
            tuple((pair.split()[0], pair.split()[1]) for pair in entry.get("acts", ())),
            tuple(entry.get("unless", ())),
            tuple(entry.get("clauses", ())),
            tuple(re.compile(pattern, re.IGNORECASE) for pattern in entry["patterns"]),
            frozenset(entry["may"]),
            frozenset(entry["supervised"]),
            tuple(entry["duty"]),
            entry["message"],
            entry["fix"],
        )
        for name, entry in tomllib.loads(text).items()
    }


@lru_cache(maxsize=512)
def acts_of(text: str) -> tuple[Act, ...]:
    """The acts of a sentence, read once for all rules."""
    return acts(text)


@lru_cache(maxsize=128)
def claims_made(text: str) -> frozenset[str]:
    """The kinds of claim a text makes for its writer."""
    return frozenset(
        name
        for name, claim in claims().items()
        for part in Line(text).parts
        if next(_hits(claim, part.text), None)
    )


def check_claim(name: str) -> Callable[[Line], Iterable[Spot]]:
    """The check of one kind of claim."""

    def check(line: Line) -> Iterable[Spot]:
        claim = claims()[name]
        for part in line.parts:
            for hit in _hits(claim, part.text):
                if not _allowed(claim, line, part, hit):
                    said = part.text[hit.start : hit.end].strip()
                    who = WORDS.get(line.role_class, "this role")
                    yield Spot(
                        part.start + hit.start,
                        part.start + hit.end,
                        f'"{said}" {claim.message.format(role=who)}',
                        claim.fix,
                    )
                    break

    return check


def _hits(claim: Claim, text: str) -> Iterator[Hit]:
    for act in acts_of(text):
        if act.base == "prescribe" and HANDED_OVER.search(text[: act.start]):
            continue
        if _acts_so(claim, act) and not AGENT_AFTER.match(act.after):
            yield Hit(act.start, act.end, act.base, tuple(thing.head for thing in act.things))
    for pattern in claim.patterns:
        for match in pattern.finditer(text):
            before = text[max(0, match.start() - 45) : match.start()]
            if OF_OTHERS.search(before) or OF_WHOM.search(text[: match.start()]):
                continue
            honest = HONEST_BEFORE.search(before) or AGENT_AFTER.search(text[match.end() :][:60])
            if claim.name in NO_ACT_NEEDED or not honest:
                yield Hit(match.start(), match.end())


def _acts_so(claim: Claim, act: Act) -> bool:
    verbs = lexicon()["verbs"]
    for group, thing_name in claim.acts:
        if act.base not in verbs[group] or goes_on_otherwise(act, group):
            continue
        words = {word for thing in act.things for word in (thing.head, *thing.modifiers)}
        if words & set(claim.unless):
            continue
        if thing_name == "*":
            if act.things:
                return True
        elif any(is_thing(thing, thing_name) for thing in act.things):
            return True
    return any(act.base in verbs[group] for group in claim.clauses) and bool(
        act.clause and ABOUT_CARE.search(act.clause) and not BENIGN.search(act.clause)
    )


def goes_on_otherwise(act: Act, group: str = "") -> bool:
    """Idioms: treated with respect, directed patients to rooms, admitted into the system."""
    if group == "see" and act.one_only:
        return True
    if act.base == "treat":
        return bool(WITH_RESPECT.match(act.after))
    if act.base in DIRECTING and group in ("", "manage", "lead"):
        shown = any(thing.head in SHOWN for thing in act.things)
        return shown and bool(SHOWN_THE_WAY.match(act.after))
    if group in ("meaning", "explain"):
        return bool(TO_CLINICIANS.match(act.after))
    return act.base in ("admit", "discharge") and bool(INTO_A_SYSTEM.match(act.after))


def _allowed(claim: Claim, line: Line, part: Part, hit: Hit) -> bool:
    if claim.name == "result":
        return not SIZE.search(part.text) or _result_explained(line, part)
    if claim.name == "independent":
        if ALL_ALONE.search(part.text):
            return False
        return not CLINICAL.search(part.text) or (line.role_class == "physician" and not line.duty)
    if _trained_for(claim, line, part.text[hit.start : hit.end].lower()):
        return True
    if line.duty:
        if _logged(claim, line.duty):
            return not (line.role_class == "observer" and claim.name in ("procedures", "examine"))
        if only_lesser(line.duty) and line.role_class != "physician":
            return False
    return _within_role(claim, line, part, hit)


def _trained_for(claim: Claim, line: Line, said: str) -> bool:
    """Whether it is a task the job is trained for: drawing blood, shots by a medical assistant."""
    if line.role_class != "hands_on":
        return False
    if claim.name == "procedures":
        return bool(TRAINED_FOR.search(said))
    gives_shots = re.search(r"medical assistant|\bma\b", line.role, re.IGNORECASE)
    return claim.name == "medicate" and bool(gives_shots and SHOTS.search(said))


def _logged(claim: Claim, duty: str) -> bool:
    """Whether the log shows the claim itself, done by the writer."""
    if claim.name in claims_made(duty):
        return True
    own = PASSED_TO_TRIAGE.sub("", OWN_STRETCH.sub("", duty)).lower()
    if only_lesser(duty) and "supervis" not in own:
        return False
    return any(word in own for word in claim.duty)


@lru_cache(maxsize=128)
def only_lesser(duty: str) -> bool:
    """Whether every verb of the log is one of watching, passing on, writing down or helping."""
    lesser = set(lexicon()["verbs"]["lesser"])
    found = [act.base for part in Line(duty).parts for act in acts_of(part.text)]
    return bool(found) and all(base in lesser for base in found)


def _within_role(claim: Claim, line: Line, part: Part, hit: Hit) -> bool:
    """Whether the role may make the claim where the log is silent."""
    role = line.role_class
    watched = SUPERVISED.search(part.text) or "supervis" in line.duty
    if role in claim.may or (role in claim.supervised and watched):
        return True
    if role == "unknown":
        return claim.name in LENIENT and not line.duty
    said = part.text[hit.start : hit.end].lower()
    title = line.role.lower()
    if any(craft in title and set(hit.heads) & set(of.split()) for craft, of in CRAFTS):
        return True
    if claim.name == "lead":
        boss = re.search(
            r"\b(?:manager|director|administrator|supervisor|lead|chief|head)\b", title
        )
        over_clinicians = re.search(r"nurs|physician|doctor|resident|clinician|surgeon", said)
        own_study = role == "research" and bool(re.search("study|trial", said))
        return role == "applicant" or own_study or bool(boss and not over_clinicians)
    special = {
        ("hands_on", "medicate"): bool(SHOTS.search(said) and "injection" not in said),
        ("hands_on", "examine"): hit.base == "take" and bool(HISTORY & set(hit.heads)),
        ("hands_on", "treat"): hit.base == "care for"
        or ("nursing care" in said and not re.search("medical|clinical", said)),
        ("language", "interpret_results"): hit.base in ("interpret", "read"),
        ("licensed", "manage"): True,
        ("pharmacy", "medicate"): not re.search(r"counsel|advis|educat|instruct", said),
        ("pharmacy", "prescribe"): hit.base == "order",
        ("outreach", "manage"): bool({"caseload", "panel"} & set(hit.heads)),
        ("outreach", "medicate"): bool(re.search(r"counsel\w+ (?:\w+ )?patients", said)),
        ("applicant", "medicate"): True,
        ("applicant", "treat"): True,
        ("applicant", "plan_care"): "protocol" in hit.heads,
    }
    return special.get((role, claim.name), False)


MEASURE_WORDS = frozenset(("from", "with", "month", "week", "three", "patie", "reduc", "perce"))
ALL_ALONE = re.compile(r"\bsingle-?handedly\b", re.IGNORECASE)
SIZE = re.compile(
    r"\d|wide\b|\bhospital['’]s\b|\b(?:personally|doubled|tripled|halved|single-?handedly)\b",
    re.IGNORECASE,
)
CLINICAL = re.compile(
    r"\b(?:(?:in|out)?patients?|rounds?|clinic\w*|medic\w+|admissions?|care|treat\w*|diagnos\w*|procedures?|triag\w*"
    r"|venipunct\w*|phlebotom\w*|injections?|vaccin\w*|sutur\w*|biops\w*|ekgs?|ecgs?|vitals?|exams?"
    r"|surg\w+|examin\w*|assess\w*|prescri\w*|ward|icu|study|trial|consent\w*|discharge\w*"
    r"|labs?)\b",
    re.IGNORECASE,
)
EXPLAINED = re.compile(
    r"\b(?:by (?:\w+ly )?\w+ing\b|by (?:a|an|the|adding|means)\b|through\b|using\b|after\b"
    r"|with (?:a|an|the|our) (?:new |shared |simple |\w+ )?"
    r"(?:template|checklist|script|sheet|protocol|form|huddle|reminder|tool|log|team|board|list)"
    r"|with reminder|template|checklist|script|tracking sheet|pdsa|pilot\w*|standardi[sz]\w+"
    r"|reminder\w*|redesign\w*"
    r"|as part of|with the (?:team|nurse|manager|staff)|team|in my (?:own )?\w+|from \d+)",
    re.IGNORECASE,
)


def _result_explained(line: Line, part: Part) -> bool:
    if re.search(r"\b(?:personally|single-?handedly)\b", part.text, re.IGNORECASE):
        return False
    if line.duty and re.search(r"\d", line.duty):
        return _same_measure(line.duty, part.text)
    return bool(EXPLAINED.search(part.text))


def _same_measure(duty: str, text: str) -> bool:
    """Whether the log holds a change, and it is the text's: one of its figures, or its words."""
    if not any(word in duty.lower() for word in ("%", "percent", "from", "fell", "rose")):
        return False
    figures = set(re.findall(r"\d+(?:\.\d+)?", text))
    if figures & set(re.findall(r"\d+(?:\.\d+)?", duty)):
        return True
    stems = {word[:5] for word in re.findall(r"[a-z]{4,}", text.lower())} - MEASURE_WORDS
    return bool(stems & {word[:5] for word in re.findall(r"[a-z]{4,}", duty.lower())})
