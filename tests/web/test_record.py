"""The applicant's record: the sample, the own one, versions, stale saves."""

from __future__ import annotations

import pytest

from preround.domain.applicant import Applicant
from preround.web import record
from preround.web.errors import NothingToUndo, StaleSave
from preround.web.models import ApplicantRecord, ApplicantVersion

pytestmark = pytest.mark.django_db


def with_budget(applicant: Applicant, usd: float) -> Applicant:
    wishes = applicant.wishes.model_copy(update={"budget_usd": usd})
    return applicant.model_copy(update={"wishes": wishes})


def test_the_app_opens_on_the_sample_and_stores_none_of_its_answers() -> None:
    dossier = record.current()
    assert dossier.is_sample
    assert dossier.applicant == record.sample_applicant()
    assert dossier.record.document == {}


def test_a_record_is_read_back_as_it_was_saved(own_applicant: Applicant) -> None:
    record.start_own(own_applicant, "first")
    assert record.current().applicant == own_applicant
    assert not record.current().is_sample


def test_each_save_that_changes_something_is_kept(mine: record.Dossier) -> None:
    richer = with_budget(mine.applicant, 900.0)
    record.save(richer, 1, "budget")
    record.save(richer, 2, "the same again")
    assert record.current().applicant.wishes.budget_usd == 900.0
    assert [(one.version, one.cause) for one in ApplicantVersion.objects.all()] == [
        (2, "budget"),
        (1, "test"),
    ]


def test_a_stale_save_is_refused_and_changes_nothing(mine: record.Dossier) -> None:
    record.save(with_budget(mine.applicant, 900.0), 1, "first window")
    with pytest.raises(StaleSave) as refused:
        record.save(with_budget(mine.applicant, 50.0), 1, "second window")
    assert (refused.value.expected, refused.value.stored) == (1, 2)
    assert record.current().applicant.wishes.budget_usd == 900.0


def test_an_earlier_version_comes_back_as_a_new_one(mine: record.Dossier) -> None:
    record.save(with_budget(mine.applicant, 900.0), 1, "budget")
    record.bring_back(1, 2)
    assert record.current().applicant == mine.applicant
    assert record.current().version == 3


def test_questions_seen_are_counted_until_all_ten_are(db: None) -> None:
    dossier = record.current()
    record.keep_answer(dossier, Applicant(), "type", "You", 0)
    dossier = record.current()
    assert dossier.unfinished
    assert dossier.n_seen == 1
    for key in ("school_country", "yog", "visa_need", "step_2_ck", "step_1", "step_3",
                "us_experience", "specialties", "budget"):  # fmt: skip
        dossier = record.current()
        record.keep_answer(dossier, dossier.applicant, key, key, dossier.version)
    assert not record.current().unfinished


def test_a_second_window_that_still_shows_the_sample_starts_nothing_over(
    mine: record.Dossier,
) -> None:
    with pytest.raises(StaleSave):
        record.keep_answer(record.current(), Applicant(), "type", "You", 0)
    assert record.current().applicant == mine.applicant


def test_erasing_leaves_the_sample(mine: record.Dossier) -> None:
    record.erase()
    assert record.current().is_sample
    assert not ApplicantRecord.objects.filter(kind="own").exists()
    assert not ApplicantVersion.objects.exists()


def test_a_second_press_at_the_same_moment_is_stale_and_changes_nothing(
    mine: record.Dossier,
) -> None:
    with pytest.raises(StaleSave):
        record.start_own(with_budget(mine.applicant, 50.0), "second press")
    assert record.current().applicant == mine.applicant


@pytest.mark.parametrize("version", [999, 10**22])
def test_a_version_that_never_was_cannot_come_back(mine: record.Dossier, version: int) -> None:
    with pytest.raises(NothingToUndo):
        record.bring_back(version, 1)
