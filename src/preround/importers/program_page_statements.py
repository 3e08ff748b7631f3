"""A program's page cut into statements, each knowing the question or heading it answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

_LINE = re.compile(r"[^\n]+")
#: A line at least this long may be cut by the page's width, if no sentence ends there.
_WRAPPED = 42
#: In a wrapped paragraph a line that ends no sentence is at least this part of the longest.
_AS_LONG = 0.7
_ENDS = ".?!:;"
#: What stops no sentence is no sentence: it is cut here, so that any text is read in good time.
_LONGEST = 1500
_LOOK_BACK = 40
#: The end of a line that cannot be the end of a sentence.
_HANGS = re.compile(
    r"\b(?:a|an|the|of|to|in|on|at|by|for|from|and|or|with|than|within|least|most|must|have|has"
    r"|be|is"
    r"|are|not|no|step|usmle|comlex|u\.s\.|level|medical|our|your|that|which|who|three|two|five)$",
    re.IGNORECASE,
)
_STOP = re.compile(r"[.?!]+[\"')\]”’]*(?=\s|$)")
_PART = re.compile(r";\s|\t+|\s-\s(?=no\b)")
_NO_STOP = re.compile(
    r"(?:\b(?:u\.s|u\.s\.a|e\.g|i\.e|dr|st|vs|approx|min|max|no|dept|inc|m\.d|d\.o|p\.m|a\.m|etc"
    r"|jan|feb|aug|sept|oct|nov|dec)|\b[A-Z])\.$",
    re.IGNORECASE,
)
_BULLET = re.compile(
    r"^\s*(?:[-*•·–—▪o]\s+|\(?\d{1,2}[.)]\s+|\d{1,2}\.\d{1,2}\s+"
    r"|\(?[a-hj-z][.)]\s+|\(?(?:i{1,3}|iv|vi{0,3}|ix)[.)]\s+|\*)"
)
#: A sentence that only says something with the one before it.
_LEANS = re.compile(
    r"(?:however, )?(?:it|this|that|they|these|those)\b,?(?: \w+,)? (?:is|are|must|should|has"
    r"|have|will"
    r"|needs?|does|do|can|may|counts?)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?P<label>(?:[^:.?!;\t]|(?<=\bMin)\.|(?<=\bMax)\.|(?<=\bNo)\.|(?<=\bU)\."
    r"|(?<=\bS)\.){2,70})(?P<mark>:(?=\s|$)|\t+)",
    re.IGNORECASE,
)
_CELLS = re.compile(r";|\t+")
_ASKED = re.compile(r"^\s*(?:q\s*[:.]|question\s*[:.])\s*", re.IGNORECASE)
_ANSWER = re.compile(r"^\s*(?:[-*•]\s+)?(?:a\s*[:.])?\s*")
_SAYS = re.compile(
    r"(?:yes|no|not|a|an|be|have|must|you|two|three|four|we|our|all|only|at"
    r"|within|up|minimum|maximum)\b|\d"
)
_SAID = re.compile(
    r"\b(?:we|must|required|preferred|recommended|sponsors|sponsored|accepted|accepts?|only|not|no"
    r"|at least|pass(?:ed|ing)?|within|months?|weeks?|\d+)\b"
)
_TITLE = re.compile(
    r"\brequirements?\b|\bquestions?\b|\bcriteria\b|\bpolic(?:y|ies)\b|\binformation\b"
    r"|\bstep [12]\b(?!.*(?:pass|\b\d{3}\b|required|minimum))"
)
#: A word cut by the width of a column: "gradu-\nated", but not "hands-\non".
_HYPHENS = re.compile(
    r"(?<=[a-z]{2})(?<!hands)(?<!first)(?<!\bnon)(?<!case)(?<!pass)(?<!full)(?<!part)(?<!long)"
    r"(?<!short)(?<!self)(?<!well)(?<!face)(?<!two)(?<!three)(?<!four)(?<!five)(?<!six)(?<!year)"
    r"-[ \t]*\n\s*(?=[a-z]{2})"
)
_CUT_JOINT = re.compile(r"(?<=[a-z])-[ \t]*\n\s*(?=[a-z])")
_CUT_WORD = re.compile(r"[a-z]{2}-$")
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
#: "Step 1 and 2 letters" counts letters and names one exam.
_NO_COUNT = (
    r"(?! (?:letters?|lors?|references?|months?|weeks?|years?|attempts?|failures?|sloes?)\b)"
)
_ALL_STEPS = "step 1, step 2 and step 3"
_SPELLINGS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        ("[\u2019\u2018\u0060\u00b4]", "'"),
        (r"[“”]", '"'),
        ("[\u2010-\u2015\u2212]", "-"),
        (r"[®™]", ""),
        ("[\u2713\u2714\u2611\u2705]\ufe0f?", " "),
        ("[\u2717\u2718\u2612\u274c\u2715\u2716]\ufe0f?", " no "),
        (r"\bh[\s-]?1[\s-]?bs?\b|\bh[\s-]?1s?\b", "h1b"),
        (r"\b(?:h1a|h1b)\s*/\s*h1b\b", "h1b"),
        (r"\bj[\s-]?1s?\b", "j1"),
        (r"\bu\.\s?s\.?(?:\s?a\.?)?(?![a-z])", "us"),
        (r"\bunited states(?: of america)?\b|\busa\b|\bamerican?\b|\bthe states\b", "us"),
        (r"\bthis country\b", "the us"),
        (r"\s?\(?\bif (?:it )?appli(?:cable|es)\)?", ","),
        (r"\b1\s*(?:&|and|/|,)\s*2\s?ck\b", "step 1 and step 2 ck"),
        (r"\b(?:usmle|steps?)(?: parts?)?[\s-]?i\b", "step 1"),
        (r"\b(?:usmle|steps?)(?: parts?)?[\s-]?ii\b[\s-]*", "step 2 "),
        (r"\b(?:usmle|steps?)(?: parts?)?[\s-]?iii\b", "step 3"),
        (r"\bpart ([123])(?: of (?:the )?usmle)", r"usmle step \1"),
        (r"\busmle[\s-]([123])\b", r"usmle step \1"),
        (r"\bstep[\s-]?([123])", r"step \1"),
        (r"\bsteps\s+([123i]+)\s*(?:&|and|/|,)\s*(?:ii|2)\b", "step 1 and step 2"),
        (rf"\bstep 1\s*(?:&|and|/|or|,)\s*(?:ii|2)\b{_NO_COUNT}", "step 1 and step 2"),
        (r"\bstep 2\s*ck\b", "step 2 ck"),
        (r"\bstep 2\s*cs\b", "step 2 cs"),
        (r"\bclinical knowledge(?: \(ck\))?", "ck"),
        (r"\b(?:twelve)\b", "12"),
        *((rf"\b{word}\b", str(number)) for number, word in enumerate(_NUMBERS, start=1)),
        (r"\b(\d{1,2})\s*\(\s*\1\s*\)", r"\1"),
        (r"\b1st\b", "first"),
        (r"\bcannot\b|\bcan't\b|\bcan not\b", "can not"),
        (r"\b(do|does|did|is|are|was|will|would|should)n't\b", r"\1 not"),
        (r"\bwon't\b", "will not"),
        (r"\byrs?\b\.?", "years"),
        (r"\bmos?\b\.?(?= |$|\))", "months"),
        (r"\bwks?\b\.?", "weeks"),
        (r"\bmin\.?(?= )", "minimum"),
        (r"\bmax\.?(?= )", "maximum"),
        (r"\bcerts?\b\.?", "certificate"),
        (r"\b(?:both|the first 2) (?:usmle )?steps\b", "step 1 and step 2"),
        (r"\bj[- ]visas?\b", "j1 visa"),
        (r"\b(?:no|not) later than\b|\bat the latest by\b|\b(?:on|at) or before\b", "by"),
        (r"\b(?:all|the) (?:of the )?3 (?:usmle )?steps\b(?: of (?:the )?usmle)?", _ALL_STEPS),
        (r"\bsteps? 1[, ]+(?:step )?2(?: ck)?,? (?:&|and) (?:step )?3\b", _ALL_STEPS),
        (r"\bsteps? 1\s?-\s?3\b", _ALL_STEPS),
        (r"\s+", " "),
    )
)


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence, or one part of it between semicolons.

    `text` is the page's own; `words` is the same in plain spelling ("J-1 Visas" is "j1
    visas"), and `said` the same without its label or "A:"; `sentence` the whole sentence's
    words; `topic` the question or label it stands under, `heading` the list's or section's;
    `first` tells the direct answer of a question.
    """

    text: str
    start: int
    end: int
    words: str
    said: str
    sentence: str
    topic: str = ""
    heading: str = ""
    first: bool = False
    question: bool = False

    @property
    def about(self) -> str:
        """What it answers and what it says, together."""
        return f"{self.topic} | {self.words}"


