"""Words typed -> programs found: any order, word beginnings, abbreviations either way."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from preround.catalogue.known_names import NOTHING_KNOWN, known_names
from preround.catalogue.words import SMALL_WORDS, canonical_words, plain_words, rows
from preround.domain.errors import UnknownChoice
from preround.domain.program import Program, Sponsor, Track

_EXACT, _BEGUN, _NEAR = 3.0, 2.0, 1.0
_FIELD_WEIGHT = {"code": 4.0, "sponsor": 2.0, "also": 1.2, "place": 1.0, "program": 1.0}
_TRACK_ORDER = {track: i for i, track in enumerate(Track)}
_TRACK_WORDS = {
    "physician/reserved": Track.RESERVED,
    "physician": Track.RESERVED,
    "primary care": Track.PRIMARY_CARE,
    "prelim": Track.PRELIMINARY,
}


@dataclass(frozen=True, slots=True)
class SearchWish:
    """What is looked for; empty parts do not narrow."""

    text: str = ""
    state: str | None = None
    specialty: str | None = None
    track: Track | str | None = None
    sponsor: str | None = None


@lru_cache(maxsize=1)
def state_codes() -> dict[str, str]:
    """Codes by code and by name, both without case."""
    table = {row["code"].casefold(): row["code"] for row in rows("states.csv")}
    return table | {row["name"].casefold(): row["code"] for row in rows("states.csv")}


def state_code(text: str) -> str:
    """Give the two-letter code of a state's code or name.

    Raises
    ------
    UnknownChoice
        When it is neither.
    """
    folded = " ".join(text.replace(".", "").split()).casefold()
    if folded in state_codes():
        return state_codes()[folded]
    names = [name for name in state_codes() if len(name) > 2]
    near = tuple(name.title() for name in _nearest(folded, names))
    raise UnknownChoice("State", text, near, "Give a two-letter code or a name.")


@lru_cache(maxsize=1)
def _search_words() -> dict[str, tuple[str, ...]]:
    return {row["word"]: plain_words(row["means"]) for row in rows("search_words.csv")}


class _Postings:
    """Which entities (sponsors, or names of tracks) have a word, and how much it says."""

    def __init__(self) -> None:
        self.words: dict[str, dict[int, float]] = {}
        self.vocabulary: list[str] = []

    def post(self, words: Iterable[str], entity: int, weight: float) -> None:
        for word in words:
            held = self.words.setdefault(word, {})
            if held.get(entity, 0.0) < weight:
                held[entity] = weight

    def close(self) -> None:
        self.vocabulary = sorted(self.words)

    def find(self, word: str) -> dict[int, float]:
        """Score every entity that has the word, begins with it, or has its meaning."""
        best: dict[int, float] = {}
        start = bisect_left(self.vocabulary, word)
        stop = bisect_left(self.vocabulary, word + "\x7f", start)
        for known in self.vocabulary[start:stop]:
            _keep_best(best, self.words[known], _EXACT if known == word else _BEGUN)
        for group in _meanings(word):
            _keep_best(best, self._having_all(group), _EXACT)
        return best

    def _having_all(self, group: tuple[str, ...]) -> dict[int, float]:
        held = [self.words.get(word, {}) for word in group]
        common = set(held[0]).intersection(*held[1:])
        return {i: min(words[i] for words in held) for i in common}


class SearchIndex:
    """Words of sponsors and of track names, and which program has which of the two."""

    def __init__(self, programs: Sequence[Program]) -> None:
        self._programs = programs
        self._of_sponsors, self._of_names = _Postings(), _Postings()
        sponsors: dict[int, int] = {}
        names: dict[tuple[str, str, Track], int] = {}
        self._sponsor_of, self._name_of = [], []
        for program in programs:
            name = (program.name, program.specialty, program.track)
            if id(program.sponsor) not in sponsors:
                sponsors[id(program.sponsor)] = len(sponsors)
                self._post_sponsor(program.sponsor, len(sponsors) - 1)
            if name not in names:
                names[name] = len(names)
                text = f"{program.name} {program.specialty} {program.track.replace('_', ' ')}"
                self._of_names.post(_all_words(text), names[name], _FIELD_WEIGHT["program"])
            self._sponsor_of.append(sponsors[id(program.sponsor)])
            self._name_of.append(names[name])
        self._of_sponsors.close()
        self._of_names.close()
        self._order = sorted(range(len(programs)), key=self._standing)

    def _post_sponsor(self, sponsor: Sponsor, entity: int) -> None:
        own = _all_words(f"{sponsor.listed_name} {sponsor.name}") | {sponsor.code.lower()}
        known = known_names().get((sponsor.code, ""), NOTHING_KNOWN)
        also = _all_words(" ".join(known.names))
        cities = [sponsor.city, *(city for city, _ in known.places)]
        where = _all_words(" ".join([*cities, _state_name(sponsor.state)]))
        where.add(sponsor.state.lower())
        self._of_sponsors.post(own, entity, _FIELD_WEIGHT["sponsor"])
        self._of_sponsors.post(also, entity, _FIELD_WEIGHT["also"])
        self._of_sponsors.post(where, entity, _FIELD_WEIGHT["place"])

    def _standing(self, i: int) -> tuple[str, str, int, str]:
        program = self._programs[i]
        order = _TRACK_ORDER[program.track]
        return (program.institution, program.specialty, order, program.nrmp_code)

    def find(self, wish: SearchWish) -> list[int]:
        """Give the places of the programs that fit, best first."""
        scores = self._by_text(wish.text)
        kept = self._narrow(wish)
        if scores is None:
            return [i for i in self._order if kept(i)]
        held = scores
        found = [i for i in self._order if i in held and kept(i)]
        found.sort(key=lambda i: -held[i])
        return found

    def _by_text(self, text: str) -> dict[int, float] | None:
        """Score every program that has all the words; None when there are no words."""
        words = [word for word in plain_words(text) if word not in SMALL_WORDS]
        total: dict[int, float] | None = None
        for word in words or plain_words(text):
            scores = self._by_word(word)
            if total is None:
                total = scores
            else:
                total = {i: total[i] + scores[i] for i in total.keys() & scores.keys()}
        return total

    def _by_word(self, word: str) -> dict[int, float]:
        of_sponsors = self._of_sponsors.find(word)
        of_names = self._of_names.find(word)
        scores: dict[int, float] = {}
        for i, entity in enumerate(zip(self._sponsor_of, self._name_of, strict=True)):
            score = max(of_sponsors.get(entity[0], 0.0), of_names.get(entity[1], 0.0))
            if score:
                scores[i] = score
        if any(character.isdigit() for character in word):
            code = word.upper()
            for i, program in enumerate(self._programs):
                if program.nrmp_code.startswith(code):
                    scores[i] = _EXACT * _FIELD_WEIGHT["code"]
        if not scores and len(word) > 3:
            return self._by_near_word(word)
        return scores

    def _by_near_word(self, word: str) -> dict[int, float]:
        """Score by the nearest known words, for a word that is not known as typed."""
        best: dict[int, float] = {}
        for near in _nearest(word, self._of_sponsors.vocabulary + self._of_names.vocabulary):
            found = self._by_word(near)
            _keep_best(best, found, _NEAR / _EXACT)
        return best

    def _narrow(self, wish: SearchWish) -> _Narrow:
        specialties = {program.specialty for program in self._programs}
        return _Narrow(
            self._programs,
            state_code(wish.state) if wish.state else None,
            _one_of("Specialty", wish.specialty, specialties) if wish.specialty else None,
            _track(wish.track) if wish.track else None,
            self._by_sponsor(wish.sponsor) if wish.sponsor else None,
        )

    def _by_sponsor(self, sponsor: str) -> set[str]:
        """Codes of the institutions that are named, or whose name has all the words."""
        code = sponsor.strip().upper()
        codes = {program.sponsor.code for program in self._programs}
        if code in codes:
            return {code}
        scores = self._by_text(sponsor) or {}
        return {self._programs[i].sponsor.code for i in scores}


@dataclass(frozen=True, slots=True)
class _Narrow:
    programs: Sequence[Program]
    state: str | None
    specialty: str | None
    track: Track | None
    sponsors: set[str] | None

    def __call__(self, i: int) -> bool:
        program = self.programs[i]
        return (
            (self.state is None or program.state == self.state)
            and (self.specialty is None or program.specialty == self.specialty)
            and (self.track is None or program.track is self.track)
            and (self.sponsors is None or program.sponsor.code in self.sponsors)
        )


def _keep_best(best: dict[int, float], found: dict[int, float], weight: float) -> None:
    for i, field_weight in found.items():
        score = weight * field_weight
        if best.get(i, 0.0) < score:
            best[i] = score


def _all_words(text: str) -> set[str]:
    return set(plain_words(text)) | set(canonical_words(text))


def _meanings(word: str) -> list[tuple[str, ...]]:
    """Other spellings of a typed word: each a group of words that must all be there."""
    groups = [canonical_words(word), _search_words().get(word, ())]
    return [group for group in groups if group and group != (word,)]


def _track(track: Track | str) -> Track:
    if isinstance(track, Track):
        return track
    folded = " ".join(track.replace("_", " ").replace("-", " ").split()).casefold()
    names = {known.value.replace("_", " "): known for known in Track} | _TRACK_WORDS
    return names[_one_of("Track", folded, names)]


def _one_of(what: str, got: str, known: Iterable[str]) -> str:
    names = sorted(known)
    by_fold = {name.casefold(): name for name in names}
    if got.casefold() in by_fold:
        return by_fold[got.casefold()]
    raise UnknownChoice(what, got, _nearest(got, names))


def _nearest(word: str, names: Sequence[str]) -> tuple[str, ...]:
    from rapidfuzz import fuzz, process

    found = process.extract(word, names, scorer=fuzz.ratio, limit=3, score_cutoff=72)
    return tuple(name for name, _, _ in found)


@lru_cache(maxsize=64)
def _state_name(code: str) -> str:
    return next((row["name"] for row in rows("states.csv") if row["code"] == code), code)
