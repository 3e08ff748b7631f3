"""axe finds no serious fault on any page, in light at a desk and in dark on a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import App

pytestmark = pytest.mark.browser
CODE = "1414140C0"
PATHS = (
    "/", "/print/", "/programs/?q=uab", "/look-ups/", "/record/", "/record/erase/", "/questions/",
    "/questions/type/", "/questions/specialties/", "/questions/budget/", "/fees/", "/season/",
    "/plan/?match=2028", "/project/", "/sent/", "/season-so-far/",
    "/interviews/", "/interviews/?q=albany",
    "/interviews/1386140C0/", "/rank-list/", "/rank-list/print/", "/rank-list/pairs/",
    "/rank-list/true-order/", "/soap/?look=1", "/soap/print/?look=1", "/explain-the-match/?step=4",
    "/explain-the-match/?sample=couple&step=5",
    "/method/", "/style/", "/bring-a-table/", f"/programs/{CODE}/", f"/programs/{CODE}/how/",
    f"/programs/{CODE}/facts/visa_j1/", "/openings/", "/openings/new/", "/openings/bring/",
    "/openings/compare/", "/openings/outreach/", "/openings/where/", "/openings/kinds/",
    "/openings/costs/", "/openings/erase/", "/log/", "/log/months/", "/log/rotations/",
    "/log/rotations/new/",
    "/my-entries/", "/my-entries/kept/", "/my-entries/new/", "/my-entries/accounts/",
    "/my-entries/accounts/gap/", "/my-answers/", "/my-answers/gap/",
    "/my-answers/question/?q=Why+us", "/my-statement/",
)  # fmt: skip
RUN = "axe.run(document, {resultTypes: ['violations']})"
WEIGHTY = {"serious", "critical"}


def faults(page: Page, axe_script: str) -> list[str]:
    page.evaluate(axe_script)
    answer: dict[str, Any] = page.evaluate(RUN)
    return [
        f"{found['id']} ({found['impact']}): {found['nodes'][0]['target']} {found['help']}"
        for found in answer["violations"]
        if found["impact"] in WEIGHTY
    ]


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 390)])
def test_no_page_has_a_serious_fault(
    sample_app: App, page: Page, axe_script: str, theme: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    found = {}
    for path in PATHS:
        page.goto(f"{sample_app.address}{path}")
        found[path] = faults(page, axe_script)
    assert {path: what for path, what in found.items() if what} == {}


def test_a_planted_fault_is_found(sample_app: App, page: Page, axe_script: str) -> None:
    page.goto(f"{sample_app.address}/method/")
    page.evaluate("document.querySelector('main').append(document.createElement('button'))")
    assert any(fault.startswith("button-name") for fault in faults(page, axe_script))