@lru_cache(maxsize=32)
def plain(text: str) -> str:
    """Lower case with one spelling for visas, exams, countries and small numbers."""
    joined = _CUT_JOINT.sub("-", _HYPHENS.sub("", text.lower()))
    words = " ".join(joined.split())
    for pattern, spelled in _SPELLINGS:
        words = pattern.sub(spelled, words)
    return words.strip()


def statements(text: str) -> tuple[Statement, ...]:
    """Cut a page into statements, in reading order.

    Notes
    -----
    A question holds as topic until the next question, heading or empty line after its
    answer; a heading holds until the next one.
    """
    return tuple(_Cutter(text).statements())


class _Cutter:
    """Goes down a page and keeps what holds for the lines to come."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.heading = ""
        self.question = ""
        self.columns: list[str] = []
        self.fresh = False
        """Whether a question was asked and nothing has answered it yet."""

    def statements(self) -> Iterator[Statement]:
        last_end = 0
        for start, end in _blocks(self.text):
            if not self.fresh and "\n\n" in self.text[last_end:start]:
                self.question = ""
            last_end = end
            block = self.text[start:end]
            cells = _CELLS.split(block)
            if len(cells) not in {len(self.columns), len(self.columns) - 1}:
                self.columns = []
            if _is_header(block, cells):
                self.columns, self.question = [plain(cell) for cell in cells], ""
            elif block.endswith(":") and (inner := list(_sentences(self.text, start, end)))[1:]:
                yield from self._said(start, inner[-1][0], cells)
                self.heading = plain(self.text[slice(*inner[-1])].rstrip(": "))
            elif self._is_heading(block, cells):
                yield from self._headed(start, end)
            else:
                yield from self._said(start, end, cells)

    def _is_heading(self, block: str, cells: list[str]) -> bool:
        row = len(self.columns) > 1 and len(cells) > 1
        return not row and _is_heading(block) and not (self.fresh and _is_answer(block))

    def _headed(self, start: int, end: int) -> Iterator[Statement]:
        """A heading; one that says something is a statement too."""
        block = self.text[start:end]
        new = plain(_BULLET.sub("", block).rstrip(": "))
        if _states(block, new):
            yield _statement(self.text, (start, end), (start, end), "", self.heading, fresh=False)
        nested = self.heading and _BULLET.match(block)
        self.heading = f"{self.heading.partition(' | ')[0]} | {new}" if nested else new
        self.question = ""

    def _said(self, start: int, end: int, cells: list[str]) -> Iterator[Statement]:
        """The sentences of a line or paragraph, each under its question or label."""
        block = self.text[start:end]
        if not self.fresh and not (_ASKED.match(block) or _starts_low(block)):
            self.question = ""
        if _ASKED.match(block) and "?" not in block:
            self.question, self.fresh = plain(_ASKED.sub("", block)), True
            yield _statement(self.text, (start, end), (start, end), "", self.heading, fresh=False)
            return
        begin = _after_bullet(self.text, start, end)
        label = previous = ""
        for at, stop in _sentences(self.text, begin, end):
            sentence = self.text[at:stop]
            if sentence.rstrip("\"')”’ ").endswith("?"):
                self.question, self.fresh = plain(_ASKED.sub("", sentence)), True
                yield _statement(self.text, (at, stop), (at, stop), "", self.heading, fresh=False)
                continue
            inner, own, labelled = self._label(sentence, at, cells)
            label = own if at == begin else label
            carried = previous if _LEANS.match(sentence) else ""
            previous = plain(sentence)
            topic = " | ".join(part for part in (self.question, label or carried) if part)
            yield from self._cut((inner, at, stop), topic, fresh=labelled)

    def _label(self, sentence: str, at: int, cells: list[str]) -> tuple[int, str, bool]:
        """Where what is said begins, the label before it, and whether there is one."""
        found = _LABEL.match(sentence)
        if found:
            inner = at + found.end() if "\t" in found["mark"] else at
            return inner, plain(_BULLET.sub("", found["label"])), True
        if len(cells) > 1 and len(cells) == len(self.columns):
            return at + len(cells[0]) + 1, plain(cells[0]), True
        return at, "", False

    def _cut(self, spans: tuple[int, int, int], topic: str, *, fresh: bool) -> Iterator[Statement]:
        """The parts of a sentence between semicolons, or the cells of a table's row."""
        inner, at, stop = spans
        for place, part in enumerate(_parts(self.text, inner, stop), start=1):
            over = self.heading
            if place < len(self.columns):
                over = f"{over} | {self.columns[place]}"
            yield _statement(self.text, part, (at, stop), topic, over, fresh=self.fresh or fresh)
            self.fresh = False


