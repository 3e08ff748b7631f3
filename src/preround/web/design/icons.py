"""Signs of the sprite in `templates/sprite.html`."""

from __future__ import annotations

from functools import cache

from django.utils.html import format_html
from django.utils.safestring import SafeString


@cache
def draw_icon(name: str) -> SafeString:
    """Draw one sign; it carries no meaning that a word beside it does not give."""
    return format_html(
        '<svg class="mark" viewBox="0 0 16 16" aria-hidden="true"><use href="#i-{}"/></svg>', name
    )
