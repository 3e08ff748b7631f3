"""The pages, a folder each: view, form and template together."""

from __future__ import annotations

import pkgutil
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from django.urls import URLPattern

#: The parts of the app by name, in the order of the header, with the word that stands there.
SECTIONS = {
    "programs": "Programs",
    "job": "My job",
    "experience": "Experience",
    "season": "Season",
    "record": "My record",
}


@dataclass(frozen=True, slots=True)
class NavEntry:
    """One word of the navigation: where it leads, and the letter after `g` that goes there, if any.

    `section` is one of `SECTIONS`; a section leads to its first page.
    """

    label: str
    url_name: str
    key: str
    order: int
    about: str = ""
    section: str = "programs"


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the app: its word and its pages in order."""

    name: str
    label: str
    entries: tuple[NavEntry, ...]


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


@cache
def sections() -> tuple[Section, ...]:
    """Give the navigation by section, in the order of the header."""
    by_name = {
        name: tuple(entry for entry in navigation() if entry.section == name) for name in SECTIONS
    }
    return tuple(
        Section(name, SECTIONS[name], entries) for name, entries in by_name.items() if entries
    )


def section_of(url_name: str) -> Section | None:
    """Give the section that holds a page of the navigation."""
    for section in sections():
        if any(entry.url_name == url_name for entry in section.entries):
            return section
    return None
