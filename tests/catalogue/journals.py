"""Journals for property tests: batches of a few facts of a few programs, and undos."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from preround.catalogue.overlay import AddedProgram, Batch, BatchKind, FactEntry
from preround.domain.program import Track

CODES = ("1007140C0", "1089140C0", "1089140M0", "9999999C0", "X001140C0")
FACTS = {
    "visa_j1": st.sampled_from(["yes", "no"]),
    "step2_min": st.integers(190, 290),
    "img_share": st.floats(0, 1).map(lambda share: round(share, 4)),
    "usce_hands_on_required": st.booleans(),
    "quota_2025": st.integers(0, 60),
    "visa_any_text": st.text(min_size=1, max_size=12),
}
DAYS = (date(2025, 10, 1), date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 21))


@st.composite
def entries(draw: st.DrawFn, days: tuple[date, ...] = DAYS) -> FactEntry:
    fact = draw(st.sampled_from(sorted(FACTS)))
    return FactEntry(
        draw(st.sampled_from(CODES)),
        fact,
        draw(st.none() | FACTS[fact]) if draw(st.booleans()) else draw(FACTS[fact]),
        draw(st.sampled_from(["page", "freida", "caf\u00e9 \u201cx\u201d"])),
        draw(st.sampled_from(days)),
        draw(st.sampled_from(["", "https://example.org/a"])),
        draw(st.sampled_from(["", "a note\nof two lines"])),
    )


@st.composite
def journals(draw: st.DrawFn, most: int = 8, days: tuple[date, ...] = DAYS) -> tuple[Batch, ...]:
    batches: list[Batch] = []
    for number in range(draw(st.integers(0, most))):
        kinds = [BatchKind.IMPORT, BatchKind.CORRECTION, BatchKind.PROGRAM]
        kind = draw(st.sampled_from(kinds + [BatchKind.UNDO] * bool(batches)))
        name = f"batch-{number + 1}"
        if kind is BatchKind.UNDO:
            undoes = draw(st.sampled_from([batch.id for batch in batches]))
            batches.append(Batch(name, "2026-11-21", "Undo", kind, undoes=undoes))
        elif kind is BatchKind.PROGRAM:
            own = AddedProgram(
                "X001140C0", "Own", "Internal Medicine", Track.CATEGORICAL, "Hospital", "", "NY"
            )
            batches.append(Batch(name, "2026-11-21", "Own", kind, programs=(own,)))
        else:
            some = draw(st.lists(entries(days), min_size=1, max_size=5))
            batches.append(Batch(name, "2026-11-21", "Facts", kind, tuple(some)))
    return tuple(batches)
