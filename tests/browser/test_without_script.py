"""What a form can do works where script does not run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from tests.browser.conftest import App

pytestmark = pytest.mark.browser


@pytest.fixture
def plain(chromium_browser: Browser) -> Iterator[Page]:
    """Open a tab that runs no script."""
    context = chromium_browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_filter_pin_signal_note_and_theme_without_script(app: App, plain: Page) -> None:
    plain.goto(app.address)
    plain.locator("#tier-reach").check()
    plain.get_by_role("button", name="Show", exact=True).click()
    plain.wait_for_url("**tier=reach*")
    row = plain.locator("[data-row]").first
    code = str(row.get_attribute("id")).removeprefix("p-")
    row.get_by_role("button", name="Pin").click()
    expect(plain.locator("#messages")).to_contain_text("Pinned")

    plain.goto(f"{app.address}/programs/{code}/")
    pinned = plain.get_by_role("button", name="Pinned")
    expect(pinned).to_have_attribute("aria-pressed", "true")
    plain.get_by_label("Private note").fill("No script here")
    plain.get_by_role("button", name="Save the note").click()
    expect(plain.locator("#messages")).to_contain_text("saved")
    expect(plain.get_by_label("Private note")).to_have_value("No script here")

    plain.locator("#theme-switch").click()
    expect(plain.locator("html")).to_have_attribute("data-theme", "dark")
    plain.goto(f"{app.address}/?pinned=1")
    expect(plain.locator("[data-row]")).to_have_count(1)
    plain.locator(f"#signal-{code} summary").click()
    plain.get_by_role("button", name="None, on purpose").click()
    expect(plain.locator(f"#signal-{code} summary")).to_contain_text("no signal")
    plain.get_by_role("button", name="Undo").click()
    expect(plain.locator(f"#signal-{code} summary")).not_to_contain_text("no signal")


def test_fees_and_search_without_script(sample_app: App, plain: Page) -> None:
    plain.goto(f"{sample_app.address}/fees/?season=2026")
    plain.get_by_label("Number of programs").first.fill("100")
    plain.get_by_role("button", name="Work it out").click()
    expect(plain.get_by_role("heading", name="Season 2026: $2,430")).to_be_visible()
    plain.goto(f"{sample_app.address}/programs/")
    plain.get_by_label("Words").fill("UAB")
    plain.get_by_role("button", name="Search").click()
    expect(plain.locator("[data-row]").nth(5)).to_be_visible()
