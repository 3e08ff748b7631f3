"""Two windows on one record: the second is refused, and shows both."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from tests.browser.conftest import App

pytestmark = pytest.mark.browser
CODE = "1414140C0"


@pytest.fixture
def windows(chromium_browser: Browser) -> Iterator[tuple[Page, Page]]:
    """Open two tabs; a refusal is an error to the browser's console, and meant to be."""
    context = chromium_browser.new_context()
    yield context.new_page(), context.new_page()
    context.close()


def test_a_note_typed_in_two_windows_is_not_lost(app: App, windows: tuple[Page, Page]) -> None:
    first, second = windows
    for window in windows:
        window.goto(f"{app.address}/programs/{CODE}/")
    first.get_by_label("Private note").fill("From the first window")
    first.locator("#note-state", has_text="saved").wait_for()
    second.get_by_label("Private note").fill("From the second window")
    told = second.locator("#note-state[role=alert]")
    expect(told).to_contain_text("From the first window")
    expect(second.get_by_label("Private note")).to_have_value("From the second window")
    second.get_by_label("Private note").press_sequentially("!")
    second.locator("#note-state:not([role=alert])", has_text="saved").wait_for()
    first.reload()
    expect(first.get_by_label("Private note")).to_have_value("From the second window!")
    first.get_by_text("Earlier versions").click()
    expect(first.get_by_text("From the first window")).to_be_visible()


def test_a_record_saved_in_two_windows_shows_what_differs(
    app: App, windows: tuple[Page, Page]
) -> None:
    first, second = windows
    first.goto(f"{app.address}/record/")
    first.get_by_role("button", name="Save as mine").click()
    first.get_by_role("heading", name="Where to apply").wait_for()
    for window in windows:
        window.goto(f"{app.address}/record/")
    for window, year in zip(windows, ("2014", "2015"), strict=True):
        window.get_by_label("Year of graduation").fill(year)
        with window.expect_response(lambda answer: answer.request.method == "POST"):
            window.get_by_role("button", name="Save", exact=True).click()
    row = second.get_by_role("row", name="Year of graduation")
    expect(row).to_have_text(re.compile(r"2015\s*2014\s*$"))
    expect(second.get_by_label("Year of graduation")).to_have_value("2015")


def test_a_number_that_cannot_be_priced_is_said_where_it_was_typed(
    app: App, windows: tuple[Page, Page]
) -> None:
    window = windows[0]
    window.goto(f"{app.address}/fees/")
    window.get_by_label("Number of programs").first.fill("99999")
    window.locator("#answer [role=alert]").wait_for()
