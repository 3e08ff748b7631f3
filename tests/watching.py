"""What a browser test may not do unseen: leave the machine, or break a script."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import ConsoleMessage, Page, Request

LOCAL = ("http://localhost", "http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:", "about:")


def problems_of(tab: Page) -> list[str]:
    """Collect, from now on, what goes wrong in a tab without failing the test by itself."""
    problems: list[str] = []

    def on_console(line: ConsoleMessage) -> None:
        if line.type == "error":
            problems.append(f"console: {line.text}")

    def on_request(request: Request) -> None:
        if not request.url.startswith(LOCAL):
            problems.append(f"left the machine: {request.url}")

    tab.on("pageerror", lambda error: problems.append(f"script error: {error}"))
    tab.on("console", on_console)
    tab.on("request", on_request)
    return problems
