"""Claims to clinical work: found in the text, weighed against role, supervision and log."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

from preround.writing.rules.kit.line import Line, Part
from preround.writing.rules.kit.rule import Spot

SUPERVISED = re.compile(
    r"\b(?:under (?:\w+[- ]){0,4}(?:supervision|direction|guidance|oversight|orders?|preceptor\w*)"
    r"|under (?:an?|the|my|dr\.?) \w+|supervised by|as directed by|directed by"
    r"|(?:nurse|physician|attending|pharmacist|rn|md|preceptor|faculty)[- ]supervised"
    r"|alongside|with (?:the |an? |my )?(?:attending|supervising|senior|preceptor|supervisor)\b"
    r"|standing orders?|per (?:\w+ )?(?:protocol|order)|by (?:\w+ )?protocol"
    r"|on (?:the )?\w+ orders?"
    r"|for (?:the )?(?:\w+['’]?s? )?(?:review|signature|approval|decision))\b",
    re.IGNORECASE,
)
HONEST_BEFORE = re.compile(
    r"(?:\b(?:observ(?:ed|ing)|watch(?:ed|ing)|shadow(?:ed|ing)|saw|document(?:ed|ing)"
    r"|record(?:ed|ing)|"
    r"scrib(?:ed|ing)|transcrib\w+|chart(?:ed|ing)|schedul(?:ed|ing)|prepar(?:ed|ing)|arrang\w+|"
    r"not|never|no|without|nor|assist(?:ed|ing)?(?: in| with)?|help(?:ed|ing)?(?: \w+)?|"
    r"support(?:ed|ing)|set up(?: for)?|attend(?:ed|ing)|studied|read about"
    r"|learn\w+(?: how)?(?: to)?|"
    r"discuss(?:ed|ing)|who|that|which|while (?:the|an?) \w+|as (?:the|an?) \w+|interpret(?:ed"
    r"|ing) (?:while|as|for)|"
    r"physicians?|doctors?|nurses?|residents?|attendings?|pharmacists?|surgeons?|providers?|team|"
    r"been|were|was|being|recently|newly|previously|patients?|adults|those|people|children)"
    r"\s+(?:(?!and\b|then\b|or\b)[\w-]+\s+){0,2})$",
    re.IGNORECASE,
)
AGENT_AFTER = re.compile(
    r"^(?:\s+\w+){0,4}\s+(?:by|from|performed by|made by|led by) (?:the |an? |our |my )?"
    r"(?:physicians?|doctors?|nurses?|attendings?|residents?|surgeons?|providers?|clinicians?"
    r"|pharmacists?|cardiologists?|team|faculty|specialists?|hospitalists?)\b",
    re.IGNORECASE,
)
LESSER_DUTY = re.compile(
    r"\b(?:watch\w*|observ\w*|shadow\w*|transfer\w*|rout\w+|forward\w*|room(?:ed|ing)|schedul\w*|"
    r"pass(?:ed|ing)?|escort\w*|help\w*|assist\w*|took part|present at|sat in|answer\w*"
    r"|fil(?:ed|ing)|"
    r"enter(?:ed|ing)|typ(?:ed|ing)|handed|carried|stock\w*|clean\w*|register\w*|scrib\w+"
    r"|wrote down|"
    r"one of|member of|attend\w*|listened|copied|collected|greet\w*|call(?:ed|s)?|record(?:ed"
    r"|ing)?|"
    r"document(?:ed|ing)?|remind\w*|check\w*)\b",
    re.IGNORECASE,
)
LENIENT = frozenset(("examine", "medicate", "lead", "plan_care", "treat"))
NEVER = re.compile(r"(?!)")
OF_OTHERS = {
    "plan_care": re.compile(
        r"\b(?:from|of|for|to|with|all|the|newly)\s+(?:[\w-]+\s+)?$", re.IGNORECASE
    ),
    "independent": re.compile(r"\b(?:liv\w+|walk\w*|eat\w*|function\w*|age)\s+$", re.IGNORECASE),
}
LESSER_FIRST = re.compile(
    r"^\W*(?:watch|observ|shadow|transfer|rout|forward|alert|told|tell|ask|hand|pend|typ|pass|help|"
    r"assist|updat|listen|look|present|notif|inform|escalat|refer|report|scrib|document|record"
    r"|call|"
    r"schedul|prepar|set|attend|sat|took part|sent|wrote|read|check|enter|flag|saw)",
    re.IGNORECASE,
)
WORDS = {
    "observer": "an observer",
    "student": "a student",
    "hands_on": "this role",
    "clerical": "this role",
    "pharmacy": "a pharmacy technician",
    "laboratory": "a laboratory role",
    "language": "an interpreter",
    "research": "a research role",
    "volunteer": "a volunteer",
    "applicant": "an applicant",
}


@dataclass(frozen=True, slots=True)
class Claim:
    """One kind of claim, compiled from `data/claims.toml`."""

    name: str
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
            tuple(_compiled(pattern) for pattern in entry["patterns"]),
            frozenset(entry["may"]),
            frozenset(entry["supervised"]),
            tuple(entry["duty"]),
            entry["message"],
            entry["fix"],
        )
        for name, entry in tomllib.loads(text).items()
    }


def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern whose filler words may hold hyphens and apostrophes."""
    return re.compile(pattern.replace(r"(?:\w+ )", r"(?:[\w’'-]+ )"), re.IGNORECASE)


