"""An empty POST to the core, which refuses it: what server, sign-in and checks cost without any work."""

from __future__ import annotations

from benchmarks.figures import milliseconds, percentile
from benchmarks.load import Load, post
from benchmarks.office import RunningOffice

REFUSED = 422
POSTS = 200


def empty_posts(office: RunningOffice, clients: int, count: int = POSTS) -> Load:
    """So many of them, by so many clients at once."""
    token = office.settings.kiosk.token_file.read_text(encoding="utf-8")
    return post(
        office.settings.kiosk.core + "/api/v1/tickets", clients, count, lambda _: b"{}", token, REFUSED
    )


def beside(office: RunningOffice, clients: int) -> str:
    """What they took in this office, in words; a core that has just begun is let come to itself before."""
    empty_posts(office, clients)
    seconds = empty_posts(office, clients).seconds
    half, most = (percentile(seconds, share) for share in (0.5, 0.99))
    who = "one client" if clients == 1 else f"{clients} clients at once"
    return f"an empty POST by {who}: p50 {milliseconds(half)}, p99 {milliseconds(most)}"
