"""`preround openings`: your own directory, what each kind is worth, what to ask, what it costs."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from preround.cli import clock, output
from preround.cli.options import HomeOption, JsonOption, TodayOption
from preround.domain.errors import UnknownChoice, UserError

if TYPE_CHECKING:
    import datetime as dt

    from preround.jobs.openings import OpeningsBook
    from preround.jobs.weigh_openings import WeighedOpening
    from preround.openings.cost import Costs
    from preround.openings.directory import Directory

app = typer.Typer(
    no_args_is_help=True,
    help="Openings for experience in the United States: yours, vetted, costed.",
)
ProfileOption = Annotated[
    Path | None, typer.Option("--profile", help="Applicant file, to weigh them for you.")
]
Dollars = Annotated[float | None, typer.Option(help="Dollars.")]


class Happened(StrEnum):
    """What can be noted of an opening."""

    ASKED = "asked"
    FOLLOWED_UP = "followed_up"
    REPLIED = "replied"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DONE = "done"
    DECLINED = "declined"
    WITHDREW = "withdrew"
    NO_ANSWER = "no_answer"


class UnknownSuffix(UserError):
    """A file to write whose name says no format."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: the name must end in .csv or .xlsx, which says the format.")


@app.command("kinds")
def kinds(as_json: JsonOption = False) -> None:
    """What each kind is worth, where to begin, what to ask before paying."""
    from preround.cli.openings_rows import guide_json, print_guide
    from preround.openings.guide import guide

    if as_json:
        output.print_json(guide_json(guide()))
    else:
        print_guide(guide(), output.console())


