"""Names of people: by list, by the words around them, and by how they are written.

A name that is also an everyday word (Hope, Will, Young) or a medical one (Murphy, Wilson) counts
only where the words around speak of a person.
"""

# ruff: noqa: E501 - a pattern is read whole, not in pieces
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from preround.logbook.guard_span import Identifier, Span
from preround.logbook.guard_words import MEDICAL, STRICT, Token, grammar, is_everyday, words

PARTICLES = grammar("particles")
SUFFIXES = grammar("suffixes")
BASE_VERB = grammar("base_verb")
AGE_SEX = re.compile(
    r"(?:\b\d{1,3}[\s-]?(?:y/?o|yr|yrs|years?|year)?[\s-]*(?:old)?[\s-]*(?:f|m|male|female|man|woman|boy|girl|lady|gentleman|pt|patient)\b[^.;\n]{0,60}[,(:-]\s*|\b(?:patient|pt|female|male|woman|man|boy|girl|lady|gentleman|child|infant|victim|mom|mother|teen|teenager)s?\s*[,:(-]\s*|\b(?:female|male|woman|man|boy|girl|lady|gentleman|child|infant|teen|teenager)\s+)$",
    re.IGNORECASE,
)
#: What follows a name on a list of patients: , 60F or (71 yo
AGE_AFTER = re.compile(
    r"\s*[,(:-]?\s*\(?\d{1,3}\s?(?:yo\b|y/o|y\.o|[mf]\b|yr|year|mo\b|month|week|day)", re.IGNORECASE
)
#: The same word as subject: Patience is a 3 y/o.
IS_OF_AGE = re.compile(
    r"\s+(?:is|was)\s+(?:now\s+)?(?:an?\s+)?\d{1,3}[\s-]?(?:yo\b|y/o|yr|year|month|week|day|f\b|m\b)",
    re.IGNORECASE,
)
LEAD_PHRASE = re.compile(
    r"(?:\b(?:name(?:d|s)?|called|calls (?:her|him)self|goes by|known as|nicknamed|is|aka|a\.k\.a\.|surname|"
    r"signed|introduced (?:her|him|my)self (?:as|to)|first name|last name|full name)\s*(?:is|was|:|=|as|to)?\s*[\"\u201c']?)$",
    re.IGNORECASE,
)
STRONG_PHRASE = re.compile(
    r"(?:\b(?:named|names|name is|name was|name:|name =|goes by|known as|nicknamed|aka|a\.k\.a\.|surname|"
    r"introduced (?:her|him)self as|first name|last name|full name|calls (?:her|him)self|patient:|pt:|patient name|"
    r"re:|dear|hi|hello|attn:?|cc:|signed,?|thanks,?)\s*(?:is|was|:|=)?\s*[\"\u201c']?)$",
    re.IGNORECASE,
)
COMMA_NAME = re.compile(
    r"\b([A-Z][A-Za-z'\u2019-]+),\s+([A-Z][A-Za-z'\u2019-]+)(?:\s+([A-Z])\b\.?)?"
)
INITIALS = re.compile(
    r"\b(?:pt|patient|mr|mrs|ms|client|named|initials?)\.?[\s:]+(?:is\s+|are\s+)?(?P<v>[A-Z]\.\s?[A-Z]\.?(?:\s?[A-Z]\.)?|[A-Z]\.?[A-Z]\.)(?![A-Za-z])",
    re.IGNORECASE,
)
DOTTED = re.compile(
    r"(?<![\w.])(?!(?:U\.S|D\.C|M\.D|D\.O|E\.D|O\.R|I\.V|P\.O|P\.T|O\.T|N\.P|P\.A|A\.M|P\.M|E\.R|R\.N|B\.P|C\.C|"
    r"H\.R|T\.B|C\.T|C\.V|I\.D|E\.G|I\.E|P\.R|U\.K|N\.Y|L\.A|Q\.D|M\.A|B\.S|P\.S|E\.M|G\.I|G\.U)\b)"
    r"(?P<v>[A-Z]\.\s?[A-Z]\.)(?![A-Za-z])(?!\s?[A-Z][a-z])"
)
BARE_INITIALS = re.compile(r"\binitials?[\s:]+(?:are\s+|is\s+)?(?P<v>[A-Z]{2,3})\b")
ROLE_INITIALS = re.compile(
    r"\b(?:pt|Pt|patient|Patient|Mr|Mrs|Ms)\.?\s+(?P<v>[A-Z])\.?(?=\s+(?:was|is|has|had|came|said|told|reports?|denies|presented|who|with|in)\b)"
)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the lists say of one word."""

    given: bool
    family: bool
    eponym: bool
    everyday: bool
    clinical: bool
    medical: bool

    @property
    def is_name(self) -> bool:
        return self.given or self.family

    @property
    def is_sure(self) -> bool:
        """A name and nothing else."""
        return self.is_name and not (self.everyday or self.clinical or self.eponym)

    @property
    def is_unknown(self) -> bool:
        return not (self.is_name or self.everyday or self.clinical or self.eponym or self.medical)

    @property
    def may_name(self) -> bool:
        """Could be a name, by list or because nothing else knows it."""
        return self.is_name or self.is_unknown


def look(word: str) -> _Seen:
    """What the lists say of a folded word; a doubled name counts by its parts."""
    lists = words()
    parts = word.split("-") if "-" in word else [word]
    given = word in lists.given or (len(parts) > 1 and all(p in lists.given for p in parts))
    family = word in lists.family or (
        len(parts) > 1 and all(p in lists.family or p in lists.given for p in parts)
    )
    if not (given or family) and word.startswith(("mc", "o'", "mac", "d'")) and len(word) > 4:
        family = not is_everyday(word) and word not in lists.clinical
    named = given or family
    return _Seen(
        given=given,
        family=family,
        eponym=word in lists.eponyms or any(p in lists.eponyms for p in parts if len(parts) > 1),
        everyday=word in lists.english if named else is_everyday(word),
        clinical=word in lists.clinical,
        medical=STRICT.search(word) is not None,
    )


def find(text: str, run: Sequence[Token]) -> Iterator[Span]:
    """Every name of a person that the words of the text give away."""
    for pattern in (INITIALS, ROLE_INITIALS, DOTTED, BARE_INITIALS):
        for match in pattern.finditer(text):
            yield Span(*match.span("v"), Identifier.NAME, "initials")
    yield from _last_first(text)
    seen = [look(token.low) for token in run]
    shouting = sum(t.is_upper for t in run) > 0.7 * len(run) and len(run) > 6
    index, reached = 0, -1
    while index < len(run):
        end, why = _name_at(text, run, seen, index, shouting=shouting)
        if end > index:
            last = run[end - 1]
            stop = last.end - (2 if last.is_possessive and last.text[-2] in "'\u2019" else 0)
            if text[stop : stop + 1] == "." and last.is_initial:
                stop += 1
            yield Span(run[index].start, stop, Identifier.NAME, why)
            reached = index = end
        elif _joins(run, seen, index, reached):
            yield Span(run[index].start, run[index].end, Identifier.NAME, "joined to a name")
            reached = index = index + 1
        else:
            index += 1


def _joins(run: Sequence[Token], seen: Sequence[_Seen], index: int, reached: int) -> bool:
    """Whether a capital stands right after a name and the word and: Chen and Quispe."""
    return (
        reached > 0
        and reached == index - 1
        and run[index - 1].low == "and"
        and run[index].is_title
        and len(run[index].text) > 2
        and seen[index].may_name
        and not (seen[index].everyday or seen[index].clinical)
    )


def _last_first(text: str) -> Iterator[Span]:
    for match in COMMA_NAME.finditer(text):
        last, first = look(match.group(1).lower()), look(match.group(2).lower())
        if (
            last.family
            and first.given
            and (last.is_sure or first.is_sure)
            and not (match.group(1).istitle() and last.given and not last.is_sure)
        ):
            yield Span(*match.span(), Identifier.NAME, "family name, given name")


def _written(token: Token, *, shouting: bool) -> bool:
    if token.text[-2:].lower() in ("'d", "'t", "\u2019d", "\u2019t") or token.text[-3:-2] in (
        "'",
        "\u2019",
    ):
        return False
    return token.is_title or (token.is_upper and len(token.text) > 2 and not shouting)


def _name_at(
    text: str, run: Sequence[Token], seen: Sequence[_Seen], index: int, *, shouting: bool
) -> tuple[int, str]:
    """Where the name that begins at `index` ends (exclusive), and why; `index` if none does."""
    token, _known = run[index], seen[index]
    before = run[index - 1] if index else None
    lead = text[max(token.start - 90, 0) : token.start]
    if token.is_initial:
        if (
            before is not None
            and before.low in ("dr", "mr", "mrs", "ms", "prof")
            and token.gap in (" ", ". ")
        ):
            end, _ = _from_initial(run, seen, index)
            return max(end, index + 1), "a title before it"
        return _from_initial(run, seen, index)
    if len(token.text) < 2 or token.low in words().grammar["titles"]:
        return index, ""
    if _written(token, shouting=shouting):
        end = _stretch(run, seen, index)
        if _is_titled(run, index):
            return end, "a title before it"
        if _is_eponym(run, seen, index, end):
            return index, ""
        why = _why(text, run, seen, index, end, before, lead)
        return (end, why) if why else (index, "")
    if token.text[0].islower() or shouting:
        return _lower(run, seen, index, before, lead)
    return index, ""


def _is_titled(run: Sequence[Token], index: int) -> bool:
    """Whether Mr., Dr. or the like stands before the word."""
    before = run[index - 1] if index else None
    if before is None or run[index].gap not in (" ", ". ", ".") or before.low not in TITLES:
        return False
    known = look(run[index].low)
    return known.is_name or not (known.everyday or known.clinical)


TITLES = grammar("name_titles")


def _from_initial(run: Sequence[Token], seen: Sequence[_Seen], index: int) -> tuple[int, str]:
    """J. Smith, J.R. Okafor."""
    at = index + 1
    while (
        at < len(run) and run[at].is_initial and run[at].gap in (".", ". ", " ") and at - index < 3
    ):
        at += 1
    if (
        at < len(run)
        and run[at].is_title
        and run[at].gap == ". "
        and seen[at].family
        and not seen[at].everyday
    ):
        follows = at + 1 < len(run) and run[at + 1].low in words().grammar["eponym_heads"]
        if (not follows and index > 0 and run[index].text not in ("I", "A")) or index == 0:
            return at + 1, "an initial and a family name"
    return index, ""


def _stretch(run: Sequence[Token], seen: Sequence[_Seen], index: int) -> int:
    """How far capitalized words that may be names run on from `index`."""
    end = index + 1
    while end < len(run) and end - index < 5:
        token = run[end]
        if (
            token.is_initial
            and token.gap == " "
            and (seen[end - 1].may_name)
            and token.text not in ("I", "A")
        ):
            end += 1
            continue
        if (
            token.low in PARTICLES
            and token.gap == " "
            and end + 1 < len(run)
            and (
                (run[end + 1].is_title and seen[end + 1].may_name) or run[end + 1].low in PARTICLES
            )
        ):
            end += 1
            continue
        if (
            token.low in SUFFIXES
            and token.gap in (" ", ", ")
            and (token.is_upper or token.is_title)
        ):
            end += 1
            break
        joined = token.gap == " " or (token.gap == ". " and run[end - 1].is_initial)
        if (
            not joined
            or not (token.is_title or (token.is_upper and run[end - 1].is_upper))
            or not seen[end].may_name
        ):
            break
        end += 1
    while end > index + 1 and run[end - 1].low in PARTICLES and run[end - 1].text.islower():
        end -= 1
    return end


def _is_eponym(run: Sequence[Token], seen: Sequence[_Seen], index: int, end: int) -> bool:
    """Whether a sign, a test or a disease follows: Murphy's sign, Marcus Gunn pupil."""
    sets = words().grammar
    last = run[end - 1]
    if end >= len(run):
        return False
    after = run[end]
    if after.gap not in (" ", "-"):
        return False
    if after.low in sets["eponym_heads"]:
        if after.low in (
            "hand",
            "foot",
            "test",
            "tests",
            "type",
            "class",
            "chart",
            "exam",
            "examination",
            "gait",
            "diet",
            "lung",
            "heart",
            "kidney",
            "knee",
            "elbow",
            "toe",
            "rash",
            "therapy",
            "exercises",
            "positive",
            "negative",
            "interval",
            "space",
            "line",
            "tube",
            "catheter",
            "hernia",
            "fracture",
            "position",
            "nails",
            "ulcer",
            "tumor",
            "dressing",
            "score",
            "scores",
            "bed",
            "disease",
            "risk",
            "protocol",
            "bandage",
            "cast",
            "breathing",
            "rhythm",
            "mask",
        ):
            return seen[end - 1].eponym or not (last.is_possessive and seen[end - 1].is_sure)
        return True
    two = run[end + 1].low if end + 1 < len(run) and run[end + 1].gap == " " else ""
    if seen[end - 1].eponym and end == index + 1 and two in sets["eponym_heads"]:
        return True
    return (
        last.is_possessive
        and seen[end - 1].eponym
        and end == index + 1
        and after.low not in sets["kin"]
        and after.low
        not in ("chart", "room", "family", "care", "case", "chart", "bedside", "house", "labs")
    )


