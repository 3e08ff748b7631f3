"""Long forms outlive a closed tab, and forget what was saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.browser.conftest import App

pytestmark = pytest.mark.browser
FORMS = (
    ("/my-job/jobs/", {"Job": "Scribe", "Job description, pasted": "Writes notes"},
     "Save the job", "Two-minute Friday"),
    ("/my-entries/new/", {"Position": "Scribe", "Text of the entry": "Wrote 20 notes a day."},
     None, ""),
)  # fmt: skip


@pytest.mark.parametrize(("address", "typed", "button", "heading"), FORMS)
def test_a_form_typed_outlives_its_tab_and_goes_once_saved(
    app: App, chromium_browser: Browser, address: str, typed: dict[str, str],
    button: str | None, heading: str,
) -> None:  # fmt: skip
    context = chromium_browser.new_context()

    def opened() -> Page:
        page = context.new_page()
        page.goto(f"{app.address}{address}")
        return page

    page = opened()
    for label, words in typed.items():
        page.get_by_label(label, exact=True).fill(words)
    page.close()
    page = opened()
    expect(page.locator(".restored")).to_contain_text("was not saved")
    for label, words in typed.items():
        expect(page.get_by_label(label, exact=True)).to_have_value(words)
    if button is None:
        page.get_by_role("button", name="Throw it away").click()
    else:
        page.get_by_role("button", name=button).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    page = opened()
    expect(page.get_by_label(next(iter(typed)), exact=True)).to_have_value("")
    expect(page.locator(".restored")).to_have_count(0)
    context.close()


def test_a_box_says_while_one_types_what_saving_would_ask(app: App, page: Page) -> None:
    page.goto(f"{app.address}/my-job/jobs/")
    box = page.get_by_label("Job description, pasted")
    box.fill("Called Mrs. Okafor, MRN 4471002")
    told = page.locator(".looked")
    expect(told).to_contain_text("4471002")
    box.fill("Called patients")
    expect(told).to_be_empty()
