"""What every page's frame shows: season, navigation, theme, whose record it is."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest

from preround.web import clock
from preround.web.pages import navigation, sections

THEMES = ("light", "dark")
HTMX_CONFIG = json.dumps(
    {
        "includeIndicatorStyles": False,
        "allowEval": False,
        "historyCacheSize": 0,
        "refreshOnHistoryMiss": True,
        "selfRequestsOnly": True,
        "scrollIntoViewOnBoost": False,
        "defaultSettleDelay": 0,  # a letter typed between swap and settling would be lost
        # a refusal is shown where it was asked, not dropped
        "responseHandling": [
            {"code": "204", "swap": False},
            {"code": "[23]..", "swap": True},
            {"code": "[45]..", "swap": True, "error": True},
        ],
    }
)


def page(request: HttpRequest) -> dict[str, Any]:
    """Give the frame's values; nothing here reads the database.

    Why: htmx's own history would keep pages of a private record in the browser's
    storage, so it keeps none and loads again.
    """
    theme = request.COOKIES.get("theme", "")
    return {
        "theme": theme if theme in THEMES else "",
        "season": clock.season(),
        "navigation": navigation(),
        "sections": sections(),
        "htmx_config": HTMX_CONFIG,
    }
