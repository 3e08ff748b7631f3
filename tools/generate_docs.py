"""Write the generated pages: `.venv/bin/python tools/generate_docs.py`.

A page is a module of `tools/pages/`, found by listing the folder. A test demands that
what is committed is what would be written.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)] if str(ROOT) not in sys.path else []

from tools import pages


def found() -> list[ModuleType]:
    """List the page modules by name."""
    names = sorted(module.name for module in pkgutil.iter_modules(pages.__path__))
    return [importlib.import_module(f"tools.pages.{name}") for name in names]


def main() -> None:
    """Write every page that changed, and name it."""
    for page in found():
        path = ROOT / page.PATH
        text = page.render(ROOT)
        if not path.exists() or path.read_text("utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
            print(f"wrote {page.PATH}")


if __name__ == "__main__":
    main()
