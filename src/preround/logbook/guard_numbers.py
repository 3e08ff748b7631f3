"""Numbers that lead to a person: phones, records, plans, accounts, licenses, devices, addresses.

A number is named by the word before it; without one, only shapes that are nothing else count.
"""

# ruff: noqa: E501 - a pattern is read whole, not in pieces
from __future__ import annotations

import re
from collections.abc import Iterator

from preround.logbook.guard_span import Identifier, Span
from preround.logbook.guard_words import grammar, words

VALUE = (
    r"(?P<v>(?=[A-Za-z\d/-]*\d[A-Za-z\d/-]*\d)[A-Za-z]{0,6}\d{0,3}[A-Za-z]{0,3}[-/]?"
    r"[\dA-Za-z]*\d[\dA-Za-z]*(?:[-/][\dA-Za-z]+)*)"
)
JOIN = r"(?:\s*(?:,(?=\s*(?:no|num|number|id|\#|[A-Z]{0,4}[\d-]{6}))|said|says|reads|listed|number|numbers|num|no|nr|id|ids|code|\#|is|was|of|are|as|:|=|-|\.|\(|under|ending(?: in)?|ends(?: in)?|starting))*\s*\#?\s*"
SPACED = (
    r"(?P<v>(?-i:(?!(?:ID|IDS|NO|NUM|NR|CIN|MBI|RN|MD|DO|NP|PA|HMO|PPO|UHC|BCBS|SN|MRN|DOB|IS|LIC|ACCT)\b)[A-Z]{2,5})[ -](?=(?:[A-Z]*\d){5})[A-Z\d]{5,14}(?: [A-Z])?(?![\w])"
    r"|(?:[A-Z](?: as in \w+)? |[A-Z]{1,4}\d{0,4}[ -])?\d{1,4}(?:(?:[ -]| dash | hyphen )\d{1,5}){1,12})"
)

