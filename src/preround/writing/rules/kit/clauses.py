"""A sentence cut where something else begins: at marks, before another act, reason or outcome."""

from __future__ import annotations

import re
from itertools import pairwise

#: Before these words a further thing is said of what was done: why, by what, what came of it.
OPENERS = (
    r"so that|so|which|because|where|who|by \w+ing|while|including|until|whenever|when|thereby"
    r"|without|unless|instead of|in place of|ahead of|along with|rather than"
    r"|though|as an?|before|after|but|in order|as [a-z]+ judged|as the|on my|at my|with my"
)
ACT = (
    r"\w+(?:ed|ing)|led|ran|gave|made|took|sent|told|kept|wrote|built|held|cut|set|taught|brought"
    r"|chose|drew|read|saw|spoke|began|found|put|start|adjust|order|treat|decide|choose|manage"
    r"|discuss|advance|settle|handle|lead|give|diagnose"
)
CUT = re.compile(
    r"\s*(?:[,;:—–]|\s-\s|\.\s)\s*"
    rf"|\s+(?=(?:and|or|then|plus)\s+(?:\w+ly\s+)?(?:{ACT})\b)"
    rf"|\s+(?=(?:{OPENERS})\b)",
    re.IGNORECASE,
)
MARKS = " ,;"
FEWEST_WORDS, FEWEST_BEFORE = 3, 2


def clauses(text: str) -> list[tuple[str, int]]:
    """Each clause and where it begins; one of a word or two stays with its neighbor.

    Examples
    --------
    >>> [clause for clause, _ in clauses("Roomed 9 patients a day, adjusting their doses")]
    ['Roomed 9 patients a day', 'adjusting their doses']
    """
    cuts = [0, *(match.end() for match in CUT.finditer(text)), len(text)]
    found: list[tuple[int, int]] = []
    for start, end in pairwise(cuts):
        few = len(text[start:end].split()) < FEWEST_WORDS
        if found and (few or len(text[slice(*found[-1])].split()) < FEWEST_BEFORE):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    stripped = ((text[start:end].lstrip(MARKS), end) for start, end in found)
    return [(one.rstrip(MARKS), end - len(one)) for one, end in stripped if one]
