"""What a person can ask wrongly of the web app alone."""

from __future__ import annotations

from pathlib import Path

from preround.domain.errors import UserError


class StaleSave(UserError):
    """A save that was begun on an older version than the one stored now."""

    http_status = 409

    def __init__(self, what: str, expected: int, stored: int) -> None:
        self.expected = expected
        self.stored = stored
        super().__init__(
            f"{what} was changed in another window: this page showed version {expected}, "
            f"version {stored} is stored now. Nothing was overwritten; load the page again "
            "to see both."
        )


class NoSuchProgram(UserError):
    """A program code that is in no listing."""

    http_status = 404

    def __init__(self, code: str) -> None:
        super().__init__(
            f"{code!r}: no program of the listing has this NRMP code. "
            "Search by words, state or specialty instead."
        )


class UnknownAction(UserError):
    """A button that no page has."""

    def __init__(self, got: str) -> None:
        super().__init__(f"{got!r} is nothing that can be done to a program. Load the page again.")


class PortInUse(UserError):
    """The port is taken by another program, or by Preround itself."""

    def __init__(self, port: int) -> None:
        super().__init__(
            f"Port {port} on this machine is already in use. If Preround runs in another "
            f"terminal, open http://127.0.0.1:{port}/ ; else choose another: --port {port + 1}."
        )


class PortRefused(UserError):
    """A port this machine does not let a program have."""

    def __init__(self, port: int, reason: Exception) -> None:
        super().__init__(
            f"Port {port} cannot be taken ({getattr(reason, 'strerror', None) or reason}). "
            "Choose one from 1024 to 65535, such as --port 8723."
        )


class HomeUnusable(UserError):
    """The data folder, or the record in it, cannot be used."""

    def __init__(self, path: Path, reason: Exception) -> None:
        said = getattr(reason, "strerror", None) or str(reason)
        super().__init__(
            f"{path}: cannot be used for your data ({said}). Nothing was changed; choose another "
            "folder with --home or PREROUND_HOME, or move this one away."
        )


class NothingToUndo(UserError):
    """An undo of something that is not there any more."""

    http_status = 404

    def __init__(self) -> None:
        super().__init__("There is nothing left to undo here. Load the page again.")


class NotInList(UserError):
    """A figure is asked of a program the list does not hold."""

    http_status = 404

    def __init__(self, institution: str) -> None:
        super().__init__(
            f"{institution}: this program is not in your list, so there are no odds for it. "
            "Pin it on its page, or add its specialty or track to your wishes."
        )


class NoFileChosen(UserError):
    """A form for a file was sent without one."""

    def __init__(self, expected: str) -> None:
        super().__init__(f"No file was chosen; expected {expected}. Choose one and send again.")


class NoSpecialtyYet(UserError):
    """A list asked of a record that names no specialty."""

    def __init__(self) -> None:
        super().__init__(
            "Programs, fees and signals all go by specialty, and your record names none yet. "
            "Name at least one, and your list is made of what you answered."
        )


class NotYetYours(UserError):
    """A change to the sample's own answers."""

    http_status = 409

    def __init__(self) -> None:
        super().__init__(
            "This is the sample's record, which stays as it is. Make it yours first, then "
            "change it."
        )
