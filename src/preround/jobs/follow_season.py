"""The season as it runs: what came of the applications, what it says, what to do if quiet."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from preround.domain.program import Program
from preround.domain.program_list import ListRow
from preround.domain.ranges import Interval
from preround.domain.sent_list import SentList
from preround.facts.reader import SeasonFacts
from preround.fit.odds_coefficients import load_coefficients
from preround.fit.odds_learning import Heard, SeasonLearned, learn_season, sent_share
from preround.jobs.build_program_list import BuiltList
from preround.jobs.expected_season import expected_season

REVIEW_OPENS = "eras_review_opens"
N_DRAWS = 4000
#: A chance that moved by less than this is said to stand.
SMALLEST = 0.005


@dataclass(frozen=True, slots=True)
class QuietStep:
    """One thing to do when few invitations have come, and why it is worth doing."""

    title: str
    why: str
    from_share: float


@dataclass(frozen=True, slots=True)
class StillToCome:
    """A program that has not answered, and the chance that an invitation still comes."""

    program: Program
    at_first: float
    now: float


@dataclass(frozen=True, slots=True)
class Figures:
    """Interviews and the chance to match of a set of applications."""

    interviews: Interval
    p_match: Interval


@dataclass(frozen=True, slots=True)
class SeasonFollowed:
    """Where the season stands.

    `first` are the figures before any answer: as sent where the list was kept then, else of
    the list as it stands; `now` those with every answer and silence. `sent` is the share of
    invitations usually out by the day; `half_by` and `most_by` the days by which half and
    nine in ten are. `why` explains each movement of the chance to match in a sentence.
    `steps` is empty while the season is not quiet.
    """

    first: Figures
    now: Figures
    n_applied: int
    n_invited: int
    n_rejected: int
    sent: float
    half_by: date
    most_by: date
    learned: SeasonLearned
    why: tuple[str, ...]
    waiting: tuple[StillToCome, ...]
    steps: tuple[QuietStep, ...]

    @property
    def n_silent(self) -> int:
        """Programs that have said nothing."""
        return self.n_applied - self.n_invited - self.n_rejected


@dataclass(frozen=True, slots=True)
class _Followed:
    """The applications weighed: their rows, the signal each carried, its odds at first."""

    rows: tuple[ListRow, ...]
    signals: tuple[str, ...]
    at_first: tuple[float, ...]

    @staticmethod
    def of(built: BuiltList, answers: Collection[str], kept: SentList | None) -> _Followed:
        """What was sent and stands; the list's own applications where nothing was kept.

        A program that answered counts as applied to, kept or not, where the list judged it.
        """
        sent = kept.by_code if kept else {}
        standing = {one.code for one in kept.standing} if kept else set()
        rows = tuple(
            row
            for row in built.listing.rows
            if row.program.nrmp_code in answers
            or (row.program.nrmp_code in standing if kept else row.apply and not row.part_of)
        )
        signals = tuple(
            sent[row.program.nrmp_code].signal
            if row.program.nrmp_code in sent
            else row.signal or "none"
            for row in rows
        )
        at_first = tuple(
            sent[row.program.nrmp_code].interview.mean
            if row.program.nrmp_code in sent
            else row.interview.mean
            for row in rows
        )
        return _Followed(rows, signals, at_first)


def follow_season(
    built: BuiltList,
    answers: Mapping[str, bool],
    season_facts: SeasonFacts,
    today: date,
    *,
    given_up: Collection[str] = (),
    kept: SentList | None = None,
) -> SeasonFollowed:
    """Update the forecast by what has come of the applications.

    Parameters
    ----------
    built
        The list by what is known today.
    answers
        By NRMP code: True for an invitation, False for a refusal; no entry is silence.
    season_facts
        Tells when programs may review, by the last known season where this one's day is
        not published.
    today
        Silence is weighed as of this day.
    given_up
        Codes of invitations that were declined, withdrawn or cancelled.
    kept
        The applications as sent. Their signals count, and their figures stand as the first,
        whatever the list would say today.
    """
    followed = _Followed.of(built, answers, kept)
    rows = followed.rows
    chosen = np.array([row.index for row in rows], dtype=np.int64)
    tiers = np.array([built.odds.tiers.index(one) for one in followed.signals], dtype=np.int64)
    said = [answers.get(row.program.nrmp_code) for row in rows]
    opens = review_opens(season_facts)
    sent = sent_share((today - opens).days)
    heard = _heard(rows, said, sent, {*given_up, *_taken_back(kept)})
    learned = _learned(built, chosen, tiers, heard)
    expected = expected_season(built.odds, chosen, tiers, built.seed)
    known, first = Figures(expected.interviews, expected.p_match), _first(built, kept)
    is_heard = bool(heard.invited.any() or heard.rejected.any() or (sent > 0 and len(rows)))
    now = Figures(learned.now.interviews, learned.now.p_match) if is_heard else known
    waiting = [
        StillToCome(row.program, at_first, float(chance))
        for row, one, at_first, chance in zip(
            rows, said, followed.at_first, learned.still_to_come, strict=True
        )
        if one is None
    ]
    waiting.sort(key=lambda one: (-one.now, one.program.nrmp_code))
    n_invited, n_rejected = int(heard.invited.sum()), int(heard.rejected.sum())
    return SeasonFollowed(
        first=first,
        now=now,
        n_applied=len(rows),
        n_invited=n_invited,
        n_rejected=n_rejected,
        sent=sent,
        half_by=opens + timedelta(days=day_of_share(0.5)),
        most_by=opens + timedelta(days=day_of_share(0.9)),
        learned=learned,
        why=(*_since(first, known, kept), *_why(learned, heard, sent, known.p_match.mean)),
        waiting=tuple(waiting),
        steps=_steps(learned, n_invited, sent),
    )


def _learned(
    built: BuiltList, chosen: NDArray[np.int64], tiers: NDArray[np.int64], heard: Heard
) -> SeasonLearned:
    return learn_season(
        built.odds.season_list(chosen, tiers),
        heard,
        N_DRAWS,
        np.random.default_rng([built.seed, 2]),
        max_interviews=built.odds.applicant.wishes.max_interviews,
        support=built.odds.usual_support(chosen, tiers),
    )


def _heard(
    rows: Sequence[ListRow], said: Sequence[bool | None], sent: float, given_up: Collection[str]
) -> Heard:
    return Heard(
        invited=np.array([one is True for one in said], dtype=np.bool_),
        rejected=np.array([one is False for one in said], dtype=np.bool_),
        sent_share=np.full(len(rows), sent),
        given_up=np.array([row.program.nrmp_code in given_up for row in rows], dtype=np.bool_),
    )


def _taken_back(kept: SentList | None) -> frozenset[str]:
    every = kept.applications if kept else ()
    return frozenset(one.code for one in every if one.withdrawn_on is not None)


def _first(built: BuiltList, kept: SentList | None) -> Figures:
    if kept is not None:
        return Figures(kept.interviews, kept.p_match)
    summary = built.listing.summary
    return Figures(summary.interviews, summary.p_match)


def _since(first: Figures, known: Figures, kept: SentList | None) -> tuple[str, ...]:
    """What moved the forecast before any answer: corrections, the record, what is known."""
    if abs(known.p_match.mean - first.p_match.mean) < SMALLEST:
        return ()
    later = kept is not None and any(one.added_on or one.withdrawn_on for one in kept.applications)
    what = (
        "What was sent or taken back later, your record and what is known of programs"
        if later
        else "Your record and what is known of programs today"
        if kept is not None
        else "Programs that answered though the list left them out"
    )
    return (f"{what}: {_movement(first.p_match.mean, known.p_match.mean)}",)


def review_opens(season_facts: SeasonFacts) -> date:
    """The day programs may open applications; an earlier season's, moved by whole years."""
    known = season_facts.date(REVIEW_OPENS, last_known=True)
    years = season_facts.season - known.season
    return known.date + timedelta(days=364 * years)


