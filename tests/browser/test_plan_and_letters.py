"""From a writer to a packet, and from a typed day to what slips, as people do it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import faults

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.browser.conftest import App

pytestmark = pytest.mark.browser
TOO_WIDE = "document.documentElement.scrollWidth - innerWidth"


def test_a_day_typed_says_at_once_what_slips_and_one_press_keeps_it(app: App, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{app.address}/plan/?match=2028")
    step = page.locator("details.step").filter(has=page.locator("#day-rotation_2"))
    step.locator("summary").first.click()
    step.get_by_label("I plan to finish it on").fill("2027-09-20")
    step.get_by_label("I plan to finish it on").blur()
    step.get_by_text("steps move").wait_for()
    expect(step.locator(".slips")).to_contain_text("Second U.S. rotation")
    step.get_by_role("button", name="Keep this day").click()
    page.locator(".toast").get_by_role("button", name="Undo").wait_for()
    expect(page.get_by_text("planned 20 Sep 2027", exact=True).first).to_be_visible()
    assert page.evaluate(TOO_WIDE) <= 0


def test_a_writer_a_packet_and_an_undo_without_script(
    app: App, chromium_browser: Browser, page: Page, axe_script: str
) -> None:
    context = chromium_browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(f"{app.address}/letters/new/")
    plain.get_by_label("Name", exact=True).fill("Dr. Sample One")
    plain.get_by_label("Former supervisor: a letter about that time").check()
    plain.get_by_label("What they also saw, a line each").fill(
        "Ran the evening clinic, 30 patients a week\nSaw Mr. Lee on March 3rd"
    )
    plain.get_by_role("button", name="Add this writer").click()
    expect(plain.get_by_text("Nothing was saved yet.")).to_be_visible()
    plain.get_by_role("button", name="Save with the offered wording").click()
    packet = plain.get_by_role("link", name="Packet to print or send")
    expect(packet).to_be_visible()
    writer = plain.url
    packet.click()
    expect(plain.locator("article.packet")).to_contain_text("Ran the evening clinic")
    expect(plain.locator("article.packet")).not_to_contain_text("Lee")
    plain.goto(f"{app.address}/letters/")
    plain.get_by_role("button", name="I asked").click()
    expect(plain.get_by_text("Wait for the answer")).to_be_visible()
    plain.get_by_role("button", name="Undo").click()
    expect(plain.get_by_role("button", name="I asked")).to_be_visible()
    context.close()

    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme="dark")
    for address in ("/letters/", writer, f"{writer}packet/", "/letters/where/", "/plan/"):
        page.goto(address if address.startswith("http") else f"{app.address}{address}")
        assert faults(page, axe_script) == [], address
        assert page.evaluate(TOO_WIDE) <= 0, address
