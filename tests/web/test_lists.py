"""The list is built once and again only when something it rests on changed."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from preround.web.design import words

if TYPE_CHECKING:
    import pytest
    from django.test import Client

    from preround.web.record import Dossier

CODE = "1414140C0"


def test_an_answer_is_computed_once_whoever_asks_first() -> None:
    from preround.web.lists import Kept

    kept: Kept[int] = Kept(2)
    calls: list[int] = []
    start = threading.Barrier(4)

    def ask() -> None:
        start.wait()
        kept.get("key", lambda: calls.append(1) or 7)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert calls == [1]


def test_only_the_newest_answers_are_kept() -> None:
    from preround.web.lists import Kept

    kept: Kept[str] = Kept(2)
    calls: list[str] = []
    for key in ("a", "b", "a", "c", "a", "b"):
        kept.get(key, lambda key=key: calls.append(key) or key)
    assert calls == ["a", "b", "c", "b"]


def test_a_failed_computation_is_not_kept() -> None:
    from preround.web.lists import Kept

    kept: Kept[int] = Kept(2)
    answers = iter([0, 5])
    try:
        kept.get("key", lambda: 1 // next(answers))
    except ZeroDivisionError:
        assert kept.get("key", lambda: next(answers)) == 5


def test_the_list_follows_record_marks_and_facts(client: Client, mine: Dossier) -> None:
    from preround.web import lists, record

    keys = [lists.list_key(mine)]
    client.post("/marks/", {"do": f"pin {CODE}"})
    keys.append(lists.list_key(mine))
    fact = {"value": "yes", "source": "page", "read": "2026-10-01", "version": "0"}
    client.post(f"/programs/{CODE}/facts/visa_j1/", fact)
    keys.append(lists.list_key(mine))
    client.post("/questions/yog/", {"yog": "2015", "version": "1"})
    keys.append(lists.list_key(record.current()))
    assert len(set(keys)) == 4


def test_the_same_record_gives_the_same_list_object(mine: Dossier) -> None:
    from preround.web import lists

    assert lists.built_list(mine) is lists.built_list(mine)


def test_a_new_day_is_a_new_list(mine: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    from preround.web import clock, lists

    before = lists.list_key(mine)
    monkeypatch.setenv(clock.TODAY_VARIABLE, "2026-11-23")
    assert lists.list_key(mine) != before
    assert words.day(clock.today()) == "23 Nov 2026"