def day_of_share(share: float) -> int:
    """Days after review opens by which this share of invitations is usually out."""
    by = load_coefficients()["season.invited_by_day"].by
    days = sorted((float(day), value) for day, value in by.items())
    return round(float(np.interp(share, [value for _, value in days], [day for day, _ in days])))


def _why(learned: SeasonLearned, heard: Heard, sent: float, before: float) -> tuple[str, ...]:
    n_invited, n_rejected = int(heard.invited.sum()), int(heard.rejected.sum())
    n_silent = len(heard.invited) - n_invited - n_rejected
    told = {
        "invitations": (n_invited, f"{_many(n_invited, 'invitation')}"),
        "rejections": (n_rejected, f"{_many(n_rejected, 'refusal')}"),
        "silence": (
            n_silent if sent > 0 else 0,
            f"Silence from {_many(n_silent, 'program')}, {sent:.0%} of invitations usually out",
        ),
    }
    sentences = []
    for now in learned.outlooks[1:]:
        count, words = told[now.stage]
        if count:
            sentences.append(f"{words}: {_movement(before, now.p_match.mean)}")
            before = now.p_match.mean
    return tuple(sentences)


def _many(n: int, word: str) -> str:
    return f"{n} {word}{'' if n == 1 else 's'}"


def _movement(was: float, now: float) -> str:
    if abs(now - was) < SMALLEST:
        return f"the chance to match stands at {now:.0%}."
    way = "rises" if now > was else "falls"
    return f"the chance to match {way} from {was:.0%} to {now:.0%}."


def _steps(learned: SeasonLearned, n_invited: int, sent: float) -> tuple[QuietStep, ...]:
    """Steps for a season in which fewer came than the forecast's middle share by the day."""
    expected = learned.before.interviews.mean * sent
    if n_invited >= max(expected, 1.0):
        return ()
    return tuple(step for step in quiet_steps() if sent >= step.from_share)


@cache
def quiet_steps() -> tuple[QuietStep, ...]:
    """What to do in a quiet season, cheapest first."""
    text = files("preround.jobs").joinpath("quiet_season.toml").read_text(encoding="utf-8")
    return tuple(QuietStep(**step) for step in tomllib.loads(text)["steps"])