def claims_made(text: str) -> set[str]:
    """The kinds of claim a text makes for its writer."""
    line = Line(text)
    return {
        name
        for name, claim in claims().items()
        for part in line.parts
        if any(True for _ in _matches(claim, part))
    }


def check_claim(name: str) -> Callable[[Line], Iterable[Spot]]:
    """The check of one kind of claim."""

    def check(line: Line) -> Iterable[Spot]:
        claim = claims()[name]
        for part in line.parts:
            for match in _matches(claim, part):
                if not _allowed(claim, line, part, match):
                    who = WORDS.get(line.role_class, "this role")
                    yield Spot(
                        part.start + match.start(),
                        part.start + match.end(),
                        f'"{match.group().strip()}" {claim.message.format(role=who)}',
                        claim.fix,
                    )
                    break

    return check


def _matches(claim: Claim, part: Part) -> Iterable[re.Match[str]]:
    for pattern in claim.patterns:
        for match in pattern.finditer(part.text):
            before = part.text[max(0, match.start() - 45) : match.start()]
            after = part.text[match.end() : match.end() + 60]
            if claim.name not in ("independent", "title", "result") and (
                HONEST_BEFORE.search(before) or AGENT_AFTER.search(after)
            ):
                continue
            if OF_OTHERS.get(claim.name, NEVER).search(before):
                continue
            yield match


def _allowed(claim: Claim, line: Line, part: Part, match: re.Match[str]) -> bool:
    if claim.name == "result":
        return _result_explained(line, part)
    if claim.name == "independent":
        return not _clinical(part.text) or (line.role_class == "physician" and not line.duty)
    if line.duty:
        logged = line.duty.lower()
        first_hand = not LESSER_FIRST.match(line.duty) or "supervis" in logged
        if first_hand and any(word in logged for word in claim.duty):
            return not (line.role_class == "observer" and claim.name in ("procedures", "examine"))
        if LESSER_DUTY.search(line.duty):
            return False
    return _within_role(claim, line, part, match.group().lower())


def _within_role(claim: Claim, line: Line, part: Part, said: str) -> bool:
    """Whether the role may make the claim where the log is silent."""
    role = line.role_class
    if role in claim.may or (role in claim.supervised and SUPERVISED.search(part.text)):
        return True
    special = {
        ("hands_on", "medicate"): bool(re.search(r"vaccin|immuni|injection", said)),
        ("pharmacy", "medicate"): "counsel" not in said and "advis" not in said,
        ("research", "lead"): "study" in said,
        ("applicant", "lead"): True,
        ("applicant", "medicate"): True,
        ("applicant", "treat"): True,
    }
    if role == "unknown":
        return claim.name in LENIENT and not line.duty
    return special.get((role, claim.name), False)


CLINICAL = re.compile(
    r"\b(?:patients?|clinic\w*|medic\w+|admissions?|care|treat\w*|diagnos\w*|procedures?|triag\w*"
    r"|surg\w+|examin\w*|assess\w*|prescri\w*|ward|icu|study|trial|consent\w*|discharge\w*"
    r"|labs?)\b",
    re.IGNORECASE,
)


def _clinical(text: str) -> bool:
    return bool(CLINICAL.search(text))


EXPLAINED = re.compile(
    r"\b(?:by (?:\w+ly )?\w+ing\b|by (?:a|an|the|adding|means)\b|through\b|using\b|after\b"
    r"|with (?:a|an|the|our) (?:new |shared |simple |\w+ )?"
    r"(?:template|checklist|script|sheet|protocol|form|huddle|reminder|tool|log|template|team"
    r"|board|list)"
    r"|template|checklist|script|tracking sheet|pdsa|pilot\w*|standardi[sz]\w+|reminder\w*"
    r"|redesign\w*"
    r"|as part of|with the (?:team|nurse|manager|staff)|team|in my (?:own )?\w+|from \d+)",
    re.IGNORECASE,
)


def _result_explained(line: Line, part: Part) -> bool:
    if line.duty and re.search(r"\d", line.duty):
        return any(word in line.duty.lower() for word in ("%", "percent", "from", "fell", "rose"))
    return bool(EXPLAINED.search(part.text))
