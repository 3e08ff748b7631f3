"""Rules of this house that no linter knows, each a walk over the files of a tree.

`tests/test_house_rules.py` runs them over the project and over `tests/planted/`, where
each is broken on purpose.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

PACKAGE = Path("src/preround")
SCREENS = ("cli", "web", "library.py")
LONGEST_MODULE = 450
VAGUE_NAMES = {"utils", "util", "common", "helpers", "helper", "manager", "misc"}
TEXT = {".py", ".md", ".toml", ".csv", ".html", ".css", ".js", ".json", ".jsonl", ".txt"}
SHIPPED = ("src", "docs", "examples", "README.md", "CHANGELOG.md", "NOTICE")

CLOCK = {
    "datetime.date.today",
    "datetime.datetime.now",
    "datetime.datetime.today",
    "datetime.datetime.utcnow",
    "time.ctime",
    "time.gmtime",
    "time.localtime",
    "time.strftime",
    "time.time",
    "time.time_ns",
    "django.utils.timezone.localdate",
    "django.utils.timezone.now",
}
NETWORK = re.compile(r"(urllib\.(request|error|robotparser)|http\.(client|server)|socket)\b")
SEEDED = {"numpy.random.Generator", "numpy.random.SeedSequence", "numpy.random.default_rng"}
MACHINE_PATH = re.compile(
    r"\.\./shared\b|(?<![\w.])/(work|root|tmp)/|/home/\w|/Users/\w|[A-Z]:\\\\?Users"
)
UNFINISHED = re.compile(r"\b(?:TODO|FIXME)\b|(?i:\bcoming soon\b|\blorem ipsum\b)")
READ_AT_ONCE = re.compile(
    r"(is_visible|is_hidden|is_checked|count|inner_text|text_content|input_value"
    r"|get_attribute|all_inner_texts)\(|\.url\b"
)


@dataclass(frozen=True, order=True)
class Breach:
    """One place where a rule is broken."""

    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


Rule = Callable[[Path], Iterator[Breach]]


def clock(root: Path) -> Iterator[Breach]:
    """Season and today are arguments: only `cli`, `web` and the library's face read the clock."""
    for path, tree in _modules(root, outside=SCREENS):
        for node, name in _names(tree):
            if name in CLOCK:
                yield Breach(path, node.lineno, f"reads the clock ({name}); take `today` instead")


