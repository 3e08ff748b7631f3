"""Three to five short reasons for every row, each with where it was read."""

from __future__ import annotations

from collections.abc import Sequence

from preround.domain.applicant import Applicant, ApplicantType, VisaNeed
from preround.domain.citation import Citation
from preround.domain.program import FactState, Program
from preround.domain.program_list import ListRow, Reason, ReasonKind
from preround.domain.ranges import Support
from preround.domain.verdict import RuleResult, Verdict
from preround.fit.odds import InterviewOdds
from preround.fit.odds_coefficients import load_coefficients
from preround.fit.odds_pair import place_shift

_ByKind = dict[ReasonKind, list[Reason]]

MOST_REASONS = 5
#: Log odds from which a state's reported rates are worth a word: a sixth more or less.
TELLING_SHIFT = 0.15
RATE_FACT = {
    ApplicantType.NON_US_IMG: "interview_rate_non_us_img",
    ApplicantType.US_IMG: "interview_rate_us_img",
    ApplicantType.US_MD: "interview_rate_us_md",
    ApplicantType.US_DO: "interview_rate_us_do",
}
TYPE_WORDS = {
    ApplicantType.NON_US_IMG: "non-U.S. IMGs",
    ApplicantType.US_IMG: "U.S. IMGs",
    ApplicantType.US_MD: "U.S. MDs",
    ApplicantType.US_DO: "U.S. DOs",
}


def explain_rows(
    applicant: Applicant, rows: Sequence[ListRow], odds: InterviewOdds
) -> list[tuple[Reason, ...]]:
    """The reasons of every row, most telling first."""
    by_place = place_reasons(rows, odds)
    # Programs that state the same share one tuple of verdicts, so each is read once.
    read: dict[int, _ByKind] = {}
    reasons = []
    for row in rows:
        by_kind = read.get(id(row.verdicts))
        if by_kind is None:
            by_kind = read[id(row.verdicts)] = _by_kind(row.verdicts)
        place = by_place[int(odds.rows.group[row.index]), row.program.state]
        reasons.append(_reasons(applicant, row, by_kind, place))
    return reasons


def place_reasons(
    rows: Sequence[ListRow], odds: InterviewOdds
) -> dict[tuple[int, str], list[Reason]]:
    """What rates reported in a state add to the odds of the programs there, where it tells."""
    source = load_coefficients()["place.state_variance"].citation
    found: dict[tuple[int, str], list[Reason]] = {}
    for row in rows:
        state = row.program.state
        key = int(odds.rows.group[row.index]), state
        if key not in found:
            shift = place_shift(odds.rows.group_of(row.index).choice.prior, state)
            text = f"{'More' if shift > 0 else 'Fewer'} interviews reported in {state}"
            tells = abs(shift) >= TELLING_SHIFT
            found[key] = [Reason(text, ReasonKind.ODDS, source)] if tells else []
    return found


def _reasons(
    applicant: Applicant, row: ListRow, by_kind: _ByKind, by_place: Sequence[Reason]
) -> tuple[Reason, ...]:
    known = _known_rate(applicant, row)
    reasons = [
        *by_kind[ReasonKind.BLOCKED],
        *_chosen(row),
        *known,
        *by_kind[ReasonKind.LOWERS],
        *by_kind[ReasonKind.MET],
        *_place(applicant, row.program),
        *(() if known else by_place),
        *_h1b_record(applicant, row.program),
        *by_kind[ReasonKind.UNKNOWN],
        *_lookalike(applicant, row),
    ]
    return tuple(reasons[:MOST_REASONS])


def living_there(
    applicant: Applicant, program: Program, verdicts: Sequence[RuleResult]
) -> tuple[Reason, ...]:
    """What would bind or help at one program once matched: blocks, visa, place, H-1B record."""
    visa = [one for one in verdicts if one.rule == "visa"]
    by_kind = _by_kind([one for one in verdicts if one.blocks or one in visa])
    open_visa = [
        Reason(one.message, ReasonKind.UNKNOWN, one.citation, one.missing_fact)
        for one in visa
        if one.verdict is Verdict.UNKNOWN
    ]
    return (
        *by_kind[ReasonKind.BLOCKED],
        *by_kind[ReasonKind.LOWERS],
        *by_kind[ReasonKind.MET],
        *_place(applicant, program),
        *_h1b_record(applicant, program),
        *open_visa,
    )


