"""Why a word is taken for a person's name: how it looks, what stands before it and after it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from preround.logbook import guard_phrases as said
from preround.logbook import guard_relatives, guard_terms
from preround.logbook.guard_look import Kind, heads_a_term, owns_without_mark
from preround.logbook.guard_spelling import spelled_as_name
from preround.logbook.guard_stretch import Stretch, name_start
from preround.logbook.guard_words import DATA, Token, grammar, words

ALONE = (Kind.SURE_FAMILY, Kind.UNKNOWN)
#: How far a note is looked at for capitals, and how many leave it a note without.
MOST_LOOKED, MOST_CAPITALS = 20, 3
#: Brayleigh 15mo
MONTHS_OLD = re.compile(r"\s*,?\s*\(?\d{1,2}\s?mos?\b")
#: Foley 16F: as thick as that, not as old.
FRENCH = re.compile(r"\s*,?\s*\d{1,2}\s?[fF]r?\b")
SHORT_WORD, LONG_WORD = 5, 4
#: From here on an unknown word is spelled like a name.
SPELLED_SO = 2.0
Points = Mapping[str, float]


class Evidence(NamedTuple):
    """The points of `name_evidence.toml`."""

    enough: float
    prior: Mapping[str, Sequence[float]]
    word: Points
    before: Points
    after: Points
    against: Points


@cache
def evidence() -> Evidence:
    """Read the points, once."""
    return Evidence(**tomllib.loads((DATA / "name_evidence.toml").read_text(encoding="utf-8")))


WHY = {
    "title": "a title before it",
    "soft_title": "a title before it",
    "phrase": "said to be a name",
    "patient": "the word for a patient before it",
    "patient_plural": "the word for patients before it",
    "kin": "a relative or friend before it",
    "listed": "in a list of names",
    "bed": "a bed or a room beside it",
    "described": "written where a name stands",
    "clinician": "a clinician's role before it",
    "age": "an age after it",
    "family": "a family",
    "owns": "what belongs to a person after it",
}


def weigh(part: Stretch) -> tuple[float, str]:
    """The points of a stretch and the strongest reason for it."""
    named = _names(part)
    before, left = _before(part)
    after, right = _after(part)
    key = left if before >= after else right
    words_around = "a name, by the words around it"
    own = "a given name" if named >= evidence().enough else words_around
    doubt = guard_terms.doubt(part, before, evidence().before, evidence().against)
    return named + before + after + doubt, WHY.get(key, own)


def form(token: Token, *, shouting: bool) -> int:
    """Which column of the priors a word is in."""
    if token.text[0].islower() or shouting:
        return 4 if len(token.low) < SHORT_WORD else 3
    if token.is_upper:
        return 2
    return 1 if token.opens else 0


def prior(part: Stretch, at: int) -> float:
    """How much one word by itself looks like a name."""
    points = evidence()
    token, known = part.run[at], part.seen[at]
    value = points.prior[known.kind.value][form(token, shouting=part.shouting)]
    if known.kind is Kind.UNKNOWN:
        most = points.word["spelled_most"]
        value += max(-most, min(most, spelled_as_name(token.low)))
    if known.is_sure and form(token, shouting=part.shouting) == 2 and len(token.low) > LONG_WORD:
        value += points.word["long_capitals"]
    if token.text[0].islower() and part.run[name_start(part.run, at)].opens:
        unknown = known.kind is Kind.UNKNOWN and spelled_as_name(token.low) > SPELLED_SO
        value += points.word["first_lower"] if known.is_sure or unknown else 0.0
    if known.kind in ALONE and form(token, shouting=part.shouting) == 0 and _in_a_low_note(part):
        value += points.word["alone"]
    if token.low in grammar("seasons"):
        value += points.word["calendar"]
    elif known.kind is Kind.EVERYDAY_GIVEN and not known.eponym and _is_quiet(part, at):
        value += points.word["quiet"]
    return value


def _in_a_low_note(part: Stretch) -> bool:
    """Whether the note is typed without capitals, so that one means something."""
    run, at = part.run, part.begin
    opening = [x for x in run[max(at - MOST_LOOKED, 0) : at + MOST_LOOKED] if x.opens]
    plain = [x for x in run[max(at - MOST_LOOKED, 0) : at + MOST_LOOKED] if x.is_title]
    return all(x.text[0].islower() for x in opening) and len(plain) <= MOST_CAPITALS


def _is_quiet(part: Stretch, at: int) -> bool:
    """Whether a capital stands between words in lower case, so that this is no heading."""
    token, run = part.run[at], part.run
    if token.opens or not token.is_title or token.low in grammar("seldom_names"):
        return False
    sides = [run[i] for i in (at - 1, at + 1) if 0 <= i < len(run)]
    return all(x.text[0].islower() or x.opens for x in sides)


def _names(part: Stretch) -> float:
    """The words themselves: the best one, and what they are together."""
    points = evidence().word
    small = grammar("particles") | grammar("suffixes")
    words = [i for i in range(part.begin, part.end) if part.run[i].low not in small]
    words = [i for i in words if not part.run[i].is_initial] or [part.begin]
    best = max(prior(part, i) for i in words)
    if any(part.run[i].is_initial for i in range(part.begin, part.end)):
        best += points["initial"]
    if len(words) == 1:
        return best
    first, last = part.seen[words[0]], part.seen[words[-1]]
    if first.eponym and last.eponym and not (first.is_sure or last.is_sure):
        return best + points["eponyms"]
    if first.given and (last.family or last.given or last.kind is Kind.UNKNOWN):
        return best + points["given_family"]
    if first.is_sure or last.is_sure or (first.family and last.given):
        return best + points["names"]
    return best + points["unknowns"]


def _before(part: Stretch) -> tuple[float, str]:
    """The best reason that stands before a stretch."""
    points = evidence().before
    keys = list(_reasons_before(part))
    if not keys:
        return 0.0, ""
    key = max(keys, key=lambda k: points[k])
    for against in ("saint", "consumed"):
        if against in keys:
            return points[against], ""
    if "articles" in keys and points[key] <= points["verb"]:
        home = part.after is not None and part.after.low in grammar("family_words")
        return (0.0 if home or owns_without_mark(part.last) else points["articles"]), ""
    return points[key], key


def _reasons_before(part: Stretch) -> Iterator[str]:
    before, token = part.before, part.first
    if before is None:
        return
    yield from (key for key, found in _phrases(part) if found)
    gap = token.gap.strip(' "\u201c')
    if gap.endswith("("):
        yield "bracket"
    if before.low in grammar("saint_words") and gap in ("", "."):
        yield "saint"
    titled = before.low in grammar("titles") and gap in ("", ".", ":")
    if before.is_upper and part.first.is_upper and not part.shouting:  # MR SOPA
        titled = titled and part.seen[part.begin].is_name
    if titled and "\n" not in token.gap:
        yield _title(before, token)
    if gap in ("", ":", "#", "(", "-"):
        roles = ("patient", "patient_plural", "clinician")
        yield from (key for key in roles if before.low in grammar(key))
    if gap in ("", ":", "(", "-", ",", "/") and before.low in grammar("kin"):
        any_child = gap == ":" and part.begin > 1 and part.run[part.begin - 2].low in ("a", "an")
        if not any_child:
            yield "kin"
    if token.gap.strip() == "":
        yield from _words_before(part, before)


def _phrases(part: Stretch) -> Iterator[tuple[str, bool]]:
    """Reasons that several words before a stretch give together."""
    lead, gap = part.lead, part.first.gap
    yield "phrase", bool(said.SAID.search(lead) and not said.THING.search(lead))
    yield "bed", said.BED_BEFORE.search(lead) is not None
    yield "listed", _in_a_list(part)
    yield "described", said.DESCRIBED.search(lead) is not None
    yield "aged", said.AGED.search(lead) is not None
    yield "label", ":" in gap and said.LABEL.search(lead) is not None


def _words_before(part: Stretch, before: Token) -> Iterator[str]:
    """Reasons that one word right before a stretch gives."""
    if before.low == "family" and part.first.is_title and not part.first.opens:
        yield "kin"  # the family Abdullayev
    if before.low == "of" and part.begin > 1 and part.run[part.begin - 2].low in grammar("kin"):
        yield "kin"
    yield from (key for key in ("articles", "consumed") if before.low in grammar(key))
    if before.low in grammar("strong_person_leads"):
        yield "verb"
    elif said.WITH_PERSON.search(part.lead):
        yield "spoken_with"
    elif before.low in grammar("person_leads"):
        yield "preposition"
    if before.low in grammar("conjunctions"):
        yield "conjunction"


def _title(before: Token, token: Token) -> str:
    """Whether a title can be meant: MS Smith can, an MS flare cannot, a miss can be a verb."""
    if before.low not in grammar("loose_titles"):
        return "title"
    if before.is_title and token.text[0].isupper():
        return "title"
    return "soft_title"


def _in_a_list(part: Stretch) -> bool:
    """Whether the word stands after a name and a comma or an and: Maria, Ahmed and Lee."""
    if part.reached < 0:
        return False
    if part.first.is_title and part.seen[part.begin].is_name and said.LIST_HEAD.search(part.lead):
        return True
    if part.listed and part.first.opens:
        sure = part.seen[part.begin].is_sure and not part.first.text[0].islower()
        if sure or said.MARK_AFTER.match(part.tail):
            return True
    token, run = part.first, part.run
    if token.gap.strip() in ("),", ");") and part.tail.lstrip()[:1] == "(":
        return True
    if said.LISTED_WITH_BEDS.search(part.lead) and part.tail.lstrip()[:1] == "(":
        return True
    if part.reached == part.begin:
        return token.gap.strip() in (",", "/", "&", "+", ";")
    joined = part.reached == part.begin - 1 and run[part.begin - 1].low in grammar("joins")
    return joined and token.gap == " " and run[part.begin - 1].gap.strip() in ("", ",")


def _after(part: Stretch) -> tuple[float, str]:
    """The best reason that stands after a stretch, and what speaks against a name there."""
    points = evidence().after
    if heads_a_term(part.run, part.seen, part.begin, part.end):
        return points["term"], ""
    if _has_an_age(part):
        first = part.first.opens and part.first.low not in grammar("symptoms")
        return points["age"] + (points["written_first"] if first else 0.0), "age"
    found = dict(_reasons_after(part))
    if not found:
        return 0.0, ""
    key = max(found, key=lambda k: found[k])
    against = sum(v for v in found.values() if v < 0)
    return max(found[key], 0.0) + against, key


def _has_an_age(part: Stretch) -> bool:
    """Whether an age stands after; weeks and months alone also follow a score: Ballard 39 weeks."""
    match = said.AGE_AFTER.match(part.tail) or said.IS_OF_AGE.match(part.tail)
    if match is None or part.first.low in grammar("symptoms"):
        return False
    if part.first.low in grammar("gauged") and FRENCH.match(part.tail):
        return False
    years = match.group().rstrip()[-1:] not in "ekhyo" or match.group().rstrip().endswith(
        ("yo", "y/o", "y")
    )
    known = part.seen[part.begin]
    first = part.first.opens and part.first.is_title
    if first and known.kind is Kind.UNKNOWN and MONTHS_OLD.match(part.tail):
        return True
    if not (known.given or known.is_sure) and not said.SURELY_AGED.search(match.group()):
        return False
    return years or not known.eponym


def _reasons_after(part: Stretch) -> list[tuple[str, float]]:
    points, after = evidence().after, part.after
    keys = [key for key, found in _phrases_after(part) if found]
    if after is None:
        return [(key, points[key]) for key in keys]
    close = after.gap.strip() == ""
    if part.last.is_possessive or owns_without_mark(part.last):
        keys.append(_owning(after))
    elif after.gap == ", " and after.text[0].islower() and part.first.opens:
        sick = part.seen[part.begin].is_sure and after.low in words().clinical
        keys += ["diagnosis"] if sick else []
    if close:
        keys += [key for key, found in _words_after(part, after) if found]
    verb = _verb(part) if close or _past_bracket(part) > part.end else []
    return [(key, points[key]) for key in keys] + verb


def _phrases_after(part: Stretch) -> Iterator[tuple[str, bool]]:
    """Reasons that several words or a mark after a stretch give."""
    tail, known = part.tail, part.seen[part.begin]
    yield (
        "age_between",
        (known.given or (known.is_sure and part.first.is_title))
        and said.AGE_BETWEEN.match(tail) is not None,
    )
    yield "age_word", known.given and known.is_sure and said.AGE_WORD.match(tail) is not None
    yield "kin_named", guard_relatives.is_named(part)
    yield "whose", guard_relatives.is_whose(part)
    yield "bed", said.BED_AFTER.match(tail) is not None
    yield "first_status", part.first.opens and said.STATUS_OF_FIRST.match(tail) is not None
    told = said.ADDRESSED.search(part.lead) is not None
    yield "addressed", told and said.ADDRESSED_HOW.match(tail) is not None
    described = said.DESCRIBED_AFTER.match(tail) or said.OCCUPATION.match(tail)
    yield "described", known.given and described is not None
    yield "siblings", said.SIBLINGS.match(tail) is not None
    yield "status", said.STATUS.match(tail) is not None
    yield "related", said.RELATED.match(tail) is not None
    yield "apposition", said.APPOSITION.match(tail) is not None
    yield "listed", _sure_follows(part)
    cell = part.first.gap.rstrip()[-1:] in ("|", "\t")
    yield "cell", cell and said.CELL.match(tail) is not None
    medical = known.kind in (Kind.MEDICAL_GIVEN, Kind.MEDICAL_FAMILY)
    named = (known.given and not medical) or known.is_sure
    named = named and part.first.low not in grammar("seldom_names")
    first = part.first.opens and (named or part.listed)
    yield "mark", first and said.MARK_AFTER.match(tail) is not None


def _words_after(part: Stretch, after: Token) -> Iterator[tuple[str, bool]]:
    """Reasons that one word right after a stretch gives."""
    known = part.seen[part.begin]
    illness = after.text[0].islower() and after.low in words().clinical
    yield "diagnosis", illness and (known.is_sure or known.kind is Kind.UNKNOWN)
    term = said.FAMILY_TERM.match(part.tail) is not None
    yield "family", after.low in grammar("family_words") and not term
    then = part.run[part.end + 1].low if part.end + 1 < len(part.run) else ""
    lower = known.is_sure and part.first.text[0].islower()
    yield "bare_owner", lower and after.low in grammar("owned")
    yield "modal", known.is_sure and after.low in grammar("after_modals")
    yield "participle", after.low in grammar("participles")
    yield "with_me", after.low == "and" and then in ("i", "me")
    yield "with_kin", after.low == "and" and then in ("her", "his", "their") and known.given


def _owning(after: Token) -> str:
    if after.low in grammar("kin"):
        return "owns_kin"
    return "owns" if after.low in grammar("owned") else "owns_other"


def _sure_follows(part: Stretch) -> bool:
    """Whether a sure name stands after a comma or an and."""
    at = part.end
    if at < len(part.run) and part.run[at].low in grammar("joins") and part.run[at].gap == " ":
        at += 1
    elif at >= len(part.run) or part.run[at].gap.strip() not in (",", "/", "&", "+"):
        return False
    if at >= len(part.run) or part.run[at].opens:
        return False
    both = (part.first, part.run[at])
    if all(x.is_upper and len(x.text) < SHORT_WORD for x in both):  # TAPP, TEP
        return False
    same = part.run[at].text[0].isupper() == part.first.text[0].isupper()
    opening = part.first.opens and part.first.is_title and not part.seen[part.begin].is_sure
    return same and part.seen[at].is_sure and not opening


def _verb(part: Stretch) -> list[tuple[str, float]]:
    """What a verb after a stretch says: people cry, drugs do not."""
    points, run, at = evidence().after, part.run, part.end
    if part.last.is_possessive:
        return []
    at = _past_bracket(part)
    if part.first.low in grammar("modals") and part.end == part.begin + 1 and _is_base_verb(part):
        return [("base_verb", points["base_verb"])]
    other = run[at + 1] if at + 2 < len(run) else run[at]
    if run[at].low in grammar("joins") and other.is_title and part.seen[at + 1].may_name:
        at += 2  # the verb of two people: Reed and Fisher left
    at = _skip(run, at, grammar("adverbs"))
    if run[at].low in ("had", "has") and at + 1 < len(run):
        then = _skip(run, at + 1, grammar("adverbs"))
        spoken = grammar("refusing") | grammar("animate_verbs") | {"had", "been"}
        at = then if run[then].low in spoken else at
    word, rest = run[at].low, part.text[run[at].end : run[at].end + 60]
    for key, verbs in _verbs(part):
        if word not in verbs:
            continue
        been = word == "been" and not said.DONE_TO_THINGS.match(rest)
        personal = been or said.OF_A_PERSON.match(rest) is not None
        value = points[key] + (points["of_a_person"] if personal else 0.0)
        value += points["of_the_sick"] if _has_a_disease(part, at) else 0.0
        if part.first.low in grammar("adjectives") and part.first.opens:
            value += points["adjective"]
        sure = part.seen[part.begin].is_sure
        against = not sure and word in ("is", "was") and said.NOT_A_SUBJECT.match(rest) is not None
        return [(key, value), ("not_a_subject", points["not_a_subject"])][: 2 if against else 1]
    return []


def _past_bracket(part: Stretch) -> int:
    """The word after what is said in brackets of a word that opens a clause."""
    aside = said.BRACKETED.match(part.tail)
    if aside is None or not part.first.opens:
        return part.end
    stop = part.last.end + aside.end()
    return next((i for i in range(part.end, len(part.run)) if part.run[i].start >= stop), part.end)


def _skip(run: Sequence[Token], at: int, over: frozenset[str]) -> int:
    while at < len(run) - 1 and run[at].low in over and run[at + 1].gap == " ":
        at += 1
    return at


def _verbs(part: Stretch) -> tuple[tuple[str, frozenset[str]], ...]:
    """Verbs by how surely a person does them; a Foley is refused too, Hope is not."""
    medical = part.seen[part.begin].kind in (Kind.MEDICAL_GIVEN, Kind.MEDICAL_FAMILY)
    animate = grammar("animate_verbs")
    return (
        ("animate", animate if medical else animate | grammar("refusing")),
        ("verb_strong", grammar("strong_person_verbs")),
        ("verb", grammar("person_verbs")),
    )


def _has_a_disease(part: Stretch, at: int) -> bool:
    """Gift has malaria, May has Alzheimer's: only a person has one."""
    if part.run[at].low not in ("has", "had") or at + 1 >= len(part.run):
        return False
    then, lists = part.run[at + 1], words()
    if then.gap != " ":
        return False
    illness = then.text[0].islower() and then.low in lists.clinical
    return illness or (then.is_possessive and then.low in lists.eponyms)


def _is_base_verb(part: Stretch) -> bool:
    """Pt Will follow up; Pt May go home."""
    after = part.run[part.end]
    if after.low in grammar("base_verb"):
        return True
    people = grammar("person_verbs") | grammar("animate_verbs") | grammar("after_name")
    ended = after.low.endswith(("ed", "ing"))
    return after.low not in people and not ended and part.seen[part.end].kind is Kind.TERM
