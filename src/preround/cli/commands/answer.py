"""`preround answer`: the facts of one's own record that answer an interview question."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from preround.cli import clock, output
from preround.cli.options import JsonOption, SeasonOption, TodayOption


def answer(
    record: Annotated[
        Path, typer.Argument(metavar="RECORD", help="JSON facts with id, text, date; - for stdin.")
    ],
    question: Annotated[str, typer.Option("--question", "-q", help="What was asked.")],
    season: SeasonOption = None,  # noqa: ARG001 - accepted everywhere; facts have their own days
    today: TodayOption = None,
    as_json: JsonOption = False,
) -> None:
    """Pick the best evidence for a question and lay out the answer; nothing is invented."""
    from preround.jobs.answer_question import answer_as_json, answer_from_record

    found = answer_from_record(record, question, clock.day(today))
    if as_json:
        output.print_json(answer_as_json(found))
        return
    console = output.console()
    if found.near:
        console.print("No theme fits these words; ask in other words. Nearest themes:")
        for theme in found.near:
            console.print(f"  {theme.title}, as in: {theme.questions[0]}", markup=False)
    else:
        console.print(f"{found.theme.title}", style="bold")
    if not found.evidence:
        console.print("No fact of the record speaks to it. Add one that does, then ask again.")
        return
    console.print("Evidence, best first:")
    for fact in found.evidence:
        day = f" ({fact.day.isoformat()})" if fact.day else ""
        console.print(f"  {fact.id}{day}: {fact.text}", markup=False)
    if found.outline:
        console.print("Outline, in your own words:")
    for number, step in enumerate(found.outline, start=1):
        facts = f"  [{', '.join(step.facts)}]" if step.facts else f". {step.add}"
        console.print(f"  {number}. {step.step}{facts}", markup=False)
