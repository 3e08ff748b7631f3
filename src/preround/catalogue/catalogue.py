"""Every program with what is known of it: the listing under the person's own facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from preround.catalogue.listing import Listing, Provenance
from preround.catalogue.search import SearchIndex, SearchWish
from preround.domain.errors import UserError
from preround.domain.finding import Finding
from preround.domain.program import Program, Track


class UnknownProgram(UserError):
    """A code that neither the listing nor the person's own programs have."""

    http_status = 404

    def __init__(self, code: str, listed: str) -> None:
        super().__init__(
            f"Program {code!r}: no such NRMP code in the catalogue ({listed}). "
            "Search by name with `preround catalogue search`, or add the program."
        )


@dataclass(frozen=True)
class Catalogue:
    """All programs, listed ones first, with the overlay applied.

    `version` is the version of the journal that was laid over the listing.
    """

    programs: tuple[Program, ...]
    by_code: Mapping[str, Program]
    provenance: Provenance
    version: int = 0
    findings: tuple[Finding, ...] = field(default=())

    @classmethod
    def of(
        cls,
        programs: Iterable[Program],
        listing: Listing,
        *,
        version: int = 0,
        findings: Iterable[Finding] = (),
    ) -> Catalogue:
        """Build a catalogue from programs and the listing they stand on."""
        kept = tuple(programs)
        by_code = MappingProxyType({program.nrmp_code: program for program in kept})
        return cls(kept, by_code, listing.provenance, version, tuple(findings))

    def get(self, code: str) -> Program:
        """Give the program of an NRMP code, however it is typed.

        Raises
        ------
        UnknownProgram
            When there is none.
        """
        program = self.by_code.get("".join(code.split()).upper())
        if program is None:
            raise UnknownProgram(code, self.provenance.label)
        return program

    def search(
        self,
        text: str = "",
        state: str | None = None,
        specialty: str | None = None,
        track: Track | str | None = None,
        sponsor: str | None = None,
        limit: int | None = None,
    ) -> tuple[Program, ...]:
        """Find programs, best first.

        Parameters
        ----------
        text
            Words in any order, whole or begun; accents, case and abbreviations do not
            matter ("med ctr", "St Lukes", "UAB").
        state
            Two-letter code or name.
        specialty
            A name of the listing.
        track
            A track, as the listing's or the applicant file's word.
        sponsor
            Institution code (four characters) or words of its name.
        limit
            At most so many.

        Raises
        ------
        UnknownChoice
            When the state, specialty or track is none.
        """
        wish = SearchWish(text, state, specialty, track, sponsor)
        found = self._index.find(wish)
        return tuple(self.programs[i] for i in found[:limit])

    @cached_property
    def _index(self) -> SearchIndex:
        """The words of all names; one index serves all catalogues that differ in facts alone."""
        key = tuple(
            (one.nrmp_code, one.name, one.sponsor) if one.added_by_user else one.nrmp_code
            for one in self.programs
        )
        index = _INDEXES.get(key)
        if index is None:
            index = SearchIndex(self.programs)
            while len(_INDEXES) >= _KEPT:
                _INDEXES.pop(next(iter(_INDEXES)), None)
            _INDEXES[key] = index
        return index


_KEPT = 2
_INDEXES: dict[tuple[object, ...], SearchIndex] = {}
