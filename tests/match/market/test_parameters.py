from __future__ import annotations

import re
from pathlib import Path

import pytest

import preround.match
from preround.domain.errors import UnknownChoice
from preround.match.market.parameters import (
    FILE,
    BadParameter,
    load_parameters,
    parse_parameters,
)
from preround.match.market.setting import KINDS

ROOM = Path(preround.match.__file__).parent
GOOD = 'season = 2026\n[parameters.merit]\nvalue = 1\nsupport = "guess"\nwhy = "because"\n'


def test_three_parameters_read_by_hand() -> None:
    p = load_parameters()
    assert p.season == 2026
    assert p["soap_applications"] == 45
    assert p["backup_us_to_family_medicine"] == 0.35
    assert p.entries["soap_rounds"].citation is not None


def test_every_parameter_is_used_by_the_model() -> None:
    source = "\n".join(path.read_text("utf-8") for path in (ROOM / "market").glob("*.py"))
    families = (
        "floor_",
        "bar_",
        "backup_us_to_",
        "backup_img_to_",
    )  # by specialty, where there is one
    kinds = tuple(f"_{kind}" for kind in KINDS)  # by kind of applicant
    for name in load_parameters().entries:
        stem = name
        for kind in sorted(kinds, key=len, reverse=True):
            if name.endswith(kind):
                stem = name.removesuffix(kind) + "_{"
                break
        used = f'"{name}"' in source or f'f"{stem}' in source
        of_specialty = name.startswith(families) or re.match(r"rating_(non_)?us_img_", name)
        assert used or of_specialty, name


def test_every_parameter_has_its_reason_in_words() -> None:
    for parameter in load_parameters().entries.values():
        assert len(parameter.why) >= 6
        assert parameter.support != "published" or parameter.citation


def test_a_what_if_changes_a_copy() -> None:
    p = load_parameters()
    assert p.changed({"merit": 9})["merit"] == 9
    assert p["merit"] != 9
    with pytest.raises(UnknownChoice, match="charm"):
        p.changed({"charm": 1})
    with pytest.raises(UnknownChoice, match="charm"):
        p["charm"]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("value = 1", 'value = "much"', "not a number"),
        ("value = 1", "value = true", "not a number"),
        ('"guess"', '"hope"', "support 'hope'"),
        ('"guess"', '"published"', "without a source"),
        ('why = "because"\n', "", "no reason"),
        ("value = 1", 'value = 1\nsource = "nobody"', "'nobody' is not listed"),
        ("value = 1", "value = 1\nweight = 2", "unknown field 'weight'"),
    ],
)
def test_a_parameter_that_breaks_the_contract_is_refused(old: str, new: str, words: str) -> None:
    assert parse_parameters(GOOD)["merit"] == 1
    with pytest.raises(BadParameter, match=re.escape(words)):
        parse_parameters(GOOD.replace(old, new))


def test_a_source_nobody_uses_is_refused() -> None:
    extra = '[sources.idle]\ntitle = "x"\nkind = "study"\nread = 2026-01-01\n'
    with pytest.raises(BadParameter, match="no parameter uses"):
        parse_parameters(GOOD + extra)


def test_the_file_is_shipped_beside_the_code() -> None:
    assert FILE.parent == ROOM / "data"
