"""Openings as the command line prints them: rows for programs, lines for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from preround.cli import output

if TYPE_CHECKING:
    from rich.console import Console

    from preround.domain.citation import Citation
    from preround.jobs.openings_outreach import Outreach
    from preround.jobs.openings_table import TableReport
    from preround.jobs.weigh_openings import WeighedOpening
    from preround.openings.guide import Guide
    from preround.openings.vetting import Pointed


def plain(value: Any) -> Any:
    """A value as JSON has it."""
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def row(one: WeighedOpening) -> dict[str, Any]:
    """One opening with everything the pages say of it."""
    found = {part.name: plain(getattr(one.opening, part.name)) for part in fields(one.opening)}
    price = one.cost
    return {
        "id": one.id,
        **found,
        "kind_by_duties": one.kind.kind,
        "hands_on_by_duties": one.kind.hands_on,
        "because": list(one.kind.because),
        "is_sure": one.kind.is_sure,
        "freshness": one.freshness.value,
        "days_since_read": one.days_since_read,
        "letter": one.letter.value,
        "open_to": list(one.seen.who),
        "cost_usd": price.total_usd,
        "cost_per_month_usd": price.per_month_usd,
        "cost_per_week_usd": price.per_week_usd,
        "cost_per_hands_on_week_usd": price.per_hands_on_week_usd,
        "cost_open": list(price.open),
        "cost_lines": [{"name": x.name, "usd": x.usd, "how": x.how} for x in price.lines],
        "warnings": [_warning(point) for point in one.vetted.pointed],
        "stage": one.standing.stage.value,
        "stands": one.standing.label,
        "follow_up": plain(one.standing.follow_up),
        "fits_plan": {"word": one.plan.word, "why": one.plan.why},
        "fits_you": {"word": one.person.word, "why": one.person.why},
        "same_days_as": list(one.clashes),
    }


def _warning(point: Pointed) -> dict[str, Any]:
    return {
        "code": point.rule.code,
        "message": point.rule.message,
        "ask": point.question.ask,
        "why": point.rule.why,
        "quote": point.quote,
        "is_note": point.rule.note,
        "answer": point.answer.text if point.answer else None,
        "source": str(point.rule.citations[0]),
    }


def guide_json(found: Guide) -> dict[str, Any]:
    """The guide as one document."""
    return {
        "kinds": [
            {
                "name": one.name,
                "label": one.label,
                "what": one.what,
                "worth": one.worth,
                "limits": one.limits,
                "visa": one.visa,
                "hands_on": one.hands_on,
                "fees": [
                    {"low_usd": x.low_usd, "high_usd": x.high_usd, "per": x.per,
                     "sources": _cited(x.citations)}
                    for x in one.fees
                ],
                "sources": _cited(one.citations),
            }
            for one in found.kinds.values()
        ],
        "starts": [
            {"name": x.name, "who": x.who, "how": x.how, "url": x.url,
             "sources": _cited(x.citations)}
            for x in found.starts
        ],
        "questions": [
            {"code": x.code, "ask": x.ask, "why": x.why, "sources": _cited(x.citations)}
            for x in found.questions.values()
        ],
    }  # fmt: skip


def _cited(citations: Sequence[Citation]) -> list[str]:
    return [str(one) for one in citations]


def print_guide(found: Guide, console: Console) -> None:
    """The guide for people."""
    for one in found.kinds.values():
        console.print(one.label, style="bold", markup=False)
        console.print(f"  {one.worth} {one.limits}", markup=False)
        for fee in one.fees:
            source = fee.citations[0]
            console.print(
                f"  ${fee.low_usd:,.0f} to ${fee.high_usd:,.0f} a {fee.per} "
                f"({source.source}, confidence {source.confidence}).",
                markup=False,
            )
    console.print("\nWhere to begin", style="bold")
    for start in found.starts:
        console.print(f"  {start.name} ({start.who}): {start.how} {start.url}", markup=False)
    console.print("\nAsk before paying", style="bold")
    for question in found.questions.values():
        console.print(f"  {question.ask}", markup=False)


def print_row(one: WeighedOpening, console: Console) -> None:
    """One opening in a few lines."""
    opening = one.opening
    label = one.kind.words.label if one.kind.words else "kind not clear"
    place = ", ".join(x for x in (opening.specialty, opening.city, opening.state) if x)
    console.print(f"{one.id}  {opening.institution}", style="bold", markup=False)
    called = f" (called {opening.kind})" if one.kind.differs else ""
    console.print(f"  {label}{called}{'; ' + place if place else ''}", markup=False)
    unknown = f", not counting {', '.join(one.cost.open)}" if one.cost.open else ""
    week = one.cost.per_hands_on_week_usd
    per_week = f", {output.dollars(round(week))} a hands-on week" if week else ""
    console.print(
        f"  read: {one.freshness.value}; {output.dollars(round(one.cost.total_usd))}{unknown}"
        f"{per_week}; {one.standing.label.lower()}",
        markup=False,
    )
    for point in one.vetted.warnings:
        console.print(f"  {point.rule.message} Ask: {point.question.ask}", markup=False)
    if one.vetted.notes:
        said = " ".join(point.rule.message for point in one.vetted.notes)
        console.print(f"  {said}", style="dim", markup=False)


def print_all(one: WeighedOpening, console: Console) -> None:
    """One opening with its costs and questions."""
    print_row(one, console)
    console.print(f"  {one.plan.why} {one.person.why}", markup=False)
    table = output.plain_table(("Cost", "left"), ("How", "left"), ("Dollars", "right"))
    for line in one.cost.lines:
        dollars = "not known" if line.usd is None else output.dollars(line.usd)
        table.add_row(line.name.replace("_", " "), line.how, dollars)
    console.print(table)
    console.print("Questions", style="bold")
    for question, answer in one.vetted.questions:
        console.print(f"  {question.ask}", markup=False)
        if answer:
            console.print(f"    {answer.text}", style="green", markup=False)


def compare_table(chosen: Sequence[WeighedOpening]) -> list[tuple[str, list[str]]]:
    """What decides between openings, row by row."""

    def dollars(value: float | None) -> str:
        return "not known" if value is None else output.dollars(round(value))

    return [
        ("Institution", [one.opening.institution for one in chosen]),
        ("By its duties", [one.kind.kind or "not clear" for one in chosen]),
        ("Called", [one.opening.kind or "not said" for one in chosen]),
        ("First day", [str(one.opening.start or "not known") for one in chosen]),
        ("Weeks", [f"{one.cost.weeks:.3g}" if one.cost.weeks else "not known" for one in chosen]),
        ("Cost so far", [dollars(one.cost.total_usd) for one in chosen]),
        ("Not counted", [", ".join(one.cost.open) or "nothing" for one in chosen]),
        ("A hands-on week", [dollars(one.cost.per_hands_on_week_usd) for one in chosen]),
        ("Letter", [one.letter.value for one in chosen]),
        ("Things to ask first", [str(len(one.vetted.warnings)) for one in chosen]),
        ("Freshness", [one.freshness.value for one in chosen]),
        ("Stands", [one.standing.label for one in chosen]),
    ]


def report_json(report: TableReport) -> dict[str, Any]:
    """What became of a table."""
    return {
        "read": len(report.rows),
        "new": len(report.of("add")),
        "changed": len(report.of("update")),
        "same": len(report.of("same")),
        "left_out": len(report.refused),
        "findings": [one.message for one in report.refused],
        "remarks": [f"Row {one.key}: {said}" for one in report.rows for said in one.remarks],
        "columns": dict(report.columns),
        "kept_as_note": list(report.kept_as_note),
        "record": report.record.id if report.record else None,
    }


def print_report(report: TableReport, console: Console) -> None:
    """The same for people."""
    n_same = len(report.of("same"))
    console.print(
        f"{len(report.rows)} openings read, {len(report.of('add'))} new, "
        f"{len(report.of('update'))} changed, {n_same} there already."
    )
    for refused in report.refused:
        console.print(refused.message, markup=False)
    for one in report.rows:
        for said in one.remarks:
            console.print(f"Row {one.key}: {said}", style="dim", markup=False)
    if report.kept_as_note:
        console.print(f"Kept in the note: {', '.join(report.kept_as_note)}.", markup=False)
    if report.is_order_open:
        console.print("Days such as 03/04/2027 were read month first; else say --day-first.")
    if report.record:
        console.print(f"Taken back by: preround openings undo {report.record.id}")


def outreach_json(found: Outreach) -> dict[str, Any]:
    """What is due, what comes, and the funnel."""
    groups: Mapping[str, Any] = {"due": found.due, "soon": found.soon, "later": found.later}
    return {
        **{
            name: [
                {"id": x.opening.id, "institution": x.opening.opening.institution,
                 "day": x.day.isoformat(), "what": x.what}
                for x in reminders
            ]
            for name, reminders in groups.items()
        },
        "not_asked": [one.id for one in found.not_asked],
        "funnel": [
            {"step": name.lower(), "reached": n, "closed": closed}
            for name, n, closed in found.steps
        ],
    }  # fmt: skip
