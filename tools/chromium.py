"""Find a Chromium for the browser tests, or get Debian's."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from tools import debian

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
PACKAGES = ("chromium", "fonts-dejavu-core")


def find() -> str | None:
    """Give the browser's path: what `PREROUND_CHROMIUM` names, or the first one installed."""
    named = os.environ.get("PREROUND_CHROMIUM")
    if named:
        return named if Path(named).is_file() else None
    on_path = (shutil.which(name) for name in NAMES)
    in_place = (place for place in PLACES if Path(place).is_file())
    return next((path for path in (*on_path, *in_place) if path), None)


def why_missing() -> str:
    """One sentence for whoever reads that browser tests did not run."""
    named = os.environ.get("PREROUND_CHROMIUM")
    if named:
        return f"PREROUND_CHROMIUM names {named}, and no such file is there"
    return "no Chromium or Chrome was found on this machine"


def install() -> str:
    """Install Debian's where that can be done unasked; give why not, or nothing."""
    reason = debian.install(*PACKAGES)
    if reason:
        return f"{why_missing()}, and {reason}"
    return "" if find() else why_missing()
