"""How many rows of a table are linked right, wrong, or asked.

    python -m benchmarks.linkage [--seed K] [--tables N] [--show wrong|asked]

The generator spells names out as programs spell themselves. It takes the listing's own
abbreviated names, the codes as truth, and a list of how some institutions are called in
public; it shares no table and no code with the linkage. Every table also holds rows that
the listing does not have, which must not be linked.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import Counter
from dataclasses import dataclass

import numpy as np

from benchmarks.linkage_names import CALLED, CITY_OF, SHORT, STRANGERS, SUBURB_OF
from preround.catalogue.linkage import Doubtful, Linked, Linker, NamedRow
from preround.catalogue.listing import load_listing
from preround.catalogue.program_groups import site_of
from preround.domain.program import Program, Track


@dataclass(frozen=True)
class Made:
    """A generated row, and the institution and site it stands for ("" for a stranger)."""

    row: NamedRow
    truth: frozenset[str]
    kind: str


def spell(listed: str, rng: np.random.Generator) -> str:
    """Write a listed name out, word by word, as its own program would."""
    text = listed
    for pattern, choices in SHORT:
        if re.search(pattern, text):
            text = re.sub(pattern, str(rng.choice(choices)), text)
    return " ".join(text.split())


def restyle(name: str, rng: np.random.Generator) -> str:
    """Vary what programs vary: campus in brackets, Health or Healthcare, Saint or St."""
    if "-" in name and rng.random() < 0.6 and not re.search(r"\w-\w+ (Hospital|Medical)", name):
        head, _, tail = name.partition("-")
        if len(head.split()) > 1 and tail:
            styles = [f"{head} ({tail})", f"{head}/{tail}", f"{head} - {tail}", f"{head} at {tail}"]
            name = str(rng.choice(styles))
    swaps = [
        (r"\bHealthcare\b", "Health"),
        (r"\bHealth System\b", "Health"),
        (r"\bHealth\b(?! (Science|System|Care|Center|and|Educ))", "Health System"),
        (r"\bHealth Care\b", "Healthcare"),
        (r"\bSt\.? (?=[A-Z])", "Saint "),
        (r"\bSt (?=[A-Z])", "St. "),
        (r"\bMount\b", "Mt."),
        (r"&", "and"),
        (r"\bMedical Center\b", "Med Center"),
        (r"\bMedical Center\b", "Hospital"),
        (r"\bUniversity Medical Center\b", "University"),
        (r"\bSchool of Medicine\b", "Medical School"),
        (r"'s\b", "s"),
        (r"\bRegional Medical Center\b", "Medical Center"),
    ]
    for pattern, instead in swaps:
        if rng.random() < 0.12:
            name = re.sub(pattern, instead, name, count=1)
    return name


def dress(name: str, rng: np.random.Generator) -> str:
    """Add what goes around a name: "Program", a sponsor, "The", "Inc."."""
    draw = rng.random()
    if draw < 0.05:
        name = f"The {name}"
    elif draw < 0.08:
        name = f"{name}, Inc."
    elif draw < 0.11 and "/" not in name:
        name = f"{name} Graduate Medical Education"
    return f"{name} Program" if rng.random() < 0.9 else name


def slip(name: str, rng: np.random.Generator) -> str:
    """Make one slip of the keyboard: a letter lost, doubled, or swapped with the next."""
    at = int(rng.integers(1, max(2, len(name) - 2)))
    if not name[at].isalpha() or not name[at + 1 : at + 2].isalpha():
        return name
    kind = rng.integers(3)
    if kind == 0:
        return name[:at] + name[at + 1 :]
    if kind == 1:
        return name[:at] + name[at] + name[at:]
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def make_row(number: int, program: Program, rng: np.random.Generator) -> NamedRow:
    """Spell one program's row: name, city and state as a table would give them."""
    code, listed = program.sponsor.code, program.sponsor.listed_name
    site = site_of(program.name, listed)
    called = CALLED.get((code, site)) or (CALLED.get((code, "")) if not site else None)
    if called and rng.random() < 0.5:
        name = str(rng.choice(called))
    else:
        name = restyle(spell(listed, rng), rng)
        if site:
            name = _with_site(name, spell(site, rng), rng)
    name = dress(name, rng)
    if rng.random() < 0.06:
        name = slip(name, rng)
    city = CITY_OF.get((code, site)) or ("" if site else program.sponsor.city)
    if city in SUBURB_OF and rng.random() < 0.15:
        city = SUBURB_OF[city]
    if rng.random() < 0.10:
        city = ""
    return NamedRow(number, name, city, program.state, program.specialty)


def _with_site(name: str, site: str, rng: np.random.Generator) -> str:
    styles = [f"{name} ({site})", f"{name}/{site}", f"{name}/{site} Hospital", f"{name} - {site}"]
    return str(rng.choice(styles))