LABELS: tuple[tuple[Identifier, str], ...] = (
    (Identifier.SSN, r"ssn|s\.s\.n\.|ss\#|ss no|social security|social(?: sec)?|soc sec"),
    (
        Identifier.VEHICLE,
        (
            r"vin|license plates?|licence plates?|plates?|plate no|tag no|vehicle(?: id(?:entification)?)?"
            r"|car registration|vehicle registration|registration plate|reg(?:istration)? no"
        ),
    ),
    (
        Identifier.DEVICE,
        (
            r"serial|s/n|sn|udi|imei|device|implant id|pacemaker (?:id|no|model|serial)|lot|model no"
            r"|lead serial|generator(?: serial)?|pump (?:id|serial)|mac address"
        ),
    ),
    (
        Identifier.LICENSE,
        (
            r"cdl|driver'?s licen[cs]e|drivers licen[cs]e|licen[cs]e|lic|dl|npi|dea|certificate|cert|"
            r"certification (?:no|number|\#)|professional registration|state id|green card|uscis"
        ),
    ),
    (
        Identifier.ACCOUNT,
        (
            r"account|acct|acc(?=[\s#:]*\d)|a/c|billing|invoice|claim|bank|routing|iban|credit card|card|"
            r"visa card|guarantor"
        ),
    ),
    (
        Identifier.PLAN_ID,
        (
            r"insurance(?: policy| plan| card)?|ins(?:\.)?(?: policy| plan)?|policy|member(?:ship)?|"
            r"subscriber|medicare|medicaid|medi-cal|health[ -]?plan|plan|beneficiary|mbi|hicn|group|"
            r"cin|payer|payor|coverage|auth(?:orization)?|prior auth|pre-?auth|precert|hmo|ppo|bcbs|blue cross|aetna|cigna|humana|tricare|masshealth|benefits?"
        ),
    ),
    (
        Identifier.MRN,
        (
            r"nhs|hospital reg|uhid|opd|ipd|cr no|mrns?|mr\#|mr no|m\.r\.n\.|med(?:ical)?[ -]?rec(?:ord)?s?|medical rec|record|records|rec|"
            r"chart|pt[ -]?id|pt\#|pt no|patient[ -]?(?:id|identifier|\#|no|number)|pid|uhid|emr|ehr|"
            r"epic|hosp(?:ital)? (?:no|number|id|\#)|unit number|fin|csn|har|encounter|visit (?:no|number|id|\#)"
        ),
    ),
    (
        Identifier.OTHER_ID,
        (
            r"aadh?aar|cnic|iqama|emirates id|national id|voter id|abha|curp|cpf|dni|rut|c[eé]dula|philhealth|bvn|nin|personnummer|tc kimlik|pan card|ration card|"
            r"template|enrollment|bio(?:metric)?[ -]?id|id|ids|identifier|case|ref(?:erence)?|ref code|code no|specimen|accession|acc|order|sample|"
            r"subject|participant|study id|randomi[sz]ation|registry|prescription|rx|tracking|badge|"
            r"employee|inmate|doc|booking|passport|alien|a-number|visa no|confirmation|ticket|token|"
            r"barcode|wristband|band|locker|file|docket|incident|report no|report(?=\s*\#)|donor|blood unit|slide|block"
        ),
    ),
)
LABELLED = tuple(
    (
        label,
        re.compile(rf"(?<![\w-])(?P<l>{names})(?![A-Za-z]){JOIN}{VALUE}(?![\w])", re.IGNORECASE),
        re.compile(rf"(?<![\w-])(?:{names})(?![A-Za-z]){JOIN}{SPACED}(?!\d)", re.IGNORECASE),
    )
    for label, names in LABELS
)
#: Digits a value must have, where its label is also an everyday word.
WEAK = {
    "nhs": 6, "dni": 6, "rut": 6, "nin": 6, "cpf": 6, "opd": 4, "ipd": 4,
    "plan": 5, "group": 5, "card": 4, "record": 5, "records": 5, "rec": 5, "chart": 4, "id": 4, "case": 4,
    "ref": 4, "reference": 4, "order": 5, "code": 4, "sample": 4, "subject": 3, "file": 4,
    "block": 5, "doc": 5, "band": 5, "report no": 4, "lot": 4, "dl": 6, "device": 4,
    "sn": 5, "policy": 3, "fin": 5, "har": 5, "epic": 5, "emr": 5, "ehr": 5, "acc": 5, "lic": 4,
    "coverage": 5, "benefit": 5, "benefits": 5, "claim": 4, "bank": 4, "visa no": 4, "rx": 5,
    "incident": 4, "ticket": 4, "slide": 4, "registry": 5, "encounter": 5, "ins": 4,
    "certificate": 4, "cert": 4, "social": 4, "serial": 4, "medicare": 5, "medicaid": 5,
    "plate": 4, "plates": 4, "vehicle": 4, "specimen": 4, "inmate": 4, "badge": 3, "member": 3, "bcbs": 4,
    "hmo": 4, "ppo": 4, "auth": 4, "authorization": 4, "tracking": 5, "token": 4, "billing": 4, "insurance": 3, "participant": 3,
}  # fmt: skip

