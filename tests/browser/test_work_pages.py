"""A job description pasted, a week picked, the audit read; on a desk and on a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.watching import problems_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.browser.conftest import App

pytestmark = pytest.mark.browser

DESCRIPTION = """About us: a family of clinics.
- Verify insurance eligibility before each visit
- Other duties as assigned"""
TYPED = "told nurse right away when a guy had chest pain\nmade coffee for the team"


@pytest.fixture(params=[(1280, 900), (390, 844)], ids=["desk", "phone"])
def screen(request: pytest.FixtureRequest, chromium_browser: Browser) -> Iterator[Page]:
    """Give a page of that width, on which nothing breaks; a refused form (422) is no break."""
    width, height = request.param
    context = chromium_browser.new_context(viewport={"width": width, "height": height})
    tab = context.new_page()
    problems = problems_of(tab)
    yield tab
    context.close()
    assert [one for one in problems if "status of 422" not in one] == []


def test_a_week_is_picked_from_a_pasted_description_and_the_audit_changes(
    app: App, screen: Page
) -> None:
    page = screen
    page.goto(f"{app.address}/my-job/week/")
    page.fill("#title", "call center representative")
    page.fill("#description", DESCRIPTION)
    page.get_by_role("button", name="Save the job").click()
    offered = page.get_by_label("Verify insurance eligibility before each visit", exact=True)
    expect(offered).to_be_attached()
    expect(page.get_by_label("Other duties as assigned", exact=True)).to_have_count(0)
    expect(page.locator("#dials")).not_to_contain_text("task line")

    offered.check()
    expect(page.locator("#dials")).to_contain_text("1 task line")
    page.get_by_label("Answer calls from patients of a hospital system", exact=True).check()
    page.get_by_label(re.compile("^How many: Answer calls")).fill("60")
    page.fill("#other", TYPED)
    page.locator("#seen_by").fill("call center lead")
    expect(page.locator("#dials")).to_contain_text("4 task lines")
    page.get_by_role("button", name="Save the week").click()
    expect(page.locator(".toasts")).to_contain_text("saved")

    page.goto(f"{app.address}/my-job/audit/")
    rows = page.locator(".task-table tbody tr")
    expect(rows).to_have_count(4)
    nurse = rows.filter(has_text="told nurse right away")
    expect(nurse).to_contain_text("ICS")
    expect(nurse.locator(".because")).to_contain_text("nurse")
    expect(rows.filter(has_text="made coffee").locator("td.is-no")).to_have_count(5)
    expect(rows.filter(has_text="60 calls a day")).to_have_count(1)


@pytest.mark.parametrize("screen", [(1280, 900)], indirect=True, ids=["desk"])
def test_a_week_that_could_identify_a_patient_comes_back_with_nothing_lost(
    app: App, screen: Page
) -> None:
    page = screen
    page.goto(f"{app.address}/my-job/week/")
    page.fill("#title", "medical assistant")
    page.get_by_role("button", name="Save the job").click()
    expect(page.locator("#other")).to_be_attached()
    page.fill("#other", "Told Dr. Patel that Mr. Okafor, DOB 03/04/1951, was dizzy")
    page.get_by_role("button", name="Save the week").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing was saved yet")
    expect(page.locator("#other")).to_have_value(re.compile("Okafor"))
    page.get_by_role("button", name="Save with the offered wording").click()
    expect(page.locator(".toasts")).to_contain_text("saved")
    expect(page.locator("body")).not_to_contain_text("Okafor")