def make_table(specialty: str | None, n: int, rng: np.random.Generator) -> list[Made]:
    """Make a table of n rows of one specialty, or of several: 93 % listed, 7 % not."""
    listing = load_listing()
    mains: dict[tuple[str, str, str], Program] = {}
    for program in listing.programs:
        if program.track in (Track.CATEGORICAL, Track.ADVANCED) and (
            specialty is None or program.specialty == specialty
        ):
            key = (
                program.sponsor.code,
                program.specialty,
                site_of(program.name, program.sponsor.listed_name),
            )
            mains.setdefault(key, program)
    chosen = list(mains.values())
    order = rng.permutation(len(chosen))[: int(n * 0.93)]
    made = [
        Made(make_row(i + 2, chosen[k], rng), _truth(chosen[k]), "listed")
        for i, k in enumerate(order)
    ]
    return made + _strangers(specialty, n - len(made), len(made) + 2, rng)


def _truth(program: Program) -> frozenset[str]:
    return frozenset(
        {f"{program.sponsor.code}|{site_of(program.name, program.sponsor.listed_name).lower()}"}
    )


def _strangers(specialty: str | None, n: int, first: int, rng: np.random.Generator) -> list[Made]:
    """Rows the listing lacks: hospitals it does not know, and sponsors without the specialty."""
    listing = load_listing()
    wanted = specialty or "Internal Medicine"
    having = {program.sponsor.code for program in listing.programs if program.specialty == wanted}
    lacking = [one for code, one in sorted(listing.sponsors.items()) if code not in having]
    rows = []
    for i in range(n):
        if rng.random() < 0.5 or not lacking:
            name, city, state = STRANGERS[int(rng.integers(len(STRANGERS)))]
        else:
            sponsor = lacking[int(rng.integers(len(lacking)))]
            name, city, state = spell(sponsor.listed_name, rng), sponsor.city, sponsor.state
        row = NamedRow(first + i, dress(name, rng), city, state, wanted)
        rows.append(Made(row, frozenset(), "stranger"))
    return rows


def judge(made: list[Made], linker: Linker) -> tuple[Counter[str], list[str], float]:
    """Link a table and count; a row linked to the right institution but wrong site is wrong."""
    start = time.perf_counter()
    outcomes = linker.link([one.row for one in made])
    seconds = time.perf_counter() - start
    counts: Counter[str] = Counter()
    notes = []
    for one, outcome in zip(made, outcomes, strict=True):
        if isinstance(outcome, Linked):
            got = {f"{outcome.group.institution}|{outcome.group.site.lower()}"}
            verdict = "right" if got & one.truth else "wrong"
        else:
            verdict = "asked" if isinstance(outcome, Doubtful) else "unmatched"
        counts[f"{one.kind}:{verdict}"] += 1
        if verdict != "right":
            notes.append(_note(one, outcome, verdict))
    return counts, notes, seconds


def _note(one: Made, outcome: object, verdict: str) -> str:
    if isinstance(outcome, Linked):
        said = f"{outcome.group.main.institution} [{outcome.group.site}] {outcome.confidence:.2f}"
    else:
        said = "; ".join(
            f"{choice.group.main.institution} [{choice.group.site}] {choice.confidence:.2f}"
            for choice in getattr(outcome, "choices", ())[:3]
        )
    truth = ",".join(sorted(one.truth)) or "-"
    row = one.row
    return f"{verdict}: {row.name} | {row.city} | {row.state} | {row.specialty} ({truth}) -> {said}"


def main() -> None:
    """Print the shares over several tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tables", type=int, default=3, help="tables of each kind")
    parser.add_argument("--rows", type=int, default=600)
    parser.add_argument("--show", choices=["wrong", "asked", "unmatched"], action="append")
    asked = parser.parse_args()
    linker = Linker(load_listing().programs)
    linker.link([NamedRow(1, "warm", "", "", "Internal Medicine")])
    print(f"{'table':28} {'rows':>5} {'right':>7} {'wrong':>7} {'asked':>7} {'unm.':>6} {'s':>6}")
    for specialty in (
        "Internal Medicine",
        "Family Medicine",
        "Psychiatry",
        "Surgery-General",
        None,
    ):
        total: Counter[str] = Counter()
        seconds = 0.0
        for i in range(asked.tables):
            rng = np.random.default_rng([asked.seed, i])
            counts, notes, took = judge(make_table(specialty, asked.rows, rng), linker)
            total += counts
            seconds += took
            for note in notes:
                if asked.show and note.split(":")[0] in asked.show:
                    print("   ", note)
        _print_line(specialty or "several specialties", total, seconds / asked.tables)


def _print_line(label: str, total: Counter[str], seconds: float) -> None:
    n = sum(total.values())
    listed = sum(count for kind, count in total.items() if kind.startswith("listed"))
    right = total["listed:right"] / listed
    wrong = (total["listed:wrong"] + total["stranger:wrong"]) / n
    asked = (total["listed:asked"] + total["stranger:asked"]) / n
    unmatched = total["listed:unmatched"] / listed
    print(
        f"{label:28} {n:5} {right:7.1%} {wrong:7.2%} {asked:7.1%} {unmatched:6.1%} {seconds:6.2f}"
    )


if __name__ == "__main__":
    main()