PHONE = re.compile(
    r"(?<![\w.])(?:(?:\+|00(?=[1-9]))\d{1,3}[ .-]?(?:\(?\d{1,4}\)?[ .-]?){2,5}\d{2,4}"
    r"|(?:1[ .-])?\(\d{3}\)[ .-]?(?:\d{3}[ .-]?\d{4}|\d{4}[ .-]\d{3}|\d{2,3}(?:[ .-]\d{2}){2,3})"
    r"|(?:1[ .-])?\d{3}[ ./-]\d{3}[ .-]\d{4}|\d{3}[.-]\d{7}|\d{3} \d{3} \d{2} \d{2})(?:\s?(?:x|ext\.?)\s?\d{1,5})?(?![\w-])"
)
#: A line open to everyone: poison control, a hotline.
TOLL_FREE = re.compile(r"(?:\+?1[ .-])?\(?8(?:00|88|77|66|55|44|33)\b")
DIGITS = re.compile(r"\d[A-Za-z/ -]{0,4}\d[A-Za-z/ -]?\d")
PHONE_WORD = (
    r"phone|tel|telephone|cell|mobile|call(?:ed|back| back)?|text(?:ed)?|pager|paged|beeper|"
    r"contact|ph|ring|whatsapp|reach(?:ed|able)?|fax(?:ed)?|fx|number"
)
SHORT_PHONE = re.compile(
    rf"\b(?P<l>{PHONE_WORD})\b(?:[^\d\n.;]{{0,22}}|[^\d\n;]{{0,44}}\.\.\.? ?)(?P<v>\d{{3}}[ .-]\d{{4}}|\d{{10}}|\d{{5}}[ ]\d{{5,6}}|0\d{{9,10}})(?!\d)",
    re.IGNORECASE,
)
FAX = re.compile(r"\b(?:fax(?:ed)?|fx|facsimile)\b[^\d\n]{0,30}$", re.IGNORECASE)
SSN = re.compile(
    r"(?<![\w-])(?:\d{3}-\d{2}-\d{4}|(?!000|666|9)\d{3}(?P<s>[ .\u2013])\d{2}(?P=s)\d{4})(?![\w-]|[.,]\d)"
)
SSN_LAST = re.compile(
    r"\b(?:last (?:4|four)|ssn|social)\b[^\d\n]{0,24}(?P<v>(?:x{3}-?x{2}-?|\*+-?)?\d{4})(?!\d)",
    re.IGNORECASE,
)
EMAIL = re.compile(
    r"(?<![\w.+%-])[\w.+%-]+\s?@\s?[\w-]+(?:\.[\w-]+)+|(?<![\w.+-])[\w.+-]+ (?:at|\[at\]) [\w-]+ (?:dot|\[dot\]) \w+"
)
#: A name on a network of friends: @tiff_88, insta tiff.88
HANDLE = re.compile(
    r"(?<![\w.@])@(?=[\w.]*[\d_])[A-Za-z][\w.]{2,29}\b(?!\.\w)|(?<![\w$])\$[A-Za-z]\w{3,20}\b"
    r"|\b(?:ig|insta(?:gram)?|twitter|tiktok|snap(?:chat)?|facebook|fb|venmo|cash ?app|zelle|paypal|whatsapp|telegram|discord|reddit|skype|handle|login|log-in|screen ?name|gamertag|user ?(?:name|id)?)"
    r"\s*(?:is|:|=|handle|name|as)?\s*(?P<v>@?(?=\w*[\d_.])(?=[\d_.]*[A-Za-z])[\w.]{3,29}\w)",
    re.IGNORECASE,
)
URL = re.compile(
    r"\b(?:https?://|www\.)[^\s<>()\"]+[^\s<>()\".,;:?!]"
    r"|(?<![\w@.])[a-z\d][a-z\d-]*(?:\.[a-z\d-]+)*\.(?:com|org|net|edu|gov|info|io|me|co|us|health|"
    r"care|clinic|app)(?:/[^\s<>()\"]*[^\s<>()\".,;:?!])?(?![\w@])"
    r"|(?<![\w@.])[a-z\d][a-z\d-]+(?:\.[a-z\d-]{2,})*\.[a-z]{2,10}/[^\s<>()\"]{2,}[^\s<>()\".,;:?!]",
    re.IGNORECASE,
)
IP = re.compile(
    r"(?<![\w.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\w.]?\d)"
)
IP6 = re.compile(
    r"(?<![\w:])(?:[\da-f]{1,4}:){4,7}[\da-f]{1,4}(?![\w:])|(?<![\w:])(?=[\da-f:]{2,39}(?![\w:]))[\da-f]{1,4}(?::[\da-f]{1,4}){0,6}::(?:[\da-f]{1,4}(?::[\da-f]{1,4}){0,6})?(?![\w:])",
    re.IGNORECASE,
)
MAC = re.compile(r"(?<![\w:])(?:[\da-f]{2}[:-]){5}[\da-f]{2}(?![\w:])", re.IGNORECASE)
UDI = re.compile(r"\(01\)\d{14}\S*")
VIN = re.compile(r"\b(?=[A-HJ-NPR-Z\d]*\d)(?=[A-HJ-NPR-Z\d]*[A-HJ-NPR-Z])[A-HJ-NPR-Z\d]{17}\b")
PLATE = re.compile(
    r"\b(?:plates?|license plate|tag)\b[^\d\n.;]{0,14}?(?P<v>[A-Z]{1,3}[ -]?\d{2,4}[ -]?[A-Z]{0,3}|\d[A-Z]{3}[ -]?\d{3}|\d{1,4}[ -]?[A-Z]{2,3}|(?=[A-Z\d]*\d)(?=[A-Z\d]*[A-Z])[A-Z\d]{2,4}[ -][A-Z\d]{3,4})\b"
)
#: a silver Camry, 7XKD204
CAR = re.compile(
    r"\b(?i:camry|civic|corolla|accord|altima|honda|toyota|ford|chevy|nissan|hyundai|kia|subaru|jeep|tesla|bmw|dodge|ram|van|minivan|truck|suv|sedan|pickup|car|cab|taxi|motorcycle|scooter|rv)\W{1,3}(?:(?i:with|tag|plate|no)\W{1,2}){0,2}"
    r"(?P<v>(?=[A-Z\d]*\d)(?=[A-Z\d]*[A-Z])[A-Z\d]{6,8})\b"
)
MBI = re.compile(
    r"\b[1-9][A-HJ-NP-RT-Y][A-HJ-NP-RT-Y\d]\d-?[A-HJ-NP-RT-Y][A-HJ-NP-RT-Y\d]\d-?[A-HJ-NP-RT-Y]{2}\d{2}\b"
)
CODE = re.compile(
    r"(?<![\w.-])(?P<p>[A-Z]{1,5})[-#]?(?P<d>\d{5,})[A-Z]{0,2}(?:-[A-Z\d]+)*(?![\w-])"
)
#: Codes of several parts: EMP-ACC-0003312, PEN-SN-8891AZ.
PARTS = re.compile(
    r"(?<![\w.-])(?P<p>[A-Z]{2,10})(?:-[A-Z\d]{1,8}){0,4}-(?=[A-Z\d]{0,9}\d[A-Z\d]{0,9}(?![\w]))[A-Z\d]{4,14}(?![\w])"
)
#: R2-88140: letters, a number, a dash and a longer number
MIXED = re.compile(
    r"(?<![\w.-])(?P<p>[A-Z]{1,4})(?:\d{1,3}-(?P<d>\d{4,})|\d{2,4}(?:-\d{3,5}){1,3}|[ -]?\d{2,3}[ -]\d{3}[ -]\d{3})(?![\w-])"
)
#: 24-CV-00912
DOCKET = re.compile(r"(?<![\w-])\d{2,4}-(?P<p>[A-Z]{1,4})-\d{3,8}(?![\w-])")
#: 9xx-70-4418
MASKED = re.compile(r"(?<![\w-])(?=[\d-]*[xX*])[\dxX*]{3}-[\dxX*]{2}-\d{4}(?![\w-])")
#: env #00418
HASH = re.compile(r"(?<!\w)\#\s?(?P<v>\d{4,12})(?![\w.]?\d|\w)")
#: pw = "bluebird7"
PASSWORD = re.compile(
    r"\b(?:pw|pwd|password|pass ?code|code ?word|safe ?word|log-?in)\s*(?:is|was|=|:)\s*[\"'\u201c]?(?P<v>\w[\w!@$%&*.-]{2,29})|\bpin\s*(?:is|was|=|:|\#)?\s*(?P<w>\d{4,8})\b",
    re.IGNORECASE,
)
#: W 2 2 4 5 5 7 8 0 1: read out digit by digit
READ_OUT = re.compile(r"(?<![\w./-])(?:[A-Z] )?(?P<d>(?:\d ){6,13}\d)(?![\w./-]|\s?%)")
#: flight TK 003
FLIGHT = re.compile(
    r"\b(?:flight|train|bus|ship|tour)(?: (?:no\.?|number))?\s+(?P<v>[A-Z]{1,3}[ -]?\d{2,5})\b"
)
LONG = re.compile(r"(?<![\w.,/$-])\#?(?P<d>\d{7,12})(?![\w.]?\d|[\w%]|-\d)")
DASHED = re.compile(
    r"(?<![\w./-])(?:\d{2,7}-\d{2,7}(?:-\d{1,7})+|\d{1,4}-\d{5,8}|\d{5,8}-\d{1,4})(?![\w/-])"
)
DIGIT = r"(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|double|triple)"
#: account ending four four one nine; five five five, 014, 2297
SPOKEN = re.compile(
    r"\b(?P<l>account|acct|card|phone|line|cell|mobile|number|call|text|fax|ssn|social|mrn|record|chart|id|member|policy|extension|code)\b[^\d\n.;]{0,30}?"
    r"\b(?P<v>(?:(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|double|triple)(?:[\s,-]+(?:dash|hyphen|space))?[\s,-]+){3,14}(?:zero|oh|one|two|three|four|five|six|seven|eight|nine))\b"
    rf"|\b(?P<w>(?:{DIGIT}[\s,-]+){{3,9}}(?:\d{{2,4}}[\s,-]+)?\d{{3,4}})\b"
    rf"|(?<![\w-])(?P<x>(?:{DIGIT}(?:[\s,-]+(?:dash|hyphen|space))?[\s,-]+){{6,14}}{DIGIT})\b",
    re.IGNORECASE,
)
SPOKEN_LABELS = {
    Identifier.PHONE: ("phone", "line", "cell", "mobile", "call", "text", "extension"),
    Identifier.ACCOUNT: ("account", "acct", "card"),
    Identifier.SSN: ("ssn", "social"),
    Identifier.MRN: ("mrn", "record", "chart"),
    Identifier.PLAN_ID: ("member", "policy"),
    Identifier.FAX: ("fax",),
}
NOT_CODE = grammar("not_code")
UNIT = re.compile(
    r"\s*(?:/|x10|cells|copies|iu|units?|u\b|cfu|colonies|/?ml|/?ul|per|k\b|dollars|people|patients|cases|deaths|visits)",
    re.IGNORECASE,
)
STUDY = re.compile(
    r"\b(?:nct|pmid|pmc|doi|isbn|icd(?:-?10)?|cpt|ndc|eudract|isrctn|grant|loinc)[\s:#.-]*$",
    re.IGNORECASE,
)
VERSION = re.compile(
    r"\b(?:version|v|ver|build|section|release|step|chapter|figure|table)\.?\s*$", re.IGNORECASE
)


