"""The pages, a folder each: view, form and template together."""

from __future__ import annotations

import pkgutil
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from django.urls import URLPattern


@dataclass(frozen=True, slots=True)
class NavEntry:
    """One word of the navigation: where it leads, and the letter after `g` that goes there."""

    label: str
    url_name: str
    key: str
    order: int
    about: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """What one folder brings."""

    folder: str
    urlpatterns: Sequence[URLPattern]
    nav: NavEntry | None


@cache
def find_pages() -> tuple[Page, ...]:
    """List the folders beside this file; each has `views` with `urlpatterns`, perhaps `NAV`."""
    found = []
    for module in pkgutil.iter_modules(__path__):
        if module.ispkg:
            views = import_module(f"{__name__}.{module.name}.views")
            nav = getattr(views, "NAV", None)
            found.append(Page(module.name, views.urlpatterns, nav))
    return tuple(found)


@cache
def navigation() -> tuple[NavEntry, ...]:
    """Give the navigation in its order."""
    entries = (page.nav for page in find_pages())
    return tuple(sorted((nav for nav in entries if nav), key=lambda nav: nav.order))
