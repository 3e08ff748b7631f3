"""An opening from the first word to the reply, at a desk and on a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import faults

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import App

pytestmark = pytest.mark.browser
WIDTHS = {"desktop": (1280, 900), "phone": (390, 844)}


def add(page: Page, app: App, institution: str, **more: str) -> None:
    page.goto(f"{app.address}/openings/new/")
    page.get_by_label("Institution").fill(institution)
    for label, text in more.items():
        page.locator(f"#{label}").fill(text)
    page.get_by_role("button", name="Keep this opening").click()
    page.get_by_role("heading", name=institution, level=1).wait_for()


def sound(page: Page, axe_script: str) -> None:
    """Nothing wider than the screen, no serious fault."""
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, page.url
    assert faults(page, axe_script) == [], page.url


@pytest.mark.parametrize("width", WIDTHS)
def test_from_a_find_to_a_reply(app: App, page: Page, axe_script: str, width: str) -> None:
    page.set_viewport_size(dict(zip(("width", "height"), WIDTHS[width], strict=True)))
    page.goto(f"{app.address}/openings/")
    page.get_by_role("link", name="Add the first opening").click()
    page.get_by_role("heading", name="Add an opening").wait_for()
    add(page, app, "Sample Clinic", kind="Hands-on externship", fee_usd="$500/week",
        start="2027-02-01", end="2027-02-26", duties="Shadowing only, no patient contact",
        letter_policy="LOR guaranteed", state="NJ")  # fmt: skip
    expect(page.get_by_text("By its duties it is an observership")).to_be_visible()

    # vet: a claim is pointed out, its question answered
    page.get_by_text("A letter is promised beforehand.").first.wait_for()
    page.locator(".qa summary", has_text="The letter").click()
    page.locator("#answer-letter").fill("Only where it is earned")
    page.locator("li", has=page.locator("#answer-letter")).get_by_role(
        "button", name="Keep the answer"
    ).click()
    page.get_by_text("Questions, 1 of 9 answered").wait_for()
    sound(page, axe_script)

    # compare
    add(page, app, "Sample Hospital", kind="Observership", fee_usd="0", state="NY",
        start="2027-03-01", end="2027-03-26")  # fmt: skip
    page.goto(f"{app.address}/openings/")
    for name in ("Sample Clinic", "Sample Hospital"):
        page.get_by_label(f"Compare {name}").check()
    page.get_by_role("button", name="Compare the ticked").click()
    page.get_by_role("heading", name="Side by side").wait_for()
    table = page.get_by_role("region", name="Openings side by side")
    expect(table).to_contain_text("$2,000")
    expect(table).to_contain_text("Promised beforehand")
    sound(page, axe_script)

    # outreach: the message is adapted and kept, a reply noted
    page.get_by_role("link", name="Sample Hospital").first.click()
    page.get_by_role("link", name="To a physician").click()
    page.wait_for_url("**message=physician*")
    page.get_by_label("Subject").fill("May I observe with you?")
    page.get_by_role("button", name="I sent this today").click()
    page.get_by_text("write again 2 Dec 2026").first.wait_for()
    page.locator("#note-a-step summary").click()
    page.get_by_label("They replied").check()
    page.get_by_role("button", name="Keep this step").click()
    page.get_by_text("write again 29 Nov 2026").first.wait_for()
    page.goto(f"{app.address}/openings/outreach/")
    page.get_by_text("2 openings found, 1 asked, 1 replied").wait_for()
    sound(page, axe_script)

    # and all of it is there after a restart
    app.restart()
    page.goto(f"{app.address}/openings/?state=NY")
    row = page.locator("[data-row]")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("Replied")
    sound(page, axe_script)


def test_filters_act_at_once_and_an_undo_takes_back(app: App, page: Page) -> None:
    add(page, app, "Sample Clinic", kind="Externship", state="NJ")
    add(page, app, "Sample Hospital", kind="Observership", state="NY")
    page.goto(f"{app.address}/openings/")
    page.locator("#facet-kind summary").click()
    page.locator("#facet-kind").get_by_role("checkbox", name="Observership").check()
    page.wait_for_url("**kind=observership*")
    expect(page.locator("[data-row]")).to_have_count(1)
    page.locator("[data-row] .o-what a").click()
    page.get_by_role("button", name="Take it out").click()
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("Undone: Took out Sample Hospital").wait_for()
    page.goto(f"{app.address}/openings/")
    expect(page.locator("[data-row]")).to_have_count(2)
