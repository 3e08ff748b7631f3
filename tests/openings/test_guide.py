from __future__ import annotations

import re

import pytest

from preround.domain.applicant import UsceKind
from preround.logbook.days import DUTIES, HANDS_ON, WEAK
from preround.openings.guide import Citer, UnknownSource, guide
from preround.openings.outreach import Step
from preround.openings.vetting import CHECKS
from preround.openings.wording import duty_rules


def test_every_entry_cites_a_source_with_a_day() -> None:
    found = guide()
    entries = [*found.kinds.values(), *found.starts, *found.questions.values(), *found.warnings]
    assert all(one.citations for one in entries)
    cited = [citation for one in entries for citation in one.citations]
    cited += [citation for kind in found.kinds.values() for fee in kind.fees
              for citation in fee.citations]  # fmt: skip
    assert all(one.read is not None and one.locator for one in cited)


def test_every_source_is_used_and_an_unknown_one_is_refused() -> None:
    found = guide()
    parts = [*found.kinds.values(), *found.starts, *found.questions.values(), *found.warnings,
             found.ahead, *(fee for kind in found.kinds.values() for fee in kind.fees)]  # fmt: skip
    titles = {citation.source for one in parts for citation in one.citations}
    titles |= {citation.source for citation in found.follow_up}
    citer = Citer()
    assert {one["title"] for one in citer._sources.values()} == titles
    with pytest.raises(UnknownSource):
        citer([["nobody", "nowhere"]])


def test_no_offer_is_listed() -> None:
    words = " ".join(one.how for one in guide().starts)
    assert not re.search(r"\$\s?\d", words)
    official = ("aamc.org", "ama-assn.org", "isms.org", "psychiatry.org")
    assert all(any(name in one.url for name in official) for one in guide().starts if one.url)


def test_warnings_name_a_question_and_a_look_that_exist() -> None:
    found = guide()
    assert {one.question for one in found.warnings} <= set(found.questions)
    for one in found.warnings:
        assert (one.pattern is None) != (one.check == "")
        assert one.pattern or one.check.partition(":")[0] in {*CHECKS, "empty"}


def test_duties_are_those_of_the_clinical_log_and_as_strong() -> None:
    assert {one.code for one in duty_rules()} == set(DUTIES)
    assert {one.code for one in duty_rules() if one.strong} == set(HANDS_ON) - WEAK


def test_every_step_of_the_outreach_is_worded_and_every_message_leads_to_one() -> None:
    assert set(guide().steps) == {one.value for one in Step}
    assert {one.step for one in guide().messages.values()} <= set(guide().steps)


def test_every_kind_of_the_applicant_file_has_an_opening_of_it() -> None:
    assert {one.counts_as for one in guide().kinds.values()} - {None} == set(UsceKind)
