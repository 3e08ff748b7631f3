"""Small filters of the entry pages."""

from __future__ import annotations

from functools import cache

from django import template

from preround.writing.rules.kit.loading import load_lint_rules

register = template.Library()


@cache
def _whys() -> dict[str, str]:
    return {rule.code: rule.why for rule in load_lint_rules()}


@register.filter
def rule_why(code: str) -> str:
    """Why a rule is one."""
    return _whys().get(code, "")


@register.filter
def minus(number: int, other: int) -> int:
    """The difference of two counts."""
    return number - other
