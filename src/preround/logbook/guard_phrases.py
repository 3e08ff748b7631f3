"""Phrases and small sets by which a name is known from the words around it."""

# ruff: noqa: E501 - a pattern is read whole, not in pieces
from __future__ import annotations

import re

from preround.logbook.guard_words import grammar

PARTICLES = grammar("particles")
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
STRONG_PHRASE = re.compile(
    r"(?:\b(?:named|names|name is|name was|name:|name =|goes by|known as|nicknamed|aka|a\.k\.a\.|surname|"
    r"introduced (?:her|him)self as|first name|last name|full name|calls (?:her|him)self|patient:|pt:|patient name|"
    r"re:|dear|hi|hello|attn:?|cc:|signed,?|thanks,?)\s*(?:is|was|:|=)?\s*[\"\u201c']?)$",
    re.IGNORECASE,
)
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
