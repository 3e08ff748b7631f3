from __future__ import annotations

from preround.fit.odds_coefficients import load_coefficients
from preround.jobs.odds_card import odds_card


def test_every_coefficient_stands_on_the_card_once_with_its_source() -> None:
    card = odds_card()
    keys = [line.coefficient.key for group in card.groups for line in group.lines]
    assert sorted(keys) == sorted(load_coefficients().entries)
    assert sum(card.n_by_support.values()) == len(keys)
    assert all(line.coefficient.citation.source for group in card.groups for line in group.lines)


def test_a_log_odds_is_told_as_a_factor_and_the_fields_words_are_spelled_out() -> None:
    lines = {line.coefficient.key: line for group in odds_card().groups for line in group.lines}
    assert lines["applicant.failed_attempts"].times == "0.61"  # e^-0.5
    assert (lines["pair.tie"].value, lines["pair.tie"].spread) == ("0.6", "0.35")
    assert lines["evidence.drift"].times == ""
    assert lines["applicant.usce_hands_on"].name == "U.S. experience, hands on"
    assert ("U.S. IMG", "100") in lines["evidence.applications"].parts
