"""Dates tied to a person, and ages over 89.

A year alone stays. So does a date of a guideline, an examination or a rotation. A bare 3/14 is a
date only where the words before it say so: 5/5 is strength, 2/6 a murmur, 7/10 pain.
"""

# ruff: noqa: E501 - a pattern is read whole, not in pieces
from __future__ import annotations

import re
from collections.abc import Iterator

from preround.logbook.guard_span import Identifier, Span
from preround.logbook.guard_words import grammar, words

NAMES = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
LONG_NAMES = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
)
DAY = r"(?:3[01]|[12]\d|0?[1-9])"
ORDINAL = r"(?:st|nd|rd|th)?"
YEAR = r"(?:(?:19|20)\d{2}|['\u2019]\d{2})"
FULL = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{NAMES}\s*(?:the\s+)?{DAY}{ORDINAL}\b(?!\s*(?:mg|mcg|ml|units|patients|pts|%))(?:\s*,?\s*(?:of\s+)?{YEAR})?",
        rf"\b{DAY}{ORDINAL}(?:\s+of)?[\s-]+{NAMES}(?:[\s,-]+{YEAR})?",
        r"(?<![\d/.-])(?:19|20)\d{2}[-/.](?:1[0-2]|0?[1-9])[-/.](?:3[01]|[12]\d|0?[1-9])(?![\d/])(?:T[\d:]+)?",
        rf"(?<![\d/.-])(?:1[0-2]|0?[1-9])(?P<s>[-/.]){DAY}(?P=s)(?:(?:19|20)\d{{2}}|\d{{2}})(?![\d/-]|\.\d)",
        rf"(?<![\d/.-]){DAY}[./ -]{{1,2}}(?-i:X{{0,1}}(?:IX|IV|V?I{{1,3}}|V|X)|X)[./ -]{{1,2}}(?:19|20)\d{{2}}(?![\d/-])",
        rf"(?<![\d/.-]){DAY}(?P<s2>[-/.])(?:1[0-2]|0?[1-9])(?P=s2)(?:19|20)\d{{2}}(?![\d/-])",
    )
)
MONTH_YEAR = re.compile(rf"\b(?P<m>{NAMES})\s*(?:of\s+|,\s*)?{YEAR}", re.IGNORECASE)
NUM_MONTH_YEAR = re.compile(
    r"(?<![\d/.-])(?:1[0-2]|0?[1-9])/(?:19|20)\d{2}(?![\d/-])", re.IGNORECASE
)
SHORT = re.compile(
    rf"(?<![\d/.\-$])(?P<a>1[0-2]|0?[1-9])(?P<s>[/])(?P<b>{DAY})(?![\d/%]|\.\d|-\d(?!\d?/))"
)
#: 23/6, the day first, as most of the world writes it
DAY_FIRST = re.compile(
    r"(?<![\d/.\-$])(?P<a>1[3-9]|2\d|3[01])(?P<s>/)(?P<b>1[0-2]|0?[1-9])(?![\d/%]|\.\d|-\d(?!\d?/))"
)
SHORT_LEAD = re.compile(
    r"(?:\b(?:on|since|until|till|til|by|dated|date|(?:re-?)?adm(?:it(?:ted)?)?|leaving|left|admission|disch(?:arged?)?|"
    r"d/c(?:'?d)?|dc'?d|seen|born|dob|d\.o\.b\.?|b-?day|birthday|bday|birthdate|f/u|fu|follow[- ]?up|appt|"
    r"appointment|surgery|sx|last(?: \w+)?|next(?: \w+)?|emg|ncs|eeg|pet|dexa|mammo(?:gram)?|holter|stress(?: test)?|pfts?|tte|tee|us|ultrasound|ekg|egd|lp|colpo|eval|clinic|icu|floor|er|ed|snf|rehab|visit|returned|before|after|through|thru|started|lmp|edd|edc|due|dx|"
    r"starting|between|came|presented|cath|op|scan|ct|mri|labs?|bx|biopsy|delivered|died|"
    r"expired|visited|sched(?:uled)?|rescheduled|dos|doa|dod|hospitalized|ed visit|funeral|wedding|accident|procedure|birthday|anniversary|of|from|"
    r"colonoscopy|echo|fell|fall|injury|mva|intubated|extubated|placed|removed|inserted|done|"
    r"collected|drawn|cultures?|transferred|consult(?:ed)?|pod0|vaccinated|given|dialysis|"
    r"mon|tue|tues|wed|thu|thurs|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|"
    r"sunday)\b|@|^)[\s:,.(\-=]*(?:the\s+|re\s+|was\s+|is\s+|at\s+|for\s+|again\s+)?$",
    re.IGNORECASE,
)
DONE = re.compile(r"\b(?:done|placed|given|read|since|until|on)\s+$", re.IGNORECASE)
SHORT_RANGE = re.compile(
    r"\d{1,2}/\d{1,2}(?:/\d{2,4})?\s*(?:-|to|and|&|through|thru|until|,|\u2013)\s*$"
)
#: Words before 10/6 that leave no doubt.
DAY_LEAD = re.compile(
    r"\b(?:mon|tues?|wed|thurs?|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday|admitted|discharged|dob|born|seen on|week of)\.?,?\s*$",
    re.IGNORECASE,
)
FRACTION = re.compile(
    r"pain|bipap|cpap|vent|abg|vbg|peep|o2|ratio|chest tube|attended|completed|strength|motor|murmur|reflex|dtr|grade|scale|score|rated|rating|power|vision|"
    r"acuity|vas\b|apgar|gcs|mmse|moca|minicog|mini-cog|phq|gad|out of|pulses?|muscle|"
    r"flexor|extensor|intensity|headache|severity|sirs|criteria|bottles|stations|nodes|tender|"
    r"questions|correct|recall|tab(?:let)?s?\b|strengths|tubes|sets|levine|blowing|holosystolic|"
    r"cups?\b|ppd|pack|pills?|ns\b|teaspoon|tsp|inch|bilaterally|symmetric|deltoid|biceps|quad|"
    r"grip|dorsiflexion|normal strength|points|systolic|diastolic",
    re.IGNORECASE,
)
TAIL = re.compile(
    r"\s*(?:months?|weeks?|hours?|hrs?|days?|tab|tabs|tablet|cup|ppd|pack|dose|of the|strength|murmur|pain|power|NS\b|in\b severity|bilat|throughout|in all|blood|(?:bottle|culture|set|tube|swab|sample|test|node|core|stool)s?\b|symmetric|x\d|pts?\b|patients|ml|mg|positive|bottles)",
    re.IGNORECASE,
)
#: A month by itself, where the clause speaks of a person's care: passed away in November.
MONTH_ONLY = re.compile(
    rf"\b(?:in|since|last|this past|until|by|from|around|early|late|mid|back in|is in|end of)[\s-]+(?P<v>{LONG_NAMES})\b(?!\s*(?:of\s+|,\s*)?(?:\d|['\u2019]\d))",
    re.IGNORECASE,
)
ORDINAL_DAY = re.compile(
    r"\b(?:on|placed|since|until|till?|by|admitted|discharged|done|started|seen|born|due|came in|back|appt|surgery|tomorrow,?|yesterday,?|today,?|is|was) the (?P<v>(?:3[01]|[12]?\d)(?:st|nd|rd|th))(?=\s*[,.;)]|\s*$|\s+(?:of (?:the|this|last|next) month|at|and|after|by|with)\b)",
    re.IGNORECASE,
)
#: since Sunday the 5th; EDC 4-22; cath 10.14
WEEKDAY = re.compile(
    r"\b(?P<v>(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)\.?,?\s+the\s+(?:3[01]|[12]?\d)(?:st|nd|rd|th))\b",
    re.IGNORECASE,
)
MARKED = re.compile(
    rf"\b(?:edc|edd|lmp|d\.?o\.?b\.?|due|born|dos|appt|surgery|cath|admitted|adm|seen|delivered|d/c'?d?|avail(?:able)?|ready|exp(?:ires)?|thru|sched(?:uled)?|closes)\s*:?\s*(?:on\s+)?(?P<v>(?:1[0-2]|0?[1-9])[-.]{DAY})(?![-.\d%]|\s*(?:mg|ml|cm|l\b|kg|days?|weeks?|wks?|times|x\b))",
    re.IGNORECASE,
)
#: last infusion 2-28, DNR signed 10.14: a day no dose or range is written like.
PUNCTUATED = re.compile(
    r"\b(?:on|since|until|till|dated?|last(?: \w+)?|next(?: \w+)?|started|stopped|done|signed|given|placed|removed|fell|died|born|surgery|"
    r"returned|returns|back|f/u|fu|visit|infusion|appt|dx'?d?|moved|started|finished|transferred|consult(?:ed)?|presented|came|left|arrived|out|off|pulled|inserted|cut|closed|drawn|sent|since adm)"
    r"\s*:?\s+(?P<v>(?:1[0-2]|0?[1-9])(?:-|\.(?=1[3-9]|2\d|3[01]))(?:1\d|2\d|3[01]))"
    r"(?![-.\d%/]|\s*(?:mg|mcg|g\b|ml|cm|mm|l\b|kg|lbs?|days?|weeks?|wks?|months?|mo\b|hours?|hrs?|h\b|min|years?|yrs?|yo|times|x\b|units?|u\b|pts?\b|patients|pack|cig|beers?|drinks|to\b|k\b))",
    re.IGNORECASE,
)
FEAST = re.compile(
    r"\b(?:on|since|until|during|through|all of|over|around|the day (?:after|before)|before|after) (?P<v>(?:christmas(?: eve| day)?|thanksgiving(?: day)?|new year'?s(?: eve| day)?|halloween|good friday|ash wednesday|palm sunday|yom kippur|rosh hashanah|election day|veterans day|juneteenth|mlk day|presidents'? day|columbus day|cinco de mayo|st\.? patrick'?s day|(?:chinese|lunar) new year|nowruz|super bowl sunday|"
    r"(?:the )?fourth of july|july 4th|valentine'?s day|easter(?: sunday)?|memorial day|labor day|"
    r"eid(?: al[ -](?:fitr|adha))?|ramadan|diwali|holi|vaisakhi|navratri|durga puja|onam|dussehra|hanukkah|passover|purim|pesach|lent|orthodox easter|tet|kwanzaa|mardi gras|three kings day|mother'?s day|father'?s day|boxing day))\b",
    re.IGNORECASE,
)
COMPACT = re.compile(
    r"\b(?:dob|birth\s?date|date of birth|dos|date)\b[\s:=#]*(?P<v>(?:19|20)\d{6}|\d{8}|\d{6})\b",
    re.IGNORECASE,
)