def find(text: str) -> Iterator[Span]:
    """Every number and address of the text that names a person, a record or a thing of theirs."""
    yield from _addresses(text)
    yield from _labelled(text)
    yield from _vehicles(text)
    yield from _phones(text)
    yield from _spoken(text)
    yield from _shapes(text)


def _addresses(text: str) -> Iterator[Span]:
    for match in EMAIL.finditer(text):
        yield Span(*match.span(), Identifier.EMAIL, "an e-mail address")
    for match in URL.finditer(text):
        host = re.sub(r"^(?:https?://)?(?:www\.)?", "", match.group().lower()).split("/")[0]
        if not any(host == site or host.endswith("." + site) for site in words().sites):
            yield Span(*match.span(), Identifier.URL, "a web address")
    for match in HANDLE.finditer(text):
        group = "v" if match.group("v") else 0
        yield Span(*match.span(group), Identifier.OTHER_ID, "a name on a network of friends")
    for pattern in (IP, IP6):
        for match in pattern.finditer(text):
            if not VERSION.search(text[max(match.start() - 12, 0) : match.start()]):
                yield Span(*match.span(), Identifier.IP, "a network address")


def _labelled(text: str) -> Iterator[Span]:
    if not DIGITS.search(text):
        return
    for label, plain, spaced in LABELLED:
        for match in plain.finditer(text):
            name = match.group("l").lower()
            digits = sum(c.isdigit() for c in match.group("v"))
            if digits < WEAK.get(name, 2) or _is_study(text, match.start("v")):
                continue
            if _is_date_like(match.group("v")) or TIMES.fullmatch(match.group("v")):
                continue
            yield Span(*match.span("v"), label, f"a number after “{match.group('l')}”")
        for match in spaced.finditer(text):
            if TIMES.fullmatch(match.group("v")) or _is_date_like(match.group("v")):
                continue
            if sum(c.isdigit() for c in match.group("v")) >= FEWEST_SPACED:
                yield Span(*match.span("v"), label, "a number after its label")


