"""Measures the guard: recall by kind and clean texts flagged, on the development corpus and on
our own notes, and its time on a note of 1 KB.

Run: python -m benchmarks.guard [CORPUS.jsonl]
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections import Counter
from pathlib import Path

from preround.logbook.guard import find_identifiers
from tests.logbook.guard_corpus import SETS, clean, flagged, marked, recall

CORPUS = Path(__file__).parents[2] / "shared/corpus/phi_synthetic_queries.jsonl"


def corpus(path: Path) -> None:
    """Print recall by the corpus's kinds, and the share of its clean texts flagged."""
    hit: Counter[str] = Counter()
    total: Counter[str] = Counter()
    n_clean = wrong = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        spans = find_identifiers(row["text"])
        n_clean += not row["entities"]
        wrong += bool(spans) and not row["entities"]
        for one in row["entities"]:
            if one["start"] is not None:
                total[one["type"]] += 1
                touched = any(s.start < one["end"] and s.end > one["start"] for s in spans)
                hit[one["type"]] += touched
    for kind, n in total.most_common():
        print(f"{kind:34} {hit[kind]:4} of {n:4}  {hit[kind] / n:.3f}")
    print(f"clean texts flagged {wrong} of {n_clean}  {wrong / n_clean:.3f}")


def main() -> None:
    """Print every figure."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS
    if path.exists():
        corpus(path)
    for name in SETS:
        found = (
            f"{name or 'first_'}set: {len(marked((name,)))} notes, {recall(marked((name,))):.3f}"
        )
        free = clean((name,))
        print(found + (f"; {len(free)} clean, flagged {flagged(free):.3f}" if free else ""))
    print(f"all sets: recall {recall(marked()):.3f}, clean flagged {flagged(clean()):.3f}")
    text = "\n".join(note.text for note in marked(("",)))[:1024]
    seconds = []
    for _ in range(50):
        start = time.process_time()
        find_identifiers(text)
        seconds.append(time.process_time() - start)
    print(f"1 KB note, warm, processor time: {statistics.median(seconds) * 1000:.1f} ms")


if __name__ == "__main__":
    main()
