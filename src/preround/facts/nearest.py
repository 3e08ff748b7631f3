"""The known words nearest to one that is not known."""

from __future__ import annotations

from collections.abc import Sequence

#: Below this likeness (0 to 100) a suggestion would only confuse.
LIKE_ENOUGH = 60.0


def nearest(word: str, known: Sequence[str], limit: int = 2) -> tuple[str, ...]:
    """Up to `limit` known words that look like the one given, most alike first.

    Examples
    --------
    >>> nearest("fees.eras_tokn", ("fees.eras_token", "visa.j1.years_max"))
    ('fees.eras_token',)
    """
    from rapidfuzz import fuzz, process, utils

    found = process.extract(
        word,
        known,
        scorer=fuzz.WRatio,
        processor=utils.default_process,
        limit=limit,
        score_cutoff=LIKE_ENOUGH,
    )
    return tuple(choice for choice, _, _ in found)
