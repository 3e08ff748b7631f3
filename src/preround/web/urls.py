"""Addresses: each page's folder brings its own; adding a page edits no other file."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

from preround.web.pages import find_pages

urlpatterns: list[URLPattern | URLResolver] = [
    pattern for page in find_pages() for pattern in page.urlpatterns
]

handler400 = "preround.web.middleware.bad_request"
handler404 = "preround.web.middleware.not_found"
handler500 = "preround.web.middleware.broken"