def _after(run: Sequence[Token], end: int) -> str:
    return run[end].low if end < len(run) and run[end].gap.strip() in ("", ",", "(") else ""


def _why(  # noqa: PLR0911 - a decision list, one case after another
    text: str, run: Sequence[Token], seen: Sequence[_Seen], index: int, end: int,
    before: Token | None, lead: str,
) -> str:  # fmt: skip
    sets = words().grammar
    token, known = run[index], seen[index]
    after = _after(run, end)
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
    run: Sequence[Token], seen: Sequence[_Seen], index: int, end: int, lead: str
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
    text: str, run: Sequence[Token], seen: Sequence[_Seen], index: int, end: int,
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


NOBODY = grammar("nobody")
SEASONS = grammar("seasons")
AFTER_NAME = frozenset({"on", "in", "is", "was", "has", "had", "with", "came", "and", "from"})
MODALS = grammar("modals")
#: Everyday words that are no nouns, so that a verb right after them makes a name of them.
ADJECTIVES = grammar("adjectives")
WITH_PERSON = re.compile(
    r"\b(?:spoke|spoken|talked|talking|discussed|met|chatted|sat|worked|rounded|prayed|counsel\w*|visit\w*|"
    r"interview\w*|examin\w*|history|reassur\w*|teaching|session|call|called|introduc\w*|accompan\w*|"
    r"consent\w*|help\w*|taught|assist\w*|explained|listened|shadow\w*|encounter|conversation)\s+(?:\w+\s+)?(?:with|to|from|for|by|on|of)\s+$",
    re.IGNORECASE,
)


def _lower(  # noqa: C901, PLR0911, PLR0912 - a decision list, one case after another
    run: Sequence[Token], seen: Sequence[_Seen], index: int, before: Token | None, lead: str
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
        and _after(run, index + 1) in AFTER_NAME
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
    after = _after(run, end)
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
