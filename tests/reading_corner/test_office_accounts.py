"""Keepers sign in with accounts of a real core, which keeps no session of theirs."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher
from sqlalchemy import func, select
from werkzeug.serving import make_server

from queue_core.access.rules import Role
from queue_core.access.service import administration, passwords
from queue_core.access.store import session
from queue_core.access.wire import Login
from queue_core.client.problems import CoreUnreachable, Refused
from reading_corner.office_accounts import OfficeAccounts
from tests.core.conftest import office as office
from tests.core.http_office import build_api
from tests.core.office import Office


@pytest.fixture
def accounts(office: Office, monkeypatch: pytest.MonkeyPatch) -> Iterator[OfficeAccounts]:
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    server = make_server("127.0.0.1", 0, build_api(office).app)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield OfficeAccounts(f"http://127.0.0.1:{server.server_port}")
    server.shutdown()
    thread.join()
    server.server_close()


def sessions(office: Office) -> int:
    return office.door.database.read(lambda c: c.scalar(select(func.count()).select_from(session)) or 0)


def test_an_account_is_known_and_no_session_of_it_stays(office: Office, accounts: OfficeAccounts) -> None:
    once = administration.add_account(office.door, "ani", [Role.OFFICER])
    before = sessions(office)
    account = accounts.account(Login(username="ani", password=once))
    assert (account.username, account.roles, account.must_change_password) == ("ani", (Role.OFFICER,), True)
    assert sessions(office) == before


def test_wrong_passwords_are_refused_and_then_slowed_down(office: Office, accounts: OfficeAccounts) -> None:
    administration.add_account(office.door, "ani", [Role.OFFICER])
    told: list[int] = []
    for _ in range(4):
        with pytest.raises(Refused) as refused:
            accounts.account(Login(username="ani", password="a wrong one"))
        told.append(refused.value.status_code)
    assert told == [401, 401, 401, 429]


def test_a_core_that_is_away_is_told_as_that() -> None:
    with pytest.raises(CoreUnreachable):
        OfficeAccounts("http://127.0.0.1:9").account(Login(username="ani", password="any"))
