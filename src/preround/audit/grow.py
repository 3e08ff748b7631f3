"""A plan to bring a job nearer to residency: asks that fit the job and fill what is missing."""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from importlib import resources

from preround.audit.areas import areas
from preround.audit.jobs import job_kind

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
    suits: tuple[str, ...]

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
def _asks() -> tuple[dict[str, int], dict[str, str], tuple[Ask, ...]]:
    text = resources.files("preround.audit").joinpath("data/asks.toml").read_text("utf-8")
    table = tomllib.loads(text)
    asks = tuple(
        Ask(**{k: v for k, v in row.items() if k != "suits"}, suits=tuple(row.get("suits", ())))
        for row in table["ask"]
    )
    return table["weights"], table["stages"], asks


def grow(job: str, shown: Collection[str], missing: Collection[str]) -> GrowthPlan:
    """Choose ten asks by the method's weights: four for proximity, three and three.

    Parameters
    ----------
    job
        Its title decides which asks suit it.
    shown
        Ids of areas the log already shows; an ask for one of them comes last.
    missing
        Ids of areas the specialty asks for and the log lacks; an ask for one comes first.
    """
    weights, stages, asks = _asks()
    kinds = set(job_kind(job).kinds)
    suited = [one for one in asks if not one.suits or kinds & set(one.suits)]
    chosen: list[Ask] = []
    shares = []
    for part, weight in weights.items():
        ranked = sorted(
            (one for one in suited if one.part == part),
            key=lambda one: (one.area in shown and bool(one.area), one.area not in missing),
        )
        taken = _spread(ranked, list(stages), round(N_ASKS * weight / 100))
        chosen += taken
        shares.append((part, weight, len(taken)))
    order = {one.id: n for n, one in enumerate(asks)}
    return GrowthPlan(
        tuple(
            Stage(
                name,
                tuple(sorted((x for x in chosen if x.stage == key), key=lambda one: order[one.id])),
            )
            for key, name in stages.items()
        ),
        tuple(shares),
    )


def _spread(ranked: list[Ask], stages: list[str], n: int) -> list[Ask]:
    """The best ask of each stage first, so that no stretch of time is left empty; then the best."""
    firsts = [next((one for one in ranked if one.stage == stage), None) for stage in stages]
    ordered = [one for one in firsts if one is not None]
    ordered += [one for one in ranked if one not in ordered]
    return ordered[:n]
