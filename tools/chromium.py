"""Find a Chromium for the browser tests, or get Debian's."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

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
    """Install Debian's package where that can be done unasked; else say why not.

    Returns
    -------
    str
        Empty where a browser is there now.
    """
    if not shutil.which("apt-get"):
        return f"{why_missing()}, and there is no apt-get to install it with"
    if os.geteuid() == 0:
        prefix: tuple[str, ...] = ()
    elif shutil.which("sudo") and _runs("sudo", "-n", "true"):
        prefix = ("sudo", "-n")
    else:
        return f"{why_missing()}, and installing it needs an administrator"
    # a step without questions; `env` because sudo drops what is not named
    apt = (*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq")
    _runs(*apt, "update")
    if not _runs(*apt, "install", "-y", "--no-install-recommends", *PACKAGES):
        return f"{why_missing()}, and apt-get could not install it"
    return "" if find() else f"{why_missing()}, although apt-get installed it"


def _runs(*command: str) -> bool:
    return subprocess.run(command, check=False, stdout=subprocess.DEVNULL).returncode == 0
