"""From the sample to one's own list, and still there after a restart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import App

pytestmark = pytest.mark.browser
WIDTHS = {"desktop": (1280, 900), "phone": (390, 844)}
SPECIALTY = "Internal Medicine/Psychiatry"


def go_on(page: Page) -> None:
    page.get_by_role("button", name="Next").click()


def answer_ten_questions(page: Page) -> None:
    page.get_by_text("not a U.S. citizen").click()
    go_on(page)
    page.get_by_label("Country").select_option("PK")
    go_on(page)
    page.get_by_label("Year of graduation").fill("2021")
    go_on(page)
    page.get_by_text("Either J-1 or H-1B").click()
    go_on(page)
    page.get_by_text("Passed", exact=True).click()
    page.get_by_label("Three-digit score").fill("243")
    go_on(page)
    for _ in range(3):
        page.get_by_role("button", name="Skip this one").click()
    page.get_by_label("First choice").select_option(SPECIALTY)
    go_on(page)
    page.get_by_label("Budget in dollars").fill("120")
    page.get_by_role("button", name="Show my list").click()


@pytest.mark.parametrize("width", WIDTHS)
def test_from_the_sample_to_a_list_that_outlives_the_process(
    app: App, page: Page, width: str
) -> None:
    page.set_viewport_size(dict(zip(("width", "height"), WIDTHS[width], strict=True)))
    page.goto(app.address)
    page.get_by_text("This is a sample.").wait_for()
    assert page.locator("[data-row]").count() > 20

    page.get_by_role("link", name="Make it yours").click()
    page.get_by_role("link", name="Begin").click()
    answer_ten_questions(page)
    page.get_by_role("heading", name="Where to apply").wait_for()
    assert page.get_by_text("This is a sample.").count() == 0

    row = page.locator("[data-row]").nth(3)
    code = str(row.get_attribute("id")).removeprefix("p-")
    name = row.locator(".c-program a").inner_text()
    row.get_by_role("button", name="Pin").click()
    page.locator(f"#pin-{code}[aria-pressed=true]").wait_for()
    assert "Pinned" in page.locator("#messages").inner_text()

    signal = page.locator(f"#signal-{code}")
    signal.locator("summary").click()
    signal.get_by_role("button", name="None, on purpose").click()
    page.locator(f"#signal-{code} summary", has_text="no signal").wait_for()

    page.locator(f"#p-{code} .c-program a").click()
    page.get_by_label("Private note on this program").fill("Met the chief in May")
    page.get_by_text("saved", exact=False).first.wait_for()
    page.locator("#fact-visa_j1 a").click()
    page.get_by_text("yes", exact=True).click()
    page.get_by_role("button", name="Save").click()
    page.locator("#fact-visa_j1", has_text="yes").wait_for()

    app.restart()
    page.goto(app.address)
    page.get_by_role("heading", name="Where to apply").wait_for()
    assert page.locator(f"#pin-{code}").get_attribute("aria-pressed") == "true"
    kept = page.locator(f"#p-{code}")
    assert "Met the chief in May" in kept.inner_text()
    assert name in kept.inner_text()
    page.goto(f"{app.address}/programs/{code}/")
    assert page.get_by_label("Private note on this program").input_value() == "Met the chief in May"
    assert "yes" in page.locator("#fact-visa_j1").inner_text()
    page.goto(f"{app.address}/record/")
    assert page.get_by_label("Year of graduation").input_value() == "2021"


def test_filters_act_at_once_and_keep_the_address(sample_app: App, page: Page) -> None:
    page.goto(sample_app.address)
    page.locator("#tier-reach").check()
    page.wait_for_url("**/?tier=reach*")
    page.keyboard.press("/")
    page.keyboard.type("albany")
    page.wait_for_url("**q=albany*")
    assert page.locator("#q").input_value() == "albany"
    assert page.evaluate("document.activeElement.id") == "q"
    page.go_back()
    page.wait_for_function("!document.querySelector('#q').value")


def test_several_states_are_ticked_in_one_go(sample_app: App, page: Page) -> None:
    page.goto(sample_app.address)
    page.locator("#facet-state summary").click()
    for state in ("NJ", "NY"):
        page.locator("#facet-state").get_by_role("checkbox", name=state).check()
        page.wait_for_url(f"**state={state}*")
    assert page.locator("#facet-state .pop").is_visible()
    places = page.locator("[data-row] .where").all_inner_texts()
    assert {place.rpartition(" ")[2] for place in places} <= {"NJ", "NY"}


def test_an_empty_result_names_the_filter_to_let_go(sample_app: App, page: Page) -> None:
    page.goto(f"{sample_app.address}/?q=zzzz")
    page.get_by_role("link", name="Without “zzzz”").click()
    page.locator("[data-row]").first.wait_for()


def test_undo_takes_back_and_keys_lead(app: App, page: Page) -> None:
    page.goto(app.address)
    button = page.locator("[data-row] .row-actions button[title^='Leave out']").first
    place = button.get_attribute("id")
    button.click()
    page.get_by_text("Left out:").wait_for()
    assert page.locator(f"#{place}[aria-pressed=false]").count() == 0
    page.get_by_role("button", name="Undo").click()
    page.locator(f"#{place}[aria-pressed=false]").wait_for()
    page.keyboard.press("?")
    page.get_by_role("dialog").wait_for()
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("f")
    page.get_by_role("heading", name="What applications cost").wait_for()


def test_a_chip_opens_its_source_and_escape_closes_it(sample_app: App, page: Page) -> None:
    page.goto(sample_app.address)
    chip = page.locator("details.chip").first
    chip.locator("summary").click()
    chip.locator(".pop").wait_for()
    page.keyboard.press("Escape")
    chip.locator(".pop").wait_for(state="hidden")


def test_the_theme_switch_acts_at_once_and_is_remembered(sample_app: App, page: Page) -> None:
    page.goto(sample_app.address)
    page.locator("#theme-switch").click()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_is_wider_than_the_screen(sample_app: App, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    wide = {}
    for path in ("/", "/programs/?q=uab", "/look-ups/", "/record/", "/fees/", "/season/",
                 "/method/", "/style/", "/questions/type/", "/programs/1007140C0/",
                 "/programs/1007140C0/how/", "/bring-a-table/", "/print/"):  # fmt: skip
        page.goto(f"{sample_app.address}{path}")
        over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if over > 0:
            wide[path] = over
    assert wide == {}
