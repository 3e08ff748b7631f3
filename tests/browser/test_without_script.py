"""What a form can do works where script does not run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

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
    assert "tier=reach" in plain.url
    row = plain.locator("[data-row]").first
    code = str(row.get_attribute("id")).removeprefix("p-")
    row.get_by_role("button", name="Pin").click()
    assert plain.locator("#messages").inner_text().startswith("Pinned")

    plain.goto(f"{app.address}/programs/{code}/")
    assert plain.get_by_role("button", name="Pinned").get_attribute("aria-pressed") == "true"
    plain.get_by_label("Private note").fill("No script here")
    plain.get_by_role("button", name="Save the note").click()
    assert plain.get_by_label("Private note").input_value() == "No script here"

    plain.locator("#theme-switch").click()
    assert plain.locator("html").get_attribute("data-theme") == "dark"
    plain.goto(f"{app.address}/?pinned=1")
    assert plain.locator("[data-row]").count() == 1
    plain.locator(f"#signal-{code} summary").click()
    plain.get_by_role("button", name="None, on purpose").click()
    assert plain.locator(f"#signal-{code} summary").inner_text().endswith("no signal")
    plain.get_by_role("button", name="Undo").click()
    assert not plain.locator(f"#signal-{code} summary").inner_text().endswith("no signal")


def test_fees_and_search_without_script(sample_app: App, plain: Page) -> None:
    plain.goto(f"{sample_app.address}/fees/?season=2026")
    plain.get_by_label("Number of programs").first.fill("100")
    plain.get_by_role("button", name="Work it out").click()
    assert plain.get_by_role("heading", name="Season 2026: $2,430").is_visible()
    plain.goto(f"{sample_app.address}/programs/")
    plain.get_by_label("Words").fill("UAB")
    plain.get_by_role("button", name="Search").click()
    assert plain.locator("[data-row]").count() > 5
