"""Errors as pages: what was asked wrongly is said once, plainly, with the right status."""

from __future__ import annotations

import logging
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from preround.domain.errors import UserError

log = logging.getLogger(__name__)

TITLES = {
    400: "That could not be read",
    403: "The form has expired",
    404: "There is no such page",
    405: "That cannot be done here",
    409: "This was changed elsewhere",
    413: "That is too large",
    422: "That does not fit",
    500: "Something of ours broke",
}


def error_page(request: HttpRequest, status: int, message: str) -> HttpResponse:
    """Show one message in the design system; a fragment where htmx asked."""
    title = TITLES.get(status, HTTPStatus(status).phrase)
    context = {"status": status, "title": title, "message": message}
    template = "templates/error_fragment.html" if _is_htmx(request) else "templates/error.html"
    response = render(request, template, context, status=status)
    if _is_htmx(request):
        response["HX-Retarget"] = "#messages"
        response["HX-Reswap"] = "innerHTML show:none"
    return response


def _is_htmx(request: HttpRequest) -> bool:
    return bool(getattr(request, "htmx", False))


class ErrorPages:
    """Turns what the views raise into pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 405 and not response.content:
            page = error_page(request, 405, "This address only takes what a form on a page sends.")
            page["Allow"] = response["Allow"]
            return page
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Show a `UserError` with its own status, an oversized upload with 413."""
        if isinstance(exception, UserError):
            return error_page(request, exception.http_status, str(exception))
        if isinstance(exception, RequestDataTooBig):
            return too_large(request)
        if isinstance(exception, TooManyFieldsSent | TooManyFilesSent):
            return error_page(request, 413, "The form holds more fields than a page can send.")
        return None


def too_large(request: HttpRequest) -> HttpResponse:
    """Refuse an upload above the cap."""
    file = settings.UPLOAD_MAX_BYTES // settings.MEGABYTE
    typed = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // settings.MEGABYTE
    return error_page(
        request,
        413,
        f"That is more than a page takes: {file} MB in a file, {typed} MB typed or pasted. Split "
        "it, or leave out what is not needed. Nothing was saved.",
    )


def csrf_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Refuse a form that did not come from a page of this app."""
    try:
        _ = request.POST
    except RequestDataTooBig:
        return too_large(request)
    log.info("form refused: %s", reason)
    return error_page(
        request, 403, "Go back, load the page again and send the form once more. Nothing was saved."
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that a request was malformed."""
    if isinstance(exception, RequestDataTooBig):
        return too_large(request)
    return error_page(request, 400, "The address or the form could not be read. Nothing was saved.")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that nothing lies at the address."""
    message = str(exception) if isinstance(exception, UserError) else ""
    return error_page(
        request, 404, message or "Check the address, or start from the list. Nothing is lost."
    )


def broken(request: HttpRequest) -> HttpResponse:
    """Say that the fault is ours, and that what was saved is still there."""
    return error_page(
        request,
        500,
        "What you saved is still there. The terminal that runs Preround shows what happened.",
    )
