"""An entry checked while typed, kept, changed, copied; an answer timed; all with a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.browser.conftest import App

pytestmark = pytest.mark.browser


def test_a_claim_is_held_against_the_log_while_one_types(sample_app: App, page: Page) -> None:
    page.goto(f"{sample_app.address}/my-entries/")
    page.fill("#role", "call center agent")
    page.fill("#log", "transferred callers to the nurse")
    page.fill("#text", "Triaged callers with chest pain.")
    answer = page.locator("#answer")
    expect(answer.locator(".as-read .claim-conflict").first).to_contain_text("Triaged")
    expect(answer).to_contain_text("says triage")
    page.fill("#text", "Transferred callers with chest pain to the nurse, 6 a week.")
    expect(answer.locator(".as-read .claim-conflict")).to_have_count(0)
    expect(page.locator("#text")).to_be_focused()


def test_an_entry_is_kept_changed_and_copied_box_by_box(app: App, page: Page) -> None:
    page.goto(f"{app.address}/my-entries/new/")
    page.fill("#title", "Registration clerk")
    page.fill("#text", "Registered 40 patients a shift.")
    page.click("text=Keep the entry")
    expect(page.locator("#boxes")).to_contain_text("Registered 40 patients a shift.")
    page.fill("#text", "Registered 50 patients a shift.")
    page.click("text=Keep the entry")
    expect(page.locator(".history del").first).to_have_text("40")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy description").click()
    expect(page.get_by_role("button", name="Copy description")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == "Registered 50 patients a shift."


def test_an_answer_is_timed_and_the_seconds_are_filled_in(sample_app: App, page: Page) -> None:
    page.goto(f"{sample_app.address}/my-answers/question/?q=Why+this+specialty%3F")
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("button", name="Stop")).to_be_visible()
    expect(page.locator(".timer output")).to_have_text("0:01")
    page.get_by_role("button", name="Stop").click()
    expect(page.locator("#seconds")).to_have_value("1")


def test_without_script_the_boxes_can_be_selected_and_the_time_typed(
    sample_app: App, chromium_browser: Browser
) -> None:
    context = chromium_browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{sample_app.address}/my-answers/question/?q=Why+this+specialty%3F")
    expect(page.locator("#seconds")).to_be_visible()
    expect(page.locator(".timer")).to_be_hidden()
    page.goto(f"{sample_app.address}/my-entries/")
    page.fill("#text", "Triaged callers.")
    page.click("text=Check it")
    expect(page.locator("#answer")).to_contain_text("finding")
    context.close()