def _vehicles(text: str) -> Iterator[Span]:
    """License plates, and the end of a Social Security number."""
    for match in CAR.finditer(text):
        yield Span(*match.span("v"), Identifier.VEHICLE, "a license plate")
    for match in PLATE.finditer(text):
        if sum(c.isalnum() for c in match.group("v")) >= 5:
            yield Span(*match.span("v"), Identifier.VEHICLE, "a license plate")
    for match in SSN_LAST.finditer(text):
        yield Span(*match.span("v"), Identifier.SSN, "the end of a Social Security number")


#: So few different digits are a score, repeated: strength 5 5 5 4 5 5.
MOST_SAME = 3
#: Digits that a number of several groups must have.
FEWEST_SPACED = 5


#: 0200-0340, from the one hour to the other
TIMES = re.compile(r"(?:[A-Za-z]+ )?(?:[01]\d|2[0-4])[0-5]\d ?- ?(?:[01]\d|2[0-4])[0-5]\d")


def _is_date_like(value: str) -> bool:
    return bool(
        re.fullmatch(
            r"(?:\d{1,3}/\d{1,3}|\d{1,2}[-/]\d{1,2}[-/](?:19|20)?\d{2}|(?:19|20)\d{2}([-/]\d{1,2}){0,2})",
            value,
        )
    )


