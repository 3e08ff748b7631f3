"""Names of people: by list, by the words around them, and by how they are written.

A name that is also an everyday word (Hope, Will, Young) or a medical one (Murphy, Wilson) counts
only where the words around speak of a person.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from preround.logbook import guard_initials, guard_relatives, guard_words
from preround.logbook import guard_phrases as said
from preround.logbook.guard_look import FAMOUS, Kind, Seen, heads_a_term, owns_without_mark, see
from preround.logbook.guard_name_evidence import evidence, weigh
from preround.logbook.guard_span import Identifier, Span
from preround.logbook.guard_stretch import Stretch, name_start
from preround.logbook.guard_words import Token, grammar, words

LONGEST = 5
FEWEST_LETTERS = 3


def find(text: str, run: Sequence[Token]) -> Iterator[Span]:
    """Every name of a person that the words of the text give away."""
    yield from guard_initials.find(text)
    seen = [see(token) for token in run]
    for index in guard_words.famous(text, run):
        seen[index] = FAMOUS
    shouting = sum(t.is_upper for t in run) > 0.7 * len(run) and len(run) > 6
    index, reached, listed = 0, -1, False
    named: set[str] = set()
    while index < len(run):
        end, why = _name_at(Stretch(text, run, seen, index, index + 1, shouting, reached, listed))
        if why:
            start = run[name_start(run, index)].start
            yield Span(start, _stop(text, run[end - 1]), Identifier.NAME, why)
            listed = listed or run[index].opens
            named.update(run[i].low for i in range(index, end) if seen[i].may_name)
            reached = index = end
        else:
            index = max(end, index + 1)
    yield from _again(run, seen, named)


def _again(run: Sequence[Token], seen: Sequence[Seen], named: set[str]) -> Iterator[Span]:
    """A name found once, wherever the same word stands again with a capital: Mr. Park, Park."""
    for index, token in enumerate(run):
        if token.low not in named or not token.is_title or len(token.text) < FEWEST_LETTERS:
            continue
        plain = token.opens and not seen[index].is_sure and not _acts(run, index)
        if not plain and not heads_a_term(run, seen, index, index + 1):
            yield Span(token.start, _stop("", token), Identifier.NAME, "named before")


def _acts(run: Sequence[Token], index: int) -> bool:
    """Whether a verb of people follows: Park is the one with the fever."""
    if index + 1 >= len(run) or run[index + 1].gap != " ":
        return False
    return run[index + 1].low in grammar("person_verbs") | grammar("after_modals")


def _stop(text: str, last: Token) -> int:
    """Where a name ends, without the 's of what it owns, with the dot of an initial."""
    if last.is_possessive:
        return last.end - (1 if last.text[-1] in "'\u2019" else 2)
    if owns_without_mark(last):
        return last.end - 1
    return last.end + (last.is_initial and text[last.end : last.end + 1] == ".")


def _name_at(part: Stretch) -> tuple[int, str]:
    """Where the name that begins here ends (exclusive), and why; no reason where none does."""
    index, token, known = part.begin, part.first, part.seen[part.begin]
    if token.gap[-1:].isdigit() or _is_famous(part):  # 6MWT, Dr. Pepper
        return index, ""
    if token.is_initial:
        return _initial(part)
    if why := _for_certain(part):
        return _reach(part), why
    if not known.may_name or token.low in grammar("titles") or token.low in grammar("pronouns"):
        return index, ""
    if not token.text[0].isupper() and token.low in _never_lower():
        return index, ""
    end = _reach(part)
    if end > index + 1 and part.text[token.start : part.run[end - 1].end].lower() in words().places:
        return end, ""
    if end > index + 1 and token.opens and _only_opens(token, known):
        return (end, "a name, by the words around it") if _is_subject(part, end) else (index, "")
    points, why = weigh(part._replace(end=end))
    return (end, why) if points >= evidence().enough else (index, "")


def _for_certain(part: Stretch) -> str:
    """Why the words before leave no doubt, whatever the word is; nothing where they do."""
    if _is_titled(part) or guard_relatives.is_titled_low(part):
        return "a title before it"
    if _is_said(part):
        return "said to be a name"
    if guard_relatives.is_short_for(part) or guard_relatives.is_who(part):
        return "a relative or friend before it"
    return ""


def _is_famous(part: Stretch) -> bool:
    """Whether the word is part of a brand or a book, and no title of a person stands before."""
    if part.seen[part.begin] is not FAMOUS:
        return False
    at = part.begin - 1
    titled = at >= 0 and part.run[at].low in grammar("name_titles")
    return not (titled and part.seen[at] is not FAMOUS)


def _is_subject(part: Stretch, end: int) -> bool:
    """Whether two words that open a sentence do something together: Will Price will need."""
    run, seen = part.run, part.seen
    if end >= len(run) or end != part.begin + 2 or run[end].gap != " ":
        return False
    if not seen[part.begin].given:
        return False
    verbs = grammar("after_modals") | grammar("animate_verbs") | {"is", "was", "has", "had"}
    return seen[end - 1].family and not seen[end - 1].eponym and run[end].low in verbs


