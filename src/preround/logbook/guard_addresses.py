"""Streets, boxes and postal codes."""

# ruff: noqa: E501 - a pattern is read whole, not in pieces
from __future__ import annotations

import re
from collections.abc import Iterator

from preround.logbook.guard_span import Identifier, Span
from preround.logbook.guard_words import grammar, words

STREET = re.compile(
    r"\b\d{1,5}\s+(?:(?:[NSEW]|North|South|East|West)\.?\s+)?(?:\d{1,3}(?:st|nd|rd|th)|[A-Z][\w'.]*(?:\s+[A-Z][\w'.]*){0,2})\s+"
    r"(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Drive|Dr|Lane|Ln|Court|Ct|Way|Place|Pl|Highway|Hwy|Parkway|Pkwy|"
    r"Circle|Cir|Terrace|Ter|Trail|Square)\b\.?(?:,?\s+(?:apt|unit|suite|ste|\#)\.?\s*\w+)?",
)
STREET_LOW = re.compile(
    r"\b\d{1,5}\s+(?:[nsew]\.?\s+)?(?:\d{1,3}(?:st|nd|rd|th)|[a-z]+(?:\s+[a-z]+)?)\s+(?:street|avenue|ave|road|rd|boulevard|blvd|lane|ln)\b",
    re.IGNORECASE,
)
BARE_STREET = re.compile(
    r"\b(?:on|off|at|near|of|and)\s+(?P<v>(?:\d{1,3}(?:st|nd|rd|th)|[A-Z][a-z']+(?:\s+[A-Z][a-z']+)?)\s+(?:Street|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Highway|Parkway))\b"
)
#: on north broad street, in lower case
LOW_ROAD = re.compile(
    r"\b(?:on|off|near|along)\s+(?P<v>(?!(?:the|a|an|my|his|her|their|our|this|that|any|some)\b)(?:(?:north|south|east|west|old|new|[nsew])\.?\s+)?[a-z][a-z'.]+(?:\s[a-z]+)?\s+(?:street|avenue|boulevard|blvd|road|lane))\b",
)
ZIP = re.compile(
    r"(?:\b(?:zip(?: ?code)?|postal code|post ?code)\b(?:\s+(?:of|for)\s+(?:the\s+|his\s+|her\s+|their\s+)?\w+)?[\s:=#]*(?:is\s+|was\s+)?|\b(?:[A-Z]{2}),?\s+)(?P<v>\d{5}(?:-\d{4})?)\b(?!\s*(?:mg|ml|units))",
    re.IGNORECASE,
)
CORNER = re.compile(
    r"\b(?:on|at|near|off|of)\s+(?P<v>(?:\d{1,3}(?:st|nd|rd|th)\s+(?:and|&)\s+(?:\d{1,3}(?:st|nd|rd|th)\b|[A-Z][a-z]+)|[A-Z][a-z]+\s+(?:and|&)\s+\d{1,3}(?:st|nd|rd|th))(?:\s+(?:St|Ave|Street|Avenue)\b)?)"
)
#: Club Onyx, Camp Pendleton, San Ysidro: the word that makes it a place stands first.
FIRST = re.compile(
    r"\b(?:at|to|from|in|near|outside|by|off|past)\s+(?:the\s+)?(?P<v>(?:Club|Camp|Hotel|Caf\u00e9|Cafe|Casa|Villa|Fort|Ft\.?|Lake|Mount|Mt\.?|Port|Rancho|San|Santa|Santo|Saint|St\.|New|"
    r"North|South|East|West|Upper|Lower|Glen|Cape|Isla|Iglesia|Colonia|Barrio|Hacienda|El|La|Los|Las)\s+[A-Z][a-z'-]+(?:\s[A-Z][a-z'-]+)?)\b"
)
#: a town called Opp, the village of Kafr Qasim
CALLED = re.compile(
    r"\b(?:town|city|village|county|suburb|borough|province|district|camp|neighborhood|barrio|hamlet|township)\s+(?:of|called|named)\s+(?P<v>[A-Z][\w'-]+(?:\s+[A-Z][\w'-]+){0,2})"
)
#: a lunch lady at PS 112; at Grambling State; Our Lady of Sorrows
PUBLIC_SCHOOL = re.compile(
    r"\b(?:lunch lady|teacher|teaches|principal|grader|kindergarten\w*|student|kid|custodian|janitor|nurse|aide|school|class|bus)\b[^.;\n]{0,30}\b(?:at|in|from|to|of)\s+(?P<v>[PIMJH]\.?S\.?\s?\#?\d{1,3})\b"
)
CAMPUS = re.compile(
    r"\b(?:at|from|to|for|attends|attended|in)\s+(?P<v>(?!(?:The|New|Deep|Mental|Steady|United|Free|Welfare|Each|Every)\b)[A-Z][a-z]+\s(?:State|Tech|A&M|Poly|Community College))\b"
)
SACRED = re.compile(
    r"\b(?P<v>Our Lady(?: of(?: the)? [A-Z]\w+(?: [A-Z]\w+)?)?|Holy (?:Name|Family|Cross|Spirit|Trinity|Ghost|Rosary|Redeemer|Angels|Child)|Sacred Heart|Blessed Sacrament|Immaculate (?:Heart|Conception)|"
    r"Divine (?:Mercy|Savior|Providence)|Christ the King|Queen of (?:Peace|Angels|Heaven|the Valley)|Good Shepherd|Good Samaritan(?!\s+law)|Corpus Christi|Mother Cabrini)\b"
)
#: 2217 W Fullerton
SIDE = re.compile(r"\b(?P<v>\d{2,5}\s+(?:[NSEW]|[NS][EW])\.?\s+[A-Z][a-z]{2,}(?:\s[A-Z][a-z]+)?)\b")
CITY_STATE = re.compile(
    r"\b(?P<v>[A-Z][a-z'-]+(?:\s+[A-Z][a-z'-]+){0,2},\s+(?:Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New (?:Hampshire|Jersey|Mexico|York)|(?:North|South) (?:Carolina|Dakota)|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|Tennessee|Texas|Utah|Vermont|(?:West )?Virginia|Washington|Wisconsin|Wyoming))\b"
)
COUNTRIES = (
    "Afghanistan|Albania|Algeria|Angola|Argentina|Armenia|Australia|Austria|Azerbaijan|"
    "Bahrain|Bangladesh|Belarus|Belgium|Benin|Bolivia|Bosnia|Botswana|Brazil|Bulgaria|"
    "Burkina Faso|Burma|Burundi|Cambodia|Cameroon|Canada|Chad|Chile|China|Colombia|Congo|"
    "Costa Rica|Croatia|Cuba|Cyprus|Denmark|DRC|Ecuador|Egypt|El Salvador|England|Eritrea|"
    "Estonia|Ethiopia|Fiji|Finland|France|Gambia|Germany|Ghana|Greece|Guatemala|Guinea|"
    "Guyana|Haiti|Honduras|Hungary|Iceland|India|Indonesia|Iran|Iraq|Ireland|Israel|Italy|"
    "Ivory Coast|Jamaica|Japan|Kazakhstan|Kenya|Korea|Kosovo|Kuwait|Kyrgyzstan|Laos|"
    "Latvia|Lebanon|Liberia|Libya|Lithuania|Malawi|Malaysia|Mali|Mexico|Moldova|Mongolia|"
    "Morocco|Mozambique|Myanmar|Namibia|Nepal|Netherlands|Nicaragua|Niger|Nigeria|Norway|"
    "Oman|Pakistan|Palestine|Panama|Paraguay|Peru|Philippines|Poland|Portugal|Qatar|"
    "Romania|Russia|Rwanda|Saudi Arabia|Scotland|Senegal|Serbia|Sierra Leone|Slovakia|"
    "Slovenia|Somalia|Spain|Sri Lanka|Sudan|Sweden|Switzerland|Syria|Taiwan|Tajikistan|"
    "Tanzania|Thailand|Togo|Trinidad|Tunisia|Turkey|UAE|Uganda|Ukraine|Uruguay|Uzbekistan|"
    "Venezuela|Vietnam|Wales|Yemen|Zambia|Zimbabwe"
)
#: Nice, France
ABROAD = re.compile(rf"\b(?P<v>[A-Z][\w'-]+(?:\s[A-Z][\w'-]+)?),\s+(?:{COUNTRIES})\b")
BARE_ZIP = re.compile(
    r"\b(?:lives? in|lives? near|from|moved to)\s+(?P<v>\d{5})\b(?!\s*(?:mg|ml|units|to|cells))",
    re.IGNORECASE,
)
#: A city's numbered school.
SCHOOL = re.compile(
    r"\b(?:goes to|go to|attends?|school|student at|teaches at)\s+(?:at\s+)?(?P<v>[PIMJH]\.?S\.?\s?\#?\d{1,3})\b"
)
ROUTE = re.compile(
    r"\b(?:on|off|along|near|by)\s+(?P<v>(?:Route|Rte|Rt|Highway|Hwy|Interstate|County Road|CR|Exit)\.?\s?\d{1,4}[A-Z]?)\b"
)
#: outside Portillo's, at Wendy's: a house called by its owner
OWNERS = re.compile(
    r"\b(?:at|outside|near|behind|across from)\s+(?P<v>[A-Z][a-z]+['\u2019]s)(?=\s*(?:[.,;)]|$|\n|and\b|on\b|in\b|for\b|after\b|last\b|yesterday\b))"
)
#: Big Mike from engine 42: a house of firefighters, police, veterans
HOUSE = re.compile(
    r"\b(?:from|at|with|by|of|w/?)\s+(?P<v>(?:(?i:engine|ladder|precinct|battalion|firehouse|fire station|vfw(?: post)?|american legion(?: post)?|union local|local|troop|rescue squad)\s+\#?\d{1,4}))\b"
)
#: pastor of New Birth
FLOCK = re.compile(
    r"\b(?:pastor|preacher|reverend|imam|rabbi|priest|deacon|deaconess|choir|usher|parishioner|congregation|elders?)\s+(?:of|at)\s+(?:the\s+)?(?P<v>(?!(?:Jesus|Christ|God|Islam|Catholic|Baptist)\b)[A-Z][\w'\u2019-]+(?:\s[A-Z][\w'\u2019-]+){0,3})"
)
#: in hospital Charite Berlin, in the village Bir el-Abd: what it is stands first
HEAD_FIRST = re.compile(
    r"\b(?:in|at|from|to|of|near|by)\s+(?:the\s+|a\s+)?(?:small\s+|old\s+|big\s+)?(?:hospital|clinic|polyclinic|village|town|city|street|avenue|airport|district|region|province|university|school|college|church|mosque|factory|hotel|island|camp|station)"
    r"\s+(?:of\s+|called\s+|named\s+|no\.?\s*)?(?P<v>[A-Z][\w'\u2019-]+(?:[ -](?:(?:el|al|de|du|von|van|bin|ibn)[ -])?[A-Z][\w'\u2019-]*){0,3})"
)
BOX = re.compile(r"\bP\.?\s?O\.?\s+Box\s+\d+", re.IGNORECASE)

