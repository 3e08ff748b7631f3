"""Word lists the style rules share: verbs, qualities, things that can be counted."""

from __future__ import annotations

import re

IRREGULAR = frozenset(
    [
        "led",
        "ran",
        "wrote",
        "taught",
        "built",
        "gave",
        "held",
        "kept",
        "took",
        "made",
        "saw",
        "spoke",
        "drew",
        "met",
        "brought",
        "sent",
        "found",
        "began",
        "chose",
        "sought",
        "oversaw",
        "won",
        "grew",
        "rose",
        "cut",
        "set",
        "put",
        "read",
        "did",
        "drove",
        "told",
        "left",
        "bought",
        "caught",
        "fed",
        "fought",
        "got",
        "heard",
        "hit",
        "knew",
        "laid",
        "lent",
        "lost",
        "paid",
        "rang",
        "said",
        "sold",
        "shook",
        "shot",
        "shut",
        "sang",
        "sat",
        "slept",
        "stood",
        "stuck",
        "swam",
        "swept",
        "thought",
        "threw",
        "understood",
        "woke",
        "wore",
        "withdrew",
        "fit",
        "shadowed",
        "co-led",
        "co-founded",
        "handle",
        "evaluate",
        "educate",
        "maintain",
        "provide",
        "assist",
        "answer",
        "take",
        "manage",
        "record",
        "report",
        "review",
        "schedule",
        "greet",
        "call",
        "help",
        "teach",
        "train",
        "lead",
        "run",
        "write",
        "build",
        "give",
        "hold",
        "keep",
        "make",
        "see",
        "speak",
        "draw",
        "meet",
        "bring",
        "send",
        "find",
        "begin",
        "choose",
        "seek",
        "draft",
        "collect",
        "enter",
        "verify",
        "check",
        "update",
        "document",
        "escalate",
        "transfer",
        "coordinate",
        "alert",
        "notify",
        "inform",
        "prepare",
        "process",
        "register",
        "interpret",
        "translate",
        "support",
        "monitor",
        "observe",
        "perform",
        "conduct",
        "create",
        "develop",
        "design",
        "implement",
        "analyze",
        "audit",
        "present",
        "organize",
        "facilitate",
        "serve",
        "work",
        "attend",
        "participate",
        "contribute",
        "communicate",
        "collaborate",
        "ensure",
        "track",
        "file",
        "scan",
        "fill",
        "count",
        "label",
        "dispense",
        "remind",
        "refer",
        "connect",
        "enroll",
        "screen",
        "interview",
        "explain",
        "listen",
        "comfort",
        "transport",
        "clean",
        "sterilize",
        "stock",
        "order",
        "measure",
        "compare",
        "publish",
        "submit",
        "investigate",
        "resolve",
        "respond",
        "receive",
        "route",
        "advise",
        "counsel",
        "guide",
        "recruit",
        "consent",
        "abstract",
        "code",
        "bill",
        "reconcile",
        "chart",
        "room",
        "escort",
        "feed",
        "bathe",
        "lift",
        "turn",
        "administer",
    ]
)
VERB_END = re.compile(r"(?:ed|ize|ise|ified)$")
QUALITY = re.compile(
    r"^(?:i )?(?:able|ability|demonstrat\w+|show(?:ed|s|n|ing)?|exhibit\w*|display\w*"
    r"|possess\w*|proven|"
    r"strong|excellent|exceptional|outstanding|dedicated|passionate|hard-?working|skilled"
    r"|proficient|"
    r"highly|known for|utilized?|leverag\w+|cultivat\w+|embod\w+|strive\w*)\b",
    re.IGNORECASE,
)
BUZZ = re.compile(
    r"\b(?:dynamic|award[- ]winning|high[- ]quality|quality (?:care|service|communication)"
    r"|forward-thinking|detail-oriented|team player"
    r"|results-driven|go-getter|self-starter|synerg\w+|fast-paced|best[- ]in[- ]class"
    r"|world-class|cutting-edge"
    r"|state-of-the-art|problem-solving|multi-?task\w*|various|many (?:patients|tasks|duties"
    r"|things)|several (?:tasks|duties)|different tasks"
    r"|and more|etc\b|all aspects|wide range|broad (?:range|scope)|as needed|as instructed"
    r"|as assigned|other duties"
    r"|duties as|day-to-day|worked hard|hard work|passion\w*|excellen\w+|exceptional"
    r"|outstanding|superior|constant"
    r"|acumen|business image|industry knowledge|process improvement|valuable (?:experience"
    r"|skills)|gained experience|learned a lot"
    r"|great (?:experience|exposure)|exposure to|compassionate care|compassion, "
    r"|interpersonal skills|communication skills|barriers|requirement of the issue"
    r"|the best (?:care|service)|customer service process|execution of a program"
    r"|made a difference|listed as (?:us |u\.s\. )?clinical experience)\b",
    re.IGNORECASE,
)
COUNTABLE = re.compile(
    r"\b(?:patients?|residents|clients|members|callers?|customers|calls|phones?|messages"
    r"|appointments|visits|forms|records|"
    r"charts|notes|referrals|requests|claims|prescriptions|medications|specimens|samples|tests"
    r"|labs|draws|"
    r"students|staff|employees|nurses|volunteers|participants|subjects|families|lectures"
    r"|classes|sessions|"
    r"rooms|shifts|reports|meals|towels|papers|data|trials|studies|study|encounters"
    r"|interpretations|consults|"
    r"events|meetings|policies|procedures|cases|documents|authorizations|orders|supplies"
    r"|equipment|scripts|"
    r"histories|demographics|insurers|defects|trends|presentations|people|community|towels"
    r"|calls|service|care|"
    r"training|program|project|clinic|department|departments|team|documentation|tutor\w*"
    r"|volunteer\w*|research|wait times?)\b",
    re.IGNORECASE,
)
GENERIC_VERB = re.compile(
    r"^(?:i )?(?:was |am )?(?:contributed|volunteered|worked|assisted|helped|participated"
    r"|tutored|supported|"
    r"monitored|saw|served|involved|provided|managed|created|developed|handled|improved"
    r"|perform(?:ed)?|did|evaluate)\b",
    re.IGNORECASE,
)
CONCRETE = re.compile(
    r"\b(?:emr|ehr|epic|redcap|protocol|vital|blood pressure|insurance|authorization|referral"
    r"|template|script|"
    r"checklist|consent|allerg\w+|medication|chart\w*|triage|nurse|physician|specimen"
    r"|appointment\w*|intake|"
    r"discharge|admission|handoff|sign-out|audit|interpreter|spanish|vaccine\w*|inhaler|glucose"
    r"|wheelchair|"
    r"literature|database|sheet|queries|huddle|lectures?|meals|towels|phones|feeding|bathing"
    r"|abstract|"
    r"prescription\w*|calls|statistical|liniment|demographics|residents|ambulating|death"
    r"|histories|lists?)\b",
    re.IGNORECASE,
)


def opening(text: str) -> str:
    """The first word that is neither a pronoun nor an adverb, in small letters."""
    for raw in text.split():
        word = raw.strip(",.;:()\"'").lower()
        if word and word not in ("i", "we", "also", "then") and not word.endswith("ly"):
            return word
    return ""


def is_verb(word: str) -> bool:
    """Whether a word can open a line as an action."""
    return word in IRREGULAR or bool(VERB_END.search(word))
