"""How many of the rows of a table were taken in, in plain words."""

from __future__ import annotations


def brought_words(n_new: int, n_given: int, noun: str, done: str = "brought in") -> str:
    """Say how many are new and how many were there already.

    Examples
    --------
    >>> brought_words(2, 2, "day")
    '2 days brought in'
    >>> brought_words(1, 3, "line", done="added to log.csv")
    '1 line added to log.csv; 2 were there already'
    >>> brought_words(0, 1, "day")
    'Nothing new: the 1 day was there already'
    >>> brought_words(0, 0, "day")
    'Nothing brought in: no day could be read'
    """
    there = n_given - n_new
    if not n_given:
        return f"Nothing {done}: no {noun} could be read"
    was = "was" if there == 1 else "were"
    if not n_new:
        return f"Nothing new: the {_many(there, noun)} {was} there already"
    words = f"{_many(n_new, noun)} {done}"
    return f"{words}; {there} {was} there already" if there else words


def _many(n: int, noun: str) -> str:
    return f"{n:,} {noun}{'' if n == 1 else 's'}"
