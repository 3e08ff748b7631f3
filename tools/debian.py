"""Install a system's package where that can be done without a question."""

from __future__ import annotations

import os
import shutil
import subprocess


def install(*packages: str) -> str:
    """Try `apt-get install`; give the reason where it cannot be done, else nothing."""
    if not shutil.which("apt-get"):
        return "there is no apt-get to install it with"
    if os.geteuid() == 0:
        prefix: tuple[str, ...] = ()
    elif shutil.which("sudo") and _runs("sudo", "-n", "true"):
        prefix = ("sudo", "-n")
    else:
        return "installing it needs an administrator"
    # `env`, because sudo drops what is not named
    apt = (*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq")
    _runs(*apt, "update")
    if not _runs(*apt, "install", "-y", "--no-install-recommends", *packages):
        return f"apt-get could not install {' and '.join(packages)}"
    return ""


def _runs(*command: str) -> bool:
    return subprocess.run(command, check=False, stdout=subprocess.DEVNULL).returncode == 0
