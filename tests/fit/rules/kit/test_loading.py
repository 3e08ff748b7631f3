from __future__ import annotations

from pathlib import Path

import pytest

from preround.fit.rules.kit.loading import FOLDER, RuleDoesNotLoad, load_rules

WHOLE = (FOLDER / "track.py").read_text(encoding="utf-8")


def planted(folder: Path, **files: str) -> Path:
    for stem, text in files.items():
        (folder / f"{stem}.py").write_text(text, encoding="utf-8")
    return folder


def test_rules_are_found_by_listing_the_folder() -> None:
    stems = {path.stem for path in FOLDER.glob("*.py")} - {"__init__"}
    assert {rule.code for rule in load_rules()} == stems
    assert len(stems) >= 18


def test_the_most_telling_come_first() -> None:
    orders = [rule.order for rule in load_rules()]
    assert orders == sorted(orders)


def test_a_new_file_is_a_new_rule(tmp_path: Path) -> None:
    rules = load_rules(planted(tmp_path, track=WHOLE))
    assert [rule.code for rule in rules] == ["track"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("sources=(NRMP_TYPES,),", "sources=(),", "no source"),
        ("    bad=(", "    bad=() and (", "no bad example"),
        ("    good=(", "    good=() and (", "no good example"),
        ('    why="A', '    why="" and "A', "no title, message or why"),
        ('code="track"', 'code="another"', "The code is the file's name"),
        ("RULE = Rule(", "OTHER = Rule(", "no RULE"),
    ],
)
def test_an_incomplete_rule_does_not_load(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in WHOLE
    with pytest.raises(RuleDoesNotLoad, match=said):
        load_rules(planted(tmp_path, track=WHOLE.replace(old, new)))


def test_a_code_used_twice_does_not_load(tmp_path: Path) -> None:
    with pytest.raises(RuleDoesNotLoad, match=r"code 'track' is used by lane\.py too"):
        load_rules(planted(tmp_path, track=WHOLE, lane=WHOLE))
