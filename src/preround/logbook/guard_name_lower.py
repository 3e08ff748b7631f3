"""Names that a tired person types in lower case."""

from __future__ import annotations

import re
from collections.abc import Sequence

from preround.logbook.guard_look import Seen, word_after
from preround.logbook.guard_phrases import AFTER_NAME, MODALS, STRONG_PHRASE
from preround.logbook.guard_words import MEDICAL, Token, words


def lower_name(  # noqa: C901, PLR0911, PLR0912 - a decision list, one case after another
    run: Sequence[Token], seen: Sequence[Seen], index: int, before: Token | None, lead: str
) -> tuple[int, str]:
    """Names that a tired person types in lower case."""
    sets = words().grammar
    token, known = run[index], seen[index]
    follows = index + 1 < len(run) and run[index + 1].gap == " "
    nxt = seen[index + 1] if follows else None
    if (
        known.given and known.everyday and token.low not in MODALS and before is not None
        and token.gap == " " and before.low in ("pt", "patient") and follows
        and run[index + 1].low in sets["strong_person_verbs"]
    ):  # fmt: skip
        return index + 1, "a patient's word before it"
    plain = not (known.everyday or known.clinical or known.eponym or known.medical)
    role = before is not None and token.gap in (" ", ". ", ", ", ": ")
    end = index + 1
    if (
        nxt is not None
        and (nxt.is_sure or (nxt.family and not nxt.everyday))
        and len(run[index + 1].text) > 1
    ):
        end = index + 2
    if (
        role
        and before is not None
        and before.low in sets["titles"]
        and before.low not in ("sir", "miss", "ms", "judge", "doctor", "father", "officer")
    ) and (
        (known.is_name or plain)
        and len(token.text) > 1
        and not (known.everyday and not known.is_name)
    ):
        return end, "a title before it"
    if (
        before is not None
        and before.low in ("ms", "miss", "doctor", "officer")
        and known.is_name
        and plain
        and token.gap == " "
    ):
        return end, "a title before it"
    if (
        known.is_unknown
        and plain
        and len(token.text) > 5
        and token.text.isalpha()
        and before is not None
        and token.gap == " "
        and before.low in ("pt", "patient")
        and MEDICAL.search(token.low) is None
        and not token.low.endswith(("ed", "ing", "ly", "es", "is", "ates", "s"))
        and word_after(run, index + 1) in AFTER_NAME
    ):
        return index + 1, "a patient's word before it"
    if not (known.is_name and plain and len(token.text) > 2):
        return index, ""
    if (
        end == index + 2
        and known.given
        and nxt is not None
        and nxt.family
        and nxt.is_sure
        and len(token.text) > 2
    ):
        return end, "a given and a family name"
    if role and before is not None and (before.low in sets["patient"] or before.low in sets["kin"]):
        return end, "a patient's or relative's word before it"
    if STRONG_PHRASE.search(lead):
        return end, "said to be a name"
    after = word_after(run, end)
    if len(token.text) > 3 and known.given and before is not None and token.gap == " ":
        if (
            before.low in sets["strong_person_leads"] | {"with", "and"}
            or after in sets["strong_person_verbs"]
        ):
            return end, "a given name"
        if token.is_possessive and after in sets["kin"] | {
            "chart",
            "room",
            "labs",
            "family",
            "scan",
            "case",
        }:
            return end, "a given name"
    if known.is_sure and known.given and len(token.text) > 4:
        return end, "a given name"
    placed = re.match(
        r"\s+(?:in|from)\s+(?:bed|room|rm)\b",
        "" if not follows else " " + " ".join(x.low for x in run[index + 1 : index + 3]),
    )
    if (
        known.is_sure
        and len(token.text) > 4
        and (token.opens or placed)
        and (placed or after in sets["person_verbs"])
    ):
        return end, "a family name"
    if (
        before is not None
        and before.low in sets["strong_person_leads"]
        and known.is_sure
        and len(token.text) > 3
    ):
        return end, "a name, by the words around it"
    return index, ""
