"""How well program pages are read: right, wrong and missed facts, by set of pages.

Run `python -m benchmarks.read_page [-v] [file…]`. Without files it measures the sets under
`tests/importers/pages` and the corpus of program pages, where it is at hand. `-v` lists what
was read wrongly or missed. The first figure of a set, before a rule was mended on it, stands
in the decision on reading pages; what is printed now is after.
"""

from __future__ import annotations

import json
import os
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from preround.importers.program_page import READ_FACTS, read_program_page
from preround.importers.program_page_text import page_text

HERE = Path(__file__).resolve().parents[1]
SETS = HERE / "tests" / "importers" / "pages"
SHARED = Path(os.environ.get("PREROUND_SHARED", HERE.parent / "shared"))
CORPUS = SHARED / "corpus" / "program_pages.jsonl"
#: Ways of naming one moment: a page says the one or the other, and means the ranking.
DUE_AT_RANKING = {"before rank order list", "rank order list deadline", "before ranking"}


def main() -> None:
    """Print the figures of each set of pages."""
    named = [Path(name) for name in sys.argv[1:] if name != "-v"]
    files = named or [*sorted(SETS.glob("*.toml")), *([CORPUS] if CORPUS.exists() else [])]
    print(f"{'pages':<28}{'n':>5}{'stated':>8}{'precision':>11}{'recall':>8}")
    for path in files:
        count: Counter[str] = Counter()
        held = list(pages(path))
        for key, text, gold in held:
            count += marks(key, text, gold, aloud="-v" in sys.argv)
        proposed, stated = count["right"] + count["wrong"], count["right"] + count["missed"]
        precision, recall = count["right"] / max(1, proposed), count["right"] / max(1, stated)
        print(f"{path.stem:<28}{len(held):>5}{stated:>8}{precision:>11.3f}{recall:>8.3f}")


def pages(path: Path) -> Iterator[tuple[str, str, dict[str, object]]]:
    """Give name, text and the facts stated of each page of a set."""
    if path.suffix == ".toml":
        for page in tomllib.loads(path.read_text("utf-8"))["page"]:
            text = page.get("text") or page_text(page["html"].encode(), "page.html")
            yield page["id"], text, page["facts"]
        return
    for line in path.read_text("utf-8").splitlines():
        page = json.loads(line)
        facts = {name: page["facts"].get(name) for name in READ_FACTS}
        yield (
            page["id"],
            page["text"],
            {name: value for name, value in facts.items() if value not in {None, "not_stated"}},
        )


def marks(key: str, text: str, gold: Mapping[str, object], *, aloud: bool = False) -> Counter[str]:
    """Count what is right, wrong (proposed, and not so) and missed (stated, and not so read)."""
    read = {fact.name: fact for fact in read_program_page(text) if fact.name in READ_FACTS}
    count: Counter[str] = Counter()
    for name in READ_FACTS:
        is_right = name in read and name in gold and alike(read[name].value, gold[name])
        count["right"] += is_right
        for mark, side in (("wrong", read), ("missed", gold)):
            if name in side and not is_right:
                count[mark] += 1
                said = f"{read[name].value!r}: {read[name].text!r}" if name in read else "-"
                if aloud:
                    print(f"  {mark:<7}{key}  {name}={gold.get(name)!r}  read {said}")
    return count


def alike(one: object, other: object) -> bool:
    """Whether two values say the same."""
    return (one == other and type(one) is type(other)) or {one, other} <= DUE_AT_RANKING


if __name__ == "__main__":
    main()