TENS = "ninety"
ONES = r"(?:one|two|three|four|five|six|seven|eight|nine)"
SPOKEN = rf"(?:{TENS}(?:[\s-]{ONES})?|(?:one|a)\s+hundred(?:\s+and)?(?:\s+{ONES})?|one[- ]hundred)"
OLD = r"(?:9\d|1[01]\d|12[0-2])"
WORD_DAY = (
    r"(?:(?:twenty|thirty)[- ])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|"
    r"seventeenth|eighteenth|nineteenth|twentieth|thirtieth"
)
SPOKEN_DATE = re.compile(
    rf"\b(?P<v>(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+the\s+(?:{WORD_DAY})|{LONG_NAMES}\s+(?:the\s+)?(?:{WORD_DAY})|(?:the\s+)?(?:{WORD_DAY})\s+of\s+{LONG_NAMES})\b",
    re.IGNORECASE,
)
#: on ten twenty eight
MONTH_WORD = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
DICTATED = re.compile(
    rf"\b(?:on|since|until|till|dated|from|by|admitted|discharged|seen|born)\s+(?P<v>{MONTH_WORD}[\s-]+(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty(?:[\s-](?:one|two|three|four|five|six|seven|eight|nine))?|thirty(?:[\s-]one)?))\b(?!\s*(?:mg|mcg|milli|micro|units?|percent|liters?|hours?|days?|weeks?|minutes?|over|out|of|to|patients|times|cc|ml|years?|months?))",
    re.IGNORECASE,
)
#: el 3 de mayo, le 3 mars
FOREIGN_MONTHS = (
    r"(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|octubre|noviembre|diciembre|janvier|f[eé]vrier|mars|avril|mai|juin|juillet|"
    r"ao[uû]t|septembre|octobre|novembre|d[eé]cembre|januar|februar|m[äa]rz|juni|juli|oktober|dezember|januari|februari|maart|mei|augustus|stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|wrze[śs]nia|pa[źz]dziernika|listopada|grudnia|ocak|[şs]ubat|nisan|may[\u0131i]s|haziran|temmuz|a[ğg]ustos|eyl[üu]l|ekim|kas[\u0131i]m|aral[\u0131i]k|yanvarya|fevralya|marta|aprelya|maya|iyunya|iyulya|avgusta|sentyabrya|oktyabrya|noyabrya|dekabrya|gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre|janeiro|fevereiro|mar[cç]o|maio|junho|julho|setembro|outubro|novembro|dezembro)"
)
FOREIGN = re.compile(
    rf"\b(?P<v>{DAY}(?:er|\u00ba|\u00b0)?\s+(?:de\s+|d['\u2019])?{FOREIGN_MONTHS}(?:\s+(?:de\s+|del\s+)?(?:19|20)\d\d)?|{FOREIGN_MONTHS}\s+(?:de\s+|del\s+)?(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
#: A year of birth that tells an age over 89.
OLD_BIRTH = re.compile(
    r"\b(?:born|birth year|dob|yob|b\.)\s*(?:in|:)?\s*(?P<v>(?:18\d\d|19[0-2]\d|193[0-5]))\b(?![-/.]\d)",
    re.IGNORECASE,
)
AGES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<![\d.>/\u2265\u2264<])(?P<v>(?:{OLD}|{SPOKEN}))[\s-]*(?:years?|yrs?|y)(?:[\s-]*(?:of age|old|young|o)\b|/o\b|\.o\b)",
        rf"(?<![\d.>/\u2265])\b(?P<v>{OLD})[\s-]?(?:yo|y\.o\.?|y/o|yof|yom|yow|yrold)\b",
        rf"\b(?:age|aged|ages|turned|turning|turns)[\s:]+(?P<v>{OLD}|{SPOKEN})\b(?!\s*(?:and|or|to|years? (?:and|or)|\+|%|-\d))",
        rf"(?:\b(?:a|an|pt|patient|our|this|the|my|is|of|old)\s+|^|[.,;(]\s*)(?P<v>{OLD})[\s-]?(?:f|m|female|male|woman|man|lady|gentleman)\b(?!\s*(?:/|%))",
        rf"\b(?P<v>{OLD})[\s-]?(?:y|yr|yrs)\s+(?:f|m|female|male|woman|man|lady|gentleman)\b",
        rf"\b(?:has|had|have|of|with|about|already)\s+(?P<v>{OLD}|{SPOKEN})\s+years?\b(?!\s+(?:of\s+)?(?:experience|history|follow|survival|ago|later|old|pack|data|after|in|since|apart))",
        r"(?P<v>\b(?:nonagenarian|centenarian|supercentenarian))\b(?!s)",
        rf"\b(?:he|she|pt|patient|who|mother|father|grandmother|grandfather|grandma|grandpa|mom|dad|wife|husband|sister|brother|aunt|uncle|lady|gentleman|neighbor|patient|they|they're|he's|she's) (?:is|was|be|turned|just turned|will be|is now|is almost)?\s*(?P<v>{OLD}|{SPOKEN})(?=\s*(?:[,.;)]|$|and\b|now\b|but\b|with\b|lives\b))",
        rf"(?<=[a-z]),\s+(?P<v>{OLD}),\s+(?=(?:who|lives?|living|is|was|has|had|an?|with|from|retired|still|came|comes|found|here|presents?|presented|admitted|widow(?:ed|er)?|fell|s/p|dnr|on hospice)\b)",
        rf"\b(?-i:(?!Sat|Pulse|Rate|Temp|Weight|Map|Score)[A-Z][a-z]+)\s\((?P<v>{OLD})\)(?=\s*(?:and\b|,|is\b|was\b|has\b|with\b|who\b|from\b|lives\b|$))",
        rf"\b(?-i:(?!Sat|Pulse|Rate|Temp|Weight|Map|Score)[A-Z][a-z]+),\s+(?P<v>{OLD}),\s+(?=[a-z])",
        rf"(?<=[a-z] )(?P<v>{OLD})(?-i:[FM])\b(?!\s*/)",
        rf"\b(?P<v>{OLD})(?:st|nd|rd|th) birthday",
        rf"\bjust\s+(?P<v>{OLD})(?=\s+and\s+(?:still|sharp|spry|lives?|living|going|drives?|walks?|cooks?))",
        rf"\b(?:died|passed(?: away)?|lived|made it|lives? alone|living alone|still \w+|alive|until|retired|widowed|remarried|celebrated)\s+(?:at|to|until|past)\s+(?:the age of\s+|age\s+)?(?P<v>{OLD}|{SPOKEN})\b(?!\s*(?:%|mg|bpm|am|pm))",
        rf"\b(?:mother|father|mom|dad|grandmother|grandfather|grandma|grandpa|wife|husband|lady|man|woman|patient|pt|sister|brother|aunt|uncle),?\s+\(?(?P<v>{OLD})(?=,|\)|$|\.\s|\.$)",
        rf"\b(?:almost|nearly|about to be|going on|pushing)\s+(?P<v>{OLD})(?=\s*(?:[,.;)!]|$|and\b|but\b|years?\b))",
        rf"\b(?i:[FM])/(?P<v>{OLD})\b(?!/)",
        rf"(?:^|[.!?]\s+)At\s+(?P<v>{OLD}|{SPOKEN}),?\s+(?:he|she|they|his|her|the)\b",
    )
)
POPULATION = re.compile(
    r"(?:over|above|older than|under|below|beyond|than|least|>|\u2265|<|to|between|adults|patients|people|persons|those|women|men|elderly|and|-)\s*(?:the age of\s*|age\s*|aged\s*)?$",
    re.IGNORECASE,
)
VITAL = re.compile(
    r"\b(?:hr|rr|bp|pulse|sat|sats|spo2|o2|map|temp|glucose|weight|wt|sbp|dbp|fsbg|bg)[\s:=]*(?:of|is|was|at)?\s*$",
    re.IGNORECASE,
)


