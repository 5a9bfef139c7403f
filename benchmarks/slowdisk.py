"""Issuing on the disk of an office PC: every fsync of the core takes 8 ms longer."""

from __future__ import annotations

from pathlib import Path

from benchmarks.figures import Row, milliseconds, percentile
from benchmarks.issuing import post, wish
from benchmarks.office import office
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
        load = post(tickets, CLIENTS, POSTS, wish, token)
    return [
        Row(
            f"issue a ticket, {CLIENTS} clients, each fsync {DELAY_MICROSECONDS // 1000} ms slower",
            f"{load.rate:.0f}/s, p50 {milliseconds(percentile(load.seconds, 0.5))}, "
            f"p99 {milliseconds(percentile(load.seconds, 0.99))}",
            f"{load.rate * (DELAY_MICROSECONDS / 1e6):.0f} tickets to each fsync",
        )
    ]
