"""A project's words are kept while they are typed, and when the page is left in the middle."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import App

pytestmark = pytest.mark.browser


def test_what_is_typed_outlives_the_page(app: App, page: Page) -> None:
    page.goto(f"{app.address}/project/")
    page.get_by_label("What goes wrong at work").fill("Late messages")
    page.get_by_role("button", name="Begin a project").click()
    problem = page.get_by_label("The problem", exact=True)
    problem.fill("One message in three is answered a day late.")
    page.locator("#saved", has_text="Saved").wait_for()
    problem.press_sequentially(" It is counted on Fridays.")
    page.get_by_role("link", name="Aim").click()  # before it has saved by itself
    page.get_by_role("heading", name="Aim").wait_for()
    page.go_back()
    page.get_by_role("heading", name="Problem").wait_for()
    page.reload()
    expect(problem).to_have_value(re.compile(r"It is counted on Fridays\.$"))