def find(text: str) -> Iterator[Span]:
    """Dates with a day or a month that belong to someone's care, and ages over 89."""
    yield from _full(text)
    yield from _short(text)
    yield from _day_first(text)
    yield from _loose(text)
    yield from _ages(text)


def _full(text: str) -> Iterator[Span]:
    for pattern in FULL:
        for match in pattern.finditer(text):
            if "." in match.groupdict("").values() and not _dotted(text, match):
                continue
            if not _is_exempt(text, match.start(), match.end()) and not _is_verb_may(match):
                yield Span(*match.span(), Identifier.DATE, "a date")
    for pattern in (MONTH_YEAR, NUM_MONTH_YEAR):
        for match in pattern.finditer(text):
            if not _is_exempt(text, match.start(), match.end()) and not _is_verb_may(match):
                yield Span(*match.span(), Identifier.DATE, "a month and year")


def _dotted(text: str, match: re.Match[str]) -> bool:
    """3.14.23 is a date; 1.2.3 of a version or a section is not."""
    lead = text[max(match.start() - 12, 0) : match.start()].lower()
    return not re.search(r"(version|section|chapter|v|fig\w*|table|build)\.?\s*$", lead)


def _is_verb_may(match: re.Match[str]) -> bool:
    """In lower case, may and march before a number are more often verbs."""
    return match.group().startswith(("may ", "march ")) and not re.search(
        r"(19|20)\d\d|th|st|nd|rd", match.group()
    )


