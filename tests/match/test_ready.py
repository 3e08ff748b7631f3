from __future__ import annotations

from preround.match.ready import LAST, STEPS, missing, prepare


def test_what_was_compiled_is_not_announced_again() -> None:
    prepare(lambda _: None)
    said: list[str] = []
    prepare(said.append)
    assert said == []
    assert missing() == ()


def test_each_group_has_its_line_and_says_that_it_happens_once() -> None:
    assert set(LAST) == set(STEPS)
