"""The core as a program: why it does not start, a full disk, and a log without secrets."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
import socketio
import websocket

from queue_core.access.rules import Role
from queue_core.storage import ledger
from queue_core.storage.database import Database
from queue_core.storage.keys import key_beside
from queue_core.storage.schema import create_database
from tests.core.core_process import CoreProcess
from tests.core.office import MORNING, token_of
from tests.core.older import execute, make_older
from tests.kia.filing import NIK, draft
from tests.programs import free_port, until

pytestmark = pytest.mark.real
ROOT = Path(__file__).parents[2]


@pytest.fixture
def core(staffed: Path, tmp_path: Path) -> Iterator[CoreProcess]:
    process = CoreProcess(staffed, tmp_path)
    yield process
    process.kill()


def refusal(settings: Path) -> str:
    """The one line of a core that does not start."""
    command = [sys.executable, "-m", "queue_core.server", "--settings", str(settings)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    assert len(ended.stderr.strip().splitlines()) == 1
    return ended.stderr


def told(folder: Path, database: Path, port: int | None = None) -> Path:
    settings = folder / "told.toml"
    settings.write_text(f'[core]\nport = {port or free_port()}\ndatabase = "{database}"\n')
    return settings


def test_without_its_database_the_core_says_so_and_makes_none(tmp_path: Path) -> None:
    assert "no file" in refusal(told(tmp_path, tmp_path / "none.db"))
    assert not (tmp_path / "none.db").exists()


def test_with_another_file_in_its_place_the_core_says_so(tmp_path: Path) -> None:
    (tmp_path / "photo.db").write_bytes(b"\x89PNG" * 1000)
    assert "not a database" in refusal(told(tmp_path, tmp_path / "photo.db"))


@pytest.mark.parametrize(
    ("version", "told_so", "what_to_do"),
    [
        ("0001", "is of an older version: ", "run 'kerak init --upgrade'"),
        ("9999", "is of a newer version than this program: ", "Install the newer program"),
    ],
)
def test_with_an_older_or_a_newer_database_the_core_says_so_and_leaves_it(
    version: str, told_so: str, what_to_do: str, tmp_path: Path
) -> None:
    make_older(database := tmp_path / "office.db")
    execute(database, f"UPDATE alembic_version SET version_num = '{version}'")
    before = database.read_bytes()
    line = refusal(told(tmp_path, database))
    assert told_so in line
    assert what_to_do in line
    assert database.read_bytes() == before
    assert not key_beside(database).exists()


def test_without_its_key_or_with_another_the_core_says_so_and_makes_none(tmp_path: Path) -> None:
    create_database(database := tmp_path / "office.db")
    create_database(tmp_path / "other.db")
    key = key_beside(database)
    key.unlink()
    assert "'kerak restore'" in refusal(told(tmp_path, database))
    assert not key.exists()
    key_beside(tmp_path / "other.db").rename(key)
    assert "is not the key of" in refusal(told(tmp_path, database))


def test_a_core_that_starts_far_past_its_last_entry_says_so(core: CoreProcess) -> None:
    database = Database(core.database)
    database.write(
        lambda transaction: ledger.append(
            transaction.connection, "kembaran", at=MORNING, actor="core", action="noted", body={}
        )
    )
    database.close()
    core.start()
    assert f"far past the last entry of {MORNING.isoformat()}" in core.log()


def test_the_log_of_a_file_names_nobody(core: CoreProcess) -> None:
    core.start()
    headers = {"Authorization": f"Bearer {token_of(Role.OFFICER)}", "Idempotency-Key": "file-in-the-log"}
    place = f"{core.address}/api/v1/files"
    head = requests.post(place, json={"kind": "kia_new"}, headers=headers, timeout=5).json()
    for number, body in enumerate(
        ({"version": 1, "draft": draft(nik=NIK)}, {"version": 1, "draft": {NIK: NIK}})
    ):
        sent = headers | {"Idempotency-Key": f"draft-in-the-log-{number}"}
        requests.put(f"{place}/{head['id']}/draft", json=body, headers=sent, timeout=5)
    sought = headers | {"Idempotency-Key": "search-in-the-log"}
    found = requests.post(f"{place}/search", json={"nik": NIK}, headers=sought, timeout=5).json()
    assert [one["id"] for one in found["files"]] == [head["id"]]
    assert NIK not in core.log()
    held = b"".join(file.read_bytes() for file in core.database.parent.rglob("*") if file.is_file())
    assert NIK.encode() not in held


def test_on_a_port_that_is_taken_the_core_says_so(core: CoreProcess, tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert str(port) in refusal(told(tmp_path, core.database, port))


def test_the_core_stops_within_seconds_when_it_is_asked_to(core: CoreProcess) -> None:
    core.start()
    assert core.stop(10) == 0


def test_a_real_core_pushes_a_page_to_its_family(core: CoreProcess) -> None:
    core.start()
    seen: list[dict[str, object]] = []
    headers = {"Authorization": f"Bearer {token_of(Role.KIOSK)}", "Idempotency-Key": "the-only-one"}
    issued = requests.post(
        f"{core.address}/api/v1/tickets", json={"service": "kia"}, headers=headers, timeout=5
    ).json()
    client = socketio.Client(reconnection=False)
    client.on("page", seen.append)
    client.connect(core.address, auth={"page": issued["page"].rsplit("/", 1)[1]}, transports=["websocket"])
    until(lambda: seen)
    officer = {"Authorization": f"Bearer {token_of(Role.OFFICER)}"}
    for verb in ("open", "call-next"):
        address = f"{core.address}/api/v1/counters/3/{verb}"
        requests.post(address, headers={**officer, "Idempotency-Key": f"request-{verb}"}, timeout=5)
    until(lambda: seen[-1]["state"] == "called" and seen[-1]["counter"] == 3)
    client.disconnect()


def test_a_browser_s_offer_to_compress_every_message_is_not_taken(core: CoreProcess) -> None:
    core.start()
    address = core.address.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket"
    line = websocket.create_connection(address, header={"Sec-WebSocket-Extensions": "permessage-deflate"})
    assert "sec-websocket-extensions" not in line.headers
    assert str(line.recv()).startswith("0{")
    line.close()


def test_who_signs_out_hears_no_more_within_seconds(core: CoreProcess) -> None:
    core.start()
    client = socketio.Client(reconnection=False)
    client.connect(core.address, auth={"token": token_of(Role.OFFICER)}, transports=["websocket"])
    still = socketio.Client(reconnection=False)
    still.connect(core.address, auth={"token": token_of(Role.BOARD)}, transports=["websocket"])
    headers = {"Authorization": f"Bearer {token_of(Role.OFFICER)}", "Idempotency-Key": "goodbye-1"}
    assert requests.delete(f"{core.address}/api/v1/sessions/current", headers=headers, timeout=5).ok
    until(lambda: not client.connected)
    assert still.connected
    still.disconnect()


def test_the_core_serves_an_office_network_of_ipv6(staffed: Path, tmp_path: Path) -> None:
    core = CoreProcess(staffed, tmp_path, host="::1")
    core.start()
    assert requests.get(f"http://[::1]:{core.port}/healthz", timeout=5).ok
    core.kill()


def test_a_client_that_sends_garbage_does_not_disturb_the_others(core: CoreProcess) -> None:
    core.start()
    for auth in ({"token": "\ud800"}, {"page": "\ud800"}, [1], {"token": {"a": 1}}):
        client = socketio.Client(reconnection=False)
        with pytest.raises(socketio.exceptions.ConnectionError):
            client.connect(core.address, auth=auth, transports=["websocket"])
    assert requests.get(f"{core.address}/healthz", timeout=5).ok
    assert "Traceback" not in core.log()


def test_what_is_refused_leaves_no_traceback_in_the_log(core: CoreProcess) -> None:
    core.start()
    wrong = {"Authorization": "Bearer wrong", "Idempotency-Key": "request-1"}
    requests.get(f"{core.address}/api/v1/snapshot", headers=wrong, timeout=5)
    requests.get(f"{core.address}/api/v1/pages/{'0' * 20}", timeout=5)
    guess = {"username": "nobody", "password": "x"}
    requests.post(f"{core.address}/api/v1/sessions", json=guess, headers=wrong, timeout=5)
    assert core.log() == ""


def test_the_log_holds_no_token_no_password_and_no_reason(core: CoreProcess) -> None:
    core.start()
    headers = {"Authorization": f"Bearer {token_of(Role.KIOSK)}", "Idempotency-Key": "the-only-one"}
    wish = {"service": "kia", "reason": "pregnant_or_breastfeeding"}
    requests.post(f"{core.address}/api/v1/tickets", json=wish, headers=headers, timeout=5)
    guess = {"username": "officer", "password": "sate-ayam-madura"}
    requests.post(f"{core.address}/api/v1/sessions", json=guess, headers=headers, timeout=5)
    core.stop(10)
    assert not [word for word in (token_of(Role.KIOSK), "sate-ayam", "pregnant") if word in core.log()]


def test_a_request_that_cannot_be_read_is_logged_without_what_it_said(core: CoreProcess) -> None:
    core.start()
    with socket.create_connection(("127.0.0.1", core.port), timeout=5) as stranger:
        stranger.sendall(b"GET /t/secret-of-a-family\r\n\r\n")
        assert stranger.recv(1024).startswith(b"HTTP/1.1 400")
    until(core.logged)
    (line,) = core.logged()
    assert (line["program"], line["logger"]) == ("core", "gunicorn.error")
    assert (line["level"], line["message"]) == ("WARNING", "Invalid request")
    assert "secret" not in core.log()


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root, to mount a small disk")
def test_on_a_full_disk_nothing_is_acknowledged_and_service_returns_by_itself(
    staffed: Path, tmp_path: Path
) -> None:
    script = (
        f"mount -t tmpfs -o size=1m tmpfs {tmp_path} && "
        f"exec {sys.executable} -m tests.core.full_disk {staffed} {tmp_path}"
    )
    command = ["unshare", "--mount", "bash", "-c", script]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 0, ended.stderr
    found = json.loads(ended.stdout)
    assert len(found["full"]) < 50
    assert len(found["after"]) == 5
    assert found["kept"] == found["before"] + found["full"] + found["after"]