WORDS = re.compile(r"[\w'/-]+")
#: In a clause about one's own letter or rotation, he is the preceptor.
OWN = re.compile(r"\b(?:my|our|i|i'm|i'll)\b")
#: Words of a specialty that would otherwise speak of a relative.
FIELD = re.compile(r"\bfamily (?:med(?:icine)?|practice)\b|\bmother country\b")
PRONOUNS = frozenset(("he", "she", "his", "her", "him", "visit"))
#: How far a clause is read on each side of a date.
REACH = 200


def _clause(text: str, start: int, end: int) -> tuple[str, str]:
    first, last = max(start - REACH, 0), min(end + REACH, len(text))
    left = max(text.rfind(c, first, start) for c in (". ", "\n", "; ", "? ", "! "))
    stops = [x for c in (". ", "\n", "; ", "? ") if (x := text.find(c, end, last)) >= 0]
    return text[max(left + 1, first) : start].lower(), text[end : min(stops, default=last)].lower()


def _is_of_care(text: str, start: int, end: int, *, but: frozenset[str] = frozenset()) -> bool:
    """Whether the clause speaks of a patient or of someone close to one."""
    clause = FIELD.sub("", " ".join(_clause(text, start, end)))
    said = set(WORDS.findall(clause)) - but
    return bool(said & (grammar("care") | grammar("kin") | grammar("patient")))


