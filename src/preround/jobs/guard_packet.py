"""Take everything out of a packet's lines that could identify a patient: the guard, then a look."""

from __future__ import annotations

from collections.abc import Callable, Collection

from preround.letters.redaction import Redacted, WordLook, look_again
from preround.logbook.guard import deidentify
from preround.logbook.guard_look import Kind, look
from preround.logbook.guard_words import fold

MOST_ROUNDS = 3


def packet_cleaner(keep: Collection[str] = ()) -> Callable[[str], Redacted]:
    """What cleans a line for a packet.

    Parameters
    ----------
    keep
        Words the person has said name no patient. They overrule the second look, never the
        guard: what that finds stays out.
    """

    def clean(text: str) -> Redacted:
        removed: list[tuple[str, str]] = []
        for _ in range(MOST_ROUNDS):  # a name can show only once the one before it is gone
            found = deidentify(text)
            if not found.spans:
                break
            removed += [(span.label.value, text[span.start : span.end]) for span in found.spans]
            text = found.text
        again = look_again(text, look_word, keep)
        return Redacted(again.text, tuple(removed), again.doubtful)

    return clean


def look_word(word: str) -> WordLook:
    """What the guard's lists say of one word."""
    known = look(fold(word))
    plain = known.eponym or not (known.is_sure or known.kind is Kind.UNKNOWN)
    return WordLook(is_plain=plain, is_name=known.given or known.family)
