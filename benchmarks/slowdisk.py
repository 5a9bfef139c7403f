"""Issuing on the disk of an office PC: every fsync of the core takes 8 ms longer."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

from benchmarks.empty import empty_posts
from benchmarks.figures import Row, milliseconds, percentile
from benchmarks.issuing import wish
from benchmarks.load import post
from benchmarks.office import office
from benchmarks.processor import processor_seconds
from queue_core.up.programs import CORE, Program

DELAY_MILLISECONDS = 8
CLIENTS, POSTS = 64, 1_920
SHIM = Path(__file__).with_name("slow_fsync.c")


@dataclass(frozen=True)
class SlowedDisk(Program):
    """A program whose every fsync is held up. strace can do that, too, but halves even an empty POST."""

    library: Path

    def command(self, settings: Path | None) -> list[str]:
        """The program's own command, with the library before the system's."""
        return ["env", f"LD_PRELOAD={self.library}", *super().command(settings)]


def slowed(folder: Path) -> SlowedDisk:
    """The core on a slow disk. Raises CalledProcessError or FileNotFoundError without a C compiler."""
    library = folder / "slow_fsync.so"
    delay = f"-DDELAY_NANOSECONDS={DELAY_MILLISECONDS * 1_000_000}L"
    command = ["cc", "-shared", "-fPIC", delay, "-o", str(library), str(SHIM), "-ldl"]
    subprocess.run(command, check=True)
    return SlowedDisk(CORE.name, CORE.module, CORE.purpose, library)


def measure(folder: Path) -> list[Row]:
    """Issuing with 64 clients on an office of its own."""
    folder.mkdir()
    with office(folder / "office", core_only=True, core=slowed(folder)) as running:
        token = running.settings.kiosk.token_file.read_text(encoding="utf-8")
        tickets = running.settings.kiosk.core + "/api/v1/tickets"
        post(tickets, 1, 10, wish, token)
        empty = empty_posts(running, CLIENTS, POSTS)
        before = processor_seconds(CORE.module, running.layout.settings)
        load = post(tickets, CLIENTS, POSTS, wish, token)
        used = processor_seconds(CORE.module, running.layout.settings) - before
    return [
        Row(
            f"issue a ticket, {CLIENTS} clients, each fsync {DELAY_MILLISECONDS} ms slower",
            f"{load.rate:.0f}/s, p50 {milliseconds(percentile(load.seconds, 0.5))}, "
            f"p99 {milliseconds(percentile(load.seconds, 0.99))}",
            f"{load.rate / empty.rate:.0%} of the empty POST; "
            f"{milliseconds(used / POSTS)} of processor each, which bounds it at {POSTS / used:.0f}/s",
        )
    ]