def _is_exempt(text: str, start: int, end: int) -> bool:
    """Whether the clause speaks of a publication or of one's own calendar, and of no patient."""
    before, after = _clause(text, start, end)
    before = text[text.rfind(". ", max(start - REACH, 0), start) + 1 : start].lower() or before
    near = WORDS.findall(before)[-9:] + WORDS.findall(after)[:5]
    if not any(word in grammar("date_exempt") for word in near):
        return False
    asked = {"asked", "letter"} <= set(WORDS.findall(before))
    mine = asked or OWN.search(f"{before} {after}") is not None
    return not _is_of_care(text, start, end, but=PRONOUNS if mine else frozenset())


#: Days that no fraction of a note is written with, and those that many are.
SELDOM_WHOLE = frozenset((1, 7, 9, *range(11, 15), *range(16, 20), *range(21, 30), 31))
OFTEN_WHOLE = frozenset((2, 3, 4, 5, 6, 8, 10, 15, 30))
SCORED = re.compile(r"\b(?:rated|scale|score|scored|graded|pain)\b")
#: How near a date must stand to the one before it to be another of the same list.
NEAR, NEXT = 22, 12


def _short(text: str) -> Iterator[Span]:
    """Month and day without a year, where the words before lead to a date."""
    taken: list[int] = []
    for match in SHORT.finditer(text):
        start, end = match.span()
        before = text[max(start - 40, 0) : start]
        leads = SHORT_LEAD.search(before) is not None
        follows = any(0 < start - x < NEAR for x in taken)
        ranged = SHORT_RANGE.search(before) is not None and any(start - x < NEXT for x in taken)
        padded = "0" in (match.group("a")[0], match.group("b")[0])  # 10/03 is no fraction
        whole = FRACTION.search(text[max(start - 32, 0) : end + 24]) is not None
        day = int(match.group("b"))
        odd = padded or (day in SELDOM_WHOLE and not whole)
        if not (leads or follows or ranged or odd) or TAIL.match(text, end):
            continue
        sure = padded or DAY_LEAD.search(before) is not None
        if not sure and whole and day in OFTEN_WHOLE:
            continue
        if _is_a_score(text, start, end, day) or _is_exempt(text, start, end):
            continue
        taken.append(end)
        yield Span(start, end, Identifier.DATE, "a month and day")


