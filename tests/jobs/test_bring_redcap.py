from __future__ import annotations

from datetime import date, timedelta

import pytest

from preround.improve.periods import Period
from preround.jobs.bring_redcap import (
    FieldChoice,
    UnclearFields,
    bring_redcap,
    export_as_json,
    export_from_json,
    propose,
    read_redcap,
)

DICTIONARY = b"""field_name,form_name,field_type,field_label,\
select_choices_or_calculations,\
text_validation_type_or_show_slider_number,identifier
record_id,visit,text,Record,,,
seen_on,visit,text,Date of visit,,date_ymd,
late,visit,yesno,Roomed late,,,
end,visit,radio,How it ended,"1, Seen | 2, Left | 9, Cancelled",,
minutes,visit,text,Minutes to room,,number,
"""


def visits(n: int, late_every: int = 4) -> bytes:
    lines = ["record_id,seen_on,late,end,minutes"]
    for i in range(n):
        day = date(2026, 1, 5) + timedelta(days=i // 2)
        late, end = int(i % late_every == 0), (1, 2, 9)[i % 3]
        lines.append(f"{i + 1},{day},{late},{end},{10 + i % 5 if i % 7 else ''}")
    return "\n".join(lines).encode()


EXPORT = read_redcap(visits(140), "visits.csv", DICTIONARY)


def test_a_yes_or_no_becomes_a_share_by_week() -> None:
    found = bring_redcap(EXPORT, FieldChoice("seen_on", "late"))
    # 140 visits, two a day: ten weeks of fourteen
    assert [m.denominator for m in found.measurements] == [14] * 10
    assert sum(m.count or 0 for m in found.measurements) == 35
    assert found.name == "Roomed late"
    assert found.definition == (
        "Records with Roomed late = yes, of all records that answer it, dated by Date of visit; "
        "from REDCap."
    )


def test_a_choice_counts_what_was_said_to_count_by_code_or_label() -> None:
    by_code = bring_redcap(EXPORT, FieldChoice("seen_on", "end", ("2", "9"), Period.MONTH))
    by_label = bring_redcap(EXPORT, FieldChoice("Date of visit", "How it ended",
                                                ("Left", "cancelled"), Period.MONTH))  # fmt: skip
    assert by_code.measurements == by_label.measurements
    assert sum(m.count or 0 for m in by_code.measurements) == 93
    assert by_code.name == "How it ended: Left, Cancelled"


def test_a_number_becomes_a_mean_or_a_point_a_record() -> None:
    mean = bring_redcap(EXPORT, FieldChoice("seen_on", "minutes", per=Period.WEEK))
    assert len(mean.measurements) == 10
    each = bring_redcap(EXPORT, FieldChoice("seen_on", "minutes", each=True))
    assert [m.when for m in each.measurements] == list(range(1, 121))
    assert "20 of 140 rows say nothing on Minutes to room." in each.notes


def test_a_rare_event_becomes_the_number_between() -> None:
    export = read_redcap(visits(140, late_every=45), "visits.csv", DICTIONARY)
    found = bring_redcap(export, FieldChoice("seen_on", "late"))
    assert [m.value for m in found.measurements] == [44, 44, 44]
    assert found.words.value == "cases between"


def test_what_is_open_is_asked_with_names_and_labels() -> None:
    assert propose(EXPORT) == FieldChoice("seen_on")
    with pytest.raises(UnclearFields, match=r"late \(Roomed late\).*--column case=NAME"):
        bring_redcap(EXPORT, FieldChoice("seen_on"))
    with pytest.raises(UnclearFields, match=r"1 \(Seen\); 2 \(Left\).*--counts CODE"):
        bring_redcap(EXPORT, FieldChoice("seen_on", "end"))
    with pytest.raises(UnclearFields, match="the day of each record: seen_on"):
        bring_redcap(EXPORT, FieldChoice("born_on", "late"))


def test_what_is_kept_between_look_and_choice_comes_back() -> None:
    assert export_from_json(export_as_json(EXPORT)) == EXPORT