@cache
def _never_lower() -> frozenset[str]:
    """Words that name nobody in lower case, though some are names: son, still."""
    keys = ("adverbs", "kin", "patient", "patient_plural", "clinician", "described", "titles")
    return frozenset[str]().union(*(grammar(key) for key in keys))


def _only_opens(token: Token, known: Seen) -> bool:
    """Whether a capital is there for the sentence's sake, before the name: Saw Maria."""
    return known.kind is Kind.EVERYDAY_FAMILY or token.low in grammar("opening_verbs")


def _initial(part: Stretch) -> tuple[int, str]:
    """J. Smith, and the K of Dr. K."""
    end = guard_initials.from_initial(part.run, part.seen, part.begin)
    if end > part.begin:
        return end, "an initial and a family name"
    before = part.before
    titled = before is not None and before.low in grammar("name_titles") - {"ms", "doctor"}
    match = said.SAID.search(part.lead)
    if match is not None and match["sure"] and not said.THING.search(part.lead):
        return part.begin + 1, "said to be a name"
    return (part.begin + 1, "a title before it") if titled else (part.begin, "")


def _is_titled(part: Stretch) -> bool:
    """Whether Mr., Dra. or the like stands right before a capital, whatever the word is."""
    before, token = part.before, part.first
    if before is None or before.low not in grammar("name_titles") or token.opens:
        return False
    if token.gap not in (" ", ". ", ".") or not token.text[0].isupper() or part.shouting:
        return False
    if before.is_upper and before.low in ("mr", "ms", "prof"):
        return False
    if token.is_upper and before.low not in ("mr", "mrs", "dr"):
        return False
    if token.low not in grammar("after_title") and part.seen[part.begin].kind is not Kind.TERM:
        return True
    of_a_doctor = before.low in ("dr", "drs", "doctor", "prof", "professor")
    return token.is_title and not of_a_doctor


def _is_said(part: Stretch) -> bool:
    """Whether the words before say that any capital here is a name: goes by Bear."""
    if not part.first.is_title or part.first.gap.strip(" \"'\u201c:") != "":
        return False
    if said.NAMED_SO.match(part.tail):
        return True
    match = said.SAID.search(part.lead)
    return match is not None and bool(match["sure"]) and not said.THING.search(part.lead)


def _reach(part: Stretch) -> int:
    """How far the words that may be one name run on."""
    run, seen, end = part.run, part.seen, part.begin + 1
    if part.first.text[0].islower() or part.shouting:
        return _reach_lower(part)
    while end < len(run) and end - part.begin < LONGEST:
        token = run[end]
        if (
            token.low in grammar("suffixes")
            and (end > part.begin + 1 or token.low in ("jr", "sr"))
            and token.gap in (" ", ", ")
            and token.text[0].isupper()
        ):
            return end + 1
        if _goes_on(run, seen, end) or _particle(run, seen, end):
            end += 1
        else:
            break
    while end > part.begin + 1 and run[end - 1].text.islower():
        end -= 1
    return end


def _goes_on(run: Sequence[Token], seen: Sequence[Seen], end: int) -> bool:
    """Whether the word at `end` is one more word of the name before it."""
    token, before = run[end], run[end - 1]
    if before.is_possessive:
        return False
    if token.is_initial:
        return token.gap == " " and seen[end - 1].may_name and token.text not in ("I", "A")
    if token.gap != " " and not (token.gap == ". " and before.is_initial):
        return False
    written = token.is_title or (token.is_upper and (before.is_upper or before.is_initial))
    return written and seen[end].may_name and token.low not in grammar("titles")


def _particle(run: Sequence[Token], seen: Sequence[Seen], end: int) -> bool:
    """Whether the word at `end` is a de, van or bin between two words of a name."""
    token = run[end]
    if token.low not in grammar("particles") or token.gap != " " or end + 1 >= len(run):
        return False
    after = run[end + 1]
    return (after.is_title and seen[end + 1].may_name) or after.low in grammar("particles")


def _reach_lower(part: Stretch) -> int:
    """In lower case only a listed name carries on: maria lopez."""
    run, end = part.run, part.begin + 1
    if end >= len(run) or run[end].gap != " " or part.first.is_possessive:
        return end
    if run[end].text[0].isupper() and not part.shouting:
        return end
    known = part.seen[end]
    if (
        part.seen[part.begin].is_sure
        and known.may_name
        and said.AGE_AFTER.match(part.text[run[end].end : run[end].end + 12])
    ):
        return end + 1
    follows = known.is_sure or (known.family and part.seen[part.begin].is_sure)
    if not follows or not part.seen[part.begin].may_name:
        return end
    plain = known.kind not in (Kind.EVERYDAY_FAMILY, Kind.EVERYDAY_GIVEN)
    return end + 1 if plain and len(run[end].low) > 2 else end