def _is_a_score(text: str, start: int, end: int, day: int) -> bool:
    """Whether pain was rated 7/10, or a questionnaire's name stands before: Vanderbilt 7/9."""
    if day == 10 and SCORED.search(" ".join(_clause(text, start, end))):
        return True
    last = WORDS.findall(text[max(start - 40, 0) : start].lower())[-1:]
    return bool(last) and last[0] in words().eponyms


def _day_first(text: str) -> Iterator[Span]:
    """Day and month without a year, where the words before lead to a date and none to a score."""
    for match in DAY_FIRST.finditer(text):
        start, end = match.span()
        leads = SHORT_LEAD.search(text[max(start - 40, 0) : start]) is not None
        whole = FRACTION.search(text[max(start - 32, 0) : end + 24]) is not None
        sure = DAY_LEAD.search(text[max(start - 40, 0) : start]) is not None or DONE.search(
            text[max(start - 12, 0) : start]
        )
        meant = leads and (sure or not whole) and not TAIL.match(text, end)
        if meant and not _is_exempt(text, start, end):
            yield Span(start, end, Identifier.DATE, "a day and month")


def _loose(text: str) -> Iterator[Span]:
    for pattern in (
        MONTH_ONLY, ORDINAL_DAY, WEEKDAY, MARKED, PUNCTUATED, FEAST, COMPACT, SPOKEN_DATE,
        DICTATED, FOREIGN,
    ):  # fmt: skip
        for match in pattern.finditer(text):
            start, end = match.span("v")
            if pattern is MONTH_ONLY and not _is_of_care(text, start, end):
                continue
            if not _is_exempt(text, start, end):
                yield Span(start, end, Identifier.DATE, "a date")


def _ages(text: str) -> Iterator[Span]:
    for match in OLD_BIRTH.finditer(text):
        yield Span(*match.span("v"), Identifier.AGE_OVER_89, "a year of birth before an age of 90")
    for pattern in AGES:
        for match in pattern.finditer(text):
            before = text[max(match.start("v") - 24, 0) : match.start("v")]
            after = text[match.end("v") : match.end("v") + 1]
            if POPULATION.search(before) or VITAL.search(before) or after == "+":
                continue
            yield Span(*match.span("v"), Identifier.AGE_OVER_89, "an age over 89")
