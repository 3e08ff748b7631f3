"""The program list as the JSON document that outside tools read."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from preround.domain.program_list import ListRow, ListSummary, ProgramList, Reason
from preround.domain.ranges import Interval
from preround.domain.verdict import RuleResult


def program_list_json(listing: ProgramList) -> dict[str, Any]:
    """Plain values only; the keys are documented in the command reference."""
    return {
        "season": listing.season,
        "specialties": list(listing.specialties),
        "summary": summary_json(listing.summary),
        "notes": list(listing.notes),
        "programs": [_row(row) for row in listing.rows],
    }


def interval_json(interval: Interval) -> dict[str, Any]:
    """An interval with probabilities rounded to a hundredth of a percent."""
    return {
        "low": round(interval.low, 4),
        "mid": round(interval.mid, 4),
        "high": round(interval.high, 4),
        "mean": round(interval.mean, 4),
        "support": interval.support.value,
    }


def _row(row: ListRow) -> dict[str, Any]:
    program = row.program
    return {
        "nrmp_code": program.nrmp_code,
        "name": program.name,
        "institution": program.institution,
        "city": program.sponsor.city,
        "state": program.state,
        "specialty": program.specialty,
        "track": program.track.value,
        "tier": row.tier.value,
        "blocked_by": [_blocked(result) for result in row.blocked_by],
        "interview": interval_json(row.interview),
        "signal": row.signal,
        "apply": row.apply,
        "order": row.order or None,
        "marginal_fee_usd": round(row.marginal_fee_usd, 2),
        "marginal_gain": round(row.marginal_gain, 6),
        "part_of": row.part_of or None,
        "pinned": row.pinned,
        "excluded": row.excluded,
        "reasons": [_reason(reason) for reason in row.reasons],
    }


def _blocked(result: RuleResult) -> dict[str, Any]:
    citation = result.citation
    return {
        "rule": result.rule,
        "message": result.message,
        "source": citation.source if citation else None,
        "read": citation.read.isoformat() if citation and citation.read else None,
    }


def _reason(reason: Reason) -> dict[str, Any]:
    return {
        "text": reason.text,
        "kind": reason.kind.value,
        "source": str(reason.citation) if reason.citation else None,
    }


def summary_json(summary: ListSummary) -> dict[str, Any]:
    """A list's totals."""
    return {
        "n_applications": summary.n_applications,
        "fee_usd": round(summary.fee_usd, 2),
        "fee_by_specialty": {k: round(v, 2) for k, v in summary.fee_by_specialty.items()},
        "budget_usd": summary.budget_usd,
        "interviews": interval_json(summary.interviews),
        "p_match": interval_json(summary.p_match),
        "optimality_gap": round(summary.optimality_gap, 5),
        "signals": [asdict(count) for count in summary.signals],
        "look_ups": [asdict(look_up) for look_up in summary.look_ups],
    }
