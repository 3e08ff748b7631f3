"""Places smaller than a state: facilities, cities, counties, streets, postal codes."""

# ruff: noqa: E501 - a pattern is read whole, not in pieces
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from preround.logbook import guard_addresses, guard_facilities
from preround.logbook.guard_facilities import is_cap, is_joined
from preround.logbook.guard_look import Kind, look
from preround.logbook.guard_span import Identifier, Span
from preround.logbook.guard_spelling import spelled_as_name
from preround.logbook.guard_words import STRICT, Token, grammar, is_everyday, words

#: Verbs and nouns before "at", "in", "to" or "from" that make a place of what follows.
LIVES = re.compile(
    r"\b(?:lives?|living|lived|resid(?:es?|ing|ed)|resident|native|born|raised|grew up|moved|moving|"
    r"from|transferred|admitted|discharged|drove|drives|flew|flown|visiting|visited|visit|commutes|came|comes|"
    r"home|house|apartment|seen|treated|evaluated|hospitali[sz]ed|worked up|followed|operated|"
    r"diagnosed|surgery|works?|working|located|returned|relocated|immigrated|presented|presents|"
    r"care|check-?up|appointment|clinic|hospital|office|branch|traveled|here|family|wife|husband|job|store|"
    r"farm|farms|fishes|incarcerated|shelter|referred|sent|back|out|down|up|over|near|outside|around|staying|stays|sleeps|placed|placement|stationed|rehab|dialysis|school|church)\s+"
    r"(?:\w+\s+){0,2}?(?:at|in|to|from|near|outside|around|@)\s+(?:the\s+|our\s+|a\s+|their\s+|his\s+|her\s+)?$"
    r"|@\s*$|\bvisit(?:ed|ing|s)?\s+(?:the\s+|our\s+)?$|\b(?:lives?|resid\w+|hails?|moved|native|born|transferred)\s+(?:in|at|near|from|of|to|on|outside)\s+(?:the\s+)?$"
    r"|\b(?:near|outside|downtown)\s+$"
    r"|\b(?:pt|patient|man|woman|lady|guy|gentleman|girl|boy|kid|child|mother|father|he|she|they|is|was|originally|couple|farmer|worker|student|driver|teacher|\d+\s?[mf]|yo|old|up|over|all the way)\s+from\s+$",
    re.IGNORECASE,
)
#: The same, so sure that even a person's name is a place there.
SURELY_LIVES = re.compile(
    r"\b(?:lives?|resid\w+|born|raised|moved|native|home|located|transferred|admitted)\s+(?:\w+\s+)?(?:in|to|at|from)\s+$",
    re.IGNORECASE,
)
CARED_AT = re.compile(
    r"\b(?:seen|treated|admitted|evaluated|hospitali[sz]ed|surgery|born|transferred|care|delivered|followed|operated)\s+(?:at|to|from)\s+$",
    re.IGNORECASE,
)
#: Where a patient or a relative earns a living: drives for Uber.
WORKS = re.compile(
    r"(?<!\bI )\b(?:works?|worked|working|drives?|driving|drove|cooks?|cooked|cleans?|employed|fired|laid off|retired|cashier|manager|driver|"
    r"janitor|janitorial|teacher|guard|mechanic|welder|foreman|supervisor|waitress|waiter|barista|packer|picker|plays|played|student|freshman|sophomore|junior|senior)\s+"
    r"(?:\w+\s+)?(?:for|at|by|from)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
LOW_LEADS = ("in", "from", "near", "to", "outside", "of", "r/o", "o")
#: is from tirunelveli, lives in waukesha
HAILS = re.compile(
    r"\b(?:(?:he|she|pt|patient|is|was|man|woman|lady|guy|originally|hails|comes|came|family|\d+\s?[mf]|yo)\s+from|lives? in|living in|born in|raised in|moved (?:to|from)|"
    r"resident of|native of|r/o|(?:cataract|here|visiting)?,\s+from)\s+$",
    re.IGNORECASE,
)
AT = re.compile(r"\bat\s+(?:the\s+|our\s+)?$", re.IGNORECASE)
#: nursing home: Golden Acres
LABELLED = re.compile(
    r"(?:^|[.;,\n(]\s*|\b(?:current|home|last|prior|name of|his|her|their|the|from)\s+)(?:nursing home|snf|facility|hospital|clinic|pharmacy|shelter|address|hometown|city|town|village|county|residence|employer|school|rehab|dialysis center|birthplace|place of birth)\s*[:=]\s*$",
    re.IGNORECASE,
)
#: Uvalde, Cap-Ha\u00eftien
PLAINLY = re.compile(r"[^\W\d_a-z][^\W\d_A-Z]+(?:-[^\W\d_]+)*")
#: Medicaid of New York: the state pays, not the city
PAYER = re.compile(
    r"\b(?:medicaid|state|law|laws|license[sd]?|board) (?:of|in|for) $", re.IGNORECASE
)
STATE_CODE = re.compile(r",\s+([A-Z]{2})\b")


#: One's own rotation or journey: observership at a hospital, I fly via Doha.
OWN_TRIP = re.compile(
    r"\b(?:rotations?|observerships?|externships?|electives?|clerkships?|internship|residency|interviews?|applied|matched|usce|letter writer|(?:i|we)(?:'ll)? (?:fly|flew|land(?:ed)?|rotate[d]?|studied|trained|graduated|applied|moved)|"
    r"my (?:flight|hometown|home country|medical school|med school|school|program|apartment|sublet))\b[^.;\n]{0,40}$",
    re.IGNORECASE,
)


def find(text: str, run: Sequence[Token]) -> Iterator[Span]:
    """Every place of the text that is smaller than a state, one's own rotations aside."""
    for span in _every(text, run):
        lead = text[max(span.start - 70, 0) : span.start]
        own = OWN_TRIP.search(lead)
        if own is None or OTHERS & set(own.group().lower().split()):
            yield span


def _every(text: str, run: Sequence[Token]) -> Iterator[Span]:
    yield from guard_addresses.find(text)
    yield from guard_facilities.find(text, run)
    yield from _in_lower_case(text, run)
    for index, token in enumerate(run):
        if is_cap(token):
            yield from _led(text, run, index)
            yield from _listed(text, run, index)


def _in_lower_case(text: str, run: Sequence[Token]) -> Iterator[Span]:
    """A listed town without its capital after in or from, or an unknown word after "is from"."""
    lists = words()
    for index, token in enumerate(run[1:], 1):
        yield from _chain(text, run, index)
        if not token.text[0].islower() or run[index - 1].low not in LOW_LEADS or token.gap != " ":
            continue
        for length in (3, 2, 1):
            part = run[index : index + length]
            name = text[token.start : part[-1].end].lower()
            if len(part) < length or name not in lists.places:
                continue
            if length > 1 or not _is_word(name):
                yield Span(token.start, part[-1].end, Identifier.GEO, "a city")
                break
        else:
            lead = text[max(token.start - 60, 0) : token.start]
            unknown = len(token.low) > 4 and look(token.low).kind is Kind.UNKNOWN
            if unknown and spelled_as_name(token.low) > 1 and HAILS.search(lead):
                yield Span(token.start, token.end, Identifier.GEO, "a place by the words before it")


def _chain(text: str, run: Sequence[Token], index: int) -> Iterator[Span]:
    """A chain of shops in lower case, where somebody works there: works at the walmart."""
    token = run[index]
    lead = text[max(token.start - 60, 0) : token.start]
    if token.low in grammar("chains") and WORKS.search(lead):
        yield Span(token.start, token.end, Identifier.GEO, "where someone works")


def _is_word(name: str) -> bool:
    """Whether a town's name is an everyday or a medical word too: mobile, reading, nice."""
    lists = words()
    return is_everyday(name) or name in lists.clinical or name in lists.eponyms


def _led(text: str, run: Sequence[Token], index: int) -> Iterator[Span]:
    """What follows "admitted to", "lives in", "seen at" with a capital."""
    token = run[index]
    lead = text[max(token.start - 60, 0) : token.start]
    person = look(token.low).kind is Kind.SURE_GIVEN
    labelled = not person and LABELLED.search(lead) is not None
    works = not person and WORKS.search(lead) is not None and token.is_title
    if not (labelled or works) and not _may_be_led(run, index):
        return
    at = AT.search(lead) is not None
    if not (labelled or at or works or _is_in(run, index) or LIVES.search(lead)):
        return
    last = _forward(run, index)
    phrase = [x for x in run[index : last + 1] if x.low not in grammar("link")]
    if works and phrase and not _is_ward(phrase[0]):
        yield Span(token.start, run[last].end, Identifier.GEO, "where someone works")
        return
    hospital = phrase and phrase[0].low in grammar("common_names") and CARED_AT.search(lead)
    if look(token.low).eponym and (token.is_possessive or (labelled and not at)):
        return  # tender at McBurney's point
    named = (labelled and len(phrase) > 1) or (hospital and phrase[0].is_title)
    named = named or (at and _is_named_so(run, index, phrase))
    if not phrase or (not named and all(_is_plain(x) for x in phrase)):
        return
    if labelled or not _is_person(run, index, phrase, lead, at=at):
        end = guard_addresses.with_state(text, run[last].end)
        yield Span(token.start, end, Identifier.GEO, "a place by the words before it")


#: Where I got my shoes.
BOUGHT = frozenset(("bought", "ordered", "shopping"))
#: Words that turn one's own rotation to somebody else.
OTHERS = grammar("others") | grammar("kin")


def _is_named_so(run: Sequence[Token], index: int, phrase: Sequence[Token]) -> bool:
    """Whether everyday words with capitals, amid lower case, name a house: at The Rusty Nail."""
    if len(phrase) < 2 or not all(x.is_title for x in phrase):
        return False
    plain = grammar("generic_place") | grammar("gatherings") | words().clinical | words().eponyms
    if any(x.low in plain or STRICT.search(x.low) for x in phrase):
        return False
    if BOUGHT & {x.low for x in run[max(index - 3, 0) : index]}:
        return False
    rest = [
        x for x in run[max(index - 4, 0) : index] if not x.opens and x.low not in grammar("link")
    ]
    return bool(rest) and not any(is_cap(x) for x in rest[-2:])


def _is_ward(token: Token) -> bool:
    """Whether the word after "works in" is a field or a ward, not an employer."""
    plain = grammar("generic_place") | grammar("hospital_acronyms_not") | grammar("titles")
    return token.low in plain or STRICT.search(token.low) is not None


def _is_in(run: Sequence[Token], index: int) -> bool:
    """Whether a capital that no list knows stands after in: a bus crash in Uvalde."""
    token = run[index]
    if (
        index < 1
        or run[index - 1].low not in ("in", "near", "outside", "from")
        or not token.is_title
    ):
        return False
    plain = len(token.text) > 3 and PLAINLY.fullmatch(token.text) is not None
    return plain and look(token.low).kind is Kind.UNKNOWN


def _may_be_led(run: Sequence[Token], index: int) -> bool:
    """Whether a capital begins a phrase and stands after a small word that leads to places."""
    token, before = run[index], run[index - 1] if index else None
    if token.opens:
        return False
    if before is None or "@" in token.gap:
        return True
    inside = is_cap(before) and is_joined(token) and before.low not in ("pt", "dr")
    return not inside and before.low in grammar("place_leads")


def _is_person(
    run: Sequence[Token], index: int, phrase: Sequence[Token], lead: str, *, at: bool
) -> bool:
    """Whether what stands where a place could is a person, or a ward: from Maria, to ICU."""
    lists, first = words(), phrase[0]
    before = run[index - 1].low if index else ""
    if before in grammar("titles") - {"miss"} or first.low in grammar("titles"):
        return True
    if first.low in lists.given and not at and len(phrase) > 1:
        return True
    if first.is_upper and not _is_acronym_place(first, lead):
        return True
    named = first.low in (lists.given | lists.family) - lists.place_parts
    return len(phrase) == 1 and not at and named and SURELY_LIVES.search(lead) is None


def _is_plain(token: Token) -> bool:
    """Whether a word is a term or everyday English, which names no place."""
    lists = words()
    low = token.low
    if low in lists.place_parts and low not in lists.english and low != "may":
        return False
    if token.is_upper and low in grammar("hospital_acronyms_not"):
        return True
    if low in lists.clinical or low in grammar("generic_place") or token.is_initial:
        return True
    return is_everyday(low) or STRICT.search(low) is not None


def _is_acronym_place(token: Token, lead: str) -> bool:
    if token.low in grammar("hospital_names"):
        return True
    if token.low in grammar("hospital_acronyms_not") or len(token.text) < 3:
        return False
    return CARED_AT.search(lead) is not None


def _forward(run: Sequence[Token], index: int) -> int:
    """The last word of the phrase that begins at `index`."""
    last, outside = index, grammar("not_of_a_place")
    while last + 1 < len(run) and is_joined(run[last + 1]) and last - index < 6:
        after = run[last + 1]
        if after.gap.startswith(".") and after.opens:
            break
        if is_cap(after) and after.low not in outside:
            last += 1
        elif _links(run, last + 1):
            last += 2
        else:
            break
    return last


def _links(run: Sequence[Token], at: int) -> bool:
    """Whether an of or de stands between two words of a name."""
    if run[at].low not in ("of", "de", "del", "la") or at + 1 >= len(run):
        return False
    return is_joined(run[at + 1]) and run[at + 1].is_title


def _listed(text: str, run: Sequence[Token], index: int) -> Iterator[Span]:
    """Cities and hospitals by the lists, where the words around allow a place."""
    token = run[index]
    leads = grammar("preposition") | {"the", "our", "greater", "downtown"}
    led = index > 0 and run[index - 1].low in leads and token.gap == " "
    state = STATE_CODE.match(text, token.end)
    term = _names_a_term(run, index)
    if not term and _is_hospital(token, run[index - 1].low if index else "", led=led):
        last = _forward(run, index)
        last = last if all(is_cap(x) for x in run[index : last + 1]) else index
        yield Span(token.start, run[last].end, Identifier.GEO, "a hospital")
    elif not term and state is not None and _is_city_of(token, state.group(1)):
        first = index
        while first and is_joined(run[first]) and _is_inside(run[first - 1]):
            first -= 1
        yield Span(run[first].start, state.end(), Identifier.GEO, "a city and state")
    else:
        yield from _city(text, run, index, led=led)


def _names_a_term(run: Sequence[Token], index: int) -> bool:
    """Whether a score, a disease or the like follows: Boston criteria."""
    if index + 1 >= len(run) or run[index + 1].gap != " ":
        return False
    after = run[index + 1].low
    return after in grammar("eponym_heads") and after not in ("study", "area", "type")


def _is_inside(token: Token) -> bool:
    return token.is_title and not token.opens


def _is_hospital(token: Token, before: str, *, led: bool) -> bool:
    """Whether a word by itself is a hospital's short name: Bellevue, UCSF."""
    lists = words()
    if token.low not in grammar("hospital_names") or token.low in lists.english:
        return False
    if led and token.low not in lists.eponyms:
        return True
    if led and before in ("in", "near", "outside"):
        return True
    return token.low in grammar("sure") and not token.is_possessive


def _is_city_of(token: Token, state: str) -> bool:
    """Whether a word before a comma and a state's code is a city, not a person with a degree."""
    lists, doubtful = words(), state in grammar("doubtful")
    if not token.is_title or state not in grammar("states"):
        return False
    if token.low in lists.place_parts:
        return not (doubtful and token.low in lists.given | lists.family)
    return not doubtful and not is_everyday(token.low)


def _city(text: str, run: Sequence[Token], index: int, *, led: bool) -> Iterator[Span]:
    lists = words()
    for length in (4, 3, 2, 1):
        part = run[index : index + length]
        if len(part) < length or not all(x.gap in (" ", ". ", "-") for x in part[1:]):
            continue
        name = re.sub(r"['\u2019]s$", "", text[part[0].start : part[-1].end].lower())
        if name not in lists.places:
            continue
        if name in ("new york", "washington") and PAYER.search(text[: part[0].start][-20:]):
            return
        if _names_a_term(run, index + length - 1):
            return
        if _is_meant(run, index, name, length, led=led):
            end = guard_addresses.with_state(text, part[-1].end)
            yield Span(part[0].start, end, Identifier.GEO, "a city")
            return


def _stands_alone(run: Sequence[Token], index: int) -> bool:
    """Whether a town is an item between commas: (retired dentist, Tulsa)."""
    token = run[index]
    if token.opens or not token.text[0].isupper() or token.gap.strip() not in (",", "(", ";"):
        return False
    return index + 1 == len(run) or run[index + 1].gap.strip()[:1] in (",", ")", ".", ";")


def _is_meant(run: Sequence[Token], index: int, name: str, length: int, *, led: bool) -> bool:
    """Whether a listed name means the city: two words do, one needs an in or a from."""
    lists, before = words(), run[index - 1].low if index else ""
    if name in lists.english or name in lists.clinical or name in lists.eponyms:
        where = before in ("in", "near", "outside", "downtown", "from")
        return led and where and name not in lists.clinical
    person = look(name).kind is not Kind.TERM and (name in lists.given or name in lists.family)
    sure = (led or before == "about") and not (person and before in ("by", "of", "to", "the"))
    if name in ("ann arbor", "la crosse", "los angeles", "new york") and not led:
        return False
    after = run[index + length].low if index + length < len(run) else ""
    if after in ("police", "pd", "sheriff", "county", "jail", "airport", "mall", "library"):
        return True
    if length == 1 and not person and _stands_alone(run, index):
        return True
    return sure or (length > 1 and not run[index].opens)