@app.command("add")
def add(
    file: Annotated[Path, typer.Argument(metavar="TABLE", help="CSV or XLSX of openings.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Report everything and write nothing.")
    ] = False,
    day_first: Annotated[
        bool, typer.Option("--day-first", help="Read 03/04/2027 as 3 April.")
    ] = False,
    today: TodayOption = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Bring openings you found from a table; institution is the one column needed."""
    from preround.cli.openings_rows import print_report, report_json
    from preround.improve.cells import DayOrder
    from preround.jobs.input_file import read_bytes
    from preround.jobs.openings_table import bring_table, look_at_table

    data, day = read_bytes(file, "a table of openings (CSV or XLSX)"), clock.day(today)
    order = DayOrder.DAY_FIRST if day_first else None
    book = _book(home)
    if dry_run:
        report = look_at_table(book.read(), data, file.name, day, order)
    else:
        report = bring_table(book, data, file.name, day, at=_stamp(), order=order)
    if as_json:
        output.print_json(report_json(report))
    else:
        print_report(report, output.console())


@app.command("list")
def list_openings(
    words: Annotated[list[str] | None, typer.Argument(help="Words anywhere in it.")] = None,
    kind: Annotated[str, typer.Option(help="By its duties; see `kinds`.")] = "",
    specialty: Annotated[str, typer.Option()] = "",
    state: Annotated[str, typer.Option(help="Two-letter code.")] = "",
    hands_on: Annotated[str, typer.Option(help="yes, no or unknown.")] = "",
    letter: Annotated[str, typer.Option(help="promised, possible, none or unknown.")] = "",
    freshness: Annotated[str, typer.Option(help="fresh, aging, old, stale or unknown.")] = "",
    stage: Annotated[str, typer.Option(help="found, asked, replied and on; or closed.")] = "",
    max_fee: Annotated[float | None, typer.Option(help="Dollars for the stay.")] = None,
    free_from: Annotated[str | None, typer.Option("--from", help="First day you are free.")] = None,
    until: Annotated[str | None, typer.Option(help="Last day you are free.")] = None,
    weeks: Annotated[float | None, typer.Option(help="Weeks at least.")] = None,
    sort: Annotated[str, typer.Option(help="start, fee, cost, week, read or name.")] = "",
    travel: Dollars = None,
    housing: Annotated[float | None, typer.Option(help="Dollars a week.")] = None,
    visa: Dollars = None,
    profile: ProfileOption = None,
    today: TodayOption = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Your openings with freshness, cost in all, and what to ask first."""
    from preround.cli.openings_rows import print_row, row
    from preround.openings.cost import Costs
    from preround.openings.search import SORTS, Wish, find

    day = clock.day(today)
    weighed = _weighed(_book(home).read(), profile, day, Costs(travel, housing, visa_usd=visa))
    seen = [one.seen for one in weighed]
    wish = Wish(
        text=" ".join(words or []),
        kind=_word("kind", kind.replace("-", "_")),
        specialty=_within(specialty, {one.opening.specialty for one in seen}),
        state=(state.upper(),) if state else (),
        hands_on=_word("hands_on", hands_on),
        letter=_word("letter", letter),
        freshness=_word("freshness", freshness),
        stage=_word("stage", stage),
        most_fee_usd=max_fee,
        free_from=clock.day(free_from) if free_from else None,
        free_until=clock.day(until) if until else None,
        weeks=weeks,
    )
    by_id = {one.id: one for one in weighed}
    if sort not in SORTS:
        raise UnknownChoice("--sort", sort, tuple(one for one in SORTS if one))
    found = [by_id[one.id] for one in find(seen, wish, sort).rows]
    if as_json:
        output.print_json({"openings": [row(one) for one in found]})
        return
    console = output.console()
    if not found:
        console.print("No opening fits. Add some with: preround openings add TABLE")
    for one in found:
        print_row(one, console)


@app.command("show")
def show(
    number: Annotated[str, typer.Argument(metavar="ID", help="Its number, such as o3.")],
    profile: ProfileOption = None,
    today: TodayOption = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Everything known of one opening: worth, costs, warnings, questions, steps."""
    from preround.cli.openings_rows import print_all, row
    from preround.jobs.openings_outreach import timeline

    directory = _book(home).read()
    one = _one(_weighed(directory, profile, clock.day(today)), directory, number)
    events = timeline(directory, number)
    if as_json:
        steps = [
            {"step": x.step.value, "day": x.day.isoformat(), "text": x.text} for _, x in events
        ]
        output.print_json(row(one) | {"steps": steps})
        return
    console = output.console()
    print_all(one, console)
    for _, event in events:
        console.print(f"{event.day.isoformat()}  {event.step.words.label}", markup=False)


@app.command("compare")
def compare(
    numbers: Annotated[list[str], typer.Argument(metavar="ID ID", help="Two to four.")],
    profile: ProfileOption = None,
    today: TodayOption = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Two to four openings side by side."""
    from preround.cli.openings_rows import compare_table, row

    if not 2 <= len(numbers) <= 4:
        raise typer.BadParameter(f"{len(numbers)} given; two to four can be compared.")
    directory = _book(home).read()
    weighed = _weighed(directory, profile, clock.day(today))
    chosen = [_one(weighed, directory, number) for number in numbers]
    if as_json:
        output.print_json({"openings": [row(one) for one in chosen]})
        return
    table = output.plain_table(("", "left"), *((one.id, "left") for one in chosen))
    for label, cells in compare_table(chosen):
        table.add_row(label, *cells)
    output.console().print(table)


@app.command("due")
def due(
    profile: ProfileOption = None,
    today: TodayOption = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Whom to write again and when, and how far every opening has come."""
    from preround.cli.openings_rows import outreach_json
    from preround.jobs.openings_outreach import survey

    day = clock.day(today)
    found = survey(_weighed(_book(home).read(), profile, day), day)
    if as_json:
        output.print_json(outreach_json(found))
        return
    console = output.console()
    console.print(found.sentence)
    for reminder in (*found.due, *found.soon, *found.later):
        name = f"{reminder.opening.id}  {reminder.opening.opening.institution}"
        late = ", due" if reminder.is_due(day) else ""
        console.print(f"{reminder.day.isoformat()}  {name}: {reminder.what}{late}", markup=False)


@app.command("note")
def note(
    number: Annotated[str, typer.Argument(metavar="ID", help="Its number, such as o3.")],
    step: Annotated[Happened, typer.Argument(metavar="STEP", help="asked, replied, offered…")],
    on: Annotated[str | None, typer.Option(help="The day; today if left out.")] = None,
    follow_up: Annotated[str | None, typer.Option(help="Write again on this day.")] = None,
    text: Annotated[str, typer.Option(help="What was said.")] = "",
    as_typed: Annotated[
        bool, typer.Option("--as-typed", help="Keep the text even where it could name a patient.")
    ] = False,
    home: HomeOption = None,
) -> None:
    """Note what happened with an opening; a day to write again is set for you."""
    from preround.jobs.guard_about import About
    from preround.jobs.guard_text import guard_note
    from preround.openings.outreach import Event, Step, suggested_follow_up

    looked = guard_note(text, about=About.PEOPLE)
    if looked.spans and not as_typed:
        output.say(f"Reworded, it could identify a patient: {looked.offered}")
        text = looked.offered
    day, what = clock.day(on), Step(step.value)
    later = clock.day(follow_up) if follow_up else suggested_follow_up(what, day)
    done = _book(home).note_step(Event(number, what, day, text, later), _stamp())
    again = f" Write again on {later.isoformat()}." if later else ""
    output.console().print(f"{done.title}.{again}", markup=False)


@app.command("costs")
def costs(
    travel: Dollars = None,
    housing: Annotated[float | None, typer.Option(help="Dollars a week.")] = None,
    living: Annotated[float | None, typer.Option(help="Dollars a week.")] = None,
    visa: Dollars = None,
    lost_wages: Annotated[float | None, typer.Option(help="Dollars a week.")] = None,
    other: Dollars = None,
    of: Annotated[str, typer.Option("--of", help="For this opening alone.")] = "",
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Keep your own figures for every opening, or show those that are kept."""
    from preround.openings.cost import Costs, costs_document

    book = _book(home)
    new = Costs(travel, housing, living, visa, lost_wages, other)
    directory = book.read()
    kept = directory.own_costs(of) if of else directory.usual_costs
    if new != Costs():
        kept = new.over(kept)
        book.keep_costs(kept, _stamp(), of)
    if as_json:
        output.print_json(costs_document(kept))
        return
    known = costs_document(kept)
    for name, usd in known.items():
        output.console().print(f"{name}: {output.dollars(usd)}")
    if not known:
        output.console().print("No figure is kept yet; try: preround openings costs --travel 700")


@app.command("export")
def export(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="openings.csv or openings.xlsx.")],
    profile: ProfileOption = None,
    today: TodayOption = None,
    home: HomeOption = None,
) -> None:
    """Write the whole directory as a sheet that can be brought in again."""
    from preround.cli.commands.packs import NotWritten
    from preround.exporters.sheet import csv_bytes, xlsx_bytes
    from preround.jobs.openings_table import export_rows

    rows = export_rows(_weighed(_book(home).read(), profile, clock.day(today)))
    suffix = out.suffix.lower()
    if suffix not in (".csv", ".xlsx"):
        raise UnknownSuffix(out)
    try:
        out.write_bytes(csv_bytes(rows) if suffix == ".csv" else xlsx_bytes("Openings", rows))
    except OSError as reason:
        raise NotWritten(out, reason) from None
    output.console().print(f"{len(rows) - 1} openings written to {out}.", markup=False)


@app.command("undo")
def undo(
    record: Annotated[
        str, typer.Argument(metavar="[CHANGE]", help="Its number; the last one if left out.")
    ] = "",
    home: HomeOption = None,
) -> None:
    """Take a change back; the undo can be undone in turn."""
    book = _book(home)
    records = book.read().records
    done = book.undo(record or (records[-1].id if records else ""), _stamp())
    output.console().print(f"{done.title}. Again: preround openings undo {done.id}", markup=False)


def _book(home: Path | None) -> OpeningsBook:
    from preround.jobs.openings import OpeningsBook
    from preround.jobs.workspace import Workspace

    return OpeningsBook(Workspace.at(home).folder)


def _stamp() -> str:
    return clock.now().isoformat("T", "seconds")


def _weighed(
    directory: Directory, profile: Path | None, day: dt.date, what_if: Costs | None = None
) -> tuple[WeighedOpening, ...]:
    """Every opening, weighed for the applicant of a file, or for nobody in particular."""
    from preround.domain.applicant import Applicant
    from preround.facts.season import running_season
    from preround.jobs.read_applicant import read_applicant
    from preround.jobs.weigh_openings import Weigher, person_of

    output.tell((*directory.findings, *directory.unreadable))
    applicant = read_applicant(profile, day).applicant if profile else Applicant()
    season = running_season(day)
    if what_if is not None:
        directory = directory.supposing(what_if)
    return Weigher().weigh_all(directory, person_of(applicant, season, day), day)


def _one(weighed: tuple[WeighedOpening, ...], directory: Directory, number: str) -> WeighedOpening:
    directory.opening(number)
    return next(one for one in weighed if one.id == number)


def _word(facet: str, asked: str) -> tuple[str, ...]:
    """A value of a filter, as it is spelled in the output.

    Raises
    ------
    UnknownChoice
        When the filter has no such value.
    """
    from preround.openings.guide import guide
    from preround.openings.search import ORDERS, UNKNOWN

    if not asked:
        return ()
    known = ORDERS.get(facet) or (*guide().kinds, UNKNOWN)
    if asked.lower() not in known:
        raise UnknownChoice(f"--{facet.replace('_', '-')}", asked, tuple(known))
    return (asked.lower(),)


def _within(asked: str, known: set[str]) -> tuple[str, ...]:
    """The values that hold what was asked, whatever the case; it itself where none does."""
    if not asked:
        return ()
    return tuple(one for one in known if asked.casefold() in one.casefold()) or (asked,)
