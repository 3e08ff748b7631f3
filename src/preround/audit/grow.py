"""A plan to bring a job nearer to residency: asks that fit the job and fill what is missing."""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from importlib import resources
from string import Formatter
from typing import Any

from preround.audit.areas import areas
from preround.audit.jobs import job_kind
from preround.audit.phrases import nearest_job

N_ASKS = 10


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing to ask for: how, when, what it fills, and what not to do with it."""

    id: str
    part: str
    stage: str
    area: str
    text: str
    script: str
    not_to: str

    @property
    def fills(self) -> str:
        """The area's title; empty where an ask serves none in particular."""
        return areas()[self.area].title if self.area else ""


@dataclass(frozen=True, slots=True)
class Stage:
    """One stretch of time and the asks for it."""

    name: str
    asks: tuple[Ask, ...]


@dataclass(frozen=True, slots=True)
class GrowthPlan:
    """Asks by stage, and the weight each part was given."""

    stages: tuple[Stage, ...]
    weights: tuple[tuple[str, int, int], ...]


@cache
def _table(name: str) -> dict[str, Any]:
    text = resources.files("preround.audit").joinpath(f"data/{name}.toml").read_text("utf-8")
    return tomllib.loads(text)


def voice_of(job: str) -> str:
    """Whose words a job is spoken to in: its own, those of the nearest job, or the plain ones.

    Examples
    --------
    >>> voice_of("clinic scribe"), voice_of("home health aide"), voice_of("gardener")
    ('medical scribe', 'other_bedside', 'other')
    """
    voices = _table("voices")
    kinds = job_kind(job).kinds
    near = nearest_job(job)
    if "emergency" in kinds and near == "medical scribe":
        return "emergency scribe"
    if near in voices:
        return near
    return next((voice for kind, voice in voices["kinds"].items() if kind in kinds), "other")


def _asks(job: str) -> list[Ask]:
    """Every ask a job has the words for, in the order of the file."""
    own: dict[str, str] = _table("voices")[voice_of(job)]
    words = {**_table("voices").get(own.get("like", ""), {}), **own}
    rows: list[dict[str, str]] = _table("asks")["ask"]
    return [
        Ask(**{key: frame.format_map(words) for key, frame in row.items() if key != "needs"})
        for row in rows
        if _needed(row) <= words.keys()
    ]


def _needed(row: dict[str, str]) -> set[str]:
    named = (name for frame in row.values() for _, name, _, _ in Formatter().parse(frame) if name)
    return {*named, row.get("needs", "")} - {""}


def grow(job: str, shown: Collection[str], missing: Collection[str]) -> GrowthPlan:
    """Choose ten asks by the method's weights: four for proximity, three and three.

    Parameters
    ----------
    job
        Its title decides which asks it has the words for.
    shown
        Ids of areas the log already shows; an ask for one of them comes last.
    missing
        Ids of areas the specialty asks for and the log lacks; an ask for one comes first.
    """
    weights: dict[str, int] = _table("asks")["weights"]
    stages: dict[str, str] = _table("asks")["stages"]
    asks = _asks(job)
    chosen: list[Ask] = []
    shares = []
    for part, weight in weights.items():
        ranked = sorted(
            (one for one in asks if one.part == part),
            key=lambda one: (one.area in shown and bool(one.area), one.area not in missing),
        )
        taken = _spread(ranked, list(stages), round(N_ASKS * weight / 100))
        chosen += taken
        shares.append((part, weight, len(taken)))
    held = {key: tuple(one for one in asks if one in chosen and one.stage == key) for key in stages}
    return GrowthPlan(tuple(Stage(stages[key], held[key]) for key in stages), tuple(shares))


def _spread(ranked: list[Ask], stages: list[str], n: int) -> list[Ask]:
    """The best ask of each stage first, so that no stretch of time is left empty; then the best."""
    firsts = [next((one for one in ranked if one.stage == stage), None) for stage in stages]
    ordered = [one for one in firsts if one is not None]
    ordered += [one for one in ranked if one not in ordered]
    return ordered[:n]
