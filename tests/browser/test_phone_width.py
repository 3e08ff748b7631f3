"""Pages that hold a person's own data are no wider than a phone either."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from preround.jobs.program_facts import correct_fact
from preround.jobs.workspace import Workspace

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import App

pytestmark = pytest.mark.browser


def test_what_was_corrected_scrolls_inside_its_table(app: App, page: Page) -> None:
    day = dt.date(2026, 11, 22)
    correct_fact(Workspace(app.home), "1007140C0", "visa_j1", "yes", source="own page", read=day)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{app.address}/bring-a-table/")
    page.get_by_role("region", name="What was brought and corrected").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize(
    ("address", "table"),
    [
        ("/fees/", "Fees by specialty"),
        ("/fees/", "Costs that do not depend on the number"),
        ("/programs/?q=uab", "Programs found"),
        ("/whole-cycle/", "still to pay"),
        ("/season/", "Dates"),
        ("/season/", "Signals"),
        ("/soap/", "The week"),
    ],
)
def test_rows_of_a_table_stand_below_each_other(
    sample_app: App, page: Page, address: str, table: str
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{sample_app.address}{address}")
    region = page.get_by_role("region", name=table).filter(has=page.locator("> table.stacks"))
    expect(region).to_be_visible()
    assert region.evaluate("one => one.scrollWidth - one.clientWidth") <= 0
    page.set_viewport_size({"width": 1280, "height": 844})
    expect(region.locator("thead th").first).to_be_visible()