def _is_study(text: str, start: int) -> bool:
    return (
        bool(STUDY.search(text[max(start - 14, 0) : start]))
        or text[start : start + 3].lower() == "nct"
    )


def _phones(text: str) -> Iterator[Span]:
    for match in PHONE.finditer(text):
        if sum(c.isdigit() for c in match.group()) < 9 or TOLL_FREE.match(match.group()):
            continue
        fax = FAX.search(text[max(match.start() - 36, 0) : match.start()])
        label = Identifier.FAX if fax else Identifier.PHONE
        yield Span(*match.span(), label, "a fax number" if fax else "a phone number")
    for match in SHORT_PHONE.finditer(text):
        is_fax = match.group("l").lower().startswith(("fax", "fx"))
        label = Identifier.FAX if is_fax else Identifier.PHONE
        yield Span(*match.span("v"), label, f"a number after “{match.group('l')}”")


#: Letters before a number of three groups make it another than a Social Security number.
PREFIX = re.compile(r"\b(?!SSN?\b)[A-Z]{1,5}[ -]$")
#: Shapes that are nothing else.
SHAPES = (
    (SSN, Identifier.SSN, "shaped like a Social Security number"),
    (MASKED, Identifier.SSN, "shaped like a Social Security number"),
    (DOCKET, Identifier.OTHER_ID, "shaped like a court's or a case's number"),
    (VIN, Identifier.VEHICLE, "shaped like a vehicle number"),
    (UDI, Identifier.DEVICE, "shaped like a device number"),
    (MAC, Identifier.DEVICE, "shaped like a device number"),
    (MBI, Identifier.PLAN_ID, "shaped like a Medicare number"),
)


def _spoken(text: str) -> Iterator[Span]:
    """Numbers dictated digit by digit."""
    for match in SPOKEN.finditer(text):
        name = (match.group("l") or "phone").lower()
        label = next((x for x, names in SPOKEN_LABELS.items() if name in names), None)
        group = next(one for one in ("v", "w", "x") if match.group(one))
        yield Span(*match.span(group), label or Identifier.OTHER_ID, "a number in words")


def _shapes(text: str) -> Iterator[Span]:
    """Numbers without a label whose shape gives them away."""
    for pattern, label, why in SHAPES:
        for match in pattern.finditer(text):
            lead = text[max(match.start() - 7, 0) : match.start()]
            if pattern is not SSN or not PREFIX.search(lead):
                yield Span(*match.span(), label, why)
    for pattern in (CODE, PARTS, MIXED):
        for match in pattern.finditer(text):
            prefix = match.group("p").lower()
            if prefix in NOT_CODE or _digits(match) < 4 or _is_study(text, match.start()):
                continue
            plan = prefix in ("hmo", "ppo", "bcbs", "ins")
            label = Identifier.PLAN_ID if plan else Identifier.OTHER_ID
            yield Span(*match.span(), label, "a code that can lead to a record")
    yield from _read_out(text)
    for match in DASHED.finditer(text):
        if not _is_date_like(match.group()) and _digits(match) >= 7:
            yield Span(*match.span(), Identifier.OTHER_ID, "a number that can lead to a record")
    for match in LONG.finditer(text):
        counted = UNIT.match(text, match.end()) or match.group("d").endswith("0000")
        if not counted and not _is_study(text, match.start()):
            yield Span(
                *match.span(), Identifier.OTHER_ID, "a long number that can lead to a record"
            )


def _read_out(text: str) -> Iterator[Span]:
    """Numbers read out or marked, words that open a record, journeys."""
    for match in READ_OUT.finditer(text):
        if len(set(match.group("d").split())) > MOST_SAME:
            yield Span(*match.span(), Identifier.OTHER_ID, "a number read out digit by digit")
    for match in HASH.finditer(text):
        yield Span(*match.span("v"), Identifier.OTHER_ID, "a number after #")
    for match in PASSWORD.finditer(text):
        group = "v" if match.group("v") else "w"
        yield Span(*match.span(group), Identifier.OTHER_ID, "a word that opens a record")
    for match in FLIGHT.finditer(text):
        yield Span(*match.span("v"), Identifier.OTHER_ID, "a journey's number")


def _digits(match: re.Match[str]) -> int:
    return sum(c.isdigit() for c in match.group())
