"""`preround forecast`: what N applications in one specialty can be expected to bring."""

from __future__ import annotations

from typing import Annotated

import typer

from preround.cli import clock, output
from preround.cli.options import JsonOption, ProfilePath, SeasonOption, SeedOption, TodayOption


def forecast(
    profile: ProfilePath,
    specialty: Annotated[str, typer.Option("--specialty", help="One specialty.")],
    applications: Annotated[int, typer.Option("--applications", min=1, help="How many.")],
    signals: Annotated[
        int | None,
        typer.Option(
            "--signals", min=0, help="Signals sent; as the average applicant if left out."
        ),
    ] = None,
    seed: SeedOption = 2027,
    season: SeasonOption = None,
    today: TodayOption = None,
    as_json: JsonOption = False,
) -> None:
    """Interviews and chance to match from N applications spread blindly."""
    from preround.facts.reader import load_season
    from preround.jobs.forecast_season import forecast_season
    from preround.jobs.read_applicant import read_applicant

    day = clock.day(today)
    read = read_applicant(profile, day)
    answer = forecast_season(
        read.applicant,
        load_season(clock.season(season, day)),
        specialty=specialty,
        n_applications=applications,
        n_signals=signals,
        today=day,
        seed=seed,
    )
    if as_json:
        output.print_json(answer.as_json())
        return
    interviews, p_match = answer.interviews, answer.p_match
    console = output.console()
    console.print(f"[bold]{applications} applications in {answer.specialty}[/bold]")
    console.print(
        f"Interviews: {interviews.mean:.1f} on average; in 8 of 10 such seasons "
        f"{interviews.low:.0f} to {interviews.high:.0f}."
    )
    console.print(
        f"Chance to match: {output.percent(p_match.low)} to {output.percent(p_match.high)}, "
        f"middle {output.percent(p_match.mid)} ({answer.support})."
    )
    for note in answer.notes:
        console.print(note, style="dim")
