"""The reader refuses a fact file that breaks its contract; each guard is seen to fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from preround.facts.errors import BadFact
from preround.facts.reader import load_season


def spoil(folder: Path, name: str, old: str, new: str) -> None:
    """Change one place of one file of a copy of the facts."""
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


TOKEN = """[fees.eras_token]
value = 185
unit = "usd"
source = "img_cost_table_2026"
locator = "application costs"
read = 2026-11-21
confidence = "medium"
status = "published"
"""


def _with(old: str, new: str) -> str:
    assert old in TOKEN
    return TOKEN.replace(old, new)


VIOLATIONS = {
    "bad unit": (TOKEN, _with('"usd"', '"eur"'), "unit 'eur'.*usd"),
    "unknown source": (TOKEN, _with("img_cost_table_2026", "hearsay"), "source 'hearsay'"),
    "missing citation": (TOKEN, _with('source = "img_cost_table_2026"\n', ""), "no source"),
    "missing locator": (TOKEN, _with('locator = "application costs"\n', ""), "no locator"),
    "missing date": (TOKEN, _with("read = 2026-11-21\n", ""), "no read"),
    "missing value": (TOKEN, _with("value = 185\n", ""), "no value"),
    "missing unit": (TOKEN, _with('unit = "usd"\n', ""), "no unit"),
    "duplicate key": (TOKEN, TOKEN + "\n" + TOKEN, "each key once"),
    "key not in the schema": (TOKEN, _with("eras_token", "eras_tokken"), "not in the schema"),
    "bad date": (TOKEN, _with("2026-11-21", '"21 November"'), "read = '21 November'"),
    "bad status": (TOKEN, _with('"published"', '"maybe"'), "status 'maybe'"),
    "bad confidence": (TOKEN, _with('"medium"', '"certain"'), "confidence 'certain'"),
    "bad type": (TOKEN, _with("185", '"185"'), "value '185'"),
    "truth as number": (TOKEN, _with("185", "true"), "value True"),
    "unknown field": (TOKEN, TOKEN + "valeu = 3\n", "fields that do not fit"),
    "value for expected": (TOKEN, _with('"published"', '"expected"'), "for an expected fact"),
    "scope": (TOKEN, TOKEN + "[visa.j1.years_max]\n" + TOKEN.split("\n", 1)[1], "standing key"),
    "not TOML": (TOKEN, TOKEN + "[[[\n", "expected valid TOML"),
    "wrong season": ("season = 2027", "season = 2029", "season 2029"),
    "no status": ('status = "published"', "", "status None"),
}


@pytest.mark.parametrize("name", list(VIOLATIONS))
def test_a_spoiled_season_file_is_refused(data_copy: Path, name: str) -> None:
    old, new, message = VIOLATIONS[name]
    spoil(data_copy, "2027.toml", old, new)
    with pytest.raises(BadFact, match=message):
        load_season(2027, data_copy)


TABLE_VIOLATIONS = {
    "unused source": (
        "sources.toml",
        "[aacpd_guide_2026]",
        '[idle]\ntitle = "Idle"\nkind = "study"\nread = 2026-11-21\n\n[aacpd_guide_2026]',
        "nothing cites idle",
    ),
    "source twice": (
        "sources.toml",
        "[aacpd_guide_2026]",
        "[aaim_tiered]\n[aacpd_guide_2026]",
        "each key once",
    ),
    "source kind": ("sources.toml", 'kind = "official"', 'kind = "rumor"', "kind 'rumor'"),
    "source without date": ("sources.toml", "read = 2026-11-21", "", "do not fit"),
    "source date as text": ("sources.toml", "read = 2026-11-21", 'read = "now"', "read = 'now'"),
    "schema unit": ("schema.toml", 'unit = "usd"', 'unit = "gold"', "unit 'gold'"),
    "schema field": ("schema.toml", 'unit = "usd"', 'unit = "usd"\nuint = 1', "do not fit"),
    "schema key twice": ("schema.toml", "[fees.oet]", "[fees.step_3]\n[fees.oet]", "once"),
    "signal sum": ("signals.csv", "Anesthesiology,5,10,,15", "Anesthesiology,5,10,,16", "the sum"),
    "signal twice": ("signals.csv", ",agrees,", ",main,", "one main row"),
    "signal that does not disagree": ("signals.csv", ",agrees,", ",disagrees,", "numbers show"),
    "signal tiers": ("signals.csv", "Anesthesiology,5,10,,15", "Anesthesiology,5,,,15", "gold and"),
    "signal source": ("signals.csv", "matchly_2027", "nobody", "source 'nobody'"),
    "signal uncited": ("signals.csv", "matchly_2027", "", "no citation"),
    "signal confidence": ("signals.csv", ",medium\n", ",sure\n", "confidence 'sure'"),
    "signal date": ("signals.csv", ",signal table,,", ",signal table,soon,", "read 'soon'"),
    "signal cells": ("signals.csv", ",medium\n", ",medium,\n", "15 cells"),
    "fee gap": ("fee_steps.csv", "eras_residency,31,", "eras_residency,33,", "without gap"),
    "fee kind": ("fee_steps.csv", "per_program", "per_person", "column kind"),
    "fee text": ("fee_steps.csv", ",11,", ",eleven,", "column fee_usd"),
    "fee without end": ("fee_steps.csv", "residency,31,,", "residency,31,40,", "last step"),
    "platform": ("platforms.csv", "residency_cas,", "carrier_pigeon,", "column platform"),
    "platform twice": ("platforms.csv", "Ophthalmology,", "Urology,", "'Urology' twice"),
    "event": ("key_dates.csv", "match_day", "match_night", "column event"),
    "day": ("key_dates.csv", "2027-03-19", "19 March", "column date"),
    "hour": ("key_dates.csv", "21:00", "9 p.m.", "column time"),
    "date twice": ("key_dates.csv", ",agrees,", ",main,", "one main row"),
    "date that does not agree": ("key_dates.csv", ",agrees,", ",disagrees,", "dates show"),
    "date status": ("key_dates.csv", ",published,", ",perhaps,", "status 'perhaps'"),
    "date only expected": ("key_dates.csv", ",published,", ",expected,", "has no row"),
    "header": ("key_dates.csv", "season,event", "season,happening", "columns"),
}  # fmt: skip


@pytest.mark.parametrize("name", list(TABLE_VIOLATIONS))
def test_a_spoiled_table_is_refused(data_copy: Path, name: str) -> None:
    table, old, new, message = TABLE_VIOLATIONS[name]
    spoil(data_copy, table, old, new)
    with pytest.raises(BadFact, match=message):
        load_season(2027, data_copy)


def test_a_value_in_an_expected_season_is_refused(data_copy: Path) -> None:
    path = data_copy / "2028.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace('[fees.eras_token]\nstatus = "expected"\n', TOKEN), encoding="utf-8"
    )
    with pytest.raises(BadFact, match="a value in an expected season"):
        load_season(2028, data_copy)


def test_an_unspoiled_copy_is_accepted(data_copy: Path) -> None:
    assert load_season(2027, data_copy).get("fees.eras_token").value == 185
