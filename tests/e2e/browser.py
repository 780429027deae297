"""Where Chromium is: Debian's headless build if it is there, else Chromium itself."""

import shutil

# The first is built from the same source without windows, and opens a fresh profile with a third of the work.
BUILDS = ("chromium-headless-shell", "chromium", "chromium-browser")


def find_chromium() -> str:
    """The path of the first build that this machine has; raises LookupError where none is installed."""
    for name in BUILDS:
        if path := shutil.which(name):
            return path
    raise LookupError(f"No Chromium on this machine: install one of {', '.join(BUILDS)}.")
