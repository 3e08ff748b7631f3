"""What can be asked wrongly of the Match, one error each."""

from __future__ import annotations

import sys

from preround.domain.errors import UserError


class BadShape(UserError):
    """An array that is not one-dimensional, not of integers, or of the wrong length."""

    def __init__(self, name: str, got: str, expected: str) -> None:
        super().__init__(f"{name}: got {got}; expected {expected}. Pass it in that form.")


class BadPointers(UserError):
    """Row pointers that do not cut their index array into lists."""

    def __init__(self, name: str, got: str, expected: str) -> None:
        super().__init__(
            f"{name}: {got}; row pointers start at 0, never fall, and end at the length of "
            f"the index array ({expected}). Rebuild them as a cumulative sum of list lengths."
        )


class UnknownId(UserError):
    """A list that names somebody who is not in the market."""

    def __init__(self, where: str, got: object, expected: str) -> None:
        super().__init__(f"{where}: names {got!r}; expected {expected}. Correct the name.")


class DuplicateRank(UserError):
    """The same name twice on one list."""

    def __init__(self, where: str, got: object) -> None:
        super().__init__(
            f"{where}: ranks {got!r} more than once; a list may rank each only once. "
            "Keep the higher place and remove the other."
        )


class NegativeQuota(UserError):
    """A program that offers fewer than no positions."""

    def __init__(self, program: object, got: int) -> None:
        super().__init__(
            f"program {program!r}: quota {got}; expected 0 or more. "
            "Use 0 for a program that offers nothing this season."
        )


class BadCouple(UserError):
    """Two people who cannot be one couple of this market."""

    def __init__(self, couple: object, got: str, expected: str) -> None:
        super().__init__(f"couple {couple!r}: {got}; expected {expected}. Correct the couple.")


class BadInstance(UserError):
    """A match file that does not have the documented form."""

    def __init__(self, where: str, got: str, expected: str) -> None:
        super().__init__(
            f"{where}: {got}; expected {expected}. A match file has applicants (name to list), "
            "couples (members, pairs) and programs (name to quota and list)."
        )


class BadSetting(UserError):
    """A number that steers the solver or the simulation, outside its range."""

    def __init__(self, name: str, got: object, expected: str) -> None:
        super().__init__(f"{name}: got {got!r}; expected {expected}. Choose a value in that range.")


class UnsupportedMarket(UserError):
    """A market of a kind that this tool does not answer exactly, so it does not answer."""

    def __init__(self, tool: str, got: str, instead: str) -> None:
        super().__init__(f"{tool}: the market has {got}. {instead}")


class ReversionCycle(UserError):
    """Reversions that would hand a position back to where it came from."""

    def __init__(self, programs: tuple[object, ...]) -> None:
        path = " to ".join(str(p) for p in programs)
        super().__init__(
            f"reversion: {path} is a circle; expected a chain that ends. Remove one of its steps."
        )


class MissingSolver(UserError):
    """The exact solver's library is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "exact: needs the package python-sat, which is not installed; "
            f"run `pip --python {sys.executable} install python-sat`, or leave exact off."
        )


class MarketTooLarge(UserError):
    """A market beyond what the exact solver is meant for."""

    def __init__(self, got: int, limit: int) -> None:
        super().__init__(
            f"exact: the market has {got} mutual ranks; expected at most {limit}. "
            "Leave exact off: the result is still checked for stability."
        )


class UnusableFolder(UserError):
    """A folder that finished seasons cannot be kept in."""

    def __init__(self, folder: object, reason: OSError) -> None:
        super().__init__(
            f"{folder}: cannot keep seasons there ({reason.strerror or reason}); expected a folder "
            "that can be written to. Name another."
        )


class Cancelled(UserError):
    """A simulation that was stopped on request."""

    def __init__(self, done: int, asked: int, kept: object = None) -> None:
        instead = (
            f"Start it again with the same folder ({kept}) and it goes on from there."
            if kept
            else "Give it a folder to keep seasons in, and a later run goes on from there."
        )
        super().__init__(f"simulation: stopped after {done} of {asked} seasons. {instead}")
