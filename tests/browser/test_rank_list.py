"""The rank list by keys and by drag, a story by keys, and both where no script runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from tests.browser.conftest import App

pytestmark = pytest.mark.browser
FIRST, SECOND, THIRD, FOURTH = "1386140C0", "1406140C1", "1394140C0", "1378140C0"


def order_is(page: Page, codes: list[str]) -> None:
    expect(page.locator(".rank")).to_have_count(len(codes))
    for place, code in enumerate(codes):
        expect(page.locator(".rank").nth(place)).to_have_attribute("data-code", code)


def wait_until_saved(page: Page) -> None:
    page.locator("#messages", has_text="Order saved").wait_for()


def test_keys_move_a_rank_tell_it_and_it_stays(app: App, page: Page) -> None:
    page.goto(f"{app.address}/rank-list/")
    order_is(page, [FIRST, SECOND, THIRD, FOURTH])
    page.locator(f"#move-{THIRD}").focus()
    for key in ("ArrowUp", "ArrowUp", "ArrowDown", "Home"):
        page.keyboard.press(key)
    order_is(page, [THIRD, FIRST, SECOND, FOURTH])
    page.locator("#rank-said", has_text="rank 1 of 4").wait_for(state="attached")
    wait_until_saved(page)
    expect(page.locator(f"#move-{THIRD}")).to_be_focused()
    page.reload()
    order_is(page, [THIRD, FIRST, SECOND, FOURTH])


def test_a_drag_moves_a_rank_and_undo_takes_it_back(app: App, page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 1400})
    page.goto(f"{app.address}/rank-list/")
    target = page.locator(f"#r-{FIRST}")
    page.locator(f"#move-{FOURTH}").drag_to(target, target_position={"x": 200, "y": 3})
    wait_until_saved(page)
    order_is(page, [FOURTH, FIRST, SECOND, THIRD])
    page.get_by_role("button", name="Undo").click()
    order_is(page, [FIRST, SECOND, THIRD, FOURTH])


def test_arrow_keys_step_through_the_story(sample_app: App, page: Page) -> None:
    page.goto(f"{sample_app.address}/explain-the-match/")
    page.keyboard.press("ArrowRight")
    page.locator(".step-count", has_text="2 of 10").wait_for()
    page.keyboard.press("ArrowLeft")
    page.locator(".step-count", has_text="1 of 10").wait_for()
    page.locator("#step-said", has_text="Step 1 of 10.").wait_for(state="attached")


@pytest.fixture
def plain(chromium_browser: Browser) -> Iterator[Page]:
    """Open a tab that runs no script."""
    context = chromium_browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_without_script_an_invitation_is_recorded_ranked_moved_and_undone(
    app: App, plain: Page
) -> None:
    plain.goto(f"{app.address}/interviews/")
    for words in ("1378140C0", "1380140C0"):
        plain.get_by_label("Who invited you?").fill(words)
        plain.get_by_role("button", name="Search").click()
        plain.locator(".found-list li").first.get_by_role("button").click()
    plain.goto(f"{app.address}/rank-list/")
    expect(plain.locator(".handle:visible")).to_have_count(0)
    plain.get_by_role("button", name="Rank all 2").click()
    expect(plain.locator(".rank")).to_have_count(2)
    first, second = (str(one.get_attribute("data-code")) for one in plain.locator(".rank").all())
    plain.locator(f"#down-{first}").click()
    order_is(plain, [second, first])
    plain.get_by_role("button", name="Undo").click()
    order_is(plain, [first, second])
    plain.goto(f"{app.address}/explain-the-match/")
    plain.get_by_role("link", name="Next").click()
    expect(plain.locator(".step-count")).to_have_text("2 of 10")
