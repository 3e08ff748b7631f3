from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from preround.facts.states import load_states
from preround.web.design.state_map import ROWS, state_map


def kinds(drawn: str) -> dict[str, str]:
    root = ET.fromstring(drawn)
    return {str(tile[2].text): str(tile.get("class")) for tile in root}


def test_every_state_has_one_tile_and_rows_are_of_one_length() -> None:
    codes = [code for row in ROWS for code in row.split() if code != ".."]
    assert sorted(codes) == sorted(load_states())
    assert {len(row.split()) for row in ROWS} == {11}


def test_the_fullest_states_stand_out_and_named_ones_have_an_edge() -> None:
    drawn = kinds(state_map({"NY": 32, "NJ": 9, "AL": 1}, {"AL", "TX"}))
    assert drawn["NY"] == "tile tile-3"
    assert drawn["NJ"] == "tile tile-2"
    assert drawn["AL"] == "tile tile-1 tile-marked"
    assert drawn["TX"] == "tile tile-0 tile-marked"
    assert drawn["CA"] == "tile tile-0"


def test_the_map_is_told_in_words_most_first_and_knows_no_other_place() -> None:
    drawn = state_map({"NJ": 9, "NY": 32, "not known": 3})
    label = re.search(r'aria-label="([^"]+)"', drawn)
    assert label is not None
    assert label[1] == "Applications by state: New York 32, New Jersey 9"
    assert 'aria-label="Applications by state: none"' in state_map({})
