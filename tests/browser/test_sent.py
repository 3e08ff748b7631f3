"""What was sent is kept by a press, corrected by two, and undone by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import App

pytestmark = pytest.mark.browser


def test_kept_withdrawn_undone_and_as_sent_on_the_list(app: App, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{app.address}/sent/")
    page.get_by_label("Sent on").fill("2026-09-24")
    page.locator("input[name=sent]").first.uncheck()
    page.get_by_role("button", name="Keep as sent").click()
    expect(page.locator(".lead")).to_contain_text("As sent on 24 Sep 2026: 68 applications")
    line = page.locator("tr[id^=s-]").first
    line.locator("summary").click()
    line.get_by_role("button", name="I withdrew it").click()
    expect(page.locator("#messages")).to_contain_text("Withdrawn")
    expect(page.locator("tr[id^=s-]").last).to_contain_text("withdrawn")
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.locator("#messages")).to_contain_text("Undone")
    expect(page.locator("tr[id^=s-]").last).not_to_contain_text("withdrawn")
    page.goto(app.address)
    expect(page.locator(".lead")).to_contain_text("As sent on 24 Sep 2026")
