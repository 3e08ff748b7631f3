"""The project keeps the rules of the house, and each rule can be seen to fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.house_rules import LONGEST_MODULE, PACKAGE, RULES, Breach

ROOT = Path(__file__).resolve().parent.parent
PLANTED = ROOT / "tests" / "planted"
WHOLE_FILES = {"module_size", "rooms"}  # break a rule by a file, not by a line


def planted_lines(tree: Path) -> set[tuple[str, int]]:
    files = (path for path in tree.rglob("*") if path.is_file() and path.suffix != ".pyc")
    return {
        (path.relative_to(tree).as_posix(), number)
        for path in files
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if line.rstrip("-> ").endswith("planted")
    }


def found_lines(breaches: list[Breach]) -> set[tuple[str, int]]:
    return {(breach.path.as_posix(), breach.line) for breach in breaches}


@pytest.mark.parametrize("name", RULES)
def test_the_project_keeps(name: str) -> None:
    assert [str(breach) for breach in RULES[name](ROOT)] == []


@pytest.mark.parametrize("name", sorted(set(RULES) - WHOLE_FILES))
def test_a_planted_violation_is_found_and_nothing_else(name: str) -> None:
    tree = PLANTED / name
    marked = planted_lines(tree)
    assert marked
    assert found_lines(list(RULES[name](tree))) == marked


def test_a_module_of_the_longest_size_passes_and_one_line_more_does_not(tmp_path: Path) -> None:
    module = tmp_path / PACKAGE / "fit" / "long.py"
    module.parent.mkdir(parents=True)
    module.write_text("x = 1\n" * LONGEST_MODULE, "utf-8")
    assert list(RULES["module_size"](tmp_path)) == []
    module.write_text("x = 1\n" * (LONGEST_MODULE + 1), "utf-8")
    assert len(list(RULES["module_size"](tmp_path))) == 1


def test_a_room_without_a_sentence_or_with_a_vague_name_is_found() -> None:
    found = sorted(str(breach) for breach in RULES["rooms"](PLANTED / "rooms"))
    assert found == [
        "src/preround/fit/__init__.py:1: the package has no sentence",
        "src/preround/utils/things.py:1: 'utils' names nothing; name it after what it holds",
        "src/preround/utils:1: a package needs an __init__.py with its sentence",
    ]


@pytest.mark.parametrize("folder", ["work", "root", "tmp", "home/amina"])
def test_a_folder_at_the_root_of_a_machine_is_found(folder: str, tmp_path: Path) -> None:
    page = tmp_path / "docs" / "page.md"
    page.parent.mkdir()
    page.write_text(f"Run it in {'/' + folder}/preround.\n", "utf-8")
    assert found_lines(list(RULES["machine_paths"](tmp_path))) == {("docs/page.md", 1)}
