"""Finding the rules: every module of a folder, each checked before it may judge."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from preround.domain.errors import InternalError
from preround.fit.rules.kit.rule import Rule

FOLDER = Path(__file__).parents[1]


class RuleDoesNotLoad(InternalError):
    """A rule file breaks the contract; the file must be mended."""

    def __init__(self, file: str, problem: str, todo: str) -> None:
        super().__init__(f"{file}: {problem}. {todo}")


@cache
def load_rules(folder: Path = FOLDER) -> tuple[Rule, ...]:
    """Every rule of a folder, the most telling first.

    Raises
    ------
    RuleDoesNotLoad
        When a file has no `RULE`, a code is used twice or is not the file's name, or a rule
        has no source, no bad example or no good one.
    """
    found = [
        (path.name, _read(path)) for path in sorted(folder.glob("*.py")) if path.stem[0] != "_"
    ]
    _check_codes(found)
    for file, rule in found:
        _check_rule(file, rule)
    return tuple(sorted((rule for _, rule in found), key=lambda rule: (rule.order, rule.code)))


def _read(path: Path) -> Rule:
    own = path.parent == FOLDER
    name = f"preround.fit.rules.{path.stem}" if own else f"preround_rules_from_folder_{path.stem}"
    if own:
        module = importlib.import_module(name)
    else:
        spec = importlib.util.spec_from_file_location(name, path)
        if spec is None or spec.loader is None:
            raise RuleDoesNotLoad(path.name, "cannot be read as a module", "Mend the file.")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    rule = getattr(module, "RULE", None)
    if not isinstance(rule, Rule):
        raise RuleDoesNotLoad(path.name, "no RULE", "End the module with RULE = Rule(...).")
    return rule


def _check_codes(found: Iterable[tuple[str, Rule]]) -> None:
    first: dict[str, str] = {}
    for file, rule in found:
        other = first.setdefault(rule.code, file)
        if other != file:
            raise RuleDoesNotLoad(
                file, f"code {rule.code!r} is used by {other} too", "Give each rule its own code."
            )


def _check_rule(file: str, rule: Rule) -> None:
    if rule.code != Path(file).stem:
        raise RuleDoesNotLoad(file, f"code {rule.code!r}", "The code is the file's name.")
    wanted = (
        (rule.sources and all(source.source for source in rule.sources), "no source"),
        (rule.bad, "no bad example"),
        (rule.good, "no good example"),
        (rule.title and rule.message and rule.why, "no title, message or why"),
    )
    for there, problem in wanted:
        if not there:
            raise RuleDoesNotLoad(file, problem, "Every rule has them, so that it can be proved.")