def _statement(
    text: str,
    part: tuple[int, int],
    whole: tuple[int, int],
    topic: str,
    heading: str,
    *,
    fresh: bool,
) -> Statement:
    words = plain(text[slice(*part)])
    sentence = words if part == whole else plain(text[slice(*whole)])
    label = _LABEL.match(words) if part[0] == whole[0] else None
    said = _ANSWER.sub("", words[label.end() :] if label else words).strip()
    asked = words.rstrip("\"') ").endswith("?")
    own = text[slice(*part)]
    return Statement(own, *part, words, said, sentence, topic, heading, fresh, asked)


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Lines, with the lines of a hard-wrapped paragraph taken together."""
    spans = (_trimmed(text, line.start(), line.end()) for line in _LINE.finditer(text))
    for run in _runs(text, [span for span in spans if span[0] < span[1]]):
        wrapped = _is_wrapped(text, run)
        #: A word cut in two shows a column so narrow that any line may be half a sentence.
        narrow = any(_CUT_WORD.search(text[slice(*span)]) for span in run)
        low, high = run[0]
        for start, end in run[1:]:
            last = text[low:high].rpartition("\n")[2]
            line = text[start:end]
            cut = narrow and last[-1] not in _ENDS and not _BULLET.match(line)
            if cut or _goes_on(last, line) or (wrapped and _may_go_on(last, line)):
                high = end
                continue
            yield low, high
            low, high = start, end
        yield low, high


def _runs(text: str, spans: list[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Lines that follow each other without an empty one."""
    run: list[tuple[int, int]] = []
    for span in spans:
        if run and text.count("\n", run[-1][1], span[0]) > 1:
            yield run
            run = []
        run.append(span)
    if run:
        yield run


