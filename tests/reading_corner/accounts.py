"""The office's accounts, as a corner asks for them."""

from __future__ import annotations

from queue_core.access.rules import Role
from queue_core.access.wire import Account, Login
from queue_core.client.problems import CoreUnreachable, Refused

PASSWORD = "made-up-for-tests"
KEEPER = Account(username="sri", roles=(Role.OFFICER,), must_change_password=False)


class FakeAccounts:
    """Knows one account, as the core does, unless it does not hear or refuses."""

    def __init__(self) -> None:
        self.hears = True
        self.refuses: Refused | None = None
        self.kept = KEEPER

    def account(self, login: Login) -> Account:
        if not self.hears:
            raise CoreUnreachable
        if self.refuses is not None:
            raise self.refuses
        if (login.username, login.password) != (self.kept.username, PASSWORD):
            raise Refused("wrong-password", "User name or password is wrong", "", 401)
        return self.kept
