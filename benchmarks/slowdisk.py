"""Issuing on the disk of an office PC: every fsync of the core takes 8 ms longer."""

from __future__ import annotations

from pathlib import Path

from benchmarks.figures import Row, milliseconds, percentile
from benchmarks.issuing import REFUSED, wish
from benchmarks.load import post
from benchmarks.office import office
from benchmarks.processor import processor_seconds
from queue_core.up.programs import CORE, Program

DELAY_MICROSECONDS = 8_000
CLIENTS, POSTS = 64, 1_920
STRACE = ("strace", "-f", "--seccomp-bpf", "-o", "/dev/null", "-e", "trace=fsync,fdatasync")


class SlowedDisk(Program):
    """A program whose every fsync is held up."""

    def command(self, settings: Path | None) -> list[str]:
        """The program's own command, under strace."""
        delay = f"inject=fsync,fdatasync:delay_exit={DELAY_MICROSECONDS}"
        return [*STRACE, "-e", delay, *super().command(settings)]


def measure(folder: Path) -> list[Row]:
    """Issuing with 64 clients on an office of its own."""
    with office(folder, core_only=True, core=SlowedDisk(CORE.name, CORE.module, CORE.purpose)) as running:
        token = running.settings.kiosk.token_file.read_text(encoding="utf-8")
        tickets = running.settings.kiosk.core + "/api/v1/tickets"
        post(tickets, 1, 10, wish, token)
        empty = post(tickets, CLIENTS, POSTS, lambda _: b"{}", token, REFUSED)
        before = processor_seconds(CORE.module, running.layout.settings)
        load = post(tickets, CLIENTS, POSTS, wish, token)
        used = processor_seconds(CORE.module, running.layout.settings) - before
    return [
        Row(
            f"issue a ticket, {CLIENTS} clients, each fsync {DELAY_MICROSECONDS // 1000} ms slower",
            f"{load.rate:.0f}/s, p50 {milliseconds(percentile(load.seconds, 0.5))}, "
            f"p99 {milliseconds(percentile(load.seconds, 0.99))}",
            f"{load.rate / empty.rate:.0%} of the empty POST; "
            f"{milliseconds(used / POSTS)} of processor each, which bounds it at {POSTS / used:.0f}/s",
        )
    ]
