"""Words that together say more than the log, or than the role does, though no list holds them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from preround.domain.finding import Severity
from preround.writing.rules.kit.above_log import about_part, is_logged_act
from preround.writing.rules.kit.acts import Act
from preround.writing.rules.kit.claims import TRAINED_FOR, acts_of, goes_on_otherwise
from preround.writing.rules.kit.line import Line, Part
from preround.writing.rules.kit.rule import METHOD, PROSE, Example, LintRule, Spot
from preround.writing.rules.kit.weighing import FEWEST_WORDS, sentences, weigh
from preround.writing.rules.kit.words import QUALITY

#: Log odds above which a sentence is told to its writer. Without a log, and to one who answers for
#: care, only what is plain: the benefit of the doubt is theirs.
BESIDE_LOG, BY_ROLE = 0.7, 2.0
#: Where one works: a place, and what is told about it.
SETTING = re.compile(
    r"^(?:[\w’'.-]+,? ){0,6}(?:clinic|hospital|unit|department|ward|center|centre|practice|office"
    r"|service|program|facility|pharmacy|laboratory|lab|corps|organization|desk|system|station)\b"
    r"(?=$|[,.;]| (?:of|for|in|at|with|on|serving|within|across|near)\b)",
    re.IGNORECASE,
)
#: What one knew, needed or wished is no deed: spoken answers hold much of it.
OF_ONES_LIFE = re.compile(
    r"^(?:and |so |because |while |when )?(?:to see what\b|I (?:know how|need\w*|want\w*|hope\w*)\b"
    r"|my (?:family|parents|certificate|visa|savings)\b)",
    re.IGNORECASE,
)
HELPERS = frozenset(
    (
        "observer", "volunteer", "clerical", "hands_on", "outreach", "pharmacy", "language",
        "laboratory", "research",
    )
)  # fmt: skip
ANSWERS_FOR_CARE = frozenset(("physician", "nurse"))
FIX = "Say it as the log or the job would: what you did, for whom, and who decided."


def check(line: Line) -> Iterable[Spot]:
    """Fire on a sentence whose added words weigh as inflated ones do."""
    logged = bool(line.duty.strip())
    answers = line.role_class in ANSWERS_FOR_CARE
    if not logged and not _helps(line):
        return
    for part in sentences(line):
        acts = acts_of(part.text)
        if any(goes_on_otherwise(act) for act in acts) or QUALITY.match(part.text):
            continue
        if _is_trained_for(line, part, acts) if acts else SETTING.match(part.text):
            continue
        if acts and all(logged and is_logged_act(act, line.duty) for act in acts):
            continue
        duty = about_part(line.duty, part) if logged else ""
        if duty is None or len(part.text.split()) < FEWEST_WORDS:
            continue
        weighed = weigh(part, line.role, duty)
        if weighed.score > (BESIDE_LOG if logged and not answers else BY_ROLE):
            said = line.text[weighed.start : weighed.end]
            if OF_ONES_LIFE.match(said):
                continue
            than = "the log" if logged else "this role does"
            why = f'"{said}" sounds like more than {than}.'
            yield Spot(weighed.start, weighed.end, why, FIX)


def _is_trained_for(line: Line, part: Part, acts: Sequence[Act]) -> bool:
    """Whether all that is done is what the hands of the job are trained for."""
    said = (part.text[act.start : act.end].lower() for act in acts)
    return line.role_class == "hands_on" and all(TRAINED_FOR.search(one) for one in said)


def _helps(line: Line) -> bool:
    return line.role_class in HELPERS and "applicant" not in line.role.lower()


RULE = LintRule(
    code="overclaim-added",
    kind="overclaim",
    severity=Severity.WARNING,
    title="More than was done",
    why="What the words add to the record is what an interviewer asks about first.",
    sources=(METHOD, PROSE),
    bad=(
        Example(
            "Reviewed echocardiograms and guided the cardiologist on next steps",
            "medical scribe",
            "looked up old echo reports before visits",
        ),
        Example("Coordinated the medical management of a 32-bed unit", "unit clerk"),
    ),
    good=(
        Example(
            "Retrieved old echo reports before visits so the cardiologist had them",
            "medical scribe",
            "looked up old echo reports before visits",
        ),
        Example("Checked in about 70 patients a day and updated insurance", "front desk clerk"),
    ),
    check=check,
)