#: What is told by a name and not by where it stands.
BY_NAME = (OWNERS, HOUSE, HEAD_FIRST, FLOCK)

STATE_NAME = re.compile(
    r",?\s+(?:alabama|alaska|arizona|arkansas|california|colorado|connecticut|delaware|florida|"
    r"georgia|hawaii|idaho|illinois|indiana|iowa|kansas|kentucky|louisiana|maine|maryland|"
    r"massachusetts|michigan|minnesota|mississippi|missouri|montana|nebraska|nevada|new hampshire|"
    r"new jersey|new mexico|new york|north carolina|north dakota|ohio|oklahoma|oregon|pennsylvania|"
    r"rhode island|south carolina|south dakota|tennessee|texas|utah|vermont|virginia|washington|"
    r"west virginia|wisconsin|wyoming)\b",
    re.IGNORECASE,
)
STATES = grammar("states")


def find(text: str) -> Iterator[Span]:
    """Every address of the text."""
    for pattern in (STREET, BOX):
        for match in pattern.finditer(text):
            yield Span(*match.span(), Identifier.GEO, "an address")
    for match in STREET_LOW.finditer(text):
        if not re.search(r"\b(?:per|the|way|on|in|mg|a)\b", match.group(), re.IGNORECASE):
            yield Span(*match.span(), Identifier.GEO, "an address")
    for pattern in (
        ZIP,
        LOW_ROAD,
        FIRST,
        BARE_STREET,
        CORNER,
        ROUTE,
        CALLED,
        PUBLIC_SCHOOL,
        CAMPUS,
        SACRED,
        SIDE,
        CITY_STATE,
        ABROAD,
        BARE_ZIP,
        SCHOOL,
        OWNERS,
        HOUSE,
        HEAD_FIRST,
        FLOCK,
    ):
        for match in pattern.finditer(text):
            if pattern is ABROAD and not _is_town(match):
                continue
            if pattern is FIRST and not _is_place_first(match):
                continue
            if pattern is HEAD_FIRST and not _is_called(match):
                continue
            if pattern is OWNERS and not _is_owner(match):
                continue
            if pattern is ZIP and not _is_state(match.group()[:3]):
                continue
            why = "a place by its name" if pattern in BY_NAME else "an address"
            yield Span(*match.span("v"), Identifier.GEO, why)


