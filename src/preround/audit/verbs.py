"""Verbs that open a line of work: their forms, and a line turned into what was learned through."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

from preround.audit.phrases import phrase_bank

IRREGULAR = {
    "wrote": "write", "took": "take", "ran": "run", "kept": "keep", "drew": "draw",
    "gave": "give", "taught": "teach", "told": "tell", "held": "hold", "sent": "send",
    "made": "make", "led": "lead", "built": "build", "met": "meet", "spoke": "speak",
    "found": "find", "sat": "sit", "brought": "bring", "fed": "feed", "spun": "spin",
    "put": "put", "set": "set", "cut": "cut", "let": "let", "drove": "drive", "left": "leave",
    "got": "get", "froze": "freeze", "saw": "see", "read": "read", "heard": "hear",
}  # fmt: skip
#: After "and" and a word, these say that the word was a verb: "and comfort them".
OBJECTS = frozenset({"them", "it", "the", "a", "an", "with", "to", "for", "into", "their",
                     "how", "what", "all", "each", "one", "on", "him", "her", "us"})  # fmt: skip
NAMES = ("verbs", "doubled", "nouns_too", "noun_after")
JOINED = ("and", "or", "then")
EDGE = re.compile(r"^(\W*)(.*?)(\W*)$")


@cache
def _lists() -> dict[str, frozenset[str]]:
    text = resources.files("preround.audit").joinpath("data/skills.toml").read_text("utf-8")
    table = tomllib.loads(text)
    return {name: frozenset(table[name].split()) for name in NAMES}


def _past(base: str) -> str:
    if base in _lists()["doubled"]:
        return f"{base}{base[-1]}ed"
    if base.endswith("e"):
        return f"{base}d"
    if base.endswith("y") and base[-2:-1] not in tuple("aeiou"):
        return f"{base[:-1]}ied"
    return f"{base}ed"


def _ing(base: str) -> str:
    if base in _lists()["doubled"]:
        return f"{base}{base[-1]}ing"
    if base.endswith("e") and not base.endswith(("ee", "ye", "oe")):
        return f"{base[:-1]}ing"
    return f"{base}ing"


def forms(base: str) -> frozenset[str]:
    """A verb in the forms a line of a log has it in.

    Examples
    --------
    >>> sorted(forms("notify"))
    ['notified', 'notifies', 'notify', 'notifying']
    """
    third = f"{base[:-1]}ies" if _past(base).endswith("ied") else f"{base}s"
    if base.endswith(("ch", "sh", "ss", "x")):
        third = f"{base}es"
    return frozenset((base, third, _past(base), _ing(base)))


@cache
def _bases() -> dict[str, tuple[str, bool]]:
    """Each known form with its plain one, and whether it is of the past."""
    bank = {one.text.split()[0].lower() for phrases in phrase_bank().values() for one in phrases}
    known: dict[str, tuple[str, bool]] = {
        form: (base, True) for form, base in IRREGULAR.items() if form != base
    }
    for base in sorted({one for one in bank if one.isalpha()} | _lists()["verbs"]):
        known[base] = (base, False)
        known.setdefault(_past(base), (base, True))
    known["read"] = ("read", True)
    return known


def gerund(word: str) -> str:
    """The -ing form of a known verb in its plain or past form; nothing for other words.

    Examples
    --------
    >>> gerund("Transferred"), gerund("verify"), gerund("Write"), gerund("Snacks")
    ('transferring', 'verifying', 'writing', '')
    """
    base, _ = _bases().get(word.lower(), ("", False))
    return _ing(base) if base else ""


def as_gerunds(line: str) -> str:
    """A line with each of its verbs as a gerund; nothing where one of them is in doubt.

    Examples
    --------
    >>> as_gerunds("Bathe, dress and feed residents")
    'bathing, dressing and feeding residents'
    >>> as_gerunds("Vitals on 12 patients")
    ''
    """
    words = line.split()
    first = EDGE.match(words[0]) if words else None
    if first is None or not gerund(first[2]) or _is_noun(first[2].lower(), words[1:2]):
        return ""
    past = _bases()[first[2].lower()][1]
    said = [f"{gerund(first[2])}{first[3]}"]
    listed = first[3] == ","
    for n, word in enumerate(words[1:], start=1):
        opens = said[-1].endswith(",") or words[n - 1].lower() in JOINED
        turned = _next_verb(word, words[n + 1 : n + 2], past=past, listed=listed) if opens else word
        if turned is None or (words[n - 1].lower() in JOINED and n == 2 and turned == word):
            return ""
        listed = listed and (turned != word or word.lower() in JOINED)
        said.append(turned)
    return " ".join(said)


def _is_noun(word: str, after: list[str]) -> bool:
    lists = _lists()
    return word in lists["nouns_too"] and bool(after) and after[0].lower() in lists["noun_after"]


def _next_verb(word: str, after: list[str], *, past: bool, listed: bool) -> str | None:
    """A word that may open a second act: turned, left as it is, or None for a doubt."""
    edge = EDGE.match(word)
    plain = edge[2].lower() if edge else ""
    if edge is None or plain not in _bases():
        return None if listed and plain not in JOINED else word
    base, is_past = _bases()[plain]
    if is_past != past and plain != "read":
        return None if is_past else word
    following = after[0].lower().strip(".,") if after else ""
    if following == "by":
        return None
    is_sure = past or listed or following in OBJECTS - {"for", "to", "with"}
    if not is_sure and (base in _lists()["nouns_too"] or not following):
        return None
    return f"{edge[1]}{gerund(plain)}{edge[3]}"