def _is_wrapped(text: str, run: list[tuple[int, int]]) -> bool:
    """Whether a page's width cut these lines: one goes on in the next, all are about as long."""
    lines = [text[slice(*span)] for span in run]
    goes_on = any(_goes_on(last, line) for last, line in pairwise(lines))
    most = max(map(len, lines))
    cut = [line for line in lines[:-1] if line[-1] not in _ENDS]
    return goes_on and all(len(line) >= _AS_LONG * most for line in cut)


def _may_go_on(last: str, line: str) -> bool:
    return last[-1] not in _ENDS and len(last) >= _WRAPPED and not _BULLET.match(line)


def _goes_on(last: str, line: str) -> bool:
    """Whether a line is plainly the rest of the one before."""
    if _CUT_WORD.search(last) and line[0].islower():
        return True
    return _may_go_on(last, line) and (
        line[0].islower() or last[-1] in ",-(" or bool(_HANGS.search(last))
    )


def _after_bullet(text: str, start: int, end: int) -> int:
    found = _BULLET.match(text[start:end])
    return start + found.end() if found and found.end() < end - start else start


def _is_heading(block: str) -> bool:
    bare = block.strip()
    if bare.endswith(":"):
        return len(bare.split()) <= 14
    if _BULLET.match(bare) or len(bare.split()) > 8 or bare[-1] in ".?!;,":
        return False
    return not {":", ";"} & set(bare) and bare[0].isupper()


def _states(block: str, words: str) -> bool:
    """Whether a line that stands like a heading says something: "J-1 visas only"."""
    return not block.endswith(":") and bool(_SAID.search(words)) and not _TITLE.search(words)


def _is_header(block: str, cells: list[str]) -> bool:
    """Whether a line is the heads of a table's columns: "Criteria; Minimum; Preferred"."""
    return (
        len(cells) > 2
        and not re.search(r"[\d.:?]", block)
        and all(0 < len(cell.split()) <= 3 for cell in cells)
    )


def _is_answer(block: str) -> bool:
    """Whether a short line that follows a question answers it, and is no next heading."""
    return not block.endswith(":") and (len(block.split()) <= 3 or bool(_SAYS.match(block.lower())))


def _starts_low(block: str) -> bool:
    return bool(_BULLET.match(block)) or block[0].islower()


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for stop in _STOP.finditer(text, start, end):
        head = text[max(begin, stop.start() - _LOOK_BACK) : stop.start() + 1]
        after = text[stop.end() : stop.end() + _LOOK_BACK].lstrip()
        if (
            stop[0].startswith(".")
            and after
            and (_NO_STOP.search(head) or after[0].islower())
            and not _ends_anyway(head, after)
        ):
            continue
        yield from _no_longer(text, begin, stop.end())
        begin = stop.end()
    yield from _no_longer(text, begin, end)


def _no_longer(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence, or the pieces of what is too long to be one."""
    while end - start > _LONGEST:
        cut = text.rfind(" ", start + 1, start + _LONGEST)
        cut = cut if cut > start else start + _LONGEST
        yield from _no_longer(text, start, cut)
        start = cut
    low, high = _trimmed(text, start, end)
    if low < high:
        yield low, high


def _ends_anyway(head: str, after: str) -> bool:
    """An abbreviation can end a sentence too: "… in the U.S. Letters: three"."""
    return bool(re.search(r"u\.s\.$", head, re.IGNORECASE)) and bool(
        re.match(r"(?:We|The|All|Our|It|Letters?|At|An?|No|If|You|Applicants|USMLE)\b", after)
    )


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for cut in _PART.finditer(text, start, end):
        yield _trimmed(text, begin, cut.start())
        begin = cut.end()
    yield _trimmed(text, begin, end)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
