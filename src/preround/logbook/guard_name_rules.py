"""Why a capitalized word is taken for a name: what stands before it, after it, beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from preround.logbook.guard_look import Seen, word_after
from preround.logbook.guard_phrases import (
    ADJECTIVES,
    AGE_AFTER,
    AGE_SEX,
    BASE_VERB,
    IS_OF_AGE,
    MODALS,
    NOBODY,
    PARTICLES,
    SEASONS,
    STRONG_PHRASE,
    WITH_PERSON,
)
from preround.logbook.guard_words import Token, is_everyday, words


def why_named(  # noqa: PLR0911 - a decision list, one case after another
    text: str, run: Sequence[Token], seen: Sequence[Seen], index: int, end: int,
    before: Token | None, lead: str,
) -> str:  # fmt: skip
    """Say why the words from `index` to `end` are a name; empty where nothing speaks for one."""
    sets = words().grammar
    token, known = run[index], seen[index]
    after = word_after(run, end)
    if (
        (
            before is not None
            and token.gap in (" ", ". ", ".")
            and before.low in sets["titles"]
            and not (
                before.low in ("sister", "father", "sir")
                and before.opens is False
                and not before.is_title
            )
        )
        and not (known.clinical and known.everyday)
        and token.low not in sets["patient"]
    ):
        return "a title before it"
    joined = before is not None and token.gap in (" ", ", ", ": ", " (", " - ")
    blocked = (known.clinical and not known.is_name) or (token.is_upper and not known.is_name)
    if (
        joined
        and before is not None
        and not blocked
        and before.low in sets["patient"]
        and token.gap != ", "
    ) and (
        known.may_name
        and not _is_verb(run, index, end)
        and not (known.everyday and not known.is_name)
    ):
        return "the word for a patient before it"
    if (
        STRONG_PHRASE.search(lead)
        and known.may_name
        and not blocked
        and not (known.everyday and not known.is_name)
    ):
        return "said to be a name"
    if (
        joined
        and before is not None
        and not blocked
        and token.gap in (" ", ", ", " (")
        and before.low in sets["kin"]
        and known.may_name
        and not _is_verb(run, index, end)
    ) and (known.is_name or token.gap in (" ", " (")):
        return "a relative or friend before it"
    if (
        joined
        and before is not None
        and token.gap == " "
        and before.low in sets["clinician"]
        and known.may_name
        and not blocked
        and (known.is_sure or known.is_unknown or end - index > 1 or not before.is_title)
    ):
        return "a clinician's role before it"
    tail = text[run[end - 1].end :]
    plain = not (known.clinical or known.eponym or token.is_possessive) and known.may_name
    listed = known.is_name or end - index > 1 or token.opens
    if plain and listed and AGE_AFTER.match(tail):
        return "an age after it"
    if token.is_title and token.low not in NOBODY and end == index + 1 and IS_OF_AGE.match(tail):
        return "an age after it"
    kin = before is not None and before.low in sets["kin"] and token.gap in (", ", " ")
    if kin and known.given and end < len(run) and run[end].gap.startswith(","):
        return "a relative or friend before it"
    if end - index > 1:
        why = _pair(run, seen, index, end, lead)
        if why:
            return why
    return _single(text, run, seen, index, end, lead, after)


def _is_verb(run: Sequence[Token], index: int, end: int) -> bool:
    """Pt Will follow up; Pt May go home."""
    return (
        run[index].low
        in (
            "will",
            "may",
            "can",
            "mark",
            "grant",
            "see",
            "do",
            "an",
            "so",
            "no",
            "my",
            "long",
            "young",
            "small",
            "short",
            "strong",
            "little",
            "good",
            "gray",
            "van",
            "long",
            "case",
            "day",
            "head",
        )
        and end == index + 1
        and (
            end < len(run)
            and (
                run[end].low in BASE_VERB
                or (
                    is_everyday(run[end].low)
                    and run[end].low
                    not in words().grammar["person_verbs"]
                    | {"and", "in", "from", "who", "with", "at"}
                )
            )
        )
    )


def _pair(  # noqa: PLR0911 - a decision list, one case after another
    run: Sequence[Token], seen: Sequence[Seen], index: int, end: int, lead: str
) -> str:
    """Two or more words in a row: given name and family name, or a name and an initial."""
    first, rest = (
        seen[index],
        [seen[i] for i in range(index + 1, end) if run[i].low not in PARTICLES],
    )
    opens = run[index].opens
    initial = any(run[i].is_initial for i in range(index + 1, end))
    if initial:
        if (
            first.given
            and (not first.clinical or AGE_SEX.search(lead))
            and not (opens and first.everyday and not first.is_sure)
        ):
            return "a given name and an initial"
        if first.family and not opens and not first.everyday and not first.clinical:
            return "a family name and an initial"
        return (
            "a name and an initial"
            if (first.is_sure or (first.is_unknown and not opens)) and len(run[index].text) > 2
            else ""
        )
    if not rest:
        return ""
    last = rest[-1]
    if first.given and last.is_name:
        if first.is_sure or last.is_sure:
            return (
                "" if opens and first.everyday and not last.is_sure else "a given and a family name"
            )
        if (
            not opens
            and not (first.eponym and last.eponym)
            and not (first.clinical and last.clinical)
        ):
            return "a given and a family name"
        return ""
    if first.is_unknown and last.family and not last.everyday and not opens:
        return "a family name"
    if (first.is_unknown or first.family) and last.is_sure and not (opens and first.everyday):
        return "a family name"
    if first.given and last.is_unknown and not (opens and first.everyday) and not first.clinical:
        return "a given name"
    before = run[index - 1].low if index else ""
    both = first.is_unknown and last.is_unknown and not opens
    if both and (AGE_SEX.search(lead) or before in words().grammar["person_leads"]):
        return "written as a name"
    return ""


def _single(  # noqa: C901, PLR0911, PLR0912 - a decision list, one case after another
    text: str, run: Sequence[Token], seen: Sequence[Seen], index: int, end: int,
    lead: str, after: str,
) -> str:  # fmt: skip
    """One capitalized word, or several that the lists do not know."""
    sets = words().grammar
    token, known = run[index], seen[index]
    before = run[index - 1].low if index and not token.opens else ""
    verb = after in sets["person_verbs"]
    strong = after in sets["strong_person_verbs"] or before in sets["strong_person_leads"]
    led = before in sets["person_leads"]
    place = index > 0 and before in ("in", "at", "near", "to")
    if (
        after == "family"
        and (known.is_name or (known.is_unknown and before == "the"))
        and (
            before in ("the", "with") or (token.opens and not known.everyday and not known.clinical)
        )
    ):
        return "a family"
    if (
        AGE_SEX.search(lead)
        and (known.is_name or known.is_unknown)
        and not token.is_upper
        and not known.clinical
    ):
        return "" if known.eponym and not known.given else "written where a name stands"
    being = after in ("was", "is", "has", "had")
    if token.low in ADJECTIVES and token.opens and known.family and being and token.is_title:
        return "a family name, by the words around it"
    if (
        known.given
        and known.everyday
        and token.opens
        and being
        and token.low not in SEASONS | MODALS
    ):
        then = run[end + 1].low if end + 1 < len(run) else "to"
        return (
            ""
            if then in ("to", "that", "for", "not", "the", "lost")
            else "a given name, by the words around it"
        )
    if known.given and not known.clinical:
        if not known.everyday and not (known.eponym and not (verb or strong)):
            return "" if token.is_upper and not (verb or led) else "a given name"
        if (
            strong
            or (verb and not token.opens and after not in ("is", "was", "will"))
            or (led and not token.opens and not place)
        ):
            return "a given name, by the words around it"
        if (
            token.opens
            and verb
            and after not in ("is", "was", "will", "had", "has", "works", "appeared", "seemed")
            and known.given
        ):
            return "a given name, by the words around it"
        return (
            "a given name"
            if not token.opens and not token.is_upper and _quiet(run, index) and not known.eponym
            else ""
        )
    if known.given and known.clinical and (strong or before in ("saw", "met", "told")):
        return "a given name, by the words around it"
    if known.family and not known.clinical:
        if known.is_sure:
            listed = re.match(r"\s*(?:[:,(/]|-\s|\u2013|\d)", text[run[end - 1].end :])
            if token.opens and not (
                listed or verb or strong or token.is_possessive or after in ("in", "and", "with")
            ):
                return ""
            return "" if token.is_upper and not (verb or led) else "a family name"
        if strong and not (known.eponym and after in ("positive", "negative")):
            return (
                "a family name, by the words around it"
                if not (known.everyday and token.opens)
                else ""
            )
        return ""
    if known.is_unknown and not token.is_upper and len(token.text) > 2:
        owns = token.is_possessive and after in sets["kin"] | {
            "chart",
            "room",
            "family",
            "labs",
            "care",
        }
        joined = token.opens and after == "and" and end + 1 < len(run) and run[end + 1].text == "I"
        if owns or joined or (not token.opens and WITH_PERSON.search(lead)):
            return "written as a name, by the words around it"
    if (
        known.is_unknown
        and not token.is_upper
        and len(token.text) > 2
        and strong
        and not (token.opens and not verb)
    ):
        return "written as a name, by the words around it"
    return ""


def _quiet(run: Sequence[Token], index: int) -> bool:
    """Whether the words on both sides are in lower case, so that this is no heading."""
    sides = [run[i] for i in (index - 1, index + 1) if 0 <= i < len(run)]
    return all(x.text[0].islower() or x.opens for x in sides)
