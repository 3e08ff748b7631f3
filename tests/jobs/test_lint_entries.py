from __future__ import annotations

from pathlib import Path

import pytest

from preround.jobs.lint_entries import MOST_TEXT, TextTooLong, lint_entries


@pytest.mark.parametrize("heading", ["", "text\n"])
def test_a_text_no_form_takes_is_refused_before_it_is_read(tmp_path: Path, heading: str) -> None:
    path = tmp_path / "entry.txt"
    path.write_text(f"{heading}{'x' * (MOST_TEXT + 1)}\n", encoding="utf-8")
    with pytest.raises(TextTooLong, match=r"entry\.txt, row 1: 100,00\d characters"):
        lint_entries(path, table=bool(heading))
