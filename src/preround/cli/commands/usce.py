"""`preround usce`: months of U.S. experience, and whether they meet each program's rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from preround.cli import clock, output
from preround.cli.options import HomeOption, JsonOption, ProfilePath, SeasonOption, TodayOption

if TYPE_CHECKING:
    from preround.fit.usce import Months
    from preround.jobs.prove_usce import ProgramProof, UsceProof


def usce(
    profile: ProfilePath,
    season: SeasonOption = None,
    today: TodayOption = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Months of experience in the United States, held against every program rule on it."""
    from preround.facts.reader import load_season
    from preround.jobs.prove_usce import prove_usce
    from preround.jobs.read_applicant import read_applicant
    from preround.jobs.workspace import Workspace

    day = clock.day(today)
    proof = prove_usce(
        read_applicant(profile, day).applicant,
        Workspace.at(home).catalogue().programs,
        load_season(clock.season(season, day)),
        day,
    )
    if as_json:
        output.print_json(_document(proof))
        return
    _print(proof)


def _length(months: Months) -> dict[str, Any]:
    return {
        "months": round(months.months, 2),
        "planned": round(months.planned, 2),
        "hours_assumed": months.hours_assumed,
        "n_undated": months.n_undated,
    }


def _document(proof: UsceProof) -> dict[str, Any]:
    summary = proof.summary
    share = proof.hands_on_share
    return {
        "as_of": proof.as_of.isoformat(),
        "months": {kind.value: round(x.months, 2) for kind, x in summary.by_kind.items()},
        "by_kind": {kind.value: _length(x) for kind, x in summary.by_kind.items()},
        "clinical_months": round(summary.clinical.months, 2),
        "planned_months": round(summary.clinical.planned, 2),
        "hands_on_months": round(summary.hands_on.months, 2),
        "hands_on_share": None if share is None else round(share, 3),
        "last_end": summary.last_end.isoformat() if summary.last_end else None,
        "recency_months": (
            None if summary.recency_months is None else round(summary.recency_months, 1)
        ),
        "gaps": [
            {
                "start": gap.start.isoformat(),
                "end": gap.end.isoformat(),
                "months": round(gap.months, 2),
            }
            for gap in proof.gaps
        ],
        "programs": [_program(one) for one in proof.programs],
    }


def _program(proof: ProgramProof) -> dict[str, Any]:
    result = proof.deciding
    cited = result.citation
    return {
        "nrmp_code": proof.program.nrmp_code,
        "institution": proof.program.institution,
        "specialty": proof.program.specialty,
        "verdict": proof.words,
        "rule": result.rule,
        "message": result.message,
        "source": cited.source if cited else None,
        "read": cited.read.isoformat() if cited and cited.read else None,
    }


def _print(proof: UsceProof) -> None:
    console, summary = output.console(), proof.summary
    if not summary.by_kind:
        console.print("No U.S. experience is recorded.")
    table = output.plain_table(("Kind", "left"), ("Months", "right"), ("Planned", "right"))
    for kind, length in summary.by_kind.items():
        planned = f"{length.planned:.1f}" if length.planned else ""
        table.add_row(kind.value, f"{length.months:.1f}", planned)
    if summary.by_kind:
        console.print(table)
        console.print(
            f"Counted as clinical: {summary.clinical.months:.1f} months, of which hands-on "
            f"{summary.hands_on.months:.1f}."
        )
    if summary.last_end and summary.recency_months is not None:
        console.print(f"Last day {summary.last_end}, {summary.recency_months:.0f} months ago.")
    for gap in proof.gaps:
        console.print(f"Gap {gap.start} to {gap.end}, {gap.months:.1f} months.")
    if not proof.programs:
        console.print("No program with a known rule on U.S. experience yet: look some up.")
        return
    rows = output.plain_table(("Program", "left"), ("Verdict", "left"), ("Why", "left"))
    for one in proof.programs:
        rows.add_row(one.program.institution, one.words, one.deciding.message)
    console.print(rows)
