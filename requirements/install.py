"""Install a lock and Handover itself into the environment that runs this, and say what it took.

    .venv/bin/python requirements/install.py requirements/run.lock

Every hash is checked and only wheels are taken, so nothing is compiled; Handover is installed editable
with the build tools of the lock.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time

_INSTALL = (sys.executable, "-m", "pip", "install", "--disable-pip-version-check", "--no-input")
_PLAIN = {"PIP_CONSTRAINT": "", "PIP_QUIET": "0", "PIP_REQUIRE_HASHES": "0", "PIP_USER": "0"}
"""What a user's pip configuration may not change: where packages go, which versions, what is printed."""
_DOWNLOAD = re.compile(r"^\s*Downloading (?P<file>[^/\s]+) \((?P<size>[\d.]+) (?P<unit>bytes|kB|MB|GB)\)")
_UNITS = {"bytes": 1e-6, "kB": 1e-3, "MB": 1.0, "GB": 1e3}
_WORTH_A_LINE = 1.0
"""From this size (MB) on, a download is shown before it begins."""


def say(what: str) -> None:
    """Print a line at once, since what follows may take minutes."""
    sys.stdout.write(f"set-up: {what}\n")
    sys.stdout.flush()


def downloading(line: str) -> float:
    """Return the megabytes that pip, by this line of its output, is about to download."""
    match = _DOWNLOAD.match(line)
    if not match:
        return 0.0
    size = float(match["size"]) * _UNITS[match["unit"]]
    if size >= _WORTH_A_LINE:
        say(f"{match['file'].split('-')[0]}, {size:.1f} MB")
    return size


def pip_install(*arguments: str) -> tuple[int, float]:
    """Run pip, whose errors go to the terminal; return the packages installed and the MB downloaded."""
    packages, megabytes = 0, 0.0
    command, environment = (*_INSTALL, *arguments), os.environ | _PLAIN
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True, encoding="utf-8") as pip:
        for line in pip.stdout or ():
            megabytes += downloading(line)
            if line.startswith("Successfully installed"):
                packages = len(line.split()) - 2
    if pip.returncode:
        sys.exit(
            "set-up stopped; what pip could not do stands above.\n"
            "  way out: with a network, run the same command again. If pip finds no matching distribution, "
            "there is none for this system: Handover runs on Linux with glibc and on macOS (x86-64, ARM64)."
        )
    return packages, megabytes


def main(lock: str) -> None:
    """Install what `lock` names, then this checkout."""
    began = time.monotonic()
    say(f"installing {lock} into .venv")
    packages, megabytes = pip_install("--require-hashes", "--only-binary", ":all:", "--requirement", lock)
    pip_install("--no-deps", "--no-build-isolation", "--editable", ".")
    say(f"{packages} packages, {megabytes:.1f} MB, {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main(*sys.argv[1:])
