"""Projects in the database: each part saved for itself, nothing overwritten, everything undone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from preround.improve.project import (
    Aim,
    FoundLine,
    Measure,
    MeasureKind,
    PdsaCycle,
    Point,
    Project,
    read_project,
)
from preround.web import projects
from preround.web.errors import NothingToUndo, StaleSave
from preround.web.projects import NoSuchProject, Save

if TYPE_CHECKING:
    from preround.web.record import Dossier

pytestmark = pytest.mark.django_db


def titled(title: str) -> Callable[[Project], Project]:
    return lambda project: project.model_copy(update={"title": title})


def aimed(whom: str) -> Callable[[Project], Project]:
    return lambda project: project.model_copy(update={"aim": Aim(for_whom=whom)})


def test_a_project_comes_back_as_it_was_kept(mine: Dossier) -> None:
    whole = Project(
        title="Errors",
        found=(FoundLine(week=dt.date(2026, 1, 5), text="21 of 60 had an error", line=4),),
        aim=Aim(start=0.35, goal=0.1, unit="%", by=dt.date(2026, 7, 31)),
        measures=(
            Measure(name="Errors", changes=(dt.date(2026, 3, 23), 7), each_once=True, points=(
                Point(when=dt.date(2026, 1, 5), count=3, denominator=40), Point(when=2, value=0.5),
            )),
            Measure(name="Minutes", kind=MeasureKind.BALANCING),
        ),
        cycles=(PdsaCycle(name="Own errors", start=dt.date(2026, 3, 23), act="adopt"),),
    )  # fmt: skip
    stored = projects.start(mine.record, whole, "Begun")
    back = projects.read(projects.row(mine.record, stored.pk))
    assert [one.id for one in back.measures] == ["m1", "m2"]
    assert back.cycles[0].id == "c1"
    assert back.model_dump(exclude={"measures", "cycles"}) == whole.model_dump(
        exclude={"measures", "cycles"}
    )
    assert back.measures[0].points == whole.measures[0].points
    assert back.measures[0].changes == whole.measures[0].changes


def test_two_windows_on_different_parts_are_both_kept(mine: Dossier) -> None:
    stored = projects.start(mine.record, Project(title="A"), "Begun")
    projects.keep(mine.record, stored.pk, titled("B"), Save(1, "problem", ""))
    projects.keep(mine.record, stored.pk, aimed("all visits"), Save(1, "aim", ""))
    both = projects.read(projects.row(mine.record, stored.pk))
    assert (both.title, both.aim.for_whom) == ("B", "all visits")


def test_two_windows_on_one_part_are_not(mine: Dossier) -> None:
    stored = projects.start(mine.record, Project(title="A"), "Begun")
    projects.keep(mine.record, stored.pk, titled("B"), Save(1, "problem", "", "one"))
    with pytest.raises(StaleSave, match="version 1, version 2 is stored"):
        projects.keep(mine.record, stored.pk, titled("C"), Save(1, "problem", "", "other"))
    assert projects.row(mine.record, stored.pk).title == "B"


def test_a_page_that_saves_by_itself_is_not_in_its_own_way(mine: Dossier) -> None:
    stored = projects.start(mine.record, Project(title="A"), "Begun")
    projects.keep(mine.record, stored.pk, titled("B"), Save(1, "problem", "", "one"))
    projects.keep(mine.record, stored.pk, titled("BC"), Save(1, "problem", "", "one"))
    assert projects.row(mine.record, stored.pk).title == "BC"
    projects.keep(mine.record, stored.pk, titled("X"), Save(3, "problem", "", "other"))
    with pytest.raises(StaleSave):
        projects.keep(mine.record, stored.pk, titled("BCD"), Save(1, "problem", "", "one"))


def test_one_measure_does_not_stand_in_the_way_of_another(mine: Dossier) -> None:
    two = Project(title="A", measures=(Measure(name="x"), Measure(name="y")))
    stored = projects.start(mine.record, two, "Begun")

    def named(key: str, name: str) -> Callable[[Project], Project]:
        return lambda project: project.model_copy(
            update={
                "measures": tuple(
                    one.model_copy(update={"name": name}) if one.id == key else one
                    for one in project.measures
                )
            }
        )

    projects.keep(mine.record, stored.pk, named("m1", "first"), Save(1, "measures.m1", ""))
    projects.keep(mine.record, stored.pk, named("m2", "second"), Save(1, "measures.m2", ""))
    with pytest.raises(StaleSave):
        projects.keep(mine.record, stored.pk, named("m1", "third"), Save(1, "measures.m1", ""))
    names = [one.name for one in projects.read(projects.row(mine.record, stored.pk)).measures]
    assert names == ["first", "second"]


def test_a_save_that_changes_nothing_leaves_no_version(mine: Dossier) -> None:
    stored = projects.start(mine.record, Project(title="A"), "Begun")
    same = projects.keep(mine.record, stored.pk, titled("A"), Save(1, "problem", ""))
    assert (same.version, same.history.count()) == (1, 1)


def test_an_earlier_version_is_brought_back_as_the_newest(mine: Dossier) -> None:
    stored = projects.start(mine.record, Project(title="A"), "Begun")
    projects.keep(mine.record, stored.pk, titled("B"), Save(1, "problem", ""))
    back = projects.bring_back(mine.record, stored.pk, 1)
    assert (back.title, back.version, back.history.count()) == ("A", 3, 3)
    with pytest.raises(NothingToUndo):
        projects.bring_back(mine.record, stored.pk, 9)
    with pytest.raises(StaleSave):
        projects.bring_back(mine.record, stored.pk, 2, expected_version=2)


def test_a_project_taken_out_is_kept_and_comes_back(mine: Dossier) -> None:
    stored = projects.start(mine.record, Project(title="A"), "Begun")
    projects.remove(mine.record, stored.pk, removed=True)
    assert not projects.rows(mine.record).exists()
    projects.remove(mine.record, stored.pk, removed=False)
    assert projects.rows(mine.record).get().title == "A"
    with pytest.raises(NoSuchProject):
        projects.row(mine.record, stored.pk + 1)


def test_facts_of_every_project_are_given_and_a_broken_one_is_passed_over(mine: Dossier) -> None:
    points = tuple(Point(when=n, count=9, denominator=5) for n in range(1, 4))
    broken = Measure(name="Broken", chart="p", points=points)
    projects.start(mine.record, Project(title="A", problem="x", measures=(broken,)), "Begun")
    projects.start(mine.record, Project(title="B", problem="Forms come back."), "Begun")
    assert [fact.text for fact in projects.recorded_facts(mine.record)] == ["Forms come back."]


days = st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1))
words = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40)
points = st.lists(
    st.builds(
        Point,
        when=st.one_of(days, st.integers(1, 5000)),
        value=st.none() | st.floats(-1e6, 1e6),
        count=st.none() | st.integers(0, 500).map(float),
        denominator=st.none() | st.integers(0, 500).map(float),
    ),
    max_size=5,
).map(tuple)
made = st.builds(
    Project,
    title=words,
    problem=words,
    measures=st.lists(st.builds(Measure, name=words, points=points), max_size=3).map(tuple),
    cycles=st.lists(
        st.builds(PdsaCycle, name=words, start=st.none() | days, do=words), max_size=3
    ).map(tuple),
)


@given(made)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_the_file_taken_along_is_the_project_read_back(project: Project) -> None:
    kept = read_project(project.model_dump_json())
    assert read_project(kept.model_dump_json()) == kept
    assert kept.title == project.title
    assert [m.points for m in kept.measures] == [m.points for m in project.measures]
