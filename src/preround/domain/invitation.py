"""What came back from a program in one season, and what the application had carried."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class InvitationStatus(StrEnum):
    """Where one program's answer stands."""

    INVITED = "invited"
    ATTENDED = "attended"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"
    WAITLISTED = "waitlisted"
    REJECTED = "rejected"


RANKABLE = frozenset({InvitationStatus.INVITED, InvitationStatus.ATTENDED})
UNDECIDED = frozenset({InvitationStatus.WAITLISTED})


@dataclass(frozen=True, slots=True)
class Invitation:
    """One program's answer to one application.

    `signal` is the tier it carried, "none" for none on purpose, "" where it was not noted;
    `ties` name what tied the applicant to the program beside the file. The interview day
    is None until one is fixed.
    """

    program_code: str
    invited_on: dt.date | None = None
    interview_on: dt.date | None = None
    status: InvitationStatus = InvitationStatus.INVITED
    signal: str = ""
    ties: tuple[str, ...] = ()

    @property
    def was_invited(self) -> bool | None:
        """Whether the program said yes; None while it has said neither."""
        if self.status in UNDECIDED:
            return None
        return self.status is not InvitationStatus.REJECTED

    @property
    def can_be_ranked(self) -> bool:
        """Whether an interview took place, or still may."""
        return self.status in RANKABLE
