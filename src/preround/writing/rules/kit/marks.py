"""Turns of phrase that tell whose work it was: another's, one's own, done in another's place."""

from __future__ import annotations

import re

from preround.writing.rules.kit.claims import SUPERVISED

CLINICIAN_WORD = (
    r"(?:physician|doctor|nurse|surgeon|pharmacist|attending|resident|cardiologist|clinician"
    r"|provider|hospitalist|oncologist|radiologist|pathologist|investigator|preceptor|therapist"
    r"|dermatologist|psychiatrist|neurologist|paramedic|supervisor|pi|md|rn|rph|medic|dietitian"
    r"|intensivist|anesthesiologist|specialist|pediatrician|consultant|prescriber|midwife|midwives"
    r"|obstetrician|dentist|optometrist|epidemiologist|counselor|educator|professor|scientist"
    r"|np|pa)"
)
CLINICIAN = re.compile(rf"^{CLINICIAN_WORD}(?:s|'s|s')?$")
OF_CLINICIAN = rf"(?:[\w'’-]+ ){{0,3}}(?:{CLINICIAN_WORD}|dr)"
#: Who may stand before a verb that is not the writer's.
OTHERS = frozenset(
    ("she", "he", "they", "who", "partner", "crew", "committee", "manager", "teacher", "lab",
     "team", "staff", "director", "colleague", "officer", "coach", "leader")
)  # fmt: skip
HANDED_ON = re.compile(
    r"\b(?:to|for|with|by|from|under|told|called|alert\w*|notif\w*|page\w*|ask\w*) "
    r"(?:the |an? |my |our |her |his )?(?:[\w'-]+ ){0,2}(?:nurse|physician|doctor|pharmacist"
    r"|attending|rn|dietitian|therapist|surgeon|provider|resident|supervisor|manager|pi|director"
    r"|cardiologist|pa|np|dentist|clinician|team|committee|registrar|radiologist)",
    re.IGNORECASE,
)
BY_THEIRS = re.compile(
    r"\b(?:nurse|physician|doctor|pharmacist|dietitian|therapist|surgeon|provider|supervisor"
    r"|investigator|radiologist|dentist|instructor|faculty|clinic|unit|county|state|school"
    r"|scripted|posted|written|approved|signed)(?:['’]s \w+| (?:list|script|sheet|protocol"
    r"|limit|criteria|order|form|checklist|steps)s?\b)"
    r"|\b(?:had|was|were|is|are|being|each|all) (?:\w+ly )?(?:approved|checked|confirmed|corrected"
    r"|decided|drawn|named|read|reviewed|set|signed|verified|written)\b",
    re.IGNORECASE,
)
BY_ONESELF = re.compile(
    r"\b(?:as|that|those|what|whatever|which|whom|where|when|once|whose \w+) I "
    r"(?:saw|judged|deemed|thought|felt|believed|considered|found|knew|preferred|decided)\b"
    r"|\bmy (?:own|clinical|medical|assessment|diagnos\w+|findings?|recommend\w+|plan|reading"
    r"|judge?ment|patients?|panel|interventions?|care|discretion)\b|\b(?:myself|alone)\b"
    r"|\b(?:trusted|rel(?:y|ied)) (?:to|on)\b|\bstepp\w+ in\b|\bno longer need\w*\b"
    r"|\bin (?:the )?\w+['’]s (?:absence|place|stead|name)\b"
    r"|\b(?:before|while|when) (?:the )?\w+(?: \w+)? (?:was|were|arrived|came|could|had been)\b",
    re.IGNORECASE,
)
MINE = re.compile(r"\b(?:I|my|me|myself|own)\b", re.IGNORECASE)
#: The deciding word is the writer's: "unless I said so", "my read stood", "cleared by me".
MY_WORD = re.compile(
    r"\b(?:by|from|through) me\b|\bmine\b"
    r"|\bmy (?:\w+ )?(?:word|call|say|say-so|verdict|read|reads|check|exam\w*|opinion|impression"
    r"|advice|order|orders|choice|decision|decisions|dose|dosing|treatment|signature|signoff"
    r"|authority|estimate|conclusion|interpretation|evaluation)\b"
    r"|\bI (?:\w+ly )?(?:treated|prescribed|titrated|chose|diagnosed|cleared|obtained|examined"
    r"|ordered|ruled|selected|interpreted|determined|changed|advised|closed|operated)\b",
    re.IGNORECASE,
)
IN_THEIR_PLACE = re.compile(
    rf"\b(?:without|in place of|instead of|in lieu of|ahead of|rather than|on behalf of|over"
    rf"|in for|covering for|filling in for) {OF_CLINICIAN}"
    r"|\b(?:unavailable|unless (?:some|any)one|no one else|nobody else|no longer"
    r"|only for (?:an? |the |her |his )?signature"
    r"|(?:had|has|have) not (?:thought|seen|noticed|ordered|asked)"
    r"|did(?: not|n't) (?:need|ask|wait)|whose? \w+ (?:I|my))\b"
    r"|\b(?:during|on) (?:the )?\w+['’]s (?:breaks?|absence|lunch|days? off|vacation)"
    rf"|\b(?:before|until) {OF_CLINICIAN}s? (?:saw|read|arrived|came|knew|noticed|could|had)\b",
    re.IGNORECASE,
)
LEFT_TO_THEM = re.compile(
    rf"\b(?:left|leav\w+|belong\w*|stay\w*|remain\w*|was|were|is|are|up|went|go|goes|turn\w*) "
    rf"(?:[\w-]+ ){{0,4}}(?:to|with|for) {OF_CLINICIAN}"
    r"|\b(?:signed me off|beside me|at my elbow|next to me|taught me|showed me|as (?:taught|trained"
    r"|shown|told)|second (?:reader|reviewer|person)|verif\w+ each|each one)\b",
    re.IGNORECASE,
)
AS_A_TITLE = re.compile(
    rf"\bas (?:an? |the |acting |hospital |its )?(?:[\w-]+ ){{0,1}}(?:{CLINICIAN_WORD}|director"
    r"|voting|voter|lead|author|officer|in-charge|decision-maker|provider)\b"
    r"(?!['’]| \w+(?:ed|s)\b| (?:told|drew|wrote|said|spoke|read|saw|gave|did))",
    re.IGNORECASE,
)
#: What was told is a matter of medicine when it opens a question: "whether it was time to come".
ASKED = re.compile(r"^(?:whether|which|what|whom|why|how|if|that|meant|means|meaning)$")
MOVED = re.compile(
    r"\b(?:fell|falls? by|rose|ris\w+|dropp\w+|declin\w+|halv\w+|doubl\w+|cut|cutting|lower\w*"
    r"|reduc\w+|improv\w+|prevent\w*|avert\w*|stopp?ed|eliminat\w*|brought|shrank|shrunk|went from"
    r"|saved|caught|raised|increas\w+|better|fewer|less|down|ended|controlled|contain\w*)\b",
    re.IGNORECASE,
)
MARKS = (
    ("TOLD", HANDED_ON), ("SUP", SUPERVISED), ("MINE", MINE), ("THEIRS", BY_THEIRS),
    ("ONESELF", BY_ONESELF), ("MYWORD", MY_WORD), ("PLACE", IN_THEIR_PLACE),
    ("LEFT", LEFT_TO_THEM), ("TITLE", AS_A_TITLE),
)  # fmt: skip


def marks_of(text: str) -> list[str]:
    """The names of the turns of phrase a clause holds.

    Examples
    --------
    >>> marks_of("which were cleared by me")
    ['MINE', 'MYWORD']
    """
    return [name for name, pattern in MARKS if pattern.search(text)]
