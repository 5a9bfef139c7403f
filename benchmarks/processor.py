"""What a program costs: the processor seconds of its processes, as the kernel counts them."""

from __future__ import annotations

import os
import sys
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
USER, SYSTEM = 11, 12
"""Fields of /proc/PID/stat behind the name: proc(5)."""


def processor_seconds(module: str, settings: Path) -> float:
    """What the program of this module with these settings has used so far, its workers included."""
    return sum(_used(process) for process in Path("/proc").glob("[0-9]*") if _is(process, module, settings))


def _is(process: Path, module: str, settings: Path) -> bool:
    try:
        words = (process / "cmdline").read_text(encoding="utf-8").split("\0")
    except OSError:  # ended meanwhile
        return False
    return words[0] == sys.executable and module in words and str(settings) in words


def _used(process: Path) -> float:
    fields = (process / "stat").read_text(encoding="utf-8").rpartition(") ")[2].split()
    return (int(fields[USER]) + int(fields[SYSTEM])) / TICKS
