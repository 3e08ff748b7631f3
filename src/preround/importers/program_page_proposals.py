"""What a rule for reading pages proposes, and the words that all such rules ask for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from preround.domain.program import FactScalar
from preround.importers.program_page_statements import Statement


@dataclass(frozen=True, slots=True)
class Proposal:
    """One value of one fact, the statement it comes from, and how plainly it says so.

    `weight` orders proposals that contradict each other: 3 says it outright, 2 answers a
    question, 1 follows from something else that was said.
    """

    name: str
    value: FactScalar
    statement: Statement
    weight: int = 3


PREFERRED = re.compile(
    r"\bprefer(?:s|red|ence|ences|ably|ential|able)?\b|\brecommend(?!ation)\w*"
    r"|\brecommendations? (?:is|that you)\b|\bencourag\w+\b(?! to apply)|\bdesir(?:ed|able)"
    r"|\bideal\w*|\bhelp(?:s|ful|)\b|\bfavou?r\w*|\badvantag\w*|\bsuggest\w*|\ba plus\b"
    r"|\blike to see\b|\bwe (?:would|'d) like\b|\bstronger\b|\bkindly\b|\bcounts? (?:for"
    r"|in your|toward"
    r" (?:you|selection))\b|\bdisadvantage\b|\bbeneficial\b|\buseful\b|\bvaluable\b"
    r"|\bgood to have\b"
    r"|\bnice to have\b|\bconsidered (?:an )?asset\b"
    r"|\basset\b"
    r"|\bpriorit\w+|\bcompetitive\b|\bto compete\b|\bcome first\b|\bwelcome to\b(?! apply)"
    r"|\bvalue[sd]?\b"
    r"|\bstrengthen\w*|\bgenerally\b|\btypical\w*|(?<!on )\baverage[sd]?\b"
    r"|\bmost (?:of|who)\b"
    r"|\busual\w*|\bsuccessful applicants\b|\bbetter chance\b|\bbonus\b"
    r"|(?<!without )\bexceptions?\b|\badvis\w+"
    r"|\bweight\b|\badvis(?:ed|able)\b|\bunlikely\b|\bhardly\b|\bgood deal of\b|\bas a guide\b"
    r"|\bguideline"
)
NEGATED = re.compile(
    r"\bnot\b|\bno\b|\bnone\b|\bnever\b|\bneither\b|\bnor\b|\bunable\b|\bwithout\b|\bn't\b|\bexclud"
)
NOT_NEEDED = re.compile(
    r"\bnot (?:\w+ ){0,2}(?:need|requir|necessar|mandator|essential|demand|oblig|compuls|asked"
    r"|expected|a condition"
    r"|a requirement|a must)(?!\w* until\b)"
    r"|\bno (?:(?!and\b)\w+ ){0,4}(?:requirement|minimum|cut|limit|set|strict|specific|fixed)"
    r"|\bneed not\b|\boptional\b|\bno condition\b|\b(?:does|do) not (?:need|require|have)\b"
    r"|\bis not\.?$|\bnone\b(?! of)|\bnor (?:is|do)\b(?! observ)|\bnot (?:use|have) (?:a|any)\b"
    r"|\bnobody\b"
)
REQUIRED = re.compile(
    r"\brequir\w+|\bmust\b|\bneed(?:s|ed)?\b|\bmandatory\b|\bminimum\b|\bat least\b|\bat minimum\b"
    r"|\bha(?:s|ve) to\b|\bnecessary\b|\bcompulsory\b|\bobligatory\b|\bor more\b|\bor longer\b"
    r"|\bat the least\b|\bno less than\b|\bno fewer than\b|\bonly with\b|\bexpect(?:s|ed)?\b"
    r"|\basked\b|\bwanted\b"
    r"|\bas a minimum\b|\bonly (?:people|applicants|those)\b"
)
_CONTRAST = re.compile(
    r"[,.]? ?\b(?:but|however|though|although|whereas|while|yet|nevertheless)\b,?|;"
)
_FIRST_HALF = re.compile(r"^(?:while|although|though|even though|whereas) ([^,]*),")
#: What follows a rule as a wish: "210 or more, better still above 230".
SOFTER_STILL = re.compile(
    r",? (?:better still|preferably|ideally|but we prefer|and we prefer)\b.*$"
)
_BRACKETS = re.compile(r"\([^()]*\)")
YES = re.compile(r"(?:yes|correct|certainly|of course|absolutely)\b")
NO = re.compile(r"(?:no|none|not|unfortunately|sorry)\b(?! (?:more|later|longer) than)")
IMG = re.compile(
    r"\b(?:imgs?|fmgs?)\b(?: (?:applicants?|candidates?|graduates?))?"
    r"|\binternational(?:ly)?\b(?: medical)?(?:[ -]trained)? "
    r"?(?:graduates?|applicants?|students?|candidates?|schools?|physicians?|medical)?"
    r"|\bforeign(?:[ -]trained)? ?(?:medical|graduates?|schools?|trained)"
    r"|\bgraduates? (?:(?:from|of) )?(?:medical )?(?:schools? )?(?:abroad|elsewhere|overseas)\b"
    r"|\b(?:studied|trained|graduated|schooled|educated) (?:medicine )?(?:abroad|overseas)\b"
    r"|\b(?:medical )?schools? (?:abroad|overseas)\b|\boverseas (?:graduates?|applicants?)\b"
    r"|\b(?:applicants?|candidates|doctors|physicians|people|those) from (?:abroad|overseas)\b"
    r"|\boutside (?:of )?(?:the )?us\b|\bnon-?us (?:medical|graduates?|schools?)"
)


#: Statements about somebody who does not apply to the residency.
NOT_APPLICANTS = re.compile(
    r"\bfellow(?:s|ships?)?\b(?! of the)|\bvisiting (?:\w+ ){0,2}(?:students?|electives?)\b"
    r"|\bvisiting rotat\w+|\baway rotation\w*|\bsub-?internships?\b|\bmoonlight\w*"
    r"|\bfaculty (?:positions?|applicants?|members? (?:may|can|are sponsored))"
    r"|\bclerkships? (?:is|are) (?:offered|open)\b"
)


def not_of_applicants(one: Statement) -> bool:
    """Whether a statement is of fellows, visiting students or others than applicants."""
    if re.search(r"\bresiden(?:t|cy|cies)\b", one.words):
        return False
    return bool(NOT_APPLICANTS.search(one.words[:30]) or NOT_APPLICANTS.search(one.heading))


def clauses(words: str) -> list[str]:
    """A sentence cut where "but", "however", "while …," or a semicolon turns it."""
    turned = _FIRST_HALF.sub(r"\1;", words)
    return [piece for piece in _CONTRAST.split(turned) if piece.strip()]


def firm(words: str) -> str:
    """The words without what stands in brackets only as a wish: "one letter (two preferred)"."""
    return _BRACKETS.sub(lambda found: "" if PREFERRED.search(found[0]) else found[0], words)
