"""The metrics: right numbers, and nothing of anybody."""

from __future__ import annotations

from queue_core.access.rules import Role
from queue_core.server.meters import Meters
from queue_core.storage.database import Database
from queue_core.tickets.service import asking
from queue_core.tickets.wire.assistance import NewHelp
from tests.core.http_office import Api, build_api, build_live
from tests.core.office import Office, token_of


def metrics(api: Api) -> str:
    return api.send("GET", "/metrics", Role.TECHNICIAN).text


def test_the_queue_is_told_in_numbers(office: Office) -> None:
    office.take()
    for reason in (None, None, "elderly"):
        office.issue(reason=reason)
    office.call()
    asking.ask_at_kiosk(office.desk, office.write(), "kiosk-1", NewHelp(kind="come"))
    told = metrics(build_api(office))
    for line in (
        'kerak_tickets_today{lane="A",what="issued"} 2.0',
        'kerak_tickets_today{lane="B",what="waiting"} 0.0',
        "kerak_open_help_requests 1.0",
    ):
        assert line in told
    assert told.count("} 1.0") >= 2
    assert "elderly" not in told
    assert "kiosk-1" not in told


def test_live_connections_are_counted_by_audience(office: Office) -> None:
    live = build_live(office)
    key = live.api.issue().get_json()["page"].rsplit("/", 1)[1]
    clients = [live.connect({"token": token_of(Role.BOARD)}), live.connect({"page": key})]
    told = metrics(live.api)
    assert 'kerak_sockets{audience="hall"} 1.0' in told
    assert 'kerak_sockets{audience="page"} 1.0' in told
    for client in clients:
        client.disconnect()
    assert 'kerak_sockets{audience="page"} 0.0' in metrics(live.api)


def test_every_write_and_every_commit_is_measured(office: Office) -> None:
    meters = Meters()
    database = Database(office.path, measured=meters.measured)
    for _ in range(3):
        database.write(lambda _transaction: None)
    database.close()
    told = meters.text(office.desk).decode()
    assert "kerak_write_seconds_count 3.0" in told
    assert "kerak_commit_writes_sum 3.0" in told
