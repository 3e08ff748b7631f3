"""A sheet survives being stored; an older document is read as far as it goes."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from preround.domain.invitation import Invitation, InvitationStatus
from preround.domain.rank_sheet import Impression, Priority, RankSheet

codes = st.lists(st.text("0123456789AC", min_size=3, max_size=9), max_size=5, unique=True)
impressions = st.builds(
    Impression, st.dictionaries(st.sampled_from(["training", "visa"]), st.integers(1, 5)), st.text()
)
sheets = st.builds(
    RankSheet,
    priorities=st.lists(
        st.builds(Priority, st.text(min_size=1), st.text(min_size=1), st.integers(0, 5)),
        min_size=1, max_size=4,
    ).map(tuple),
    impressions=st.dictionaries(st.text(min_size=1), impressions, max_size=3),
    order=codes.map(tuple),
    left_off=codes.map(tuple),
    first_years=st.dictionaries(st.text(min_size=1), codes.map(tuple), max_size=2),
    ticked=codes.map(tuple),
    certified=codes.map(tuple),
    certified_on=st.none() | st.dates(),
    partner=codes.map(tuple),
    pairs_near=st.booleans(),
    pairs_alone=st.booleans(),
)  # fmt: skip


@given(sheets)
def test_a_sheet_is_what_it_was_after_storing(sheet: RankSheet) -> None:
    document = json.loads(json.dumps(sheet.as_document()))
    assert RankSheet.of_document(document) == sheet


def test_a_document_that_lacks_keys_is_read_as_a_new_sheet_would_be() -> None:
    assert RankSheet.of_document({"order": ["A"]}) == RankSheet(order=("A",))


def test_who_invited_and_what_can_be_ranked() -> None:
    said = {
        status: (one.was_invited, one.can_be_ranked)
        for status in InvitationStatus
        if (one := Invitation("X", status=status))
    }
    assert said == {
        InvitationStatus.INVITED: (True, True),
        InvitationStatus.ATTENDED: (True, True),
        InvitationStatus.DECLINED: (True, False),
        InvitationStatus.WITHDRAWN: (True, False),
        InvitationStatus.CANCELLED: (True, False),
        InvitationStatus.WAITLISTED: (None, False),
        InvitationStatus.REJECTED: (False, False),
    }
