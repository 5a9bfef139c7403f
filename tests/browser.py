"""The browser in which the pages are tried one by one; a whole visit is made in Chromium itself."""

from benchmarks.browser import QUIET as QUIET

CHROMIUM = "/usr/bin/chromium-headless-shell"
"""The same engine without the windows around it: half the processor."""
