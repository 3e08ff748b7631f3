"""Generated pages are committed as they would be written now."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

from tools.generate_docs import ROOT, found
from tools.pages import map as map_page


@pytest.mark.parametrize("page", found(), ids=lambda page: page.PATH)
def test_a_page_is_what_its_sources_say(page: ModuleType) -> None:
    path = ROOT / page.PATH
    assert path.exists(), f"{page.PATH} is missing; run tools/generate_docs.py"
    stale = f"{page.PATH} is stale; run tools/generate_docs.py and commit what it writes"
    assert path.read_text("utf-8") == page.render(ROOT), stale


def test_the_map_follows_a_docstring(tmp_path: Path) -> None:
    package = tmp_path / "src" / "preround"
    for room, text in (
        ("", "All of it."),
        ("domain", "Nouns\nof the field.\n\nMore."),
        ("fit", "A|B"),
    ):
        (package / room).mkdir(parents=True, exist_ok=True)
        (package / room / "__init__.py").write_text(f'"""{text}"""\n', "utf-8")
    rows = map_page.render(tmp_path).splitlines()[-3:]
    assert rows == [
        "| [`preround`](../src/preround) | All of it. |",
        "| [`preround.fit`](../src/preround/fit) | A\\|B |",
        "| [`preround.domain`](../src/preround/domain) | Nouns of the field. |",
    ]
