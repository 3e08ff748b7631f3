"""A week logged on a phone by somebody tired, from the first day to a program's rule."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from preround.catalogue.listing import load_listing
from preround.jobs.program_facts import correct_fact
from preround.jobs.workspace import Workspace

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.browser.conftest import App

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
ROTATION = "Sample General"
#: What was typed at the end of each day, and what must not stay of it.
WEEK = (
    ("2026-10-05", "Presented Mr. Okafor, COPD, on 4 L", "Okafor"),
    ("2026-10-06", "two consults, MRN 4471002 was the hard one", "4471002"),
    ("2026-10-07", "92 yo with a hip fracture, family meeting", "92 yo"),
    ("2026-10-08", "pt from Elmhurst, wife Maria called 718-555-0142", "718-555-0142"),
    ("2026-10-09", "Murphy's sign positive, BP 128/76, sent to the OR", ""),
)


def _rule(app: App, number: int, months: str) -> str:
    program = load_listing().programs[number]
    for name, value in (("usce_required", "yes"), ("usce_months", months)):
        correct_fact(Workspace(app.home), program.nrmp_code, name, value, source="its page",
                     read=dt.date(2026, 10, 12))  # fmt: skip
    return program.institution


def _save(page: Page) -> None:
    page.get_by_role("button", name="Save the day").click()


def test_a_week_on_a_phone_is_caught_counted_and_held_against_rules(
    app: App, chromium_browser: Browser
) -> None:
    easy, hard = _rule(app, 0, "1"), _rule(app, 400, "6")
    page = chromium_browser.new_page(viewport=PHONE)
    page.goto(f"{app.address}/log/rotations/new/")
    page.get_by_label("Institution").fill(ROTATION)
    page.get_by_label("It is called").select_option("externship")
    page.get_by_label("First day").fill("2026-10-05")
    page.get_by_label("Last day").fill("2026-10-30")
    page.get_by_label("Took a history").check()
    page.get_by_role("button", name="Save the rotation").click()
    page.get_by_role("link", name="Log a day of it").click()
    page.get_by_label("Day", exact=True).fill(WEEK[0][0])
    for day, words, secret in WEEK:
        expect(page.get_by_label("Rotation")).to_have_value(re.compile(r"\d+"))
        expect(page.get_by_label("Day", exact=True)).to_have_value(day)  # the next by itself
        page.get_by_label("What I saw and did").fill(words)
        _save(page)
        if secret:
            asked = page.get_by_role("alert").filter(has_text="This could identify a patient")
            expect(asked).to_contain_text("Nothing was saved yet")
            page.get_by_role("button", name="Save with the offered wording").click()
        shown = page.get_by_role("region", name="Days logged")
        expect(shown).to_contain_text(f"{dt.date.fromisoformat(day):%a %-d %b %Y}")
        if secret:
            expect(shown).not_to_contain_text(secret)
    expect(page.get_by_role("region", name="Days logged")).to_contain_text("Murphy's sign")
    page.goto(f"{app.address}/log/months/")
    # the rotation lasts 20 weekdays, which are a month of four weeks
    externship = page.get_by_role("row", name="Externship")
    expect(externship.get_by_role("cell").first).to_have_text("1")
    page.get_by_role("button", name="Put these into my record").click()
    expect(page.get_by_text("In your record, as they stand here")).to_be_visible()
    rules = page.get_by_role("region", name="Programs and their rule")
    expect(rules.get_by_role("row").filter(has_text=easy)).to_contain_text("Met")
    expect(rules.get_by_role("row").filter(has_text=hard)).to_contain_text("Not met")
    page.close()


def test_a_day_typed_outlives_a_closed_tab_and_a_stopped_server(
    app: App, chromium_browser: Browser
) -> None:
    context = chromium_browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.goto(f"{app.address}/log/")
    saw = page.get_by_label("What I saw and did")
    saw.fill("Two visits for asthma, one line watched")
    page.get_by_label("Took a history").check()
    page.close()
    port = int(app.address.rpartition(":")[2])
    app.stop()
    app.start(port)
    page = context.new_page()
    page.goto(f"{app.address}/log/")
    saw = page.get_by_label("What I saw and did")
    expect(page.locator(".restored")).to_contain_text("was not saved")
    expect(saw).to_have_value("Two visits for asthma, one line watched")
    expect(page.get_by_label("Took a history")).to_be_checked()
    page.get_by_label("Kind", exact=True).select_option("observership")
    saw.press("Control+Enter")
    expect(page.get_by_role("region", name="Days logged")).to_contain_text("Two visits")
    expect(page.get_by_label("What I saw and did")).to_have_value("")
    page.goto(f"{app.address}/log/")
    expect(page.get_by_label("What I saw and did")).to_have_value("")
    expect(page.locator(".restored")).to_have_count(0)
    context.close()


def test_a_day_is_logged_by_keyboard_alone_from_a_favorite(app: App, page: Page) -> None:
    page.goto(f"{app.address}/log/")
    page.get_by_label("Kind", exact=True).select_option("externship")
    page.get_by_label("What I learned").fill("Ask for the old tracing first.")
    page.get_by_label("Keep these words as a favorite").locator("visible=true").check()
    _save(page)
    days = page.get_by_role("region", name="Days logged")
    expect(days).to_contain_text("Externship")
    put = page.get_by_role("button", name="Ask for the old tracing first.")
    put.focus()
    page.keyboard.press("Enter")
    learned = page.get_by_label("What I learned")
    expect(learned).to_have_value("Ask for the old tracing first.")
    expect(learned).to_be_focused()
    page.keyboard.press("Control+Enter")
    expect(days.get_by_role("row")).to_have_count(3)
