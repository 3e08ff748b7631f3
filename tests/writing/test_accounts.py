"""Accounts in four parts: composed of the person's words alone, without apology."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preround.writing.accounts import PARTS, account_kinds, check_account, compose_account

WHOLE = {
    "facts": "From March 2021 to June 2023 I was not in clinic",
    "cause": "My mother was ill and I was her only child in the country.",
    "change": "I took evening courses and passed OET.",
    "proof": "Since 2024 I answer 80 calls a day in a health system.",
}


def codes(parts: dict[str, str]) -> set[str]:
    return {one.code for one in check_account(parts)}


def test_a_whole_account_has_nothing_to_mend() -> None:
    assert codes(WHOLE) == set()


@pytest.mark.parametrize("part", PARTS)
def test_a_missing_part_is_named(part: str) -> None:
    assert f"account-no-{part}" in codes(WHOLE | {part: " "})


@pytest.mark.parametrize(
    "said", ["Unfortunately I failed.", "They refused me.", "Please consider me."]
)
def test_apology_blame_and_plea_are_noted(said: str) -> None:
    assert "account-tone" in codes(WHOLE | {"cause": said})


def test_an_exam_attempt_is_a_fact_and_not_scolded() -> None:
    facts = {"facts": "Failed Step 1 in May 2022 with a first attempt"}
    assert codes(WHOLE | facts) == set()


def test_facts_ask_for_dates_and_proof_for_something_to_check() -> None:
    assert codes(WHOLE | {"facts": "I was away"}) == {"account-no-dates"}
    assert codes(WHOLE | {"proof": "I am ready"}) == {"account-no-proof"}


@given(st.dictionaries(st.sampled_from(PARTS), st.text("ab .!", max_size=20)))
def test_an_account_holds_only_the_words_given(parts: dict[str, str]) -> None:
    given_words = {word.strip(".!") for text in parts.values() for word in text.split()}
    assert {word.strip(".!") for word in compose_account(parts).split()} <= given_words


def test_every_kind_asks_for_all_four_parts() -> None:
    assert all([part for part, _ in kind.prompts] == list(PARTS) for kind in account_kinds())
