"""Places smaller than a state: hospitals and clinics, cities, counties, streets, postal codes."""

# ruff: noqa: E501 - a pattern is read whole, not in pieces
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from preround.logbook import guard_addresses
from preround.logbook.guard_span import Identifier, Span
from preround.logbook.guard_words import STRICT, Token, grammar, is_everyday, words

STATES = grammar("states")
#: State codes that are also degrees or everyday words.
DOUBTFUL = grammar("doubtful")
#: Verbs and nouns before "at", "in", "to" or "from" that make a place of what follows.
LIVES = re.compile(
    r"\b(?:lives?|living|lived|resid(?:es?|ing|ed)|resident|native|born|raised|grew up|moved|moving|"
    r"from|transferred|admitted|discharged|drove|drives|flew|flown|visiting|visited|visit|commutes|came|comes|"
    r"home|house|apartment|seen|treated|evaluated|hospitali[sz]ed|worked up|followed|operated|"
    r"diagnosed|surgery|works?|working|located|returned|relocated|immigrated|presented|presents|"
    r"care|check-?up|appointment|clinic|hospital|office|branch|traveled|here|family|wife|husband|job|store|"
    r"farm|incarcerated|shelter|referred|sent|back|out|down|up|over|near|outside|around|staying|stays|placed|placement|stationed|rehab|dialysis)\s+"
    r"(?:\w+\s+){0,2}?(?:at|in|to|from|near|outside|around|@)\s+(?:the\s+|our\s+|a\s+|their\s+|his\s+|her\s+)?$"
    r"|@\s*$|\bvisit(?:ed|ing|s)?\s+(?:the\s+|our\s+)?$|\b(?:lives?|resid\w+|hails?|moved|native|born|transferred)\s+(?:in|at|near|from|of|to|on|outside)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
PREPOSITION = grammar("preposition")
LED = PREPOSITION | {"the", "our", "a", "their", "his", "her", "on", "by", "visit"}
LINK = grammar("link")


def find(text: str, run: Sequence[Token]) -> Iterator[Span]:
    """Every place of the text that is smaller than a state."""
    yield from guard_addresses.find(text)
    yield from _facilities(text, run)
    yield from _named(text, run)
    yield from _known(text, run)


def _is_cap(token: Token) -> bool:
    return token.is_title or token.is_upper or token.is_initial


def _joined(token: Token) -> bool:
    """Whether a token stands in one phrase with the token before it."""
    return token.gap in (" ", "-", ". ", " & ", "'", "/", " - ", "  ") or token.gap == "."


def _facilities(text: str, run: Sequence[Token]) -> Iterator[Span]:
    """A run of names that ends in a facility's word: Elm Clinic, Mercy General Hospital."""
    sets = words().grammar
    heads, generic = sets["facility_heads"] | sets["place_heads"], sets["generic_place"]
    index = 0
    while index < len(run):
        token = run[index]
        if token.low not in heads or not (_is_cap(token) or token.low in LOWER_HEADS):
            index += 1
            continue
        first = _back(run, index)
        while (
            index + 1 < len(run)
            and _joined(run[index + 1])
            and run[index + 1].low in heads | {"medical", "med"}
            and (_is_cap(run[index + 1]) or run[index + 1].low in LOWER_HEADS)
        ):
            index += 1
        last, token = index, run[index]
        parts = [x for x in run[first:index] if x.low not in LINK]
        if any(x.is_possessive and x.low not in SAINTS for x in parts) and token.text[0].islower():
            index = last + 1
            continue
        names = [x for x in parts if x.low not in generic]
        if (names and _is_cap(names[0]) and not _is_phrase(run, first, index, names)) or (
            parts and token.is_title and _is_named_generic(parts, token, text)
        ):
            yield Span(run[first].start, run[last].end, Identifier.GEO, "a place by its name")
        index = last + 1


SAINTS = grammar("saints")
LOWER_HEADS = grammar("lower_heads")
#: Facility names made of everyday words.
COMMON_NAMES = grammar("common_names")


def _is_named_generic(parts: Sequence[Token], head: Token, text: str) -> bool:
    """University Hospital and City Clinic are names; Primary Care Clinic is none."""
    raw = [x.text.lower().replace("\u2019", "'") for x in parts]
    if head.low == "general":
        return raw[-1] in ("county", "city", "mass", "central", "regional")
    if head.low not in ("hospital", "hosp", "clinic", "center", "centre", "infirmary", "health"):
        return False
    if not all(x.is_title or x.low in LINK for x in parts):
        return False
    if head.low == "health":
        return raw[-1] in ("central", "regional")
    before = text[max(parts[0].start - 14, 0) : parts[0].start].lower()
    return any(x in COMMON_NAMES for x in raw) and bool(
        re.search(r"\b(?:at|to|from|in|near|visited|by|the)\s+(?:the\s+)?$", before)
    )


def _back(run: Sequence[Token], index: int) -> int:
    """The first token of the phrase that ends at `index`."""
    first = index
    while first > 0 and _joined(run[first]) and index - first < 6:
        before = run[first - 1]
        if _is_cap(before) and before.low not in NOT_OF_A_PLACE and not before.text.endswith("'d"):
            first -= 1
        elif (
            before.low in ("of", "and", "the", "de", "&")
            and first > 1
            and _joined(before)
            and _is_cap(run[first - 2])
            and run[first - 2].low not in NOT_OF_A_PLACE
        ):
            first -= 2
        else:
            break
    while first < index and (
        run[first].low in ("at", "the", "in", "seen", "pt", "our", "to", "from")
        or (run[first].opens and run[first].low in VERBS)
    ):
        first += 1
    return first


NOT_OF_A_PLACE = grammar("not_of_a_place")
VERBS = grammar("verbs")


def _is_phrase(run: Sequence[Token], first: int, index: int, names: Sequence[Token]) -> bool:
    """Whether the words before a facility's word are clinical ones: Sepsis Care, Epic System."""
    sets, lists = words().grammar, words()
    head = run[index].low
    weak = head in WEAK_HEADS
    states = [x.low in STATE_WORDS for x in names]
    if not weak and any(states):
        return False
    weak = head in (
        "care",
        "system",
        "center",
        "health",
        "general",
        "home",
        "park",
        "lake",
        "institute",
        "college",
        "school",
        "university",
        "nursing",
        "springs",
        "island",
        "square",
        "plaza",
        "beach",
        "plant",
        "library",
        "hills",
        "lodge",
        "temple",
        "way",
    )
    if (
        head
        in (
            "park",
            "hill",
            "hills",
            "island",
            "lake",
            "beach",
            "springs",
            "valley",
            "square",
            "heights",
        )
        and len(names) == 1
        and names[0].opens
    ):
        return True
    if head in ("county", "parish", "township", "borough", "reservation"):
        return all(x.low in sets["generic_place"] for x in names)
    known = [_is_plain_part(x, weak=weak) for x in names]
    if all(known):
        return True
    if head in ("care", "system", "home", "nursing") and all(is_everyday(x.low) for x in names):
        return True
    if names[0].opens and len(names) == 1 and is_everyday(names[0].low) and weak:
        return True
    medical = any(x.low in ("medical", "med") for x in run[first:index])
    everyday = all(is_everyday(x.low) or x.low in lists.clinical for x in names)
    if head == "center" and everyday and not medical:
        return True
    return bool(
        head != "county"
        and run[index].text[0].islower()
        and len(names) == 1
        and (names[0].opens or names[0].is_upper)
    )


def _is_plain_part(token: Token, *, weak: bool) -> bool:
    """Whether a word before a facility's word is a specialty, a disease or a service."""
    lists = words()
    if token.low in lists.grammar["generic_place"] or STRICT.search(token.low):
        return True
    return token.low in lists.clinical and (weak or token.low not in lists.english)


WEAK_HEADS = grammar("weak_heads")
STATE_WORDS = grammar("state_words")


def _named(text: str, run: Sequence[Token]) -> Iterator[Span]:
    """What follows "admitted to", "lives in", "seen at" with a capital."""
    lists, sets = words(), words().grammar
    for index, token in enumerate(run):
        if (
            not _is_cap(token)
            or token.opens
            or (
                index
                and _is_cap(run[index - 1])
                and _joined(token)
                and run[index - 1].low not in ("pt", "dr")
            )
        ):
            continue
        if index and "@" not in token.gap and run[index - 1].low not in LED:
            continue
        before = text[max(token.start - 60, 0) : token.start]
        at = re.search(r"\bat\s+(?:the\s+|our\s+)?$", before, re.IGNORECASE) is not None
        if not at and not LIVES.search(before):
            continue
        last = _forward(run, index)
        phrase = [x for x in run[index : last + 1] if x.low not in LINK]
        if all(_is_plain(x) for x in phrase):
            continue
        first = phrase[0]
        if index and run[index - 1].low in sets["titles"] and run[index - 1].low != "miss":
            continue
        if first.low in sets["titles"] or (first.low in lists.given and not at and len(phrase) > 1):
            continue
        if first.is_upper and not _is_acronym_place(first, before):
            continue
        if (
            len(phrase) == 1
            and not at
            and first.low in (lists.given | lists.family) - lists.place_parts
            and not re.search(
                r"\b(?:lives?|resid\w+|born|raised|moved|native|home|located|transferred|admitted)\s+(?:\w+\s+)?(?:in|to|at|from)\s+$",
                before,
                re.IGNORECASE,
            )
        ):
            continue
        end = guard_addresses.with_state(text, run[last].end)
        yield Span(token.start, end, Identifier.GEO, "a place by the words before it")


def _is_plain(token: Token) -> bool:
    lists = words()
    low = token.low
    if low in lists.place_parts and low not in lists.english and low != "may":
        return False
    if token.is_upper and low in lists.grammar["hospital_acronyms_not"]:
        return True
    if low in lists.clinical or low in lists.grammar["generic_place"] or token.is_initial:
        return True
    return is_everyday(low) or STRICT.search(low) is not None


def _is_acronym_place(token: Token, before: str) -> bool:
    sets = words().grammar
    if token.low in sets["hospital_names"]:
        return True
    if token.low in sets["hospital_acronyms_not"] or len(token.text) < 3:
        return False
    return (
        re.search(
            r"\b(?:seen|treated|admitted|evaluated|hospitali[sz]ed|surgery|born|transferred|care|delivered|followed|operated)\s+(?:at|to|from)\s+$",
            before,
            re.IGNORECASE,
        )
        is not None
    )


def _forward(run: Sequence[Token], index: int) -> int:
    last = index
    while last + 1 < len(run) and _joined(run[last + 1]) and last - index < 6:
        after = run[last + 1]
        if _is_cap(after) and after.low not in NOT_OF_A_PLACE:
            last += 1
        elif (
            after.low in ("of", "de", "del", "la")
            and last + 2 < len(run)
            and _joined(run[last + 2])
            and run[last + 2].is_title
        ):
            last += 2
        else:
            break
    return last


def _known(text: str, run: Sequence[Token]) -> Iterator[Span]:
    """Cities and hospitals by the lists, where the words around allow a place."""
    lists, sets = words(), words().grammar
    for index, token in enumerate(run):
        if not _is_cap(token):
            continue
        low = token.low
        before = run[index - 1] if index else None
        led = (
            before is not None
            and before.low in PREPOSITION | {"the", "our", "greater", "downtown"}
            and token.gap == " "
        )
        after = run[index + 1] if index + 1 < len(run) else None
        if (
            after is not None
            and after.gap == " "
            and after.low in sets["eponym_heads"]
            and after.low not in ("study", "area", "type")
        ):
            continue
        state = re.match(r",\s+([A-Z]{2})\b", text[token.end :])
        if (
            low in sets["hospital_names"]
            and low not in lists.english
            and ((led and low not in lists.eponyms) or (low in SURE and not token.is_possessive))
        ):
            last = _forward(run, index)
            last = last if all(_is_cap(x) for x in run[index : last + 1]) else index
            yield Span(token.start, run[last].end, Identifier.GEO, "a hospital")
        elif (
            state
            and token.is_title
            and state.group(1) in STATES
            and not (token.low in lists.given | lists.family and state.group(1) in DOUBTFUL)
            and (
                low in lists.place_parts
                or (state.group(1) not in DOUBTFUL and not is_everyday(low))
            )
        ):
            first = index
            while (
                first
                and _joined(run[first])
                and run[first - 1].is_title
                and not run[first - 1].opens
            ):
                first -= 1
            yield Span(
                run[first].start, token.end + state.end(), Identifier.GEO, "a city and state"
            )
        else:
            yield from _city(text, run, index, led=led)


SURE = grammar("sure")


def _city(text: str, run: Sequence[Token], index: int, *, led: bool) -> Iterator[Span]:
    lists = words()
    for length in (4, 3, 2, 1):
        part = run[index : index + length]
        if len(part) < length or not all(x.gap in (" ", ". ", "-") for x in part[1:]):
            continue
        name = re.sub(r"['\u2019]s$", "", text[part[0].start : part[-1].end].lower())
        if name not in lists.places:
            continue
        token = part[0]
        person = name in lists.given or name in lists.family
        sure = led and not (person and run[index - 1].low in ("by", "of", "to", "the"))
        alone = length > 1 and not token.opens
        if name in lists.english or name in lists.clinical or name in lists.eponyms:
            sure = (
                sure
                and run[index - 1].low in ("in", "near", "outside", "downtown", "from")
                and name not in lists.clinical
            )
            alone = False
        if sure or alone:
            yield Span(
                token.start,
                guard_addresses.with_state(text, part[-1].end),
                Identifier.GEO,
                "a city",
            )
            return
