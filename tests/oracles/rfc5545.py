"""A small strict reader of iCalendar text, written from RFC 5545 and sharing nothing with ours.

It refuses what lenient readers mend: long lines, lone line feeds, unescaped commas, entries
without what the standard demands, values of the wrong type.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

ONCE_IN_CALENDAR = ("VERSION", "PRODID")
ONCE_IN_EVENT = ("UID", "DTSTAMP", "DTSTART")
AT_MOST_ONCE = (
    "DTEND", "SUMMARY", "DESCRIPTION", "STATUS", "SEQUENCE", "TRANSP", "CLASS", "URL", "LOCATION",
)  # fmt: skip
KNOWN = {
    "VCALENDAR": {*ONCE_IN_CALENDAR, "CALSCALE", "METHOD", "NAME"},
    "VEVENT": {*ONCE_IN_EVENT, *AT_MOST_ONCE, "CATEGORIES", "COMMENT"},
    "VALARM": {"ACTION", "TRIGGER", "DESCRIPTION"},
}
TEXTS = {"SUMMARY", "DESCRIPTION", "LOCATION", "NAME", "X-WR-CALNAME"}
STATUS = {"TENTATIVE", "CONFIRMED", "CANCELLED"}
LINE = re.compile(r"([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=(?:\"[^\"]*\"|[^\";:,]*))*):(.*)", re.DOTALL)
DURATION = re.compile(r"[+-]?P(?:\d+W|\d+D(?:T\d+H)?(?:\d+M)?(?:\d+S)?|T\d+[HMS])")


@dataclass
class Component:
    """One BEGIN to END: its properties in order, and what stands inside."""

    name: str
    properties: list[tuple[str, str, str]] = field(default_factory=list)
    parts: list[Component] = field(default_factory=list)

    def values(self, name: str) -> list[str]:
        return [value for key, _, value in self.properties if key == name]


def read(data: bytes) -> tuple[Component | None, list[str]]:
    """The calendar and everything that is wrong with it."""
    problems = [
        f"line {n}: {len(line)} octets" for n, line in enumerate(data.split(b"\r\n"), 1)
        if len(line) > 75
    ]  # fmt: skip
    if b"\n" in data.replace(b"\r\n", b"") or b"\r" in data.replace(b"\r\n", b""):
        problems.append("a line break that is no CRLF")
    if not data.endswith(b"\r\n"):
        problems.append("the last line is not closed")
    text = data.decode("utf-8").replace("\r\n ", "").replace("\r\n\t", "")
    root, stack = None, []
    for n, line in enumerate(text.split("\r\n")[:-1], 1):
        found = LINE.fullmatch(line)
        if found is None:
            problems.append(f"content line {n} is none: {line[:40]!r}")
            continue
        name, parameters, value = found[1].upper(), found[2], found[3]
        if name == "BEGIN":
            stack.append(Component(value))
        elif name == "END":
            done = stack.pop() if stack else Component("")
            if done.name != value:
                problems.append(f"content line {n}: END:{value} closes {done.name}")
            if stack:
                stack[-1].parts.append(done)
            else:
                root = done
        elif stack:
            stack[-1].properties.append((name, parameters, value))
    if stack or root is None:
        problems.append("something is not closed")
    return root, problems + (_calendar(root) if root else [])


def text_value(value: str) -> str:
    """A TEXT value as it was before it was written."""
    signs = {"\\n": "\n", "\\N": "\n", "\\,": ",", "\\;": ";", "\\\\": "\\"}
    return re.sub(r"\\[nN,;\\]", lambda m: signs[m[0]], value)


def merge(held: dict[str, Component], calendar: Component) -> dict[str, Component]:
    """A calendar's entries after an import: a UID it holds is moved by a sequence not lower."""
    after = dict(held)
    for event in calendar.parts:
        uid = event.values("UID")[0]
        old = after.get(uid)
        if old is None or int(event.values("SEQUENCE")[0]) >= int(old.values("SEQUENCE")[0]):
            after[uid] = event
    return after


def _calendar(root: Component) -> list[str]:
    problems = [f"not a VCALENDAR but {root.name}"] if root.name != "VCALENDAR" else []
    problems += _count(root, ONCE_IN_CALENDAR, exactly=True) + _known(root)
    if root.values("VERSION") != ["2.0"]:
        problems.append("VERSION is not 2.0")
    for event in root.parts:
        problems += _event(event)
    uids = [uid for event in root.parts for uid in event.values("UID")]
    if len(set(uids)) != len(uids):
        problems.append("a UID stands twice")
    return problems


def _event(event: Component) -> list[str]:
    problems = _count(event, ONCE_IN_EVENT, exactly=True) + _known(event)
    problems += _count(event, AT_MOST_ONCE, exactly=False)
    for stamp in event.values("DTSTAMP"):
        if not re.fullmatch(r"\d{8}T\d{6}Z", stamp):
            problems.append(f"DTSTAMP {stamp} is not in UTC")
    days = {}
    for name, parameters, value in event.properties:
        if name in ("DTSTART", "DTEND"):
            if parameters != ";VALUE=DATE":
                problems.append(f"{name}{parameters} is no day")
            days[name] = dt.datetime.strptime(value, "%Y%m%d").replace(tzinfo=dt.UTC)
    if "DTEND" in days and days["DTEND"] <= days["DTSTART"]:
        problems.append("DTEND is not after DTSTART")
    problems += [f"STATUS {one}" for one in event.values("STATUS") if one not in STATUS]
    problems += [f"SEQUENCE {x}" for x in event.values("SEQUENCE") if not x.isdigit()]
    for alarm in event.parts:
        problems += _known(alarm) + _count(
            alarm, ("ACTION", "TRIGGER", "DESCRIPTION"), exactly=True
        )
        problems += [f"TRIGGER {x}" for x in alarm.values("TRIGGER") if not DURATION.fullmatch(x)]
    return problems


def _known(part: Component) -> list[str]:
    problems = []
    for name, _, value in part.properties:
        if name not in KNOWN.get(part.name, set()) and not name.startswith("X-"):
            problems.append(f"{name} has no place in {part.name}")
        if name in TEXTS and re.search(r"(?<!\\)(?:\\\\)*[,;]|\\[^nN,;\\]", value):
            problems.append(f"{name}: {value[:30]!r} is not escaped")
    return problems


def _count(part: Component, names: tuple[str, ...], *, exactly: bool) -> list[str]:
    return [
        f"{part.name} has {len(part.values(name))} {name}"
        for name in names
        if len(part.values(name)) > 1 or (exactly and not part.values(name))
    ]