def _by_kind(verdicts: Sequence[RuleResult]) -> _ByKind:
    found: _ByKind = {kind: [] for kind in ReasonKind}
    for result in verdicts:
        kind = _kind(result)
        if kind:
            found[kind].append(Reason(result.message, kind, result.citation, result.missing_fact))
    return found


def _kind(result: RuleResult) -> ReasonKind | None:
    """What a verdict is worth saying as; None where it says nothing of this program."""
    if result.blocks:
        return ReasonKind.BLOCKED
    if result.verdict is Verdict.NOT_MET:
        return ReasonKind.LOWERS
    if result.verdict is Verdict.MET and result.citation:
        return ReasonKind.MET
    if result.verdict is Verdict.UNKNOWN and (result.at_stake or result.citation):
        return ReasonKind.UNKNOWN
    return None


def _chosen(row: ListRow) -> list[Reason]:
    if row.pinned:
        return [Reason("You pinned it", ReasonKind.CHOICE)]
    if row.excluded:
        return [Reason("You left it out", ReasonKind.CHOICE)]
    if row.part_of:
        return [Reason(f"Same program as {row.part_of}: one application", ReasonKind.CHOICE)]
    return []


def _known_rate(applicant: Applicant, row: ListRow) -> list[Reason]:
    kind = applicant.applicant.type
    if kind is None:
        return []
    name = RATE_FACT[kind]
    fact = row.program.fact(name)
    reading = fact.latest
    if reading is None:
        return []
    citation = Citation(reading.source, read=reading.read, url=reading.url)
    if fact.state is FactState.DISAGREE:
        values = " or ".join(f"{float(r.value):.0%}" for r in fact.readings)
        return [Reason(f"Sources disagree: {values} interviewed", ReasonKind.ODDS, citation, name)]
    text = f"Interviewed {float(reading.value):.0%} of {TYPE_WORDS[kind]} who applied"
    return [Reason(text, ReasonKind.ODDS, citation, name)]


def _place(applicant: Applicant, program: Program) -> list[Reason]:
    wishes, state = applicant.wishes, program.state
    if state in wishes.states_excluded:
        return [Reason(f"You ruled out {state}", ReasonKind.PLACE)]
    if wishes.states_only and state not in wishes.states_only:
        return [
            Reason(f"Not in {' or '.join(wishes.states_only)}, where you must be", ReasonKind.PLACE)
        ]
    if state in wishes.ties:
        return [Reason(f"You have a tie to {state}", ReasonKind.PLACE)]
    if state in wishes.states_preferred:
        return [Reason(f"{state} is on your list of states", ReasonKind.PLACE)]
    return []


def _h1b_record(applicant: Applicant, program: Program) -> list[Reason]:
    if applicant.applicant.visa_need not in (VisaNeed.H1B, VisaNeed.J1_OR_H1B):
        return []
    approvals = program.sponsor.h1b_approvals
    if not approvals:
        return []
    noun = "approval" if approvals == 1 else "approvals"
    text = f"Its employer won {approvals} H-1B {noun} 2019-23, in any job"
    return [Reason(text, ReasonKind.ODDS, Citation("USCIS H-1B employer data"))]


def _lookalike(applicant: Applicant, row: ListRow) -> list[Reason]:
    kind = applicant.applicant.type
    known = kind is not None and row.program.fact(RATE_FACT[kind]).readings
    if known or row.interview_plain.support is Support.PUBLISHED:
        return []
    specialty = row.program.specialty
    return [
        Reason(
            "Nothing on its own invitations is known: rated like the average "
            f"{specialty} program there",
            ReasonKind.UNKNOWN,
        )
    ]
