"""Two families of error: what was asked wrongly, and our own broken promise.

What is wrong in a person's *data* is a `Finding`, collected and never raised.
"""

from __future__ import annotations


class PreroundError(Exception):
    """Base of every error this package raises on purpose."""


class UserError(PreroundError):
    """Something was asked wrongly; the message alone lets the person mend it.

    Subclasses build the message from their values: what, what was got, what was
    expected, what to do next. The command line prints it without a traceback and
    exits with 2; the web app shows it with `http_status`.
    """

    http_status = 400


class InternalError(PreroundError):
    """Our own promise is broken; never the person's fault."""


class MissingFile(UserError):
    """A file that was named is not there."""

    http_status = 404

    def __init__(self, path: object) -> None:
        super().__init__(f"{path}: no such file. Check the name, or the folder you are in.")


class EmptyFile(UserError):
    """A file holds nothing to read."""

    def __init__(self, name: str, expected: str) -> None:
        super().__init__(f"{name}: the file is empty; expected {expected}.")


class UnknownChoice(UserError):
    """A word outside its set; names the nearest known one."""

    def __init__(self, what: str, got: str, nearest: tuple[str, ...] = (), see: str = "") -> None:
        hint = f" Did you mean {' or '.join(nearest)}?" if nearest else ""
        tail = f" {see}" if see else ""
        super().__init__(f"{what}: {got!r} is not known.{hint}{tail}")