def _is_town(match: re.Match[str]) -> bool:
    """Whether what stands before a country is no country itself: Kenya, Uganda."""
    name = match.group("v")
    if set(re.split(r"[ -]", name.lower())) & words().eponyms:  # Ziehl-Neelsen, India ink
        return False
    return re.fullmatch(COUNTRIES, name) is None and name.lower() not in grammar("state_words")


def _is_called(match: re.Match[str]) -> bool:
    """Whether what follows a place's word is a name: in hospital Charite, not in clinic EKG."""
    name = match.group("v")
    first = re.split(r"[ -]", name)[0].lower()
    plain = words().clinical | grammar("state_words") | grammar("seasons") | grammar("pronouns")
    plain = plain | grammar("hospital_acronyms_not") | grammar("titles") | words().acronyms
    airport = "airport" in match.group()[: match.start("v") - match.start()].lower()
    return airport or (first not in plain and not name.split()[0].isupper())


def _is_owner(match: re.Match[str]) -> bool:
    """Whether the word is no point of the body and no relative: at McBurney's, at Mom's."""
    name = match.group("v")[:-2].lower()
    return name not in words().eponyms and name not in grammar("kin") | grammar("patient")


def _is_place_first(match: re.Match[str]) -> bool:
    """Whether the word after Club or San makes a place of it, and not a state or a country."""
    first, *_, last = match.group("v").lower().split()
    if first in ("club", "camp", "hotel", "casa", "villa", "fort"):
        return True
    return last not in grammar("state_words") and last not in words().clinical


def _is_state(lead: str) -> bool:
    """Whether a postal code stands after its word or a state's code; ID 44120 is a number."""
    code = lead[:2]
    doubtful = code in grammar("doubtful") and lead[2:] != ","
    return code.upper() in ("ZI", "PO") or (code in STATES and not doubtful)


def with_state(text: str, end: int) -> int:
    """Where a place ends once its state and postal code are taken in."""
    named = STATE_NAME.match(text, end)
    if named:
        return named.end()
    code = re.match(r",?\s+([A-Z]{2})\b(?:\s+\d{5}(?:-\d{4})?)?", text[end:])
    return end + code.end() if code and code.group(1) in STATES else end
