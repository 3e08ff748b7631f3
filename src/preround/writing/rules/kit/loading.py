"""Finding the rules: every module of the folder, each checked before it may judge."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from preround.domain.errors import InternalError
from preround.writing.rules.kit.rule import LintRule

PACKAGE = "preround.writing.rules"


class LintRuleDoesNotLoad(InternalError):
    """A rule file breaks the contract; the file must be mended."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"{name}: {problem}")


@cache
def load_lint_rules() -> tuple[LintRule, ...]:
    """Every rule of the folder, by code.

    Raises
    ------
    LintRuleDoesNotLoad
        A code used twice, or a rule without a source or examples.
    """
    package = importlib.import_module(PACKAGE)
    found: dict[str, LintRule] = {}
    for info in pkgutil.iter_modules(package.__path__):
        if info.ispkg:
            continue
        rule = getattr(importlib.import_module(f"{PACKAGE}.{info.name}"), "RULE", None)
        accept(info.name, rule, found)
    return tuple(found[code] for code in sorted(found))


def accept(name: str, rule: object, found: dict[str, LintRule]) -> None:
    """Take a rule in, or say what is missing of it."""
    if not isinstance(rule, LintRule):
        raise LintRuleDoesNotLoad(name, "there is no RULE in it")
    if rule.code in found:
        raise LintRuleDoesNotLoad(name, f"the code {rule.code} is taken")
    if not rule.sources or not rule.bad or not rule.good:
        raise LintRuleDoesNotLoad(name, "a rule needs sources, bad and good examples")
    found[rule.code] = rule