def chance(root: Path) -> Iterator[Breach]:
    """Draws come from a seeded generator that is passed in."""
    for path, tree in _modules(root, outside=SCREENS):
        for node, name in _names(tree):
            # numpy's global functions are in lower case, its generator classes are not
            a_function = name.rpartition(".")[2].islower() and name not in SEEDED
            if name.startswith("random.") or (name.startswith("numpy.random.") and a_function):
                yield Breach(path, node.lineno, f"draws without a seed ({name}); take `rng`")
        aliases = _aliases(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and not (node.args or node.keywords):
                name = _dotted(node.func, aliases)
                if name in SEEDED:
                    yield Breach(path, node.lineno, f"{name} without a seed; take `rng`")


def network(root: Path) -> Iterator[Breach]:
    """The core asks nothing of the network (import contracts cannot tell `urllib.parse`)."""
    for path, tree in _modules(root, outside=SCREENS):
        for node in ast.walk(tree):
            for name in _imported(node):
                if NETWORK.match(name):
                    yield Breach(path, node.lineno, f"imports {name}; nothing leaves the machine")


def machine_paths(root: Path) -> Iterator[Breach]:
    """What is shipped names no place of the machine it was written on."""
    for path, number, line in _lines(root):
        if MACHINE_PATH.search(line):
            yield Breach(path, number, "names a place of one machine")


def unfinished(root: Path) -> Iterator[Breach]:
    """What is shipped is whole: no note to finish it later."""
    for path, number, line in _lines(root):
        found = UNFINISHED.search(line)
        if found:
            yield Breach(path, number, f"{found[0]!r}: finish it, or leave it out")


def module_size(root: Path) -> Iterator[Breach]:
    """A module is read in one sitting (migrations are Django's)."""
    for path in _python_files(root):
        n_lines = len((root / path).read_text("utf-8").splitlines())
        if n_lines > LONGEST_MODULE:
            yield Breach(path, n_lines, f"{n_lines} lines; split it below {LONGEST_MODULE}")


def rooms(root: Path) -> Iterator[Breach]:
    """Every package says in a sentence what it is for, and none is named after nothing."""
    for folder in sorted({path.parent for path in _python_files(root)}):
        front = root / folder / "__init__.py"
        if not front.exists():
            yield Breach(folder, 1, "a package needs an __init__.py with its sentence")
        elif not ast.get_docstring(ast.parse(front.read_text("utf-8"))):
            yield Breach(folder / "__init__.py", 1, "the package has no sentence")
    for path in _python_files(root):
        for part in {path.stem, path.parent.name} & VAGUE_NAMES:
            yield Breach(path, 1, f"{part!r} names nothing; name it after what it holds")


def addresses(root: Path) -> Iterator[Breach]:
    """Pinned files install from any index, so they name none."""
    for path in sorted(root.glob("constraints*.txt")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            if "://" in line or line.startswith("--"):
                yield Breach(path.relative_to(root), number, "names an index or an address")


def waiting(root: Path) -> Iterator[Breach]:
    """A browser test asserts by `expect`, which waits; a page read at once is a race."""
    for path in sorted((root / "tests" / "browser").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Assert) and READ_AT_ONCE.search(ast.unparse(node.test)):
                yield Breach(path.relative_to(root), node.lineno, "reads at once; use expect()")


RULES: Mapping[str, Rule] = {
    rule.__name__: rule
    for rule in (
        clock,
        chance,
        network,
        machine_paths,
        unfinished,
        module_size,
        rooms,
        addresses,
        waiting,
    )
}


def _python_files(root: Path) -> list[Path]:
    """List the package's modules, relative to the tree."""
    found = (path.relative_to(root) for path in (root / PACKAGE).rglob("*.py"))
    return sorted(path for path in found if "migrations" not in path.parts)


def _modules(root: Path, *, outside: tuple[str, ...]) -> Iterator[tuple[Path, ast.Module]]:
    for path in _python_files(root):
        if path.relative_to(PACKAGE).parts[0] not in outside:
            yield path, ast.parse((root / path).read_text("utf-8"))


def _lines(root: Path) -> Iterator[tuple[Path, int, str]]:
    """Yield the lines of every text that is shipped and ours."""
    for start in SHIPPED:
        base = root / start
        files = [base] if base.is_file() else sorted(base.rglob("*"))
        for file in files:
            path = file.relative_to(root)
            ours = not {"vendor", "__pycache__"} & set(path.parts)
            if ours and file.is_file() and (file.suffix in TEXT or not file.suffix):
                text = file.read_text("utf-8")
                yield from ((path, n, line) for n, line in enumerate(text.splitlines(), start=1))


def _imported(node: ast.AST) -> list[str]:
    """Give the full names an import statement brings in."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return []


def _aliases(tree: ast.AST) -> dict[str, str]:
    """Map each imported word to the full name it stands for."""
    words: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                first = alias.name.partition(".")[0]
                words[alias.asname or first] = alias.name if alias.asname else first
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                words[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return words


def _dotted(node: ast.AST, aliases: Mapping[str, str]) -> str:
    """Give the full name of a dotted expression; empty where it starts with no import."""
    if isinstance(node, ast.Attribute):
        start = _dotted(node.value, aliases)
        return f"{start}.{node.attr}" if start else ""
    return aliases.get(node.id, "") if isinstance(node, ast.Name) else ""


def _names(tree: ast.AST) -> Iterator[tuple[ast.expr, str]]:
    """Yield each use of an imported name, called or passed on."""
    aliases = _aliases(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute | ast.Name):
            name = _dotted(node, aliases)
            if name:
                yield node, name
