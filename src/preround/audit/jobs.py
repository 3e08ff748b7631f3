"""What kind of job it is: in care, beside care, or elsewhere."""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

from preround.audit.words import PhraseLists, cut

ORDER = ("other", "mixed", "care")


class JobKind(NamedTuple):
    """A job's setting (care, mixed, other, unknown) and what it is about."""

    setting: str
    kinds: tuple[str, ...]


@cache
def _lists() -> tuple[PhraseLists, PhraseLists]:
    text = resources.files("preround.audit").joinpath("data/jobs.toml").read_text("utf-8")
    tables = tomllib.loads(text)
    settings = {}
    for name in ORDER:
        settings[name] = tables[name]["words"]
        settings[f"{name}.except"] = tables[name].get("except", ())
    return PhraseLists(_plural(settings)), PhraseLists(_plural(tables["kinds"]))


def _plural(lists: dict[str, list[str]]) -> dict[str, list[str]]:
    return {
        name: [*words, *(f"{word}s" for word in words if not word.endswith(("*", "s")))]
        for name, words in lists.items()
    }


@lru_cache(maxsize=4096)
def job_kind(job: str) -> JobKind:
    """Where a job stands; words such as "medical" lift a general title into care."""
    settings, kinds = _lists()
    words = cut(job)
    found = {hit.name for hit in settings.find(words)}
    setting = "unknown"
    for name in ORDER:
        if name in found and f"{name}.except" not in found:
            setting = name
            break
    return JobKind(setting, tuple(sorted({hit.name for hit in kinds.find(words)})))
