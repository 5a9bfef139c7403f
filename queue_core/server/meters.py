"""What Prometheus reads: the queue in numbers, the writer's times, who is connected. Nothing personal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric

from queue_core.tickets.service.counts import QueueCount, count_queue
from queue_core.tickets.service.desk import Desk

__all__ = ["CONTENT_TYPE_LATEST", "Meters"]
PAGE = "page"
"""The audience of tickets' pages."""
SECONDS = (0.002, 0.005, 0.01, 0.02, 0.03, 0.06, 0.1, 0.15, 0.3, 1, 3)
GROUPS = (1, 2, 4, 8, 16, 32, 64)


class Meters:
    """Counts while the core runs; what the database knows is asked for when it is read."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._writes = Histogram(
            "kerak_write_seconds",
            "From asking for a write to its answer",
            buckets=SECONDS,
            registry=self._registry,
        )
        self._groups = Histogram(
            "kerak_commit_writes", "Writes in one commit", buckets=GROUPS, registry=self._registry
        )
        self._connections: dict[str, str] = {}

    def measured(self, seconds: Sequence[float]) -> None:
        """Counts one commit and each of its writes."""
        self._groups.observe(len(seconds))
        for one in seconds:
            self._writes.observe(one)

    def came(self, connection: str, audience: str) -> None:
        """Counts a live connection."""
        self._connections[connection] = audience

    def left(self, connection: str) -> None:
        """Forgets a connection that has ended."""
        self._connections.pop(connection, None)

    def text(self, desk: Desk) -> bytes:
        """Everything, in Prometheus' text format."""
        now = CollectorRegistry()
        now.register(_Now(count_queue(desk), Counter(self._connections.values())))
        return generate_latest(now) + generate_latest(self._registry)


class _Now:
    """Gauges of this moment. Those that count tickets begin at 0 with each business day."""

    def __init__(self, queue: QueueCount, connected: Counter[str]) -> None:
        self._queue = queue
        self._connected = connected

    def collect(self) -> Iterator[Metric]:
        tickets = GaugeMetricFamily("kerak_tickets_today", "Tickets of today", labels=["lane", "what"])
        calls = GaugeMetricFamily("kerak_calls_today", "Calls of today, repeated ones too", labels=["lane"])
        for lane in self._queue.lanes:
            for what, number in (("issued", lane.issued), ("called", lane.called), ("waiting", lane.waiting)):
                tickets.add_metric([lane.lane, what], number)
            calls.add_metric([lane.lane], lane.calls)
        sockets = GaugeMetricFamily("kerak_sockets", "Live connections", labels=["audience"])
        for audience in ("staff", "hall", PAGE):
            sockets.add_metric([audience], self._connected[audience])
        open_help = GaugeMetricFamily("kerak_open_help_requests", "Requests for help that nobody has taken")
        open_help.add_metric([], self._queue.open_help)
        yield from (tickets, calls, sockets, open_help)
